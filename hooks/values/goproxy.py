"""Where the go command goes for modules: the chain of GOPROXY,
https://go.dev/ref/mod#goproxy-protocol.

A list of addresses. After a comma the next one is tried where the one before answered that it
has not what was asked for (404 or 410), after a vertical bar whatever went wrong. `direct` asks
the version control systems, `off` fetches nothing; nothing after either of them is reached.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

DIRECT, OFF = "direct", "off"
COMMA, PIPE = ",", "|"
DEFAULT = "https://proxy.golang.org,direct"
PRIVATE = "private by GONOPROXY or GOPRIVATE"  # why no proxy is asked about a module
_SCHEMES = ("https", "http", "file")


class Proxy:
    """One element of the chain: an address without a slash at its end, DIRECT or OFF;
    `separator` stands before the next one, "" after the last."""

    __slots__ = ("address", "separator")

    def __init__(self, address: str, separator: str) -> None:
        self.address = address
        self.separator = separator

    @property
    def shown(self) -> str:
        """The address without the password in it."""
        return masked(self.address)

    @property
    def is_asked(self) -> bool:
        """Whether it is a server or folder: neither DIRECT nor OFF."""
        return self.address not in (DIRECT, OFF)

    @property
    def falls_back(self) -> bool:
        """Whether the next one is tried whatever goes wrong with this one."""
        return self.separator == PIPE

    @property
    def falls_back_on(self) -> str:
        """On what the next one is tried, in words; "" for the last."""
        return {COMMA: "404 or 410", PIPE: "any error"}.get(self.separator, "")

    @property
    def fault(self) -> str:
        """Why the go command refuses it; ""."""
        scheme, colon, _ = self.address.partition("://")
        if not self.is_asked or (colon and scheme in _SCHEMES):
            return ""
        return "it is none of https://, http://, file://, direct and off"


def chain(text: str) -> tuple[list[Proxy], list[Proxy]]:
    """The proxies that are tried, in this order, and those that are never reached. An address
    without a scheme is one with https://."""
    found = []
    rest = text
    while rest:
        end = next((at for at, letter in enumerate(rest) if letter in COMMA + PIPE), len(rest))
        word, separator, rest = rest[:end].strip(), rest[end : end + 1], rest[end + 1 :]
        if word:
            found.append((word, separator))
    ends = [at for at, (word, _) in enumerate(found, start=1) if word in (DIRECT, OFF)]
    reached = ends[0] if ends else len(found)
    proxies = [
        Proxy(_address(word), "" if at == reached else separator)
        for at, (word, separator) in enumerate(found, start=1)
    ]
    return proxies[:reached], proxies[reached:]


def _address(word: str) -> str:
    if ":/" not in word and not word.startswith("/") and any(each in word for each in ".:/"):
        word = f"https://{word}"
    scheme, colon, rest = word.partition("://")
    return f"{scheme.lower()}://{rest.rstrip('/')}" if colon else word


def tried(text: str) -> list[Proxy]:
    """The proxies that are tried. ValueError for a list that the go command refuses."""
    reached, _ = chain(text)
    for proxy in reached:
        if proxy.fault:
            raise ValueError(f"GOPROXY: {proxy.shown[:80]}: {proxy.fault}")
    if not reached:
        raise ValueError("GOPROXY lists no address")
    return reached


def exempt(value: Callable[[str], str]) -> str:
    """The patterns of the modules that no proxy is asked about, by the values of variables:
    GONOPROXY, else GOPRIVATE."""
    return value("GONOPROXY") or value("GOPRIVATE")


def masked(text: str) -> str:
    """A text with the user and password of each address in it left out."""
    found = text
    begin = 0
    while (at := found.find("://", begin)) >= 0:
        begin = at + 3
        end = min((found.find(each, begin) % (len(found) + 1) for each in "/,| "), default=begin)
        user, sign, _ = found[begin:end].rpartition("@")
        if sign:
            found = found[:begin] + "***" + found[begin + len(user) :]
    return found
