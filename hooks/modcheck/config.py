"""`modcheck config`: the configuration that is in force, and where each value comes from."""

from __future__ import annotations

from ..command.output import write_out
from ..command.parser import Parser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..command.config import Config
    from ..command.flags import Flag

ABOUT = """Print the configuration that holds for the index, or for a commit: every option with its
value and where it comes from, then the exceptions and policies."""
DEFAULT = "default"


class Setting:
    """A value that is in force: in which table ("" for the top), its name, and its origin."""

    __slots__ = ("name", "origin", "table", "value")

    def __init__(self, table: str, name: str, value: object, origin: str) -> None:
        self.table = table
        self.name = name
        self.value = value
        self.origin = origin


def config(arguments: Sequence[str]) -> int:
    """Print it. Raises UsageError and GitError."""
    given = parser().parse_args(arguments)
    if given.schema:
        from ..command.config_schema import schema
        from ..report.json_report import dump

        return write_out(dump(schema()))
    settings = list(_settings(_in_force(given.rev or "", given.config or "")))
    if given.format == "json":
        from ..report.json_report import dump

        rows = [
            {"table": one.table, "name": one.name, "value": one.value, "origin": one.origin}
            for one in settings
        ]
        return write_out(dump(rows))
    return write_out(_text(settings))


def parser() -> Parser:
    """The command line."""
    from ..command import flags

    made = Parser("modcheck config", ABOUT, "0 printed; 2 {failed}")
    for flag in (flags.REV, flags.CONFIG):
        made.add(flag)
    made.add_argument("--format", choices=("text", "json"), default="text")
    made.add_argument(
        "--schema", action="store_true", help="print the JSON Schema of the file instead"
    )
    return made


def _in_force(rev: str, asked: str) -> Config | None:
    from ..command.config_source import in_force
    from ..command.options import Options
    from ..git.commit import judged

    commit = judged(rev)
    try:
        return in_force(commit, Options((), {"config": asked} if asked else {}))
    finally:
        commit.objects.close()


def _settings(found: Config | None) -> Iterator[Setting]:
    """Everything that is in force, tables in turn."""
    from ..command.flags import COMMON, IMPORTS, NOT_CONFIGURED, OF_HOOK

    common = [flag for flag in (*COMMON, IMPORTS) if flag.name not in NOT_CONFIGURED]
    for flag in common:
        yield _setting(found, flag)
    for hook, own in OF_HOOK.items():
        configured = found.hooks.get(hook, {}) if found is not None else {}
        flags = [flag for flag in own if flag.name not in (*NOT_CONFIGURED, IMPORTS.name)]
        flags += [flag for flag in common if flag.name in configured and flag not in flags]
        for flag in flags:
            yield _setting(found, flag, "hooks", hook)
    if found is not None:
        yield from _entries(found)


def _setting(found: Config | None, flag: Flag, *table: str) -> Setting:
    """An option: as it is configured, else as it is by itself."""
    value: object = flag.default if flag.value else False
    origin = DEFAULT
    if found is not None:
        configured = found.hooks.get(table[1], {}) if table else found.common
        if flag.name in configured:
            value = configured[flag.name]
            origin = _place(found, *table, flag.name)
    return Setting(f"[{'.'.join(table)}]" if table else "", flag.name, value, origin)


def _entries(found: Config) -> Iterator[Setting]:
    """The exceptions, and what is wanted of dependencies."""
    every = sorted([*found.allow, *found.ended], key=lambda exception: exception.number)
    for exception in every:
        state = "ended" if exception in found.ended else exception.reason
        origin = _place(found, "allow", exception.number)
        yield Setting("[[allow]]", exception.subject, state, origin)
    policy = found.policy
    if policy is None:
        return
    name = found.source.name
    for table, rules in (("[[deny]]", policy.deny), ("[[only]]", policy.only)):
        for rule in rules:
            versions = f" {rule.versions.text}" if rule.versions is not None else ""
            subject = ", ".join(rule.patterns) + versions
            yield Setting(table, subject, rule.reason, f"{name}:{rule.line}")
    for named in policy.named:
        held = {key: value for key, value in named.values.items() if key != "reason"}
        yield Setting("[policy]", named.name, held or True, f"{name}:{named.line}")
    for title, entry in policy.ended:
        yield Setting("ended", title, entry.until, f"{name}:{entry.line}")


def _place(found: Config, *place: str | int) -> str:
    line = found.source.line(*place)
    return f"{found.source.name}:{line}" if line else found.source.name


def _text(settings: Sequence[Setting]) -> str:
    """Name, value and origin in columns, the tables with their heading."""
    rows = [(one.table, one.name, _shown(one.value), one.origin) for one in settings]
    names = max((len(name) for _, name, _, _ in rows), default=0)
    values = max((len(value) for _, _, value, _ in rows), default=0)
    lines, table = [], ""
    for where, name, value, origin in rows:
        if where != table:
            lines += ["", where]
            table = where
        lines.append(f"{name:{names}}  {value:{values}}  {origin}")
    from ..report.escaped import escaped

    return "".join(escaped(line) + "\n" for line in lines)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}={_shown(each)}" for key, each in value.items())
    return str(value) or "-"
