"""A .gitattributes file: https://git-scm.com/docs/gitattributes.

Only files of the tree are read: the user's own attributes are not in the commit.
"""

from __future__ import annotations

from .gitignore import expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    # What a line sets: a text for NAME=TEXT, else whether it is set; None where it is taken back
    Values = Mapping[str, str | bool | None]

MACRO = "[attr]"
BINARY = {"binary": True, "diff": False, "merge": False, "text": False}


class AttributeLine:
    """One line: its `number` from 1, the regular expression of its `pattern`, whether that is
    matched with the last name of a path alone, and the attributes that it sets."""

    __slots__ = ("is_of_name", "number", "pattern", "values")

    def __init__(self, number: int, pattern: str, values: Values, *, is_of_name: bool) -> None:
        self.number = number
        self.pattern = pattern
        self.values = values
        self.is_of_name = is_of_name

    def matches(self, path: str) -> bool:
        """Whether the line is about a path, seen from the folder of its file."""
        import re  # few trees have such files

        text = path.rpartition("/")[2] if self.is_of_name else path
        return re.fullmatch(self.pattern, text) is not None


def parse(data: bytes) -> list[AttributeLine]:
    """The lines of a file in order, the attributes of macros among what they set."""
    macros: dict[str, Values] = {"binary": BINARY}
    lines = []
    for number, line in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), 1):
        pattern, words = _split(line.strip(" \t\r\f\v"))
        if pattern.startswith(MACRO):
            macros[pattern[len(MACRO) :]] = dict(_values(words, macros))
        elif pattern and pattern[0] not in "#!" and pattern[-1] != "/":
            lines.append(
                AttributeLine(
                    number,
                    expression(pattern.removeprefix("/")),
                    dict(_values(words, macros)),
                    is_of_name="/" not in pattern,
                )
            )
    return lines


def _split(line: str) -> tuple[str, list[str]]:
    """The pattern, which may be quoted as in C, and the words after it."""
    if line[:1] != '"':
        pattern, *words = line.split() or [""]
        return pattern, words
    end = 1
    while end < len(line) and line[end] != '"':
        end += 1 + (line[end] == "\\")
    return line[1:end].replace("\\", ""), line[end + 1 :].split()


def _values(
    words: list[str], macros: Mapping[str, Values]
) -> Iterator[tuple[str, str | bool | None]]:
    """What the words of a line set, in order."""
    for word in words:
        name, equals, value = word.partition("=")
        if equals:
            yield name, value
        elif word[0] in "-!":
            yield word[1:], False if word[0] == "-" else None
        else:
            yield word, True
            yield from macros.get(word, {}).items()
