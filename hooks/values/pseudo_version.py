"""Pseudo-versions: versions of commits without a tag, https://go.dev/ref/mod#pseudo-versions.

    vX.0.0-yyyymmddhhmmss-abcdefabcdef            no earlier version
    vX.Y.Z-pre.0.yyyymmddhhmmss-abcdefabcdef      after the pre-release vX.Y.Z-pre
    vX.Y.(Z+1)-0.yyyymmddhhmmss-abcdefabcdef      after the release vX.Y.Z

each with or without "+incompatible" at the end.
"""

from __future__ import annotations

from . import semver

_DIGITS = frozenset("0123456789")
_REVISION = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


class PseudoVersion:
    """The parts of a pseudo-version.

    `base` is the tagged version before the commit, "" where it has no such version; `time`
    is the commit's, yyyymmddhhmmss in UTC; `revision` the start of its id.
    """

    __slots__ = ("base", "revision", "time")

    def __init__(self, base: str, time: str, revision: str) -> None:
        self.base = base
        self.time = time
        self.revision = revision


def parse(version: str) -> PseudoVersion | None:
    """The parts of a pseudo-version, or None where `version` is not one."""
    if version.count("-") < 2:
        return None
    parsed = semver.parse(version)
    if parsed is None or parsed.build not in ("", "+incompatible"):
        return None
    head, _, revision = parsed.prerelease[1:].rpartition("-")
    before, dot, time = head.rpartition(".")
    if len(time) != 14 or not _DIGITS.issuperset(time) or not _REVISION.issuperset(revision):
        return None
    numbers = f"v{parsed.major}.{parsed.minor}."
    if not dot:
        if parsed.minor != "0" or parsed.patch != "0":
            return None
        return PseudoVersion("", time, revision)
    if before == "0":
        if parsed.patch == "0":
            return None
        return PseudoVersion(numbers + _before(parsed.patch) + parsed.build, time, revision)
    if not before.endswith(".0"):
        return None
    base = f"{numbers}{parsed.patch}-{before[:-2]}{parsed.build}"
    return PseudoVersion(base, time, revision)


def _before(digits: str) -> str:
    """A positive number less one; both as digits, of any length."""
    head = digits.rstrip("0")
    lowered = head[:-1] + str(int(head[-1]) - 1) + "9" * (len(digits) - len(head))
    return lowered.lstrip("0") or "0"


def is_stand_in(version: str) -> bool:
    """Whether `version` is what the go command writes where a replacement gives the module and
    no version of it is known, such as v0.0.0-00010101000000-000000000000."""
    return version.removesuffix("+incompatible").endswith("-00010101000000-000000000000")
