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

from ..formats.problem import Problem
from ..values import go_version, module_path
from ..values.releases import DIRECTIVES, since

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..formats.directives import (
        Directive,
        Exclusion,
        GoDebug,
        Replacement,
        Requirement,
        Toolchain,
    )
    from ..formats.mod_file import GoMod, ModFile
    from ..values.releases import Release

OF_GO = frozenset(["go", "toolchain"])  # no modules that are fetched, from 1.21 on
WITHOUT_GO_LINE = "1.16"
FIRST_THAT_SWITCHES = since("switches")
FIRST_THAT_LOOKS_AHEAD = since("looks-ahead")
SYNTAX = frozenset(
    ["syntax-after-paren", "syntax-block-open", "syntax-char", "syntax-comment", "syntax-string"]
)


def applying(problems: list[Problem], release: Release) -> list[Problem]:
    """Those that a release says; the first alone where it stops at the syntax."""
    minor = release.minor
    found = [one for one in problems if one.since <= minor <= one.until]
    return found[:1] if found and found[0].kind in SYNTAX else found


def too_new(version: str, release: Release) -> bool:
    """Whether a go line asks for more than a release is."""
    if release.minor < FIRST_THAT_SWITCHES or not version:
        return False
    return go_version.order(version) > go_version.order(release.version)


class Loading:
    """A go.mod being loaded; what releases share is worked out once."""

    __slots__ = ("_stages", "_too_new", "tree")

    def __init__(self, tree: GoMod) -> None:
        self.tree = tree
        self._too_new: Problem | None = None
        self._stages: list[list[Problem]] | None = None

    def said(self, release: Release) -> list[Problem]:
        """What one release says."""
        tree = self.tree
        if tree.problems:
            found = applying(tree.problems, release)
            if found:
                return self.ahead(release) or found
        if tree.go is not None and too_new(tree.go.version, release):
            return [self.too_new()]
        return self.after(release)

    def ahead(self, release: Release) -> list[Problem]:
        """The go line's own complaint, where all others are excused by it."""
        tree = self.tree
        if release.minor < FIRST_THAT_LOOKS_AHEAD or not too_new(tree.lax_go, release):
            return []
        return [] if applying(tree.lasting_problems, release) else [self.too_new()]

    def too_new(self) -> Problem:
        """The complaint about the go line."""
        if self._too_new is None:
            self._too_new = too_new_problem(self.tree, "gomod-too-new", "go.mod")
        return self._too_new

    def after(self, release: Release) -> list[Problem]:
        """What is said of a file that can be read."""
        if self._stages is None:
            self._stages = list(_stages(self.tree))
        found = applying(own_name_problems(self.tree), release)
        if found:
            return found
        settings = self.tree.godebugs
        if settings and self.tree.module is not None:
            found = godebug_problems(settings, release)
            if found:
                return found
        for stage in self._stages:
            found = applying(stage, release)
            if found:
                return found
        return []


def too_new_problem(tree: ModFile, kind: str, name: str) -> Problem:
    """What is said of a go line that is too new."""
    line = tree.go.line if tree.go else 0
    column = tree.syntax.last_column(line) if line else 0
    return Problem(kind, f"{name} requires go >= {tree.lax_go}", line, column)


def godebug_problems(settings: list[GoDebug], release: Release) -> list[Problem]:
    """What a release says of godebug settings."""
    from ..values import godebug  # few files have any

    found = []
    for one in settings:
        fault = godebug.fault(one.key, one.value, release)
        if fault:
            found.append(Problem("godebug-value", fault, one.line, one.column))
    return found


def _stages(tree: GoMod) -> list[list[Problem]]:
    """The stages after godebug that have something to say to some release."""
    if tree.module is None:
        return [[Problem("no-module-line", "missing module declaration")]]
    stages = [conflicts(tree), module_path_problems(tree), tool_problems(tree), _changes(tree)]
    return [stage for stage in stages if stage]


def own_name_problems(tree: GoMod) -> list[Problem]:
    """A module named like Go itself."""
    module = tree.module
    if module is None or module.path not in ("go", "toolchain"):
        return []
    message = f'invalid module path: "{module.path}"'
    first = since("own-names")
    column = tree.syntax.last_column(module.line)
    return [Problem("path-invalid", message, module.line, column, since=first)]


def module_path_problems(tree: GoMod) -> list[Problem]:
    """A path of the main module that no import can have."""
    module = tree.module
    if module is None:
        return []
    fault = module_path.import_path_fault(module.path)
    if not fault:
        return []
    message = f'malformed module path "{module.path}": {fault}'
    column = tree.syntax.last_column(module.line)
    return [Problem("path-malformed", message, module.line, column)]


def tool_problems(tree: GoMod) -> list[Problem]:
    """The first path of a tool that no package can have."""
    for tool in tree.tools:
        fault = module_path.import_path_fault(tool.path)
        if fault:
            message = f'malformed tool path "{tool.path}": {fault}'
            first = DIRECTIVES["tool"]
            column = tree.syntax.last_column(tool.line)
            return [Problem("path-malformed", message, tool.line, column, since=first)]
    return []


def target(one: Replacement) -> str:
    """What a module is replaced with, as it is written."""
    return f"{one.target} {one.target_version}".rstrip()


def conflicts(tree: ModFile) -> list[Problem]:
    """Replacements of one path and version by different targets."""
    seen: dict[tuple[str, str], Replacement] = {}
    for one in tree.replaces:
        first = seen.setdefault((one.path, one.version), one)
        if (first.target, first.target_version) != (one.target, one.target_version):
            message = f"conflicting replacements for {one.path}: {target(one)} here, "
            message += f"{target(first)} on line {first.line}"
            problem = Problem(
                "conflicting-replacements",
                message,
                one.line,
                one.column,
                module=one.path,
                version=one.version,
            )
            return [problem]
    return []


def _changes(tree: GoMod) -> list[Problem]:
    """Excluded requirements, which are left out, and the reason why go.mod would change."""
    paths = {path for path, _ in tree.names}
    own = tree.module.path if tree.module and not is_pruned(tree) else ""
    if not tree.excludes and len(paths) == len(tree.names) and paths.isdisjoint(("", own)):
        return _own_lines(tree, paths)
    excluded = {(one.path, one.version) for one in tree.excludes}
    left_out: list[Problem] = []
    rest: list[Requirement] = []
    for one in tree.requires:
        if (one.path, one.version) in excluded:
            message = f"ignoring requirement on excluded version {one.path} {one.version}"
            left_out.append(_of("excluded-required", message, one))
        else:
            rest.append(one)
    stop = _without_path(rest) or _of_listing(rest, own)
    if left_out and stop is None:
        stop = _update("an excluded version is required", tree.requires[0])
    return _own_lines(tree, paths) if stop is None else [*left_out, stop]


def _without_path(requires: list[Requirement]) -> Problem | None:
    """A requirement of nothing, which no release survives."""
    for one in requires:
        if not one.path:
            return _of("go-crash", f"panic: bad requirement: {one.path}@{one.version}", one)
    return None


def _of_listing(requires: list[Requirement], own: str) -> Problem | None:
    """The first requirement of the module itself, `own`, or of a module at a second version."""
    found: dict[str, str] = {}
    for one in requires:
        if own and one.path == own:
            return _update("the module requires itself", one)
        if found.setdefault(one.path, one.version) != one.version:
            return _update(f"{one.path} is required at two versions", one)
    return None


def is_pruned(tree: ModFile) -> bool:
    """Whether the go line asks for a pruned module graph: 1.17 or newer."""
    return tree.go is not None and go_version.order(tree.go.version) >= go_version.order("1.17")


def _of(kind: str, message: str, one: Requirement) -> Problem:
    return Problem(kind, message, one.line, one.column, module=one.path, version=one.version)


def _update(reason: str, one: Directive, first: int = 0) -> Problem:
    message = f"updates to go.mod needed: {reason}"
    return Problem("updates-needed", message, one.line, one.column, since=first)


def _is_empty(one: Replacement | Exclusion) -> bool:
    return not one.path


def _own_lines(tree: GoMod, paths: set[str]) -> list[Problem]:
    """Lines that the go command would write differently, first of all; `paths` are those of
    all requirements."""
    empty = [*filter(_is_empty, tree.replaces), *filter(_is_empty, tree.excludes)]
    if empty:
        return [_update("a module path is empty", empty[0])]
    for one in tree.requires if paths & OF_GO else ():
        if one.path in OF_GO:
            return [_update(f"{one.path} is no module", one, FIRST_THAT_SWITCHES)]
    toolchain = tree.toolchain
    if toolchain is not None:
        reason = toolchain_fault(toolchain.name, tree.go.version if tree.go else "")
        if reason:
            return [_update(reason, toolchain, FIRST_THAT_SWITCHES)]
    return []


def older_toolchain(tree: GoMod) -> Toolchain | None:
    """The toolchain line, where it names an older release than the go line does."""
    if tree.toolchain is None:
        return None
    line = tree.go.version if tree.go else WITHOUT_GO_LINE
    named = go_version.order(go_version.of_toolchain(tree.toolchain.name))
    return tree.toolchain if named < go_version.order(line) else None


def toolchain_fault(name: str, go: str) -> str:
    """Why the go command would write another toolchain line beside this go line, or none."""
    if name == "go" + go:
        return "the toolchain line only repeats the go line"
    version = go_version.of_toolchain(name)
    if not version:
        return f"{name} names no Go release"
    if go_version.order(version) < go_version.order("1.21"):
        return f"{name} is older than toolchain lines are"
    return ""
