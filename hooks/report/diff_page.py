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

from hooks.checks.difference import REHASHED
from hooks.report import diff_rows
from hooks.report.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from hooks.checks.difference import Row

FOLDER = os.path.dirname(__file__)
# a list of checksums longer than this starts folded
LONG = 20


def diff_page(rows: Sequence[Row], before: str, after: str) -> str:
    """The page."""
    templates = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    templates.filters["visible"] = visible
    style, script = _own("diff_page.css"), _own("diff_page.js")
    return templates.get_template("diff_page.html").render(
        before=before,
        after=after,
        modules=[_module(path, these) for path, these in diff_rows.by_path(rows).items()],
        counts=diff_rows.counts(rows),
        kinds=list(diff_rows.by_kind(rows)),
        total=len(rows),
        slug=_slug,
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _module(path: str, rows: Sequence[Row]) -> dict[str, object]:
    """What the page shows of one go.mod or go.work."""
    return {
        "path": path,
        "counts": diff_rows.counts(rows),
        "kinds": [
            {
                "name": name,
                "rows": [_facts(row) for row in these],
                "open": name != diff_rows.CHECKSUMS or len(these) <= LONG or _alarming(these),
            }
            for name, these in diff_rows.by_kind(rows).items()
        ],
    }


def _alarming(rows: Sequence[Row]) -> bool:
    return any(row.status == REHASHED for row in rows)


def _facts(row: Row) -> dict[str, object]:
    same = _common(row.before, row.after) if row.status != REHASHED else 0
    return {
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
