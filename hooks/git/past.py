"""What a file was in earlier commits: one `git log` over the first parents of a commit.

"RAW OUTPUT FORMAT" in https://git-scm.com/docs/diff-format, and
https://git-scm.com/docs/git-log for -m and --first-parent.
"""

from __future__ import annotations

import os
import time

from ..tree.paths import decode
from .changes import RAW
from .process import BLOCK, LISTING_LIMIT, Process, one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .objects import Objects

TIME_LIMIT = 2.0  # seconds
MOST_PATHS = 400  # that fit on every command line


class Past:
    """The first-parent history of a commit (`rev`, an id or "HEAD"), asked for at most `limit`
    seconds in all."""

    __slots__ = ("_deadline", "_objects", "_rev")

    def __init__(self, rev: str, objects: Objects, limit: float = TIME_LIMIT) -> None:
        self._rev = rev
        self._objects = objects
        self._deadline = time.monotonic() + limit

    def states(self, paths: Sequence[str]) -> Iterator[dict[str, str]]:
        """For each commit that changed one of these paths, the oldest first, the id of the blob at
        each of them: "" where it had no regular file. It is one dictionary, brought up to date.

        Nothing where that is not known: there are too many paths, the clone is shallow, git fails
        or the time is over.
        """
        if not self._rev or len(paths) > MOST_PATHS or _is_shallow():
            return
        arguments = ["-c", "log.follow=false", "-c", "log.showSignature=false", "log"]
        arguments += ["--first-parent", "-m", *RAW, "--format=%H", self._rev, "--"]
        output = self._ask([*arguments, *(f":(top,literal){path}" for path in paths)])
        if not output.endswith(b"\0"):
            return
        now = dict.fromkeys(paths, "")
        for changes in reversed(list(_changes(output))):
            now.update(changes)
            yield now

    def read(self, oid: str) -> bytes | None:
        """The content of a blob; None where this clone lacks it, or the time is over."""
        return None if time.monotonic() > self._deadline else self._objects.read(oid)

    def _ask(self, arguments: Sequence[str]) -> bytes:
        """What git prints; b"" where it fails or the time is over."""
        from threading import Timer  # only where something is about to fail a commit

        process = Process(arguments)
        timer = Timer(max(0.0, self._deadline - time.monotonic()), _stop, (process.pid,))
        timer.start()
        blocks = []
        size = 0
        try:
            while size < LISTING_LIMIT and (block := os.read(process.stdout, BLOCK)):
                blocks.append(block)
                size += len(block)
        finally:
            timer.cancel()
            timer.join()
            status = process.finish()
        return b"" if status or size >= LISTING_LIMIT else b"".join(blocks)


def _stop(pid: int) -> None:
    """End a git that takes too long."""
    import signal
    from contextlib import suppress

    with suppress(OSError):
        os.kill(pid, signal.SIGTERM)


def _is_shallow() -> bool:
    return one_line("rev-parse", "--is-shallow-repository") != "false"


def _changes(output: bytes) -> Iterator[dict[str, str]]:
    """The blob that each commit left at each path that it changed, the newest commit first."""
    changes: dict[str, str] | None = None
    parts = iter(output.split(b"\0"))
    for part in parts:
        facts = part.lstrip(b"\n")
        if facts.startswith(b":"):
            _, mode, _, oid, _ = facts.split(b" ")
            path = decode(next(parts))
            if changes is not None:
                changes[path] = oid.decode() if mode.startswith(b"100") else ""
        elif facts:
            if changes is not None:
                yield changes
            changes = {}
    if changes is not None:
        yield changes
