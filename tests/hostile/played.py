"""A program of ours run to its end inside this process, what it prints caught."""

from __future__ import annotations

import importlib
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

import pytest

from tests.hostile.judging import DOORS
from tests.hostile.texts import raw

STATUSES = (0, 1, 2)


class Played:
    """How a run ended: its exit status and what it printed."""

    def __init__(self, status: int, out: bytes, err: bytes) -> None:
        self.status = status
        self.out = out.decode("utf-8")
        self.err = err.decode("utf-8")

    def __repr__(self) -> str:
        return f"exit status {self.status}\n{self.out}\n{self.err}"

    def is_calm(self) -> bool:
        """Nothing but findings, or one clear line: no traceback, nothing raw, no bug of ours."""
        one_line = self.err.endswith("\n") and self.err.count("\n") == 1
        return (
            self.status in STATUSES
            and (self.status < 2 or (one_line and not self.out))
            and "Traceback" not in self.err
            and "internal error" not in self.err
            and not raw(self.out + self.err)
        )


def play(program: str, *arguments: str) -> Played:
    """Run a hook by its module's name, or "modcheck", in the current folder."""
    name = "hooks.modcheck.__main__" if program == "modcheck" else f"hooks.{program}"
    main = importlib.import_module(name).main
    open_before = _open_files()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        with _standard(out.fileno(), err.fileno()):
            status = _status(main, arguments)
        out.seek(0)
        err.seek(0)
        played = Played(status, out.read(), err.read())
    for number in _open_files() - open_before:
        with suppress(OSError):
            os.close(number)  # git's pipes, which the end of a process would close
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    return played


def _open_files() -> set[int]:
    return {int(name) for name in os.listdir("/proc/self/fd")}


@contextmanager
def _standard(out: int, err: int) -> Iterator[None]:
    """Standard output and standard error go to these files."""
    kept = os.dup(1), os.dup(2)
    streams = sys.stdout, sys.stderr
    try:
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), "utf-8")
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), "utf-8", "backslashreplace")
        yield
        sys.stdout.close()
        sys.stderr.close()
    finally:
        sys.stdout, sys.stderr = streams
        for number, copy in enumerate(kept, 1):
            os.dup2(copy, number)
            os.close(copy)


def _status(main: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    try:
        return main(list(arguments))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else -1


def calmly(program: str, *arguments: str) -> Played:
    """The same, sure to be calm."""
    played = play(program, *arguments)
    if not played.is_calm():
        pytest.fail(f"{program} {' '.join(arguments)!r}: {played}")
    return played


def every_hook(*arguments: str) -> dict[str, Played]:
    """What each hook makes of the repository in the current folder."""
    return {door: calmly(door, *arguments) for door in DOORS}


def refused(program: str, *arguments: str) -> str:
    """The one line of a run that cannot be done."""
    played = calmly(program, *arguments)
    assert played.status == 2, played
    return played.err
