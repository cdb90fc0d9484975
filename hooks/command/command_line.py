"""The command line of a hook, read by argparse. Opened only where an option was given."""

from __future__ import annotations

from . import flags, validate
from .errors import UsageError
from .options import Options
from .parser import Parser

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from .flags import Flag
    from .hook import Hook


def parse_hook(hook: Hook, arguments: Sequence[str]) -> Options:
    """Read a hook's command line; SystemExit for --help and for what argparse refuses.

    The framework hands over paths as they are: one that begins with a dash and stands
    in the index is a FILE.
    """
    parser = _parser(hook, flags.of(hook.name))
    paths = _dashed(arguments)
    options = [argument for argument in arguments if argument not in paths]
    return options_from(parser.parse_args(options), paths)


def options_from(given: argparse.Namespace, files: Sequence[str] = ()) -> Options:
    """Options from what argparse read; what was not given is left out.

    UsageError for what makes no sense, whether it is needed or not; for an empty argument,
    which a variable that is not set leaves behind; and for "--", which argparse up to
    Python 3.12 takes for no argument at all.
    """
    values = {
        name.replace("_", "-"): value
        for name, value in vars(given).items()
        if name != "files" and value is not None and value is not False
    }
    for name, value in values.items():
        if value in ("", []) or (isinstance(value, list) and ([] in value or "" in value)):
            reason = "is there a merge base? fetch the full history" if name == "base" else ""
            raise UsageError(f"--{name}: {reason or 'expected one argument'}")
    options = Options([*given.files, *files], values)
    validate.check(options)
    return options


def _dashed(arguments: Sequence[str]) -> list[str]:
    """Those arguments that begin with a dash and are paths of the index."""
    dashed = [argument for argument in arguments if argument.startswith("-") and "/" in argument]
    if not dashed:
        return []
    from ..git.listing import index

    staged = index()
    return [argument for argument in dashed if staged.kind(argument)]


def _parser(hook: Hook, options: Iterable[Flag]) -> Parser:
    parser = Parser(hook.name, hook.about.partition("\n\n")[0])
    parser.add_argument("files", nargs="*", metavar="FILE", help="widen the scope to its module")
    for option in options:
        parser.add(option)
    return parser
