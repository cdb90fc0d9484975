"""What is new in a go.sum, seen against the files that it is compared with."""

from __future__ import annotations

from ..formats import go_sum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..formats.go_sum import Checksum, GoSum


def fresh(staged: GoSum, bases: Sequence[GoSum]) -> Iterator[Checksum]:
    """The entries that no base has, in file order; the same entry twice counts once."""
    for entry, _ in entries(staged, new_lines(staged, bases)):
        yield entry


def replaced(staged: GoSum, bases: Sequence[GoSum]) -> Iterator[tuple[Checksum, str]]:
    """The fresh entries of modules and versions that a base knows by other hashes alone, each
    with one of those.

    Hashes of another algorithm are no others, and that of an empty go.mod counts for
    none, here as in the go command. Where a known hash is still there nothing was
    replaced, so it is enough to look at the lines that went.
    """
    new = new_lines(staged, bases)
    if not new:
        return
    lines = set(go_sum.normal(staged))
    gone: dict[bytes, bytes] = {}
    for base in bases:
        for line in set(go_sum.normal(base)).difference(lines):
            if not line.endswith(EMPTY):
                gone.setdefault(name(line), line.rpartition(b" ")[2])
    found = {line for line in new if name(line) in gone and not line.endswith(EMPTY)}
    if not found:
        return
    kept = {name(line) for line in lines.difference(new) if not line.endswith(EMPTY)}
    found = {line for line in found if name(line) not in kept}
    for entry, line in entries(staged, found):
        yield entry, go_sum.text(gone[name(line)])


def contradicted(
    staged: GoSum,
    bases: Sequence[GoSum],
    several: Mapping[bytes, Mapping[bytes, str]],
    walked_past: Mapping[bytes, tuple[bytes, str]],
) -> Iterator[tuple[Checksum, str, str]]:
    """The fresh entries (no base has them, `bases` being the same file before) of modules and
    versions for which another file held another hash, each with that hash and where it is.

    `several` is that of `diff.holders.Holders`, `walked_past` what `remember` kept. A file that
    holds both hashes contradicts itself, and is left out here.
    """
    new = {line for line in new_lines(staged, bases) if not line.endswith(EMPTY)}
    new = {line for line in new if (known_as := name(line)) in several or known_as in walked_past}
    if not new:
        return
    hashes: dict[bytes, set[bytes]] = {}
    for line in go_sum.normal(staged):
        hashes.setdefault(name(line), set()).add(line)
    for entry, line in entries(staged, new):
        known_as = name(line)
        if len(hashes[known_as]) > 1:
            continue
        held = several.get(known_as, {})
        other = next((each for each in held if each != line), None)
        digest, place = walked_past.get(known_as, (b"", ""))
        if other is not None:
            yield entry, go_sum.text(other.rpartition(b" ")[2]), held[other]
        elif digest and digest != line.rpartition(b" ")[2]:
            yield entry, go_sum.text(digest), place


def remember(walked_past: dict[bytes, tuple[bytes, str]], file: GoSum, place: str) -> None:
    """Keep the first whole h1: hash that a range of commits shows for each module and version,
    with `place`, where that was."""
    for line in [each for each in go_sum.normal(file) if name(each) not in walked_past]:
        digest = line.rpartition(b" ")[2]
        if digest.startswith(b"h1:") and len(digest) == LENGTH and digest != EMPTY:
            walked_past.setdefault(name(line), (digest, place))


def lost(staged: GoSum, bases: Sequence[GoSum]) -> set[bytes]:
    """`module version` of every line that a base has and the file has no more."""
    if not bases:
        return set()
    lines = set(go_sum.normal(staged))
    gone = {line for base in bases for line in go_sum.normal(base) if line not in lines}
    return {line.rpartition(b" ")[0] for line in gone}


class SumChange:
    """The hashes of one module and version before and after (`old` and `new`, in file order;
    none where the file had none). `version` ends in "/go.mod" where they are of go.mod."""

    __slots__ = ("module", "new", "old", "version")

    def __init__(self, module: str, version: str, old: Sequence[str], new: Sequence[str]) -> None:
        self.module = module
        self.version = version
        self.old = old
        self.new = new

    @property
    def is_of_go_mod(self) -> bool:
        """Whether the hashes are those of the go.mod alone."""
        return self.version.endswith("/go.mod")


def changed(before: GoSum | None, after: GoSum | None) -> Iterator[SumChange]:
    """Every module and version whose hashes differ, in the order of a go.sum. Either side may
    be absent: a file that came or went."""
    from ..formats import go_sum_layout  # not where a hash is only compared

    names = {line.rpartition(b" ")[0] for line in _lines(before) ^ _lines(after)}
    for line in go_sum_layout.ordered([name + b" -" for name in names]):
        module, _, version = go_sum.text(line[:-2]).partition(" ")
        yield SumChange(
            module, version, _hashes(before, module, version), _hashes(after, module, version)
        )


def _lines(file: GoSum | None) -> set[bytes]:
    return set() if file is None else set(go_sum.normal(file)) - {b""}


def _hashes(file: GoSum | None, module: str, version: str) -> Sequence[str]:
    return [] if file is None else file.hashes(module, version)


EMPTY = go_sum.EMPTY_GO_MOD.encode()
LENGTH = len(EMPTY)


def new_lines(staged: GoSum, bases: Sequence[GoSum]) -> set[bytes]:
    """The lines that no base has, in normal form."""
    return set(go_sum.normal(staged)).difference(*map(go_sum.normal, bases)) - {b""}


def name(line: bytes) -> bytes:
    """Module, version and algorithm of a line in normal form."""
    known = _names.get(line)
    if known is None:
        start, _, digest = line.rpartition(b" ")
        known = _names[line] = start + b" " + digest.partition(b":")[0]
    return known


_names: dict[bytes, bytes] = {}
"""Memo of `name`: the files of a repository, and its commits, share most of their lines."""


def entries(tree: GoSum, lines: set[bytes]) -> Iterator[tuple[Checksum, bytes]]:
    """The first entry of each of these lines (in normal form), in file order, with the line."""
    if not lines:
        return
    rest = set(lines)
    plain = tree.ordinary
    for number, line in enumerate(tree.lines, 1):
        normal = line if plain else b" ".join(go_sum.words(line))
        if normal in rest:
            rest.discard(normal)
            module, version, digest = map(go_sum.text, normal.split(b" "))
            yield go_sum.Checksum(module, version, digest, number), normal
