"""Go versions ("1.21", "1.21rc2", "1.21.3") and toolchain names ("go1.21.3-custom").

Form and order: https://go.dev/doc/toolchain#version. Within one language
version 1.N < 1.NbetaM < 1.NrcM < 1.N.P; below 1.21 the first release of a
language version is itself written 1.N, so there 1.NrcM < 1.N < 1.N.P. The
releases also order any other word of small letters in the place of "rc".
"""

from __future__ import annotations

FIRST_WITH_PATCH_ZERO = 21  # "1.21" is a language version, "1.20" a release

Number = tuple[int, str]  # digits: their count, then themselves; (0, "") for none
Key = tuple[Number, Number, Number, str, Number]

_DIGITS = frozenset("0123456789")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_NONE: Number = (0, "")
_ZERO: Number = (1, "0")
_PATCHED: tuple[Number, Number] = ((1, "1"), (2, str(FIRST_WITH_PATCH_ZERO)))
_LOWEST: Key = ((-1, ""), _NONE, _NONE, "", _NONE)


def _is_decimal(text: str) -> bool:
    return bool(text) and _DIGITS.issuperset(text) and (text[0] != "0" or text == "0")


_keys: dict[str, Key | None] = {}
"""The keys worked out so far: a run asks for those of a few versions many times."""


def key(version: str) -> Key | None:
    """A value that orders Go versions; None where `version` is none that Go can order."""
    try:
        return _keys[version]
    except KeyError:
        found = _keys[version] = _key(version)
        return found


def _key(version: str) -> Key | None:
    first, dot, rest = version.partition(".")
    if not _is_decimal(first):
        return None
    major = (len(first), first)
    if not dot:
        return (major, _ZERO, _ZERO, "", _NONE)
    second, dot, third = rest.partition(".")
    if dot:
        if not _is_decimal(second) or not _is_decimal(third):
            return None
        return (major, (len(second), second), (len(third), third), "", _NONE)
    return _language_key(major, second)


def _language_key(major: Number, text: str) -> Key | None:
    """The key of what follows the first dot, where no second dot does: "21" or "21rc2"."""
    word = text.lstrip("0123456789")
    digits = text[: len(text) - len(word)]
    if not _is_decimal(digits):
        return None
    minor = (len(digits), digits)
    if not word:
        patch = _NONE if (major, minor) >= _PATCHED else _ZERO
        return (major, minor, patch, "", _NONE)
    kind = word.rstrip("0123456789")
    count = word[len(kind) :]
    if not _LETTERS.issuperset(kind) or (count and not _is_decimal(count)):
        return None
    return (major, minor, _NONE, kind, (len(count), count))


def order(version: str) -> Key:
    """As `key`, with all that cannot be ordered below everything that can."""
    return key(version) or _LOWEST


def compare(one: str, other: str) -> int:
    """-1, 0 or 1 as `one` is older than, equal to or newer than `other`."""
    left, right = order(one), order(other)
    return (left > right) - (left < right)


def is_valid(version: str) -> bool:
    """Whether Go can order `version`."""
    return key(version) is not None


def is_go_line(version: str, minor: int) -> bool:
    """Whether Go 1.`minor` takes `version` in a go line.

    Up to 1.20 that is 1.N; from 1.21 on 1.N.P and a suffix of letters and digits
    may follow (https://go.dev/ref/mod#go-mod-file-go).
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
    """The 1.N that every release takes from the go line of a dependency's go.mod, where
    that line is none of its own: 1.N with anything but a digit behind it, or v before it
    ("1.21" of "1.21.x"); "" where it takes none."""
    first, dot, rest = version.removeprefix("v").partition(".")
    second = rest[: len(rest) - len(rest.lstrip("0123456789"))]
    if not dot or not _is_decimal(first) or first == "0" or not _is_decimal(second):
        return ""
    return f"{first}.{second}" if len(rest) > len(second) else ""


def language(version: str) -> str:
    """The language version, "1.21" of "1.21rc2"; "" where `version` is none that Go can order."""
    found = key(version)
    return "" if found is None else f"{found[0][1]}.{found[1][1]}"


def is_toolchain(name: str) -> bool:
    """Whether `name` may stand in a toolchain line: "default", "go1", or "go1." with
    anything behind it (https://go.dev/ref/mod#go-mod-file-toolchain)."""
    return name in ("default", "go1") or name.startswith("go1.")


def of_toolchain(name: str) -> str:
    """The Go version of a toolchain: "1.21.3" of "go1.21.3-custom"; "" of what has none."""
    if not name.startswith("go") or "/" in name or "\\" in name:
        return ""
    version = name[2:].split("-", 1)[0].split(" ", 1)[0].split("\t", 1)[0]
    return version if is_valid(version) else ""


def minor(version: str) -> int:
    """N of 1.N…; 0 where `version` is none that Go can order, or of another major."""
    found = key(version)
    if found is None or found[0][1] != "1":
        return 0
    return int(found[1][1]) if found[1][0] < 10 else 999_999_999
