"""What the go command says when it loads the module graph, as far as the tree tells.

`module` is `go list -mod=readonly -m all` with a closed world around the tree:
every remote module counts as one without requirements. First comes all that
`hooks.verdicts.parse` says. Then the go.mod of each module that is reached is read:
for a remote one go.sum must hold its hash, a directory must hold a go.mod that can
be read and is not too new. At last go.mod must list what the graph selects
(https://go.dev/ref/mod#mvs); else "updates to go.mod needed".

The go command stops at the first of these complaints; of missing go.sum lines all
are told that come before another complaint.
"""

from __future__ import annotations

from ..formats.problem import Problem
from . import parse
from . import workspace as workspaces
from .graph_dependencies import FIRST_THAT_ASKS_FOR_GO, is_pruned
from .graph_load import Roots, load
from .graph_needs import Listed
from .graph_problems import UpdatesNeeded
from .graph_reading import Sums, complaints
from .loading import OF_GO
from .replacements import Replacements
from .sources import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ..formats.mod_file import GoMod
    from ..values.releases import Release
    from .graph_load import Graph
    from .replacements import Name
    from .sources import Sources
    from .workspace import Workspace

FIRST_THAT_KNOWS_EMPTY = 25  # that a workspace may have no modules

# What the first stage may say without keeping the go command from loading the graph.
_LATER = frozenset(["excluded-required", "gosum-missing", "lookup-off", "updates-needed"])


def module(sources: Sources, folder: str, releases: Sequence[Release]) -> list[Problem]:
    """The verdict on the module in `folder`, any go.work left aside."""
    go_mod = sources.go_mod(folder)
    if go_mod is None:
        return []
    first = parse.module(sources, folder, releases)
    verdict = Verdict(first)
    going = verdict.going(releases)
    if going:
        main = Main(sources, folder, go_mod)
        for some in _by_edition(going):
            _judge(main, verdict, some)
    return verdict.problems


def workspace(sources: Sources, folder: str, releases: Sequence[Release]) -> list[Problem]:
    """The verdict on the workspace of the go.work in `folder`.

    No hash is missed there and nothing need be updated: the go command adds hashes to
    go.work.sum and takes the highest version that a module of the workspace requires.
    """
    go_work = sources.go_work(folder)
    if go_work is None:
        return []
    verdict = Verdict(parse.workspace(sources, folder, releases))
    going = verdict.going(releases)
    if going and not go_work.uses:
        _refuse_empty(join(folder, "go.work"), verdict, going)
    elif going:
        space = workspaces.of(sources, folder)
        for some in _by_edition(going):
            _judge_workspace(space, verdict, some)
    return verdict.problems


def _refuse_empty(path: str, verdict: Verdict, releases: list[Release]) -> None:
    """A workspace that uses nothing has no modules to list."""
    older = [one for one in releases if one.minor < FIRST_THAT_KNOWS_EMPTY]
    newer = [one for one in releases if one.minor >= FIRST_THAT_KNOWS_EMPTY]
    if older:
        verdict.add(Problem("no-gomod", "go.mod file not found", path=path), older)
    if newer:
        message = "no modules were found in the current workspace"
        verdict.add(Problem("work-no-modules", message, path=path), newer)


def _judge_workspace(space: Workspace, verdict: Verdict, releases: list[Release]) -> None:
    with_go = releases[0].minor >= FIRST_THAT_ASKS_FOR_GO
    graph = space.whole() if with_go else space.graph(with_go)
    sums = space.malformed_sums()
    for unreadable, some in by_reading(graph, releases):
        read = space.graph(with_go, unreadable) if unreadable else graph
        for alike in sums.alike(some):
            conflict = space.conflict(read)
            if conflict is not None:
                verdict.add(conflict, alike)
            for problem in complaints(None, read, sums, alike[0]):
                problem.path = problem.path or join(space.folder, "go.work")
                verdict.add(problem, alike)


def _by_edition(releases: Iterable[Release]) -> Iterable[list[Release]]:
    """The releases that know the go line as a requirement, and those that do not."""
    found: dict[bool, list[Release]] = {}
    for release in releases:
        found.setdefault(release.minor >= FIRST_THAT_ASKS_FOR_GO, []).append(release)
    return found.values()


def of_module(sources: Sources, folder: str) -> Graph | None:
    """The module graph of the module in `folder` with nothing left out for being unreadable."""
    kept = sources.memo.get(_LAST)
    if isinstance(kept, tuple) and kept[0] == folder:
        return kept[1]  # type: ignore[no-any-return]
    go_mod = sources.go_mod(folder)
    if go_mod is None:
        return None
    found = Main(sources, folder, go_mod).graph(with_go=True)
    sources.memo[_LAST] = (folder, found)
    return found


_LAST = ("graph of a module", "")
"""One module's graph is kept: several checks look at it in turn, and there may be many."""


class Main:
    """A main module, and what the verdict needs to know of it."""

    __slots__ = ("excluded", "folder", "go_mod", "path", "pruned", "replacements", "sources")

    def __init__(self, sources: Sources, folder: str, go_mod: GoMod) -> None:
        self.sources = sources
        self.folder = folder
        self.go_mod = go_mod
        self.path = sources.go_mod_path(folder)
        self.pruned = is_pruned(go_mod)
        self.replacements = Replacements(go_mod.replaces, folder, self.path)
        self.excluded = {(one.path, one.version) for one in go_mod.excludes}

    def graph(self, with_go: bool, unreadable: Collection[str] = ()) -> Graph:
        """The module graph; `with_go` where "go" and "toolchain" are no modules."""
        names = self._names()
        return load(
            self.sources,
            Roots(names, () if self.pruned else frozenset(names)),
            self.replacements,
            excluded=self.excluded,
            unreadable=unreadable,
            without=OF_GO if with_go else (),
        )

    def _names(self) -> list[Name]:
        """What is required and not excluded."""
        names = self.go_mod.names
        return [one for one in names if one not in self.excluded] if self.excluded else names


def _judge(main: Main, verdict: Verdict, releases: list[Release]) -> None:
    """The verdict of releases that are all from 1.21 on, or all older."""
    with_go = releases[0].minor >= FIRST_THAT_ASKS_FOR_GO
    listed = Listed(main.path, main.go_mod, main.excluded, with_go)
    if main.pruned and listed.twice:
        verdict.add(UpdatesNeeded(main.path, listed.needs(None)), releases)
        return
    graph = main.graph(with_go)
    if with_go:
        main.sources.memo[_LAST] = (main.folder, graph)
    sums = Sums(main.sources.go_sum(main.folder), main.sources.go_sum_path(main.folder))
    for unreadable, some in by_reading(graph, releases):
        read = main.graph(with_go, unreadable) if unreadable else graph
        for alike in sums.alike(some):
            stopped = False
            for problem in complaints((main.path, main.go_mod), read, sums, alike[0]):
                verdict.add(problem, alike)
                stopped = problem.kind != "gosum-missing" or sums.is_cut(alike[0])
            if not stopped:
                _finish(main, verdict, listed, read, alike)


def by_reading(
    graph: Graph, releases: Sequence[Release]
) -> Iterable[tuple[Collection[str], Sequence[Release]]]:
    """The releases, by the go.mod files of dependencies that they cannot read."""
    oldest = min(releases)
    read = [one for one in graph.dependencies() if one.problems or one.is_too_new(oldest)]
    found: dict[frozenset[str], list[Release]] = {}
    for release in releases if read else ():
        bad = [one.path for one in read if one.is_too_new(release) or one.faults(release)]
        found.setdefault(frozenset(bad), []).append(release)
    return found.items() if read else [((), releases)]


def _finish(
    main: Main, verdict: Verdict, listed: Listed, graph: Graph, releases: list[Release]
) -> None:
    """The last stage: must go.mod change?"""
    needs = listed.needs(graph)
    asking = releases if needs else [one for one in releases if one in verdict.to_update]
    if asking:
        verdict.add(UpdatesNeeded(main.path, needs), asking)


class Verdict:
    """The problems found so far."""

    __slots__ = ("_kept", "problems", "stopped", "to_update")

    def __init__(self, first: Sequence[Problem]) -> None:
        """Begin with what the first stage says. `stopped` are the releases that stop there,
        `to_update` those that want go.mod changed, and would say so at the end."""
        self.problems = [one for one in first if one.kind not in _LATER]
        self.problems += [one for one in first if one.kind == "excluded-required"]
        self.stopped = {one for problem in first for one in problem.releases if _stops(problem)}
        self.to_update = {
            one for problem in first if problem.kind == "updates-needed" for one in problem.releases
        }
        self._kept: dict[tuple[object, ...], Problem] = {}

    def going(self, releases: Iterable[Release]) -> list[Release]:
        """The releases that go on to the graph."""
        return [one for one in releases if one not in self.stopped]

    def add(self, problem: Problem, releases: Iterable[Release]) -> None:
        """Take up what some releases say."""
        key = (problem.kind, problem.message, problem.path, problem.line, problem.column)
        kept = self._kept.setdefault(key, problem)
        if kept is problem:
            problem.releases = list(releases)
            self.problems.append(problem)
        else:
            kept.releases = [*kept.releases, *releases]


def _stops(problem: Problem) -> bool:
    """Whether the go command gets no further. Of the modules of a workspace, a path that
    two declare (not: a directory used twice) or that go.work replaces is only named."""
    if problem.kind == "work-duplicate-use":
        return not problem.module
    return problem.kind not in _LATER and problem.kind != "work-replaced-module"
