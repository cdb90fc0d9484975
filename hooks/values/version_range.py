"""Ranges of versions, in the order that Go has: `>=v1.2.0, <v2.0.0-0 || v3.1.4`.

    range       = alternative { "||" alternative } .
    alternative = bound { ( "," | blank ) bound } .
    bound       = [ "<" | "<=" | ">" | ">=" | "=" | "!=" ] version .

A version is one of https://go.dev/ref/mod#versions. Versions compare as everywhere in Go: a
pre-release and a pseudo-version come before their release, so that `<v1.2.0` holds v1.2.0-rc.1,
and `<v2.0.0-0` does not hold v2.0.0-rc.1; what follows a plus sign does not count.
"""

from __future__ import annotations

from . import semver

OPERATORS = ("<=", ">=", "!=", "<", ">", "=")  # the longer ones first
_HOLDS = {
    "<": (-1,),
    "<=": (-1, 0),
    ">": (1,),
    ">=": (0, 1),
    "=": (0,),
    "!=": (-1, 1),
}


class VersionRange:
    """A range: `text` as it is written; `alternatives` are lists of bounds, each an operator with
    its version."""

    __slots__ = ("alternatives", "text")

    def __init__(self, text: str, alternatives: list[list[tuple[str, str]]]) -> None:
        self.text = text
        self.alternatives = alternatives

    def __contains__(self, version: str) -> bool:
        """Whether a version is in the range; what is not a version is in none."""
        return semver.is_valid(version) and any(
            all(semver.compare(version, limit) in _HOLDS[sign] for sign, limit in bounds)
            for bounds in self.alternatives
        )

    @property
    def start(self) -> str:
        """The lowest version that the range begins with, where it says so: "v1.2.0" of `>=v1.2.0`;
        else ""."""
        limits = [
            semver.canonical(limit)
            for bounds in self.alternatives
            for sign, limit in bounds
            if sign in ("=", ">=") and not semver.prerelease(limit) and limit in self
        ]
        return min(limits, key=semver.key, default="")

    @property
    def end(self) -> str:
        """The first version above the range, where it says so: "v1.2.0" of `<v1.2.0`; else ""."""
        for bounds in self.alternatives[-1:]:
            for sign, limit in bounds:
                if sign == "<" and not semver.prerelease(limit) and limit not in self:
                    return semver.canonical(limit)
        return ""


def parse(text: str) -> VersionRange:
    """Read a range; ValueError, with a sentence for people, for a text that is not one."""
    return VersionRange(text, [_alternative(part) for part in text.split("||")])


def _alternative(text: str) -> list[tuple[str, str]]:
    for sign in OPERATORS:  # "< v1.2.0" is the same as "<v1.2.0"
        text = text.replace(sign + " ", sign)
    bounds = [_bound(word) for word in text.replace(",", " ").split()]
    if not bounds:
        raise ValueError("it is empty: write <v1.2.0, for one")
    return bounds


def _bound(word: str) -> tuple[str, str]:
    sign = next((each for each in OPERATORS if word.startswith(each)), "")
    version = word[len(sign) :]
    if semver.is_valid(version):
        return sign or "=", version
    if semver.is_valid("v" + version):
        raise ValueError(f"{version} is not a version of Go's: write {sign}v{version}")
    raise ValueError(f"{word} is not a bound: write <v1.2.0 or >=v2.0.0-0")
