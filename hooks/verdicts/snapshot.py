"""Every module that a main module, or a workspace, has to do with, and the hashes of each."""

from __future__ import annotations

from ..formats.go_sum import union, usable
from ..values import semver
from ..values.module_version import ModuleVersion
from .replacements import of_module
from .workspace import Workspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..formats.go_sum import GoSum
    from ..tree.tree import Tree
    from .graph_facts import GraphFacts, SelectedModule
    from .replacements import Replacements

# What a module is to the main module: a version that it selects, listed in go.mod directly, as
# "// indirect", or not at all; one that go.mod lists and that is not selected; one in go.sum alone.
DIRECT, INDIRECT, GRAPH, LISTED, HASHED = "direct", "indirect", "graph", "listed", "hashed"


class SnapshotModule:
    """A module at a version: its `role`, what replaces it ("" for nothing), whether the vendor
    folder has packages of it, the hashes of what is fetched for it ("" where go.sum has none),
    and whether all of its go.mod files that belong to the graph are known."""

    __slots__ = ("go_mod_h1", "h1", "is_known", "is_vendored", "module", "replace", "role")

    def __init__(self, module: ModuleVersion, role: str) -> None:
        self.module = module
        self.role = role
        self.replace = self.h1 = self.go_mod_h1 = ""
        self.is_vendored = False
        self.is_known = True


class _Source:
    """Where the facts of one module or workspace come from."""

    __slots__ = ("replacements", "sums", "vendored")

    def __init__(self, tree: Tree, folder: str, is_workspace: bool) -> None:
        if is_workspace:
            space = tree.once(Workspace, folder)
            self.replacements: Replacements = space.replacements
            self.sums: GoSum | None = union([sums for _, sums in space.sums()])
        else:
            file = tree.go_mod(folder)
            self.replacements = of_module(file, folder, tree.go_mod_path(folder))
            self.sums = tree.go_sum(folder)
        listing = tree.modules_txt(folder)
        modules = listing.modules if listing is not None else ()
        self.vendored = {(each.path, each.version) for each in modules if each.packages}

    def module(self, module: ModuleVersion, role: str) -> SnapshotModule:
        """The facts of one module."""
        entry = SnapshotModule(module, role)
        target = self.replacements.of(module)
        entry.is_vendored = (module.path, module.version) in self.vendored
        if target is not None:
            entry.replace = str(target.written)
        if target is None or target.directory is None:
            fetched = module if target is None else target.written
            entry.h1 = self._hash(fetched.path, fetched.version)
            entry.go_mod_h1 = self._hash(fetched.path, fetched.version + "/go.mod")
        return entry

    def _hash(self, path: str, version: str) -> str:
        found = usable(self.sums.hashes(path, version)) if self.sums is not None else []
        return found[0] if found else ""


def modules(tree: Tree, folder: str, facts: GraphFacts, is_workspace: bool) -> list[SnapshotModule]:
    """Every module, by path and version; `facts` are those of the module in the folder, or of the
    workspace."""
    source = _Source(tree, folder, is_workspace)
    found: dict[ModuleVersion, SnapshotModule] = {}
    for selected in facts.modules.values():
        module = ModuleVersion(selected.path, selected.version)
        entry = found[module] = source.module(module, _role(selected))
        entry.is_known = selected.is_known
        for each in selected.required_by:
            listed = ModuleVersion(selected.path, each.wanted)
            if not each.version and listed not in found:
                found[listed] = source.module(listed, LISTED)
    fetched = {
        target.written if target is not None else module
        for module in found
        for target in [source.replacements.of(module)]
    }
    for module in _hashed(source.sums):
        if module not in found and module not in fetched:
            found[module] = source.module(module, HASHED)
    return sorted(found.values(), key=lambda each: (each.module.path, *_order(each.module)))


def _order(module: ModuleVersion) -> tuple[semver.Key, str]:
    return semver.key(module.version), module.version


def _role(selected: SelectedModule) -> str:
    listed = {each.wanted for each in selected.required_by if not each.version}
    if selected.version not in listed:
        return GRAPH
    return DIRECT if selected.is_direct else INDIRECT


def _hashed(sums: GoSum | None) -> Iterator[ModuleVersion]:
    """The modules that a go.sum has any hash of."""
    for line in sums.entries() if sums is not None else ():
        yield ModuleVersion(line.module, line.version.removesuffix("/go.mod"))
