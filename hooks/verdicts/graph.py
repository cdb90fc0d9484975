"""What the go command says when it loads the module graph, as far as its files are known.

`module` is `go list -mod=readonly -m all` where a module outside of the tree whose go.mod is
not known counts as one without requirements. First comes all that
`verdicts.load` says. Then the go.mod of each module that is reached is read:
for a remote one go.sum must hold its hash, a directory must hold a go.mod that can
be read and is not too new. At last go.mod must list what the graph selects
(https://go.dev/ref/mod#mvs); else "updates to go.mod needed".

The go command stops at the first of these problems; of missing go.sum lines all
are reported that come before another problem.
"""

from __future__ import annotations

from ..formats.kinds import (
    EXCLUDED_REQUIRED,
    GOSUM_MISSING,
    NO_GOMOD,
    UPDATES_NEEDED,
    WORK_DUPLICATE_USE,
    WORK_NO_MODULES,
    WORK_REPLACED_MODULE,
)
from ..formats.problem import Problem
from . import graph_checksums, load
from .graph_checksums import UsableSums
from .graph_updates import Requirements, UpdatesNeeded
from .load import ProblemsByRelease
from .load_module import GO_MODULES, go_line_problem
from .module_graph import FIRST_THAT_ASKS_FOR_GO, Loader, Roots
from .replacements import of_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ..tree.tree import ModFileRef, Tree
    from ..values.module_version import ModuleVersion
    from ..values.releases import Release
    from .module_graph import Dependency, ModuleGraph
    from .workspace import Workspace

FIRST_THAT_KNOWS_EMPTY = 25  # that a workspace may have no modules

# What the first stage may report without keeping the go command from loading the graph
_LATER = frozenset([EXCLUDED_REQUIRED, UPDATES_NEEDED])


def module(tree: Tree, folder: str, releases: Sequence[Release]) -> list[Problem]:
    """The verdict on the module in `folder`, any go.work left aside."""
    at = tree.module_file(folder)
    if at is None:
        return []
    verdict = _GraphVerdict(load.module(tree, folder, releases), at.path)
    continuing = verdict.continuing(releases)
    if continuing:
        main = MainModule(tree, at)
        for edition in _by_edition(continuing):
            _judge_module(main, verdict, edition)
    return verdict.problems()


def workspace(tree: Tree, folder: str, releases: Sequence[Release]) -> list[Problem]:
    """The verdict on the workspace of the go.work in `folder`.

    No hash is missing there and nothing need be updated: the go command adds hashes to
    go.work.sum and takes the highest version that a module of the workspace requires.
    """
    at = tree.workspace_file(folder)
    if at is None:
        return []
    verdict = _GraphVerdict(load.workspace(tree, folder, releases), at.path)
    continuing = verdict.continuing(releases)
    if continuing and not at.file.uses:
        _refuse_empty(verdict, continuing)
    elif continuing:
        from .workspace import Workspace  # few repositories have one

        space = tree.once(Workspace, folder)
        for edition in _by_edition(continuing):
            _judge_workspace(space, verdict, edition)
    return verdict.problems()


def of_folder(tree: Tree, folder: str) -> ModuleGraph | None:
    """The module graph of the module in `folder` with nothing left out for being unreadable;
    None where there is no go.mod. The last one asked for is kept."""
    return tree.latest(_graph_of, folder)


def in_force(tree: Tree, folder: str) -> ModuleGraph | None:
    """The module graph that counts for the module in `folder`: its workspace's, if one uses
    it."""
    at = tree.workspace_of(folder)
    if at is None:
        return of_folder(tree, folder)
    from .workspace import Workspace

    return tree.once(Workspace, at).whole_graph()


def _graph_of(tree: Tree, folder: str) -> ModuleGraph | None:
    at = tree.module_file(folder)
    return None if at is None else MainModule(tree, at).graph(with_go=True)


def excluded_by(at: ModFileRef) -> set[ModuleVersion]:
    """What a go.mod excludes, https://go.dev/ref/mod#go-mod-file-exclude."""
    return {exclusion.module for exclusion in at.file.excludes}


def _refuse_empty(verdict: _GraphVerdict, releases: list[Release]) -> None:
    """A workspace that uses nothing has no modules to list."""
    older = [release for release in releases if release.minor < FIRST_THAT_KNOWS_EMPTY]
    newer = [release for release in releases if release.minor >= FIRST_THAT_KNOWS_EMPTY]
    if older:
        verdict.add(Problem(NO_GOMOD, "go.mod file not found"), older)
    if newer:
        message = "no modules were found in the current workspace"
        verdict.add(Problem(WORK_NO_MODULES, message), newer)


def _judge_workspace(space: Workspace, verdict: _GraphVerdict, releases: list[Release]) -> None:
    with_go = releases[0].minor >= FIRST_THAT_ASKS_FOR_GO
    graph = space.whole_graph() if with_go else space.graph(with_go)
    sums = space.malformed_sums()
    for unreadable, some in _by_unreadable(graph, releases):
        read = space.graph(with_go, unreadable) if unreadable else graph
        for alike in sums.alike(some):
            conflict = space.conflict(read)
            if conflict is not None:
                verdict.add(conflict, alike)
            for problem in graph_checksums.problems(None, read, sums, alike[0]):
                verdict.add(problem, alike)


def _by_edition(releases: Iterable[Release]) -> Iterable[list[Release]]:
    """The releases that know the go line as a requirement, and those that do not."""
    editions: dict[bool, list[Release]] = {}
    for release in releases:
        editions.setdefault(release.minor >= FIRST_THAT_ASKS_FOR_GO, []).append(release)
    return editions.values()


class MainModule:
    """A main module, and what the verdict needs to know of it."""

    __slots__ = ("at", "excluded", "replacements", "tree")

    def __init__(self, tree: Tree, at: ModFileRef) -> None:
        self.tree = tree
        self.at = at
        self.replacements = of_module(at.file, at.folder, at.path)
        self.excluded = excluded_by(at)

    def graph(self, with_go: bool, unreadable: Collection[Dependency] = ()) -> ModuleGraph:
        """The module graph; `with_go` where "go" and "toolchain" are no modules."""
        required: Sequence[ModuleVersion] = self.at.file.requirements
        if self.excluded:
            required = [each for each in required if each not in self.excluded]
        roots = Roots(required, () if self.at.file.is_pruned else frozenset(required))
        folder = self.at.folder
        sums = self.tree.go_sum(folder) if self.tree.pins(folder) else None
        without = GO_MODULES if with_go else ()
        loader = Loader(self.tree, self.replacements, sums, self.excluded, without)
        return loader.load(roots, unreadable)


def _judge_module(main: MainModule, verdict: _GraphVerdict, releases: list[Release]) -> None:
    """The verdict of releases that are all from 1.21 on, or all older."""
    at = main.at
    with_go = releases[0].minor >= FIRST_THAT_ASKS_FOR_GO
    requirements = Requirements(at, main.excluded, with_go)
    if at.file.is_pruned and requirements.repeated:
        verdict.add(UpdatesNeeded(at.path, requirements.updates(None)), releases)
        return
    kept = of_folder(main.tree, at.folder) if with_go else None
    graph = kept if kept is not None else main.graph(with_go)
    sums = UsableSums(main.tree.go_sum(at.folder), main.tree.go_sum_path(at.folder))
    for unreadable, some in _by_unreadable(graph, releases):
        read = main.graph(with_go, unreadable) if unreadable else graph
        for alike in sums.alike(some):
            reported = list(graph_checksums.problems(at, read, sums, alike[0]))
            for problem in reported:
                verdict.add(problem, alike)
            kinds = {problem.kind for problem in reported}
            if not kinds or (kinds == {GOSUM_MISSING} and not sums.is_cut(alike[0])):
                _finish(verdict, requirements, read, alike)


def _by_unreadable(
    graph: ModuleGraph, releases: Sequence[Release]
) -> Iterable[tuple[Collection[Dependency], Sequence[Release]]]:
    """The releases, by the go.mod files of dependencies that they cannot read."""
    oldest = min(releases)
    suspects = list(dict.fromkeys(graph.read[module] for module in graph.suspects(oldest)))
    groups: dict[frozenset[Dependency], list[Release]] = {}
    for release in releases if suspects else ():
        unreadable = [each for each in suspects if each.is_too_new(release) or each.errors(release)]
        groups.setdefault(frozenset(unreadable), []).append(release)
    return groups.items() if suspects else [((), releases)]


def _finish(
    verdict: _GraphVerdict, requirements: Requirements, graph: ModuleGraph, releases: list[Release]
) -> None:
    """The last stage: must go.mod change?"""
    updates = requirements.updates(graph)
    line = go_line_problem(requirements.file)
    if requirements.with_go and line is not None:
        verdict.add(line, releases)
        return
    asking = releases if updates else [each for each in releases if each in verdict.wanting_updates]
    if asking:
        verdict.add(UpdatesNeeded(requirements.at.path, updates), asking)


class _GraphVerdict(ProblemsByRelease):
    """The problems found so far; `stopped` are the releases that the first stage stops,
    `wanting_updates` those that want go.mod changed, and would say so at the end."""

    __slots__ = ("stopped", "wanting_updates")

    def __init__(self, first_stage: Sequence[Problem], path: str) -> None:
        super().__init__(path)
        for problem in first_stage:
            if problem.kind != UPDATES_NEEDED and problem.kind != EXCLUDED_REQUIRED:
                self.add(problem, problem.releases)
        for problem in first_stage:
            if problem.kind == EXCLUDED_REQUIRED:
                self.add(problem, problem.releases)
        self.stopped = {
            release for problem in first_stage if _stops(problem) for release in problem.releases
        }
        self.wanting_updates = {
            release
            for problem in first_stage
            if problem.kind == UPDATES_NEEDED
            for release in problem.releases
        }

    def continuing(self, releases: Iterable[Release]) -> list[Release]:
        """The releases that go on to the graph."""
        return [release for release in releases if release not in self.stopped]


def _stops(problem: Problem) -> bool:
    """Whether the go command gets no further. Of the modules of a workspace, a path that
    two declare (not: a directory used twice) or that go.work replaces is only reported."""
    if problem.kind == WORK_DUPLICATE_USE:
        return not problem.module
    return problem.kind not in _LATER and problem.kind != WORK_REPLACED_MODULE
