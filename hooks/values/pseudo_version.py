"""Pseudo-versions: versions of commits without a tag, https://go.dev/ref/mod#pseudo-versions.

    vX.0.0-yyyymmddhhmmss-abcdefabcdef            no earlier version
    vX.Y.Z-pre.0.yyyymmddhhmmss-abcdefabcdef      after the pre-release vX.Y.Z-pre
    vX.Y.(Z+1)-0.yyyymmddhhmmss-abcdefabcdef      after the release vX.Y.Z

each with "+incompatible" behind it, or without.
"""

from __future__ import annotations

from . import semver

_DIGITS = frozenset("0123456789")
_REVISION = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


class PseudoVersion:
    """Its parts; `base` is the version it follows, "" for none; `time` as in the version."""

    __slots__ = ("base", "revision", "time")

    def __init__(self, base: str, time: str, revision: str) -> None:
        self.base = base
        self.time = time
        self.revision = revision


def parse(version: str) -> PseudoVersion | None:
    """The parts of a pseudo-version; None of what is none."""
    if version.count("-") < 2:
        return None
    found = semver.parse(version)
    if found is None or found.build not in ("", "+incompatible"):
        return None
    head, _, revision = found.prerelease[1:].rpartition("-")
    before, dot, time = head.rpartition(".")
    if len(time) != 14 or not _DIGITS.issuperset(time) or not _REVISION.issuperset(revision):
        return None
    numbers = f"v{found.major}.{found.minor}."
    if not dot:
        if found.minor != "0" or found.patch != "0":
            return None
        return PseudoVersion("", time, revision)
    if before == "0":
        if found.patch == "0":
            return None
        return PseudoVersion(numbers + _before(found.patch) + found.build, time, revision)
    if not before.endswith(".0"):
        return None
    base = f"{numbers}{found.patch}-{before[:-2]}{found.build}"
    return PseudoVersion(base, time, revision)


def _before(digits: str) -> str:
    """The number before one above zero, both as digits of any length."""
    kept = digits.rstrip("0")
    lowered = kept[:-1] + str(int(kept[-1]) - 1) + "9" * (len(digits) - len(kept))
    return lowered.lstrip("0") or "0"


def is_pseudo(version: str) -> bool:
    """Whether `version` has the form of a pseudo-version."""
    return parse(version) is not None
