"""The tree of a checksum database, read by its tiles: https://go.dev/ref/mod#checksum-database,
https://c2sp.org/tlog-tiles, and RFC 6962, section 2.1, for the hashes.

A tile of height 8 holds up to 256 neighbouring hashes of a level of tiles; the one at the right
edge of a tree may hold fewer. A hash of a tile is that of a whole tile on the level below.

Nothing in a tile is believed before it is tied to a signed head: the tiles at the right edge,
taken together, have to give the head's hash, and any other tile has to give the hash that stands
for it in its parent. So each hash that is given out has been proved to be in the tree: that is
the proof of inclusion, and a smaller tree whose hash follows from such hashes is a beginning of
this one, which is the proof of consistency.
"""

from __future__ import annotations

import hashlib

from .errors import AbsentError, RejectedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .records import TreeHead

    # The bytes of a tile of so many hashes, or of a larger one in its place; None: not at hand
    ReadTile = Callable[[int, int, int], bytes | None]

HEIGHT = 8
WIDTH = 1 << HEIGHT
SIZE = 32  # bytes of a hash


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """The path of a tile in a checksum database: "tile/8/0/x001/x234/067", and ".p/112" after it
    for one of 112 hashes."""
    path = f"{index % 1000:03}"
    while index >= 1000:
        index //= 1000
        path = f"x{index % 1000:03}/{path}"
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{HEIGHT}/{level}/{path}{partial}"


def record_hash(data: bytes) -> bytes:
    """The hash of a record, a leaf of the tree."""
    return hashlib.sha256(b"\0" + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def _full(hashes: bytes) -> bytes:
    """The hash of a subtree with these hashes side by side; their number is a power of two."""
    level = [hashes[at : at + SIZE] for at in range(0, len(hashes), SIZE)]
    while len(level) > 1:
        level = [_node(level[at], level[at + 1]) for at in range(0, len(level), 2)]
    return level[0]


def subtrees(size: int) -> list[tuple[int, int]]:
    """The largest complete subtrees that make up a tree, from left to right, each by the power of
    two of its size and its index among those."""
    return [
        (power, (size >> power) - 1)
        for power in range(size.bit_length() - 1, -1, -1)
        if size >> power & 1
    ]


def _joined(hashes: list[bytes]) -> bytes:
    """The hash of a tree whose largest complete subtrees have these hashes."""
    if not hashes:
        return hashlib.sha256().digest()
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = _node(left, root)
    return root


def edge_tiles(size: int) -> Iterator[tuple[int, int, int]]:
    """The tiles at the right edge of a tree that are not full: level, index and width."""
    level = 0
    while size:
        if size % WIDTH:
            yield level, size // WIDTH, size % WIDTH
        size //= WIDTH
        level += 1


class VerifiedTree:
    """The tree under a signed head. `includes` and `begins_with` raise AbsentError where a tile is
    not at hand, and RejectedError where one does not belong to the tree."""

    __slots__ = ("_edge", "_read", "_tiles", "head")

    def __init__(self, head: TreeHead, read: ReadTile) -> None:
        self.head = head
        self._read = read
        self._edge: dict[int, bytes] | None = None  # by level
        self._tiles: dict[tuple[int, int], bytes] = {}

    def has_edge(self) -> bool:
        """Whether the tiles at the right edge are at hand, and give the hash of the head."""
        try:
            self._right_edge()
        except (AbsentError, RejectedError):
            return False
        return True

    def includes(self, number: int, record: bytes) -> bool:
        """Whether the tree has these bytes as the record of this number; RejectedError where it
        has no record of the number."""
        if not 0 <= number < self.head.size:
            raise RejectedError("a record that is not in the tree")
        return self._subtree(0, number) == record_hash(record)

    def begins_with(self, head: TreeHead) -> bool:
        """Whether a head, of no larger a tree, is that of a beginning of this one."""
        if head.size > self.head.size:
            raise RejectedError("a larger tree")
        if head.size == self.head.size:
            return head.root == self.head.root
        return _joined([self._subtree(*each) for each in subtrees(head.size)]) == head.root

    def _subtree(self, power: int, index: int) -> bytes:
        """The hash of the complete subtree of 2**power records at an index among those."""
        level, within = divmod(power, HEIGHT)
        tile, at = divmod(index << within, WIDTH)
        hashes = self._tile(level, tile)
        return _full(hashes[at * SIZE : (at + (1 << within)) * SIZE])

    def _tile(self, level: int, index: int) -> bytes:
        """The hashes of a tile, tied to the head."""
        if index == self.head.size >> HEIGHT * (level + 1):
            return self._right_edge()[level]
        known = self._tiles.get((level, index))
        if known is not None:
            return known
        hashes = self._fetched(level, index, WIDTH)
        if _full(hashes) != self._subtree(HEIGHT * (level + 1), index):
            raise RejectedError(f"{tile_path(level, index)} does not belong to the tree")
        if level:  # the leaves of two records are rarely neighbours
            self._tiles[level, index] = hashes
        return hashes

    def _right_edge(self) -> dict[int, bytes]:
        """The tiles at the right edge: together they hold the hash of every subtree that the head
        is made from, and nothing else."""
        if self._edge is None:
            edge = {
                level: self._fetched(level, index, width)
                for level, index, width in edge_tiles(self.head.size)
            }
            hashes = []
            for power, index in subtrees(self.head.size):
                level, within = divmod(power, HEIGHT)
                at = (index << within) % WIDTH
                hashes.append(_full(edge[level][at * SIZE : (at + (1 << within)) * SIZE]))
            if _joined(hashes) != self.head.root:
                raise RejectedError("the tiles do not give the hash of the signed head")
            self._edge = edge
        return self._edge

    def _fetched(self, level: int, index: int, width: int) -> bytes:
        hashes = self._read(level, index, width)
        if hashes is None:
            raise AbsentError(tile_path(level, index, width))
        if len(hashes) % SIZE or not width * SIZE <= len(hashes) <= WIDTH * SIZE:
            raise RejectedError(f"{tile_path(level, index, width)} has not the length of a tile")
        return hashes[: width * SIZE]
