"""Differences in Markdown as GitHub writes it, for a comment on a pull request.

https://github.github.com/gfm/: no text from a file may end its cell, become markup,
mention a person or link somewhere, and so each is marked as code. The links are ours: to the
page of a code host that compares two versions of a valid module path.
"""

from __future__ import annotations

from ..diff.rows import FORKED, REHASHED
from . import diff_rows
from .escaped import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..diff.rows import DiffRow

# Characters that a comment can have, less some for what surrounds the tables
COMMENT_LIMIT = 60_000
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ./:=+-_~@,!")
FOLDED = (diff_rows.INDIRECT, diff_rows.CHECKSUMS)


def diff_markdown(rows: Sequence[DiffRow], before: str, after: str) -> str:
    """A heading, and a table for each kind of rows of each go.mod. Long tables are folded, and
    tables beyond COMMENT_LIMIT left out."""
    text = f"### Dependencies: {_code(before)} → {_code(after)}\n\n"
    if not rows:
        return text + "No differences.\n"
    for name, rows_of_kind in diff_rows.by_kind(rows).items():
        text += f"- {name}: {diff_rows.counted(rows_of_kind)}\n"
    left = 0
    for path, rows_of_file in diff_rows.by_path(rows).items():
        block = f"\n#### {_code(path)}\n" if path else ""
        for name, rows_of_kind in diff_rows.by_kind(rows_of_file).items():
            table = _table(name, rows_of_kind)
            if len(text) + len(block) + len(table) > COMMENT_LIMIT:
                left += len(rows_of_kind)
            else:
                text += block + table
                block = ""
    if left:
        text += f"\n{left} more rows do not fit into a comment: see `modcheck diff --format html`\n"
    return text


def _table(name: str, rows: Sequence[DiffRow]) -> str:
    head = [*diff_rows.HEAD] if rows[0].path else [*diff_rows.HEAD, diff_rows.IN]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    lines += [_line(row) for row in rows]
    body = "\n".join(lines)
    if name in FOLDED:
        title = f"<summary>{name}: {diff_rows.counted(rows)}</summary>"
        return f"\n<details>{title}\n\n{body}\n\n</details>\n"
    return f"\n**{name}**\n\n{body}\n"


def _line(row: DiffRow) -> str:
    versions = " → ".join(map(_code, diff_rows.versions(row)))
    page = diff_rows.comparison(row)
    status = diff_rows.status_in_words(row)
    cells = [
        _code(diff_rows.subject(row)),
        f"[{versions}]({page})" if page else versions,
        _cell(row.old_hash),
        _cell(row.new_hash),
        f"**{status}**" if row.change in (REHASHED, FORKED) or row.is_new_owner else status,
    ]
    if not row.path:
        cells.append(_code(diff_rows.places(row)))
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return _code(text) if text else ""


def _code(text: str) -> str:
    """Text marked as code; with entities if it has characters that are special in Markdown."""
    text = escaped(text)
    if _PLAIN.issuperset(text) and text.strip():
        return f"`{text}`"
    safe = "".join(
        letter if letter in _PLAIN and letter not in "@:" else f"&#{ord(letter)};"
        for letter in text
    )
    return f"<code>{safe}</code>"
