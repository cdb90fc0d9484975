"""Differences as one page of HTML that needs nothing but itself.

It can be read without JavaScript; with it, rows are searched and filtered. Its
content security policy lets nothing be loaded and nothing run but its own style
and script, so that text from a file stays text even if it should get past the
escaping (https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

import base64
import hashlib
import os

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from ..checks.difference import FORKED, REHASHED
from . import diff_rows
from .visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..checks.difference import Row

FOLDER = os.path.dirname(__file__)
# a list of checksums longer than this starts folded
LONG = 20
# rows that are listed above all others
MOST = 12


def diff_page(rows: Sequence[Row], before: str, after: str) -> str:
    """The page."""
    templates = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    templates.filters["visible"] = visible
    ids = {id(row): f"row{number}" for number, row in _alarming(rows)}
    style, script = _own("diff_page.css"), _own("diff_page.js")
    return templates.get_template("diff_page.html").render(
        before=before,
        after=after,
        alarms=[_alarm(number, row) for number, row in _alarming(rows)[:MOST]],
        more_alarms=max(0, len(ids) - MOST),
        modules=[_module(path, these, ids) for path, these in diff_rows.by_path(rows).items()],
        counts=diff_rows.counts(rows),
        kinds=list(diff_rows.by_kind(rows)),
        total=len(rows),
        slug=_slug,
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _module(path: str, rows: Sequence[Row], ids: Mapping[int, str]) -> dict[str, object]:
    """What the page shows of one go.mod or go.work; `ids` name the rows that are linked to."""
    return {
        "path": path,
        "counts": diff_rows.counts(rows),
        "kinds": [
            {
                "name": name,
                "rows": [_facts(row, ids.get(id(row), "")) for row in these],
                "open": name != diff_rows.CHECKSUMS or len(these) <= LONG or _alarming(these),
            }
            for name, these in diff_rows.by_kind(rows).items()
        ],
    }


def _alarming(rows: Sequence[Row]) -> list[tuple[int, Row]]:
    """The rows that nobody should miss, numbered."""
    return list(enumerate(row for row in rows if row.status in (REHASHED, FORKED)))


def _alarm(number: int, row: Row) -> dict[str, str]:
    change = f"at {row.after}" if row.status == REHASHED else f"is now {row.after}"
    return {
        "id": f"row{number}",
        "status": row.status,
        "subject": diff_rows.subject(row),
        "change": change,
        "path": row.path,
    }


def _facts(row: Row, name: str) -> dict[str, object]:
    same = _common(row.before, row.after) if row.status != REHASHED else 0
    return {
        "id": name,
        "status": row.status,
        "subject": diff_rows.subject(row),
        "before": (row.before[:same], row.before[same:]),
        "after": (row.after[:same], row.after[same:]),
        "old_hash": row.old_hash,
        "new_hash": row.new_hash,
    }


def _common(before: str, after: str) -> int:
    """How many characters two versions share from the start, up to a sign that divides them."""
    shared = 0
    for at, (one, other) in enumerate(zip(before, after, strict=False), 1):
        if one != other:
            break
        if one in ".-/+ ":
            shared = at
    else:
        shared = min(len(before), len(after))  # one goes on where the other ends
    return shared


def _slug(name: str) -> str:
    """A name of ours as a word for classes and attributes."""
    return name.replace(" ", "-")


def _own(name: str) -> str:
    """A file beside this module, opened by path."""
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return file.read()


def _hash(text: str) -> str:
    """What the policy knows an inline text by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
