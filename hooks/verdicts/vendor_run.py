"""One question to the go command about a vendor folder, stage after stage.

It stops at the first of these that has something to say: the module files
themselves; a vendored module that needs a newer Go; the comparison of
vendor/modules.txt with go.mod; changes that go.mod would need.
"""

from __future__ import annotations

from ..formats.problem import Problem
from ..values import go_version
from ..values.releases import since
from .consistency import Comparison
from .sources import join
from .vendor_changes import needed
from .vendor_listing import Listing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..formats.mod_file import GoMod
    from ..values.releases import Release
    from .main_modules import MainModules
    from .sources import Sources

ASKS_FOR_GO = since("switches")
WORKSPACES = since("vendors-work")

# What stops the go command only after the vendor folder was looked at, or not at all.
_LATER = frozenset(["excluded-required", "updates-needed", "lookup-off", "work-replaced-module"])
_NOT_WITH_VENDOR = frozenset(["updates-needed", "lookup-off"])


class Run:
    """One question to the go command: what was found, and the releases still going."""

    __slots__ = ("_going", "_listing", "_path", "_said", "_tree", "problems")

    def __init__(
        self, sources: Sources, folder: str, problems: list[Problem], using: Sequence[Release]
    ) -> None:
        self._said = problems
        stopped = {one for problem in problems if _stops(problem) for one in problem.releases}
        self._going = [one for one in using if one not in stopped]
        self._path = join(folder, "vendor/modules.txt")
        self._tree = sources.modules_txt(folder)
        self.problems = [_limited(one, self._going) for one in problems]
        self.problems = [one for one in self.problems if one.releases]
        self._check_kind(sources, folder)
        self._check_go()
        self._listing = Listing(self._tree)

    def _stop(self, problems: Sequence[Problem], releases: Sequence[Release]) -> None:
        if not problems:
            return
        for problem in problems:
            problem.releases = releases
        self.problems += problems
        self._going = [one for one in self._going if one not in releases]

    def _check_kind(self, sources: Sources, folder: str) -> None:
        """What is no folder or file cannot be read; what hides behind a link we cannot know."""
        vendor = sources.files.kind(join(folder, "vendor"))
        kind = sources.files.kind(self._path)
        if vendor in ("link", "submodule") or kind in ("link", "submodule"):
            self._going = []
        elif vendor == "file" or kind == "folder":
            text = "modules.txt is a folder" if vendor == "folder" else "vendor is no folder"
            self._stop([Problem("vendor-bad-dir", text, path=self._path)], self._going)

    def _check_go(self) -> None:
        """The first module that needs a newer Go stops the releases before that."""
        marks = self._tree.go_marks if self._tree else []
        asking = [one for one in self._going if one.minor >= ASKS_FOR_GO]
        wanted = {
            version: go_version.order(version) for version in {mark.version for mark in marks}
        }
        for release in asking:
            own = go_version.order(release.version)
            mark = next((one for one in marks if wanted[one.version] > own), None)
            if mark is not None:
                text = f"{mark.block.path} requires go >= {mark.version}"
                problem = Problem("vendor-too-new", text, mark.line, 1, path=self._path)
                problem.module = mark.block.path
                self._stop([problem], [release])

    def compare(self, mains: MainModules) -> None:
        """The consistency check."""
        said: dict[tuple[str, str, str, str, int], Problem] = {}
        old = [one for one in self._going if one.minor < WORKSPACES]
        new = [one for one in self._going if one.minor >= WORKSPACES]
        for group, by_module in ((old, True), (new, False)):
            problems: list[Problem] = []
            if group:
                problems = Comparison(self._path, self._listing, mains, by_module).problems()
            for one in problems:
                key = (one.kind, one.module, one.version, one.path, one.line)
                one = said.setdefault(key, one)
                one.releases = [*one.releases, *group]
            if problems:
                self._going = [one for one in self._going if one not in group]
        self.problems += said.values()

    def crash(self) -> None:
        """With one module path twice in a workspace, going on ends in a panic."""
        twice = [one for one in self._said if one.kind == "work-duplicate-use" and one.module]
        if twice and self._going:
            text = f"panic: requirements of {twice[0].module} have already been set"
            self._stop([copy(twice[0], "go-crash", text, self._going)], self._going)

    def change(self, go_mod_path: str, go_mod: GoMod) -> None:
        """What the go command would change in go.mod, and may not in vendor mode."""
        if not self._going:
            return
        lines = {"go": go_mod.go, "toolchain": go_mod.toolchain}
        for some, without in self._editions([name for name, line in lines.items() if line]):
            found = needed(self._path, self._listing, go_mod_path, go_mod, without)
            self._stop(found, some)
        updates = [one for one in self._said if one.kind == "updates-needed"]
        for problem in updates:
            again = [one for one in problem.releases if one in self._going]
            if again:
                self._stop([copy(problem, problem.kind, problem.message, again)], again)

    def _editions(self, lines: list[str]) -> list[tuple[list[Release], Collection[str]]]:
        """The releases still going, and names that are no modules to them: from 1.21 on
        those of the `lines` that go.mod has. They differ only where such a name is vendored."""
        if self._listing.newest.keys().isdisjoint(lines):
            return [(self._going, ())]
        old = [one for one in self._going if one.minor < ASKS_FOR_GO]
        new = [one for one in self._going if one.minor >= ASKS_FOR_GO]
        return [(some, without) for some, without in ((old, ()), (new, lines)) if some]


def _stops(problem: Problem) -> bool:
    """Whether the go command gets no further. One module path twice in a workspace
    (not: one directory) is only said."""
    if problem.kind == "work-duplicate-use":
        return not problem.module
    return problem.kind not in _LATER


def _limited(problem: Problem, going: Sequence[Release]) -> Problem:
    """The problem without the releases that, with vendor, do not come to say it."""
    if problem.kind not in _NOT_WITH_VENDOR:
        return problem
    rest = [one for one in problem.releases if one not in going]
    return copy(problem, problem.kind, problem.message, rest)


def copy(problem: Problem, kind: str, text: str, releases: Sequence[Release]) -> Problem:
    """The same complaint in other words, of other releases."""
    return Problem(
        kind,
        text,
        problem.line,
        problem.column,
        path=problem.path,
        module=problem.module,
        version=problem.version,
        releases=releases,
    )
