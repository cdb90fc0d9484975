"""The part of the module graph that lies in the tree, https://go.dev/ref/mod#mvs.

What remote modules require is not known here: each counts as a module without
requirements. A graph is pruned as the go command prunes it
(https://go.dev/ref/mod#graph-pruning): of a module at go 1.17 or newer the
requirements count, but their go.mod files are not read, unless one on the way
from the main module is older; then all beyond that one is read.
"""

from __future__ import annotations

from ..formats.modfile.file import FIRST_PRUNED, WITHOUT_GO_LINE
from ..formats.problem import DEPENDENCY
from ..tree.paths import join
from ..tree.tree import FOUND, UNKNOWN
from ..values import go_version, semver
from ..values.releases import first_with
from .load_module import applying

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ..formats.modfile.file import GoMod
    from ..formats.problem import Problem
    from ..tree.tree import Tree
    from ..values.module_version import ModuleVersion
    from ..values.releases import Release
    from .replacements import Replacements, Target

FIRST_THAT_ASKS_FOR_GO = first_with("switches")
_PRUNED = go_version.order(FIRST_PRUNED)
_ASKED_FOR = go_version.order("1.21")  # older go lines are compared by no release


class Dependency:
    """The go.mod of a directory that a module is replaced with, read for what it requires.

    Only its module, go and require lines count; what else it holds is passed over,
    and so are most mistakes (https://go.dev/ref/mod#go-mod-file-replace).
    `requirements` are in file order. `is_pruned` tells that what these require in turn
    need not be looked at. `go` is its go line, "" without one.
    """

    __slots__ = ("file", "go", "go_order", "is_pruned", "path", "problems", "requirements")

    def __init__(self, path: str, file: GoMod) -> None:
        self.path = path
        self.file = file
        self.requirements = file.requirements
        self.go = file.lax_go
        self.go_order = go_version.order(self.go or WITHOUT_GO_LINE)
        self.is_pruned = self.go_order >= _PRUNED
        self.problems = file.read_by(DEPENDENCY)

    def errors(self, release: Release) -> list[Problem]:
        """What a release reports of the file as a dependency's."""
        return applying(self.problems, release) if self.problems else []

    @property
    def asks_for_go(self) -> bool:
        """Whether the go line is 1.21 or newer, so that releases compare it."""
        return self.go_order >= _ASKED_FOR

    def is_too_new(self, release: Release) -> bool:
        """Whether a release refuses the file for its go line."""
        if release.minor < FIRST_THAT_ASKS_FOR_GO:
            return False
        return self.go_order > _order(release)

    def line_of(self, module: ModuleVersion) -> int:
        """The line that requires a module at a version, from 1; 0 without one."""
        for required in self.file.requires:
            if required.module is module:
                return required.line
        return 0


def dependency(tree: Tree, folder: str) -> Dependency | None:
    """The dependency in a directory; None where none can be read (see `Tree.go_mod_status`)."""
    if tree.go_mod_status(folder) != FOUND:
        return None
    file = tree.go_mod(folder)
    return None if file is None else Dependency(join(folder, "go.mod"), file)


def newest_go(dependencies: Sequence[Dependency]) -> Dependency | None:
    """Of the dependencies whose go line counts (1.21 and newer), one with the newest."""
    asking = [each for each in dependencies if each.asks_for_go]
    return max(asking, key=lambda each: each.go_order) if asking else None


def _order(release: Release) -> go_version.Key:
    """Where a release stands among Go versions; worked out once."""
    order = _orders.get(release)
    if order is None:
        order = _orders[release] = go_version.order(release.version)
    return order


_orders: dict[Release, go_version.Key] = {}


class Roots:
    """What the main modules require; `unpruned` are those of main modules whose graph is not
    pruned. Problems with them are reported by path and version, or `as_listed`."""

    __slots__ = ("as_listed", "modules", "unpruned")

    def __init__(
        self,
        modules: Sequence[ModuleVersion],
        unpruned: Collection[ModuleVersion],
        as_listed: bool = False,
    ) -> None:
        self.modules = modules
        self.unpruned = unpruned
        self.as_listed = as_listed


class ModuleGraph:
    """What was read.

    `remote` are the modules whose go.mod is fetched, with their replacement if
    they have one; `local` those replaced by directories, with the go.mod that was
    read there; `absent` those where none is. `edges` are the requirements of
    `local`.
    """

    __slots__ = ("_paths", "_walked", "absent", "edges", "local", "remote", "roots")

    def __init__(self, roots: Roots) -> None:
        self.roots = roots
        self.remote: dict[ModuleVersion, Target | None] = {}
        self.local: dict[ModuleVersion, tuple[Target, Dependency]] = {}
        self.absent: dict[ModuleVersion, Target] = {}
        self.edges: dict[ModuleVersion, Sequence[ModuleVersion]] = {}
        self._walked: dict[ModuleVersion, None] | None = None
        self._paths: set[str] | None = None

    def walk(self) -> Collection[ModuleVersion]:
        """Every module that is mentioned, nearest to the main module first. Once the graph is
        loaded: each module of a workspace asks again."""
        if self._walked is None:
            self._walked = self._walk()
        return self._walked

    @property
    def paths(self) -> set[str]:
        """The paths of these modules."""
        if self._paths is None:
            self._paths = {module.path for module in self.walk()}
        return self._paths

    def _walk(self) -> dict[ModuleVersion, None]:
        roots = self.roots
        seen = dict.fromkeys(roots.modules if roots.as_listed else in_order(roots.modules))
        reached = list(seen)
        for module in reached:
            for required in self.edges.get(module, ()):
                if required not in seen:
                    seen[required] = None
                    reached.append(required)
        return seen

    def parents(self) -> dict[ModuleVersion, ModuleVersion]:
        """For each module that is not required by a main module, one that requires it:
        the first on the shortest way."""
        parents: dict[ModuleVersion, ModuleVersion] = {}
        roots = set(self.roots.modules)
        for module in self.walk():
            for required in self.edges.get(module, ()):
                if required not in roots:
                    parents.setdefault(required, module)
        return parents

    def dependencies(self) -> list[Dependency]:
        """The go.mod files that were read, each once."""
        return list({each.path: each for _, each in self.local.values()}.values())


def load(
    tree: Tree,
    roots: Roots,
    replacements: Replacements,
    *,
    excluded: Collection[ModuleVersion] = (),
    unreadable: Collection[str] = (),
    without: Collection[str] = (),
) -> ModuleGraph:
    """Read the graph. `excluded` modules are not required by anybody; of the go.mod files
    in `unreadable` nothing is known; modules of the paths in `without` are left out."""
    graph = ModuleGraph(roots)
    special = replacements.paths.union(without)
    local = [module for module in roots.modules if module.path in special]
    graph.remote.update(dict.fromkeys(roots.modules))
    for module in local:
        graph.remote.pop(module, None)
    queue = [(module, module in roots.unpruned) for module in local]
    visited: dict[ModuleVersion, bool] = {}  # whether the module was met unpruned
    for module, is_unpruned in queue:
        before = visited.get(module)
        if before is not None and (before or not is_unpruned):
            continue
        visited[module] = is_unpruned
        if before is None and module.path not in without:
            _read(tree, graph, module, replacements, excluded, unreadable)
        read = graph.local.get(module)
        if read is not None and (is_unpruned or not read[1].is_pruned):
            for required in graph.edges.get(module, ()):
                if required.path in special:
                    queue.append((required, True))
                else:
                    graph.remote[required] = None
    return graph


def _read(
    tree: Tree,
    graph: ModuleGraph,
    module: ModuleVersion,
    replacements: Replacements,
    excluded: Collection[ModuleVersion],
    unreadable: Collection[str],
) -> None:
    """Enter one module into the graph."""
    target = replacements.of(module)
    if target is None or target.directory is None:
        graph.remote[module] = target
        return
    read = tree.once(dependency, target.directory)
    if read is None:
        if tree.go_mod_status(target.directory) != UNKNOWN:
            graph.absent[module] = target
        return
    graph.local[module] = (target, read)
    if read.path not in unreadable:
        edges: Sequence[ModuleVersion] = read.requirements
        if excluded:
            edges = [required for required in edges if required not in excluded]
        graph.edges[module] = edges


def in_order(modules: Iterable[ModuleVersion]) -> list[ModuleVersion]:
    """Modules by path, then by version."""
    return sorted(modules, key=lambda module: (module.path, semver.key(module.version)))
