"""The chain of GOPROXY, as the go command tries it.

https://go.dev/ref/mod#goproxy-protocol: after a comma the next one is tried on status 404 and
410 alone, after a pipe on any error. `direct` asks the version control systems, `off` fetches
nothing; nothing after either of them is reached.
"""

from __future__ import annotations

from dataclasses import dataclass

COMMA, PIPE = ",", "|"
DIRECT, OFF = "direct", "off"


@dataclass(frozen=True, slots=True)
class Proxy:
    """One element of the chain; `separator` stands before the next, "" after the last."""

    address: str
    separator: str

    @property
    def shown(self) -> str:
        """The address without the password in it."""
        return masked(self.address)

    @property
    def falls_back_on(self) -> str:
        """On what the next one is tried, in words; "" for the last."""
        return {COMMA: "404 or 410", PIPE: "any error"}.get(self.separator, "")

    @property
    def fault(self) -> str:
        """Why the go command refuses it; ""."""
        scheme, colon, _ = self.address.partition("://")
        if self.address in (DIRECT, OFF):
            return ""
        if colon and scheme in ("https", "http", "file"):
            return ""
        return "it is none of https://, http://, file://, direct and off"


def chain(text: str) -> tuple[list[Proxy], list[Proxy]]:
    """The proxies that are tried, in this order, and those that are never reached."""
    found = []
    rest = text
    while rest:
        end = min((rest.find(each) % (len(rest) + 1) for each in (COMMA, PIPE)), default=0)
        address, separator, rest = rest[:end].strip(), rest[end : end + 1], rest[end + 1 :]
        if address:
            found.append(Proxy(address, separator))
    for number, proxy in enumerate(found):
        if proxy.address in (DIRECT, OFF) or number == len(found) - 1:
            last = Proxy(proxy.address, "")
            return [*found[:number], last], found[number + 1 :]
    return [], []


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
