"""Module zips of the module cache or of a proxy, read as what a hash of go.sum names.

A zip counts only if its h1 is the hash asked for
(https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash#Hash1): the SHA-256 of a list of its files, in
the order of their names, each with its own SHA-256. Whatever else is found, or nothing, is "not
known". One pass over the zip gives its hash and the ids that git gives to its files, so both are
of the same bytes.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib

from ..values import module_path, semver
from . import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

    from ..values.module_version import ModuleVersion

LARGEST = 500 << 20  # bytes of the files of a module, which is as much as the go command takes
LARGEST_IN_HOOKS = 32 << 20
_PART = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


class ZipFiles:
    """The files of a module, by their paths in it: `oids` are the ids that git gives to their
    content, `plain_oids` to the same with plain line ends, where those differ."""

    __slots__ = ("_open", "_prefix", "oids", "plain_oids")

    def __init__(self, opens: Callable[[], IO[bytes]], prefix: str) -> None:
        self._open = opens
        self._prefix = prefix
        self.oids: dict[str, str] = {}
        self.plain_oids: dict[str, str] = {}

    def read(self, path: str) -> bytes | None:
        """The content of a file; None where the zip cannot be read any more, or has become
        another one."""
        try:
            with self._open() as file, zipfile.ZipFile(file) as archive:
                data = archive.read(self._prefix + path)
        except (*_DAMAGED, KeyError):
            return None
        algorithm = "sha256" if len(self.oids[path]) == 64 else "sha1"
        return data if blob_oid(data, algorithm) == self.oids[path] else None

    def has(self, path: str, oid: str) -> bool:
        """Whether the module has a file with this content, but for line ends that git may have
        changed on the way in."""
        return oid == self.oids.get(path) or oid == self.plain_oids.get(path)


def blob_oid(data: bytes, algorithm: str) -> str:
    """The id that git gives to some content."""
    whole = b"blob %d\0%b" % (len(data), data)
    return hashlib.new(algorithm, whole, usedforsecurity=False).hexdigest()


class ModuleZips:
    """The zips in the module cache in a folder, "" for none; each is read once. Those of more
    than `largest` bytes are not known, nor are any once `most` bytes have been read."""

    __slots__ = ("_algorithm", "_downloads", "_known", "_largest", "_left")

    def __init__(
        self, folder: str, algorithm: str = "sha1", largest: int = LARGEST, most: int = 1 << 62
    ) -> None:
        self._downloads = os.path.join(folder, "cache", "download") if folder else ""
        self._algorithm = algorithm
        self._largest = largest
        self._left = most
        self._known: dict[tuple[ModuleVersion, str], ZipFiles | None] = {}

    def files(self, module: ModuleVersion, digest: str) -> ZipFiles | None:
        """The files of a module at a version, if the hash of its zip is `digest` ("h1:...")."""
        key = (module, digest)
        if key not in self._known:
            self._known[key] = self._read(module, digest)
        return self._known[key]

    def _read(self, module: ModuleVersion, digest: str) -> ZipFiles | None:
        if not self._downloads or not semver.is_canonical(module.version):
            return None
        if module_path.unfetchable({module.path}):
            return None  # no such module can be in a cache, and the path might lead out of it
        path, version = module_path.escaped(module.path), module_path.escaped(module.version)
        place = f"{self._downloads}/{path}/@v/{version}.zip"

        def opens() -> IO[bytes]:
            return os.fdopen(files.opened(place), "rb")

        try:
            with opens() as file:
                size = os.fstat(file.fileno()).st_size
            if size > min(self._largest, self._left):
                return None
            self._left -= size
        except (OSError, ValueError):
            return None
        return _files_of(opens, module, digest, self._algorithm)


def files_of(
    data: bytes, module: ModuleVersion, digest: str, algorithm: str = "sha1"
) -> ZipFiles | None:
    """The files in the bytes of a module's zip, if its hash is `digest` ("h1:..."). Ids are those
    of git under an algorithm."""
    import io  # only for a zip in memory

    return _files_of(lambda: io.BytesIO(data), module, digest, algorithm)


def _files_of(
    opens: Callable[[], IO[bytes]], module: ModuleVersion, digest: str, algorithm: str
) -> ZipFiles | None:
    try:
        found, content = _contents(opens, f"{module}/", algorithm)
    except _DAMAGED:
        return None
    return content if found == digest else None


def _contents(opens: Callable[[], IO[bytes]], prefix: str, algorithm: str) -> tuple[str, ZipFiles]:
    """The hash and the files of a zip, whose names begin with a prefix; ValueError for what the
    go command would not make."""
    import binascii

    found = ZipFiles(opens, prefix)
    lines = hashlib.sha256()
    with opens() as file, zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        names = {entry.filename for entry in entries}
        if len(names) < len(entries) or sum(each.file_size for each in entries) > LARGEST:
            raise ValueError("a name twice, or too large")
        for entry in sorted(entries, key=lambda each: each.filename.encode()):
            name = entry.filename
            if not name.startswith(prefix) or "\n" in name:
                raise ValueError("a name of no file of the module")
            with archive.open(entry) as member:
                one = _OneFile(algorithm, entry.file_size)
                one.read(member.read)
            lines.update(f"{one.hash}  {name}\n".encode())
            path = name[len(prefix) :]
            found.oids[path] = one.oid
            if one.plain_oid:
                found.plain_oids[path] = one.plain_oid
    return "h1:" + binascii.b2a_base64(lines.digest(), newline=False).decode(), found


class _OneFile:
    """One file of a zip: its `hash`, the `oid` that git gives to it, and the `plain_oid` of the
    same with plain line ends ("" where it has no others)."""

    __slots__ = ("_algorithm", "_size", "hash", "oid", "plain_oid")

    def __init__(self, algorithm: str, size: int) -> None:
        self._algorithm = algorithm
        self._size = size
        self.hash = self.oid = self.plain_oid = ""

    def read(self, read: Callable[[int], bytes]) -> None:
        """Read the file to its end, in parts."""
        whole = hashlib.sha256()
        blob = hashlib.new(self._algorithm, usedforsecurity=False)
        blob.update(b"blob %d\0" % self._size)
        parts: list[bytes] | None = []
        while part := read(_PART):
            whole.update(part)
            blob.update(part)
            if parts is not None:
                parts.append(part)
                if len(parts) > 8:
                    parts = None  # no source file is so long
        self.hash, self.oid = whole.hexdigest(), blob.hexdigest()
        data = b"".join(parts or ())
        if b"\r\n" in data:
            self.plain_oid = blob_oid(data.replace(b"\r\n", b"\n"), self._algorithm)
