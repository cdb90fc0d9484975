"""The files that a proxy has of a module at a version, asked of the proxies that GOPROXY lists and
of nobody else (https://go.dev/ref/mod#goproxy-protocol).
"""

from __future__ import annotations

from ..values.goproxy import DIRECT, OFF
from ..values.module_path import escaped, unfetchable
from .client import FetchError, in_turn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..values.goproxy import Proxy
    from ..values.module_version import ModuleVersion
    from .client import Client

# What is said where the chain ends in one of these
_ENDS = {
    DIRECT: "GOPROXY leads to its repository (direct), which is not asked here",
    OFF: "GOPROXY is off",
}


def of_module(
    client: Client, proxies: Sequence[Proxy], module: ModuleVersion, ending: str, largest: int
) -> bytes | str:
    """The file of a module with an ending ("zip", "info"), of at most `largest` bytes; or, as text,
    why there is none."""
    if unfetchable({module.path}):
        return "no proxy can have a module of this path"
    place = f"{escaped(module.path)}/@v/{escaped(module.version)}.{ending}"
    failures: list[str] = []

    def asked(proxy: Proxy) -> bytes:
        try:
            return client.get(f"{proxy.address}/{place}", largest)
        except FetchError as error:
            failures.append(str(error))
            raise

    try:
        data = in_turn(proxies, asked)
    except FetchError as error:
        return str(error)
    if data is None:
        end = _ENDS.get(proxies[-1].address)
        return "; ".join([*failures[-1:], *([end] if end else [])])
    return data
