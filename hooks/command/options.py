"""What was asked for: defaults, then the configuration file, then the command line."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from re import Pattern

    from ..values.releases import Release


class Options:
    """The options of one run. `files` are the FILE arguments, as given."""

    __slots__ = ("files", "values")

    def __init__(
        self, files: Sequence[str] = (), values: Mapping[str, str | bool | list[str]] | None = None
    ) -> None:
        self.files = files
        self.values = dict(values or {})

    def flag(self, name: str) -> bool:
        """Whether a switch is set."""
        return bool(self.values.get(name))

    def value(self, name: str, default: str = "") -> str:
        """The argument of an option."""
        value = self.values.get(name, default)
        return value if isinstance(value, str) else default

    def values_of(self, name: str) -> list[str]:
        """The arguments of an option that may be repeated."""
        value = self.values.get(name, [])
        return value if isinstance(value, list) else [str(value)]

    def patterns(self, name: str) -> list[Pattern[str]]:
        """The regular expressions of an option that may be repeated, as few as say the same;
        UsageError for one that cannot be read."""
        expressions = self.values_of(name)
        if not expressions:
            return []
        import re  # only where there is one
        import warnings

        patterns = []
        for expression in expressions:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # about syntax that may change its meaning
                    patterns.append(re.compile(expression))
            except (re.error, OverflowError, RecursionError) as error:
                from .errors import UsageError

                raise UsageError(f"--{name} {expression}: {error}") from None
        plain = [expression for expression in expressions if "(" not in expression]
        if len(plain) > 1:  # without a group each of them means the same beside others
            patterns = [pattern for pattern in patterns if "(" in pattern.pattern]
            patterns.append(re.compile("|".join(plain)))
        return patterns

    def words(self, name: str) -> list[str]:
        """What an option lists, with commas or blanks between."""
        return ",".join(self.values_of(name)).replace(",", " ").split()

    def codes(self, name: str) -> tuple[str, ...]:
        """The codes, or beginnings of codes, that an option lists."""
        return tuple(word.upper() for word in self.words(name))

    def named_codes(self) -> tuple[str, ...]:
        """The codes that --select names whole, not by their beginning: these are always told."""
        if "select" not in self.values:
            return ()
        from ..rules.pages import page  # only where codes are selected

        return tuple(code for code in self.codes("select") if page(code) is not None)

    def under(self, configured: Mapping[str, str | bool | list[str]]) -> Options:
        """The same options with configured values where the command line gave none."""
        return Options(self.files, {**configured, **self.values})

    def releases(self, go_line: str) -> Sequence[Release]:
        """The releases that must accept a module with this go line ("" for none); UsageError for a
        range that names none."""
        from ..values import releases  # not before there is something to judge

        asked = self.value("go")
        try:
            return releases.span(asked) if asked else releases.default_span(go_line)
        except ValueError as error:
            from .errors import UsageError

            raise UsageError(f"--go {asked}: {error}") from None
