"""The changed entries of one go.sum as an aligned table, for people who look at a commit."""

from __future__ import annotations

from ..formats import go_sum, go_sum_layout
from .visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..formats.go_sum import GoSum

HEAD = ("module", "version", "old hash", "new hash", "status")
ADDED, REMOVED, MODIFIED = "added", "removed", "modified"
NONE = "-"

Row = tuple[str, str, str, str, str]


def table(path: str, before: GoSum | None, after: GoSum | None) -> str:
    """A line that counts, the names of the columns, and a line for each changed entry.

    Either side may be absent: a file that came or went. "" where nothing changed.
    """
    rows = changed(before, after)
    if not rows:
        return ""
    counts = [sum(row[4] == status for row in rows) for status in (ADDED, REMOVED, MODIFIED)]
    title = f"{visible(path)}: {counts[0]} added, {counts[1]} removed, {counts[2]} modified\n"
    return title + _aligned([HEAD, *(_safe(row) for row in rows)])


def changed(before: GoSum | None, after: GoSum | None) -> list[Row]:
    """The rows, in the order of a go.sum."""
    old, new = _lines(before), _lines(after)
    names = {line.rpartition(b" ")[0] for line in old ^ new}
    lines = go_sum_layout.ordered([name + b" -" for name in names])
    return [_row(go_sum.text(line[:-2]), before, after) for line in lines]


def _lines(tree: GoSum | None) -> set[bytes]:
    return set() if tree is None else set(go_sum.normal(tree)) - {b""}


def _row(name: str, before: GoSum | None, after: GoSum | None) -> Row:
    module, _, version = name.partition(" ")
    old = NONE if before is None else " ".join(before.hashes(module, version)) or NONE
    new = NONE if after is None else " ".join(after.hashes(module, version)) or NONE
    status = REMOVED if new == NONE else ADDED if old == NONE else MODIFIED
    return module, version, old, new, status


def _safe(row: Row) -> Row:
    return visible(row[0]), visible(row[1]), visible(row[2]), visible(row[3]), row[4]


def _aligned(rows: Sequence[Row]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        lines.append(("  " + "  ".join(cells)).rstrip() + "\n")
    return "".join(lines)
