"""The differences in groups, as every format shows them."""

from __future__ import annotations

from ..checks.difference import CHECKSUM, REQUIREMENT, STATUSES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..checks.difference import Row

RELEASES, REPLACED = "go and toolchain", "replaced"
DIRECT, INDIRECT, CHECKSUMS = "required directly", "required indirectly", "checksums"
KINDS = (RELEASES, DIRECT, INDIRECT, REPLACED, CHECKSUMS)


def by_path(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows of each go.mod and go.work."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.path, []).append(row)
    return found


def kind(row: Row) -> str:
    """The heading that a row stands under."""
    if row.section == CHECKSUM:
        return CHECKSUMS
    if row.section == REQUIREMENT:
        return INDIRECT if row.indirect else DIRECT
    return REPLACED if row.module else RELEASES


def by_kind(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows under each heading, headings without rows left out."""
    found: dict[str, list[Row]] = {}
    for name in KINDS:
        these = [row for row in rows if kind(row) == name]
        if these:
            found[name] = these
    return found


def counts(rows: Sequence[Row]) -> dict[str, int]:
    """How many rows have each status, those with none left out."""
    statuses = [row.status for row in rows]
    return {status: statuses.count(status) for status in STATUSES if status in statuses}


def subject(row: Row) -> str:
    """What a row is about: a module path, or the name of the line."""
    return row.module or row.section


def counted(rows: Sequence[Row]) -> str:
    """The counts in words, "2 upgraded, 1 added"."""
    return ", ".join(f"{number} {status}" for status, number in counts(rows).items())
