"""What is wrong with a file: the message of the go command, and its position."""

from __future__ import annotations

from ..values.releases import UNBOUNDED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..values.releases import Release

# The ways to read a go.mod or go.work, by which a problem may be reported or not: flags
LOAD = 1  # a command that loads it as the main module's or the workspace's
EDIT = 2  # `go mod edit` and `go work edit`
DEPENDENCY = 4  # a command that loads it as the go.mod of a replacement or another dependency
FORWARD = 8  # as LOAD, but leaving out what a newer release might understand
ALL_READERS = LOAD | EDIT | DEPENDENCY | FORWARD

# Why the go command says "updates to go.mod needed"
UPDATE_EXCLUDED = "excluded"  # it requires an excluded version
UPDATE_OUTSIDE = "outside"  # a module outside of the tree asks for it
UPDATE_REPEATED = "repeated"  # it requires a module at two versions
UPDATE_TOOLCHAIN = "toolchain"  # the toolchain line
UPDATE_GO_LINE = "go-line"  # the go line can be read, and is not a Go version
UPDATE_OTHER = "other"


class Problem:
    """One problem. It is immutable: the `with_` methods return another one.

    `kind` is one of `formats.kinds`, `message` the sentence of the go command. `path` is the
    file inside the judged tree ("" while only bytes are read); `line` and `column` count
    from 1 (`column` in characters; 0: the file as a whole). `other_path` and `other_line`
    are a second position, "" and 0 without one.

    What it is about, each "" where it does not apply: `module` and `version`; `word`, the
    wrong word; `directive`, the verb of the wrong line; `update`, why go.mod needs updates
    (UPDATE_...), and `reason`, the same as a sentence. `is_query`: the go command would look
    the version up.

    Who reports it: `readers` (LOAD and so on, added up) in the minor releases from `first`
    to `last`, set by what reads the file; `releases`, set by a verdict.
    """

    __slots__ = (
        "column",
        "directive",
        "first",
        "is_query",
        "kind",
        "last",
        "line",
        "message",
        "module",
        "other_line",
        "other_path",
        "path",
        "readers",
        "reason",
        "releases",
        "update",
        "version",
        "word",
    )

    column: int
    directive: str
    first: int
    is_query: bool
    kind: str
    last: int
    line: int
    message: str
    module: str
    other_line: int
    other_path: str
    path: str
    readers: int
    reason: str
    releases: Sequence[Release]
    update: str
    version: str
    word: str

    def __init__(
        self,
        kind: str,
        message: str,
        line: int = 0,
        column: int = 0,
        *,
        path: str = "",
        other_path: str = "",
        other_line: int = 0,
        module: str = "",
        version: str = "",
        word: str = "",
        directive: str = "",
        update: str = "",
        reason: str = "",
        is_query: bool = False,
        readers: int = ALL_READERS,
        first: int = 0,
        last: int = UNBOUNDED,
        releases: Sequence[Release] = (),
    ) -> None:
        fill = object.__setattr__
        fill(self, "kind", kind)
        fill(self, "message", message)
        fill(self, "line", line)
        fill(self, "column", column)
        fill(self, "path", path)
        fill(self, "other_path", other_path)
        fill(self, "other_line", other_line)
        fill(self, "module", module)
        fill(self, "version", version)
        fill(self, "word", word)
        fill(self, "directive", directive)
        fill(self, "update", update)
        fill(self, "reason", reason)
        fill(self, "is_query", is_query)
        fill(self, "readers", readers)
        fill(self, "first", first)
        fill(self, "last", last)
        fill(self, "releases", releases)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a problem does not change: {name}")

    def __repr__(self) -> str:
        return f"Problem({self.kind!r}, {self.message!r}, {self.path}:{self.line}:{self.column})"

    def applies_to(self, minor: int) -> bool:
        """Whether Go 1.`minor` reports the problem."""
        return self.first <= minor <= self.last

    def with_path(self, path: str) -> Problem:
        """The same problem in the file at `path`."""
        return self._but(path=path)

    def with_place(self, path: str, line: int, column: int = 1) -> Problem:
        """The same problem at another position."""
        return self._but(path=path, line=line, column=column)

    def with_releases(self, releases: Iterable[Release]) -> Problem:
        """The same problem, reported by these releases."""
        return self._but(releases=[*releases])

    def with_readers(self, readers: int) -> Problem:
        """The same problem, reported to these readers."""
        return self._but(readers=readers)

    def with_kind(self, kind: str, message: str = "") -> Problem:
        """The same problem as another kind; `message` "" keeps the message."""
        return self._but(kind=kind, message=message or self.message)

    def _but(self, **changes: object) -> Problem:
        copy = object.__new__(type(self))
        fill = object.__setattr__
        for owner in type(self).__mro__[:-1]:
            for name in owner.__dict__.get("__slots__", ()):
                fill(copy, name, changes[name] if name in changes else getattr(self, name))
        return copy


def read_by(problems: Sequence[Problem], reader: int) -> Sequence[Problem]:
    """The problems that a reader (LOAD, EDIT, DEPENDENCY or FORWARD) reports."""
    return [problem for problem in problems if problem.readers & reader] if problems else problems
