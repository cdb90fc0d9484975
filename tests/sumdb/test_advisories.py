"""The three advisories of 2026 on how the go command asked the checksum database: none of these
answers may prove a forged line, whoever sends it.

https://pkg.go.dev/vuln/GO-2026-6179, https://pkg.go.dev/vuln/GO-2026-6180 and
https://nvd.nist.gov/vuln/detail/CVE-2026-42501
"""

from __future__ import annotations

import base64
import hashlib
import itertools
from collections.abc import Iterator, Mapping, Sequence

import pytest

from hooks.sumdb.note import key_of
from hooks.sumdb.tiles import SIZE, WIDTH, edge_tiles
from hooks.sumdb.verdict import PROVED, REFUSED, UNPROVED, ChecksumDatabase, Verdict
from tests.database import Database, Signer, made_up_hash, tiles_above

SIGNER = Signer()
MODULE, VERSION = "example.com/thing", "v1.0.0"
RIGHT, FORGED = made_up_hash("right"), made_up_hash("forged")
GO_MOD = made_up_hash("go.mod")

Place = tuple[int, int, int]


class Source:
    """What a proxy, or the database, sends: one answer to every question, and tiles."""

    def __init__(self, data: bytes, tiles: Mapping[Place, bytes]) -> None:
        self._data = data
        self._tiles = tiles

    def answer(self, module: str, version: str) -> bytes:
        return self._data

    def newest_head(self) -> None:
        return None

    def tile(self, level: int, index: int, width: int) -> bytes | None:
        return self._tiles.get((level, index, width))

    def heads(self) -> Sequence[bytes]:
        return ()


def judge(data: bytes, tiles: Mapping[Place, bytes], digest: str, name: str = VERSION) -> Verdict:
    return ChecksumDatabase(key_of(SIGNER.key), Source(data, tiles)).judge(MODULE, name, digest)


def small(*more: bytes) -> Database:
    """A database of twenty records and some more."""
    made = Database(SIGNER).fill(20)
    made.records += more
    return made


def tiles_of(database: Database) -> dict[Place, bytes]:
    return {place: database.tile(*place) or b"" for place in database.tiles()}


def answer_of(database: Database, number: int, head: bytes = b"") -> bytes:
    return b"%d\n%b\n%b" % (number, database.records[number], head or database.head())


# CVE-2026-42501: an answer without an entry for the module was taken for a confirmation


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\n\n", id="blank lines"),
        pytest.param(b"20\n\n" + small().head(), id="no record"),
        pytest.param(small().head(), id="a head alone"),
        pytest.param(answer_of(small(), 3), id="the record of another module"),
        pytest.param(answer_of(small(b"example.com/thing v1.0.1 x\n"), 20), id="another version"),
        pytest.param(answer_of(small(b"example.com/thingy v1.0.0 x\n"), 20), id="a longer path"),
    ],
)
def test_cve_2026_42501_an_answer_without_an_entry(data: bytes) -> None:
    found = judge(data, tiles_of(small()), FORGED)
    assert (found.state, found.reason) == (UNPROVED, REFUSED)


def test_cve_2026_42501_a_record_with_an_entry_for_the_go_mod_alone() -> None:
    """It proves that line, and says nothing of the zip."""
    database = small(f"{MODULE} {VERSION}/go.mod {GO_MOD}\n".encode())
    data, tiles = answer_of(database, 20), tiles_of(database)
    assert judge(data, tiles, GO_MOD, f"{VERSION}/go.mod").state == PROVED
    assert judge(data, tiles, FORGED).state == UNPROVED


# CVE-2026-56864: hashes beside the record were believed, which the tree does not hold


def _record(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


ZIP, MOD = f"{MODULE} {VERSION} {RIGHT}", f"{MODULE} {VERSION}/go.mod {GO_MOD}"
LIE = f"{MODULE} {VERSION} {FORGED}"


def _in_the_signed_head(database: Database) -> bytes:
    """The database itself signs more lines than a head has."""
    root = base64.b64encode(database.root(0, len(database.records))).decode()
    return SIGNER.note(f"go.sum database tree\n{len(database.records)}\n{root}\n{LIE}\n")


@pytest.mark.parametrize("lines", [(ZIP, MOD), (MOD,)], ids=["with the zip's", "without"])
def test_cve_2026_56864_a_hash_in_the_signed_head(lines: tuple[str, ...]) -> None:
    database = small(_record(*lines))
    data = answer_of(database, 20, _in_the_signed_head(database))
    tiles = tiles_of(database)
    assert judge(data, tiles, FORGED).state != PROVED
    assert judge(data, tiles, GO_MOD, f"{VERSION}/go.mod").state == PROVED


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(lambda d: b"%b\n" % LIE.encode() + answer_of(d, 20), id="before the number"),
        pytest.param(lambda d: answer_of(d, 20).replace(MOD.encode(), LIE.encode()), id="instead"),
        pytest.param(
            lambda d: answer_of(d, 20).replace(MOD.encode(), f"{MOD}\n{LIE}".encode()), id="beside"
        ),
        pytest.param(
            lambda d: answer_of(d, 20).replace(d.head(), f"{LIE}\n\n".encode() + d.head()),
            id="between record and head",
        ),
        pytest.param(lambda d: answer_of(d, 20) + f"{LIE}\n".encode(), id="after the head"),
    ],
)
def test_cve_2026_56864_a_hash_beside_the_record(data: object) -> None:
    assert callable(data)
    database = small(_record(MOD))
    assert judge(data(database), tiles_of(database), FORGED).state == UNPROVED


# CVE-2026-56865: up to two tiles could be forged, as not each was compared with its parent


class Tall:
    """A tree of three levels of tiles, with a record at a place."""

    SIZE, NUMBER = WIDTH * WIDTH + 3 * WIDTH + 5, 1000

    def __init__(self, record: bytes) -> None:
        self.record = record
        leaves = [hashlib.sha256(b"\0%d" % number).digest() for number in range(self.SIZE)]
        leaves[self.NUMBER] = hashlib.sha256(b"\0" + record).digest()
        self.levels = [leaves]
        while len(self.levels[-1]) >= WIDTH:
            below = self.levels[-1]
            whole = range(0, len(below) - WIDTH + 1, WIDTH)
            self.levels.append([_full(below[at : at + WIDTH]) for at in whole])

    def tile(self, level: int, index: int, width: int) -> bytes:
        return b"".join(self.levels[level][index * WIDTH : index * WIDTH + width])

    @property
    def needed(self) -> list[Place]:
        return [*edge_tiles(self.SIZE), *tiles_above(self.SIZE, self.NUMBER)]

    @property
    def root(self) -> bytes:
        peaks = [
            self.tile(level, index, width)[at * SIZE : (at + (1 << power)) * SIZE]
            for level, index, width in reversed([*edge_tiles(self.SIZE)])
            for power, at in _peaks(width)
        ]
        hashes = [
            _full([peak[at : at + SIZE] for at in range(0, len(peak), SIZE)]) for peak in peaks
        ]
        while len(hashes) > 1:
            last, before = hashes.pop(), hashes.pop()
            hashes.append(hashlib.sha256(b"\1" + before + last).digest())
        return hashes[0]


def _peaks(width: int) -> Iterator[tuple[int, int]]:
    """The largest complete subtrees of neighbouring hashes: power of two, and where it begins."""
    at = 0
    for power in range(8, -1, -1):
        if width >> power & 1:
            yield power, at
            at += 1 << power


def _full(hashes: Sequence[bytes]) -> bytes:
    level = [*hashes]
    while len(level) > 1:
        pairs = range(0, len(level), 2)
        level = [hashlib.sha256(b"\1" + level[at] + level[at + 1]).digest() for at in pairs]
    return level[0]


HONEST, LIAR = Tall(_record(ZIP, MOD)), Tall(_record(LIE, MOD))


def _answer(tree: Tall) -> bytes:
    """A record under the head of the honest tree."""
    root = base64.b64encode(HONEST.root).decode()
    head = SIGNER.note(f"go.sum database tree\n{Tall.SIZE}\n{root}\n")
    return b"%d\n%b\n%b" % (Tall.NUMBER, tree.record, head)


def test_the_tall_tree_proves_what_it_holds() -> None:
    tiles = {place: HONEST.tile(*place) for place in HONEST.needed}
    assert {level for level, _, _ in tiles} == {0, 1, 2}
    assert judge(_answer(HONEST), tiles, RIGHT).state == PROVED
    assert judge(_answer(LIAR), tiles, FORGED).reason == REFUSED


@pytest.mark.parametrize(
    "forged",
    [
        each
        for count in range(1, len(HONEST.needed) + 1)
        for each in itertools.combinations(range(len(HONEST.needed)), count)
    ],
    ids=str,
)
def test_cve_2026_56865_any_tiles_of_a_forged_tree(forged: tuple[int, ...]) -> None:
    """Each of them, two, or all agree with each other, and not with the signed head."""
    tiles = {
        place: (LIAR if at in forged else HONEST).tile(*place)
        for at, place in enumerate(HONEST.needed)
    }
    found = judge(_answer(LIAR), tiles, FORGED)
    assert (found.state, found.reason) == (UNPROVED, REFUSED)
