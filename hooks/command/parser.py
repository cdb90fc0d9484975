"""argparse, with one line for what it refuses."""

from __future__ import annotations

import argparse

from ..values.product import DOCUMENTATION
from .errors import UsageError
from .nearest import meant
from .output import version, write_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from .flags import Flag

FAILED = "usage error, not a git repository, unknown revision or unreadable object"
EXITS = "0 nothing found; 1 findings, or a file that was not in form; 2 {failed}"


class _Formatter(argparse.HelpFormatter):
    def _fill_text(self, text: str, width: int, indent: str) -> str:
        from textwrap import fill  # an address is not broken at a hyphen

        words = " ".join(text.split())
        return fill(words, width, break_long_words=False, break_on_hyphens=False)


class Parser(argparse.ArgumentParser):
    """A parser that raises UsageError instead of printing its usage. `exits` says in --help what
    the exit statuses mean, with "{failed}" in the place of what always ends with 2."""

    def __init__(self, name: str, about: str, exits: str = EXITS) -> None:
        ends = f"Exit status: {exits.format(failed=FAILED)}. Documentation: {DOCUMENTATION}"
        super().__init__(
            name, description=about, epilog=ends, allow_abbrev=False, formatter_class=_Formatter
        )
        self.add_argument("--version", action=VersionAction, nargs=0, help="show the version")

    def error(self, message: str) -> NoReturn:
        """Refuse, in one line: raises UsageError."""
        words = message.partition("unrecognized arguments: ")[2].split(" ")
        options = [word.partition("=")[0] for word in words if word.startswith("--")]
        guess = "".join(meant(option, [*self._option_string_actions]) for option in options[:1])
        raise UsageError(f"{message}{guess} (--help lists the options)")

    def print_help(self, file: object = None) -> None:
        """Print the options on standard output."""
        write_out(self.format_help())

    def add(self, flag: Flag) -> None:
        """Add one option to the parser."""
        name = "--" + flag.name
        if not flag.value:
            self.add_argument(name, action="store_true", help=flag.meaning)
        elif flag.choices:
            self.add_argument(name, choices=flag.choices, help=flag.meaning)
        else:
            action = "append" if flag.is_repeatable else "store"
            self.add_argument(name, metavar=flag.value, action=action, help=flag.meaning)


class VersionAction(argparse.Action):
    """Print the version, and end."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """SystemExit, with the version on standard output."""
        write_out(version())
        parser.exit()
