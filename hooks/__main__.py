"""`python3 -m hooks [PATH]`: every check over the Go repository at PATH.

From a checkout without PATH: the hooks at work on a sample repository.
"""

from __future__ import annotations

import os
import sys

from .command.errors import UsageError
from .command.output import print_error, reserve_std_streams, version, write_out
from .git.process import GitError


def main(argv: list[str] | None = None) -> int:
    """The exit status of the gate; options after PATH are the gate's."""
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments:
        return _sample()
    reserve_std_streams()
    try:
        return _run(*arguments)
    except (UsageError, GitError) as error:
        return print_error("hooks", str(error))


def _run(path: str, *options: str) -> int:
    if path in ("-h", "--help"):
        return write_out(__doc__ or "")
    if path == "--version":
        return write_out(version())
    try:
        os.chdir(path)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    from .modcheck.check import check
    from .report.terminal import is_terminal

    status = check(["--all", *options])
    is_told = status or options or is_terminal()  # on a terminal: what was judged
    return status if is_told else write_out("nothing found\n")


def _sample() -> int:
    checkout = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if not os.path.exists(os.path.join(checkout, "tests", "sample.py")):
        return print_error("hooks", "name a repository: python3 -m hooks PATH")
    import subprocess

    return subprocess.run([sys.executable, "-m", "tests.sample"], cwd=checkout).returncode


if __name__ == "__main__":
    sys.exit(main())
