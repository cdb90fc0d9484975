"""The files that contain a text, from `git grep`."""

from __future__ import annotations

from ..tree.paths import decode, encode
from .process import GitError, answer, complaint, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

FLAGS = ("--text", "--fixed-strings", "--no-recurse-submodules", "--full-name", "-l", "-z")


def matching(rev: str, folder: str, texts: Collection[str]) -> list[str]:
    """The paths of the Go files below a folder that contain one of the texts, in the index or in
    the commit `rev`. A link is read as a file, by what it points to.

    GitError where git cannot tell.
    """
    if not texts:
        return []
    patterns = [part for text in sorted(texts) for part in ("-e", text)]
    place = (rev,) if rev else ()
    where = () if rev else ("--cached",)
    pathspec = f":(top,glob){literal(folder)}/**/*.go" if folder else ":(top,glob)**/*.go"
    arguments = ("grep", *where, *FLAGS, *patterns, *place, "--", pathspec)
    status, text = answer(*arguments)
    if status > 1:
        raise GitError(complaint(arguments))
    start = encode(rev) + b":" if rev else b""
    return [decode(path.removeprefix(start)) for path in whole(text).split(b"\0")[:-1]]


def literal(folder: str) -> str:
    """A folder in a pathspec of wildcards: each of its characters stands for itself."""
    return "".join("\\" + letter if letter in "*?[]\\" else letter for letter in folder)
