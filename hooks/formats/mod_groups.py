"""What is about to be written to a go.mod or go.work: lines and blocks."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .mod_syntax import Block


class Entry:
    """A line to write: the words after its verb, the comments above it and behind it."""

    __slots__ = ("before", "suffix", "verb", "words")

    def __init__(self, verb: str, words: list[str], before: list[str], suffix: str) -> None:
        self.verb = verb
        self.words = words
        self.before = before
        self.suffix = suffix


class Group:
    """A block to write, or a single line: then there is one entry and no comment of its own.

    `before` are the comments above a block, `suffix` the one behind its "(";
    `end_before` and `end_suffix` are those of its ")".
    """

    __slots__ = ("before", "end_before", "end_suffix", "entries", "is_block", "suffix", "verb")

    def __init__(self, verb: str, entries: list[Entry], block: Block | None = None) -> None:
        self.verb = verb
        self.entries = entries
        self.is_block = block is not None
        self.before = list(block.before) if block else []
        self.suffix = block.suffix if block else ""
        self.end_before = list(block.end_before) if block else []
        self.end_suffix = block.end_suffix if block else ""
