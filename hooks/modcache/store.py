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

    __slots__ = ("_downloads", "_missed", "known", "lacking")

    def __init__(self, folder: str) -> None:
        self._downloads = os.path.join(folder, "cache", "download") if folder else ""
        if self._downloads and not os.path.isdir(self._downloads):
            self._downloads = ""
        self._missed: set[tuple[ModuleVersion, str]] = set()
        self.lacking: set[ModuleVersion] = set()
        self.known = 0

    @property
    def is_there(self) -> bool:
        """Whether there is such a cache."""
        return bool(self._downloads)

    def go_mod(self, module: ModuleVersion, digest: str) -> bytes | None:
        """The go.mod of a module at a version, if its hash is `digest` ("h1:..."); else None."""
        if (module, digest) in self._missed:
            return None  # the modules of a repository ask for much the same
        data = self._read(module, "mod")
        if data is None or h1_of_go_mod(data) != digest:
            self._missed.add((module, digest))
            self.lacking.add(module)
            return None
        self.known += 1
        return data

    def time(self, module: ModuleVersion) -> str:
        """When a version was made, as RFC 3339, by the proxy's word; "" where that is not known.
        No hash pins it (https://go.dev/ref/mod#goproxy-protocol)."""
        return time_told(self._read(module, "info") or b"{}")

    def newest_go_mod(self, path: str) -> tuple[str, bytes]:
        """The newest release of a module that is here, and its go.mod, by the proxy's word: no hash
        pins it. "" and nothing where there is none."""
        if not self._downloads or module_path.unfetchable({path}):
            return "", b""
        folder = f"{self._downloads}/{module_path.escaped(path)}/@v"
        try:
            names = os.listdir(folder)
        except OSError:
            return "", b""
        versions = [name[:-4] for name in names if name.endswith(".mod") and "!" not in name]
        released = [each for each in versions if semver.is_canonical(each)]
        newest = max(released, key=_release_order, default="")
        data = _contents(f"{folder}/{newest}.mod") if newest else None
        return (newest, data) if data is not None else ("", b"")

    def _read(self, module: ModuleVersion, ending: str) -> bytes | None:
        """A file that the cache has of a module."""
        if not self._downloads or not semver.is_canonical(module.version):
            return None
        if module_path.unfetchable({module.path}):
            return None  # no such module can be in a cache, and the path might lead out of it
        path, version = module_path.escaped(module.path), module_path.escaped(module.version)
        return _contents(f"{self._downloads}/{path}/@v/{version}.{ending}")


def time_told(info: bytes) -> str:
    """The time in the bytes of an .info file, as RFC 3339; "" where it tells none."""
    import json  # only where a time is asked for

    try:
        told = json.loads(info)
    except (ValueError, RecursionError):
        return ""
    time = told.get("Time") if isinstance(told, dict) else None
    return time if isinstance(time, str) else ""


def _release_order(version: str) -> tuple[bool, semver.Key]:
    """Releases after pre-releases, as the go command looks for the latest version."""
    return not semver.prerelease(version), semver.key(version)


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
