"""Differences as tables for a terminal, by rich (https://rich.readthedocs.io)."""

from __future__ import annotations

import io
import os
import sys

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from hooks.checks.difference import DOWNGRADED, FORKED, REHASHED, STATUSES
from hooks.report import diff_rows
from hooks.report.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from hooks.checks.difference import Row

STYLES = {
    REHASHED: "bold white on red",
    FORKED: "bold magenta",
    DOWNGRADED: "bold yellow",
    "upgraded": "cyan",
    "added": "green",
    "removed": "red",
    "changed": "blue",
}


def diff_table(rows: Sequence[Row], before: str, after: str) -> str:
    """A table for each go.mod and go.work, in colour where standard output is a terminal and
    NO_COLOR (https://no-color.org) is not set. "" without differences."""
    if not rows:
        return ""
    console = _console()
    console.print(Text(f"{visible(before)} => {visible(after)}"))
    for name, these in diff_rows.by_kind(rows).items():
        console.print(Text(f"{name}: {diff_rows.counted(these)}"))
    for path, these in diff_rows.by_path(rows).items():
        console.print()
        console.print(Text(visible(path), style="bold"))
        width = max(len(visible(diff_rows.subject(row))) for row in these)
        for name, ones in diff_rows.by_kind(these).items():
            console.print(_table(name, ones, width), width=_width(console))
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def _width(console: Console) -> int:
    """The terminal's width; in a file or a pipe lines may be as long as they have to be."""
    return console.width if _is_terminal() else 1000


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _console() -> Console:
    colour = _is_terminal() and not os.environ.get("NO_COLOR")
    return Console(
        file=io.StringIO(),
        color_system="standard" if colour else None,
        force_terminal=colour,
        highlight=False,
        markup=False,
        emoji=False,
        width=None if _is_terminal() else 100,
    )


def _table(name: str, rows: Sequence[Row], width: int) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True, min_width=max(map(len, STATUSES)))
    table.add_column(name, overflow="fold", min_width=min(width, 40))
    for side in ("before", "after"):
        table.add_column(side, overflow="fold", min_width=8)
    for row in rows:
        table.add_row(
            Text(row.status, style=STYLES[row.status]),
            Text(visible(diff_rows.subject(row))),
            _cell(row.before, row.old_hash if row.status == REHASHED else ""),
            _cell(row.after, row.new_hash if row.status == REHASHED else ""),
        )
    return table


def _cell(version: str, digest: str) -> Text:
    """A version, and below it the hash where that is what changed."""
    return Text(visible(version) + ("\n" + visible(digest) if digest else ""))
