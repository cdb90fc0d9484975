"""What a checksum database answers: tree heads and records,
https://go.dev/ref/mod#checksum-database.

    answer = number "\n" record "\n" head .
    record = { module version [ "/go.mod" ] hash "\n" } .
    head   = signed note of "go.sum database tree\n" size "\n" base64(hash) "\n" .

An answer counts only for the module and version that were asked for: a record of another module,
or of none, is refused.
"""

from __future__ import annotations

import binascii

from .errors import RejectedError
from .note import NoteKey, signed_text

_TITLE = "go.sum database tree"
_LARGEST_NUMBER = 1 << 62  # the go command counts in 64 bits with a sign


class TreeHead:
    """The head of a tree: its number of records, and its hash."""

    __slots__ = ("root", "size")

    def __init__(self, size: int, root: bytes) -> None:
        self.size = size
        self.root = root


class Answer:
    """An answer about a module: the number of its record in the tree, the record's bytes, the
    hashes in it by name (version, or version and "/go.mod"), and a signed head as it came."""

    __slots__ = ("data", "hashes", "head", "number")

    def __init__(self, number: int, data: bytes, hashes: dict[str, str], head: bytes) -> None:
        self.number = number
        self.data = data
        self.hashes = hashes
        self.head = head


def tree_head(note: bytes, key: NoteKey) -> TreeHead:
    """The head that a key signed; RejectedError for anything else."""
    lines = signed_text(note, key).split("\n")
    if len(lines) < 4 or lines[0] != _TITLE:
        raise RejectedError("not the head of a tree")
    size = _number(lines[1])
    try:
        root = binascii.a2b_base64(lines[2].encode("ascii"))
    except ValueError:
        root = b""
    if size < 0 or len(root) != 32:
        raise RejectedError("not the head of a tree")
    return TreeHead(size, root)


def answer(data: bytes, module: str, version: str) -> Answer:
    """An answer to the question for a module at a version; RejectedError for what answers
    another question, or none. The head in it is not looked at."""
    number_text, _, rest = data.partition(b"\n")
    number = _number(number_text.decode("ascii", "replace"))
    record, blank, head = rest.partition(b"\n\n")
    if number < 0 or not blank or not record:
        raise RejectedError("an answer without a record")
    hashes: dict[str, str] = {}
    for line in record.decode("utf-8", "surrogateescape").split("\n"):
        words = line.split(" ")
        if len(words) != 3 or words[0] != module or words[1].removesuffix("/go.mod") != version:
            raise RejectedError("a record of something else")
        if hashes.setdefault(words[1], words[2]) != words[2]:
            raise RejectedError("a record that contradicts itself")
    return Answer(number, record + b"\n", hashes, head)


def _number(text: str) -> int:
    """A decimal number without leading zeros; -1 for anything else."""
    if not text.isascii() or not text.isdigit() or len(text) > 19 or str(int(text)) != text:
        return -1
    number = int(text)
    return number if number < _LARGEST_NUMBER else -1
