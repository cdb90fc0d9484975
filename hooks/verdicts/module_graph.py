"""The module graph, https://go.dev/ref/mod#mvs, as far as its go.mod files are known.

Known are those in the tree, and those outside whose hash go.sum holds and whose bytes are at
hand (`Tree.modules`). A module whose go.mod is not known counts as one without requirements.
A graph is pruned as the go command prunes it
(https://go.dev/ref/mod#graph-pruning): of a module at go 1.17 or newer the
requirements count, but their go.mod files are not read, unless one on the way
from the main module is older; then all beyond that one is read.
"""

from __future__ import annotations

from ..formats import required_mod
from ..formats.go_sum import go_mod_hash
from ..formats.modfile.file import FIRST_PRUNED, WITHOUT_GO_LINE
from ..tree.paths import join
from ..tree.tree import FOUND, UNKNOWN
from ..values import go_version, module_path, semver
from ..values.releases import first_with
from .load_module import applying

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, KeysView, Sequence

    from ..formats.go_sum import GoSum
    from ..formats.modfile.file import GoMod
    from ..formats.problem import Problem
    from ..formats.required_mod import RequiredMod
    from ..tree.tree import Tree
    from ..values.module_version import ModuleVersion
    from ..values.releases import Release
    from .replacements import Replacements, Target

FIRST_THAT_ASKS_FOR_GO = first_with("switches")
_PRUNED = go_version.order(FIRST_PRUNED)
_ASKED_FOR = go_version.order("1.21")  # older go lines are compared by no release


class Dependency:
    """The go.mod of a module that the main module requires, read for what it requires.

    It is that of a directory that replaces a module, with its `path` in the tree, or one outside
    of the tree (`path` ""). Only its module, go and require lines count; what else it holds is
    passed over, and so are most mistakes (https://go.dev/ref/mod#go-mod-file-replace).
    `declared` is the module's path there, `requirements` are in file order. `is_pruned` tells
    that what these require in turn need not be looked at. `go` is its go line, "" without one,
    and `go_line` where it stands.
    """

    __slots__ = (
        "_file",
        "declared",
        "go",
        "go_line",
        "go_order",
        "is_pruned",
        "path",
        "problems",
        "requirements",
    )

    def __init__(self, path: str, read: RequiredMod, file: GoMod | None = None) -> None:
        """`file` is the whole file, where it lies in the tree."""
        self.path = path
        self._file = file
        self.declared = read.declared
        self.requirements = read.requirements
        self.go = read.go
        self.go_line = read.go_line
        self.go_order = go_version.order(self.go or WITHOUT_GO_LINE)
        self.is_pruned = self.go_order >= _PRUNED
        self.problems = read.problems

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
        """The line of the tree's file that requires a module at a version, from 1; 0 without
        one."""
        for required in self._file.requires if self._file is not None else ():
            if required.module is module:
                return required.line
        return 0


def dependency(tree: Tree, folder: str) -> Dependency | None:
    """The dependency in a directory; None where none can be read (see `Tree.go_mod_status`)."""
    if tree.go_mod_status(folder) != FOUND:
        return None
    file = tree.go_mod(folder)
    if file is None:
        return None
    return Dependency(join(folder, "go.mod"), required_mod.of_file(file), file)


def pinned(tree: Tree, sums: GoSum | None, module: ModuleVersion) -> Dependency | None:
    """The go.mod of a module outside of the tree, if `sums` has one hash for it and bytes of that
    hash are at hand; None where it is not known, or could not be read by every release."""
    if sums is None or tree.modules is None:
        return None
    digest = go_mod_hash(sums, module)
    return tree.pinned(module, digest, _outside) if digest else None


def _outside(data: bytes) -> Dependency | None:
    read = required_mod.parse(data)
    return None if read.problems else Dependency("", read)


def newest_go(
    dependencies: Iterable[tuple[Dependency, ModuleVersion]],
) -> tuple[Dependency, ModuleVersion] | None:
    """Of the dependencies whose go line counts (1.21 and newer), one with the newest."""
    asking = [each for each in dependencies if each[0].asks_for_go]
    return max(asking, key=lambda each: each[0].go_order) if asking else None


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
    they have one, whether their go.mod is known or not; `local` those replaced by directories,
    `absent` those of them where no go.mod is, `hidden` those where none can be seen. `read` is
    the go.mod of each that was read, `edges` what it requires.
    """

    __slots__ = (
        "_faulty",
        "_newest",
        "_paths",
        "_walked",
        "absent",
        "edges",
        "hidden",
        "local",
        "read",
        "remote",
        "roots",
    )

    def __init__(self, roots: Roots) -> None:
        self.roots = roots
        self.remote: dict[ModuleVersion, Target | None] = {}
        self.local: dict[ModuleVersion, Target] = {}
        self.absent: dict[ModuleVersion, Target] = {}
        self.hidden: set[ModuleVersion] = set()
        self.read: dict[ModuleVersion, Dependency] = {}
        self.edges: dict[ModuleVersion, Sequence[ModuleVersion]] = {}
        self._walked: dict[ModuleVersion, None] | None = None
        self._paths: set[str] | None = None
        self._newest: go_version.Key | None = None
        self._faulty = False

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

    def suspects(self, release: Release) -> list[ModuleVersion]:
        """The modules whose go.mod a release may refuse: most graphs have none."""
        newest = self._newest
        if newest is None:
            newest = max((read.go_order for read in self.read.values()), default=_PRUNED)
            self._newest = newest
            self._faulty = any(self.read[module].problems for module in self.local)
        if not self._faulty and newest <= _order(release):
            return []
        return [
            module
            for module, read in self.read.items()
            if read.problems or read.is_too_new(release)
        ]

    def name_of(self, module: ModuleVersion) -> str:
        """What to call the go.mod of a module that was read: its path in the tree, or the module
        with its version."""
        return self.read[module].path or str(module)

    @property
    def unknown(self) -> set[ModuleVersion]:
        """The modules whose go.mod belongs to the graph and is not known."""
        return {*self.remote, *self.absent, *self.hidden}.difference(self.read)

    def read_by_build(self) -> KeysView[ModuleVersion]:
        """The modules whose go.mod a plain build reads if it needs a package of them.

        That is every module where the main module's graph is not pruned. Else the go command
        loads the rest of the graph only when it is asked for all of it: what old modules outside
        of the tree require (https://go.dev/ref/mod#lazy-loading).
        """
        unpruned = self.roots.unpruned
        seen: dict[ModuleVersion, bool] = {}
        queue = [(module, module in unpruned) for module in self.roots.modules]
        for module, is_unpruned in queue:
            if seen.get(module) in (True, is_unpruned):
                continue
            seen[module] = is_unpruned
            read = self.read.get(module)
            if read is None or not (is_unpruned or not read.is_pruned):
                continue
            if unpruned or module in self.local:
                queue += [(required, True) for required in self.edges.get(module, ())]
        return seen.keys()

    def selected(self) -> dict[str, str]:
        """The version of each module that minimal version selection chooses: the highest that is
        mentioned (https://go.dev/ref/mod#minimal-version-selection)."""
        versions: dict[str, str] = {}
        for module in self.walk():
            known = versions.get(module.path)
            if known is None or semver.compare(known, module.version) < 0:
                versions[module.path] = module.version
        return versions


class Loader:
    """Reads module graphs of one main module, or workspace.

    `excluded` modules are not required by anybody; modules of the paths in `without` are left
    out. `sums` is the go.sum that pins what lies outside of the tree; None where nothing is
    known of that.
    """

    __slots__ = ("_excluded", "_replacements", "_sums", "_tree", "_without")

    def __init__(
        self,
        tree: Tree,
        replacements: Replacements,
        sums: GoSum | None,
        excluded: Collection[ModuleVersion],
        without: Collection[str],
    ) -> None:
        self._tree = tree
        self._replacements = replacements
        self._sums = sums
        self._excluded = excluded
        self._without = without

    def load(self, roots: Roots, unreadable: Collection[Dependency] = ()) -> ModuleGraph:
        """Read a graph; of the go.mod files in `unreadable` nothing is known."""
        graph = ModuleGraph(roots)
        nothing_outside = self._sums is None
        if not nothing_outside:  # one look at all paths costs less than one at each
            module_path.unfetchable({module.path for module in roots.modules})
        local = self._replacements.paths
        opened = local.union(self._without) if nothing_outside else ()
        graph.remote.update(dict.fromkeys(roots.modules))
        queue = [
            (module, module in roots.unpruned)
            for module in roots.modules
            if not nothing_outside or module.path in opened
        ]
        visited: dict[ModuleVersion, bool] = {}  # whether the module was met unpruned
        for module, is_unpruned in queue:
            before = visited.get(module)
            if before is not None and (before or not is_unpruned):
                continue
            visited[module] = is_unpruned
            if before is None:
                graph.remote.pop(module, None)
                if module.path not in self._without:
                    self._enter(graph, module, unreadable)
            read = graph.read.get(module)
            if read is not None and (is_unpruned or not read.is_pruned):
                for required in graph.edges.get(module, ()):
                    if nothing_outside and required.path not in opened:
                        graph.remote[required] = None
                    else:
                        queue.append((required, True))
        return graph

    def _enter(
        self, graph: ModuleGraph, module: ModuleVersion, unreadable: Collection[Dependency]
    ) -> None:
        """Enter one module into the graph."""
        target = self._replacements.of(module)
        if target is not None and target.directory is not None:
            read = self._tree.once(dependency, target.directory)
            if read is None:
                if self._tree.go_mod_status(target.directory) != UNKNOWN:
                    graph.absent[module] = target
                else:
                    graph.hidden.add(module)
                return
            graph.local[module] = target
        else:
            graph.remote[module] = target
            read = self._outside_of_tree(module, target)
            if read is None:
                return
        graph.read[module] = read
        if read not in unreadable:
            edges: Sequence[ModuleVersion] = read.requirements
            if self._excluded:
                edges = [required for required in edges if required not in self._excluded]
            graph.edges[module] = edges

    def _outside_of_tree(self, module: ModuleVersion, target: Target | None) -> Dependency | None:
        """The go.mod of a module that is fetched, or of what is fetched for it; None where it is
        not known, or declares a path that the go command refuses."""
        fetched = module if target is None else target.written
        read = pinned(self._tree, self._sums, fetched)
        if read is None or read.declared not in (module.path, fetched.path):
            return None
        return read


def in_order(modules: Iterable[ModuleVersion]) -> list[ModuleVersion]:
    """Modules by path, then by version."""
    return sorted(modules, key=lambda module: (module.path, semver.key(module.version)))
