"""Whole processes: CPU time and peak memory, the least of many interleaved runs."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path


class Cost:
    """CPU seconds of a process and its children, and the peak of its own memory in MiB."""

    def __init__(self, seconds: float, memory: float, status: int) -> None:
        self.seconds = seconds
        self.memory = memory
        self.status = status


def once(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end, its output thrown away."""
    here = os.getcwd()
    os.chdir(folder)
    nowhere = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    try:
        pid = os.posix_spawnp(command[0], list(command), os.environ, file_actions=nowhere)
    finally:
        os.chdir(here)
    _, status, usage = os.wait4(pid, 0)
    seconds = usage.ru_utime + usage.ru_stime
    return Cost(seconds, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))


def least(commands: Mapping[str, Sequence[str]], folder: Path, runs: int) -> dict[str, Cost]:
    """The least cost of each command, all run in turn so that a slow moment hits them alike."""
    found: dict[str, Cost] = {}
    for _ in range(runs):
        for label, command in commands.items():
            cost = once(command, folder)
            kept = found.setdefault(label, cost)
            kept.seconds = min(kept.seconds, cost.seconds)
            kept.memory = min(kept.memory, cost.memory)
            kept.status = cost.status
    return found
