"""Try the chain: does each proxy answer, and how fast? The only part that opens a connection."""

from __future__ import annotations

import os
import ssl
import time
import urllib.error
import urllib.request
from urllib.parse import unquote, urlsplit

from ..values import goproxy
from .observation import BROKEN, ODD, OK, SOURCES, Observation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..values.goproxy import Proxy
    from .settings import Settings

MODULE = "golang.org/x/text"  # a public module that every proxy of the world should know
TIMEOUT = 10.0  # seconds
_SLOW = 2.0
_FALL_BACK = (404, 410)


def observed(chain: Sequence[Proxy], settings: Settings) -> Iterator[Observation]:
    """An observation for each proxy of the chain, in its order, and one for the database."""
    for proxy in chain:
        if proxy.fault or not proxy.is_asked:
            continue
        state, text = _tried(f"{proxy.address}/{MODULE}/@v/list")
        command = ""
        if state == BROKEN and proxy.falls_back:
            state, text = ODD, f"{text}; the next one is tried"
        elif state == BROKEN and proxy.separator == goproxy.COMMA:
            text += "; no other one is tried: after a comma only 404 and 410 fall back"
            value = settings.value("GOPROXY")
            if goproxy.masked(value) == value:
                command = settings.set_to("GOPROXY", value.replace(",", "|"))
        yield Observation(SOURCES, state, proxy.shown, text, command)
    database = settings.value("GOSUMDB").split(" ")[0].partition("+")[0]
    if database and database != "off":
        state, text = _database(database, chain)
        yield Observation(SOURCES, state, database, text)


def _database(name: str, chain: Sequence[Proxy]) -> tuple[str, str]:
    """How the checksum database answers: by the first proxy that passes it on, else itself."""
    for proxy in chain:
        if proxy.address.startswith("http"):
            state, text = _tried(f"{proxy.address}/sumdb/{name}/supported")
            if state == OK:
                return state, f"passed on by {proxy.shown}: {text}"
    return _tried(f"https://{name}/latest")


def _tried(address: str) -> tuple[str, str]:
    """How a fetch of an address ends, in words, with the time that it took."""
    if address.startswith("file://"):
        path = urllib.request.url2pathname(urlsplit(address).path)
        return (OK, "there") if os.path.isfile(path) else (ODD, f"{path} is not there")
    began = time.monotonic()
    try:
        with urllib.request.urlopen(_request(address), timeout=TIMEOUT) as answer:
            answer.read(1 << 16)
            reached, status = answer.geturl(), answer.status
    except urllib.error.HTTPError as error:
        error.close()
        state = ODD if error.code in _FALL_BACK else BROKEN
        return state, f"status {error.code}{_took(began)}"
    except (OSError, ValueError) as error:
        return BROKEN, f"{_reason(error)}{_took(began)}"
    host, first = urlsplit(reached).hostname, urlsplit(address).hostname
    moved = f", redirected to {host}" if host != first else ""
    slow = time.monotonic() - began > _SLOW
    return ODD if slow else OK, f"status {status}{moved}{_took(began)}" + ": slow" * slow


def _request(address: str) -> urllib.request.Request:
    """A request; a user and password in the address go into its header."""
    import base64

    parts = urlsplit(address)
    if "@" not in parts.netloc:
        return urllib.request.Request(address)
    user, _, host = parts.netloc.rpartition("@")
    word = base64.b64encode(unquote(user).encode()).decode()
    bare = parts._replace(netloc=host).geturl()
    return urllib.request.Request(bare, headers={"Authorization": f"Basic {word}"})


def _reason(error: BaseException) -> str:
    cause = getattr(error, "reason", None)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {cause.verify_message}"
    if isinstance(cause, ssl.SSLError):
        return f"TLS fails: {cause.reason or cause}"
    if isinstance(error, TimeoutError) or isinstance(cause, TimeoutError):
        return f"no answer within {TIMEOUT:.0f} s"
    if isinstance(cause, OSError):
        return cause.strerror or str(cause)
    return str(cause or error)


def _took(began: float) -> str:
    return f", {(time.monotonic() - began) * 1000:,.0f} ms"
