"""A workspace: the modules that a go.work uses, and what they require and replace together.

https://go.dev/ref/mod#workspaces
"""

from __future__ import annotations

from ..formats import go_sum
from ..formats.kinds import CONFLICTING_REPLACEMENTS
from ..formats.problem import Problem
from ..tree.paths import directory, is_outside, join
from ..values import semver
from ..values.module_version import ModuleVersion
from .graph_checksums import UsableSums
from .load_module import GO_MODULES
from .module_graph import Loader, Roots
from .replacements import Replacements, targets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ..formats.go_sum import GoSum
    from ..formats.modfile.file import GoMod
    from ..tree.tree import Tree
    from .module_graph import Dependency, ModuleGraph


class WorkspaceModule:
    """A module of a workspace: its folder, its go.mod and the path of that file, and the
    folder as go.work names it."""

    __slots__ = ("file", "folder", "path", "use_path")

    def __init__(self, folder: str, path: str, file: GoMod, use_path: str) -> None:
        self.folder = folder
        self.path = path
        self.file = file
        self.use_path = use_path

    @property
    def declared(self) -> str:
        """The module path that it declares; the path of its go.mod where it declares none."""
        return self.file.module.path if self.file.module else self.path


class Workspace:
    """The modules of the go.work in `folder`, in the order of their use lines; those that
    are not in the tree are left out. `paths` are the module paths that they declare.

    Of those that declare the same path the last one is `effective`: it counts for the graph
    and for vendoring.
    """

    __slots__ = (
        "_whole_graph",
        "effective",
        "excluded",
        "folder",
        "members",
        "paths",
        "replacements",
        "tree",
    )

    def __init__(self, tree: Tree, folder: str) -> None:
        self.tree = tree
        self.folder = folder
        self.members = list(_members(tree, folder))
        self.paths = {each.file.module.path for each in self.members if each.file.module}
        self.effective = list({each.declared: each for each in self.members}.values())
        self.excluded = {
            exclusion.module for member in self.effective for exclusion in member.file.excludes
        }
        self.replacements = Replacements(
            targets(tree.go_work(folder), folder, join(folder, "go.work")),
            [targets(each.file, each.folder, each.path, each.use_path) for each in self.effective],
        )
        self._whole_graph: ModuleGraph | None = None

    def graph(self, with_go: bool, unreadable: Collection[Dependency] = ()) -> ModuleGraph:
        """The module graph of all members; `with_go` where "go" and "toolchain" are no modules.

        Where members list a module below the version that is selected, that version is
        listed for all of them, and so is what it requires.
        """
        listed: dict[ModuleVersion, None] = {}
        unpruned: set[ModuleVersion] = set()
        for member in self.effective:
            required = member.file.requirements
            listed.update(dict.fromkeys(each for each in required if each not in self.excluded))
            if not member.file.is_pruned:
                unpruned.update(required)
        without = GO_MODULES if with_go else ()
        sums = self._union() if self.tree.pins(self.folder) else None
        loader = Loader(self.tree, self.replacements, sums, self.excluded, without)
        while True:
            graph = loader.load(Roots(list(listed), unpruned, as_listed=True), unreadable)
            before = len(listed)
            listed.update(dict.fromkeys(_raised(graph)))
            if len(listed) == before:
                return graph

    def whole_graph(self) -> ModuleGraph:
        """The graph with nothing left out for being unreadable."""
        if self._whole_graph is None:
            self._whole_graph = self.graph(with_go=True)
        return self._whole_graph

    def _union(self) -> GoSum:
        """The hashes that count together."""
        return go_sum.union([sums for _, sums in self.sums()])

    def sums(self) -> Iterator[tuple[str, GoSum]]:
        """The go.sum files that count together, and their paths."""
        for member in self.members:
            sums = self.tree.go_sum(member.folder)
            if sums is not None:
                yield self.tree.go_sum_path(member.folder), sums
        sums = self.tree.go_work_sum(self.folder)
        if sums is not None:
            yield join(self.folder, "go.work.sum"), sums

    def malformed_sums(self) -> UsableSums:
        """The first of them that has a malformed line; an empty one if none has."""
        for path, sums in self.sums():
            if sums.malformed:
                return UsableSums(sums, path, complete=True)
        return UsableSums(None, "", complete=True)

    def conflict(self, graph: ModuleGraph) -> Problem | None:
        """Two members that replace a module of the graph differently."""
        for module in [*graph.local, *graph.absent, *graph.remote]:
            pair = self.replacements.conflicting(module)
            if pair is not None:
                first, second = pair
                message = f"conflicting replacements found for {module} in workspace "
                message += f"modules defined by {first.path} and {second.path}"
                return Problem(
                    CONFLICTING_REPLACEMENTS,
                    message,
                    second.line,
                    1,
                    path=second.path,
                    other_path=first.path,
                    other_line=first.line,
                    module=module.path,
                    version=module.version,
                )
        return None


def _members(tree: Tree, folder: str) -> Iterator[WorkspaceModule]:
    work = tree.go_work(folder)
    seen = set()
    for use in work.uses if work is not None else ():
        place = directory(folder, use.path)
        file = None if is_outside(place) or place in seen else tree.go_mod(place)
        if file is not None:
            seen.add(place)
            yield WorkspaceModule(place, tree.go_mod_path(place), file, use.path)


def _raised(graph: ModuleGraph) -> list[ModuleVersion]:
    """The modules that are selected at a version above one listed, and what they require."""
    listed: dict[str, set[str]] = {}
    for module in graph.roots.modules:
        listed.setdefault(module.path, set()).add(module.version)
    versions: dict[str, list[str]] = {}
    for module in graph.walk():
        if module.path in listed:
            versions.setdefault(module.path, []).append(module.version)
    raised = []
    for path, mentioned in versions.items():
        if len(mentioned) > 1:
            selected = ModuleVersion(path, max(mentioned, key=semver.key))
            if listed[path] != {selected.version}:
                raised += [selected, *graph.edges.get(selected, ())]
    return raised
