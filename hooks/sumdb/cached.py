"""What the go command kept of a checksum database: answers and tiles below cache/download/sumdb
of the module cache, the newest head below pkg/sumdb of the first folder of GOPATH
(https://go.dev/ref/mod#module-cache). Everything here may have been written by anybody: it is
evidence to check, not an authority. Nothing is written.
"""

from __future__ import annotations

import os

from ..modcache.files import contents
from ..values.module_path import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST = 1 << 20  # bytes of an answer; real ones have some 400


class CachedDatabase:
    """What is kept of the database with a name. `modules` is the folder of the module cache,
    `first_folder` the first one of GOPATH, each "" for none."""

    __slots__ = ("_folder", "_newest")

    def __init__(self, name: str, modules: str, first_folder: str) -> None:
        parts = name.split("/")
        self._folder = os.path.join(modules, "cache", "download", "sumdb", *parts)
        self._newest = os.path.join(first_folder, "pkg", "sumdb", *parts, "latest")
        if not modules:
            self._folder = ""
        if not first_folder:
            self._newest = ""

    def answer(self, module: str, version: str) -> bytes | None:
        """The answer about a module, of which the go command might make a file name."""
        name = f"{escaped(module)}@{escaped(version)}"
        return self._read(os.path.join("lookup", *name.split("/")), _LARGEST)

    def newest_head(self) -> bytes | None:
        """The head that the go command knew last."""
        return contents(self._newest, _LARGEST) if self._newest else None

    def tile(self, level: int, index: int, width: int) -> bytes | None:
        """A tile of so many hashes, or a wider one in its place."""
        from .tiles import SIZE, WIDTH, tile_path  # only where a record is to be proved

        whole = self._read(tile_path(level, index), WIDTH * SIZE)
        if whole is not None or width == WIDTH:
            return whole
        place = tile_path(level, index, width)
        data = self._read(place, WIDTH * SIZE)
        if data is None and self._folder:
            data = self._wider(os.path.dirname(place), width)
        return data

    def heads(self) -> Iterator[bytes]:
        """The heads in all answers."""
        if not self._folder:
            return
        for folder, _, names in os.walk(os.path.join(self._folder, "lookup")):
            for name in names:
                data = contents(os.path.join(folder, name), _LARGEST) or b""
                _, _, rest = data.partition(b"\n")
                _, blank, head = rest.partition(b"\n\n")
                if blank:
                    yield head

    def _wider(self, folder: str, width: int) -> bytes | None:
        from .tiles import SIZE, WIDTH

        try:
            names = os.listdir(os.path.join(self._folder, folder))
        except OSError:
            return None
        widths = (int(name) for name in names if name.isascii() and name.isdigit())
        for wider in sorted(each for each in widths if width < each < WIDTH):
            return self._read(os.path.join(folder, str(wider)), WIDTH * SIZE)
        return None

    def _read(self, place: str, largest: int) -> bytes | None:
        return contents(os.path.join(self._folder, place), largest) if self._folder else None
