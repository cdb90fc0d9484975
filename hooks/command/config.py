"""`.gomod-hooks.toml`, the configuration file at the root of the judged tree.

Keys: `go`, `strict`, `exclude`, `[hooks.<id>]` with a hook's option names, and
`[[allow]]`, the deliberate exceptions. An unknown key is a UsageError.
"""

from __future__ import annotations

import sys

from ..rules.allow import KEYS, REQUIRED, Allowance, Allowances
from ..rules.pages import page
from ..tree.paths import CONFIGURATION
from .errors import UsageError
from .flags import COMMON, NOT_CONFIGURED, OF_HOOK, of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..git.commit import Commit
    from ..git.objects import Objects
    from ..rules.finding import Finding
    from .flags import Flag
    from .options import Options

    Value = str | bool | list[str]

# A key of many parts costs the TOML reader time by their square, so that no line may hold
# enough of them to be felt.
LARGEST = 1 << 18  # bytes of a file
LONGEST_LINE = 4000  # bytes of a line


class Config:
    """A configuration: values for every hook, values for single ones, exceptions."""

    __slots__ = ("_allowances", "allow", "common", "hooks")

    def __init__(self) -> None:
        self.common: dict[str, Value] = {}
        self.hooks: dict[str, dict[str, Value]] = {}
        self.allow: list[Allowance] = []
        self._allowances: Allowances | None = None

    def values(self, hook: str) -> dict[str, Value]:
        """What is configured for one hook."""
        return {**self.common, **self.hooks.get(hook, {})}

    def allows(self, finding: Finding) -> bool:
        """Whether an exception covers a finding."""
        if self._allowances is None:
            self._allowances = Allowances(self.allow)
        return self._allowances.covers(finding)


def parse(data: bytes, name: str) -> Config:
    """Read the configuration called `name`.

    Raises UsageError, with the name and a sentence for people, for what is not TOML, too
    large, or not what the keys mean.
    """
    config = Config()
    common = {flag.name: flag for flag in COMMON if flag.name not in NOT_CONFIGURED}
    for key, value in _loaded(data, name).items():
        if key == "allow":
            config.allow = _exceptions(value, name)
        elif key == "hooks":
            for hook, table in _table(value, name, key).items():
                config.hooks[hook] = _of_hook(hook, table, name)
        elif key in ("go", "strict", "exclude"):
            config.common[key] = _value(common, key, value, f"{name}:")
            _check(config.common, f"{name}:")
        else:
            raise UsageError(
                f"{name}: unknown key {key!r}: one of go, strict, exclude, hooks, allow"
            )
    return config


def _loaded(data: bytes, name: str) -> dict[str, object]:
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
        raise UsageError(f"{name}: not TOML: {error}") from None


def _of_hook(hook: str, table: object, name: str) -> dict[str, Value]:
    if hook not in OF_HOOK:
        raise UsageError(f"{name}: unknown hook {hook!r}: one of {', '.join(OF_HOOK)}")
    known = {flag.name: flag for flag in of(hook) if flag.name not in NOT_CONFIGURED}
    where = f"{name}: [hooks.{hook}]"
    values = {
        option: _value(known, option, entry, where)
        for option, entry in _table(table, name, hook).items()
    }
    _check(values, where)
    return values


def _value(known: Mapping[str, Flag], key: str, value: object, where: str) -> Value:
    flag = known.get(key)
    if flag is None:
        raise UsageError(f"{where} unknown key {key!r}: one of {', '.join(sorted(known))}")
    if not flag.value:
        if isinstance(value, bool):
            return value
        raise UsageError(f"{where} {key} must be true or false")
    if flag.is_repeatable:
        values = [value] if isinstance(value, str) else value
        if isinstance(values, list) and all(isinstance(each, str) for each in values):
            return values
        raise UsageError(f"{where} {key} must be a string or a list of strings")
    if not isinstance(value, str):
        raise UsageError(f"{where} {key} must be a string")
    if flag.choices and value not in flag.choices:
        raise UsageError(f"{where} {key} must be one of {', '.join(flag.choices)}")
    return value


def _check(values: Mapping[str, Value], where: str) -> None:
    """UsageError, in the words of the file, for values that make no sense."""
    from . import validate  # only where something is configured
    from .options import Options

    try:
        validate.check(Options((), values))
    except UsageError as error:
        raise UsageError(f"{where} {str(error).removeprefix('--')}") from None


def _table(value: object, name: str, key: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise UsageError(f"{name}: {key} must be a table")
    return value


def _exceptions(entries: object, name: str) -> list[Allowance]:
    allowances = []
    for entry in entries if isinstance(entries, list) else [entries]:
        values: dict[str, str] = {}
        for key, value in _table(entry, name, "[[allow]]").items():
            if key not in KEYS:
                keys = ", ".join(KEYS)
                raise UsageError(f"{name}: [[allow]] unknown key {key!r}: one of {keys}")
            if not isinstance(value, str):
                raise UsageError(f"{name}: [[allow]] {key} must be a string")
            values[key] = value
        for key in REQUIRED:
            if not values.get(key):
                raise UsageError(f"{name}: [[allow]] needs a {key}")
        if page(values["code"]) is None:
            raise UsageError(f"{name}: [[allow]] unknown code {values['code']!r}")
        allowances.append(Allowance(values))
    return allowances


def in_force(commit: Commit, options: Options) -> Config | None:
    """The configuration to obey: the one that was asked for, else the judged tree's own; None
    where there is none. UsageError for one that cannot be read."""
    asked = options.value("config")
    if not asked:
        data = commit.files.read(CONFIGURATION)
        return None if data is None else parse(data, CONFIGURATION)
    return None if asked == "none" else named(asked, commit.objects)


def named(asked: str, objects: Objects) -> Config:
    """The configuration in a file, or at REV:PATH; UsageError where there is neither."""
    return parse(_content(asked, objects), asked)


def _content(asked: str, objects: Objects) -> bytes:
    try:
        with open(asked, "rb") as file:
            return file.read()
    except OSError as error:
        revision, colon, path = asked.partition(":")
        if not (colon and revision and path) or "\n" in asked:
            raise UsageError(f"--config {asked}: {error.strerror}") from None
    data = objects.read(f"{revision}:{path}")
    if data is None:
        raise UsageError(f"--config {asked}: neither a file nor a revision and path")
    return data


def unstaged_note(commit: Commit) -> str:
    """What to say where the file on disk is not the one that was obeyed; "" where it is."""
    from . import replace_file  # only when something was found

    place = commit.worktree.path(CONFIGURATION)
    disk = replace_file.read(place) if place else None
    staged = commit.files.read(CONFIGURATION)
    if disk is None or disk in (staged, (staged or b"").replace(b"\n", b"\r\n")):
        return ""
    return f"{CONFIGURATION} on disk is not the one that is staged: git add {CONFIGURATION}"
