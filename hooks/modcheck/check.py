"""`modcheck check`: run go-mod-gate on the index, a commit or a range of commits."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..command.parser import Parser

ABOUT = """Judge go.mod, go.sum, go.work and the vendor folders of the index, of a commit
(--rev REV) or of each commit in a range (--rev A..B)."""


def check(arguments: Sequence[str]) -> int:
    """Print the findings; the exit status is 0 if none of them fails, else 1. Raises UsageError
    and GitError."""
    from .. import go_mod_gate
    from ..command.command_line import options_from
    from ..command.judge import judge
    from ..git.commit import judged

    options = options_from(parser().parse_args(arguments))
    if ".." in options.value("rev"):
        from .history import replay

        return replay(options)
    commit = judged(options.value("rev"), options.value("base"))
    return judge(go_mod_gate.HOOK, commit, options, tells_pass=True)


def parser() -> Parser:
    """The command line."""
    from ..command import flags
    from ..command.parser import Parser

    parser = Parser("modcheck check", ABOUT)
    parser.add_argument("files", nargs="*", metavar="FILE", help="widen the scope to its module")
    for flag in (*flags.of("go-mod-gate"), flags.CHECK_ONLINE):
        parser.add(flag)
    return parser


if __name__ == "__main__":
    sys.exit(check(sys.argv[1:]))
