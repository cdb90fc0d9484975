"""What the go command says of a vendor folder, https://go.dev/ref/mod#vendoring.

`forced` asks it with -mod=vendor, which is the plain question "do these files
agree". Without, it is free to leave the folder aside as a plain build does:
below go 1.14; and from Go 1.22 on, which can vendor a workspace, where the
folder was made for a workspace and Go runs in a module, or the reverse.

It stops at the first of these that has something to report: the module files
themselves; a vendored module that needs a newer Go; the comparison of
vendor/modules.txt with go.mod; changes that go.mod would need.
"""

from __future__ import annotations

from ..formats import kinds
from ..formats.problem import Problem
from ..tree.paths import join, modules_txt
from ..values import go_version
from ..values.releases import first_with
from . import load, vendor_updates
from .replacements import of_module
from .vendor_consistency import Comparison, MainModules, VendorList

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ..formats.modfile.file import GoMod
    from ..tree.tree import Tree
    from ..values.releases import Release

FIRST_THAT_ASKS_FOR_GO = first_with("switches")
FIRST_WITH_WORKSPACES = first_with("vendors-workspaces")

# What stops the go command only after the vendor folder was looked at, or not at all
_LATER = frozenset([kinds.EXCLUDED_REQUIRED, kinds.UPDATES_NEEDED, kinds.WORK_REPLACED_MODULE])


def module(
    tree: Tree, folder: str, releases: Sequence[Release], forced: bool = True
) -> list[Problem]:
    """The verdict on the module in `folder`, any go.work left aside."""
    problems = load.module(tree, folder, releases)
    using = [release for release in releases if forced or is_used(tree, folder, release)]
    file = tree.go_mod(folder)
    if not using or file is None:
        return problems
    path = tree.go_mod_path(folder)
    query = _VendorQuery(tree, folder, _without_queries(problems) if forced else problems, using)
    mains = MainModules([(path, file)], of_module(file, folder, path), file.go_at_least("1.14"))
    query.compare(mains)
    query.ask_for_updates(path, file)
    return query.problems


def workspace(
    tree: Tree, folder: str, releases: Sequence[Release], forced: bool = True
) -> list[Problem]:
    """The verdict on the workspace in `folder`."""
    able = [release for release in releases if release.minor >= FIRST_WITH_WORKSPACES]
    unable = [release for release in releases if release.minor < FIRST_WITH_WORKSPACES]
    problems = load.workspace(tree, folder, able if forced else releases)
    file = tree.go_work(folder)
    using = able if forced or is_used_by_workspace(tree, folder) else []
    if forced and unable:
        message = "-mod=vendor is not for workspaces before Go 1.22"
        path = join(folder, "go.work")
        kind = kinds.VENDOR_IN_WORKSPACE
        problems.append(Problem(kind, message, path=path, releases=unable))
    if not using or file is None:
        return problems
    query = _VendorQuery(tree, folder, _without_queries(problems) if forced else problems, using)
    query.compare(workspace_modules(tree, folder))
    query.crash()
    return query.problems


def workspace_modules(tree: Tree, folder: str) -> MainModules:
    """The modules of the workspace in `folder`, and what they and its go.work replace."""
    from .workspace import Workspace  # few repositories have one

    space = tree.once(Workspace, folder)
    files = [(member.path, member.file) for member in space.effective]
    return MainModules(files, space.replacements, marked=True)


def is_used(tree: Tree, folder: str, release: Release) -> bool:
    """Whether a plain build of the module in `folder` takes packages from its vendor folder."""
    file = tree.go_mod(folder)
    if file is None or tree.files.kind(join(folder, "vendor")) != "folder":
        return False
    if not file.go_at_least("1.14"):
        return False
    listing = tree.modules_txt(folder)
    return release.minor < FIRST_WITH_WORKSPACES or listing is None or not listing.workspace


def is_used_by_workspace(tree: Tree, folder: str) -> bool:
    """Whether a plain build in the workspace in `folder` does, from Go 1.22 on; where
    modules.txt is a folder it tries to."""
    file, listing = tree.go_work(folder), tree.modules_txt(folder)
    if file is None or not file.go_at_least("1.14"):
        return False
    if listing is None:
        return tree.files.kind(modules_txt(folder)) == "folder"
    return listing.workspace


def is_in_force(tree: Tree, folder: str, releases: Sequence[Release]) -> bool:
    """Whether a plain build of the module in `folder`, in its workspace if one uses it, takes
    its packages from a vendor folder that agrees with the module files: then it reads neither
    go.sum nor what a module is replaced with."""
    at = tree.workspace_of(folder)
    if at is None:
        used = bool(releases) and all(is_used(tree, folder, release) for release in releases)
        return used and not module(tree, folder, releases, forced=False)
    return is_in_force_in_workspace(tree, at, releases)


def is_in_force_in_workspace(tree: Tree, folder: str, releases: Sequence[Release]) -> bool:
    """The same of the workspace in `folder`."""
    file = tree.go_work(folder)
    able = [release for release in releases if release.minor >= FIRST_WITH_WORKSPACES]
    if not able or file is None or not is_used_by_workspace(tree, folder):
        return False
    if len(able) < len(releases) and not file.go_at_least(f"1.{FIRST_WITH_WORKSPACES}"):
        return False
    return not workspace(tree, folder, able, forced=False)


def _without_queries(problems: Iterable[Problem]) -> list[Problem]:
    """With -mod=vendor nothing is looked up: what would have to be fails on that account."""
    return [
        problem.with_kind(kinds.VCS_OFF) if problem.is_query else problem for problem in problems
    ]


class _VendorQuery:
    """One question to the go command: what was reported, and the releases that go on."""

    __slots__ = ("_continuing", "_first_stage", "_listed", "_listing", "_path", "problems")

    def __init__(
        self, tree: Tree, folder: str, problems: Sequence[Problem], using: Sequence[Release]
    ) -> None:
        self._first_stage = problems
        stopped = {
            release for problem in problems if _stops(problem) for release in problem.releases
        }
        self._continuing = [release for release in using if release not in stopped]
        self._path = modules_txt(folder)
        self._listing = tree.modules_txt(folder)
        self.problems = [
            problem
            for each in problems
            if (problem := _unless_vendored(each, self._continuing)).releases
        ]
        self._check_kind(tree, folder)
        self._check_go()
        self._listed = VendorList(self._listing)

    def _stop(self, problems: Sequence[Problem], releases: Sequence[Release]) -> None:
        if problems:
            self.problems += [problem.with_releases(releases) for problem in problems]
            self._continuing = [each for each in self._continuing if each not in releases]

    def _check_kind(self, tree: Tree, folder: str) -> None:
        """A vendor that is neither folder nor file cannot be read; behind a link, nobody knows."""
        vendor = tree.files.kind(join(folder, "vendor"))
        kind = tree.files.kind(self._path)
        if vendor in ("link", "submodule") or kind in ("link", "submodule"):
            self._continuing = []
        elif vendor == "file" or kind == "folder":
            message = "modules.txt is a folder" if vendor == "folder" else "vendor is not a folder"
            problem = Problem(kinds.VENDOR_BAD_DIR, message, path=self._path)
            self._stop([problem], self._continuing)

    def _check_go(self) -> None:
        """The first module that needs a newer Go stops the releases before that."""
        marks = self._listing.go_marks if self._listing else []
        orders = {version: go_version.order(version) for version in {m.version for m in marks}}
        for release in self._continuing:
            if release.minor < FIRST_THAT_ASKS_FOR_GO:
                continue
            own = go_version.order(release.version)
            mark = next((mark for mark in marks if orders[mark.version] > own), None)
            if mark is not None:
                message = f"{mark.module.path} requires go >= {mark.version}"
                problem = Problem(
                    kinds.VENDOR_TOO_NEW,
                    message,
                    mark.line,
                    1,
                    path=self._path,
                    module=mark.module.path,
                    word=mark.version,
                )
                self._stop([problem], [release])

    def compare(self, mains: MainModules) -> None:
        """The consistency check."""
        reported: dict[tuple[str, str, str, str, int], tuple[Problem, list[Release]]] = {}
        old = [each for each in self._continuing if each.minor < FIRST_WITH_WORKSPACES]
        new = [each for each in self._continuing if each.minor >= FIRST_WITH_WORKSPACES]
        for group, by_module in ((old, True), (new, False)):
            problems: list[Problem] = []
            if group:
                problems = Comparison(self._path, self._listed, mains, by_module).problems()
            for problem in problems:
                key = (problem.kind, problem.module, problem.version, problem.path, problem.line)
                reported.setdefault(key, (problem, []))[1].extend(group)
            if problems:
                self._continuing = [each for each in self._continuing if each not in group]
        self.problems += [problem.with_releases(some) for problem, some in reported.values()]

    def crash(self) -> None:
        """With one module path twice in a workspace, going on ends in a panic."""
        repeated = [
            problem
            for problem in self._first_stage
            if problem.kind == kinds.WORK_DUPLICATE_USE and problem.module
        ]
        if repeated and self._continuing:
            message = f"panic: requirements of {repeated[0].module} have already been set"
            self._stop([repeated[0].with_kind(kinds.GO_CRASH, message)], self._continuing)

    def ask_for_updates(self, go_mod_path: str, file: GoMod) -> None:
        """What the go command would change in go.mod, and may not in vendor mode."""
        if not self._continuing:
            return
        lines = {"go": file.go, "toolchain": file.toolchain}
        for releases, without in self._editions([name for name, line in lines.items() if line]):
            updates = vendor_updates.needed(self._path, self._listed, go_mod_path, file, without)
            self._stop(updates, releases)
        for problem in self._first_stage:
            if problem.kind == kinds.UPDATES_NEEDED:
                again = [each for each in problem.releases if each in self._continuing]
                self._stop([problem] if again else [], again)

    def _editions(self, lines: list[str]) -> list[tuple[list[Release], Collection[str]]]:
        """The releases that go on, and names that are no modules to them: from 1.21 on
        those of the `lines` that go.mod has. They differ only where such a name is vendored."""
        if self._listed.newest.keys().isdisjoint(lines):
            return [(self._continuing, ())]
        old = [each for each in self._continuing if each.minor < FIRST_THAT_ASKS_FOR_GO]
        new = [each for each in self._continuing if each.minor >= FIRST_THAT_ASKS_FOR_GO]
        return [(some, without) for some, without in ((old, ()), (new, lines)) if some]


def _stops(problem: Problem) -> bool:
    """Whether the go command gets no further. One module path twice in a workspace
    (not: one directory) is only reported."""
    if problem.kind == kinds.WORK_DUPLICATE_USE:
        return not problem.module
    return problem.kind not in _LATER


def _unless_vendored(problem: Problem, continuing: Sequence[Release]) -> Problem:
    """The problem without the releases that, with vendor, do not come to report it."""
    if problem.kind != kinds.UPDATES_NEEDED:
        return problem
    return problem.with_releases(each for each in problem.releases if each not in continuing)
