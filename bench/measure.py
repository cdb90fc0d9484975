"""Whole processes: CPU time and peak memory, the least of many interleaved runs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


class Cost:
    """CPU seconds of a process and its children, and the peak of its own memory in MiB."""

    def __init__(self, seconds: float, memory: float, status: int) -> None:
        self.seconds = seconds
        self.memory = memory
        self.status = status


# Linux counts what the parent held at the moment of spawning into a child's peak. So
# the commands are started from a process that is smaller than any that is measured.
STARTER = """
import os, sys
nowhere = [
    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
    (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
]
for line in sys.stdin:
    folder, *command = line[:-1].replace(chr(1), chr(10)).split(chr(0))
    os.chdir(folder)
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=nowhere)
    _, status, usage = os.wait4(pid, 0)
    status = os.waitstatus_to_exitcode(status)
    print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, status, flush=True)
"""


def least(commands: Mapping[str, Sequence[str]], folder: Path, runs: int) -> dict[str, Cost]:
    """The least cost of each command, all run in turn so that a slow moment hits them alike."""
    starter = [sys.executable, "-ISc", STARTER]
    found: dict[str, Cost] = {}
    pipe = subprocess.PIPE
    with subprocess.Popen(starter, text=True, stdin=pipe, stdout=pipe) as process:
        assert process.stdin
        assert process.stdout
        for _ in range(runs):
            for label, command in commands.items():
                line = "\0".join([os.fspath(folder), *command])
                process.stdin.write(line.replace("\n", "\1") + "\n")
                process.stdin.flush()
                seconds, memory, status = process.stdout.readline().split()
                kept = found.setdefault(label, Cost(float(seconds), float(memory), int(status)))
                kept.seconds = min(kept.seconds, float(seconds))
                kept.memory = min(kept.memory, float(memory))
                kept.status = int(status)
    return found
