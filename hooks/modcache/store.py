"""The bytes in a module cache that a hash of go.sum names.

The cache is where they lie, never why they are believed: a go.mod counts only if its h1 is the
hash asked for (https://go.dev/ref/mod#go-sum-files), so that nobody can change a verdict by
writing there. Whatever else is found, or nothing, is "not known": a file of another hash, cut
short, behind a symbolic link, not to be read, too large. Nothing is written and nothing fetched.
"""

from __future__ import annotations

import os

from ..formats.modfile.file import LARGEST
from ..values import module_path, semver
from . import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..values.module_version import ModuleVersion


class ModuleCache:
    """The module cache in a folder; "" for none. `lacking` are the modules whose go.mod was asked
    for in vain, `known` is how many were found."""

    __slots__ = ("_downloads", "known", "lacking")

    def __init__(self, folder: str) -> None:
        self._downloads = os.path.join(folder, "cache", "download") if folder else ""
        if self._downloads and not os.path.isdir(self._downloads):
            self._downloads = ""
        self.lacking: set[ModuleVersion] = set()
        self.known = 0

    def go_mod(self, module: ModuleVersion, digest: str) -> bytes | None:
        """The go.mod of a module at a version, if its hash is `digest` ("h1:..."); else None."""
        data = self._read(module)
        if data is None or h1_of_go_mod(data) != digest:
            self.lacking.add(module)
            return None
        self.known += 1
        return data

    def _read(self, module: ModuleVersion) -> bytes | None:
        """The file that should be the go.mod of a module."""
        if not self._downloads or not semver.is_canonical(module.version):
            return None
        if module_path.unfetchable({module.path}):
            return None  # no such module can be in a cache, and the path might lead out of it
        path, version = module_path.escaped(module.path), module_path.escaped(module.version)
        return _contents(f"{self._downloads}/{path}/@v/{version}.mod")


def _contents(path: str) -> bytes | None:
    """A regular file that is not too large; None for anything else."""
    return files.contents(path, LARGEST)


def h1_of_go_mod(data: bytes) -> str:
    """The hash of a go.mod as go.sum has it: the h1 of the list of files that has only this one,
    https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash#Hash1."""
    import binascii  # only where there is something to look at
    import hashlib

    line = hashlib.sha256(data).hexdigest() + "  go.mod\n"
    digest = hashlib.sha256(line.encode()).digest()
    return "h1:" + binascii.b2a_base64(digest, newline=False).decode()
