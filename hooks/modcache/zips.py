"""Module zips of the module cache, read as what a hash of go.sum names.

A zip counts only if its h1 is the hash asked for
(https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash#Hash1): the SHA-256 of a list of its files, in
the order of their names, each with its own SHA-256. Whatever else is found, or nothing, is "not
known". One pass over the zip gives its hash and the ids that git gives to its files, so both are
of the same bytes.
"""

from __future__ import annotations

import os

from ..values import module_path, semver
from . import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

    from ..values.module_version import ModuleVersion
    from .zip_files import ZipFiles

LARGEST = files.LARGEST_MODULE  # bytes of a zip
LARGEST_IN_HOOKS = 32 << 20


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
        except (OSError, ValueError):
            return None
        if size > min(self._largest, self._left):
            return None
        self._left -= size
        from . import zip_files  # zipfile is dear: only where there is a zip

        return zip_files.files_of(opens, module, digest, self._algorithm)
