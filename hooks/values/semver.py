"""Semantic versions as Go writes them: with a leading "v", short forms allowed.

`v1` and `v1.2` are versions too and stand for v1.0.0 and v1.2.0, but take no
pre-release or build part. https://go.dev/ref/mod#versions, https://semver.org.
"""

from __future__ import annotations

# How many digits, then the digits, without leading zeros: orders like the number, of any length
Number = tuple[int, str]
Key = tuple[object, ...]

_DIGITS = frozenset("0123456789")
_WORD = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-")


class Semver:
    """The parts of a version: three numbers as digits, "-pre" and "+build" with their sign or
    "", and `parts`, how many of the numbers were written (1 for `v1`)."""

    __slots__ = ("build", "major", "minor", "parts", "patch", "prerelease")

    def __init__(
        self, major: str, minor: str, patch: str, prerelease: str, build: str, parts: int
    ) -> None:
        self.major = major
        self.minor = minor
        self.patch = patch
        self.prerelease = prerelease
        self.build = build
        self.parts = parts


def _is_number(text: str) -> bool:
    return text.isdecimal() and text.isascii() and (text[0] != "0" or text == "0")


def _is_suffix(text: str, numbers: bool) -> bool:
    """Whether "-a.b" or "+a.b" has only allowed words; `numbers` forbids leading zeros."""
    for word in text[1:].split("."):
        if not word or not _WORD.issuperset(word):
            return False
        if numbers and word[0] == "0" and word != "0" and _DIGITS.issuperset(word):
            return False
    return True


_parsed: dict[str, Semver | None] = {}
"""Memo of `parse`: a run asks for a version many times."""


def parse(version: str) -> Semver | None:
    """The parts of `version`, or None where it is not a semantic version."""
    try:
        return _parsed[version]
    except KeyError:
        parsed = _parsed[version] = _parse(version)
        return parsed


def _parse(version: str) -> Semver | None:
    if version[:1] != "v":
        return None
    body, plus, build = version[1:].partition("+")
    body, dash, prerelease = body.partition("-")
    numbers = body.split(".")
    parts = len(numbers)
    if parts > 3 or (parts < 3 and (plus or dash)):
        return None
    for number in numbers:
        if not _is_number(number):
            return None
    prerelease, build = dash + prerelease, plus + build
    if (dash and not _is_suffix(prerelease, True)) or (plus and not _is_suffix(build, False)):
        return None
    if parts < 3:
        numbers += ["0"] * (3 - parts)
    return Semver(numbers[0], numbers[1], numbers[2], prerelease, build, parts)


def is_valid(version: str) -> bool:
    """Whether `version` is a semantic version, short forms included."""
    return parse(version) is not None


def canonical(version: str) -> str:
    """`version` with all three numbers and without its build part; "" where it is not a
    semantic version."""
    parsed = parse(version)
    if parsed is None:
        return ""
    return f"v{parsed.major}.{parsed.minor}.{parsed.patch}{parsed.prerelease}"


def is_canonical(version: str) -> bool:
    """Whether `version` is canonical in a go.mod: in full, without a build part other than
    "+incompatible" (https://go.dev/ref/mod#canonical-version)."""
    parsed = parse(version)
    return parsed is not None and parsed.parts == 3 and parsed.build in ("", "+incompatible")


def major(version: str) -> str:
    """ "v2" of "v2.1.0"; "" where `version` is not a semantic version."""
    parsed = parse(version)
    return "" if parsed is None else "v" + parsed.major


def prerelease(version: str) -> str:
    """ "-rc.1" of "v1.0.0-rc.1+x"; "" without one."""
    parsed = parse(version)
    return "" if parsed is None else parsed.prerelease


def build(version: str) -> str:
    """ "+x" of "v1.0.0-rc.1+x"; "" without one."""
    parsed = parse(version)
    return "" if parsed is None else parsed.build


def _number_key(digits: str) -> Number:
    return (len(digits), digits)


def key(version: str) -> Key:
    """A value that orders versions; texts that are not versions are equal and come first.

    A pre-release comes before its release; its words compare in turn, numbers
    before other words. The build part does not count. https://semver.org/#spec-item-11
    """
    known = _keys.get(version)
    if known is None:
        known = _keys[version] = _key(version)
    return known


_keys: dict[str, Key] = {}
"""Memo of `key`."""


def _key(version: str) -> Key:
    parsed = parse(version)
    if parsed is None:
        return ()
    rest: Key = (1,)
    if parsed.prerelease:
        rest = (0, *[_word_key(word) for word in parsed.prerelease[1:].split(".")])
    return (_number_key(parsed.major), _number_key(parsed.minor), _number_key(parsed.patch), rest)


def _word_key(word: str) -> tuple[int, int, str]:
    return (0, len(word), word) if _DIGITS.issuperset(word) else (1, 0, word)


def compare(left: str, right: str) -> int:
    """-1, 0 or 1 as `left` comes before, with or after `right`, see `key`."""
    left_key, right_key = key(left), key(right)
    return (left_key > right_key) - (left_key < right_key)
