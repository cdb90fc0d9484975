"""Semantic versions as Go writes them: with a leading "v", short forms allowed.

`v1` and `v1.2` are versions too and stand for v1.0.0 and v1.2.0, but take no
pre-release or build part. https://go.dev/ref/mod#versions, https://semver.org.
"""

from __future__ import annotations

Number = tuple[int, str]  # digits: their count, then themselves; any length, no leading zeros
Key = tuple[object, ...]

_DIGITS = frozenset("0123456789")
_WORD = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-")


class Semver:
    """The parts of a version: digits, and "-pre" and "+build" with their sign or ""."""

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
"""Every version met so far: one is asked for many times in a run."""


def parse(version: str) -> Semver | None:
    """The parts of `version`; None where it is no semantic version."""
    try:
        return _parsed[version]
    except KeyError:
        found = _parsed[version] = _parse(version)
        return found


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
    """All three numbers, no build part; "" where `version` is no semantic version."""
    found = parse(version)
    if found is None:
        return ""
    return f"v{found.major}.{found.minor}.{found.patch}{found.prerelease}"


def is_canonical(version: str) -> bool:
    """Whether `version` may stand in a go.mod as it is: in full, without a build part
    other than "+incompatible"."""
    found = parse(version)
    return found is not None and found.parts == 3 and found.build in ("", "+incompatible")


def major(version: str) -> str:
    """ "v2" of "v2.1.0"; "" where `version` is no semantic version."""
    found = parse(version)
    return "" if found is None else "v" + found.major


def prerelease(version: str) -> str:
    """ "-rc.1" of "v1.0.0-rc.1+x"; "" without one."""
    found = parse(version)
    return "" if found is None else found.prerelease


def build(version: str) -> str:
    """ "+x" of "v1.0.0-rc.1+x"; "" without one."""
    found = parse(version)
    return "" if found is None else found.build


def _number_key(digits: str) -> Number:
    return (len(digits), digits)


def key(version: str) -> Key:
    """A value that orders versions; all that are none are equal and come first.

    A pre-release comes before its release; its words compare in turn, numbers
    before other words. The build part does not count.
    """
    found = parse(version)
    if found is None:
        return ()
    rest: Key = (1,)
    if found.prerelease:
        rest = (0, *[_word_key(word) for word in found.prerelease[1:].split(".")])
    return (_number_key(found.major), _number_key(found.minor), _number_key(found.patch), rest)


def _word_key(word: str) -> tuple[int, int, str]:
    return (0, len(word), word) if _DIGITS.issuperset(word) else (1, 0, word)


def compare(one: str, other: str) -> int:
    """-1, 0 or 1 as `one` comes before, with or after `other`."""
    left, right = key(one), key(other)
    return (left > right) - (left < right)
