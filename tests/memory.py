"""A tree of files held in memory, for tests of what needs no repository."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping

from hooks.tree.files import ReadOneByOne
from hooks.tree.tree import ModFileRef, Tree


class MemoryFiles(ReadOneByOne):
    """Files by path; `links` and `submodules` are paths that are those instead."""

    def __init__(
        self,
        files: Mapping[str, bytes],
        *,
        folders: Iterable[str] = (),
        links: Iterable[str] = (),
        submodules: Iterable[str] = (),
    ) -> None:
        self._files = dict(files)
        self._others = dict.fromkeys(links, "link") | dict.fromkeys(submodules, "submodule")
        self._folders = {""}
        for path in [*self._files, *self._others, *(folder + "/x" for folder in folders)]:
            while path:
                path = path.rpartition("/")[0]
                self._folders.add(path)

    def kind(self, path: str) -> str:
        if path in self._files:
            return "file"
        if path in self._others:
            return self._others[path]
        return "folder" if path in self._folders else ""

    def oid(self, path: str) -> str:
        data = self._files.get(path)
        return "" if data is None else hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()

    def read(self, path: str) -> bytes | None:
        return self._files.get(path)

    def names(self) -> Iterable[str]:
        return list(self._files)

    def below(self, folder: str) -> Iterable[str]:
        start = folder + "/" if folder else ""
        return [path for path in [*self._files, *self._others] if path.startswith(start)]

    def sources_with(self, folder: str, texts: Collection[str]) -> Iterable[str]:
        return [
            path
            for path in self.below(folder)
            if path.endswith(".go")
            and any(text.encode() in self._files.get(path, b"") for text in texts)
        ]


class FullWorktree:
    """A work tree with everything on it, and an ignore rule for all of it ("" for none)."""

    def __init__(self, rule: str = "") -> None:
        self.rule = rule

    def exists(self, path: str) -> bool:
        return True

    def is_file(self, path: str) -> bool:
        return True

    def has_go_file(self, folder: str) -> bool:
        return True

    def ignored_by(self, path: str) -> str:
        return self.rule


def memory_tree(files: Mapping[str, bytes], **others: Iterable[str]) -> Tree:
    """The tree of these files; `others` as for `MemoryFiles`."""
    return Tree(MemoryFiles(files, **others))


def module_file(tree: Tree, folder: str = "") -> ModFileRef:
    """The go.mod in a folder, which has to be there."""
    at = tree.module_file(folder)
    assert at is not None
    return at


def workspace_file(tree: Tree, folder: str = "") -> ModFileRef:
    """The go.work in a folder, which has to be there."""
    at = tree.workspace_file(folder)
    assert at is not None
    return at
