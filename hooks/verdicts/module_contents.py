"""The packages of modules, those outside of the tree included, as `go mod tidy` looks at them.

Of a module that is replaced by a directory of the tree its files there count, of every other
module those of its zip (https://go.dev/ref/mod#zip-files), if go.sum has the hash of the zip and
the zip is at hand.
"""

from __future__ import annotations

from ..formats import go_source, go_sum
from . import go_files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from typing import Protocol

    from ..formats.go_source import GoSource
    from ..formats.go_sum import GoSum
    from ..tree.tree import Tree
    from ..values.module_version import ModuleVersion
    from .go_files import GoFiles
    from .replacements import Replacements

    class ZipSources(Protocol):
        """The files of a module's zip, whose hash is known to be right."""

        @property
        def oids(self) -> Mapping[str, str]:
            """An id of the content of each file, by its path in the module."""

        def sources(self, folders: Collection[str]) -> dict[str, list[tuple[str, bytes]]] | None:
            """The names and the content of the Go files right in each of these folders; None
            where the zip cannot be read any more."""

    class ZipStore(Protocol):
        """The zips of modules outside of the tree."""

        def files(self, module: ModuleVersion, digest: str) -> ZipSources | None:
            """The files of a module at a version, if the hash of its zip is `digest`; None where
            no such zip is at hand."""

    class ModulePackages(Protocol):
        """The packages of one module at one version. Folders are named as seen from the module,
        "" for its own."""

        def has(self, folder: str) -> bool:
            """Whether there is a package in a folder."""

        def packages(self, folders: Collection[str]) -> list[Package]:
            """The packages in some folders. UndecidedError where they cannot be read."""


class UndecidedError(Exception):
    """What `go mod tidy` would write is not decided by what is at hand; the text says why, for
    people."""


class Package:
    """What a package imports: `imports` by the files that are built, `tests` by its tests; it
    `hides_tests` where some of these are not known."""

    __slots__ = ("hides_tests", "imports", "tests")

    def __init__(self, files: Iterable[tuple[str, GoSource]], *, hides_tests: bool = False) -> None:
        """`files` are the heads of its files, each with its name."""
        self.hides_tests = hides_tests
        self.imports: set[str] = set()
        self.tests: set[str] = set()
        for name, source in files:
            if name[:1] not in (".", "_") and source.counts_for_tidy:
                paths = self.tests if name.endswith("_test.go") else self.imports
                paths.update(each.path for each in source.imports)


class _InTree:
    """Those of a module that is replaced by a directory of the tree."""

    def __init__(self, files: GoFiles) -> None:
        self._files = files

    def has(self, folder: str) -> bool:
        return self._files.has_package(folder)

    def packages(self, folders: Collection[str]) -> list[Package]:
        return [self._package(folder) for folder in folders]

    def _package(self, folder: str) -> Package:
        tree, paths = self._files.tree, self._files.in_folder(folder)
        hidden = [path for path in paths if not tree.files.oid(path)]
        if not paths or not all(path.endswith("_test.go") for path in hidden):
            raise UndecidedError(f"what is in {self._files.import_path(folder)} is not known")
        read = []
        for path, source in tree.go_sources(paths):
            if source is None:
                raise UndecidedError(f"this clone lacks {path}")
            read.append((path.rpartition("/")[2], source))
        return Package(read, hides_tests=bool(hidden))


class _InZip:
    """Those of a module outside of the tree."""

    def __init__(self, module: ModuleVersion, files: ZipSources) -> None:
        self._module = module
        self._files = files
        self._folders = {path.rpartition("/")[0] for path in files.oids if path.endswith(".go")}
        self._known: dict[str, Package] = {}

    def has(self, folder: str) -> bool:
        return folder in self._folders

    def packages(self, folders: Collection[str]) -> list[Package]:
        unread = [folder for folder in folders if folder not in self._known]
        sources = self._files.sources(unread) if unread else {}
        if sources is None:
            raise UndecidedError(f"the zip of {self._module} cannot be read")
        for folder, files in sources.items():
            parsed = [(name, go_source.parse(data)) for name, data in files]
            self._known[folder] = Package(parsed)
        return [self._known[folder] for folder in folders]


class ZipContents:
    """The packages of modules outside of the tree, for as many main modules as there are."""

    __slots__ = ("_known", "_zips")

    def __init__(self, zips: ZipStore) -> None:
        self._zips = zips
        self._known: dict[tuple[ModuleVersion, str], ModulePackages | None] = {}

    def of(self, module: ModuleVersion, digest: str) -> ModulePackages | None:
        """The packages of a module, the hash of whose zip is `digest`; None where it is not at
        hand."""
        key = (module, digest)
        if key not in self._known:
            files = self._zips.files(module, digest)
            self._known[key] = None if files is None else _InZip(module, files)
        return self._known[key]


class ModuleContents:
    """The packages of the modules that a main module may require, under its `replacements`, as
    far as `sums` has the hashes of their zips."""

    __slots__ = ("_known", "_replacements", "_sums", "_tree", "_zips")

    def __init__(
        self, tree: Tree, replacements: Replacements, sums: GoSum, zips: ZipContents
    ) -> None:
        self._tree = tree
        self._replacements = replacements
        self._sums = sums
        self._zips = zips
        self._known: dict[ModuleVersion, ModulePackages] = {}

    def of(self, module: ModuleVersion) -> ModulePackages:
        """The packages of a module. UndecidedError where they are not known."""
        if module not in self._known:
            self._known[module] = self._find(module)
        return self._known[module]

    def _find(self, module: ModuleVersion) -> ModulePackages:
        target = self._replacements.of(module)
        if target is not None and target.directory is not None:
            files = go_files.of_module(self._tree, target.directory)
            if files is None:
                raise UndecidedError(f"{target.directory} is not in the tree")
            return _InTree(files)
        fetched = module if target is None else target.written
        hashes = go_sum.usable(self._sums.hashes(fetched.path, fetched.version))
        if len(hashes) != 1:
            raise UndecidedError(f"no go.sum has the hash of {fetched}")
        contents = self._zips.of(fetched, hashes[0])
        if contents is None:
            raise UndecidedError(f"the zip of {fetched} is not known here")
        return contents
