"""Where the go command goes for modules and for the checksum database: GOPROXY,
https://go.dev/ref/mod#environment-variables and https://go.dev/ref/mod#checksum-database.

A list of addresses. After a comma the next one is tried where the one before answered that it
has not what was asked for (404 or 410), after a vertical bar whatever went wrong. "direct" and
"off" end the list; with either, the go command asks the checksum database itself.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..modcache.go_env import GoEnvironment

DIRECT, OFF = "direct", "off"
_DEFAULT = "https://proxy.golang.org,direct"


class ProxyEntry:
    """One entry of GOPROXY: an address without a slash at its end, DIRECT or OFF. `falls_back`:
    the next one is tried whatever goes wrong with this one."""

    __slots__ = ("address", "falls_back")

    def __init__(self, address: str, falls_back: bool) -> None:
        self.address = address
        self.falls_back = falls_back


def proxies_of(environment: GoEnvironment) -> list[ProxyEntry]:
    """The proxies in the order in which they are tried, up to DIRECT or OFF, after which none
    counts. ValueError for a list that the go command would refuse."""
    found = []
    rest = environment.value("GOPROXY") or _DEFAULT
    while rest:
        end = next((at for at, letter in enumerate(rest) if letter in ",|"), len(rest))
        word, separator, rest = rest[:end].strip(), rest[end : end + 1], rest[end + 1 :]
        if not word:
            continue
        found.append(ProxyEntry(_address(word), separator == "|"))
        if word in (DIRECT, OFF):
            break
    if not found:
        raise ValueError("GOPROXY lists no address")
    return found


def _address(word: str) -> str:
    if word in (DIRECT, OFF):
        return word
    if ":/" not in word and not word.startswith("/") and any(each in word for each in ".:/"):
        word = f"https://{word}"
    if word.partition("://")[0] not in ("http", "https", "file"):
        raise ValueError(
            f"GOPROXY: {word[:80]}: expected an address with http://, https:// or file://"
        )
    return word.rstrip("/")
