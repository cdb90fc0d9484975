"""Read objects through one `git cat-file --batch`, kept open for the whole run."""

from __future__ import annotations

import os

from .process import BLOCK, GitError, Process, complaint, complaints, output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# Bytes asked for at a time. A pipe holds 4,096 bytes at least, so neither side
# ever waits for the other: we write, git answers, we read.
REQUEST = 4000
LARGE = 1 << 20  # bytes of an object that are not gathered in pieces
MANY = 64  # objects that are held at a time


class Objects:
    """The object store of the repository in the current folder.

    Every request ends with a name that no object has. Git's answer to it marks the end: an
    object that is shorter than its stated size is noticed there, instead of waiting for
    bytes that never come.
    """

    __slots__ = ("_at", "_block", "_is_partial", "_last", "_nothing", "_process")

    def __init__(self) -> None:
        self._process: Process | None = None
        self._block = b""  # the last block from git, consumed up to `_at`
        self._at = 0
        self._is_partial = False  # until a missing object shows it
        self._last = b""
        # Led by "/", it cannot be the name of a ref either, and git does not look for one
        self._nothing = b"/" + os.urandom(8).hex().encode()

    def read(self, name: str) -> bytes | None:
        """The content of an object; None for a name that no object has, and for an object that
        a partial clone lacks. GitError for one that is lost or damaged."""
        [(_, _, content)] = list(self.many([name]))
        return content

    def resolve(self, revision: str, kind: str = "commit") -> str:
        """The id of the commit (`kind` "tree": of the tree) that a revision names, or ""."""
        if not revision or "\n" in revision or "\0" in revision:
            return ""
        [(identity, _, content)] = list(self.many([f"{revision}^{{{kind}}}"]))
        return identity if content is not None else ""

    def many(self, names: Iterable[str]) -> Iterator[tuple[str, str, bytes | None]]:
        """Id, type and content of each object, in order; content None as in `read`.

        Exhaust the iterator: what stays in the pipe would be read as the next answer.
        """
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

    def present(self, oids: Mapping[str, str]) -> Iterator[tuple[str, bytes | None]]:
        """The content of many objects, given and named by path; None for the first one that a
        partial clone lacks, which is the last: git would have to start anew at each."""
        paths = list(oids)
        for at in range(0, len(paths), MANY):
            some = paths[at : at + MANY]
            # Read before anybody asks for something else
            answers = list(self.many(oids[path] for path in some))
            for path, (_, _, content) in zip(some, answers, strict=True):
                yield path, content
                if content is None:
                    return

    def close(self) -> None:
        """End git; the next request starts a new process."""
        if self._process is not None:
            self._process.finish()
            self._process = None
            self._block = self._last = b""
            self._at = 0

    def _ask(self, names: Sequence[bytes]) -> Iterator[tuple[str, str, bytes | None]]:
        """One request. Git exits at an object that a partial clone lacks; then a new process is
        asked for the rest."""
        while names:
            if self._process is None:
                self._process = Process(("cat-file", "--batch"), stdin=True)
            try:
                os.write(self._process.stdin, b"%b%b\n" % (b"".join(names), self._nothing))
            except BrokenPipeError:
                self.close()
                raise GitError(complaint(("cat-file", "--batch"))) from None
            for done, name in enumerate(names, start=1):
                header = self._line()
                if header:
                    answer = self._answer(header)
                    if answer[2] is None:
                        self._excuse(_text(name))
                    yield answer
                    continue
                asked = _text(name)
                self.close()
                self._excuse(asked)
                yield asked, "missing", None
                names = names[done:]
                break
            else:
                self._line()
                self._last = b""
                return

    def _excuse(self, name: str) -> None:
        """Accept that there is no object of this name, in a partial clone or because the name is
        not an object id. GitError where the object should be here, but is lost or damaged."""
        if self._is_partial:
            return
        if not _is_id(name):
            if self._process is None:  # git exited: GitError outside of a repository
                output("rev-parse", "--git-dir")
            return
        reasons = complaints(("cat-file", "-t", name))
        self._is_partial = "promisor" in reasons or "lazy" in reasons
        if self._is_partial:
            return
        self.close()
        reason = complaint(("cat-file", "-p", name))
        raise GitError(f"object {name} is missing" if "Not a valid" in reason else reason)

    def _answer(self, header: bytes) -> tuple[str, str, bytes | None]:
        words = header.decode("utf-8", "surrogateescape").split(" ")
        if len(words) != 3 or not words[2].isdigit():
            return " ".join(words[:-1]), words[-1], None
        return words[0], words[1], self._take(words[0], int(words[2]))

    def _line(self) -> bytes:
        """The next line without its newline; b"" when git has exited."""
        while (end := self._block.find(b"\n", self._at)) < 0:
            block = self._more()
            if not block:
                return b""
            self._block, self._at = self._block[self._at :] + block, 0
        line, self._at = self._block[self._at : end], end + 1
        return line

    def _take(self, name: str, size: int) -> bytes:
        """The next `size` bytes, the content of object `name`; skips the newline after them."""
        at, end = self._at, self._at + size
        if end < len(self._block):
            self._at = end + 1
            return self._block[at:end]
        if size > LARGE:
            return self._take_large(name, size)
        pieces = []
        left = size + 1
        while True:
            piece = self._block[self._at : self._at + left]
            pieces.append(piece)
            self._at += len(piece)
            left -= len(piece)
            if not left:
                pieces[-1] = piece[:-1]
                return b"".join(pieces)
            self._block, self._at = self._more(), 0
            if not self._block:
                self.close()
                raise GitError(f"object {name} cannot be read to its end")

    def _take_large(self, name: str, size: int) -> bytes:
        """The same for a large object: read to its place, as pieces of it would take as much
        memory again."""
        content = bytearray(size + 1)
        at = len(rest := self._block[self._at : self._at + size + 1])
        content[:at] = rest
        self._at += at
        with memoryview(content) as view:
            while at <= size:
                block = self._more(size + 1 - at)
                if not block:
                    self.close()
                    raise GitError(f"object {name} cannot be read to its end")
                view[at : at + len(block)] = block
                at += len(block)
        del content[size:]
        return bytes(content)

    def _more(self, most: int = BLOCK) -> bytes:
        assert self._process is not None
        if self._last.endswith(b"%b missing\n" % self._nothing):
            self.close()
            raise GitError("an object of this repository is shorter than it says")
        block = os.read(self._process.stdout, min(BLOCK, most))
        self._last = (self._last + block[-64:])[-64:]
        return block


def _text(line: bytes) -> str:
    """The name in a line of a request."""
    return line[:-1].decode("utf-8", "surrogateescape")


def _is_id(name: str) -> bool:
    """Whether a name is an object id, in full."""
    return len(name) in (40, 64) and not name.strip("0123456789abcdef")
