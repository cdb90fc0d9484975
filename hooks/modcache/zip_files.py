"""A module zip, read in one pass: its h1 and the ids that git gives to its files.

The h1 (https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash#Hash1) is the SHA-256 of a list of the
files, in the order of their names, each with its own SHA-256.
"""

from __future__ import annotations

import binascii
import hashlib
import zipfile
import zlib

from ..tree.paths import parent
from . import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from typing import IO

    from ..values.module_version import ModuleVersion

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
_PART = 1 << 20


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
        found = self._read([path])
        return None if found is None else found[path]

    def sources(self, folders: Collection[str]) -> dict[str, list[tuple[str, bytes]]] | None:
        """The names and the content of the Go files right in each of these folders of the module
        ("" for its own); None as above."""
        found: dict[str, list[tuple[str, bytes]]] = {folder: [] for folder in folders}
        read = self._read(
            path for path in self.oids if path[-3:] == ".go" and parent(path) in found
        )
        for path, data in read.items() if read is not None else ():
            found[parent(path)].append((path.rpartition("/")[2], data))
        return None if read is None else found

    def _read(self, paths: Iterable[str]) -> dict[str, bytes] | None:
        """The content of files of the module, by their paths; None as above."""
        found = {}
        try:
            with self._open() as file, zipfile.ZipFile(file) as archive:
                for path in paths:
                    with _opened(archive, archive.getinfo(self._prefix + path)) as member:
                        data = found[path] = member.read()
                    if not self._is(path, data):
                        return None
        except (*_DAMAGED, KeyError):
            return None
        return found

    def _is(self, path: str, data: bytes) -> bool:
        """Whether a file of the module has this content."""
        algorithm = "sha256" if len(self.oids[path]) == 64 else "sha1"
        return blob_oid(data, algorithm) == self.oids[path]

    def has(self, path: str, oid: str) -> bool:
        """Whether the module has a file with this content, but for line ends that git may have
        changed on the way in."""
        return oid == self.oids.get(path) or oid == self.plain_oids.get(path)


def _opened(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    """A file of a zip, to be read; ValueError where it is compressed as the go command never
    does, and would not read it: what such data comes to is not bounded."""
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("another compression")
    return archive.open(entry)


def blob_oid(data: bytes, algorithm: str) -> str:
    """The id that git gives to some content."""
    whole = b"blob %d\0%b" % (len(data), data)
    return hashlib.new(algorithm, whole, usedforsecurity=False).hexdigest()


def of_bytes(
    data: bytes, module: ModuleVersion, digest: str, algorithm: str = "sha1"
) -> ZipFiles | None:
    """The files in the bytes of a module's zip, if its hash is `digest` ("h1:..."). Ids are those
    of git under an algorithm."""
    import io  # only for a zip in memory

    return files_of(lambda: io.BytesIO(data), module, digest, algorithm)


def files_of(
    opens: Callable[[], IO[bytes]], module: ModuleVersion, digest: str, algorithm: str
) -> ZipFiles | None:
    """The same of what `opens` gives, which is done again for each file that is read."""
    try:
        found, content = _contents(opens, f"{module}/", algorithm)
    except _DAMAGED:
        return None
    return content if found == digest else None


def _contents(opens: Callable[[], IO[bytes]], prefix: str, algorithm: str) -> tuple[str, ZipFiles]:
    """The hash and the files of a zip, whose names begin with a prefix; ValueError for what the
    go command would not make."""
    found = ZipFiles(opens, prefix)
    lines = hashlib.sha256()
    with opens() as file, zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        names = {entry.filename for entry in entries}
        if (
            len(names) < len(entries)
            or sum(each.file_size for each in entries) > files.LARGEST_MODULE
        ):
            raise ValueError("a name twice, or too large")
        for entry in sorted(entries, key=lambda each: each.filename.encode()):
            name = entry.filename
            if not name.startswith(prefix) or "\n" in name:
                raise ValueError("a name of no file of the module")
            with _opened(archive, entry) as member:
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
