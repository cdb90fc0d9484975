"""The Go files of a module, as `go mod tidy` looks at them (https://go.dev/ref/mod#go-mod-tidy).

Below a nested go.mod and in the vendor folder that `go mod vendor` wrote lies nothing of the
module. Folders called testdata or vendor, led by "." or "_", or named by an `ignore` line hold
packages that count only where a package that counts imports them. Files led by "." or "_" never
count.
"""

from __future__ import annotations

from ..tree.paths import MODULES_TXT, parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..formats.modfile.file import GoMod
    from ..tree.tree import Tree

# What a folder holds: packages of the module, such that count only where they are imported, or
# nothing of the module
OWN, HIDDEN, FOREIGN = "own", "hidden", "foreign"


class GoFiles:
    """The Go files of the module in `folder` of a tree, whose go.mod is `file`. Folders are named
    as seen from the module, "" for its own."""

    __slots__ = (
        "_anchored",
        "_anywhere",
        "_every",
        "_homes",
        "_kinds",
        "_packages",
        "_start",
        "file",
        "folder",
        "tree",
    )

    def __init__(self, tree: Tree, folder: str, file: GoMod) -> None:
        self.tree = tree
        self.folder = folder
        self.file = file
        self._start = f"{folder}/" if folder else ""
        self._kinds: dict[str, str] = {"": OWN}
        self._homes = tree.once(_homes, "")
        self._anchored: set[str] = set()
        self._anywhere: list[str] = []
        for ignored in file.ignores:
            path = ignored.path.strip("/")
            if path.startswith("./"):
                self._anchored.add(path[2:])
            elif path:
                self._anywhere.append("/" + path)
        self._packages: dict[str, bool] = {}
        self._every: list[str] | None = None

    @property
    def module_path(self) -> str:
        """The path of the module, "" where its go.mod names none."""
        return self.file.module.path if self.file.module is not None else ""

    def kind(self, folder: str) -> str:
        """What a folder holds: OWN, HIDDEN or FOREIGN."""
        known = self._kinds.get(folder)
        if known is not None:
            return known
        way = []
        at = folder
        while at not in self._kinds:
            way.append(at)
            at = parent(at)
        for at in reversed(way):
            self._kinds[at] = self._kind(at)
        return self._kinds[folder]

    def _kind(self, folder: str) -> str:
        """The same of a folder in one whose kind is known."""
        above, _, name = folder.rpartition("/")
        kind = self._kinds[above]
        if kind == FOREIGN or self._place(folder) in self._homes or self.is_vendored(folder):
            return FOREIGN
        if kind == HIDDEN or name in ("testdata", "vendor") or name[:1] in (".", "_"):
            return HIDDEN
        if folder in self._anchored:
            return HIDDEN
        is_ignored = any(("/" + folder).endswith(ignored) for ignored in self._anywhere)
        return HIDDEN if is_ignored else OWN

    def is_vendored(self, folder: str) -> bool:
        """Whether `go mod vendor` wrote what lies in a folder."""
        is_inside = f"{folder}/".startswith("vendor/")
        return is_inside and bool(self.tree.files.kind(self._start + MODULES_TXT))

    def kind_of(self, path: str) -> str:
        """The same of a file, by its path in the tree: FOREIGN also where it is not a Go file of
        the module."""
        if not path.endswith(".go") or not path.startswith(self._start):
            return FOREIGN
        folder, _, name = path[len(self._start) :].rpartition("/")
        return FOREIGN if name[:1] in (".", "_") else self.kind(folder)

    def every(self) -> Iterable[str]:
        """The paths of the Go files that count, imported or not."""
        if self._every is None:
            self._every = [path for path in self._below() if self.kind_of(path) == OWN]
        return self._every

    def _below(self) -> Iterable[str]:
        """The paths of all that is called like a Go file."""
        return [path for path in self.tree.files.below(self.folder) if path[-3:] == ".go"]

    def folder_of(self, path: str) -> str:
        """The folder, as seen from the module, of a file of the tree."""
        return parent(path)[len(self._start) :]

    def in_folder(self, folder: str) -> list[str]:
        """The paths of the Go files of the package in a folder."""
        place = self._place(folder)
        start = f"{place}/" if place else ""
        return [
            path
            for path in self.tree.files.below(place)
            if path[-3:] == ".go"
            and "/" not in path[len(start) :]
            and path[len(start) : len(start) + 1] not in (".", "_")
        ]

    def import_path(self, folder: str) -> str:
        """The import path of the package in a folder."""
        return f"{self.module_path}/{folder}" if folder else self.module_path

    def named_by(self, import_path: str) -> str | None:
        """The folder that an import path names in this module; None where it names none."""
        path = self.module_path
        if import_path == path:
            return ""
        return import_path[len(path) + 1 :] if import_path.startswith(path + "/") else None

    def has_package(self, folder: str) -> bool:
        """Whether a Go file lies in a folder that is of this module; also where a link or a
        submodule hides what lies there."""
        if folder not in self._packages:
            self._packages[folder] = self._has_package(folder)
        return self._packages[folder]

    def _has_package(self, folder: str) -> bool:
        files, place = self.tree.files, self._place(folder)
        start = f"{place}/" if place else ""
        size = len(start)
        above = folder
        while above:
            if self._place(above) in self._homes:
                return False
            above = parent(above)
        if any(path[-3:] == ".go" and "/" not in path[size:] for path in files.below(place)):
            return True
        return any(
            files.kind(self._place(above)) in ("link", "submodule") for above in _ways(folder)
        )

    def _place(self, folder: str) -> str:
        return f"{self._start}{folder}" if folder else self.folder

    def has_unseen_files(self) -> bool:
        """Whether a link or a submodule hides Go files that may count."""
        files = self.tree.files
        for path, oid in files.oids(self._below()).items():
            if not oid and self.kind_of(path) != FOREIGN:
                return True
        if not files.kind(".gitmodules"):
            return False
        return any(
            files.kind(path) == "submodule" and self.kind(path[len(self._start) :]) == OWN
            for path in files.below(self.folder)
            if path[-3:] != ".go"
        )


def _homes(tree: Tree, _: str) -> frozenset[str]:
    """The folders of a tree in which a go.mod lies, worked out once for all of its modules."""
    return frozenset(parent(path) for path in tree.files.names() if path.endswith("/go.mod"))


def of_module(tree: Tree, folder: str) -> GoFiles | None:
    """The Go files of the module in a folder; None without a go.mod. Worked out once: many modules
    may replace another one by its directory."""
    return tree.once(_of_module, folder)


def _of_module(tree: Tree, folder: str) -> GoFiles | None:
    file = tree.go_mod(folder)
    return None if file is None else GoFiles(tree, folder, file)


def _ways(folder: str) -> Iterable[str]:
    """A folder and those above it."""
    while folder:
        yield folder
        folder = parent(folder)
