"""`modcheck check`: the gate over the index, a commit or a range of commits."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..command.parser import Parser

ABOUT = """Judge go.mod, go.sum, go.work and the vendor folders of the index, of a commit
(--rev REV) or of each commit in a range (--rev A..B)."""


def check(arguments: Sequence[str]) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    from .. import go_mod_gate
    from ..command.command_line import values_of
    from ..command.work import work
    from ..git.commit import judged

    options = values_of(_parser().parse_args(arguments))
    if ".." in options.text("rev"):
        from .history import replay

        return replay(options)
    commit = judged(options.text("rev"), options.text("base"))
    return work(go_mod_gate.HOOK, commit, options)


def _parser() -> Parser:
    from ..command import flags
    from ..command.parser import Parser

    parser = Parser("modcheck check", ABOUT)
    parser.add_argument("files", nargs="*", metavar="FILE", help="widen the scope to its module")
    for flag in flags.of("go-mod-gate"):
        parser.add(flag)
    return parser


if __name__ == "__main__":
    sys.exit(check(sys.argv[1:]))
