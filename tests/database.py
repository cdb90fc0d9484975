"""A checksum database made up for tests, with a key of its own.

Its tree is that of RFC 6962, section 2.1, written down as it is defined there, so that it can
witness for the reader of tiles.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hooks.sumdb.note import key_id
from hooks.sumdb.tiles import WIDTH, edge_tiles, tile_path
from hooks.values.module_path import escaped


def made_up_hash(text: str) -> str:
    """A hash in the form of go.sum's."""
    return "h1:" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """MTH of a list of leaf hashes."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256().digest()
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\1" + root_of(leaves[:half]) + root_of(leaves[half:])).digest()


def tiles_above(size: int, number: int) -> Iterator[tuple[int, int, int]]:
    """The full tiles that tie a record of a tree to its right edge, from the leaf upwards."""
    level = 0
    while number // WIDTH < size // WIDTH:
        number //= WIDTH
        size //= WIDTH
        yield level, number, WIDTH
        level += 1


class Signer:
    """Who signs notes under a name; `key` is the text of the key that verifies them."""

    def __init__(self, name: str = "sum.example.com", seed: bytes = b"s" * 32) -> None:
        self.name = name
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        data = b"\1" + self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self._id = key_id(name, data)
        self.key = f"{name}+{self._id.hex()}+{base64.b64encode(data).decode()}"

    def line(self, text: str) -> str:
        """The signature line of a text."""
        data = self._id + self._private.sign(text.encode())
        return f"\N{EM DASH} {self.name} {base64.b64encode(data).decode()}\n"

    def note(self, text: str) -> bytes:
        """A signed note."""
        return f"{text}\n{self.line(text)}".encode()


class Database:
    """A checksum database: its records in order, and what it answers."""

    def __init__(self, signer: Signer | None = None) -> None:
        self.signer = signer or Signer()
        self.records: list[bytes] = []
        self.numbers: dict[tuple[str, str], int] = {}
        self._roots: dict[tuple[int, int], bytes] = {}

    def add(self, module: str, version: str = "v1.0.0", zip: str = "", go_mod: str = "") -> None:
        """Enter a module; hashes are made up where none are given."""
        self.numbers[module, version] = len(self.records)
        name = f"{module} {version}"
        lines = f"{name} {zip or made_up_hash(name)}\n"
        lines += f"{name}/go.mod {go_mod or made_up_hash(name + '/go.mod')}\n"
        self.records.append(lines.encode())

    def fill(self, number: int) -> Database:
        """Enter so many more modules; the database itself."""
        for _ in range(number):
            self.add(f"example.com/filler{len(self.records)}")
        return self

    def root(self, start: int, end: int) -> bytes:
        """The hash of the tree of some neighbouring records."""
        key = (start, end)
        if key not in self._roots:
            self._roots[key] = root_of(self.leaves()[start:end])
        return self._roots[key]

    def leaves(self) -> list[bytes]:
        """The hashes of the records."""
        return [hashlib.sha256(b"\0" + record).digest() for record in self.records]

    def head(self, size: int = -1) -> bytes:
        """The signed head of the tree when it had so many records; now by default."""
        size = len(self.records) if size < 0 else size
        root = base64.b64encode(self.root(0, size)).decode()
        return self.signer.note(f"go.sum database tree\n{size}\n{root}\n")

    def answer(self, module: str, version: str = "v1.0.0", size: int = -1) -> bytes | None:
        """What it answers about a module, with the head of a tree of so many records; None about
        one that it does not have."""
        number = self.numbers.get((module, version))
        if number is None:
            return None
        return b"%d\n%b\n%b" % (number, self.records[number], self.head(size))

    def tile(self, level: int, index: int, width: int = 256) -> bytes | None:
        """A tile; None where the tree is not so large."""
        span = 256**level
        starts = [(index * 256 + at) * span for at in range(width)]
        if starts[-1] + span > len(self.records):
            return None
        return b"".join(self.root(start, start + span) for start in starts)

    def tiles(self, size: int = -1) -> Iterator[tuple[int, int, int]]:
        """Every tile of the tree of so many records, by level, index and width."""
        size = len(self.records) if size < 0 else size
        yield from edge_tiles(size)
        level = 0
        while size >= 256:
            size //= 256
            yield from ((level, index, 256) for index in range(size))
            level += 1

    def keep(
        self, cache: Path, modules: Sequence[str] = (), size: int = -1, version: str = "v1.0.0"
    ) -> Path:
        """Lay answers about modules and all tiles into a module cache, as the go command does;
        the folder of the database in it."""
        folder = cache / "cache" / "download" / "sumdb" / self.signer.name
        for module in modules:
            data = self.answer(module, version, size)
            assert data is not None
            place = folder / "lookup" / f"{escaped(module)}@{escaped(version)}"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        for level, index, width in self.tiles(size):
            place = folder / tile_path(level, index, width)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(self.tile(level, index, width) or b"")
        return folder

    def go_sum(self, *modules: str, version: str = "v1.0.0") -> str:
        """The lines of go.sum of these modules."""
        return "".join(self.records[self.numbers[each, version]].decode() for each in modules)
