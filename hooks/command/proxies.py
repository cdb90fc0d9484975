"""The proxies of GOPROXY, for what an option lets a run ask of them."""

from __future__ import annotations

from ..modcache.go_env import GoEnvironment
from ..values import goproxy
from .errors import UsageError
from .proof import lacks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..network.client import Client
    from ..values.goproxy import Proxy


def asked() -> tuple[Client, list[Proxy]]:
    """Who asks, and the proxies that are asked. UsageError for a GOPROXY that the go command would
    refuse, for certificates that cannot be read, or where the library that asks is not there."""
    try:
        from ..network.client import Client, FetchError
    except ModuleNotFoundError as error:
        raise lacks(error) from None
    try:
        proxies = goproxy.tried(GoEnvironment().value("GOPROXY") or goproxy.DEFAULT)
        return Client(), proxies
    except (ValueError, FetchError) as error:
        raise UsageError(str(error)) from None
