"""The common syntax of go.mod and go.work, https://go.dev/ref/mod#go-mod-file-lexical.

A file is lines of words; a line may open a block of lines with "(" at its end.
Words are "(", ")", "[", "]", "{", "}" and ",", quoted and raw strings, and runs
of other printable characters. White space is the space, the tab and the carriage
return. A comment runs from "//" to the end of its line.

    file  = { blank | comment | line | block }
    line  = word { word } newline
    block = { word } "(" newline { blank | comment | line } ")" newline
"""

from __future__ import annotations

from . import mod_requirements, mod_words
from .problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .mod_requirements import Known
    from .mod_words import Words


class Line:
    """One line of words, in a block or outside.

    `words` are as written, quotes included; `line` and `column` (from 1) are the
    first word's. `before` holds the whole-line comments right above it, with ""
    for a blank line among them inside a block; `suffix` is the comment at its
    end, or "".
    """

    __slots__ = ("before", "column", "line", "suffix", "words")

    def __init__(
        self, words: list[str], line: int, column: int, before: list[str], suffix: str
    ) -> None:
        self.words = words
        self.line = line
        self.column = column
        self.before = before
        self.suffix = suffix


class Block(Line):
    """A block: `words` stand before "(", `suffix` behind it.

    `end` is the line of ")", `end_before` and `end_suffix` its comments. `said` is
    for the text of the comments above it, once somebody has asked for it.
    """

    __slots__ = ("_lines", "end", "end_before", "end_suffix", "said")

    def __init__(
        self, words: list[str], line: int, column: int, before: list[str], suffix: str
    ) -> None:
        super().__init__(words, line, column, before, suffix)
        self._lines: list[Line] = []
        self.end = 0
        self.end_before: list[str] = []
        self.end_suffix = ""
        self.said: str | None = None

    @property
    def lines(self) -> list[Line]:
        """The lines in the block."""
        return self._lines


class Requirements(Block):
    """A block of nothing but ordinary requirements; its lines are made when asked for.

    `known` is what they say, `first` the number of the first.
    """

    __slots__ = ("first", "known")

    def __init__(self, block: Block, known: Sequence[Known]) -> None:
        super().__init__(block.words, block.line, block.column, block.before, block.suffix)
        self.first = block.line + 1
        self.known = known
        self.end = self.first + len(known)

    @property
    def lines(self) -> list[Line]:
        if not self._lines:
            self._lines = [
                Line([*name], number, 2, [], mod_requirements.INDIRECT if indirect else "")
                for number, (name, indirect, _) in enumerate(self.known, self.first)
            ]
        return self._lines


class Comments:
    """Whole-line comments that stand alone: a blank line or the end of the file follows."""

    __slots__ = ("before", "line")

    def __init__(self, before: list[str], line: int) -> None:
        self.before = before
        self.line = line


class Syntax:
    """A file: its statements in order, and where reading them stopped.

    `faults` are the places where a release gives up, first come first; the last
    one may be final for all of them, and then the statements end there. Most
    files have none.
    """

    __slots__ = ("_texts", "data", "faults", "statements", "text")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.text = data.decode("utf-8", "surrogateescape")
        self._texts: list[str] = []  # only made where a column is asked for
        self.statements: list[Line | Comments] = []
        self.faults: list[Problem] = []

    def __bytes__(self) -> bytes:
        return self.data

    def column(self, line: Line, index: int) -> int:
        """The column of the word at `index` of a line (of its end, beyond the last)."""
        starts = self._closely(line.line).starts
        return starts[min(index, len(starts) - 1)] if starts else line.column

    def last_column(self, line: int) -> int:
        """The column of the last word of a line."""
        starts = self._closely(line).starts
        return starts[-1] if starts else 1

    def _closely(self, line: int) -> Words:
        if not self._texts:
            self._texts = self.text.split("\n")
        return mod_words.closely(self._texts, line - 1, [])


class _Reader:
    """What is being read: the lines still to come and the comments that wait for theirs."""

    __slots__ = ("at", "block", "closing", "comments", "comments_line", "texts", "tree")

    def __init__(self, tree: Syntax) -> None:
        self.tree = tree
        self.texts = tree.text.split("\n")
        self.at = 0
        self.closing = 0  # the line of a ")" up to which no ordinary requirements are left
        self.block: Block | None = None
        self.comments: list[str] = []
        self.comments_line = 0

    def take(self) -> list[str]:
        """The comments read so far; none are left."""
        found, self.comments = self.comments, []
        return found

    def flush(self) -> None:
        """The comments read so far stand alone."""
        if self.comments:
            self.tree.statements.append(Comments(self.take(), self.comments_line))


def parse(data: bytes) -> Syntax:
    """Read a file. Nothing is raised: `faults` says where it is no such file."""
    tree = Syntax(data)
    reader = _Reader(tree)
    texts = reader.texts
    count = len(texts)
    while reader.at < count:
        text = texts[reader.at]
        bare = text.strip(" \t\r")
        if not bare:
            _blank(reader)
        elif bare.startswith("//"):
            _comment(reader, text)
        else:
            words = mod_words.read(texts, reader.at, tree.faults)
            if words.end < 0:
                if reader.block is not None and words.words[:1] == [")"] and words.words[1:]:
                    tree.faults.pop()  # Go looks one word ahead, no further
                    _close(reader, reader.block, words)
                return tree
            if not _statement(reader, words, len(text) - len(text.lstrip(" \t\r")) + 1):
                return tree
            reader.at = words.end
        reader.at += 1
    _finish(reader)
    return tree


def _blank(reader: _Reader) -> None:
    if reader.block is None:
        reader.flush()
    elif reader.comments[-1] if reader.comments else reader.block.lines:
        reader.comments.append("")  # one for each run; none before the first line


def _comment(reader: _Reader, text: str) -> None:
    if not reader.comments:
        reader.comments_line = reader.at + 1
    reader.comments.append(text[text.index("//") :])


def _statement(reader: _Reader, words: Words, column: int) -> bool:
    """Take up one line; False where the file can be read no further."""
    block, line = reader.block, reader.at + 1
    if block is not None:
        if words.words[0] == ")":
            return _close(reader, block, words)
        block.lines.append(Line(words.words, line, column, reader.take(), words.suffix))
        return True
    last = words.words[-1]
    if last == "(" or (last == ")" and len(words.words) > 2 and words.words[-2] == "("):
        size = 1 if last == "(" else 2
        if len(words.words) > size:
            return _open(reader, words, column, size)
    reader.tree.statements.append(Line(words.words, line, column, reader.take(), words.suffix))
    return True


def _open(reader: _Reader, words: Words, column: int, size: int) -> bool:
    opened = Block(words.words[:-size], reader.at + 1, column, reader.take(), words.suffix)
    if size > 1:
        opened.end, opened.suffix, opened.end_suffix = opened.line, "", words.suffix
    elif opened.words != ["require"] or (filled := _requirements(reader, opened)) is None:
        reader.block = opened
    else:
        opened = filled
        words.end = filled.end - 1
    reader.tree.statements.append(opened)
    return True


def _requirements(reader: _Reader, opened: Block) -> Requirements | None:
    """The whole of a block that has just been opened; None where it has to be read by line."""
    texts, first = reader.texts, reader.at + 1
    if first <= reader.closing:
        return None
    try:
        reader.closing = texts.index(")", first)
    except ValueError:
        reader.closing = len(texts)
        return None
    known = mod_requirements.of_lines(texts[first : reader.closing])
    return Requirements(opened, known) if known else None


def _close(reader: _Reader, block: Block, words: Words) -> bool:
    if len(words.words) > 1:
        message = "syntax error (expected newline after closing paren)"
        place = words.starts[1] if words.starts else 0
        if not place:
            place = reader.tree.column(Line(words.words, reader.at + 1, 1, [], ""), 1)
        reader.tree.faults.append(Problem("syntax-after-paren", message, reader.at + 1, place))
        return False
    before = reader.take()
    block.end, block.end_suffix = reader.at + 1, words.suffix
    block.end_before = before if before != [""] else []
    reader.block = None
    return True


def _finish(reader: _Reader) -> None:
    block = reader.block
    if block is None:
        reader.flush()
        return
    texts = reader.texts
    message = f"syntax error (unterminated block started at line {block.line})"
    place = Problem("syntax-block-open", message, len(texts), len(texts[-1]) + 1)
    reader.tree.faults.append(place)
