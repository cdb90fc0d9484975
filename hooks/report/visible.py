"""Text from files made safe to look at: nothing that moves a cursor or hides a character."""

from __future__ import annotations

# Characters of a message, a path or a line of a hint that are shown at most
LONGEST = 400


def visible(text: str) -> str:
    """The text with everything unprintable written as an escape, cut if it is long."""
    text = cut(text)
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else _escaped(letter) for letter in text)


def cut(text: str) -> str:
    """The text, of a long one only the beginning."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _escaped(letter: str) -> str:
    number = ord(letter)
    if 0xDC80 <= number <= 0xDCFF:  # a byte that is no UTF-8
        return f"\\x{number - 0xDC00:02x}"
    known = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}.get(letter)
    if known or number < 0x80:
        return known or f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
