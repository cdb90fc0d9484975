"""Go versions ("1.21", "1.21rc2", "1.21.3") and toolchain names ("go1.21.3-custom").

Form and order: https://go.dev/doc/toolchain#version. Within one language
version 1.N < 1.NbetaM < 1.NrcM < 1.N.P; below 1.21 the first release of a
language version is itself written 1.N, so there 1.NrcM < 1.N < 1.N.P. Go
accepts and orders any other lower-case word in the place of "rc" as well.
"""

from __future__ import annotations

FIRST_WITH_PATCH_ZERO = 21  # "1.21" is a language version, "1.20" a release

# How many digits, then the digits: orders like the number, of any length. (0, "") where a
# version has no number in this place.
Number = tuple[int, str]
Key = tuple[Number, Number, Number, str, Number]

_DIGITS = frozenset("0123456789")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_NO_NUMBER: Number = (0, "")
_ZERO: Number = (1, "0")
_PATCHED: tuple[Number, Number] = ((1, "1"), (2, str(FIRST_WITH_PATCH_ZERO)))
_LOWEST: Key = ((-1, ""), _NO_NUMBER, _NO_NUMBER, "", _NO_NUMBER)


def _is_decimal(text: str) -> bool:
    return bool(text) and _DIGITS.issuperset(text) and (text[0] != "0" or text == "0")


_keys: dict[str, Key | None] = {}
"""Memo of `key`: a run asks for a few versions many times."""


def key(version: str) -> Key | None:
    """A value that orders Go versions as Go does; None for a text that is not a Go version."""
    try:
        return _keys[version]
    except KeyError:
        value = _keys[version] = _key(version)
        return value


def _key(version: str) -> Key | None:
    first, dot, rest = version.partition(".")
    if not _is_decimal(first):
        return None
    major = (len(first), first)
    if not dot:
        return (major, _ZERO, _ZERO, "", _NO_NUMBER)
    second, dot, third = rest.partition(".")
    if dot:
        if not _is_decimal(second) or not _is_decimal(third):
            return None
        return (major, (len(second), second), (len(third), third), "", _NO_NUMBER)
    return _language_key(major, second)


def _language_key(major: Number, text: str) -> Key | None:
    """The key of a version with one dot, such as "1.21" or "1.21rc2"; `text` follows the dot."""
    word = text.lstrip("0123456789")
    digits = text[: len(text) - len(word)]
    if not _is_decimal(digits):
        return None
    minor = (len(digits), digits)
    if not word:
        patch = _NO_NUMBER if (major, minor) >= _PATCHED else _ZERO
        return (major, minor, patch, "", _NO_NUMBER)
    kind = word.rstrip("0123456789")
    count = word[len(kind) :]
    if not _LETTERS.issuperset(kind) or (count and not _is_decimal(count)):
        return None
    return (major, minor, _NO_NUMBER, kind, (len(count), count))


def order(version: str) -> Key:
    """As `key`, but every text that is not a Go version gets one value, below all others."""
    return key(version) or _LOWEST


def compare(left: str, right: str) -> int:
    """-1, 0 or 1 as `left` is older than, equal to or newer than `right`, see `order`."""
    left_key, right_key = order(left), order(right)
    return (left_key > right_key) - (left_key < right_key)


def is_valid(version: str) -> bool:
    """Whether `version` is a Go version, one that Go can order."""
    return key(version) is not None


def is_go_line(version: str, minor: int) -> bool:
    """Whether Go 1.`minor` accepts `version` in the go line of the main module.

    Up to 1.20 that is 1.N; from 1.21 on also 1.N.P, and either with a suffix of letters
    and digits (https://go.dev/ref/mod#go-mod-file-go).
    """
    first, dot, rest = version.partition(".")
    if not dot or not _is_decimal(first) or first == "0":
        return False
    if _is_decimal(rest):
        return True
    return minor >= FIRST_WITH_PATCH_ZERO and _is_long_form(rest)


def _is_long_form(rest: str) -> bool:
    """Whether "1." + rest is 1.N.P, 1.N + suffix or 1.N.P + suffix."""
    body = rest.rstrip("0123456789")
    letters = body.rstrip("abcdefghijklmnopqrstuvwxyz")
    if len(letters) < len(body):  # letters and then digits at the end
        if len(body) == len(rest):
            return False
        rest = letters
    minor, dot, patch = rest.partition(".")
    return _is_decimal(minor) and (not dot or _is_decimal(patch))


def lax_go_line(version: str) -> str:
    """What Go reads from an invalid go line in the go.mod of a dependency: "1.21" of "1.21.x"
    and of "v1.21.3", that is 1.N followed by something other than a digit; "" where that is
    an error too."""
    first, dot, rest = version.removeprefix("v").partition(".")
    second = rest[: len(rest) - len(rest.lstrip("0123456789"))]
    if not dot or not _is_decimal(first) or first == "0" or not _is_decimal(second):
        return ""
    return f"{first}.{second}" if len(rest) > len(second) else ""


def without_suffix(version: str) -> str:
    """A go line without the letters and digits at its end: "1.21.0" of "1.21.0rc1"; below 1.21,
    where go lines have no patch number, "1.20" of "1.20.0rc1"."""
    numbers = version.rstrip("0123456789").rstrip("abcdefghijklmnopqrstuvwxyz")
    if not is_valid(numbers):
        return version
    return numbers if minor(numbers) >= FIRST_WITH_PATCH_ZERO else language(numbers)


def language(version: str) -> str:
    """The language version, "1.21" of "1.21rc2"; "" for a text that is not a Go version."""
    parts = key(version)
    return "" if parts is None else f"{parts[0][1]}.{parts[1][1]}"


def is_toolchain(name: str) -> bool:
    """Whether a toolchain line with `name` can be read: "default", "go1", or "go1." followed by
    anything (https://go.dev/ref/mod#go-mod-file-toolchain)."""
    return name in ("default", "go1") or name.startswith("go1.")


def of_toolchain(name: str) -> str:
    """The Go version of a toolchain name: "1.21.3" of "go1.21.3-custom"; "" where the name does
    not contain one (https://go.dev/doc/toolchain#name)."""
    if not name.startswith("go") or "/" in name or "\\" in name:
        return ""
    version = name[2:].split("-", 1)[0].split(" ", 1)[0].split("\t", 1)[0]
    return version if is_valid(version) else ""


def minor(version: str) -> int:
    """N of 1.N..., at most 1 << 30; 0 for a text that is not a Go version, or of another major."""
    parts = key(version)
    if parts is None or parts[0][1] != "1":
        return 0
    return int(parts[1][1]) if parts[1][0] < 10 else 1 << 30
