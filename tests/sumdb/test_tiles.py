"""Tiles and the tree: https://c2sp.org/tlog-tiles and RFC 6962, section 2.1."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.sumdb.errors import AbsentError, RejectedError
from hooks.sumdb.records import TreeHead
from hooks.sumdb.tiles import (
    VerifiedTree,
    edge_tiles,
    record_hash,
    subtrees,
    tile_path,
)
from tests.database import Database, root_of, tiles_above

# The leaves of RFC 6962's reference tests, and the hashes of the trees that they make
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
LEAVES += ["606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize(
    ("place", "path"),
    [
        pytest.param((0, 0), "tile/8/0/000", id="the first"),
        pytest.param((2, 999), "tile/8/2/999", id="three digits"),
        pytest.param((0, 1000), "tile/8/0/x001/000", id="a thousand"),
        pytest.param((0, 1234067), "tile/8/0/x001/x234/067", id="the specification's example"),
        pytest.param((1, 273, 112), "tile/8/1/273.p/112", id="partial"),
    ],
)
def test_paths(place: tuple[int, ...], path: str) -> None:
    assert tile_path(*place) == path


def test_the_tiles_of_the_specifications_example() -> None:
    """A tree of 70,000: 273 full tiles and one of 112, one full and one of 17, one of 1."""
    assert list(edge_tiles(70000)) == [(0, 273, 112), (1, 1, 17), (2, 0, 1)]
    assert list(edge_tiles(256)) == [(1, 0, 1)]
    assert list(tiles_above(70000, 69999)) == []
    assert list(tiles_above(70000, 69887)) == [(0, 272, 256)]
    assert list(tiles_above(70000, 5)) == [(0, 0, 256), (1, 0, 256)]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_reference_trees(size: int) -> None:
    leaves = [record_hash(bytes.fromhex(each)) for each in LEAVES]
    assert root_of(leaves[:size]).hex() == ROOTS[size - 1]
    tree = VerifiedTree(
        TreeHead(8, bytes.fromhex(ROOTS[7])), lambda level, _, width: b"".join(leaves[:width])
    )
    assert tree.begins_with(TreeHead(size, bytes.fromhex(ROOTS[size - 1])))
    assert tree.includes(size - 1, bytes.fromhex(LEAVES[size - 1]))
    assert not tree.includes(size - 1, b"other")


def test_the_empty_tree_begins_every_tree() -> None:
    tree = tree_of(600)
    assert tree.begins_with(TreeHead(0, hashlib.sha256().digest()))


@cache
def database() -> Database:
    return Database().fill(600)


@cache
def tile(level: int, index: int, width: int) -> bytes | None:
    return database().tile(level, index, width)


@cache
def root(size: int) -> bytes:
    return root_of(database().leaves()[:size])


def tree_of(size: int) -> VerifiedTree:
    return VerifiedTree(TreeHead(size, root(size)), tile)


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 600), st.data())
def test_every_record_and_every_beginning_of_a_tree(size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, size - 1))
    smaller = data.draw(st.integers(0, size))
    tree = tree_of(size)
    assert tree.includes(number, database().records[number])
    assert not tree.includes(number, database().records[number] + b"\n")
    assert tree.begins_with(TreeHead(smaller, root(smaller)))
    assert not tree.begins_with(TreeHead(smaller, bytes(32)))


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 600), st.data())
def test_one_flipped_bit_in_any_tile_is_found(size: int, data: st.DataObject) -> None:
    """Wherever it is on the way from a record to the head."""
    number = data.draw(st.integers(0, size - 1))
    needed = [*edge_tiles(size), *tiles_above(size, number)]
    damaged = data.draw(st.sampled_from(needed))
    bit = data.draw(st.integers(0, damaged[2] * 256 - 1))

    def read(level: int, index: int, width: int) -> bytes | None:
        found = tile(level, index, width)
        if found is None or (level, index, width) != damaged:
            return found
        flipped = bytearray(found)
        flipped[bit // 8] ^= 1 << bit % 8
        return bytes(flipped)

    with pytest.raises(RejectedError):
        VerifiedTree(TreeHead(size, root(size)), read).includes(number, database().records[number])


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 600), st.data())
def test_each_tile_is_needed_and_no_other(size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, size - 1))
    needed = {*edge_tiles(size), *tiles_above(size, number)}
    asked = set()

    def read(*place: int) -> bytes | None:
        asked.add(place)
        return tile(*place)

    VerifiedTree(TreeHead(size, root(size)), read).includes(number, database().records[number])
    assert asked == needed
    absent = data.draw(st.sampled_from(sorted(needed)))
    tree = VerifiedTree(
        TreeHead(size, root(size)), lambda *place: None if place == absent else tile(*place)
    )
    with pytest.raises(AbsentError):
        tree.includes(number, database().records[number])


@settings(deadline=None)
@given(st.integers(1, 599))
def test_a_wider_tile_serves(size: int) -> None:
    """What the go command cached for a larger tree."""

    def read(level: int, index: int, width: int) -> bytes | None:
        return next(
            (found for wide in range(256, width - 1, -1) if (found := tile(level, index, wide))),
            None,
        )

    tree = VerifiedTree(TreeHead(size, root(size)), read)
    assert tree.includes(size - 1, database().records[size - 1])


@pytest.mark.parametrize("number", [-1, 600, 1 << 61])
def test_a_record_outside_of_the_tree(number: int) -> None:
    with pytest.raises(RejectedError):
        tree_of(600).includes(number, b"")


def test_a_larger_tree_is_no_beginning() -> None:
    with pytest.raises(RejectedError):
        tree_of(300).begins_with(TreeHead(301, root(301)))


@pytest.mark.parametrize("change", [-1, 1, 32 * 256, -32 * 88])
def test_a_tile_of_another_length(change: int) -> None:
    """A head over 600 records: the tile at its edge has 88 hashes."""

    def read(level: int, index: int, width: int) -> bytes | None:
        found = tile(level, index, width)
        if found is None or (level, index) != (0, 2):
            return found
        return found + bytes(change) if change > 0 else found[:change]

    with pytest.raises(RejectedError):
        VerifiedTree(TreeHead(600, root(600)), read).includes(0, database().records[0])


@given(st.integers(0, 1 << 40))
def test_subtrees_add_up(size: int) -> None:
    end = 0
    for power, index in subtrees(size):
        assert index << power == end
        end += 1 << power
    assert end == size
