"""Text from files, made safe to print: nothing moves the cursor or hides a character."""

from __future__ import annotations

TEXT_LIMIT = 400  # characters that are shown of a message, a path or a line of a hint


def escaped(text: str) -> str:
    """The text cut to TEXT_LIMIT, with unprintable characters as escapes ("\\x1b")."""
    text = cut(text)
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else _escaped(letter) for letter in text)


def cut(text: str) -> str:
    """The text; of a text longer than TEXT_LIMIT only the beginning."""
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1] + "…"


def _escaped(letter: str) -> str:
    number = ord(letter)
    if 0xDC80 <= number <= 0xDCFF:  # a byte that is not UTF-8
        return f"\\x{number - 0xDC00:02x}"
    named = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}.get(letter)
    if named or number < 0x80:
        return named or f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
