"""`python3 -m tests [pytest options]`: make .venv if missing or stale, run the suite in it.

It uses as many processors as there are, four at most; `-n 0` keeps it to one process. `--quick`
takes less than a minute. Why a test was skipped stands at the end.
"""

from __future__ import annotations

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
    options = ["-r", "fEs", "-n", "auto", "--maxprocesses", "4"]
    command = [python, "-m", "pytest", *options, *sys.argv[1:]]
    return subprocess.run(command, cwd=CHECKOUT).returncode


if __name__ == "__main__":
    sys.exit(main())
