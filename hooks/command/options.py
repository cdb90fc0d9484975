"""What was asked for: defaults, then the configuration file, then the command line."""

from __future__ import annotations

from hooks.command.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping, Sequence
    from re import Pattern

    from hooks.command.flags import Flag
    from hooks.command.hook import Hook
    from hooks.command.parser import Parser
    from hooks.values.releases import Release


class Options:
    """The options of one run. `files` are the FILE arguments, as given."""

    __slots__ = ("files", "values")

    def __init__(
        self, files: Sequence[str] = (), values: Mapping[str, str | bool | list[str]] | None = None
    ) -> None:
        self.files = files
        self.values = dict(values or {})

    def on(self, name: str) -> bool:
        """Whether a switch is set."""
        return bool(self.values.get(name))

    def text(self, name: str, default: str = "") -> str:
        """The argument of an option."""
        value = self.values.get(name, default)
        return value if isinstance(value, str) else default

    def texts(self, name: str) -> list[str]:
        """The arguments of an option that may be repeated."""
        value = self.values.get(name, [])
        return value if isinstance(value, list) else [str(value)]

    def patterns(self, name: str) -> list[Pattern[str]]:
        """The regular expressions of an option that may be repeated."""
        expressions = self.texts(name)
        if not expressions:
            return []
        import re  # only where there is one
        import warnings

        found = []
        for expression in expressions:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # of what may mean something else some day
                    found.append(re.compile(expression))
            except (re.error, OverflowError, RecursionError) as error:
                raise UsageError(f"--{name} {expression}: {error}") from None
        return found

    def words(self, name: str) -> list[str]:
        """What an option lists, with commas or blanks between."""
        return ",".join(self.texts(name)).replace(",", " ").split()

    def codes(self, name: str) -> tuple[str, ...]:
        """The codes, or beginnings of codes, that an option lists."""
        return tuple(word.upper() for word in self.words(name))

    def under(self, configured: Mapping[str, str | bool | list[str]]) -> Options:
        """The same options with configured values where the command line gave none."""
        return Options(self.files, {**configured, **self.values})

    def releases(self, go_line: str) -> Sequence[Release]:
        """The releases that must accept a module with this go line ("" for none)."""
        from hooks.values import releases  # not before there is something to judge

        asked = self.text("go")
        try:
            return releases.span(asked) if asked else releases.default_span(go_line)
        except ValueError as error:
            raise UsageError(f"--go {asked}: {error}") from None


def parse_hook(hook: Hook, arguments: Sequence[str]) -> Options:
    """Read a hook's command line; SystemExit for --help and for what argparse refuses.

    The framework hands over paths as they are: one that begins with a dash and stands
    in the index is a FILE.
    """
    from hooks.command import flags  # only when an option was given

    parser = _parser(hook, flags.of(hook.name))
    paths = _dashed(arguments)
    options = [argument for argument in arguments if argument not in paths]
    return values_of(parser.parse_args(options), paths)


def values_of(given: argparse.Namespace, files: Sequence[str] = ()) -> Options:
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
            raise UsageError(f"--{name}: expected one argument")
    options = Options([*given.files, *files], values)
    from hooks.command import sense  # only when an option was given

    sense.check(options)
    return options


def _dashed(arguments: Sequence[str]) -> list[str]:
    """Those arguments that begin with a dash and are paths of the index."""
    dashed = [argument for argument in arguments if argument.startswith("-") and "/" in argument]
    if not dashed:
        return []
    from hooks.git.listing import index

    found = index()
    return [argument for argument in dashed if found.kind(argument)]


def _parser(hook: Hook, flags: Iterable[Flag]) -> Parser:
    from hooks.command.parser import Parser

    parser = Parser(hook.name, hook.about.partition("\n\n")[0])
    parser.add_argument("files", nargs="*", metavar="FILE", help="widen the scope to its module")
    for flag in flags:
        parser.add(flag)
    return parser
