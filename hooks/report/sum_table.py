"""The changed checksums of one go.sum as an aligned table, for the review of a commit."""

from __future__ import annotations

from ..diff import sums
from ..diff.rows import ADDED, MODIFIED, REMOVED, STATUSES
from . import diff_rows
from .escaped import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..diff.sums import SumChange
    from ..formats.go_sum import GoSum

NO_HASH = "-"


def table(path: str, before: GoSum | None, after: GoSum | None) -> str:
    """A line with counts, the names of the columns, and a line for each changed checksum.

    A side is None where the file was added or deleted. "" where nothing changed.
    """
    changes = list(sums.changed(before, after))
    if not changes:
        return ""
    statuses = [_status(change) for change in changes]
    counts = [f"{statuses.count(status)} {status}" for status in STATUSES]
    return f"{escaped(path)}: {', '.join(counts)}\n" + _aligned(
        [diff_rows.HEAD, *map(_cells, changes)]
    )


def _status(change: SumChange) -> str:
    return REMOVED if not change.new else ADDED if not change.old else MODIFIED


def _cells(change: SumChange) -> Sequence[str]:
    return (
        escaped(change.module),
        escaped(change.version),
        escaped(" ".join(change.old) or NO_HASH),
        escaped(" ".join(change.new) or NO_HASH),
        _status(change),
    )


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        lines.append(("  " + "  ".join(cells)).rstrip() + "\n")
    return "".join(lines)
