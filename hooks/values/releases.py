"""The Go releases this version knows, one row each, and what each row says.

A release is written as the go command prints its version without the leading
"go": "1.24.11". Rows follow the release history of the Go project
(https://go.dev/doc/devel/release).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Release:
    """One Go release: `minor` 24 and `patch` 11 for Go 1.24.11."""

    __slots__ = ("minor", "patch")

    def __init__(self, minor: int, patch: int) -> None:
        self.minor = minor
        self.patch = patch

    @property
    def version(self) -> str:
        """The release as a go version, "1.24.11" (below 1.21 the first release has no patch)."""
        if self.patch == 0 and self.minor < 21:
            return f"1.{self.minor}"
        return f"1.{self.minor}.{self.patch}"

    def __repr__(self) -> str:
        return f"Release({self.version})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Release) and (self.minor, self.patch) == (other.minor, other.patch)

    def __hash__(self) -> int:
        return self.minor * 1000 + self.patch

    def __lt__(self, other: Release) -> bool:
        return (self.minor, self.patch) < (other.minor, other.patch)


# directive of go.mod or go.work: the first minor release that knows it (0: all do)
DIRECTIVES = {
    "module": 0,
    "go": 0,
    "require": 0,
    "exclude": 0,
    "replace": 0,
    "retract": 0,
    "use": 0,
    "toolchain": 21,
    "godebug": 23,
    "tool": 24,
    "ignore": 25,
}

FIRST_THAT_SWITCHES = 21  # to a newer release that go.mod or go.work asks for

# minor release: the newest patch known of it
NEWEST_PATCH = {
    18: 10,
    19: 13,
    20: 14,
    21: 13,
    22: 12,
    23: 12,
    24: 13,
    25: 14,
    26: 11,
    27: 4,
}


def newest(minor: int) -> Release:
    """The newest patch known of Go 1.`minor`."""
    return Release(minor, NEWEST_PATCH[minor])


def known() -> Sequence[Release]:
    """Every minor release known, each at its newest patch, oldest first."""
    return [newest(minor) for minor in NEWEST_PATCH]
