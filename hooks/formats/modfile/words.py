"""The words of one line of go.mod or go.work, https://go.dev/ref/mod#go-mod-file-lexical."""

from __future__ import annotations

from ...values.releases import UNBOUNDED
from ..kinds import SYNTAX_CHAR, SYNTAX_COMMENT, SYNTAX_STRING
from ..problem import Problem

_SINGLE = frozenset("()[]{},")
_ODD = frozenset('[]{},()"`')
_SPACE = frozenset(" \t\r")
_STOPS = _SPACE | _SINGLE


class Words:
    """The words of one line, as written.

    `starts` are their columns, or [] where `read` did not need them; `suffix` is the comment
    at the end, or "". `end` is the index of the line with the last word, which is the same
    line unless a string continues after a backslash; -1 at an error that stops every
    release.
    """

    __slots__ = ("end", "starts", "suffix", "words")

    def __init__(self, words: list[str], starts: list[int], suffix: str, end: int) -> None:
        self.words = words
        self.starts = starts
        self.suffix = suffix
        self.end = end


def is_indirect(suffix: str) -> bool:
    """Whether the comment at the end of a line is "// indirect", or "// indirect; " and more."""
    words = suffix[2:].split(None, 2)
    return words == ["indirect"] or (len(words) > 1 and words[0] == "indirect;")


def is_plain(text: str) -> bool:
    """Whether the words of `text` are what lies between its blanks."""
    return text.isascii() and text.isprintable() and _ODD.isdisjoint(text) and "/*" not in text


def read(texts: list[str], index: int, faults: list[Problem]) -> Words:
    """The words of the line at `index`; syntax errors are appended to `faults`."""
    code, slashes, comment = texts[index].partition("//")
    code = code.strip(" \t\r")
    if is_plain(code):
        return Words(code.split(), [], slashes + comment, index)
    if code == ")":
        return Words([")"], [], slashes + comment, index)
    if code.endswith(" (") and is_plain(code[:-2]):
        return Words(code.split(), [], slashes + comment, index)
    return read_with_columns(texts, index, faults)


def read_with_columns(texts: list[str], index: int, faults: list[Problem]) -> Words:
    """As `read`, with the columns of the words."""
    return _Lexer(texts, index, faults).read()


class _Lexer:
    """Reads a line character by character; `row` and `at` are the index of the current line, and
    of the next character in it."""

    __slots__ = ("at", "faults", "row", "starts", "text", "texts", "words")

    def __init__(self, texts: list[str], index: int, faults: list[Problem]) -> None:
        self.texts = texts
        self.faults = faults
        self.row = index
        self.text = texts[index]
        self.at = 0
        self.words: list[str] = []
        self.starts: list[int] = []

    def read(self) -> Words:
        suffix = ""
        while self.at < len(self.text):
            character = self.text[self.at]
            if character in _SPACE:
                self.at += 1
            elif self.text.startswith("//", self.at):
                suffix = self.text[self.at :]
                break
            elif not self.word(character):
                return Words(self.words, self.starts, "", -1)
        return Words(self.words, self.starts, suffix, self.row)

    def fault(self, kind: str, message: str, row: int, at: int, last: int = UNBOUNDED) -> None:
        self.faults.append(Problem(kind, message, row + 1, at + 1, last=last))

    def word(self, first: str) -> bool:
        """Read one word; False at an error that stops every release."""
        start = self.at
        if first in _SINGLE:
            self.at += 1
            word = first
        elif first in '"`':
            word = self.string(first)
        else:
            word = self.run()
        if word:
            self.words.append(word)
            self.starts.append(start + 1)
        return bool(word)

    def string(self, quote: str) -> str:
        """A string with its quotes; "" for a string that does not end."""
        start, row = self.at, self.row
        letters = [quote]
        self.at += 1
        while True:
            if self.at >= len(self.text):
                if self.row + 1 < len(self.texts):
                    self.fault(SYNTAX_STRING, "unexpected newline in string", self.row, self.at)
                else:
                    self.fault(SYNTAX_STRING, "unexpected EOF in string", row, start)
                return ""
            character = self.text[self.at]
            letters.append(character)
            self.at += 1
            if character == quote:
                return "".join(letters)
            if character == "\\" and quote != "`":
                letters.append(self.escaped())

    def escaped(self) -> str:
        """The character after a backslash, which may be the end of a line."""
        if self.at < len(self.text):
            self.at += 1
            return self.text[self.at - 1]
        if self.row + 1 >= len(self.texts):
            return ""
        self.row += 1
        self.text, self.at = self.texts[self.row], 0
        return "\n"

    def run(self) -> str:
        """A run of printable characters; "" at one that is not allowed."""
        start, text = self.at, self.text
        while self.at < len(text):
            character = text[self.at]
            if character in _STOPS or text.startswith("//", self.at):
                break
            if text.startswith("/*", self.at):
                message = "mod files must use // comments (not /* */ comments)"
                self.fault(SYNTAX_COMMENT, message, self.row, self.at)
                return ""
            if not character.isprintable() and not "\udc80" <= character <= "\udcff":
                if self.at > start:
                    break  # the word ends here; reading the next one reports the character
                message = f"unexpected input character {character!a}"
                self.fault(SYNTAX_CHAR, message, self.row, self.at)
                return ""
            self.at += 1
        return text[start : self.at]
