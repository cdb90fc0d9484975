"""The module graph told as facts: what is selected, who asks for it, and what is not known.

https://go.dev/ref/mod#mvs
"""

from __future__ import annotations

from ..values import semver
from ..values.module_version import ModuleVersion
from ..values.releases import NEWEST, newest
from . import graph
from .graph_checksums import UsableSums
from .graph_updates import Requirements
from .load_module import GO_MODULES
from .workspace import Workspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..formats.modfile.file import ModFile
    from ..tree.tree import Tree
    from .graph_updates import Update
    from .module_graph import ModuleGraph
    from .replacements import Replacements


class Requirer:
    """One that requires a module: its own path and version ("" for a main module), and the
    version that it wants."""

    __slots__ = ("path", "version", "wanted")

    def __init__(self, path: str, version: str, wanted: str) -> None:
        self.path = path
        self.version = version
        self.wanted = wanted

    def __str__(self) -> str:
        return f"{self.path}@{self.version}" if self.version else self.path


class SelectedModule:
    """A module of the graph at the version that is selected.

    `replace` is what it is replaced with, "" where it is not. A main module lists it
    (`is_listed`), and not as `// indirect` (`is_direct`). `is_known`: every go.mod of it, at
    whatever version, that belongs to the graph was read. `required_by` are all that require it.
    """

    __slots__ = ("is_direct", "is_known", "is_listed", "path", "replace", "required_by", "version")

    def __init__(self, path: str, version: str) -> None:
        self.path = path
        self.version = version
        self.replace = ""
        self.is_direct = self.is_listed = False
        self.is_known = True
        self.required_by: list[Requirer] = []

    def __str__(self) -> str:
        return f"{self.path}@{self.version}"

    @property
    def raised_by(self) -> list[Requirer]:
        """Those who want the version that is selected."""
        return [each for each in self.required_by if each.wanted == self.version]


class GraphFacts:
    """A module graph. `mains` are the paths of the main modules, the module asked about first;
    `modules` are those that it selects, by path, `updates` what go.mod would have to list, and
    `missing_sums` the go.mod files of which go.sum has no hash."""

    __slots__ = ("mains", "missing_sums", "modules", "updates")

    def __init__(self, mains: Sequence[str]) -> None:
        self.mains = mains
        self.modules: dict[str, SelectedModule] = {}
        self.updates: list[Update] = []
        self.missing_sums: list[ModuleVersion] = []

    def version_for(self, update: Update) -> str:
        """The version that go.mod would have to list."""
        selected = self.modules.get(update.module)
        return selected.version if selected is not None and update.version else update.version

    @property
    def is_complete(self) -> bool:
        """Whether nothing that belongs to the graph is unknown."""
        return all(module.is_known for module in self.modules.values())

    @property
    def unknown(self) -> list[SelectedModule]:
        """The modules of which a go.mod is not known."""
        return [module for module in self.modules.values() if not module.is_known]

    def chain(self, path: str) -> list[Requirer]:
        """The shortest way from a main module to the selected version of a module: each step
        requires the next at the version that it has, the last one the module itself. [] where
        there is none."""
        queue: list[_Step] = [_Step(each, None) for each in self.modules[path].raised_by]
        seen: set[str] = set()
        for step in queue:
            if not step.requirer.version:
                return list(step.forward())
            name = str(step.requirer)
            if name not in seen and step.requirer.path in self.modules:
                seen.add(name)
                required_by = self.modules[step.requirer.path].required_by
                asking = [each for each in required_by if each.wanted == step.requirer.version]
                queue += [_Step(each, step) for each in asking]
        return []


class _Step:
    """A step of a way: one that requires the `next`, None for the end of the way."""

    __slots__ = ("next", "requirer")

    def __init__(self, requirer: Requirer, following: _Step | None) -> None:
        self.requirer = requirer
        self.next = following

    def forward(self) -> Iterator[Requirer]:
        """The requirers from here on."""
        step: _Step | None = self
        while step is not None:
            yield step.requirer
            step = step.next


def of_module(tree: Tree, folder: str) -> GraphFacts | None:
    """The graph of the module in a folder, any go.work left aside; None without a go.mod."""
    at, loaded = tree.module_file(folder), graph.of_folder(tree, folder)
    if at is None or loaded is None:
        return None
    main = graph.MainModule(tree, at)
    path = at.file.module.path if at.file.module else ""
    facts = _facts([(path, at.file)], loaded, main.replacements, main.excluded)
    requirements = Requirements(at, main.excluded, with_go=True)
    facts.updates = requirements.updates(loaded)
    sums = UsableSums(tree.go_sum(folder), tree.go_sum_path(folder))
    fetched = {target.written if target else each for each, target in loaded.remote.items()}
    missing = sums.missing(fetched, newest(NEWEST))
    facts.missing_sums = sorted(missing, key=lambda each: (each.path, semver.key(each.version)))
    return facts


def of_workspace(tree: Tree, folder: str) -> GraphFacts | None:
    """The graph of the workspace of the go.work in a folder; None without one."""
    if tree.go_work(folder) is None:
        return None
    space = tree.once(Workspace, folder)
    mains = [(member.declared, member.file) for member in space.effective]
    return _facts(mains, space.whole_graph(), space.replacements, space.excluded)


def _facts(
    mains: Sequence[tuple[str, ModFile]],
    loaded: ModuleGraph,
    replacements: Replacements,
    excluded: Collection[ModuleVersion],
) -> GraphFacts:
    facts = GraphFacts([path for path, _ in mains])
    own = {*facts.mains, *GO_MODULES}
    for path, version in sorted(loaded.selected().items()):
        if path not in own:
            module = facts.modules[path] = SelectedModule(path, version)
            target = replacements.of(ModuleVersion(path, version))
            module.replace = str(target.written) if target is not None else ""
    for module_version in loaded.unknown:
        if module_version.path in facts.modules:
            facts.modules[module_version.path].is_known = False
    for main, file in mains:
        for required in file.requires:
            listed = facts.modules.get(required.path)
            if listed is not None and required.module not in excluded:
                listed.is_listed = True
                listed.is_direct = listed.is_direct or not required.indirect
                listed.required_by.append(Requirer(main, "", required.version))
    for requirer, wanted in _edges(loaded):
        if wanted.path in facts.modules:
            asking = Requirer(requirer.path, requirer.version, wanted.version)
            facts.modules[wanted.path].required_by.append(asking)
    return facts


def _edges(loaded: ModuleGraph) -> Iterator[tuple[ModuleVersion, ModuleVersion]]:
    """Who requires what, in a fixed order."""
    for requirer in sorted(loaded.edges, key=lambda each: (each.path, semver.key(each.version))):
        for wanted in loaded.edges[requirer]:
            yield requirer, wanted
