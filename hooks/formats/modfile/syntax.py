"""The common syntax of go.mod and go.work, https://go.dev/ref/mod#go-mod-file-lexical.

A file consists of lines of words; a line that ends in "(" opens a block of lines.
Words are "(", ")", "[", "]", "{", "}" and ",", quoted and raw strings, and runs of
other printable characters. White space is the space, the tab and the carriage
return. A comment extends from "//" to the end of its line.

    file  = { blank | comment | line | block }
    line  = word { word } newline
    block = { word } "(" newline { blank | comment | line } ")" newline
"""

from __future__ import annotations

from ..kinds import SYNTAX_AFTER_PAREN, SYNTAX_BLOCK_OPEN
from ..problem import Problem
from . import requirements, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .requirements import Known
    from .words import Words


class Line:
    """One line of words, in a block or outside.

    `words` are as written, with quotes; `line` and `column` (from 1) are those of the first
    word. `before` are the whole-line comments directly above it, with "" for blank lines
    between them in a block; `suffix` is the comment at its end, or "".
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
    """A block: `words` come before its "(", the comment `suffix` after it.

    `end` is the line of ")", `end_before` and `end_suffix` are its comments. `comment` keeps
    the text of the comments above the block, once `DirectiveLine.comment` has built it.
    """

    __slots__ = ("_lines", "comment", "end", "end_before", "end_suffix")

    def __init__(
        self, words: list[str], line: int, column: int, before: list[str], suffix: str
    ) -> None:
        super().__init__(words, line, column, before, suffix)
        self._lines: list[Line] = []
        self.end = 0
        self.end_before: list[str] = []
        self.end_suffix = ""
        self.comment: str | None = None

    @property
    def lines(self) -> list[Line]:
        """The lines in the block."""
        return self._lines


_COMMENT = {True: requirements.INDIRECT, False: ""}


class RequireBlock(Block):
    """A block of ordinary requirements only; its lines are built when they are asked for.

    `known` are the requirements, `first` is the line of the first one.
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
                Line(
                    [module.path, module.version],
                    number,
                    2,
                    [],
                    requirements.INDIRECT if indirect else "",
                )
                for number, (module, indirect, _) in enumerate(self.known, self.first)
            ]
        return self._lines


class Comments:
    """Whole-line comments of their own: a blank line or the end of the file comes after them."""

    __slots__ = ("before",)

    def __init__(self, before: list[str]) -> None:
        self.before = before


class Syntax:
    """A file: its statements in order, and its syntax errors.

    `faults` are in file order. At the last one every release may stop, and then the
    statements end there. Most files have no faults.
    """

    __slots__ = ("_texts", "data", "faults", "statements", "text")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.text = data.decode("utf-8", "surrogateescape")
        self._texts: list[str] = []  # built for `column` and `line`
        self.statements: list[Line | Comments] = []
        self.faults: list[Problem] = []

    def __bytes__(self) -> bytes:
        return self.data

    def column(self, line: Line, index: int) -> int:
        """The column of the word at `index` of a line; beyond the last word, that of the last."""
        starts = self._words(line.line).starts
        return starts[min(index, len(starts) - 1)] if starts else line.column

    def last_column(self, line: int) -> int:
        """The column of the last word of a line."""
        starts = self._words(line).starts
        return starts[-1] if starts else 1

    def _words(self, line: int) -> Words:
        if not self._texts:
            self._texts = self.text.split("\n")
        return words.read_with_columns(self._texts, line - 1, [])

    def line(self, number: int) -> str:
        """The text of a line, counted from 1; "" where there is none."""
        if not self._texts:
            self._texts = self.text.split("\n")
        return self._texts[number - 1] if 0 < number <= len(self._texts) else ""


class _Reader:
    """The state of reading: the position, the open block, the comments of the next line."""

    __slots__ = ("at", "block", "closing", "comments", "syntax", "texts")

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self.texts = syntax.text.split("\n")
        self.at = 0
        self.closing = (
            0  # index of the last ")" searched for: blocks opened above it are read by line
        )
        self.block: Block | None = None
        self.comments: list[str] = []

    def take(self) -> list[str]:
        """The comments read so far, for the statement below them."""
        comments, self.comments = self.comments, []
        return comments

    def flush(self) -> None:
        """Make the comments read so far a statement of their own."""
        if self.comments:
            self.syntax.statements.append(Comments(self.take()))


def parse(data: bytes) -> Syntax:
    """Read the syntax of a file. Nothing is raised: errors are in `faults`."""
    syntax = Syntax(data)
    reader = _Reader(syntax)
    texts = reader.texts
    count = len(texts)
    while reader.at < count:
        text = texts[reader.at]
        bare = text.strip(" \t\r")
        if not bare:
            _blank(reader)
        elif bare.startswith("//"):
            reader.comments.append(text[text.index("//") :])
        else:
            read = words.read(texts, reader.at, syntax.faults)
            if read.end < 0:
                if reader.block is not None and read.words[:1] == [")"] and read.words[1:]:
                    syntax.faults.pop()  # Go stops at the word after ")", before the fault
                    _close(reader, reader.block, read)
                return syntax
            if not _statement(reader, read, len(text) - len(text.lstrip(" \t\r")) + 1):
                return syntax
            reader.at = read.end
        reader.at += 1
    _finish(reader)
    return syntax


def _blank(reader: _Reader) -> None:
    if reader.block is None:
        reader.flush()
    elif reader.comments[-1] if reader.comments else reader.block.lines:
        reader.comments.append("")  # one for each run, but none above the first line


def _statement(reader: _Reader, read: Words, column: int) -> bool:
    """Add one line to the statements; False at an error that stops every release."""
    block, line = reader.block, reader.at + 1
    if block is not None:
        if read.words[0] == ")":
            return _close(reader, block, read)
        block.lines.append(Line(read.words, line, column, reader.take(), read.suffix))
        return True
    last = read.words[-1]
    if last == "(" or (last == ")" and len(read.words) > 2 and read.words[-2] == "("):
        size = 1 if last == "(" else 2
        if len(read.words) > size:
            return _open(reader, read, column, size)
    reader.syntax.statements.append(Line(read.words, line, column, reader.take(), read.suffix))
    return True


def _open(reader: _Reader, read: Words, column: int, size: int) -> bool:
    opened = Block(read.words[:-size], reader.at + 1, column, reader.take(), read.suffix)
    if size > 1:
        opened.end, opened.suffix, opened.end_suffix = opened.line, "", read.suffix
    elif opened.words != ["require"] or (filled := _requirements(reader, opened)) is None:
        reader.block = opened
    else:
        opened = filled
        read.end = filled.end - 1
    reader.syntax.statements.append(opened)
    return True


def _requirements(reader: _Reader, opened: Block) -> RequireBlock | None:
    """A block that was just opened, read up to its ")"; None if it has to be read line by line."""
    texts, first = reader.texts, reader.at + 1
    if first <= reader.closing:
        return None
    try:
        reader.closing = texts.index(")", first)
    except ValueError:
        reader.closing = len(texts)
        return None
    known = requirements.of_lines(texts[first : reader.closing])
    return RequireBlock(opened, known) if known else None


def _close(reader: _Reader, block: Block, read: Words) -> bool:
    if len(read.words) > 1:
        message = "syntax error (expected newline after closing paren)"
        column = read.starts[1]
        reader.syntax.faults.append(Problem(SYNTAX_AFTER_PAREN, message, reader.at + 1, column))
        return False
    before = reader.take()
    block.end, block.end_suffix = reader.at + 1, read.suffix
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
    place = Problem(SYNTAX_BLOCK_OPEN, message, len(texts), len(texts[-1]) + 1)
    reader.syntax.faults.append(place)
