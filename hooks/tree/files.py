"""What the other rooms ask of a tree of files, and of the work tree beside it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from typing import Protocol

    from ..values.module_version import ModuleVersion

    class FileTree(Protocol):
        """A tree of files, whatever holds it."""

        def kind(self, path: str) -> str:
            """ "file", "folder", "link", "submodule", or "" where nothing is."""

        def oid(self, path: str) -> str:
            """What names the content of a file: equal ids, equal content; "" where no file is."""

        def read(self, path: str) -> bytes | None:
            """The content of a file; None where no regular file is."""

        def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
            """Files with their content, for what may stay unknown: without those that are not
            here, up to the first that this clone lacks."""

        def names(self) -> Iterable[str]:
            """The paths of the module files (not folders)."""

        def below(self, folder: str) -> Iterable[str]:
            """The paths of all files below a folder."""

        def go_folders(self, folder: str) -> set[str]:
            """The folders below a folder, seen from it ("" for itself), in which something called
            like a Go file lies."""

        def oids(self, paths: Iterable[str]) -> dict[str, str]:
            """What `oid` gives for each of many paths."""

        def blobs(self, oids: Mapping[str, str]) -> Iterator[tuple[str, bytes | None]]:
            """The contents of many files, given and named by path with their `oids`; None as
            `read` gives it. To be exhausted."""

        def sources_with(self, folder: str, texts: Collection[str]) -> Iterable[str]:
            """The paths of Go files below a folder: of all that contain one of the texts, and
            maybe of others."""

    class ModuleFiles(Protocol):
        """The go.mod files of modules that lie outside of every tree; a hash names each."""

        def go_mod(self, module: ModuleVersion, digest: str) -> bytes | None:
            """The go.mod of a module at a version if its hash is `digest` ("h1:..."); None where
            no such bytes are at hand."""

        def time(self, module: ModuleVersion) -> str:
            """When a version was made, as RFC 3339; "" where that is not known. Nothing pins
            it."""

        def newest_go_mod(self, path: str) -> tuple[str, bytes]:
            """The newest release at hand of a module and its go.mod; "" for none. Nothing pins
            it."""

        @property
        def lacking(self) -> int | None:
            """How many of them were asked for in vain; None where none could be asked for."""

    class Worktree(Protocol):
        """The files on disk, which explain a finding and are never part of a verdict."""

        def exists(self, path: str) -> bool:
            """Whether something lies there on disk."""

        def is_file(self, path: str) -> bool:
            """Whether a file, or a link, lies there on disk."""

        def has_go_file(self, folder: str) -> bool:
            """Whether a Go file lies directly in a folder on disk."""

        def ignored_by(self, path: str) -> str:
            """The ignore rule that hides a path, as ".gitignore:4", or ""."""

    class WorktreeFolders(Worktree, Protocol):
        """And what lies in its folders."""

        def files_in(self, folder: str) -> list[str]:
            """The paths of the files, and links, that lie directly in a folder on disk."""

        def unstaged_below(self, folder: str) -> list[str]:
            """The files below a folder that lie on disk, and that git does not know."""


def go_folders(files: FileTree, folder: str) -> set[str]:
    """See `FileTree.go_folders`: from the listing of all files."""
    start = len(folder) + 1 if folder else 0
    paths = [path[start:] for path in files.below(folder) if path[-3:] == ".go"]
    return {path.rpartition("/")[0] for path in paths}


class ReadOneByOne:
    """How a tree gives Go files where neither a request for many nor a search is faster: every
    tree that keeps what it read, or holds few files."""

    __slots__ = ()

    def go_folders(self: FileTree, folder: str) -> set[str]:
        """See `FileTree.go_folders`."""
        return go_folders(self, folder)

    def contents(self: FileTree, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Those of these files that exist, with their content."""
        for path in paths:
            data = self.read(path)
            if data is not None:
                yield path, data

    def oids(self: FileTree, paths: Iterable[str]) -> dict[str, str]:
        """What `oid` gives for each of many paths."""
        return {path: self.oid(path) for path in paths}

    def blobs(self: FileTree, oids: Mapping[str, str]) -> Iterator[tuple[str, bytes | None]]:
        """The contents of files, by path, as `read` gives it."""
        for path in oids:
            yield path, self.read(path)

    def sources_with(self: FileTree, folder: str, texts: Collection[str]) -> Iterable[str]:
        """The paths of all Go files below a folder."""
        return [path for path in self.below(folder) if path[-3:] == ".go"]
