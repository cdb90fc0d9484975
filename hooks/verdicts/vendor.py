"""What the go command says of a vendor folder, https://go.dev/ref/mod#vendoring.

`forced` asks it with -mod=vendor, which is the plain question "do these files
agree". Without, it is free to leave the folder aside as a plain build does:
below go 1.14; and from Go 1.22 on, which can vendor a workspace, where the
folder was made for a workspace and Go runs in a module, or the reverse.

The go command stops at the first of these that fails: the module files
themselves; a vendored module that needs a newer Go; the comparison of
vendor/modules.txt with go.mod; changes that go.mod would need.
"""

from __future__ import annotations

from hooks.formats.problem import Problem
from hooks.values import go_version, semver
from hooks.verdicts import parse
from hooks.verdicts.consistency import Comparison
from hooks.verdicts.main_modules import MainModules
from hooks.verdicts.sources import join
from hooks.verdicts.vendor_changes import needed
from hooks.verdicts.vendor_listing import Listing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from hooks.formats.go_mod import GoMod
    from hooks.formats.mod_shared import ModFile
    from hooks.values.releases import Release
    from hooks.verdicts.sources import Sources

FIRST_THAT_ASKS_FOR_GO = 21
FIRST_WITH_WORKSPACES = 22

# What stops the go command only after the vendor folder was looked at, or not at all.
_LATER = frozenset(["excluded-required", "updates-needed", "lookup-off", "work-replaced-module"])
_NOT_WITH_VENDOR = frozenset(["updates-needed", "lookup-off"])

_QUERIES = frozenset(["version-lookup", "version-query", "version-standard", "version-invalid"])


def module(
    sources: Sources, folder: str, releases: Sequence[Release], forced: bool = True
) -> list[Problem]:
    """The verdict on the module in `folder`, any go.work left aside."""
    problems = parse.module(sources, folder, releases)
    using = [one for one in releases if forced or is_used(sources, folder, one)]
    go_mod = sources.go_mod(folder)
    if not using or go_mod is None:
        return problems
    if forced:
        problems = _without_queries(problems, go_mod.module.line if go_mod.module else 0)
    mains = MainModules(at_least(go_mod, "1.14"))
    mains.add_module(sources.go_mod_path(folder), go_mod)
    run = Run(sources, folder, problems, using)
    run.compare(mains)
    run.change(sources.go_mod_path(folder), go_mod)
    return run.problems


def workspace(
    sources: Sources, folder: str, releases: Sequence[Release], forced: bool = True
) -> list[Problem]:
    """The verdict on the workspace in `folder`."""
    able = [one for one in releases if one.minor >= FIRST_WITH_WORKSPACES]
    unable = [one for one in releases if one.minor < FIRST_WITH_WORKSPACES]
    problems = parse.workspace(sources, folder, able if forced else releases)
    go_work = sources.go_work(folder)
    using = able if forced or is_used_by_workspace(sources, folder) else []
    if forced and unable:
        text = "-mod=vendor is not for workspaces before Go 1.22"
        path = join(folder, "go.work")
        problems.append(Problem("vendor-in-workspace", text, path=path, releases=unable))
    if not using or go_work is None:
        return problems
    if forced:
        problems = _without_queries(problems)
    run = Run(sources, folder, problems, using)
    run.compare(workspace_modules(sources, folder))
    run.crash()
    return run.problems


def workspace_modules(sources: Sources, folder: str) -> MainModules:
    """The modules of the workspace in `folder`, and what its go.work replaces."""
    mains = MainModules(marked=True)
    go_work = sources.go_work(folder)
    if go_work is None:
        return mains
    mains.add_work(join(folder, "go.work"), go_work)
    by_path: dict[str, tuple[str, GoMod, str]] = {}
    for use in go_work.uses:
        if use.path.startswith("/"):
            continue  # no place in the tree
        place = join(folder, use.path)
        go_mod = sources.go_mod(place)
        if go_mod is not None:
            name = go_mod.module.path if go_mod.module else place
            by_path[name] = (sources.go_mod_path(place), go_mod, use.path)
    for path, go_mod, way in by_path.values():
        mains.add_module(path, go_mod, way)
    return mains


def is_used(sources: Sources, folder: str, release: Release) -> bool:
    """Whether a plain build of the module in `folder` takes packages from its vendor folder."""
    go_mod = sources.go_mod(folder)
    if go_mod is None or sources.files.kind(join(folder, "vendor")) != "folder":
        return False
    if not at_least(go_mod, "1.14"):
        return False
    tree = sources.modules_txt(folder)
    return release.minor < FIRST_WITH_WORKSPACES or tree is None or not tree.workspace


def is_used_by_workspace(sources: Sources, folder: str) -> bool:
    """Whether a plain build in the workspace in `folder` does, from Go 1.22 on."""
    go_work, tree = sources.go_work(folder), sources.modules_txt(folder)
    if go_work is None or tree is None or not tree.workspace:
        return False
    return at_least(go_work, "1.14")


def at_least(tree: ModFile, version: str) -> bool:
    """Whether the go line is there and names `version` or a later one."""
    return tree.go is not None and _order(tree.go.version) >= _order(version)


_order = go_version.order


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
        asking = [one for one in self._going if one.minor >= FIRST_THAT_ASKS_FOR_GO]
        wanted = {version: _order(version) for version in {mark.version for mark in marks}}
        for release in asking:
            own = _order(release.version)
            mark = next((one for one in marks if wanted[one.version] > own), None)
            if mark is not None:
                text = f"{mark.block.path} requires go >= {mark.version}"
                problem = Problem("vendor-too-new", text, mark.line, 1, path=self._path)
                problem.module = mark.block.path
                self._stop([problem], [release])

    def compare(self, mains: MainModules) -> None:
        """The consistency check."""
        said: dict[tuple[str, str, str, str, int], Problem] = {}
        old = [one for one in self._going if one.minor < FIRST_WITH_WORKSPACES]
        new = [one for one in self._going if one.minor >= FIRST_WITH_WORKSPACES]
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
            self._stop([_copy(twice[0], "go-crash", text, self._going)], self._going)

    def change(self, go_mod_path: str, go_mod: GoMod) -> None:
        """What the go command would change in go.mod, and may not in vendor mode."""
        if not self._going:
            return
        self._stop(needed(self._path, self._listing, go_mod_path, go_mod), self._going)
        updates = [one for one in self._said if one.kind == "updates-needed"]
        for problem in updates:
            again = [one for one in problem.releases if one in self._going]
            if again:
                self._stop([_copy(problem, problem.kind, problem.message, again)], again)


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
    return _copy(problem, problem.kind, problem.message, rest)


def _copy(problem: Problem, kind: str, text: str, releases: Sequence[Release]) -> Problem:
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


def _without_queries(problems: Sequence[Problem], module_line: int = 0) -> list[Problem]:
    """With -mod=vendor nothing is looked up: each version that is none fails on that account."""
    return [
        _copy(one, "vcs-off", one.message, one.releases) if _is_query(one, module_line) else one
        for one in problems
    ]


def _is_query(problem: Problem, module_line: int) -> bool:
    """Whether the complaint is about looking up what is no version."""
    if problem.kind == "path-malformed":  # the main module's own path is no query
        return problem.message.startswith("malformed module path") and problem.line != module_line
    if problem.kind == "version-major":
        version = problem.message.partition('version "')[2].partition('"')[0]
        return not semver.is_canonical(version)
    return problem.kind in _QUERIES
