"""Differences in groups, which all formats use."""

from __future__ import annotations

from ..diff.rows import CHECKSUM, REQUIREMENT, STATUSES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..diff.rows import DiffRow

RELEASES, REPLACED = "go and toolchain", "replaced"
DIRECT, INDIRECT, CHECKSUMS = "required directly", "required indirectly", "checksums"
KINDS = (RELEASES, DIRECT, INDIRECT, REPLACED, CHECKSUMS)


def by_path(rows: Sequence[DiffRow]) -> dict[str, list[DiffRow]]:
    """The rows by the path of their go.mod or go.work."""
    groups: dict[str, list[DiffRow]] = {}
    for row in rows:
        groups.setdefault(row.path, []).append(row)
    return groups


def kind(row: DiffRow) -> str:
    """The kind of a row, one of KINDS."""
    if row.section == CHECKSUM:
        return CHECKSUMS
    if row.section == REQUIREMENT:
        return INDIRECT if row.indirect else DIRECT
    return REPLACED if row.module else RELEASES


def by_kind(rows: Sequence[DiffRow]) -> dict[str, list[DiffRow]]:
    """The rows by kind, in the order of KINDS and without kinds that have no rows."""
    groups: dict[str, list[DiffRow]] = {}
    for name in KINDS:
        rows_of_kind = [row for row in rows if kind(row) == name]
        if rows_of_kind:
            groups[name] = rows_of_kind
    return groups


def counts(rows: Sequence[DiffRow]) -> dict[str, int]:
    """The number of rows by status, without statuses that no row has."""
    statuses = [row.status for row in rows]
    return {status: statuses.count(status) for status in STATUSES if status in statuses}


def subject(row: DiffRow) -> str:
    """What a row is about: a module path, or "go" or "toolchain" for these lines."""
    return row.module or row.section


def counted(rows: Sequence[DiffRow]) -> str:
    """The counts as text, "2 upgraded, 1 added"."""
    return ", ".join(f"{number} {status}" for status, number in counts(rows).items())
