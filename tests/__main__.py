"""`python3 -m tests [pytest options]`: make .venv if missing or stale, run the suite in it.

It runs in a process more than there are processors, as many tests wait for others, and in four
at most; `-n 0` keeps it to one. `--quick` takes less than a minute. Why a test was skipped stands
at the end.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.environment import CHECKOUT, UnavailableError, python_of


def main() -> int:
    """The exit status of pytest; 2 where no environment can be made."""
    try:
        python = python_of(".venv", "--editable", ".[dev]")
    except UnavailableError as error:
        print(f"tests: {error}", file=sys.stderr)
        return 2
    processes = min((os.cpu_count() or 1) + 1, 4)
    options = ["-r", "fEs", "-n", str(processes), "--dist", "worksteal"]
    command = [python, "-m", "pytest", *options, *sys.argv[1:]]
    return subprocess.run(command, cwd=CHECKOUT).returncode


if __name__ == "__main__":
    sys.exit(main())
