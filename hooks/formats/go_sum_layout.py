"""The layout in which `go mod tidy` writes go.sum, and the union of two of them.

Lines are sorted by module path as bytes, then by version: first versions that
are not semantic, in the order of the file, then the semantic ones in theirs; the
hash of the zip before that of the go.mod; then by the text of the hash. A line is
three words with one blank between and a newline, and no line is repeated.
https://go.dev/ref/mod#go-sum-files
"""

from __future__ import annotations

from itertools import pairwise

from ..values import semver
from . import conflict_markers, go_sum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .go_sum import GoSum

Rank = tuple[object, ...]
"""A value that sorts lines."""


class HashConflict:
    """A module and version for which two sides have different hashes.

    `ours` and `theirs` are the lines of the two sides; `version` ends in "/go.mod" where
    they are hashes of the go.mod. A conflict without module and version ("") is about lines
    on one side only that are not checksums.
    """

    __slots__ = ("module", "ours", "theirs", "version")

    def __init__(self, module: str, version: str, ours: list[bytes], theirs: list[bytes]) -> None:
        self.module = module
        self.version = version
        self.ours = ours
        self.theirs = theirs


class Merged:
    """A merged go.sum: its text `data`, in which each disagreement is between conflict
    markers."""

    __slots__ = ("data", "disagreements")

    def __init__(self, data: bytes, disagreements: list[HashConflict]) -> None:
        self.data = data
        self.disagreements = disagreements


def canonical(tree: GoSum) -> bytes:
    """The same checksums in canonical layout.

    A file with a malformed line or a conflict marker is returned as it is: what that line
    was meant to be, and so where it belongs, cannot be known.
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
"""Memo: pairs of lines in the right order. Most are in several files of a repository."""


def _is_above(before: bytes, line: bytes) -> bool:
    """Whether two different lines, one above the other, are in the right order."""
    name = before.rpartition(b" ")[0]
    if line.startswith(name + b"/go.mod "):  # the usual case, without parsing a version
        return True
    module, next_module = name.partition(b" ")[0], line.partition(b" ")[0]
    if module == next_module:
        return _rank(before, 0) < _rank(line, 1)
    return module < next_module


def _rank(line: bytes, place: int) -> Rank:
    """The rank of a line of three words; `place` is its position in the file."""
    module, version, digest = line.split(b" ")
    number, slash, rest = version.partition(b"/")
    key = _keys.get(number)
    if key is None:
        key = _keys[number] = semver.key(go_sum.text(number))
    if not key:
        return (module, key, place)
    return (module, key, slash + rest, version, digest)


_keys: dict[bytes, semver.Key] = {}
"""Memo of `semver.key` by the bytes of a version."""


def ordered(lines: Iterable[bytes]) -> list[bytes]:
    """Lines of three words (one blank between) in canonical order, each once."""
    places = {line: place for place, line in enumerate(dict.fromkeys(lines))}
    return sorted(places, key=lambda line: _rank(line, places[line]))


def _normal(tree: GoSum) -> list[bytes]:
    """The lines of three words, with one blank between."""
    if tree.ordinary:
        return [line for line in tree.lines if line]
    lines = [go_sum.words(line) for line in tree.lines if not conflict_markers.marker(line)]
    return [b" ".join(words) for words in lines if len(words) == 3]


def _text(lines: list[bytes]) -> bytes:
    return b"".join([line + b"\n" for line in lines])


def repaired(data: bytes) -> bytes | None:
    """A go.sum in canonical layout, conflict markers resolved to the union of the sides.

    None where a person has to decide: a malformed line, markers that do not pair up, two
    sides that have different hashes for one version.
    """
    if conflict_markers.lines(data):
        merged = resolve(data)
        return None if merged is None or merged.disagreements else merged.data
    tree = go_sum.parse(data)
    return None if tree.malformed else canonical(tree)


def resolve(data: bytes) -> Merged | None:
    """A go.sum with conflict markers as the union of its two sides.

    None where the markers do not pair up. The base, which some styles show between the
    sides, is ignored.
    """
    sides = conflict_markers.sides(data)
    return None if sides is None else merge(go_sum.parse(sides[0]), go_sum.parse(sides[1]))


def merge(ours: GoSum, theirs: GoSum) -> Merged:
    """The union of two go.sum files, in canonical layout.

    There is no parameter for the common ancestor, because it does not matter. A line that
    only one side removed is kept: the other side's new requirements may need it, a line too
    many does no harm, and the next `go mod tidy` drops it. A hash that only one side changed
    is a disagreement all the same: a version has one content, and a merge cannot decide
    which of the two hashes is the right one.
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


def _disputed(ours: GoSum, theirs: GoSum) -> dict[bytes, HashConflict]:
    """The disagreements, by module and version."""
    left, right = _by_name(ours), _by_name(theirs)
    conflicts = {}
    for name, our_lines in left.items():
        their_lines = right.get(name, our_lines)
        if our_lines != their_lines and _differ(our_lines, their_lines):
            module, _, version = go_sum.text(name).partition(" ")
            conflicts[name] = HashConflict(module, version, our_lines, their_lines)
    return conflicts


def _by_name(tree: GoSum) -> dict[bytes, list[bytes]]:
    """The lines of each module and version, sorted."""
    by_name: dict[bytes, list[bytes]] = {}
    for line in sorted(set(_normal(tree))):
        by_name.setdefault(line.rpartition(b" ")[0], []).append(line)
    return by_name


def _differ(our_lines: list[bytes], their_lines: list[bytes]) -> bool:
    """Whether the sides have different hashes of one algorithm. (Hashes of different algorithms
    can both be right.)"""
    left, right = _by_algorithm(our_lines), _by_algorithm(their_lines)
    return any(left[name] != right[name] for name in left.keys() & right.keys())


def _by_algorithm(lines: list[bytes]) -> dict[bytes, set[bytes]]:
    """The hashes of the lines, without that of an empty go.mod."""
    hashes: dict[bytes, set[bytes]] = {}
    for line in lines:
        digest = line.rpartition(b" ")[2]
        if digest != go_sum.EMPTY_GO_MOD.encode():
            hashes.setdefault(digest.partition(b":")[0], set()).add(digest)
    return hashes


def _strays(ours: GoSum, theirs: GoSum) -> HashConflict:
    """The lines of either side that are not checksums."""
    left, right = ([line for line in tree.lines if _is_stray(line)] for tree in (ours, theirs))
    return HashConflict("", "", left, right)


def _is_stray(line: bytes) -> bool:
    return len(go_sum.words(line)) not in (0, 3) or bool(conflict_markers.marker(line))


def _marked(conflict: HashConflict) -> list[bytes]:
    """A disagreement between conflict markers."""
    return [
        conflict_markers.OURS + b" ours",
        *conflict.ours,
        conflict_markers.THEIRS,
        *conflict.theirs,
        conflict_markers.END + b" theirs",
    ]
