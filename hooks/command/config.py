"""`.gomod-hooks.toml`, the configuration file at the root of the judged tree.

Keys: `go`, `strict`, `exclude`, `[hooks.<id>]` with a hook's option names, and
`[[allow]]`, the deliberate exceptions. An unknown key is a UsageError.
"""

from __future__ import annotations

import sys

from ..rules.pages import page
from .failure import UsageError
from .flags import COMMON, NOT_CONFIGURED, OF_HOOK, of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..rules.finding import Finding
    from .flags import Flag

    Value = str | bool | list[str]

NAME = ".gomod-hooks.toml"
EXCEPTION = ("code", "reason", "path", "module", "version")

# A key of many parts costs the TOML reader time by their square, so that no line may hold
# enough of them to be felt.
LARGEST = 1 << 18  # bytes of a file
LONGEST = 4000  # bytes of a line


class Allowance:
    """One `[[allow]]` entry: findings of `code` are meant, for `reason`; any of `path`,
    `module` and `version` narrows it ("" does not). A path that ends in "/" stands for
    all below it."""

    __slots__ = ("code", "module", "path", "reason", "version")

    def __init__(self, entry: Mapping[str, str]) -> None:
        self.code = entry["code"]
        self.reason = entry["reason"]
        self.path = entry.get("path", "")
        self.module = entry.get("module", "")
        self.version = entry.get("version", "")

    def covers(self, finding: Finding) -> bool:
        """Whether this finding is meant."""
        return (
            finding.code == self.code
            and (
                self.path in ("", finding.path)
                or (self.path.endswith("/") and finding.path.startswith(self.path))
            )
            and self.module in ("", finding.module)
            and self.version in ("", finding.version)
        )


class Config:
    """A configuration: values for every hook, values for single ones, exceptions."""

    __slots__ = ("allow", "common", "hooks")

    def __init__(self) -> None:
        self.common: dict[str, Value] = {}
        self.hooks: dict[str, dict[str, Value]] = {}
        self.allow: list[Allowance] = []

    def values(self, hook: str) -> dict[str, Value]:
        """What is configured for one hook."""
        return {**self.common, **self.hooks.get(hook, {})}


def parse(data: bytes, name: str) -> Config:
    """Read the configuration called `name`."""
    if len(data) > LARGEST:
        raise UsageError(f"{name}: larger than {LARGEST} bytes")
    if max(map(len, data.split(b"\n"))) > LONGEST:
        raise UsageError(f"{name}: a line of more than {LONGEST} bytes")
    if sys.version_info >= (3, 11):
        import tomllib  # only where there is a configuration
    else:
        try:
            import tomli as tomllib
        except ModuleNotFoundError:
            reason = "below Python 3.11 it takes tomli to read it: pip install tomli"
            raise UsageError(f"{name}: {reason}") from None
    try:
        tree = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # a number can be too long, for one
        raise UsageError(f"{name}: not TOML: {error}") from None
    config = Config()
    common = {flag.name: flag for flag in COMMON if flag.name not in NOT_CONFIGURED}
    for key, value in tree.items():
        if key == "allow":
            config.allow = _exceptions(value, name)
        elif key == "hooks":
            for hook, table in _table(value, name, key).items():
                if hook not in OF_HOOK:
                    raise UsageError(f"{name}: unknown hook {hook!r}: one of {', '.join(OF_HOOK)}")
                known = {flag.name: flag for flag in of(hook) if flag.name not in NOT_CONFIGURED}
                where = f"{name}: [hooks.{hook}]"
                config.hooks[hook] = {
                    option: _value(known, option, entry, where)
                    for option, entry in _table(table, name, hook).items()
                }
                _checked(config.hooks[hook], where)
        elif key in ("go", "strict", "exclude"):
            config.common[key] = _value(common, key, value, f"{name}:")
            _checked(config.common, f"{name}:")
        else:
            raise UsageError(
                f"{name}: unknown key {key!r}: one of go, strict, exclude, hooks, allow"
            )
    return config


def _value(known: Mapping[str, Flag], key: str, value: object, where: str) -> Value:
    flag = known.get(key)
    if flag is None:
        raise UsageError(f"{where} unknown key {key!r}: one of {', '.join(sorted(known))}")
    if not flag.value:
        if isinstance(value, bool):
            return value
        raise UsageError(f"{where} {key} is true or false")
    if flag.many:
        texts = [value] if isinstance(value, str) else value
        if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
            return texts
        raise UsageError(f"{where} {key} is a text or a list of texts")
    if not isinstance(value, str):
        raise UsageError(f"{where} {key} is a text")
    if flag.choices and value not in flag.choices:
        raise UsageError(f"{where} {key} is one of {', '.join(flag.choices)}")
    return value


def _checked(values: Mapping[str, Value], where: str) -> None:
    """UsageError, in the words of the file, for values that make no sense."""
    from . import sense  # only where something is configured
    from .options import Options

    try:
        sense.check(Options((), values))
    except UsageError as error:
        raise UsageError(f"{where} {str(error).removeprefix('--')}") from None


def _table(value: object, name: str, key: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise UsageError(f"{name}: {key} is a table")
    return value


def _exceptions(entries: object, name: str) -> list[Allowance]:
    found = []
    for entry in entries if isinstance(entries, list) else [entries]:
        table = _table(entry, name, "[[allow]]")
        for key, value in table.items():
            if key not in EXCEPTION:
                keys = ", ".join(EXCEPTION)
                raise UsageError(f"{name}: [[allow]] unknown key {key!r}: one of {keys}")
            if not isinstance(value, str):
                raise UsageError(f"{name}: [[allow]] {key} is a text")
        for key in ("code", "reason"):
            if not table.get(key):
                raise UsageError(f"{name}: [[allow]] needs a {key}")
        if page(str(table["code"])) is None:
            raise UsageError(f"{name}: [[allow]] unknown code {table['code']!r}")
        found.append(Allowance(table))  # type: ignore[arg-type]
    return found
