"""What is new in a go.sum, seen against every file that it is compared with."""

from __future__ import annotations

from hooks.formats import go_sum
from hooks.formats.go_sum import EMPTY_GO_MOD, Entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hooks.formats.go_sum import GoSum


def fresh(staged: GoSum, bases: Sequence[GoSum]) -> Iterator[Entry]:
    """The entries whose hash no base has, in file order; the same line twice counts once."""
    lines = set(staged.lines)
    for base in bases:
        lines.difference_update(base.lines)
    if not lines:
        return
    for number, line in enumerate(staged.lines, 1):
        if line in lines:
            lines.discard(line)
            found = [go_sum.text(word) for word in go_sum.words(line)]
            if len(found) == 3 and found[2] not in _hashes(bases, found[0], found[1]):
                yield Entry(found[0], found[1], found[2], number)


def known(entry: Entry, bases: Sequence[GoSum]) -> list[str]:
    """The hashes of that module and version in the bases, of the entry's algorithm.

    The hash of an empty go.mod counts for none, here as in the go command.
    """
    if entry.hash == EMPTY_GO_MOD:
        return []
    algorithm = entry.hash.partition(":")[0] + ":"
    found = _hashes(bases, entry.module, entry.version)
    return [one for one in found if one.startswith(algorithm) and one != EMPTY_GO_MOD]


def _hashes(bases: Sequence[GoSum], module: str, version: str) -> dict[str, None]:
    return dict.fromkeys(one for base in bases for one in base.hashes(module, version))
