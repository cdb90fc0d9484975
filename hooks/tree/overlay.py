"""A tree of files in which some have another content: what a tree will be once they are
rewritten."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from .files import FileTree


class Overlay:
    """The files of a tree, but for those in `contents`, by their paths, which it has as well."""

    __slots__ = ("_contents", "_files")

    def __init__(self, files: FileTree, contents: Mapping[str, bytes]) -> None:
        self._files = files
        self._contents = contents

    def kind(self, path: str) -> str:
        """What lies at a path."""
        return self._files.kind(path)

    def oid(self, path: str) -> str:
        """What names the content of a file."""
        data = self._contents.get(path)
        if data is None:
            return self._files.oid(path)
        import hashlib  # only for files that are to be rewritten

        return "rewritten " + hashlib.sha256(data).hexdigest()

    def read(self, path: str) -> bytes | None:
        """The content of a file."""
        data = self._contents.get(path)
        return self._files.read(path) if data is None else data

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Files with their content."""
        others = []
        for path in paths:
            data = self._contents.get(path)
            if data is None:
                others.append(path)
            else:
                yield path, data
        yield from self._files.contents(others)

    def names(self) -> Iterable[str]:
        """The paths of the module files."""
        return self._files.names()

    def below(self, folder: str) -> Iterable[str]:
        """The paths of all files below a folder."""
        return self._files.below(folder)

    def go_folders(self, folder: str) -> set[str]:
        """The folders below a folder in which something called like a Go file lies."""
        return self._files.go_folders(folder)

    def oids(self, paths: Iterable[str]) -> dict[str, str]:
        """What `oid` gives for each of many paths."""
        return {path: self.oid(path) for path in paths}

    def blobs(self, oids: Mapping[str, str]) -> Iterator[tuple[str, bytes | None]]:
        """The contents of files, given and named by path with their `oids`."""
        others = {path: oid for path, oid in oids.items() if path not in self._contents}
        yield from ((path, self._contents[path]) for path in oids if path not in others)
        yield from self._files.blobs(others)

    def sources_with(self, folder: str, texts: Collection[str]) -> Iterable[str]:
        """The paths of Go files below a folder that contain one of the texts, and maybe of
        others."""
        return self._files.sources_with(folder, texts)
