"""Differences as one self-contained page of HTML.

The page can be read without JavaScript; with it, rows can be searched and filtered.
Its content security policy (https://www.w3.org/TR/CSP3/) allows its own style and
script only: text from a file stays text even if it were to get past the escaping.
"""

from __future__ import annotations

import base64
import hashlib
import os

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from ..diff.rows import FORKED, REHASHED
from . import diff_rows
from .escaped import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..diff.rows import DiffRow

FOLDER = os.path.dirname(__file__)
# A list of more checksums than this is folded at first
UNFOLDED_LIMIT = 20
# Alarming rows that are listed at the top of the page
ALARM_LIMIT = 12


def diff_page(rows: Sequence[DiffRow], before: str, after: str) -> str:
    """The page; `before` and `after` are the names of the two sides."""
    templates = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    templates.filters["escaped"] = escaped
    ids = {id(row): f"row{number}" for number, row in _alarming(rows)}
    style, script = _own("diff_page.css"), _own("diff_page.js")
    return templates.get_template("diff_page.html").render(
        before=before,
        after=after,
        alarms=[_alarm(number, row) for number, row in _alarming(rows)[:ALARM_LIMIT]],
        more_alarms=max(0, len(ids) - ALARM_LIMIT),
        modules=[
            _module(path, rows_of_file, ids)
            for path, rows_of_file in diff_rows.by_path(rows).items()
        ],
        counts=diff_rows.counts(rows),
        kinds=list(diff_rows.by_kind(rows)),
        total=len(rows),
        slug=_slug,
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _module(path: str, rows: Sequence[DiffRow], ids: Mapping[int, str]) -> dict[str, object]:
    """What the page shows of one go.mod or go.work; `ids` are the anchors of rows that are linked
    to, by the `id` of the row."""
    return {
        "path": path or "All modules",
        "head": [*diff_rows.HEAD] if path else [*diff_rows.HEAD, diff_rows.IN],
        "counts": diff_rows.counts(rows),
        "kinds": [
            {
                "name": name,
                "rows": [_facts(row, ids.get(id(row), "")) for row in rows_of_kind],
                "open": name != diff_rows.CHECKSUMS
                or len(rows_of_kind) <= UNFOLDED_LIMIT
                or _alarming(rows_of_kind),
            }
            for name, rows_of_kind in diff_rows.by_kind(rows).items()
        ],
    }


def _alarming(rows: Sequence[DiffRow]) -> list[tuple[int, DiffRow]]:
    """The rows that no reviewer should miss, numbered."""
    return list(enumerate(row for row in rows if row.change in (REHASHED, FORKED)))


def _alarm(number: int, row: DiffRow) -> dict[str, str]:
    news = f"at {row.after}" if row.change == REHASHED else f"is now {row.after}"
    return {
        "id": f"row{number}",
        "change": row.change,
        "subject": diff_rows.subject(row),
        "news": news,
        "path": row.path or diff_rows.places(row),
    }


def _facts(row: DiffRow, name: str) -> dict[str, object]:
    versions = diff_rows.versions(row)
    same = _common(row.before, row.after) if len(versions) > 1 else len(versions[0])
    return {
        "id": name,
        "status": row.status,
        "change": row.change,
        "new_owner": diff_rows.NEW_OWNER if row.is_new_owner else "",
        "subject": diff_rows.subject(row),
        "versions": [(version[:same], version[same:]) for version in versions],
        "compare": diff_rows.comparison(row),
        "old_hash": row.old_hash,
        "new_hash": row.new_hash,
        "paths": [] if row.path else row.paths,
    }


def _common(before: str, after: str) -> int:
    """How many characters two versions share from the start, up to a separator."""
    shared = 0
    for at, (old_letter, new_letter) in enumerate(zip(before, after, strict=False), 1):
        if old_letter != new_letter:
            break
        if old_letter in ".-/+ ":
            shared = at
    else:
        shared = min(len(before), len(after))  # the longer version starts with the shorter
    return shared


def _slug(name: str) -> str:
    """The name of a kind or status as a word for classes and attributes."""
    return name.replace(" ", "-")


def _own(name: str) -> str:
    """The text of a file beside this module."""
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return file.read()


def _hash(text: str) -> str:
    """The source expression of the content security policy for an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
