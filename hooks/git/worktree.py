"""The work tree: it explains findings in hints, and is never part of a verdict."""

from __future__ import annotations

import os

from ..tree.paths import decode, is_outside
from .process import answer


class GitWorktree:
    """The work tree at `top` ("" without one). Paths are those of the judged tree."""

    __slots__ = ("_top",)

    def __init__(self, top: str) -> None:
        self._top = top

    def path(self, path: str) -> str:
        """The path in the file system; "" without a work tree."""
        return os.path.join(self._top, *path.split("/")) if self._top else ""

    def exists(self, path: str) -> bool:
        """Whether the path exists on disk."""
        return bool(self._top) and not is_outside(path) and os.path.lexists(self.path(path))

    def is_file(self, path: str) -> bool:
        """Whether the path is a file, or a link, on disk."""
        return self.exists(path) and (
            os.path.islink(self.path(path)) or not os.path.isdir(self.path(path))
        )

    def has_go_file(self, folder: str) -> bool:
        """Whether something called like a Go file lies directly in a folder on disk."""
        try:
            names = os.listdir(self.path(folder)) if self.exists(folder) else []
        except OSError:
            return False
        return any(name[-3:] == ".go" for name in names)

    def ignored_by(self, path: str) -> str:
        """Where the ignore rule is that excludes a path, as ".gitignore:4", or ""."""
        if not self.exists(path):
            return ""
        status, text = answer("check-ignore", "-v", "--no-index", "--", self.path(path))
        source, _, rest = text.decode("utf-8", "surrogateescape").partition(":")
        line, _, pattern = rest.partition(":")
        return f"{source}:{line}" if not status and not pattern.startswith("!") else ""

    def differing_source(self, folder: str) -> str:
        """A Go file below a folder that is on disk and not staged as it is there, ignored ones
        included, or that is staged and not on disk; "" where there is none."""
        from .grep import literal  # only before a fixer writes

        pathspec = f":(top,glob){literal(folder)}/**/*.go" if folder else ":(top,glob)**/*.go"
        options = ("--full-name", "-z", "--others", "--modified", "--deleted")
        status, text = answer("ls-files", *options, "--", pathspec)
        return "*.go" if status else decode(text).partition("\0")[0]

    def files_in(self, folder: str) -> list[str]:
        """The paths of the files, and links, that lie directly in a folder on disk."""
        try:
            with os.scandir(self.path(folder)) as entries:
                names = [each.name for each in entries if not each.is_dir(follow_symlinks=False)]
        except OSError:
            return []
        return [f"{folder}/{name}" for name in names]

    def unstaged_below(self, folder: str) -> list[str]:
        """The files below a folder that lie on disk, and that git does not know, ignored ones
        included."""
        if not self.exists(folder):
            return []
        pathspec = ":(top,literal)" + folder
        status, text = answer("ls-files", "-o", "--full-name", "-z", "--", pathspec)
        return [] if status else decode(text).split("\0")[:-1]
