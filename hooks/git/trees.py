"""Trees of files as the checks read them (see `tree.files.FileTree`), from git."""

from __future__ import annotations

from ..tree.paths import FILES, MODULES_TXT, encode
from .listing import kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from .changes import Change
    from .listing import Listing
    from .objects import Objects

# How the entry of a module file ends in a listing
ENDINGS = tuple(before + encode(name) for name in (*FILES, MODULES_TXT) for before in (b"/", b"\t"))


class TreeFiles:
    """The files of the judged tree: of the index, or of the commit `rev`. `absent` collects the
    paths, here and in the bases, of files that this clone lacks; `unknown` those that nothing
    depends on."""

    __slots__ = ("_names", "_objects", "absent", "listing", "rev", "unknown")

    def __init__(self, listing: Listing, objects: Objects, rev: str = "") -> None:
        self.listing = listing
        self.rev = rev
        self._objects = objects
        self._names: list[str] | None = None
        self.absent: set[str] = set()
        self.unknown: set[str] = set()

    def kind(self, path: str) -> str:
        """ "file", "folder", "link", "submodule", or "" where the path does not exist."""
        return self.listing.kind(path)

    def oid(self, path: str) -> str:
        """The id of the blob at a path; "" where there is no regular file."""
        mode, oid = self.listing.find(path)
        return oid if mode.startswith("100") else ""

    def read(self, path: str) -> bytes | None:
        """The content of a file; None where there is no file, or where this clone lacks it."""
        oid = self.oid(path)
        return self.blob(oid, path) if oid else None

    def blob(self, oid: str, path: str) -> bytes | None:
        """The content of the blob of a file; None where this clone lacks it."""
        data = self._objects.read(oid)
        if data is None:
            self.absent.add(path)
        return data

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Files with their content, up to the first that this clone lacks."""
        oids = {path: oid for path in paths if (oid := self.oid(path))}
        for path, data in self._objects.present(oids):
            if data is None:
                self.unknown.add(path)
            else:
                yield path, data

    def names(self) -> list[str]:
        """The paths of the module files: those called like `tree.paths.FILES`, and the
        modules.txt of vendor folders."""
        if self._names is None:
            self._names = self.listing.ending(ENDINGS)
        return self._names

    def below(self, folder: str) -> list[str]:
        """The paths of all files below a folder."""
        return self.listing.below(folder)

    def go_folders(self, folder: str) -> set[str]:
        """The folders below a folder, seen from it, in which something called like a Go file
        lies."""
        return self.listing.go_folders(folder)

    def oids(self, paths: Iterable[str]) -> dict[str, str]:
        """What `oid` gives for each of many paths."""
        found = self.listing.found(paths)
        return {path: oid if mode[:3] == "100" else "" for path, (mode, oid) in found.items()}

    def blobs(self, oids: Mapping[str, str]) -> Iterator[tuple[str, bytes | None]]:
        """The contents of blobs by path ("": no file), which are asked for at once."""
        asked = [path for path, oid in oids.items() if oid]
        answers = self._objects.many([oids[path] for path in asked])
        for path, (_, _, data) in zip(asked, answers, strict=True):
            if data is None:
                self.absent.add(path)
            yield path, data

    def sources_with(self, folder: str, texts: Collection[str]) -> list[str]:
        """The paths of the Go files below a folder that contain one of the texts."""
        from .grep import matching  # only where an import came or went

        return matching(self.rev, folder, texts)


class BaseFiles:
    """The files of a base: the judged tree with the changes undone, without a listing."""

    __slots__ = ("_changes", "_folders", "_tree")

    def __init__(self, tree: TreeFiles, changes: Mapping[str, Change]) -> None:
        self._tree = tree
        self._changes = changes
        self._folders: set[str] | None = None

    def kind(self, path: str) -> str:
        """ "file", "folder", "link", "submodule", or "" where the path did not exist."""
        change = self._changes.get(path)
        if change is not None and change.old_mode:
            return kind_of(change.old_mode)
        if change is None:
            kind = self._tree.kind(path)
            if kind not in ("", "folder"):
                return kind
            if kind and any(map(self._existed, self._tree.below(path))):
                return kind
        return "folder" if not path or path in self._old_folders() else ""

    def oid(self, path: str) -> str:
        """The id of the blob at a path; "" where there was no regular file."""
        change = self._changes.get(path)
        if change is None:
            return self._tree.oid(path)
        return change.old_oid if change.old_mode.startswith("100") else ""

    def read(self, path: str) -> bytes | None:
        """The content of a file; None where there was no file, or where this clone lacks it."""
        oid = self.oid(path)
        return self._tree.blob(oid, path) if oid else None

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Files with their content, without those that this clone lacks."""
        for path in paths:
            data = self.read(path)
            if data is not None:
                yield path, data

    def names(self) -> list[str]:
        """The paths of the module files."""
        names = [path for path in self._tree.names() if self._existed(path)]
        return names + [
            path
            for path, change in self._changes.items()
            if not change.mode and ("/" + path).endswith(_NAMES)
        ]

    def below(self, folder: str) -> list[str]:
        """The paths of all files below a folder."""
        start = folder + "/" if folder else ""
        paths = [path for path in self._tree.below(folder) if self._existed(path)]
        return paths + [
            path
            for path, change in self._changes.items()
            if not change.mode and path.startswith(start)
        ]

    def go_folders(self, folder: str) -> set[str]:
        """The folders below a folder, seen from it, in which something called like a Go file
        lay."""
        from ..tree.files import go_folders  # few hooks ask it of a base

        return go_folders(self, folder)

    def oids(self, paths: Iterable[str]) -> dict[str, str]:
        """What `oid` gives for each of many paths."""
        paths = list(paths)
        oids = self._tree.oids(paths)
        return oids | {path: self.oid(path) for path in paths if path in self._changes}

    def blobs(self, oids: Mapping[str, str]) -> Iterator[tuple[str, bytes | None]]:
        """The contents of blobs by path ("": no file), which are asked for at once."""
        return self._tree.blobs(oids)

    def sources_with(self, folder: str, texts: Collection[str]) -> list[str]:
        """The paths of Go files below a folder: all that contained one of the texts, and those
        that the change touches."""
        start = folder + "/" if folder else ""
        found = self._tree.sources_with(folder, texts)
        return [path for path in found if path not in self._changes] + [
            path
            for path, change in self._changes.items()
            if change.old_mode and path[-3:] == ".go" and path.startswith(start)
        ]

    def _existed(self, path: str) -> bool:
        change = self._changes.get(path)
        return change is None or bool(change.old_mode)

    def _old_folders(self) -> set[str]:
        """The folders of the files that the change deletes."""
        if self._folders is None:
            self._folders = set()
            for path, change in self._changes.items():
                while not change.mode and path:
                    path = path.rpartition("/")[0]
                    self._folders.add(path)
        return self._folders


_NAMES = tuple("/" + name for name in (*FILES, MODULES_TXT))
