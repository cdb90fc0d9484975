"""One go.mod loaded as the main module's, stage after stage, as each release does it.

The go command stops at the first stage that has something to say:

1. the syntax and the directives;
2. a go line newer than the release (from 1.21 on; from 1.24 on it comes before
   whatever a newer release may understand);
3. no module line, or a module named like Go itself (from 1.26 on);
4. godebug settings that the release does not know;
5. replacements that contradict each other;
6. the module's own path, then the paths of its tools;
7. what would have to be written to go.mod first.
"""

from __future__ import annotations

from ..formats.kinds import (
    CONFLICTING_REPLACEMENTS,
    EXCLUDED_REQUIRED,
    GO_CRASH,
    GODEBUG_VALUE,
    GOMOD_TOO_NEW,
    NO_MODULE_LINE,
    PATH_INVALID,
    PATH_MALFORMED,
    SYNTAX,
    UPDATES_NEEDED,
)
from ..formats.modfile.file import WITHOUT_GO_LINE
from ..formats.problem import (
    FORWARD,
    LOAD,
    UPDATE_EXCLUDED,
    UPDATE_GO_LINE,
    UPDATE_OTHER,
    UPDATE_REPEATED,
    UPDATE_TOOLCHAIN,
    Problem,
)
from ..values import go_version, module_path
from ..values.releases import DIRECTIVE_SINCE, first_with

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..formats.modfile.directives import (
        Directive,
        Exclusion,
        GoDebug,
        Replacement,
        Requirement,
        Toolchain,
    )
    from ..formats.modfile.file import GoMod, ModFile
    from ..values.releases import Release

GO_MODULES = frozenset(["go", "toolchain"])  # from 1.21 on no modules that could be fetched
FIRST_THAT_SWITCHES = first_with("switches")
FIRST_THAT_LOOKS_AHEAD = first_with("looks-ahead")


def applying(problems: Sequence[Problem], release: Release) -> list[Problem]:
    """The problems that `release` reports; only the first if it is a syntax error, because
    reading stops there."""
    reported = [problem for problem in problems if problem.applies_to(release.minor)]
    return reported[:1] if reported and reported[0].kind in SYNTAX else reported


def is_too_new(version: str, release: Release) -> bool:
    """Whether a go line asks for more than a release is."""
    if release.minor < FIRST_THAT_SWITCHES or not version:
        return False
    return go_version.order(version) > go_version.order(release.version)


class ModuleLoading:
    """A go.mod being loaded; what releases share is worked out once."""

    __slots__ = ("_semantic_stages", "_too_new", "file")

    def __init__(self, file: GoMod) -> None:
        self.file = file
        self._too_new: Problem | None = None
        self._semantic_stages: list[list[Problem]] | None = None

    def is_accepted(self, releases: Sequence[Release]) -> bool:
        """Whether it is clear at once that none of the releases reports anything, as of most
        files."""
        file = self.file
        if file.problems or file.godebugs or self._stages() or reserved_path_problems(file):
            return False
        version = file.go.version if file.go is not None else ""
        return not any(is_too_new(version, release) for release in releases)

    def problems(self, release: Release) -> list[Problem]:
        """What one release reports."""
        file = self.file
        if file.problems:
            reported = applying(file.read_by(LOAD), release)
            if reported:
                return self.newer_go_only(release) or reported
        if file.go is not None and is_too_new(file.go.version, release):
            return [self.too_new()]
        return self.semantic_problems(release)

    def newer_go_only(self, release: Release) -> list[Problem]:
        """The problem of a go line that is too new, where it excuses all others."""
        file = self.file
        if release.minor < FIRST_THAT_LOOKS_AHEAD or not is_too_new(file.lax_go, release):
            return []
        return [] if applying(file.read_by(FORWARD), release) else [self.too_new()]

    def too_new(self) -> Problem:
        """The problem of a go line that is too new."""
        if self._too_new is None:
            self._too_new = too_new_problem(self.file, GOMOD_TOO_NEW)
        return self._too_new

    def semantic_problems(self, release: Release) -> list[Problem]:
        """What is reported of a file that can be read."""
        reported = applying(reserved_path_problems(self.file), release)
        if reported:
            return reported
        settings = self.file.godebugs
        if settings and self.file.module is not None:
            reported = godebug_problems(settings, release)
            if reported:
                return reported
        for stage in self._stages():
            reported = applying(stage, release)
            if reported:
                return reported
        return []

    def _stages(self) -> list[list[Problem]]:
        if self._semantic_stages is None:
            self._semantic_stages = _semantic_stages(self.file)
        return self._semantic_stages


def too_new_problem(file: ModFile, kind: str) -> Problem:
    """The problem of a go line that is too new."""
    line = file.go.line if file.go else 0
    column = file.syntax.last_column(line) if line else 0
    message = f"{file.name} requires go >= {file.lax_go}"
    return Problem(kind, message, line, column, word=file.lax_go)


def godebug_problems(settings: Sequence[GoDebug], release: Release) -> list[Problem]:
    """What a release reports of godebug settings."""
    from ..values import godebug  # few files have any

    problems = []
    for setting in settings:
        fault = godebug.fault(setting.key, setting.value, release)
        if fault:
            word = f"{setting.key}={setting.value}"
            problems.append(Problem(GODEBUG_VALUE, fault, setting.line, setting.column, word=word))
    return problems


def _semantic_stages(file: GoMod) -> list[list[Problem]]:
    """The stages after godebug that have something to report to some release."""
    if file.module is None:
        return [[Problem(NO_MODULE_LINE, "missing module declaration")]]
    stages = [
        conflicting_replacements(file),
        module_path_problems(file),
        tool_path_problems(file),
        _pending_updates(file),
    ]
    return [stage for stage in stages if stage]


def reserved_path_problems(file: GoMod) -> list[Problem]:
    """A module named like Go itself."""
    module = file.module
    if module is None or module.path not in GO_MODULES:
        return []
    message = f'invalid module path: "{module.path}"'
    first = first_with("reserves-go-and-toolchain")
    column = file.syntax.last_column(module.line)
    return [Problem(PATH_INVALID, message, module.line, column, first=first, word=module.path)]


def go_line_problem(file: ModFile) -> Problem | None:
    """What every build with a release from 1.21 on says of a go line that can be read and is
    not a Go version, such as 1.21.0rc1 (https://go.dev/doc/toolchain#version)."""
    go = file.go
    if go is None or go_version.is_valid(go.version):
        return None
    reason = f"go {go.version} is not a Go version"
    return _update(reason, go, UPDATE_GO_LINE, FIRST_THAT_SWITCHES, go.version)


def module_path_problems(file: GoMod) -> list[Problem]:
    """A path of the main module that no import can have."""
    module = file.module
    if module is None:
        return []
    fault = module_path.import_path_fault(module.path)
    if not fault:
        return []
    message = f'malformed module path "{module.path}": {fault}'
    column = file.syntax.last_column(module.line)
    return [Problem(PATH_MALFORMED, message, module.line, column, word=module.path)]


def tool_path_problems(file: GoMod) -> list[Problem]:
    """The first path of a tool that no package can have."""
    for tool in file.tools:
        fault = module_path.import_path_fault(tool.path)
        if fault:
            message = f'malformed tool path "{tool.path}": {fault}'
            first = DIRECTIVE_SINCE["tool"]
            column = file.syntax.last_column(tool.line)
            return [
                Problem(PATH_MALFORMED, message, tool.line, column, first=first, word=tool.path)
            ]
    return []


def shown_target(replacement: Replacement) -> str:
    """What a module is replaced with, as it is written."""
    return f"{replacement.target} {replacement.target_version}".rstrip()


def conflicting_replacements(file: ModFile) -> list[Problem]:
    """Replacements of one path and version by different targets."""
    seen: dict[tuple[str, str], Replacement] = {}
    for replacement in file.replaces:
        first = seen.setdefault((replacement.path, replacement.version), replacement)
        if (first.target, first.target_version) != (
            replacement.target,
            replacement.target_version,
        ):
            message = f"conflicting replacements for {replacement.path}: "
            message += f"{shown_target(replacement)} here, "
            message += f"{shown_target(first)} on line {first.line}"
            return [
                Problem(
                    CONFLICTING_REPLACEMENTS,
                    message,
                    replacement.line,
                    replacement.column,
                    other_line=first.line,
                    module=replacement.path,
                    version=replacement.version,
                )
            ]
    return []


def _pending_updates(file: GoMod) -> list[Problem]:
    """Excluded requirements, which are left out, and the reason why go.mod would change."""
    paths = {module.path for module in file.requirements}
    own_path = file.module.path if file.module and not file.is_pruned else ""
    if (
        not file.excludes
        and len(paths) == len(file.requirements)
        and paths.isdisjoint(("", own_path))
    ):
        return _updates_of_lines(file, paths)
    excluded = {exclusion.module for exclusion in file.excludes}
    left_out: list[Problem] = []
    kept: list[Requirement] = []
    for required in file.requires:
        if required.module in excluded:
            message = "ignoring requirement on excluded version "
            message += f"{required.path} {required.version}"
            left_out.append(_of_requirement(EXCLUDED_REQUIRED, message, required))
        else:
            kept.append(required)
    problem = _requirement_without_path(kept) or _requirement_update(kept, own_path, bool(left_out))
    if left_out and problem is None:
        reason = "an excluded version is required"
        problem = _update(reason, file.requires[0], UPDATE_EXCLUDED)
    return _updates_of_lines(file, paths) if problem is None else [*left_out, problem]


def _requirement_without_path(requires: Sequence[Requirement]) -> Problem | None:
    """A requirement of nothing, at which every release crashes."""
    for required in requires:
        if not required.path:
            message = f"panic: bad requirement: {required.path}@{required.version}"
            return _of_requirement(GO_CRASH, message, required)
    return None


def _requirement_update(
    requires: Sequence[Requirement], own_path: str, some_excluded: bool
) -> Problem | None:
    """The first requirement of the module itself, or of a module at a second version."""
    versions: dict[str, str] = {}
    for required in requires:
        if own_path and required.path == own_path:
            update = UPDATE_EXCLUDED if some_excluded else UPDATE_OTHER
            return _update("the module requires itself", required, update)
        if versions.setdefault(required.path, required.version) != required.version:
            update = UPDATE_EXCLUDED if some_excluded else UPDATE_REPEATED
            return _update(f"{required.path} is required at two versions", required, update)
    return None


def _of_requirement(kind: str, message: str, required: Requirement) -> Problem:
    return Problem(
        kind,
        message,
        required.line,
        required.column,
        module=required.path,
        version=required.version,
    )


def _update(reason: str, at: Directive, update: str, first: int = 0, word: str = "") -> Problem:
    return Problem(
        UPDATES_NEEDED,
        f"updates to go.mod needed: {reason}",
        at.line,
        at.column,
        word=word,
        update=update,
        reason=reason,
        first=first,
    )


def _has_no_path(directive: Replacement | Exclusion) -> bool:
    return not directive.path


def _updates_of_lines(file: GoMod, paths: set[str]) -> list[Problem]:
    """The first line that the go command would write differently; `paths` are those of all
    requirements."""
    without_path = [*filter(_has_no_path, file.replaces), *filter(_has_no_path, file.excludes)]
    if without_path:
        return [_update("a module path is empty", without_path[0], UPDATE_OTHER)]
    for required in file.requires if paths & GO_MODULES else ():
        if required.path in GO_MODULES:
            reason = f"{required.path} is not a module"
            return [_update(reason, required, UPDATE_OTHER, FIRST_THAT_SWITCHES)]
    toolchain = file.toolchain
    if toolchain is not None:
        reason = toolchain_fault(toolchain.name, file.go.version if file.go else "")
        if reason:
            return [_update(reason, toolchain, UPDATE_TOOLCHAIN, FIRST_THAT_SWITCHES)]
    return []


def older_toolchain(file: ModFile) -> Toolchain | None:
    """The toolchain line, where it names an older release than the go line does."""
    if file.toolchain is None:
        return None
    go = file.go.version if file.go else WITHOUT_GO_LINE
    named = go_version.order(go_version.of_toolchain(file.toolchain.name))
    return file.toolchain if named < go_version.order(go) else None


def toolchain_fault(name: str, go: str) -> str:
    """Why the go command would write another toolchain line beside this go line, or none; ""
    where it would not."""
    if name == "go" + go:
        return "the toolchain line only repeats the go line"
    version = go_version.of_toolchain(name)
    if not version:
        return f"{name} names no Go release"
    if go_version.order(version) < go_version.order("1.21"):
        return f"{name} is older than toolchain lines are"
    return ""
