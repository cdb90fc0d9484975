"""`modcheck`: the hooks' checks for people and for continuous integration."""

from __future__ import annotations

import sys

from ..command.output import complain, hold_open, put
from ..git.process import GitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE = """\
usage: modcheck COMMAND ...

commands:
  check           judge the index, a commit or a range of commits
  diff            what changed in go.sum and go.mod between two commits or files
  matrix          what would each Go release say of these modules?
  rule            explain a code
  merge-driver    merge two go.sum files for git

modcheck COMMAND --help tells more.
"""


COMMANDS = ("check", "diff", "matrix", "rule", "merge-driver")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 nothing found, 1 found, 2 usage or git error."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    hold_open()
    try:
        return _run(*arguments)
    except GitError as error:
        return complain("modcheck", str(error))
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from ..command.failure import described  # only when something failed

        return complain("modcheck", described(error))


def _run(command: str = "", *rest: str) -> int:
    if command == "check":
        from .check import check

        return check(rest)
    if command == "diff":
        from .diff import diff

        return diff(rest)
    if command == "matrix":
        from .matrix import matrix

        return matrix(rest)
    if command == "rule":
        from .rule import rule

        return rule(rest)
    if command == "merge-driver":
        from .merge_driver import merge_driver

        return merge_driver(rest)
    if command in ("-h", "--help"):
        return put(USAGE)
    unknown = f"no command {command[:40]!r}" if command else "name a command"
    return complain("modcheck", f"{unknown}: one of {', '.join(COMMANDS)}")


if __name__ == "__main__":
    sys.exit(main())
