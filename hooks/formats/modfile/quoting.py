"""Quoted words of go.mod and go.work, and when a word needs quotes.

https://go.dev/ref/mod#go-mod-file-lexical: interpreted strings are written as in
Go source. Raw strings (`like this`) are valid syntax, but no directive accepts one.
"""

from __future__ import annotations

_ESCAPES = {
    "a": b"\a",
    "b": b"\b",
    "f": b"\f",
    "n": b"\n",
    "r": b"\r",
    "t": b"\t",
    "v": b"\v",
    "\\": b"\\",
    '"': b'"',
}
_SIZES = {"x": 2, "u": 4, "U": 8}
LONGEST_ESCAPE = 10  # characters of an escape sequence: \U and eight digits
_HEX = frozenset("0123456789abcdefABCDEF")
_OCTAL = frozenset("01234567")


def is_plain(word: str) -> bool:
    """Whether `word` has no quotes, so that it is its own value."""
    return '"' not in word and "'" not in word and "`" not in word


def unquote(word: str) -> str | None:
    """The value of a word; None if its quotes are wrong."""
    if is_plain(word):
        return word
    if word[0] != '"' or len(word) < 2 or "\n" in word:
        return None
    inner = word[1:-1]
    return inner if "\\" not in inner else _unescape(inner)


def reason(word: str) -> str:
    """Why `unquote` refuses `word`, in the words of the go command."""
    return "invalid syntax" if word[:1] == '"' else "unquoted string cannot contain quote"


def _unescape(text: str) -> str | None:
    parts = []
    end = 0
    at = text.find("\\")
    while at >= 0:
        parts.append(text[end:at].encode("utf-8", "surrogateescape"))
        value, size = _escape(text[at + 1 : at + LONGEST_ESCAPE])
        if value is None:
            return None
        parts.append(value)
        end = at + 1 + size
        at = text.find("\\", end)
    parts.append(text[end:].encode("utf-8", "surrogateescape"))
    return b"".join(parts).decode("utf-8", "surrogateescape")


def _escape(text: str) -> tuple[bytes | None, int]:
    """The bytes that an escape sequence stands for, and its length, without the backslash before
    `text`; None for an invalid one."""
    first = text[:1]
    if first in _ESCAPES:
        return _ESCAPES[first], 1
    if first in _OCTAL and len(text) >= 3 and _OCTAL.issuperset(text[:3]):
        value = int(text[:3], 8)
        return (bytes([value]) if value < 256 else None), 3
    size = _SIZES.get(first, 0)
    digits = text[1 : 1 + size]
    if not size or len(digits) < size or not _HEX.issuperset(digits):
        return None, 0
    value = int(digits, 16)
    if first == "x":
        return bytes([value]), 1 + size
    if value > 0x10FFFF or 0xD800 <= value < 0xE000:
        return None, 0
    return chr(value).encode(), 1 + size


_QUOTED = frozenset(" ()[]{},\"'`")
_NAMED = {value: "\\" + key for key, value in _ESCAPES.items()}


def quote(text: str) -> str:
    """The word whose value is `text`: `text` itself if it needs no quotes."""
    if text and text.isascii() and text.isprintable() and _QUOTED.isdisjoint(text):
        needed = "//" in text or "/*" in text
    else:
        needed = not text or not _QUOTED.isdisjoint(text) or not all(map(is_printable, text))
        needed = needed or "//" in text or "/*" in text
    if not needed:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def requote(word: str) -> str:
    """A word without needless quotes; a word whose quotes are wrong is returned as it is."""
    if word[:1] != '"':
        return word
    value = unquote(word)
    return word if value is None else quote(value)


def is_printable(character: str) -> bool:
    """Whether a character may be in a word; also true of a byte that is not UTF-8."""
    return character.isprintable() or "\udc80" <= character <= "\udcff"


def _escaped(character: str) -> str:
    named = _NAMED.get(character.encode("utf-8", "surrogateescape"))
    if named:
        return named
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if character.isprintable():
        return character
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
