"""A finding: a code, a place, what is said there, and what to do about it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..values.releases import Release

# What a shell takes as it stands
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%^")


class Finding:
    """What a check found.

    `code` names the page in `hooks/rules` that says what it means and whether it
    fails a commit. `path` is "/"-separated inside the judged tree (bytes that
    are no UTF-8 as surrogates), `line` and `column` count from 1 (0: the file as
    a whole). `hint` is what to do, one or more lines. `releases` are the Go
    releases concerned, where the code is about releases.
    """

    __slots__ = (
        "code",
        "column",
        "hint",
        "line",
        "message",
        "module",
        "path",
        "releases",
        "version",
    )

    def __init__(
        self,
        code: str,
        path: str,
        line: int,
        column: int,
        message: str,
        *,
        hint: str = "",
        module: str = "",
        version: str = "",
        releases: Sequence[Release] = (),
    ) -> None:
        self.code = code
        self.path = path
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint
        self.module = module
        self.version = version
        self.releases = releases

    def __repr__(self) -> str:
        return f"Finding({self.code}, {self.path}:{self.line}:{self.column}, {self.message!r})"


def quoted(path: str) -> str:
    """A path in a command of a hint, as a shell and the command read it for what it is: in
    quotes where it holds what a shell would read, and never like an option."""
    if path[:1] in ("-", ":"):
        path = "./" + path
    if PLAIN.issuperset(path):
        return path
    return "'" + path.replace("'", "'\\''") + "'"
