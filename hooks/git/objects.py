"""Read objects through one `git cat-file --batch`, kept open for the whole run."""

from __future__ import annotations

import os

from hooks.git.process import BLOCK, GitError, Process, complaint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Bytes asked for at a time. A pipe holds 4,096 bytes at least, so neither side
# ever waits for the other: we write, git answers, we read.
REQUEST = 4096


class Objects:
    """The object store of the repository in the current folder."""

    __slots__ = ("_blocks", "_process")

    def __init__(self) -> None:
        self._process: Process | None = None
        self._blocks = b""

    def read(self, name: str) -> bytes | None:
        """The content of an object; None if this clone has no such object."""
        for _, _, content in self.many([name]):
            return content
        return None

    def resolve(self, revision: str, kind: str = "commit") -> str:
        """The id of the commit (or tree) that a revision names, or ""."""
        if not revision or "\n" in revision or "\0" in revision:
            return ""
        for identity, _, content in self.many([f"{revision}^{{{kind}}}"]):
            return identity if content is not None else ""
        return ""

    def many(self, names: Iterable[str]) -> Iterator[tuple[str, str, bytes | None]]:
        """Id, type and content of each object, in order; None for one that is not here."""
        waiting: list[bytes] = []
        size = 0
        for name in names:
            line = name.encode("utf-8", "surrogateescape") + b"\n"
            if waiting and size + len(line) > REQUEST:
                yield from self._ask(waiting)
                waiting, size = [], 0
            waiting.append(line)
            size += len(line)
        if waiting:
            yield from self._ask(waiting)

    def close(self) -> None:
        """End git; reading again starts it anew."""
        if self._process is not None:
            self._process.finish()
            self._process = None
            self._blocks = b""

    def _ask(self, names: Sequence[bytes]) -> Iterator[tuple[str, str, bytes | None]]:
        """One request. git ends at an object that a partial clone lacks: ask for the rest again."""
        while names:
            if self._process is None:
                self._process = Process(("cat-file", "--batch"), stdin=True)
            try:
                os.write(self._process.stdin, b"".join(names))
            except BrokenPipeError:
                self.close()
                raise GitError(complaint(("cat-file", "--batch"))) from None
            for done, name in enumerate(names, start=1):
                header = self._line()
                if header:
                    yield self._answer(header)
                    continue
                self.close()
                asked = name[:-1].decode("utf-8", "surrogateescape")
                if not self._absent(asked):
                    raise GitError(complaint(("cat-file", "-t", asked)))
                yield asked, "missing", None
                names = names[done:]
                break
            else:
                return

    @staticmethod
    def _absent(name: str) -> bool:
        """Whether git ended because a partial clone lacks this object, not for a damage."""
        if not name.isalnum():
            raise GitError(complaint(("rev-parse", "--git-dir")))
        reason = complaint(("cat-file", "-t", name))
        return "promisor" in reason or "lazy" in reason

    def _answer(self, header: bytes) -> tuple[str, str, bytes | None]:
        words = header.decode("utf-8", "surrogateescape").split(" ")
        if len(words) != 3 or not words[2].isdigit():
            return " ".join(words[:-1]), words[-1], None
        content = self._take(int(words[2]) + 1)
        return words[0], words[1], content[:-1]

    def _line(self) -> bytes:
        """The next line without its end; nothing when git has ended."""
        while True:
            line, found, rest = self._blocks.partition(b"\n")
            if found:
                self._blocks = rest
                return line
            block = self._more()
            if not block:
                return b""
            self._blocks += block

    def _take(self, size: int) -> bytes:
        blocks = [self._blocks]
        have = len(self._blocks)
        while have < size:
            block = self._more()
            if not block:
                self.close()
                raise GitError("git ended in the middle of an object")
            blocks.append(block)
            have += len(block)
        content = b"".join(blocks)
        self._blocks = content[size:]
        return content[:size]

    def _more(self) -> bytes:
        assert self._process is not None
        return os.read(self._process.stdout, BLOCK)
