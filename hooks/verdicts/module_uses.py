"""Every module that a main module has to do with, each at the line that brings it in.

That are the requirements of go.mod and the targets of its replacements, what vendor/modules.txt
lists and go.mod does not (below go 1.17), and what the module graph selects beyond both, as far as
it is known (https://go.dev/ref/mod#mvs).
"""

from __future__ import annotations

from ..tree.paths import modules_txt
from ..values.module_version import ModuleVersion
from . import graph_facts, replacements
from .workspace import Workspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ..formats.modules_txt import ModulesTxt
    from ..tree.tree import Tree
    from .graph_facts import GraphFacts
    from .replacements import Target

# What a module is to the main module: required by it, directly or not; what stands for another
# one; listed in modules.txt alone; of the module graph alone
DIRECT, INDIRECT, REPLACEMENT = "direct", "indirect", "replacement"
VENDORED, GRAPH = "vendored", "graph"


class ModuleUse:
    """A module at a version, what it is to the main module (`role`), and where it is brought in.

    `replaces` is the path of the module that it stands for, "" for none, and `replaced_version`
    the version of that, "" for every one. One that `is_replaced` is required, and something else is
    built in its place: what its version says is of no effect. `required_by` is one that requires a
    module of the graph, as MODULE@VERSION.
    """

    __slots__ = (
        "column",
        "is_replaced",
        "line",
        "module",
        "path",
        "replaced_version",
        "replaces",
        "required_by",
        "role",
    )

    def __init__(self, module: ModuleVersion, role: str, path: str, line: int, column: int) -> None:
        self.module = module
        self.role = role
        self.path = path
        self.line = line
        self.column = column
        self.replaces = self.replaced_version = self.required_by = ""
        self.is_replaced = False


class ModuleUses:
    """What a module, or a workspace for itself, uses: `main` is its module path ("" for a
    workspace), `path` its go.mod or go.work, `listed` stands in files, `in_graph()` in the module
    graph alone."""

    __slots__ = (
        "_by_name",
        "_direct",
        "_facts",
        "_folder",
        "_graph",
        "_tree",
        "_ways",
        "listed",
        "main",
        "path",
    )

    def __init__(self, tree: Tree, folder: str, main: str, path: str) -> None:
        self._tree = tree
        self._folder = folder
        self._facts: GraphFacts | None = None
        self._graph: list[ModuleUse] | None = None
        self._ways: dict[str, _Way] = {}
        self._direct: dict[str, ModuleUse] | None = None
        self._by_name: dict[tuple[str, str], list[ModuleUse]] | None = None
        self.main = main
        self.path = path
        self.listed: list[ModuleUse] = []

    def facts(self) -> GraphFacts:
        """The module graph; an empty one for a workspace, whose modules have their own. Worked out
        where it is asked for."""
        if self._facts is None:
            facts = graph_facts.of_module(self._tree, self._folder) if self.main else None
            self._facts = facts if facts is not None else graph_facts.GraphFacts([])
            listed = [path for path, each in self._facts.modules.items() if each.is_listed]
            self._ways = _ways(self._facts, listed)
        return self._facts

    def in_graph(self) -> list[ModuleUse]:
        """The modules of the graph that no file lists."""
        if self._graph is None:
            facts = self.facts()
            self._graph = list(_beyond(self.listed, facts, self._ways))
        return self._graph

    def requirers(self, path: str) -> list[str]:
        """The modules of the graph, at the versions that are selected, that require a module; none
        of them is the main module, or one that a directory stands for."""
        modules = self.facts().modules
        if path not in modules:
            return []
        return sorted(
            {
                str(each)
                for each in modules[path].required_by
                if each.path in self._ways
                and (own := modules[each.path]).version == each.version
                and not (own.replace and "@" not in own.replace)
            }
        )

    def direct_requirement_of(self, path: str) -> ModuleUse | None:
        """The direct requirement that brings a module in over the fewest others, as far as the
        graph is known; None where nothing tells."""
        if self._direct is None:
            facts = self.facts()
            direct = {use.module.path: use for use in self.listed if use.role == DIRECT}
            ways = _ways(facts, [each for each in direct if each in facts.modules])
            self._direct = {each: direct[way.first] for each, way in ways.items()}
        return self._direct.get(path)

    def like(self, use: ModuleUse) -> Sequence[ModuleUse]:
        """What is listed of the same module, or in the place of the same one by it."""
        if self._by_name is None:
            self._by_name = {}
            for each in self.listed:
                self._by_name.setdefault((each.module.path, each.replaces), []).append(each)
        return self._by_name.get((use.module.path, use.replaces), ())

    def vendored(self) -> set[str]:
        """The modules that the vendor folder has packages of."""
        listing = self._tree.modules_txt(self._folder)
        return {each.path for each in listing.modules if each.packages} if listing else set()


def of_module(tree: Tree, folder: str) -> ModuleUses:
    """What the module in a folder uses; nothing without a go.mod. The last one asked for is
    kept."""
    return tree.latest(_of_module, folder)


def of_workspace(tree: Tree, folder: str) -> ModuleUses:
    """What the go.work in a folder brings in by itself: its replacements, and what its vendor
    folder lists that no member requires."""
    at = tree.workspace_file(folder)
    uses = ModuleUses(tree, folder, "", at.path if at is not None else "")
    if at is None:
        return uses
    uses.listed += _replacing(replacements.targets(at.file, folder, at.path))
    known: set[str] = set()
    for member in tree.once(Workspace, folder).effective:
        known.add(member.declared)
        known.update(each.path for each in member.file.requirements)
    uses.listed += _vendored(tree.modules_txt(folder), folder, known, of_workspace=True)
    return uses


def _of_module(tree: Tree, folder: str) -> ModuleUses:
    at = tree.module_file(folder)
    main = at.file.module.path if at is not None and at.file.module is not None else ""
    uses = ModuleUses(tree, folder, main, at.path if at is not None else "")
    if at is None:
        return uses
    targets = replacements.targets(at.file, folder, at.path)
    applying = replacements.Replacements(targets)
    for each in at.file.requires:
        role = INDIRECT if each.indirect else DIRECT
        use = ModuleUse(each.module, role, at.path, each.line, each.column)
        use.is_replaced = bool(targets) and applying.of(each.module) is not None
        uses.listed.append(use)
    uses.listed += _replacing(targets)
    known = {main, *(each.path for each in at.file.requirements)}
    uses.listed += _vendored(tree.modules_txt(folder), folder, known, of_workspace=False)
    return uses


def _replacing(targets: Iterable[Target]) -> Iterator[ModuleUse]:
    """The modules that stand for others; directories hold no version."""
    for target in targets:
        if target.directory is None:
            use = ModuleUse(target.written, REPLACEMENT, target.path, target.line, target.column)
            use.replaces = target.replaces.path
            use.replaced_version = target.replaces.version
            yield use


def _vendored(
    listing: ModulesTxt | None, folder: str, known: Collection[str], *, of_workspace: bool
) -> Iterator[ModuleUse]:
    """What a modules.txt lists beyond the modules that are `known`."""
    if listing is None or listing.workspace != of_workspace:
        return
    for each in listing.modules:
        if each.version and each.path not in known:
            module = each.module_version
            use = ModuleUse(module, VENDORED, modules_txt(folder), each.line, 1)
            use.is_replaced = bool(each.target)
            yield use


class _Way:
    """How a module of the graph is reached: from a requirement of the main module (`first`), over
    the module that requires it (`last`, "" for that requirement itself)."""

    __slots__ = ("first", "last")

    def __init__(self, first: str, last: str) -> None:
        self.first = first
        self.last = last


def _beyond(
    listed: Iterable[ModuleUse], facts: GraphFacts, ways: Mapping[str, _Way]
) -> Iterator[ModuleUse]:
    """The modules of the graph that are not listed, and that a selected version of another one
    requires, each at the line of the requirement that leads to it."""
    known = {use.module.path for use in listed if use.role != REPLACEMENT}
    lines = {use.module.path: use for use in listed if use.role in (DIRECT, INDIRECT)}
    for path, way in ways.items():
        first = lines.get(way.first)
        if path in known or first is None or not way.last:
            continue  # or the way to it begins outside of this file
        selected = facts.modules[path]
        module = ModuleVersion(path, selected.version)
        use = ModuleUse(module, GRAPH, first.path, first.line, first.column)
        use.is_replaced = bool(selected.replace)
        use.required_by = str(facts.modules[way.last])
        yield use


def _ways(facts: GraphFacts, starts: Iterable[str]) -> dict[str, _Way]:
    """The shortest way to each module from one of `starts`, which a main module lists, over the
    versions that are selected: what only other versions require is part of the graph, and of no
    build."""
    required: dict[str, list[str]] = {}
    ways = {path: _Way(path, "") for path in starts}
    for path, module in facts.modules.items():
        for each in module.required_by:
            own = facts.modules.get(each.path)
            if own is not None and own.version == each.version:
                required.setdefault(each.path, []).append(path)
    queue = list(ways)
    for path in queue:
        for other in required.get(path, ()):
            if other not in ways:
                ways[other] = _Way(ways[path].first, path)
                queue.append(other)
    return ways
