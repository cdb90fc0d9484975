"""Differences as JSON, for programs."""

from __future__ import annotations

from . import diff_rows
from .json_report import dump, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..diff.rows import DiffRow


def diff_json(rows: Sequence[DiffRow], before: str, after: str) -> str:
    """One object: the names of the two sides, the number of rows by status and by change, and the
    rows. A row of several modules has `paths` in the place of `path`."""
    return dump(
        {
            "before": plain(before),
            "after": plain(after),
            "counts": diff_rows.statuses(rows),
            "changes": diff_rows.counts(rows),
            "differences": [_facts(row) for row in rows],
        }
    )


def _facts(row: DiffRow) -> dict[str, object]:
    where: dict[str, object] = {"path": plain(row.path)}
    if not row.path:
        where = {"paths": [plain(path) for path in row.paths]}
    return {
        **where,
        "section": row.section,
        "module": plain(row.module),
        "status": row.status,
        "change": row.change,
        "before": plain(row.before),
        "after": plain(row.after),
        "indirect": row.indirect,
        "old_hash": plain(row.old_hash),
        "new_hash": plain(row.new_hash),
        "new_owner": row.is_new_owner,
        "raised_by": [plain(name) for name in row.raised_by],
        "compare": diff_rows.comparison(row),
    }
