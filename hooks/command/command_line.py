"""The command line of a hook. Opened only where an option was given.

Nearly all are options by their names, then FILE arguments; the others, and what is to be
refused, are left to argparse, which takes as long to load as a run that finds nothing.
"""

from __future__ import annotations

from . import flags, validate
from .errors import UsageError
from .options import Options

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from .flags import Flag
    from .hook import Hook
    from .parser import Parser


def parse_hook(hook: Hook, arguments: Sequence[str]) -> Options:
    """Read a hook's command line; SystemExit for --help and for what argparse refuses.

    The framework hands over paths as they are: one that begins with a dash and stands
    in the index is a FILE.
    """
    known = flags.of(hook.name)
    paths = _dashed(arguments)
    given = [argument for argument in arguments if argument not in paths]
    options = plain(given, known)
    if options is None:
        return options_from(full_parser(hook, known).parse_args(given), paths)
    options.files = [*options.files, *paths]
    validate.check(options)
    return options


def plain(arguments: Sequence[str], known: Iterable[Flag]) -> Options | None:
    """Options by their names, each with its argument, then FILE arguments; None for anything
    else."""
    named = {"--" + flag.name: flag for flag in known}
    values: dict[str, str | bool | list[str]] = {}
    left = list(reversed(arguments))
    while left and left[-1][:1] == "-":
        name, equals, value = left.pop().partition("=")
        flag = named.get(name)
        if flag is None or (equals and not (flag.value and value)):
            return None
        if not flag.value:
            values[flag.name] = True
            continue
        if not equals:
            value = left.pop() if left else ""
            if value[:1] in ("", "-"):
                return None
        if flag.choices and value not in flag.choices:
            return None
        before = values.get(flag.name, [])
        values[flag.name] = (
            [*before, value] if flag.is_repeatable and isinstance(before, list) else value
        )
    if any(argument[:1] == "-" for argument in left):
        return None
    return Options(left[::-1], values)


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
    dashed = [each for each in arguments if each.startswith("-") and "/" in each]
    dashed = [each for each in dashed if ".." not in each.split("/")]  # no path of an index
    if not dashed:
        return []
    from ..git.listing import index_at

    staged = index_at(dashed)
    return [argument for argument in dashed if staged.kind(argument)]


def full_parser(hook: Hook, options: Iterable[Flag]) -> Parser:
    """What reads every command line of a hook, and prints its --help."""
    from .parser import Parser  # argparse, see above

    parser = Parser(hook.name, hook.about.partition("\n\n")[0])
    parser.add_argument("files", nargs="*", metavar="FILE", help="widen the scope to its module")
    for option in options:
        parser.add(option)
    return parser
