"""Differences in groups and in words, which all formats use."""

from __future__ import annotations

from ..diff.rows import CHANGES, CHECKSUM, REQUIREMENT, STATUSES, DiffRow
from ..values import forges
from .escaped import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

RELEASES, REPLACED = "go and toolchain", "replaced"
DIRECT, INDIRECT, CHECKSUMS = "required directly", "required indirectly", "checksums"
KINDS = (RELEASES, DIRECT, INDIRECT, REPLACED, CHECKSUMS)
# The columns of every table; IN follows where a row stands for several modules
HEAD = ("Module", "Version", "Old hash", "New hash", "Status")
IN = "In"
NEW_OWNER = "new owner"
NAMED_PATHS = 3  # paths that a row of several modules names


def by_path(rows: Sequence[DiffRow]) -> dict[str, list[DiffRow]]:
    """The rows by the path of their go.mod or go.work; "" for rows of several modules."""
    groups: dict[str, list[DiffRow]] = {}
    for row in rows:
        groups.setdefault(row.path, []).append(row)
    return groups


def by_dependency(rows: Sequence[DiffRow]) -> list[DiffRow]:
    """Equal differences of several modules as one row each, in the order of kinds and modules."""
    groups: dict[tuple[object, ...], list[DiffRow]] = {}
    for row in rows:
        same = (kind(row), row.module, row.section, row.change, row.before, row.after)
        groups.setdefault((*same, row.old_hash, row.new_hash), []).append(row)
    merged = []
    for equal in groups.values():
        first = equal[0]
        row = DiffRow(
            "",
            first.section,
            first.module,
            first.change,
            first.before,
            first.after,
            indirect=first.indirect,
            old_hash=first.old_hash,
            new_hash=first.new_hash,
        )
        row.paths = list(dict.fromkeys(one.path for one in equal))
        row.is_new_owner = first.is_new_owner
        row.raised_by = first.raised_by
        merged.append(row)
    return sorted(merged, key=lambda row: (KINDS.index(kind(row)), row.module, row.section))


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
    """The number of rows by change, without changes that no row has."""
    changes = [row.change for row in rows]
    return {change: changes.count(change) for change in CHANGES if change in changes}


def statuses(rows: Sequence[DiffRow]) -> dict[str, int]:
    """The number of rows by status."""
    found = [row.status for row in rows]
    return {status: found.count(status) for status in STATUSES}


def subject(row: DiffRow) -> str:
    """What a row is about: a module path, or "go" or "toolchain" for these lines."""
    return row.module or row.section


def versions(row: DiffRow) -> tuple[str, ...]:
    """The version of a row, or the two that one became the other of."""
    if row.before and row.after and row.before != row.after:
        return row.before, row.after
    return (row.after or row.before,)


def status_in_words(row: DiffRow) -> str:
    """The status, what is modified, whether somebody new comes in, and who raised a version:
    "modified (upgraded, for example.com/m@v1.2.0)"."""
    remarks = [row.change] if row.change != row.status else []
    remarks += [NEW_OWNER] if row.is_new_owner else []
    if row.raised_by:
        more = len(row.raised_by) - 1
        remarks.append(f"for {escaped(row.raised_by[0])}" + (f" and {more} more" if more else ""))
    return f"{row.status} ({', '.join(remarks)})" if remarks else row.status


def comparison(row: DiffRow) -> str:
    """The address of a page that compares the two versions; "" where there is none."""
    if row.section != REQUIREMENT or not (row.before and row.after):
        return ""
    return forges.comparison(row.module, row.before, row.after)


def counted(rows: Sequence[DiffRow]) -> str:
    """The counts as text, "2 upgraded, 1 added"."""
    return ", ".join(f"{number} {change}" for change, number in counts(rows).items())


def places(row: DiffRow, limit: int = NAMED_PATHS) -> str:
    """The paths of a row of several modules, as text; beyond `limit` only their number."""
    shown = ", ".join(row.paths[:limit])
    more = len(row.paths) - limit
    return f"{shown} and {more} more" if more > 0 else shown
