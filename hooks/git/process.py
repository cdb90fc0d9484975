"""Start git: the one place that starts a process.

Git is told not to take locks, not to fetch (a partial clone stays partial), not to run
a file-system monitor, to see objects as a fresh clone would, without replacement refs
or grafts, and to interpret pathspecs as usual (some editors commit with
GIT_LITERAL_PATHSPECS set, and hooks inherit it). posix_spawn takes a third of the time
of subprocess, which is used where the system lacks it.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# None where the system lacks posix_spawn; tests set it to None as well
SPAWN = getattr(os, "posix_spawnp", None)

COMMAND = ("git", "-c", "core.fsmonitor=false", "--no-pager")
SETTINGS = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_GLOB_PATHSPECS": "0",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_ICASE_PATHSPECS": "0",
    "GIT_LITERAL_PATHSPECS": "0",
    "GIT_NOGLOB_PATHSPECS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
LISTING_LIMIT = 1 << 29  # bytes of output: a listing of some five million files
LONGEST_PATH = 4096  # bytes: no system opens a longer one, but a few small tree objects spell it
BLOCK = 1 << 16  # bytes that a pipe holds: a larger buffer would be allocated in vain


class GitError(Exception):
    """Git could not answer; the text is one line for the user."""


class Process:
    """A running git: `stdin` and `stdout` are file descriptors (`stdin` is -1 without a pipe)."""

    __slots__ = ("_child", "pid", "stdin", "stdout")

    def __init__(self, arguments: Sequence[str], *, stdin: bool = False, errors: int = -1) -> None:
        """Start `git arguments`; its standard error goes to the descriptor `errors`, or nowhere.

        GitError if git cannot be started.
        """
        environment = {**os.environ, **SETTINGS}
        command = [*COMMAND, *arguments]
        self._child: object = None
        try:
            if SPAWN is None:
                self._popen(command, environment, stdin, errors)
            else:
                self._spawn(command, environment, stdin, errors)
        except FileNotFoundError:
            raise GitError("git is not on PATH") from None
        except OSError as error:
            raise GitError(f"git cannot be started: {error.strerror}") from None

    def _spawn(
        self, command: list[str], environment: dict[str, str], stdin: bool, errors: int
    ) -> None:
        assert SPAWN is not None
        source = target = -1
        self.stdout, output = os.pipe()
        actions: list[tuple[object, ...]] = [(os.POSIX_SPAWN_DUP2, output, 1)]
        if stdin:
            source, target = os.pipe()
            actions.append((os.POSIX_SPAWN_DUP2, source, 0))
        else:
            actions.append((os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0))
        if errors >= 0:
            actions.append((os.POSIX_SPAWN_DUP2, errors, 2))
        else:
            actions.append((os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0))
        self.stdin = target
        try:
            self.pid = SPAWN(command[0], command, environment, file_actions=actions)
        except OSError:
            os.close(self.stdout)
            if stdin:
                os.close(target)
            raise
        finally:
            os.close(output)
            if stdin:
                os.close(source)

    def _popen(
        self, command: list[str], environment: dict[str, str], stdin: bool, errors: int
    ) -> None:
        import subprocess  # where the system lacks posix_spawn

        child = subprocess.Popen(
            command,
            env=environment,
            bufsize=0,
            stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if errors < 0 else errors,
        )
        self._child = child
        self.pid = child.pid
        self.stdin = os.dup(child.stdin.fileno()) if child.stdin else -1
        if child.stdin:
            child.stdin.close()
        assert child.stdout is not None
        self.stdout = os.dup(child.stdout.fileno())
        child.stdout.close()

    def blocks(self) -> Iterator[bytes]:
        """The output of git, in blocks as they arrive.

        GitError above LISTING_LIMIT: a crafted tree of a few objects can list as millions
        of paths.
        """
        left = LISTING_LIMIT
        while block := os.read(self.stdout, BLOCK):
            left -= len(block)
            if left < 0:
                self.finish()
                raise GitError(f"git lists more than {LISTING_LIMIT >> 20} MiB of paths")
            yield block

    def read(self) -> bytes:
        """The output of git in one piece; GitError as for `blocks`."""
        return b"".join(self.blocks())

    def finish(self) -> int:
        """Close the pipes and wait; the exit status (negative: the signal that killed git)."""
        if self.stdin >= 0:
            os.close(self.stdin)
            self.stdin = -1
        os.close(self.stdout)
        if self._child is not None:
            return int(self._child.wait())  # type: ignore[attr-defined]
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def lacking(path: str) -> str:
    """What to say where a partial or shallow clone lacks what a verdict needs."""
    return f"{path} is not in this clone: fetch the full history, without --filter and --depth"


def answer(*arguments: str) -> tuple[int, bytes]:
    """Run git to its end: exit status and output."""
    process = Process(arguments)
    output = process.read()
    return process.finish(), output


def output(*arguments: str) -> bytes:
    """What git prints; GitError with git's own error message if it fails."""
    status, text = answer(*arguments)
    if status:
        raise GitError(complaint(arguments))
    return text


def one_line(*arguments: str) -> str:
    """The line that git prints; GitError if it fails or, against its word, prints none."""
    text = os.fsdecode(output(*arguments)).rstrip("\n")
    if not text:
        raise GitError(f"git {arguments[0]} gave no answer")
    return text


def whole(text: bytes) -> bytes:
    """What git printed with -z; GitError where it breaks off, whatever the exit status."""
    if text and text[-1]:
        raise GitError("the answer of git breaks off")
    return text


def pieces(*arguments: str) -> Iterator[bytes]:
    """What git prints with -z, as it arrives, in pieces cut at a NUL, which is left out.

    GitError if git fails.
    """
    process = Process(arguments)
    rest = b""
    for block in process.blocks():
        piece, end, rest = (rest + block).rpartition(b"\0")
        if end:
            yield piece
    if process.finish():
        raise GitError(complaint(arguments))
    whole(rest)


def check_length(paths: Iterable[bytes] | Iterable[str]) -> None:
    """GitError for a path that is too long: each of its folders is looked at."""
    if max(map(len, paths), default=0) > LONGEST_PATH:
        raise GitError(f"a path of more than {LONGEST_PATH} bytes: such a tree cannot be judged")


def complaint(arguments: Sequence[str]) -> str:
    """Why a command fails, in one line: it is run once more to read its standard error."""
    for line in complaints(arguments).splitlines():
        start, _, rest = line.partition(": ")
        if start in ("fatal", "error"):
            return f"git: {rest}"
    return f"git {arguments[0]} failed"


def complaints(arguments: Sequence[str]) -> str:
    """Everything that a command writes to standard error."""
    source, target = os.pipe()
    try:
        process = Process(arguments, errors=target)
    finally:
        os.close(target)
    os.close(process.stdout)
    process.stdout = os.open(os.devnull, os.O_RDONLY)
    blocks = []
    while block := os.read(source, BLOCK):
        blocks.append(block)
    os.close(source)
    process.finish()
    return b"".join(blocks).decode("utf-8", "replace")
