"""What the Go files of a module import, beside what its go.mod requires.

As `go mod tidy` looks at them (https://go.dev/ref/mod#go-mod-tidy): every build constraint
holds and does not hold, but for the tag "ignore"; the tests of the module count.
"""

from __future__ import annotations

from . import go_files
from .go_files import FOREIGN, HIDDEN
from .providers import AMBIGUOUS, LACKING, ONE, SEVERAL, UNREQUIRED, Providers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ..formats.go_source import GoSource, Import
    from ..formats.modfile.directives import Requirement
    from ..tree.tree import Tree
    from .providers import Provider

UNUSED = "unused"  # a direct requirement that nothing imports
DIRECT = "direct"  # imported, and marked as indirect
TOOL_ONLY = "tool-only"  # used by a tool line alone, and not marked as indirect


class Site:
    """An import in the Go file at `path`."""

    __slots__ = ("imported", "path", "source")

    def __init__(self, path: str, imported: Import, source: GoSource) -> None:
        self.path = path
        self.imported = imported
        self.source = source

    @property
    def is_built(self) -> bool:
        """Whether `go build` or `go test` reads the file on some platform, without tags."""
        from ..formats import build_constraint  # only where an import is in doubt

        name = self.path.rpartition("/")[2]
        return self.source.package != "documentation" and build_constraint.holds_somewhere(
            self.source.constraint, name
        )

    def __repr__(self) -> str:
        return f"Site({self.path}:{self.imported.line} {self.imported.path})"


class Usage:
    """How a requirement is used: the first import that it alone provides (`site`), whether it
    may provide another one, and whether it provides a tool."""

    __slots__ = ("is_possible", "is_tool", "site")

    def __init__(self) -> None:
        self.site: Site | None = None
        self.is_possible = False
        self.is_tool = False


class RequirementProblem:
    """A requirement that `go mod tidy` would change: `kind` is UNUSED, DIRECT or TOOL_ONLY;
    `site` imports it."""

    __slots__ = ("kind", "requirement", "site")

    def __init__(self, kind: str, requirement: Requirement, site: Site | None = None) -> None:
        self.kind = kind
        self.requirement = requirement
        self.site = site


class ModuleImports:
    """The imports of the module in `folder` of a tree."""

    __slots__ = ("_every", "_has_unread", "_reached", "files", "providers", "tree")

    def __init__(self, tree: Tree, folder: str) -> None:
        files = go_files.of_module(tree, folder)
        assert files is not None
        self.tree = tree
        self.files = files
        self.providers = Providers(self.files)
        self._every: list[Site] | None = None
        self._has_unread = False
        self._reached: dict[str, bool] = {}

    def sites(self, paths: Iterable[str]) -> Iterator[Site]:
        """The imports in files, given that these count."""
        for path, source in self.tree.go_sources(paths):
            if source is None:
                self._has_unread = True
            elif source.counts_for_tidy:
                yield from [Site(path, imported, source) for imported in source.imports]

    def every_site(self) -> Sequence[Site]:
        """All imports of the module, those of hidden packages that are imported included."""
        if self._every is None:
            self._every = []
            reached: set[str] = set()
            named: Iterable[str] = [tool.path for tool in self.files.file.tools]
            paths = [*self.files.every()]
            while paths or named:
                hidden = self._hidden(named) - reached
                reached |= hidden
                paths += [
                    path for folder in sorted(hidden) for path in self.files.in_folder(folder)
                ]
                found = list(self.sites(paths))
                self._every += found
                named, paths = [site.imported.path for site in found], []
        return self._every

    def _hidden(self, import_paths: Iterable[str]) -> set[str]:
        """The hidden folders that these imports name."""
        folders = map(self.files.named_by, set(import_paths))
        return {each for each in folders if each and self.files.kind(each) == HIDDEN}

    def counted(self, paths: Iterable[str]) -> list[str]:
        """Those of the files that count."""
        counted = []
        for path in paths:
            kind = self.files.kind_of(path)
            if kind != FOREIGN and (kind != HIDDEN or self._is_reached(self.files.folder_of(path))):
                counted.append(path)
        return counted

    def _is_reached(self, folder: str) -> bool:
        """Whether a package that counts imports the hidden one in a folder."""
        known = self._reached.get(folder)
        if known is not None:
            return known
        self._reached[folder] = False  # while it is found out: it does not reach itself
        path = self.files.import_path(folder)
        is_tool = any(each.path == path for each in self.files.file.tools)
        known = is_tool or any(site.imported.path == path for site in self.users([path]))
        self._reached[folder] = known
        return known

    def users(self, texts: Collection[str]) -> Iterator[Site]:
        """The imports of the files that count and contain one of the texts."""
        found = self.tree.files.sources_with(self.files.folder, texts)
        yield from self.sites(self.counted(found))

    def provider(self, site: Site) -> Provider:
        """Who provides an import."""
        return self.providers.of(site.imported.path)

    def uses(self, sites: Iterable[Site]) -> dict[str, Usage]:
        """How these imports, and the tools of the module, use the requirements, by path."""
        uses: dict[str, Usage] = {path: Usage() for path in self.providers.required}
        seen = set()
        for site in sites:
            if site.imported.path in seen:
                continue
            seen.add(site.imported.path)
            provider = self.provider(site)
            if provider.kind == ONE:
                use = uses[provider.modules[0]]
                use.site = use.site or site
            elif provider.kind in (SEVERAL, AMBIGUOUS):
                for path in provider.modules:
                    if path:
                        uses[path].is_possible = True
        for tool in self.files.file.tools:
            for path in self.providers.of(tool.path).modules:
                if path:
                    uses[path].is_tool = True
        return uses

    def requirement_problems(
        self, uses: Mapping[str, Usage], paths: Collection[str]
    ) -> Iterator[RequirementProblem]:
        """What is wrong with the requirements of these paths, given how all are used."""
        for path in paths:
            required = self.providers.required.get(path)
            if required is None:
                continue
            use = uses[path]
            if required.indirect:
                if use.site is not None:
                    yield RequirementProblem(DIRECT, required, use.site)
            elif use.site is None and not use.is_possible:
                yield RequirementProblem(TOOL_ONLY if use.is_tool else UNUSED, required)

    def needs(self, uses: Mapping[str, Usage], sites: Iterable[Site]) -> set[str] | None:
        """The requirements that are needed, where every package that is loaded is known: it lies
        in the tree, and so do the modules that it may import from. None where it is not."""
        found = [self.providers.of(path) for path in {site.imported.path for site in sites}]
        found += [self.providers.of(tool.path) for tool in self.files.file.tools]
        if any(provider.kind == UNREQUIRED for provider in found):
            return None
        needed: set[str] = set()
        waiting = [
            path
            for path, use in uses.items()
            if use.site is not None or use.is_possible or use.is_tool
        ]
        while waiting:
            path = waiting.pop()
            if path in needed:
                continue
            local = self.providers.local(path) if path in self.providers.required else None
            if local is None:
                return None
            needed.add(path)
            waiting += [required.path for required in local.file.requirements]
        return needed

    def is_empty(self) -> bool:
        """Whether the module has neither Go files nor tools: other programs require modules in
        such a go.mod, of themes for one."""
        return not self.files.file.tools and not self.files.every()

    def is_undecided(self, sites: Iterable[Site]) -> bool:
        """Whether files that are not looked at may use any requirement: behind links, in
        submodules, not in this clone, in packages of the module that are not in the tree, or in
        vendored ones that are imported by where they lie."""
        paths = {site.imported.path for site in sites}
        if self._has_unread or any(self.providers.of(path).kind == LACKING for path in paths):
            return True
        if any(self.files.is_vendored(self.files.named_by(path) or "") for path in paths):
            return True
        return self.files.has_unseen_files()


def unprovided(imports: ModuleImports, sites: Iterable[Site]) -> Iterator[tuple[Site, Provider]]:
    """The imports that no module provides, or more than one, each path once in a file."""
    provided, seen = set(), set()
    for site in sites:
        if site.imported.path in provided:
            continue
        provider = imports.provider(site)
        if provider.kind not in (AMBIGUOUS, LACKING, UNREQUIRED):
            provided.add(site.imported.path)
        elif (key := (site.path, site.imported.path)) not in seen:
            seen.add(key)
            yield site, provider
