"""Differences as tables for a terminal or a log."""

from __future__ import annotations

from ..diff.rows import FORKED, REHASHED
from . import diff_rows, terminal
from .escaped import escaped
from .terminal import painted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..diff.rows import DiffRow

NO_HASH = "-"
GAP = "  "
UNLIMITED = 1_000_000
# The least width of a column in a narrow terminal: hashes give way first, then the status
HASH, STATUS, TEXT = 11, 10, 8
HASH_COLUMNS, STATUS_COLUMN = (2, 3), 4


def diff_table(
    rows: Sequence[DiffRow], before: str, after: str, *, is_verbose: bool = False
) -> str:
    """A table for each go.mod and go.work, or one for rows of several modules; as wide as the
    terminal, or as the longest line where there is none. "" without differences.

    `is_verbose` names every module of a row, and the page that compares its two versions.
    """
    if not rows:
        return ""
    colour = terminal.has_colour()
    width = terminal.width() if terminal.is_terminal() else UNLIMITED
    lines = [f"{escaped(before)} => {escaped(after)}"]
    for name, rows_of_kind in diff_rows.by_kind(rows).items():
        lines.append(f"{name}: {diff_rows.counted(rows_of_kind)}")
    for path, rows_of_file in diff_rows.by_path(rows).items():
        lines += ["", painted(escaped(path), "path", colour)] if path else [""]
        head = [*diff_rows.HEAD] if path else [*diff_rows.HEAD, diff_rows.IN]
        cells = [head, *(_cells(row, is_verbose=is_verbose) for row in rows_of_file)]
        widths = _widths([max(map(len, column)) for column in zip(*cells, strict=True)], width)
        for name, rows_of_kind in diff_rows.by_kind(rows_of_file).items():
            lines.append(painted(name, "aside", colour))
            lines += _folded(head, widths)
            for row in rows_of_kind:
                lines += _row(row, widths, colour, is_verbose=is_verbose)
    return "\n".join(lines) + "\n"


def _cells(row: DiffRow, *, is_verbose: bool) -> list[str]:
    cells = [
        escaped(diff_rows.subject(row)),
        " => ".join(map(escaped, diff_rows.versions(row))),
        escaped(row.old_hash) or NO_HASH,
        escaped(row.new_hash) or NO_HASH,
        diff_rows.status_in_words(row),
    ]
    if row.path:
        return cells
    return [*cells, escaped(diff_rows.places(row, len(row.paths) if is_verbose else 3))]


def _row(row: DiffRow, widths: Sequence[int], colour: bool, *, is_verbose: bool) -> list[str]:
    """The lines of a row. A hash is cut where the terminal is narrow, but shown in full where it
    is what changed."""
    cells = _cells(row, is_verbose=is_verbose)
    if row.change != REHASHED:
        for column in HASH_COLUMNS:
            if len(cells[column]) > widths[column]:
                cells[column] = cells[column][: widths[column] - 1] + "…"
    style = "alarm" if row.change in (REHASHED, FORKED) else row.status
    lines = _folded(cells, widths, style if colour else "")
    page = diff_rows.comparison(row) if is_verbose else ""
    return [*lines, f"{GAP}{GAP}{page}"] if page else lines


def _widths(longest: Sequence[int], width: int) -> list[int]:
    """The widths of the columns: those of their longest cells, or less in a narrow terminal."""
    widths = list(longest)
    space = width - len(GAP) * len(widths)
    excess = max(0, sum(widths) - space)
    for column in HASH_COLUMNS:
        widths[column] = max(min(widths[column], HASH), widths[column] - (excess + 1) // 2)
    excess = max(0, sum(widths) - space)
    widths[STATUS_COLUMN] -= min(excess, max(0, widths[STATUS_COLUMN] - STATUS))
    texts = [column for column in range(len(widths)) if column not in (2, 3, 4)]
    room = space - sum(widths[column] for column in (2, 3, 4))
    while sum(widths[column] for column in texts) > max(room, TEXT * len(texts)):
        widest = max(texts, key=lambda column: widths[column])
        widths[widest] -= 1
    for column in HASH_COLUMNS:
        excess = max(0, sum(widths) - space)
        widths[column] = max(2, widths[column] - excess)
    return widths


def _folded(cells: Sequence[str], widths: Sequence[int], style: str = "") -> list[str]:
    """The lines of a row, cells folded where they are longer than their column; the status in a
    style."""
    parts = [_pieces(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for at in range(max(map(len, parts))):
        line = ""
        for column, (pieces, width) in enumerate(zip(parts, widths, strict=True)):
            piece = pieces[at] if at < len(pieces) else ""
            shown = painted(piece, style, bool(style)) if column == STATUS_COLUMN else piece
            line += GAP + shown + " " * (width - len(piece))
        lines.append(line.rstrip())
    return lines


def _pieces(cell: str, width: int) -> list[str]:
    """A cell in pieces that fit into a column: at a blank where there is one, else anywhere."""
    pieces = []
    rest = cell
    while len(rest) > width:
        blank = rest.rfind(" ", 1, width + 1)
        end = blank if blank > 0 else width
        pieces.append(rest[:end])
        rest = rest[end:].lstrip(" ")
    return [*pieces, rest]
