"""The part of the module graph that lies in the tree, https://go.dev/ref/mod#mvs.

What remote modules require is not known here: each counts as a module without
requirements. A graph is pruned as the go command prunes it
(https://go.dev/ref/mod#graph-pruning): of a module at go 1.17 or newer the
requirements count, but their go.mod files are not read, unless one on the way
from the main module is older; then all beyond that one is read.
"""

from __future__ import annotations

from ..values import semver
from .graph_dependencies import MISSING, Dependency, dependency

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from .replacements import Name, Replacements, Target
    from .sources import Sources


class Roots:
    """What the main modules require; `deep` are those of main modules whose graph is not
    pruned. Complaints about them come by path and version, or `as_listed`."""

    __slots__ = ("as_listed", "deep", "names")

    def __init__(
        self, names: Sequence[Name], deep: Collection[Name], as_listed: bool = False
    ) -> None:
        self.names = names
        self.deep = deep
        self.as_listed = as_listed


class Graph:
    """What was read.

    `remote` are the modules whose go.mod is fetched, with their replacement if
    they have one; `local` those replaced by directories, with the go.mod that was
    read there; `absent` those where none is. `edges` are the requirements of
    `local`.
    """

    __slots__ = ("absent", "edges", "local", "remote", "roots")

    def __init__(self, roots: Roots) -> None:
        self.roots = roots
        self.remote: dict[Name, Target | None] = {}
        self.local: dict[Name, tuple[Target, Dependency]] = {}
        self.absent: dict[Name, Target] = {}
        self.edges: dict[Name, list[Name]] = {}

    def walk(self) -> Iterable[Name]:
        """Every module that is mentioned, nearest to the main module first."""
        names = list(self.roots.names) if self.roots.as_listed else in_order(self.roots.names)
        seen = dict.fromkeys(names)
        names = list(seen)
        for name in names:
            for one in self.edges.get(name, ()):
                if one not in seen:
                    seen[one] = None
                    names.append(one)
        return names

    def parents(self) -> dict[Name, Name]:
        """For each module that is not required by a main module, one that requires it:
        the first on the shortest way."""
        found: dict[Name, Name] = {}
        roots = set(self.roots.names)
        for name in self.walk():
            for one in self.edges.get(name, ()):
                if one not in roots:
                    found.setdefault(one, name)
        return found

    def dependencies(self) -> list[Dependency]:
        """The go.mod files that were read, each once."""
        found = {dep.path: dep for _, dep in self.local.values()}
        return list(found.values())


def load(
    sources: Sources,
    roots: Roots,
    replacements: Replacements,
    *,
    excluded: Collection[Name] = (),
    unreadable: Collection[str] = (),
    without: Collection[str] = (),
) -> Graph:
    """Read the graph. `excluded` modules are not required by anybody; of the go.mod files
    in `unreadable` nothing is known; modules of the paths in `without` are left out."""
    graph = Graph(roots)
    special = replacements.paths.union(without)
    local = [name for name in roots.names if name[0] in special]
    graph.remote.update(dict.fromkeys(roots.names))
    for name in local:
        graph.remote.pop(name, None)
    queue = [(name, name in roots.deep) for name in local]
    deep: dict[Name, bool] = {}
    for name, unpruned in queue:
        before = deep.get(name)
        if before is not None and (before or not unpruned):
            continue
        deep[name] = unpruned
        if before is None and name[0] not in without:
            _read(sources, graph, name, replacements, excluded, unreadable)
        found = graph.local.get(name)
        if found is not None and (unpruned or not found[1].pruned):
            for one in graph.edges.get(name, ()):
                if one[0] in special:
                    queue.append((one, True))
                else:
                    graph.remote[one] = None
    return graph


def _read(
    sources: Sources,
    graph: Graph,
    name: Name,
    replacements: Replacements,
    excluded: Collection[Name],
    unreadable: Collection[str],
) -> None:
    """Enter one module into the graph."""
    target = replacements.of(*name)
    if target is None or target.directory is None:
        graph.remote[name] = target
        return
    found = dependency(sources, target.directory)
    if found is MISSING:
        graph.absent[name] = target
    elif isinstance(found, Dependency):
        graph.local[name] = (target, found)
        if found.path not in unreadable:
            edges = found.requires
            if excluded:
                edges = [one for one in edges if one not in excluded]
            graph.edges[name] = edges


def in_order(names: Iterable[Name]) -> list[Name]:
    """Modules by path, then by version."""
    return sorted(names, key=lambda name: (name[0], semver.key(name[1])))
