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

from ..formats.problem import Problem
from ..values import go_version
from ..values.releases import since
from .graph_dependencies import FOUND, MISSING, UNKNOWN, standing
from .loading import (
    Loading,
    applying,
    conflicts,
    godebug_problems,
    module_path_problems,
    own_name_problems,
    target,
    too_new,
    too_new_problem,
    tool_problems,
)
from .replacements import is_absolute
from .sources import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..formats.directives import Replacement, Use
    from ..formats.mod_file import GoMod, GoWork
    from ..values.releases import Release
    from .sources import Sources

FIRST_THAT_SWITCHES = since("switches")
FIRST_WITH_MEMBERS = since("members")
FIRST_THAT_COLLECTS = since("collects")
DEFAULT_GO = "1.18"


class Member:
    """A module that a go.work uses. `tree` is None where there is none; where nobody can
    tell, behind a link or a submodule, `known` is False."""

    __slots__ = ("folder", "known", "loading", "path", "tree", "use")

    def __init__(self, sources: Sources, root: str, use: Use) -> None:
        self.use = use
        outside = is_absolute(use.path)
        self.folder = use.path if outside else join(root, use.path)
        self.path = join(self.folder, "go.mod")
        found = MISSING if outside else standing(sources, self.folder)
        self.known = found != UNKNOWN
        self.tree: GoMod | None = sources.go_mod(self.folder) if found == FOUND else None
        self.loading = None if self.tree is None else Loading(self.tree)


class WorkLoading:
    """A go.work being loaded; what releases share is worked out once."""

    __slots__ = ("_twice", "folder", "members", "path", "tree")

    def __init__(self, sources: Sources, folder: str, tree: GoWork) -> None:
        self.folder = folder
        self.path = join(folder, "go.work")
        self.tree = tree
        self.members = [Member(sources, folder, use) for use in tree.uses]
        self._twice = self.used_twice()

    def said(self, release: Release) -> list[Problem]:
        """What one release says. Problems without a path are go.work's."""
        tree = self.tree
        found = applying(tree.problems, release)
        if found:
            return found
        if tree.go is not None and too_new(tree.go.version, release):
            return [too_new_problem(tree, "gowork-too-new", "go.work")]
        return (
            self._twice
            or godebug_problems(tree.godebugs, release)[:1]  # of go.work, the first alone
            or self.loading_members(release)
            or (conflicts(tree) if self.members else [])  # nobody looks where none is used
            or self.together(release)
        )

    def used_twice(self) -> list[Problem]:
        """The first folder that is used twice."""
        seen = set()
        for one in self.members:
            if one.folder in seen:
                message = f"path {one.use.path} appears multiple times in workspace"
                return [Problem("work-duplicate-use", message, one.use.line, one.use.column)]
            seen.add(one.folder)
        return []

    def loading_members(self, release: Release) -> list[Problem]:
        """What is said of the members, one by one."""
        said: list[Problem] = []
        for one in self.members:
            found = self.loading_member(one, release) if one.known else []
            if found and (
                found[0].kind == "conflicting-replacements" or release.minor < FIRST_THAT_COLLECTS
            ):
                return found
            said += found
        return said

    def loading_member(self, one: Member, release: Release) -> list[Problem]:
        """What is said of one member."""
        tree, loading = one.tree, one.loading
        if tree is None or loading is None:
            return self.missing(one, release)
        found = applying(tree.problems, release)
        if found and not loading.ahead(release):
            return self.not_loaded(one, release, [_in(problem, one.path) for problem in found])
        go = tree.lax_go
        if too_new(go, release):
            return [self.older(one, go)]
        if tree.module is None:
            found = [Problem("no-module-line", "missing module declaration", path=one.path)]
            if release.minor < FIRST_WITH_MEMBERS:
                return found
            return [self.cannot_load(one, "missing module declaration")]
        found = applying(own_name_problems(tree), release)
        if not found and release.minor >= FIRST_THAT_SWITCHES and self.is_older_than(go):
            return [self.older(one, go)]
        found = found or conflicts(tree) or module_path_problems(tree)
        return [_in(problem, one.path) for problem in found]

    def missing(self, one: Member, release: Release) -> list[Problem]:
        """What is said of a member that is not there."""
        message = f"open {one.use.path}/go.mod: no such file or directory"
        if release.minor < FIRST_WITH_MEMBERS:
            return [Problem("missing-file", message, one.use.line, one.use.column)]
        return [self.cannot_load(one, message)]

    def not_loaded(self, one: Member, release: Release, found: list[Problem]) -> list[Problem]:
        """The problems of a member's file, under a heading where the release writes one."""
        if release.minor < FIRST_WITH_MEMBERS:
            return found
        return [self.cannot_load(one, "errors parsing go.mod"), *found]

    def cannot_load(self, one: Member, reason: str) -> Problem:
        """The heading over what is wrong with a member."""
        message = f"cannot load module {one.use.path} listed in go.work file: {reason}"
        return Problem("work-cannot-load", message, one.use.line, one.use.column)

    def is_older_than(self, go: str) -> bool:
        """Whether go.work's go line is older than a member's, where that matters."""
        own = self.tree.go.version if self.tree.go else DEFAULT_GO
        version = go_version.order(go)
        return version > go_version.order(own) and version >= go_version.order("1.21")

    def older(self, one: Member, go: str) -> Problem:
        """The complaint about go.work's go line beside a member's."""
        own = self.tree.go.version if self.tree.go else DEFAULT_GO
        message = f"module {one.use.path} listed in go.work file requires go >= {go}, "
        message += f"but go.work lists go {own}"
        place = self.tree.go or one.use
        return Problem(
            "gowork-go-too-old",
            message,
            place.line,
            place.column,
            module=one.use.path,
            version=go,
        )

    def together(self, release: Release) -> list[Problem]:
        """What is said of the members taken together."""
        said: list[Problem] = []
        if release.minor >= FIRST_WITH_MEMBERS:
            said += self.same_paths()
        return said + self.replaced() + (self.tools(release) or self.contradictions())

    def same_paths(self) -> list[Problem]:
        """Members that declare a module path that an earlier one has, once per path."""
        said: list[Problem] = []
        seen: dict[str, int] = {}
        for one in self.members:
            if one.tree is not None and one.tree.module is not None:
                path = one.tree.module.path
                seen[path] = seen.get(path, 0) + 1
                if seen[path] == 2:
                    message = f"module {path} appears multiple times in workspace"
                    place = (one.use.line, one.use.column)
                    said.append(Problem("work-duplicate-use", message, *place, module=path))
        return said

    def replaced(self) -> list[Problem]:
        """Members that go.work replaces at all versions."""
        paths = {one.tree.module.path for one in self.members if one.tree and one.tree.module}
        said = []
        for one in self.tree.replaces:
            if not one.version and one.path in paths:
                paths.remove(one.path)
                message = f"workspace module {one.path} is replaced at all versions"
                place = (one.line, one.column)
                said.append(Problem("work-replaced-module", message, *place, module=one.path))
        return said

    def tools(self, release: Release) -> list[Problem]:
        """The first tool path of a member that is none."""
        for one in self.members:
            found = applying(tool_problems(one.tree), release) if one.tree else []
            if found:
                return [_in(found[0], one.path)]
        return []

    def contradictions(self) -> list[Problem]:
        """The first replacement that two members write differently, and go.work not at all."""
        settled = {one.path for one in self.tree.replaces}
        seen: dict[tuple[str, str], tuple[Member, Replacement]] = {}
        for member in self.members:
            for one in member.tree.replaces if member.tree else ():
                if one.path in settled:
                    continue
                other, first = seen.setdefault((one.path, one.version), (member, one))
                if self.target(other, first) != self.target(member, one):
                    return [_contradiction(member, one, other, first)]
        return []

    def target(self, member: Member, one: Replacement) -> tuple[str, str]:
        """What a member replaces a module with, as seen from go.work."""
        if one.target_version or is_absolute(one.target):
            return one.target, one.target_version
        return "./" + join(member.folder, one.target), ""


def _contradiction(member: Member, one: Replacement, other: Member, first: Replacement) -> Problem:
    message = f"conflicting replacements for {one.path}: {target(one)} here, "
    message += f"{target(first)} in {other.path}:{first.line}"
    return Problem(
        "conflicting-replacements",
        message,
        one.line,
        one.column,
        path=member.path,
        module=one.path,
        version=one.version,
    )


def _in(problem: Problem, path: str) -> Problem:
    """The same problem, with the file that it is in."""
    return Problem(
        problem.kind,
        problem.message,
        problem.line,
        problem.column,
        path=path,
        module=problem.module,
        version=problem.version,
    )
