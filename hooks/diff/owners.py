"""Which differences bring in code of somebody whom nothing came from before."""

from __future__ import annotations

from ..values import forges
from .rows import ADDED, REPLACEMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .rows import DiffRow, Pair


def mark_new(rows: Sequence[DiffRow], before: Iterable[Pair]) -> None:
    """Mark the rows that bring in a module of an owner whom nothing on the side before is from.

    `before` gives every go.mod and go.work of that side with its sums; it is read only as far
    as is needed. Where that side names no module at all, every owner would be new, and none
    is marked.
    """
    incoming = [(row, owner) for row in rows if (owner := _brought_in(row))]
    new = {owner for _, owner in incoming}
    if not new:
        return
    names_any = False
    for pair in before:
        known = set(map(forges.owner, _named(pair)))
        names_any = names_any or bool(known)
        new -= known
        if not new:
            return
    for row, owner in incoming:
        row.is_new_owner = names_any and owner in new


def _brought_in(row: DiffRow) -> str:
    """The owner of the module that a row brings in; "" for other rows, and for directories."""
    if row.section == REPLACEMENT:
        target, _, version = row.after.partition(" ")
        return forges.owner(target) if version else ""
    return forges.owner(row.module) if row.change == ADDED and row.module else ""


def _named(pair: Pair) -> Iterator[str]:
    """Every module that the files name."""
    file, sums = pair
    if file is not None:
        if file.module is not None:
            yield file.module.path
        yield from (required.path for required in file.requires)
        yield from (replaced.target for replaced in file.replaces if replaced.target_version)
    if sums is not None:
        yield from {entry.module for entry in sums.entries()}
