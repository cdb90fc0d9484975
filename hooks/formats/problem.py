"""What is wrong with a file, in the words of the go command and with its place."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..values.releases import Release


class Problem:
    """One complaint.

    `kind` is a short name for the complaint ("unknown-directive"), `message` its
    text. `path` is the file inside the judged tree ("" while only bytes are
    read), `line` and `column` count from 1 (column in characters; 0: the file
    as a whole). `module` and `version` name the module concerned, if one is.
    Releases: a reader, which knows no release, fills `since` and `until` (minor
    releases, both included, that complain); a verdict fills `releases`.
    """

    __slots__ = (
        "column",
        "kind",
        "line",
        "message",
        "module",
        "path",
        "releases",
        "since",
        "until",
        "version",
    )

    def __init__(
        self,
        kind: str,
        message: str,
        line: int = 0,
        column: int = 0,
        *,
        path: str = "",
        module: str = "",
        version: str = "",
        since: int = 0,
        until: int = 999,
        releases: Sequence[Release] = (),
    ) -> None:
        self.kind = kind
        self.message = message
        self.line = line
        self.column = column
        self.path = path
        self.module = module
        self.version = version
        self.since = since
        self.until = until
        self.releases = releases

    def __repr__(self) -> str:
        return f"Problem({self.kind!r}, {self.message!r}, {self.path}:{self.line}:{self.column})"
