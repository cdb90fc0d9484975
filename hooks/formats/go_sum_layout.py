"""The layout in which `go mod tidy` writes go.sum, and the union of two of them.

Lines are ordered by module path as bytes, then by version: first those that
are no semantic version, as they stand in the file, then the others in their
order; the zip's hash before the go.mod's; then the hash as text. Three words
with one blank between, a newline after each, no line twice.
https://go.dev/ref/mod#go-sum-files
"""

from __future__ import annotations

from itertools import pairwise

from ..values import semver
from . import conflict, go_sum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .go_sum import GoSum

Rank = tuple[object, ...]
"""Where a line belongs."""


class Disagreement:
    """A module and version for which two sides know different hashes.

    `ours` and `theirs` are the lines of the two; `version` ends in "/go.mod"
    where it is that hash. A line that is no entry, and stands on one side only,
    is one too: it has neither module nor version.
    """

    __slots__ = ("module", "ours", "theirs", "version")

    def __init__(self, module: str, version: str, ours: list[bytes], theirs: list[bytes]) -> None:
        self.module = module
        self.version = version
        self.ours = ours
        self.theirs = theirs


class Merged:
    """A merged go.sum; each disagreement stands in `data` between conflict markers."""

    __slots__ = ("data", "disagreements")

    def __init__(self, data: bytes, disagreements: list[Disagreement]) -> None:
        self.data = data
        self.disagreements = disagreements


def canonical(tree: GoSum) -> bytes:
    """The same entries in canonical layout.

    A file with a malformed line or a conflict marker comes back as it is: what
    that line was meant to be, and so where it belongs, nobody knows.
    """
    if is_canonical(tree) or any(map(_is_stray, tree.lines)):
        return bytes(tree)
    return _text(ordered(_normal(tree)))


def is_canonical(tree: GoSum) -> bool:
    """Whether the file has the canonical layout (or is empty)."""
    if not tree.ordinary or tree.lines[-1]:
        return False
    lines = tree.lines[:-1]
    distinct = set(lines)
    if len(distinct) < len(lines) or b"" in distinct:
        return False
    new = [pair for pair in pairwise(lines) if pair not in _in_order]
    for before, line in new:
        if not _is_above(before, line):
            return False
    _in_order.update(new)
    return True


_in_order: set[tuple[bytes, bytes]] = set()
"""Lines that may stand one above the other: most do so in several files of a repository."""


def _is_above(before: bytes, line: bytes) -> bool:
    """Whether the order of two different lines is the right one."""
    name = before.rpartition(b" ")[0]
    if line.startswith(name + b"/go.mod "):  # most often, and no version need be read
        return True
    module, other = name.partition(b" ")[0], line.partition(b" ")[0]
    return _rank(before, 0) < _rank(line, 1) if module == other else module < other


def _rank(line: bytes, place: int) -> Rank:
    """Where a line of three words belongs; `place` is its place in the file."""
    module, version, found = line.split(b" ")
    number, slash, rest = version.partition(b"/")
    key = _keys.get(number)
    if key is None:
        key = _keys[number] = semver.key(go_sum.text(number))
    if not key:
        return (module, key, place)
    return (module, key, slash + rest, version, found)


_keys: dict[bytes, semver.Key] = {}
"""The place in the order of every version met so far: most come again and again."""


def ordered(lines: Iterable[bytes]) -> list[bytes]:
    """Lines of three words in order, each once."""
    places = {line: place for place, line in enumerate(dict.fromkeys(lines))}
    return sorted(places, key=lambda line: _rank(line, places[line]))


def _normal(tree: GoSum) -> list[bytes]:
    """The lines of three words, with one blank between."""
    if tree.ordinary:
        return [line for line in tree.lines if line]
    found = [go_sum.words(line) for line in tree.lines if not conflict.marker(line)]
    return [b" ".join(words) for words in found if len(words) == 3]


def _text(lines: list[bytes]) -> bytes:
    return b"".join([line + b"\n" for line in lines])


def repaired(data: bytes) -> bytes | None:
    """A go.sum in canonical layout, conflict markers resolved to the union of the sides.

    None where that takes a person: a malformed line, markers that do not pair
    up, two sides that know different hashes for one version.
    """
    if conflict.lines(data):
        merged = resolve(data)
        return None if merged is None or merged.disagreements else merged.data
    tree = go_sum.parse(data)
    return None if tree.malformed else canonical(tree)


def resolve(data: bytes) -> Merged | None:
    """A go.sum with conflict markers as the union of its two sides.

    None where the markers do not pair up. The base that some styles show
    between the sides does not count.
    """
    sides = conflict.sides(data)
    return None if sides is None else merge(go_sum.parse(sides[0]), go_sum.parse(sides[1]))


def merge(ours: GoSum, theirs: GoSum) -> Merged:
    """The union of two go.sum files, in canonical layout.

    What they had in common before does not matter, so no base is asked for. A
    line that only one side removed is kept: whether the other side's new
    requirements need it cannot be told from here, a line too many costs
    nothing, and the next `go mod tidy` drops it. A hash that only one side
    changed is a disagreement all the same: a version has one content, and
    which of the two hashes is its own is not for a merge to decide.
    """
    disputed = _disputed(ours, theirs)
    lines: list[bytes] = []
    settled: set[bytes] = set()
    for line in ordered([*_normal(ours), *_normal(theirs)]):
        name = line.rpartition(b" ")[0]
        if name not in disputed:
            lines.append(line)
        elif name not in settled:
            settled.add(name)
            lines += _marked(disputed[name])
    strays = _strays(ours, theirs)
    if strays.ours != strays.theirs:
        disputed[b""] = strays
        lines += _marked(strays)
    else:
        lines += strays.ours
    return Merged(_text(lines), list(disputed.values()))


def _disputed(ours: GoSum, theirs: GoSum) -> dict[bytes, Disagreement]:
    """The disagreements, by module and version."""
    left, right = _by_name(ours), _by_name(theirs)
    found = {}
    for name, lines in left.items():
        others = right.get(name, lines)
        if lines != others and _differ(lines, others):
            module, _, version = go_sum.text(name).partition(" ")
            found[name] = Disagreement(module, version, lines, others)
    return found


def _by_name(tree: GoSum) -> dict[bytes, list[bytes]]:
    """The lines of each module and version, sorted."""
    found: dict[bytes, list[bytes]] = {}
    for line in sorted(set(_normal(tree))):
        found.setdefault(line.rpartition(b" ")[0], []).append(line)
    return found


def _differ(lines: list[bytes], others: list[bytes]) -> bool:
    """Whether an algorithm that both use gives different hashes."""
    left, right = _by_algorithm(lines), _by_algorithm(others)
    return any(left[name] != right[name] for name in left.keys() & right.keys())


def _by_algorithm(lines: list[bytes]) -> dict[bytes, set[bytes]]:
    found: dict[bytes, set[bytes]] = {}
    for line in lines:
        digest = line.rpartition(b" ")[2]
        if digest != go_sum.EMPTY_GO_MOD.encode():  # it counts for none
            found.setdefault(digest.partition(b":")[0], set()).add(digest)
    return found


def _strays(ours: GoSum, theirs: GoSum) -> Disagreement:
    """The lines of either side that are no entries."""
    left, right = ([line for line in tree.lines if _is_stray(line)] for tree in (ours, theirs))
    return Disagreement("", "", left, right)


def _is_stray(line: bytes) -> bool:
    return len(go_sum.words(line)) not in (0, 3) or bool(conflict.marker(line))


def _marked(one: Disagreement) -> list[bytes]:
    """A disagreement as git shows a conflict."""
    return [
        conflict.OURS + b" ours",
        *one.ours,
        conflict.THEIRS,
        *one.theirs,
        conflict.END + b" theirs",
    ]
