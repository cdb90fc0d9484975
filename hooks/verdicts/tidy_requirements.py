"""What `go mod tidy` requires, where all that it looks at is known: https://go.dev/ref/mod#go-mod-tidy.

Known have to be the go.mod of every module of the graph, and the packages of the modules that
packages are imported from. It holds from go 1.18 on: below 1.17 the graph is not pruned, and at
1.17 the go command also compares with what Go 1.16 would select.

1. Each requirement is raised to the version that is selected, until nothing changes.
2. The packages of the module and its tests, and its tools, are loaded with all that they import.
   A module that provides one of them is required; one that only the graph had is added, and step
   1 is done again.
3. A module that only tests of dependencies need is required where the graph would select a lower
   version without it.
"""

from __future__ import annotations

from ..formats import go_sum
from ..formats.modfile.file import WITHOUT_GO_LINE
from ..values import go_version, semver
from ..values.module_version import ModuleVersion
from .go_files import OWN
from .graph import excluded_by
from .graph_updates import Requirements
from .load_module import GO_MODULES
from .module_contents import ModuleContents, UndecidedError
from .module_graph import Loader, Roots, in_order, newest_go
from .providers import beginnings, is_external
from .replacements import of_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from ..formats.go_sum import GoSum
    from ..tree.tree import ModFileRef
    from .imports import ModuleImports
    from .module_contents import ModulePackages, Package, ZipContents
    from .module_graph import ModuleGraph

FIRST_DECIDED = "1.18"


class TidyRequirements:
    """What go.mod requires when it is tidy: `versions` by module path, of which those in `direct`
    are not marked as indirect; and the modules that go.sum needs the hash of the go.mod of
    (`go_mods`), and of the zip (`zips`)."""

    __slots__ = ("direct", "go_mods", "versions", "zips")

    def __init__(
        self,
        versions: Mapping[str, str],
        direct: set[str],
        go_mods: set[ModuleVersion],
        zips: set[ModuleVersion],
    ) -> None:
        self.versions = versions
        self.direct = direct
        self.go_mods = go_mods
        self.zips = zips


def of_module_imports(imports: ModuleImports, sums: GoSum, zips: ZipContents) -> TidyRequirements:
    """What the module of `imports` requires when it is tidy, where `sums` has the hashes that
    count. UndecidedError where that is not known."""
    at = imports.tree.module_file(imports.files.folder)
    assert at is not None
    return _Tidying(imports, at, sums, zips).result()


class _Tidying:
    """One module being tidied."""

    __slots__ = (
        "_at",
        "_before",
        "_contents",
        "_imports",
        "_loader",
        "_lowered",
        "_replacements",
        "_sums",
    )

    def __init__(
        self, imports: ModuleImports, at: ModFileRef, sums: GoSum, zips: ZipContents
    ) -> None:
        self._imports = imports
        self._at = at
        self._sums = sums
        self._before: list[Mapping[str, str]] = []  # what was selected before something was raised
        self._lowered: set[ModuleVersion] = set()  # what the raised modules required before
        self._replacements = of_module(at.file, at.folder, at.path)
        self._contents = ModuleContents(imports.tree, self._replacements, sums, zips)
        excluded = excluded_by(at)
        self._loader = Loader(imports.tree, self._replacements, sums, excluded, GO_MODULES)
        self._check(Requirements(at, excluded, with_go=True))

    def _check(self, requirements: Requirements) -> None:
        file, tree = self._at.file, self._imports.tree
        if not file.go_at_least(FIRST_DECIDED):
            raise UndecidedError(f"it is decided from go {FIRST_DECIDED} on")
        if requirements.updates(None):
            raise UndecidedError("other lines of it would have to change, too")
        if tree.modules_txt(self._at.folder) is not None:
            raise UndecidedError("the vendor folder has to follow it")
        sites = self._imports.every_site()
        if self._imports.is_empty() or self._imports.is_undecided(sites):
            raise UndecidedError("not all that the module imports is known")

    def result(self) -> TidyRequirements:
        """What is required in the end."""
        sites = [site.imported.path for site in self._imports.every_site()]
        tools = [tool.path for tool in self._at.file.tools]
        versions = {each.path: each.version for each in self._at.file.requirements}
        while True:
            selected = self._raise(versions)
            build = _BuildList(self, versions, selected)
            packages = build.reached([*sites, *tools])
            added = set(packages.values()).difference(versions)
            if not added:
                break
            versions.update((path, selected[path]) for path in added)
        direct = {path for path in map(build.provider, sites) if path is not None}
        self._check_way(versions, direct)
        kept = {path: versions[path] for path in set(packages.values())}
        tests = self._keep_for_tests(kept, build, packages)
        graph = self._load(kept)
        final = _BuildList(self, kept, graph.selected())
        for path, module in tests.items():
            if module not in kept and final.provider(path) != module:
                raise UndecidedError(f"another module has {path} in the end")
        zips = {ModuleVersion(path, versions[path]) for path in set(packages.values())}
        return TidyRequirements(kept, direct, self._fetched(graph.remote), self._fetched(zips))

    def _check_way(self, versions: Mapping[str, str], direct: set[str]) -> None:
        """UndecidedError where the way to these versions may matter: the go command loads packages
        before it raises a requirement, and keeps what it added for them."""
        listed = {each.path for each in self._at.file.requirements}
        for path in versions.keys() - listed:
            for selected in self._before:
                version = selected.get(path)
                if version != versions[path] and (version is not None or path in direct):
                    raise UndecidedError(f"{path} is selected at several versions on the way")
        passing = {each.path: each.version for each in self._lowered if each.path not in versions}
        if passing:
            selected = self._load({**versions, **passing}).selected()
            if any(selected[path] != version for path, version in versions.items()):
                raise UndecidedError("what was listed may have asked for more")

    def _raise(self, versions: dict[str, str]) -> Mapping[str, str]:
        """Raise the versions to those that are selected; these, of all modules. UndecidedError
        where only what lies behind an old requirement asks for more: the go command reads that
        far where it looks for a package that no requirement has, and only then."""
        while True:
            graph = self._load(versions)
            selected = graph.selected()
            selected.pop(self._imports.files.module_path, None)
            raised = {path: selected[path] for path in versions if selected[path] != versions[path]}
            if not raised:
                return selected
            roots = map(graph.edges.get, graph.roots.modules)
            asked_for = {required for edges in roots for required in edges or ()}
            for path, version in raised.items():
                if ModuleVersion(path, version) not in asked_for:
                    raise UndecidedError(f"no requirement asks for {path} {version} itself")
            self._before.append(selected)
            for path in raised:
                self._lowered.update(graph.edges.get(ModuleVersion(path, versions[path]), ()))
            versions.update(raised)

    def _load(self, versions: Mapping[str, str]) -> ModuleGraph:
        """The graph of these requirements, which has to be known as a whole."""
        roots = Roots([ModuleVersion(*each) for each in versions.items()], ())
        graph = self._loader.load(roots)
        for module in in_order(graph.unknown)[:1]:
            target = graph.remote.get(module)
            fetched = module if target is None else target.written
            if module in graph.remote and not go_sum.go_mod_hash(self._sums, fetched):
                raise UndecidedError(f"no go.sum has the hash of the go.mod of {fetched}")
            raise UndecidedError(f"the go.mod of {fetched} is not known here")
        newest = newest_go((read, module) for module, read in graph.read.items())
        go = self._at.go or WITHOUT_GO_LINE
        if newest is not None and newest[0].go_order > go_version.order(go):
            raise UndecidedError(f"{newest[1]} wants go {newest[0].go} on the go line")
        return graph

    def _keep_for_tests(
        self, kept: dict[str, str], build: _BuildList, packages: Mapping[str, str]
    ) -> dict[str, str]:
        """Add to the requirements what only tests of `packages` need, the nearest first, where
        less of it is selected without. What they need: packages with their modules."""
        tested = build.packages(packages)
        tests = {path for package in tested for path in package.tests}.difference(packages)
        levels = [*build.levels(tests, packages)]  # they all have to be there
        lower = self._lower(kept, build.selected)
        if lower and any(package.hides_tests for package in tested):
            raise UndecidedError("what tests behind links import is not known")
        for level in levels if lower else ():
            needed = lower.intersection(level.values())
            if needed:
                kept.update((path, build.selected[path]) for path in needed)
                lower = self._lower(kept, build.selected)
        return {path: module for level in levels for path, module in level.items()}

    def _lower(self, kept: Mapping[str, str], wanted: Mapping[str, str]) -> set[str]:
        """The modules of which these requirements select less than is wanted."""
        selected = self._load(kept).selected()
        lower = set()
        selected.pop(self._imports.files.module_path, None)
        for path in wanted.keys() | selected.keys():
            order = semver.compare(selected.get(path, ""), wanted.get(path, ""))
            if order > 0:
                raise UndecidedError(f"{path} would be raised by what only tests need")
            if order < 0 and path not in kept:
                lower.add(path)
        return lower

    def _fetched(self, modules: Iterable[ModuleVersion]) -> set[ModuleVersion]:
        """What is fetched for these modules."""
        fetched = set()
        for module in modules:
            target = self._replacements.of(module)
            if target is None or target.directory is None:
                fetched.add(module if target is None else target.written)
        return fetched

    def contents(self, path: str, version: str) -> ModulePackages:
        """The packages of a module at a version."""
        return self._contents.of(ModuleVersion(path, version))

    def is_own(self, import_path: str) -> bool:
        """Whether the module itself has a package. UndecidedError where it may lack it, or has it
        in a folder that counts only for being imported."""
        files = self._imports.files
        folder = files.named_by(import_path)
        if folder is None or not files.has_package(folder):
            return False
        if files.kind(folder) != OWN and import_path not in self._own_imports:
            raise UndecidedError(f"a dependency imports {import_path}")
        return True

    @property
    def _own_imports(self) -> set[str]:
        return {site.imported.path for site in self._imports.every_site()}


class _BuildList:
    """The modules that packages are imported from: `roots` are those that go.mod lists,
    `selected` those of the whole graph, each with its version by path."""

    __slots__ = ("_known", "_roots", "_tidying", "selected")

    def __init__(
        self, tidying: _Tidying, roots: Mapping[str, str], selected: Mapping[str, str]
    ) -> None:
        self._tidying = tidying
        self._roots = dict(roots)
        self.selected = selected
        self._known: dict[str, str | None] = {}

    def provider(self, import_path: str) -> str | None:
        """The module that has a package; None for the main module and the standard library.
        UndecidedError where none has it, or more than one."""
        if import_path not in self._known:
            self._known[import_path] = self._search(import_path)
        return self._known[import_path]

    def _search(self, import_path: str) -> str | None:
        if import_path in ("", "C", "unsafe"):
            return None
        is_own = self._tidying.is_own(import_path)
        for versions in (self._roots, self.selected):
            having = [
                path
                for path in beginnings(import_path)
                if path in versions and self._has(path, versions[path], import_path)
            ]
            if len(having) + is_own > 1:
                raise UndecidedError(f"more than one module has {import_path}")
            if having:
                return having[0]
            if is_own:
                return None
        if not is_external(import_path):
            return None
        raise UndecidedError(f"no module of the graph has {import_path}")

    def _has(self, path: str, version: str, import_path: str) -> bool:
        return self._tidying.contents(path, version).has(import_path[len(path) + 1 :])

    def reached(self, import_paths: Iterable[str]) -> dict[str, str]:
        """These packages and all that they import, but for those of the main module and the
        standard library: each with the module that provides it."""
        found: dict[str, str] = {}
        for level in self.levels(import_paths, ()):
            found.update(level)
        return found

    def levels(
        self, import_paths: Iterable[str], known: Collection[str]
    ) -> Iterator[dict[str, str]]:
        """The same in steps: these packages, what they import, and so on; without those that are
        `known`, and what they import."""
        seen = set(known)
        waiting = set(import_paths) - seen
        while waiting:
            seen |= waiting
            providers = {path: self.provider(path) for path in sorted(waiting)}
            level = {path: module for path, module in providers.items() if module is not None}
            yield level
            packages = self.packages(level)
            waiting = {path for package in packages for path in package.imports} - seen

    def packages(self, provided: Mapping[str, str]) -> list[Package]:
        """The packages of these import paths, each with the module that provides it."""
        folders: dict[str, list[str]] = {}
        for import_path, module in provided.items():
            folders.setdefault(module, []).append(import_path[len(module) + 1 :])
        return [
            package
            for module, some in folders.items()
            for package in self._tidying.contents(module, self.selected[module]).packages(some)
        ]
