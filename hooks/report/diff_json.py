"""Differences as JSON, for programs."""

from __future__ import annotations

from . import diff_rows
from .json_report import dump, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..diff.rows import DiffRow


def diff_json(rows: Sequence[DiffRow], before: str, after: str) -> str:
    """One object: the names of the two sides, the number of rows by status, and the rows."""
    return dump(
        {
            "before": plain(before),
            "after": plain(after),
            "counts": diff_rows.counts(rows),
            "differences": [_facts(row) for row in rows],
        }
    )


def _facts(row: DiffRow) -> dict[str, object]:
    return {
        "path": plain(row.path),
        "section": row.section,
        "module": plain(row.module),
        "status": row.status,
        "before": plain(row.before),
        "after": plain(row.after),
        "indirect": row.indirect,
        "old_hash": plain(row.old_hash),
        "new_hash": plain(row.new_hash),
    }
