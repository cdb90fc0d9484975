"""One go.work loaded with its members, as each release does it.

The go command stops at the first of these that has something to say:

1. the syntax and the directives of go.work;
2. a go line of go.work newer than the release (from 1.21 on);
3. a folder used twice;
4. godebug settings of go.work that the release does not know;
5. the members: from 1.21 on all of them are looked at, before that up to the
   first that fails;
6. replacements of go.work that contradict each other;
7. a module path used twice (from 1.20 on), members that go.work replaces as a
   whole, and tool paths or, failing those, members whose replacements
   contradict each other and that go.work does not settle.

https://go.dev/ref/mod#workspaces
"""

from __future__ import annotations

from ..formats.kinds import (
    CONFLICTING_REPLACEMENTS,
    GOWORK_GO_TOO_OLD,
    GOWORK_TOO_NEW,
    MISSING_FILE,
    NO_MODULE_LINE,
    WORK_CANNOT_LOAD,
    WORK_DUPLICATE_USE,
    WORK_REPLACED_MODULE,
)
from ..formats.problem import LOAD, Problem
from ..tree.paths import directory, is_absolute, join
from ..tree.tree import FOUND, UNKNOWN
from ..values import go_version
from ..values.releases import first_with
from .load_module import (
    FIRST_THAT_SWITCHES,
    ModuleLoading,
    applying,
    conflicting_replacements,
    godebug_problems,
    is_too_new,
    module_path_problems,
    reserved_path_problems,
    shown_target,
    too_new_problem,
    tool_path_problems,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..formats.modfile.directives import Replacement, Use
    from ..formats.modfile.file import GoMod, GoWork
    from ..tree.tree import Tree
    from ..values.releases import Release

FIRST_THAT_LISTS_MEMBERS = first_with("lists-failing-members")
FIRST_THAT_LOADS_ALL = first_with("loads-all-members")
DEFAULT_GO = "1.18"  # of a go.work without a go line


class UsedModule:
    """A module that a go.work uses. `file` is None where there is none; where nobody can tell,
    behind a link or a submodule, `is_known` is False."""

    __slots__ = ("file", "folder", "is_known", "loading", "path", "use")

    def __init__(self, tree: Tree, workspace: str, use: Use) -> None:
        self.use = use
        self.folder = use.path if is_absolute(use.path) else join(workspace, use.path)
        self.path = join(self.folder, "go.mod")
        status = tree.go_mod_status(directory(workspace, use.path))
        self.is_known = status != UNKNOWN
        self.file: GoMod | None = tree.go_mod(self.folder) if status == FOUND else None
        self.loading = None if self.file is None else ModuleLoading(self.file)


class WorkspaceLoading:
    """A go.work being loaded; what releases share is worked out once."""

    __slots__ = ("_used_twice", "file", "folder", "members", "path")

    def __init__(self, tree: Tree, folder: str, file: GoWork) -> None:
        self.folder = folder
        self.path = join(folder, "go.work")
        self.file = file
        self.members = [UsedModule(tree, folder, use) for use in file.uses]
        self._used_twice = self.used_twice()

    def problems(self, release: Release) -> Sequence[Problem]:
        """What one release reports. Problems without a path are go.work's."""
        file = self.file
        reported = applying(file.read_by(LOAD), release)
        if reported:
            return reported
        if file.go is not None and is_too_new(file.go.version, release):
            return [too_new_problem(file, GOWORK_TOO_NEW)]
        return (
            self._used_twice
            or godebug_problems(file.godebugs, release)[:1]  # of go.work, only the first
            or self.member_problems(release)
            or (conflicting_replacements(file) if self.members else [])  # else nobody looks
            or self.problems_together(release)
        )

    def used_twice(self) -> list[Problem]:
        """The first folder that is used twice."""
        seen = set()
        for member in self.members:
            if member.folder in seen:
                use = member.use
                message = f"path {use.path} appears multiple times in workspace"
                return [Problem(WORK_DUPLICATE_USE, message, use.line, use.column, word=use.path)]
            seen.add(member.folder)
        return []

    def member_problems(self, release: Release) -> list[Problem]:
        """What is reported of the members, one by one."""
        reported: list[Problem] = []
        for member in self.members:
            problems = self.problems_of(member, release) if member.is_known else []
            if problems and (
                problems[0].kind == CONFLICTING_REPLACEMENTS or release.minor < FIRST_THAT_LOADS_ALL
            ):
                return problems
            reported += problems
        return reported

    def problems_of(self, member: UsedModule, release: Release) -> list[Problem]:
        """What is reported of one member."""
        file, loading = member.file, member.loading
        if file is None or loading is None:
            return self._missing(member, release)
        problems = applying(file.read_by(LOAD), release)
        if problems and not loading.newer_go_only(release):
            located = [problem.with_path(member.path) for problem in problems]
            return self._not_loaded(member, release, located)
        go = file.lax_go
        if is_too_new(go, release):
            return [self._older_than(member, go)]
        if file.module is None:
            message = "missing module declaration"
            if release.minor < FIRST_THAT_LISTS_MEMBERS:
                return [Problem(NO_MODULE_LINE, message, path=member.path)]
            return [self._cannot_load(member, message)]
        problems = applying(reserved_path_problems(file), release)
        if not problems and release.minor >= FIRST_THAT_SWITCHES and self._is_older_than(go):
            return [self._older_than(member, go)]
        problems = problems or conflicting_replacements(file) or module_path_problems(file)
        return [problem.with_path(member.path) for problem in problems]

    def _missing(self, member: UsedModule, release: Release) -> list[Problem]:
        """What is reported of a member that is not there."""
        use = member.use
        message = f"open {use.path}/go.mod: no such file or directory"
        if release.minor < FIRST_THAT_LISTS_MEMBERS:
            return [Problem(MISSING_FILE, message, use.line, use.column, word=use.path)]
        return [self._cannot_load(member, message)]

    def _not_loaded(
        self, member: UsedModule, release: Release, problems: list[Problem]
    ) -> list[Problem]:
        """The problems of a member's file, under a heading where the release writes one."""
        if release.minor < FIRST_THAT_LISTS_MEMBERS:
            return problems
        return [self._cannot_load(member, "errors parsing go.mod"), *problems]

    def _cannot_load(self, member: UsedModule, reason: str) -> Problem:
        """The heading over what is wrong with a member."""
        use = member.use
        message = f"cannot load module {use.path} listed in go.work file: {reason}"
        return Problem(WORK_CANNOT_LOAD, message, use.line, use.column, word=use.path)

    @property
    def _go(self) -> str:
        return self.file.go.version if self.file.go else DEFAULT_GO

    def _is_older_than(self, go: str) -> bool:
        """Whether go.work's go line is older than a member's, where that matters."""
        version = go_version.order(go)
        return version > go_version.order(self._go) and version >= go_version.order("1.21")

    def _older_than(self, member: UsedModule, go: str) -> Problem:
        """The problem of go.work's go line beside a member's."""
        message = f"module {member.use.path} listed in go.work file requires go >= {go}, "
        message += f"but go.work lists go {self._go}"
        place = self.file.go or member.use
        return Problem(
            GOWORK_GO_TOO_OLD,
            message,
            place.line,
            place.column,
            module=member.use.path,
            version=go,
        )

    def problems_together(self, release: Release) -> list[Problem]:
        """What is reported of the members taken together."""
        problems: list[Problem] = []
        if release.minor >= FIRST_THAT_LISTS_MEMBERS:
            problems += self._repeated_paths()
        problems += self._replaced_members()
        return problems + (self._tool_paths(release) or self._contradictions())

    def _repeated_paths(self) -> list[Problem]:
        """Members that declare a module path that an earlier one has, once per path."""
        problems: list[Problem] = []
        counts: dict[str, int] = {}
        for member in self.members:
            if member.file is not None and member.file.module is not None:
                path, use = member.file.module.path, member.use
                counts[path] = counts.get(path, 0) + 1
                if counts[path] == 2:
                    message = f"module {path} appears multiple times in workspace"
                    problems.append(
                        Problem(WORK_DUPLICATE_USE, message, use.line, use.column, module=path)
                    )
        return problems

    def _replaced_members(self) -> list[Problem]:
        """Members that go.work replaces at all versions."""
        paths = {
            member.file.module.path
            for member in self.members
            if member.file is not None and member.file.module is not None
        }
        problems = []
        for replacement in self.file.replaces:
            if not replacement.version and replacement.path in paths:
                paths.remove(replacement.path)
                message = f"workspace module {replacement.path} is replaced at all versions"
                problems.append(
                    Problem(
                        WORK_REPLACED_MODULE,
                        message,
                        replacement.line,
                        replacement.column,
                        module=replacement.path,
                    )
                )
        return problems

    def _tool_paths(self, release: Release) -> list[Problem]:
        """The first malformed tool path of a member."""
        for member in self.members:
            if member.file is not None:
                problems = applying(tool_path_problems(member.file), release)
                if problems:
                    return [problems[0].with_path(member.path)]
        return []

    def _contradictions(self) -> list[Problem]:
        """The first replacement that two members write differently, and go.work does not
        settle."""
        settled = {replacement.path for replacement in self.file.replaces}
        seen: dict[tuple[str, str], tuple[UsedModule, Replacement]] = {}
        for member in self.members:
            for replacement in member.file.replaces if member.file else ():
                if replacement.path in settled:
                    continue
                key = (replacement.path, replacement.version)
                other, first = seen.setdefault(key, (member, replacement))
                if _target(other, first) != _target(member, replacement):
                    return [_contradiction(member, replacement, other, first)]
        return []


def _target(member: UsedModule, replacement: Replacement) -> tuple[str, str]:
    """What a member replaces a module with, as seen from go.work."""
    if replacement.target_version or is_absolute(replacement.target):
        return replacement.target, replacement.target_version
    return "./" + join(member.folder, replacement.target), ""


def _contradiction(
    member: UsedModule, replacement: Replacement, other: UsedModule, first: Replacement
) -> Problem:
    message = f"conflicting replacements for {replacement.path}: {shown_target(replacement)} here, "
    message += f"{shown_target(first)} in {other.path}:{first.line}"
    return Problem(
        CONFLICTING_REPLACEMENTS,
        message,
        replacement.line,
        replacement.column,
        path=member.path,
        other_path=other.path,
        other_line=first.line,
        module=replacement.path,
        version=replacement.version,
    )
