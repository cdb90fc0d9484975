"""`python3 -m bench`: what the hooks cost, in units of what can not be avoided.

The floor is the same interpreter doing nothing plus one `git ls-files -s`. The hooks are installed
from this checkout into .venv-bench, as the framework does it, and started as the manifest says.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import commands
from bench.compare import compare_frameworks, compare_with_go
from bench.rows import Bench
from tests.environment import CHECKOUT, UnavailableError, python_of


def main() -> int:
    """0 when every budget is met, 1 when one is not, 2 where nothing can be measured."""
    parser = argparse.ArgumentParser("python3 -m bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=25, help="runs of each command (25)")
    parser.add_argument("--modules", type=int, default=400, help="modules of the monorepo (400)")
    parser.add_argument("--commits", type=int, default=200, help="commits of a history (200)")
    options = parser.parse_args()
    try:
        python = python_of(".venv-bench", "--upgrade", "pip", *commands.dependencies())
        install = [python, "-m", "pip", "install", "-q", "--no-deps", "--force-reinstall", "."]
        subprocess.run(install, cwd=CHECKOUT, check=True, capture_output=True)
    except (UnavailableError, subprocess.CalledProcessError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    print(f"Python {sys.version.split()[0]}, {options.runs} runs, least CPU ms and MiB")
    os.environ["GOMODCACHE"] = os.devnull
    with tempfile.TemporaryDirectory(prefix="gomod-hooks-bench-") as scratch:
        bench = Bench(python, Path(scratch), options.runs)
        bench.all(options.modules, options.commits)
        compare_with_go(python, Path(scratch) / "peers", options.runs)
        compare_frameworks(python, bench.idle, options.runs)
    return 1 if bench.table.missed else 0


if __name__ == "__main__":
    sys.exit(main())
