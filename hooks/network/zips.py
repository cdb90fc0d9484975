"""Module zips that are asked for: from the proxies that GOPROXY lists, and from nobody else
(https://go.dev/ref/mod#goproxy-protocol). They stay in memory.
"""

from __future__ import annotations

from ..modcache.files import LARGEST_MODULE
from ..modcache.zip_files import of_bytes
from .module_files import of_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..modcache.zip_files import ZipFiles
    from ..values.goproxy import Proxy
    from ..values.module_version import ModuleVersion
    from .client import Client

    Pinned = tuple[ModuleVersion, str]

AT_ONCE = 6  # zips in memory; there are few large ones


class AskedZips:
    """The zips of modules, asked for through `proxies`. `algorithm` is that of the ids of git."""

    __slots__ = ("_algorithm", "_client", "_proxies")

    def __init__(self, proxies: Sequence[Proxy], client: Client, algorithm: str) -> None:
        self._proxies = proxies
        self._client = client
        self._algorithm = algorithm

    def each(self, modules: Iterable[Pinned]) -> Iterator[tuple[ModuleVersion, ZipFiles | str]]:
        """The files of each module whose zip has the hash given with it, or why they are not
        known. To be looked at one after the other: all zips together may be large."""
        return self._client.each(self._one, modules, AT_ONCE)

    def _one(self, pinned: Pinned) -> tuple[ModuleVersion, ZipFiles | str]:
        module, digest = pinned
        data = of_module(self._client, self._proxies, module, "zip", LARGEST_MODULE)
        if isinstance(data, str):
            return module, data
        files = of_bytes(data, module, digest, self._algorithm)
        return module, files or "its proxy has another zip than go.sum pins"
