"""Go versions ("1.21", "1.21rc2", "1.21.3") and toolchain names ("go1.21.3-custom").

Form and order: https://go.dev/doc/toolchain#version. Within one language
version 1.N < 1.NbetaM < 1.NrcM < 1.N.P; below 1.21 the first release of a
language version is itself written 1.N, so there 1.NrcM < 1.N < 1.N.P.
"""

from __future__ import annotations

FIRST_WITH_PATCH_ZERO = 21  # "1.21" is a language version, "1.20" a release

Key = tuple[int, int, int, int, int]

_DIGITS = frozenset("0123456789")


def _number(text: str) -> int:
    """`text` as a decimal number without leading zeros; -1 if it is none."""
    if not text or not _DIGITS.issuperset(text) or (text[0] == "0" and text != "0"):
        return -1
    return int(text) if len(text) < 19 else -1


def key(version: str) -> Key | None:
    """A value that orders Go versions; None where `version` is none that Go can order."""
    first, dot, rest = version.partition(".")
    major = _number(first)
    if not dot:
        return (major, 0, 3, 0, 0) if major >= 0 else None
    second, dot, third = rest.partition(".")
    if dot:
        minor, patch = _number(second), _number(third)
        return None if major < 0 or minor < 0 or patch < 0 else (major, minor, 3, patch, 0)
    return _minor_key(major, second)


def _minor_key(major: int, text: str) -> Key | None:
    """The key of what follows the first dot, where no second dot does: "21" or "21rc2"."""
    digits = len(text) - len(text.lstrip("0123456789"))
    minor = _number(text[:digits])
    if major < 0 or minor < 0:
        return None
    suffix = text[digits:]
    if not suffix:
        if (major, minor) < (1, FIRST_WITH_PATCH_ZERO):
            return (major, minor, 3, 0, 0)
        return (major, minor, 0, 0, 0)
    for rank, name in ((1, "beta"), (2, "rc")):
        if suffix.startswith(name):
            count = _number(suffix[len(name) :])
            return None if count < 0 else (major, minor, rank, count, 0)
    return None


_LOWEST: Key = (-1, 0, 0, 0, 0)


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


def _is_decimal(text: str) -> bool:
    return bool(text) and _DIGITS.issuperset(text) and (text[0] != "0" or text == "0")


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
    return "" if found is None else f"{found[0]}.{found[1]}"


def is_toolchain(name: str) -> bool:
    """Whether `name` may stand in a toolchain line: "default", or "go" and a version with
    whatever follows it (https://go.dev/ref/mod#go-mod-file-toolchain)."""
    if name == "default":
        return True
    first, dot, rest = name.removeprefix("go").partition(".")
    if not name.startswith("go") or not _DIGITS.issuperset(first) or first[:1] in ("", "0"):
        return False
    return not dot or bool(rest)


def of_toolchain(name: str) -> str:
    """The Go version of a toolchain: "1.21.3" of "go1.21.3-custom"; "" of what has none."""
    if not name.startswith("go"):
        return ""
    version = name[2:].partition("-")[0]
    return version if is_valid(version) else ""


def minor(version: str) -> int:
    """N of 1.N…; 0 where `version` is none that Go can order, or of another major."""
    found = key(version)
    return found[1] if found and found[0] == 1 else 0
