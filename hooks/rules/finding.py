"""A finding: a code, a position, a message, and hints how to fix it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..values.releases import Release
    from .hint import Hint


class Finding:
    """One fault that a check found. It is immutable: `with_hints` returns another one.

    `code` names the page in this folder that explains the finding and tells whether it fails
    a commit. `path` is "/"-separated inside the judged tree (bytes that are not UTF-8 are
    surrogates); `line` and `column` count from 1 (0: the file as a whole). `hints` tell how
    to fix it, a line each.

    What it is about, each empty where it does not apply: `module` and `version`; `target` of
    a replacement or a use line; `wanted`, the version that would be right; `hash`, the hash
    in the file; `text` of a line that cannot be read; `releases`, the Go releases that
    refuse it.
    """

    __slots__ = (
        "code",
        "column",
        "hash",
        "hints",
        "line",
        "message",
        "module",
        "path",
        "releases",
        "target",
        "text",
        "version",
        "wanted",
    )

    code: str
    column: int
    hash: str
    hints: Sequence[Hint]
    line: int
    message: str
    module: str
    path: str
    releases: Sequence[Release]
    target: str
    text: str
    version: str
    wanted: str

    def __init__(
        self,
        code: str,
        path: str,
        line: int,
        column: int,
        message: str,
        *,
        hints: Sequence[Hint] = (),
        module: str = "",
        version: str = "",
        target: str = "",
        wanted: str = "",
        hash: str = "",
        text: str = "",
        releases: Sequence[Release] = (),
    ) -> None:
        fill = object.__setattr__
        fill(self, "code", code)
        fill(self, "path", path)
        fill(self, "line", line)
        fill(self, "column", column)
        fill(self, "message", message)
        fill(self, "hints", hints)
        fill(self, "module", module)
        fill(self, "version", version)
        fill(self, "target", target)
        fill(self, "wanted", wanted)
        fill(self, "hash", hash)
        fill(self, "text", text)
        fill(self, "releases", releases)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a finding does not change: {name}")

    def __repr__(self) -> str:
        return f"Finding({self.code}, {self.path}:{self.line}:{self.column}, {self.message!r})"

    @property
    def hint(self) -> str:
        """The hints as one text, a line each."""
        return "\n".join(hint.text for hint in self.hints)

    @property
    def identity(self) -> tuple[object, ...]:
        """Everything but the position and the message: equal for the same finding in two trees."""
        return (
            *(self.code, self.path, self.module, self.version, self.target),
            *(self.wanted, self.hash, self.text, tuple(self.releases)),
        )

    def with_hints(self, hints: Sequence[Hint]) -> Finding:
        """The same finding with other hints."""
        return self._but(self.code, hints)

    def with_code(self, code: str) -> Finding:
        """The same finding under another code."""
        return self._but(code, self.hints)

    def _but(self, code: str, hints: Sequence[Hint]) -> Finding:
        return Finding(
            code,
            self.path,
            self.line,
            self.column,
            self.message,
            hints=hints,
            module=self.module,
            version=self.version,
            target=self.target,
            wanted=self.wanted,
            hash=self.hash,
            text=self.text,
            releases=self.releases,
        )
