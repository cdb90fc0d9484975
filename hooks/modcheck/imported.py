"""A policy of another tool, turned into what `.gomod-hooks.toml` says."""

from __future__ import annotations

from ..command.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Value = str | bool | Sequence[str]


class ImportedPolicy:
    """Tables of a configuration in order, each with its heading ("[[deny]]"), and `notes` on what
    has no counterpart."""

    __slots__ = ("notes", "tables")

    def __init__(self) -> None:
        self.tables: list[tuple[str, Mapping[str, Value]]] = []
        self.notes: list[str] = []

    def add(self, heading: str, **values: Value) -> None:
        """Add a table; keys without a value are left out, and "_" in a name stands for "-". What
        two sections say of one table goes together."""
        given = {name.replace("_", "-"): value for name, value in values.items() if value != ""}
        for number, (other, known) in enumerate(self.tables):
            if other == heading and not heading.startswith("[["):
                both = {name: _joined(known.get(name), value) for name, value in given.items()}
                self.tables[number] = (heading, {**known, **both})
                return
        self.tables.append((heading, given))

    def note(self, text: str) -> None:
        """Say what has no counterpart, once."""
        if text not in self.notes:
            self.notes.append(text)

    def toml(self) -> str:
        """The text of a configuration."""
        parts = []
        for heading, values in self.tables:
            lines = [heading, *(f"{name} = {_toml(value)}" for name, value in values.items())]
            parts.append("".join(line + "\n" for line in lines))
        return "\n".join(parts)


def _joined(known: Value | None, value: Value) -> Value:
    """Two values of one key: all that either says."""
    if known is None or isinstance(known, bool) or isinstance(value, bool) or known == value:
        return value
    every = [*([known] if isinstance(known, str) else known)]
    every += [value] if isinstance(value, str) else value
    return list(dict.fromkeys(every))


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    from ..rules.allow import quoted

    if isinstance(value, str):
        return quoted(value)
    return "[" + ", ".join(map(quoted, value)) + "]"


def table(value: object, what: str) -> dict[str, object]:
    """A table of the other tool's file; UsageError for anything else. None is an empty one."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UsageError(f"{what} is not a table")
    return {str(name): entry for name, entry in value.items()}


def entries(value: object, what: str) -> list[object]:
    """A list of the other tool's file; UsageError for anything else. None is an empty one."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise UsageError(f"{what} is not a list")
    return value


def text(value: object) -> str:
    """A text of the other tool's file, in one line; "" for anything else."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def texts(value: object) -> list[str]:
    """The texts of a list."""
    given: list[object] = value if isinstance(value, list) else [value]
    return [found for each in given if (found := text(each))]
