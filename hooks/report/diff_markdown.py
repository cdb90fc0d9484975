"""Differences in Markdown as GitHub writes it, for a comment on a pull request.

https://github.github.com/gfm/: nothing that comes from a file may end its cell,
become markup, mention a person or link somewhere, so each stands in code marks.
"""

from __future__ import annotations

from ..checks.difference import REHASHED
from . import diff_rows
from .visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..checks.difference import Row

# characters that a comment may have, less some for the frame around the tables
LONGEST = 60_000
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ./:=+-_~@,!")
FOLDED = (diff_rows.INDIRECT, diff_rows.CHECKSUMS)


def diff_markdown(rows: Sequence[Row], before: str, after: str) -> str:
    """A heading and tables by go.mod and kind; long lists folded, the last ones left out
    where a comment could not hold them."""
    text = f"### Dependencies: {_code(before)} → {_code(after)}\n\n"
    if not rows:
        return text + "No differences.\n"
    for name, these in diff_rows.by_kind(rows).items():
        text += f"- {name}: {diff_rows.counted(these)}\n"
    left = 0
    for path, these in diff_rows.by_path(rows).items():
        block = f"\n#### {_code(path)}\n"
        for name, ones in diff_rows.by_kind(these).items():
            table = _table(name, ones)
            if len(text) + len(block) + len(table) > LONGEST:
                left += len(ones)
            else:
                text += block + table
                block = ""
    if left:
        text += f"\n{left} more rows do not fit into a comment: see `modcheck diff --format html`\n"
    return text


def _table(name: str, rows: Sequence[Row]) -> str:
    lines = ["| status | module | before | after |", "|---|---|---|---|"]
    lines += [_line(row) for row in rows]
    body = "\n".join(lines)
    if name in FOLDED:
        head = f"<summary>{name}: {diff_rows.counted(rows)}</summary>"
        return f"\n<details>{head}\n\n{body}\n\n</details>\n"
    return f"\n**{name}**\n\n{body}\n"


def _line(row: Row) -> str:
    status = f"**{row.status}**" if row.status == REHASHED else row.status
    before, after = _cell(row.before), _cell(row.after)
    if row.status == REHASHED:
        before, after = f"{before}<br>{_cell(row.old_hash)}", f"{after}<br>{_cell(row.new_hash)}"
    return f"| {status} | {_code(diff_rows.subject(row))} | {before} | {after} |"


def _cell(text: str) -> str:
    return _code(text) if text else ""


def _code(text: str) -> str:
    """Text in code marks; where a character could end them, every odd one as an entity."""
    text = visible(text)
    if _PLAIN.issuperset(text) and text.strip():
        return f"`{text}`"
    safe = "".join(one if one in _PLAIN and one not in "@:" else f"&#{ord(one)};" for one in text)
    return f"<code>{safe}</code>"
