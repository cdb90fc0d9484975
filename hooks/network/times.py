"""When versions of modules were made, asked of the proxies that GOPROXY lists.

An .info file tells the time of the commit (https://go.dev/ref/mod#goproxy-protocol): nothing pins
it, and whoever makes a commit can set its date.
"""

from __future__ import annotations

from ..modcache.store import time_told
from ..values.moment import seconds
from .module_files import of_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..values.goproxy import Proxy
    from ..values.module_version import ModuleVersion
    from .client import Client

_LARGEST = 1 << 16  # bytes of an .info file; it tells the repository and its tag, too


def times(
    client: Client, proxies: Sequence[Proxy], modules: Iterable[ModuleVersion]
) -> Iterator[tuple[ModuleVersion, int, str]]:
    """Each module with the moment when its version was made, in seconds since 1970, or 0 and why
    that is not known."""

    def one(module: ModuleVersion) -> tuple[ModuleVersion, int, str]:
        info = of_module(client, proxies, module, "info", _LARGEST)
        if isinstance(info, str):
            return module, 0, info
        moment = seconds(time_told(info))
        return module, moment, "" if moment else "the .info file of its proxy tells no time"

    return client.each(one, modules)
