"""Reading the go.mod of every module in the graph: what the go command complains of."""

from __future__ import annotations

from ..formats import go_sum
from ..formats.problem import Problem
from ..values import module_path
from .graph_dependencies import FIRST_THAT_ASKS_FOR_GO
from .graph_problems import Missing, Unreached
from .loading import OF_GO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ..formats.go_sum import GoSum
    from ..formats.mod_file import GoMod
    from ..values.releases import Release
    from .graph_load import Graph
    from .replacements import Name

UNFETCHABLE = "path-malformed"
FIRST_THAT_COUNTS_FIELDS = 22  # older releases do not see what follows a malformed line


class Sums:
    """The go.sum that counts, None where there is no such file; `path` is where it lies.

    Of a `complete` one no hash is missed: in a workspace the go command adds those that
    are wanting to go.work.sum.
    """

    __slots__ = ("_cut", "complete", "malformed", "path", "whole")

    def __init__(self, whole: GoSum | None, path: str, complete: bool = False) -> None:
        self.whole = whole
        self.complete = complete
        self.path = path
        self.malformed = whole.malformed if whole is not None else []
        self._cut: GoSum | None = None

    def alike(self, releases: Sequence[Release]) -> list[list[Release]]:
        """The releases, those together that read the file alike."""
        if not self.malformed:
            return [list(releases)]
        old = [one for one in releases if self.is_cut(one)]
        new = [one for one in releases if not self.is_cut(one)]
        return [some for some in (old, new) if some]

    def is_cut(self, release: Release) -> bool:
        """Whether a release sees only the lines above a malformed one."""
        return bool(self.malformed) and release.minor < FIRST_THAT_COUNTS_FIELDS

    def fields(self) -> Problem:
        """What newer releases say of the malformed line."""
        line, count = self.malformed[0]
        return Problem("gosum-fields", f"wrong number of fields {count}", line, 1, path=self.path)

    def lacking(self, entries: Collection[Name], release: Release) -> set[Name]:
        """Of modules and versions, those without the hash of their go.mod."""
        if self.complete:
            return set()
        if self.whole is None:
            return set(entries)
        seen = self.whole
        if self.is_cut(release):
            if self._cut is None:
                self._cut = self.whole.before_malformed()
            seen = self._cut
        return go_sum.lacking(seen, entries)


def complaints(
    main: tuple[str, GoMod] | None, graph: Graph, sums: Sums, release: Release
) -> Iterator[Problem]:
    """What a release says, in its order, up to the first complaint that is no missing hash.

    `main` is the path and the content of the go.mod that it reads first; None in a
    workspace.
    """
    if graph.remote and sums.malformed and not sums.is_cut(release):
        yield sums.fields()
        return
    entries = dict(zip(graph.remote, graph.remote, strict=True))
    entries.update((name, fork.name) for name, fork in graph.remote.items() if fork is not None)
    faults = _faults(graph, entries, release)
    lacking = sums.lacking(entries.values(), release)
    if not faults and not lacking:
        return
    places = _Places(main, graph)
    said = False
    for name in graph.walk():
        entry = entries.get(name)
        if entry is not None and entry in lacking:
            lacking.discard(entry)
            yield Missing(name, entry, *places.of(name))
            said = True
            if sums.is_cut(release):
                return
        if name not in faults:
            continue
        first = faults[name][0]
        if first.kind != UNFETCHABLE:
            yield from faults[name]
        elif not said:  # else its hash is missed as well
            first.path, first.line, _ = places.of(name)
            yield first
        return


def _faults(
    graph: Graph, entries: Mapping[Name, Name], release: Release
) -> dict[Name, list[Problem]]:
    """By module, why its go.mod cannot be read; `entries` are what is fetched for them."""
    found: dict[Name, list[Problem]] = {}
    for name, absent in graph.absent.items():
        found[name] = [Unreached(name, absent)]
    for name, (target, dep) in graph.local.items():
        problems = [_in_file(one, dep.path) for one in dep.faults(release)]
        if not problems and dep.is_too_new(release):
            message = f"{name[0]}@{name[1]}: module {target.text} requires go >= {dep.go}"
            line = dep.tree.go.line if dep.tree.go else 0
            problems = [Problem("dep-too-new", message, line, 1, path=dep.path)]
        if problems:
            found[name] = problems
    odd = module_path.unfetchable({path for path, _ in entries.values()})
    if odd and release.minor >= FIRST_THAT_ASKS_FOR_GO:
        odd = {path: fault for path, fault in odd.items() if path not in OF_GO}  # made up then
    for name, (path, _) in entries.items() if odd else ():
        if path in odd:
            message = f'malformed module path "{path}": {odd[path]}'
            found[name] = [Problem(UNFETCHABLE, message, module=name[0], version=name[1])]
    return found


def _in_file(problem: Problem, path: str) -> Problem:
    """A reader's complaint, with the file that it is about."""
    return Problem(problem.kind, problem.message, problem.line, problem.column, path=path)


class _Places:
    """Where the main module's go.mod asks for the modules of a graph."""

    __slots__ = ("_graph", "_lines", "_parents", "_path", "_roots")

    def __init__(self, main: tuple[str, GoMod] | None, graph: Graph) -> None:
        self._graph = graph
        self._parents = graph.parents()
        self._roots: dict[Name, Name] = {}  # what is known of the ways up
        self._path, tree = main if main is not None else ("", None)
        self._lines: dict[Name, int] = {}
        for one in tree.requires if tree is not None else ():
            self._lines.setdefault((one.path, one.version), one.line)

    def of(self, name: Name) -> tuple[str, int, str]:
        """The file and line of the main module's requirement that leads to a module, and the
        go.mod that requires it where that is another."""
        parent = self._parents.get(name)
        via = "" if parent is None else self._graph.local[parent][1].path
        return self._path, self._lines.get(self._root(name), 0), via

    def _root(self, name: Name) -> Name:
        """The main module's requirement that leads to a module."""
        way = []
        while name not in self._roots and name in self._parents:
            way.append(name)
            name = self._parents[name]
        root = self._roots.get(name, name)
        self._roots.update(dict.fromkeys(way, root))
        return root
