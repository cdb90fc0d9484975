"""`modcheck completion SHELL`: a script that completes the commands and options of modcheck.

shtab writes it from the command lines themselves, so it needs the extra gomod-hooks[completion];
the script needs nothing, and starts no Python at the press of a key.
"""

from __future__ import annotations

import argparse

from ..command.output import print_error, version, write_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..command.parser import Parser

USAGE = "usage: modcheck completion SHELL\n\nPrint a completion script for bash, zsh or tcsh.\n"
EXTRA = "gomod-hooks[completion]"
SHELLS = ("bash", "zsh", "tcsh")


def completion(arguments: Sequence[str]) -> int:
    """Print the script. The exit status: 0, or 2 for another shell and where shtab is missing."""
    if "--help" in arguments or "-h" in arguments:
        return write_out(USAGE)
    if "--version" in arguments:
        return write_out(version())
    try:
        import shtab
    except ModuleNotFoundError:
        return print_error("modcheck completion", f"needs shtab: pip install '{EXTRA}'")
    if len(arguments) != 1 or arguments[0] not in SHELLS:
        return print_error("modcheck completion", f"name one of {', '.join(SHELLS)}")
    return write_out(shtab.complete(whole(), shell=arguments[0]) + "\n")


def whole() -> argparse.ArgumentParser:
    """The command line of modcheck with all of its commands."""
    parser = argparse.ArgumentParser("modcheck")
    parser.add_argument("--version", action="store_true", help="show the version")
    commands = parser.add_subparsers()
    for name, command in _parsers().items():
        about = (command.description or "").partition(". ")[0].partition("\n")[0]
        commands.add_parser(
            name, parents=[command], conflict_handler="resolve", help=about, add_help=False
        )
    return parser


def _parsers() -> dict[str, Parser]:
    from ..command.parser import Parser
    from ..rules import pages
    from . import check, config, diff, doctor, graph, matrix, policy, snapshot, verify

    fix = Parser("modcheck fix", "rewrite what is staged and not in form")
    fix.add_argument("--fold", action="store_true", help="at most two require blocks")
    fix.add_argument("files", nargs="*", metavar="FILE")
    own = Parser("modcheck completion", "a script that completes this command")
    own.add_argument("shell", choices=SHELLS)
    rule = Parser("modcheck rule", "explain a code")
    rule.add_argument("codes", nargs="*", choices=pages.codes(), metavar="CODE")
    return {
        "check": check.parser(),
        "diff": diff.parser(),
        "fix": fix,
        "matrix": matrix.parser(),
        "graph": graph.graph_parser(),
        "why": graph.why_parser(),
        "snapshot": snapshot.parser(),
        "config": config.parser(),
        "policy": policy.parser(),
        "verify": verify.parser(),
        "doctor": doctor.parser(),
        "rule": rule,
        "merge-driver": Parser("modcheck merge-driver", "merge two go.sum files for git"),
        "completion": own,
    }
