"""`.gomod-hooks.toml`, the configuration file at the root of the judged tree.

Keys: `go`, `strict`, `exclude`, `imports`, `[hooks.<id>]` with a hook's option names, `[[allow]]`,
the deliberate exceptions, and what is wanted of dependencies, `[[deny]]`, `[[only]]` and
`[policy]`. An unknown key is a UsageError.
"""

from __future__ import annotations

import sys

from ..rules.allow import exact
from .config_allow import as_text, exceptions, unknown
from .config_lines import Source
from .errors import UsageError
from .flags import COMMON, IMPORTS, NOT_CONFIGURED, OF_HOOK, of
from .nearest import meant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..rules.allow import Allowance
    from ..rules.finding import Finding
    from ..rules.policy import Policy
    from .flags import Flag

    Value = str | bool | list[str]

# A key of many parts costs the TOML reader time by their square, so that no line may hold
# enough of them to be felt.
LARGEST = 1 << 18  # bytes of a file
LONGEST_LINE = 4000  # bytes of a line


TOP = ("go", "strict", "exclude")  # keys that hold for every hook
OF_POLICY = ("deny", "only", "policy")  # the tables that `config_policy` reads


class Config:
    """A configuration: values for every hook, values for single ones, exceptions, and those that
    have `ended`; and the `policy` on dependencies, None without one. `silenced` collects which
    exception covered which finding."""

    __slots__ = ("_index", "allow", "common", "ended", "hooks", "policy", "silenced", "source")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.common: dict[str, Value] = {}
        self.hooks: dict[str, dict[str, Value]] = {}
        self.allow: list[Allowance] = []
        self.ended: list[Allowance] = []
        self.policy: Policy | None = None
        self._index: dict[tuple[str, str, str], list[tuple[int, Allowance]]] | None = None
        self.silenced: dict[tuple[str, int, int], tuple[Allowance, Finding]] = {}

    @property
    def has_ended(self) -> bool:
        """Whether the last day of an exception, or of an entry of the policy, is over."""
        return bool(self.ended or (self.policy is not None and self.policy.ended))

    def accepts(self, finding: Finding) -> bool:
        """Whether an exception covers a finding; it is kept in `silenced`."""
        for number, exception in self._candidates(finding):
            if exception.covers(finding):
                place = (finding.path, finding.line, number)
                self.silenced.setdefault(place, (exception, finding))
                return True
        return False

    def _candidates(self, finding: Finding) -> list[tuple[int, Allowance]]:
        """The exceptions that may cover a finding: those whose code, module and path are its own,
        or are open. There may be as many as findings."""
        if self._index is None:
            self._index = {}
            for number, exception in enumerate(self.allow):
                key = (exception.code, exact(exception.module), exact(exception.path))
                self._index.setdefault(key, []).append((number, exception))
        code, module, path = finding.code, finding.module, finding.path
        parts = path.split("/")
        folders = ["/".join(parts[:count]) for count in range(1, len(parts))]
        folders += [folder + "/" for folder in folders]
        keys = {(code, one, other) for one in (module, "") for other in (path, "", *folders)}
        return sorted(
            (each for key in keys for each in self._index.get(key, ())), key=lambda each: each[0]
        )

    def values(self, hook: str) -> dict[str, Value]:
        """What is configured for one hook."""
        return {**self.common, **self.hooks.get(hook, {})}


def parse(data: bytes, name: str) -> Config:
    """Read the configuration called `name`.

    Raises UsageError, with the name and a sentence for people, for what is not TOML, too
    large, or not what the keys mean.
    """
    source = Source(name, data)
    config = Config(source)
    common = {flag.name: flag for flag in COMMON if flag.name not in NOT_CONFIGURED}
    tables = loaded(data, name)
    for key, value in tables.items():
        if key == "allow":
            config.allow, config.ended = exceptions(value, source)
        elif key == "hooks":
            for hook, table in _table(value, source, key).items():
                config.hooks[hook] = _of_hook(hook, table, source)
        elif key == IMPORTS.name:
            config.common[key] = _value({key: IMPORTS}, key, value, source)
        elif key in TOP:
            config.common[key] = _value(common, key, value, source)
            _check({key: config.common[key]}, source)
        elif key not in OF_POLICY:
            known = (*TOP, IMPORTS.name, "hooks", "allow", *OF_POLICY)
            raise source.refuse(unknown(key, known), key)
    if not tables.keys().isdisjoint(OF_POLICY):
        from . import config_policy  # few projects have one

        config.policy = config_policy.read(tables, source)
    return config


def loaded(data: bytes, name: str) -> dict[str, object]:
    """The tables of a configuration as they stand; UsageError for what is not TOML."""
    if len(data) > LARGEST:
        raise UsageError(f"{name}: larger than {LARGEST} bytes")
    if max(map(len, data.split(b"\n"))) > LONGEST_LINE:
        raise UsageError(f"{name}: a line of more than {LONGEST_LINE} bytes")
    if sys.version_info >= (3, 11):
        import tomllib  # only where there is a configuration
    else:
        try:
            import tomli as tomllib
        except ModuleNotFoundError:
            reason = "below Python 3.11 it takes tomli to read it: pip install tomli"
            raise UsageError(f"{name}: {reason}") from None
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # a number can be too long, for one
        raise UsageError(f"{name}{_position(str(error))}: not TOML: {error}") from None


def _position(message: str) -> str:
    """The line and column that the reader of TOML names, as ":3:5"."""
    words = message.rpartition("(at line ")[2].rstrip(")").split(", column ")
    return ":" + ":".join(words) if len(words) == 2 and all(map(str.isdigit, words)) else ""


def _of_hook(hook: str, table: object, source: Source) -> dict[str, Value]:
    if hook not in OF_HOOK:
        known = ", ".join(OF_HOOK)
        guess = meant(hook, OF_HOOK)
        raise source.refuse(f"unknown hook {hook!r}: one of {known}{guess}", "hooks", hook)
    known_flags = {flag.name: flag for flag in of(hook) if flag.name not in NOT_CONFIGURED}
    values = {}
    for option, entry in _table(table, source, "hooks", hook).items():
        values[option] = _value(known_flags, option, entry, source, "hooks", hook)
        _check({option: values[option]}, source, "hooks", hook)
    return values


def _value(
    known: Mapping[str, Flag], key: str, value: object, source: Source, *table: str
) -> Value:
    """The value of a key; UsageError where it is not what the option takes."""
    where = f"[{'.'.join(table)}] " if table else ""
    flag = known.get(key)
    if flag is None:
        raise source.refuse(where + unknown(key, sorted(known)), *table, key)
    wanted = ""
    if not flag.value:
        if isinstance(value, bool):
            return value
        wanted = "true or false"
    elif flag.is_repeatable:
        values = [value] if isinstance(value, str) else value
        if isinstance(values, list) and all(isinstance(each, str) for each in values):
            return values
        wanted = "a string or a list of strings" + as_text(key, value)
    elif not isinstance(value, str):
        wanted = "a string" + as_text(key, value)
    elif flag.choices and value not in flag.choices:
        wanted = f"one of {', '.join(flag.choices)}{meant(value, flag.choices)}"
    else:
        return value
    raise source.refuse(f"{where}{key} must be {wanted}", *table, key)


def _check(values: Mapping[str, Value], source: Source, *table: str) -> None:
    """UsageError, in the words of the file, for a value that makes no sense."""
    from . import validate  # only where something is configured
    from .options import Options

    where = f"[{'.'.join(table)}] " if table else ""
    try:
        validate.check(Options((), values))
    except UsageError as error:
        message = where + str(error).removeprefix("--")
        raise source.refuse(message, *table, *values) from None


def _table(value: object, source: Source, *place: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise source.refuse(f"{place[-1]} must be a table: [{'.'.join(place)}]", *place)
    return value
