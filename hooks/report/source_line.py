"""The line of a file that a finding is about, with a mark below the word in question."""

from __future__ import annotations

from .escaped import escaped
from .terminal import painted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..rules.finding import Finding

TAB = "    "
KEPT = 16  # columns before the word that are shown where a line has to be cut
SPACE = " \t"


def source_line(finding: Finding, lines: Sequence[bytes], width: int, colour: bool) -> str:
    """Two lines, no wider than `width`, from the `lines` of the file; "" where the finding is
    about the file as a whole."""
    if not 1 <= finding.line <= len(lines):
        return ""
    line = lines[finding.line - 1].decode("utf-8", "surrogateescape").removesuffix("\r")
    start = min(max(finding.column, 1) - 1, len(line))
    start += len(line[start:]) - len(line[start:].lstrip(SPACE))
    if not line.strip() or "\0" in line:
        return ""
    gutter = max(len(str(finding.line)), 4)
    before, word, rest = _shown(line, start, width - gutter - 4)
    number = painted(f"{finding.line:>{gutter}} |", "aside", colour)
    below = painted(f"{'':{gutter}} |", "aside", colour)
    mark = painted("^" * max(len(word), 1), "error", colour)
    return f"{number} {before}{word}{rest}\n{below} {' ' * len(before)}{mark}\n"


def _shown(line: str, start: int, space: int) -> tuple[str, str, str]:
    """The line before a word, the word and what follows, as far as the space allows."""
    end = next((at for at in range(start, len(line)) if line[at] in SPACE), len(line))
    before = _printable(line[max(0, start - space) : start].lstrip(SPACE))
    word = _printable(line[start : min(end, start + space)])
    if len(before) + min(len(word), space // 2) > space:
        before = "…" + before[-min(KEPT, space // 4) :]
    room = max(space - len(before), 1)
    if len(word) > room:
        return before, word[: room - 1] + "…", ""
    rest = _printable(line[end : end + space])
    room -= len(word)
    return before, word, rest if len(rest) <= room else rest[: max(room - 1, 0)] + "…" * (room > 0)


def _printable(letters: str) -> str:
    return "".join(_cell(letter) for letter in letters)


def _cell(letter: str) -> str:
    return TAB if letter == "\t" else escaped(letter)
