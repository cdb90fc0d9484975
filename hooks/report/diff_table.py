"""Differences as tables for a terminal, by rich (https://rich.readthedocs.io)."""

from __future__ import annotations

import io
import os

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..diff.rows import DOWNGRADED, FORKED, REHASHED
from . import diff_rows
from .escaped import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..diff.rows import DiffRow

HEAD = ("", "required indirectly", "before", "after")
STYLES = {
    REHASHED: "bold white on red",
    FORKED: "bold magenta",
    DOWNGRADED: "bold yellow",
    "upgraded": "cyan",
    "added": "green",
    "removed": "red",
    "changed": "blue",
}


def diff_table(rows: Sequence[DiffRow], before: str, after: str) -> str:
    """A table for each go.mod and go.work, in colour where standard output is a terminal and
    NO_COLOR (https://no-color.org) is not set. "" without differences."""
    if not rows:
        return ""
    console = _console()
    console.print(Text(f"{escaped(before)} => {escaped(after)}"))
    for name, rows_of_kind in diff_rows.by_kind(rows).items():
        console.print(Text(f"{name}: {diff_rows.counted(rows_of_kind)}"))
    for path, rows_of_file in diff_rows.by_path(rows).items():
        console.print()
        console.print(Text(escaped(path), style="bold"))
        widths = _widths([_cells(row) for row in rows_of_file], console.width)
        for name, rows_of_kind in diff_rows.by_kind(rows_of_file).items():
            console.print(_table(name, rows_of_kind, widths))
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def _widths(cells: Sequence[Sequence[str]], space: int) -> list[int]:
    """The widths of the columns: that of the longest line, or less in a narrow terminal."""
    longest = [
        max(len(line) for row in cells for line in row[column].split("\n"))
        for column in range(len(HEAD))
    ]
    status, module, before, after = (
        max(width, len(head)) for width, head in zip(longest, HEAD, strict=True)
    )
    rest = space - status - len(HEAD)
    if module + before + after > rest:
        before, after = (max(8, min(width, rest * 3 // 10)) for width in (before, after))
        module = max(8, rest - before - after)
    return [status, module, before, after]


def _is_terminal() -> bool:
    return os.isatty(1)


def _console() -> Console:
    colour = _is_terminal() and not os.environ.get("NO_COLOR")
    return Console(
        file=io.StringIO(),
        color_system="standard" if colour else None,
        force_terminal=colour,
        highlight=False,
        markup=False,
        emoji=False,
        width=None if _is_terminal() else 2000,  # a pipe has no width
    )


def _table(name: str, rows: Sequence[DiffRow], widths: Sequence[int]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for head, width in zip(("", name, *HEAD[2:]), widths, strict=True):
        table.add_column(head, overflow="fold", width=width)
    for row in rows:
        status, *cells = _cells(row)
        table.add_row(Text(status, style=STYLES[row.status]), *map(Text, cells))
    return table


def _cells(row: DiffRow) -> tuple[str, str, str, str]:
    """The cells of a row; where only the hash changed, hashes are below the versions."""
    before, after = escaped(row.before), escaped(row.after)
    if row.status == REHASHED:
        before, after = (
            f"{before}\n{escaped(row.old_hash)}",
            f"{after}\n{escaped(row.new_hash)}",
        )
    return row.status, escaped(diff_rows.subject(row)), before, after
