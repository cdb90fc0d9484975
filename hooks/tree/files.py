"""What the other rooms ask of a tree of files, and of the work tree beside it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Protocol

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

    class Worktree(Protocol):
        """The files on disk, which explain a finding and are never part of a verdict."""

        def exists(self, path: str) -> bool:
            """Whether something lies there on disk."""

        def is_file(self, path: str) -> bool:
            """Whether a file, or a link, lies there on disk."""

        def ignored_by(self, path: str) -> str:
            """The ignore rule that hides a path, as ".gitignore:4", or ""."""
