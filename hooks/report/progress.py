"""A bar on standard error that shows how far a long command is, where people look on."""

from __future__ import annotations

import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeVar

    T = TypeVar("T")

WIDTH = 30
EVERY = 0.1  # seconds between two looks


def with_progress(steps: Iterable[T], total: int, unit: str, is_shown: bool = True) -> Iterator[T]:
    """The steps, each shown when it is done, with the time that the rest will take: by rich where
    it is installed, else in ASCII; by nothing where standard error goes elsewhere."""
    if not (is_shown and total and sys.stderr.isatty()):
        return iter(steps)
    from importlib.util import find_spec

    return (_plain if find_spec("rich") is None else _rich)(steps, total, unit)


def _rich(steps: Iterable[T], total: int, unit: str) -> Iterator[T]:
    from rich.console import Console  # an extra
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn(unit), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as bar:
        yield from bar.track(steps, total=total)


def _plain(steps: Iterable[T], total: int, unit: str) -> Iterator[T]:
    began = shown = time.monotonic()
    for number, step in enumerate(steps):
        now = time.monotonic()
        if now - shown >= EVERY:
            shown = now
            sys.stderr.write(f"\r{line(number, total, unit, now - began)}\x1b[K")
            sys.stderr.flush()
        yield step
    sys.stderr.write("\r\x1b[K")


def line(done: int, total: int, unit: str, seconds: float) -> str:
    """The bar, in ASCII, with what is left after so many seconds."""
    full = WIDTH * done // total
    left = f", {_duration(seconds / done * (total - done))} left" if done else ""
    return f"[{'#' * full}{'.' * (WIDTH - full)}] {done}/{total} {unit}{left}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds + 0.5), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
