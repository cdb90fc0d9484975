"""On which line of a configuration something stands: the reader of TOML does not say.

Tables and keys are looked for where people write them, at the beginning of a line
(https://toml.io/en/v1.0.0). What is written otherwise, such as a table in braces, has the
line of what it stands in.
"""

from __future__ import annotations

from .errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Place = tuple[str | int, ...]  # keys from the top; a number counts the tables of one name

LONG_STRINGS = ('"""', "'''")


class Source:
    """A configuration as it was read: its name for people, and its text."""

    __slots__ = ("_lines", "name", "text")

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.text = data.decode("utf-8", "replace")
        self._lines: dict[Place, int] | None = None

    def line(self, *place: str | int) -> int:
        """The line of a table or key, else of the table around it; 0 where neither is found."""
        if self._lines is None:
            self._lines = _lines(self.text)
        for count in range(len(place), 0, -1):
            if place[:count] in self._lines:
                return self._lines[place[:count]]
        return 0

    def refuse(self, message: str, *place: str | int) -> UsageError:
        """The error for what stands at a place, with the name of the file and the line."""
        line = self.line(*place)
        return UsageError(f"{self.name}:{line}: {message}" if line else f"{self.name}: {message}")


def _lines(text: str) -> dict[Place, int]:
    """The lines of tables and of keys; the first one of each."""
    found: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    for number, line in _outside_strings(text):
        if line.startswith("["):
            is_list = line.startswith("[[")
            keys = _keys(line.strip("[").partition("]")[0])
            if not keys:
                continue
            table = keys
            if is_list:
                counts[keys] = counts.get(keys, -1) + 1
                table = (*keys, counts[keys])
            for count in range(1, len(table) + 1):
                found.setdefault(table[:count], number)
        elif "=" in line and (keys := _keys(line.partition("=")[0])):
            for count in range(1, len(keys) + 1):
                found.setdefault((*table, *keys[:count]), number)
    return found


def _keys(text: str) -> Place:
    """The parts of a dotted key; () for what is none."""
    parts = [part.strip().strip("\"'") for part in text.split(".")]
    plain = all(part and not set(part) & set(" \t\"'{}[],#") for part in parts)
    return tuple(parts) if plain else ()


def _outside_strings(text: str) -> Iterator[tuple[int, str]]:
    """The lines that begin outside of a string of several lines, with their numbers."""
    within = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not within:
            yield number, line.strip()
        rest = line
        while rest:
            ends = [within] if within else LONG_STRINGS
            at, mark = min(((rest.find(end), end) for end in ends if end in rest), default=(-1, ""))
            if at < 0:
                break
            within = "" if within else mark
            rest = rest[at + 3 :]
