"""A folder held open, so that nothing that is put in its place meanwhile is read or deleted.

Where the system cannot address files relative to an open folder (Windows), paths stand in.
"""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

IS_RELATIVE = {os.open, os.stat, os.unlink, os.rmdir} <= os.supports_dir_fd
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


class Folder:
    """An open folder; a context manager. NotADirectoryError or another OSError where the path
    (relative to `parent`, if there is one) is not a folder, or a link to one; the folder at the
    top (no parent) may be a link."""

    __slots__ = ("_handle", "path")

    def __init__(self, path: str, parent: Folder | None = None) -> None:
        self.path: str = path if parent is None else os.path.join(parent.path, path)
        self._handle: int | None = None
        if IS_RELATIVE:
            flags = os.O_RDONLY | os.O_DIRECTORY | (_NO_FOLLOW if parent else 0)
            self._handle = os.open(path, flags, dir_fd=parent._handle if parent else None)
        elif not stat.S_ISDIR((os.lstat if parent else os.stat)(self.path).st_mode):
            raise NotADirectoryError(self.path)

    def __enter__(self) -> Folder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._handle is not None:
            os.close(self._handle)

    def names(self) -> list[str]:
        """The names in the folder, sorted."""
        return sorted(os.listdir(self.path if self._handle is None else self._handle))

    def facts(self, name: str) -> os.stat_result:
        """What is known of a name; a link is not followed. OSError where there is nothing."""
        return os.stat(self._name(name), dir_fd=self._handle, follow_symlinks=False)

    def read(self, name: str, limit: int) -> bytes:
        """The first bytes of a regular file; OSError where it cannot be read."""
        return next(self.pieces(name, limit), b"")

    def pieces(self, name: str, size: int = 1 << 20) -> Iterator[bytes]:
        """The content of a regular file, piece by piece."""
        flags = os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        handle = os.open(self._name(name), flags, dir_fd=self._handle)
        try:
            while piece := os.read(handle, size):
                yield piece
        finally:
            os.close(handle)

    def unlink(self, name: str) -> None:
        """Delete a file."""
        os.unlink(self._name(name), dir_fd=self._handle)

    def rmdir(self, name: str) -> None:
        """Delete an empty folder."""
        os.rmdir(self._name(name), dir_fd=self._handle)

    def _name(self, name: str) -> str:
        return os.path.join(self.path, name) if self._handle is None else name
