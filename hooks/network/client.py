"""Fetching bytes over HTTP: many at once, patiently, and with one clear line for what goes wrong.

Credentials come from the address itself or from a netrc file, and go to https addresses only, as
those of the go command; HTTPS_PROXY and NO_PROXY hold, and certificates are those of the system
(or SSL_CERT_FILE).
"""

from __future__ import annotations

import os
import ssl
import sys
import threading
import time
from concurrent.futures import Future
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass, url2pathname

import httpx

from ..values.goproxy import masked
from ..values.product import NAME, VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TypeVar

    from ..values.goproxy import Proxy

    R = TypeVar("R")
    T = TypeVar("T")

AT_ONCE = 16  # requests under way
PER_SECOND = 100  # requests begun
TRIES = 3
PAUSE = 0.5  # seconds before the second try; twice as long before each further one
LONGEST_PAUSE = 10.0  # seconds that a server may ask for
TIMEOUT = 30.0  # seconds that each step of a request may take
CONNECT = 10.0  # the same of the first step
LONGEST = 600.0  # seconds that one answer may take
FAILURES = 3  # requests in a row that fail before a host is given up
_TRANSIENT = (408, 425, 429, 500, 502, 503, 504)


class FetchError(Exception):
    """Nothing was fetched. The text is one line that names the host, and no credentials; it
    `is_absent` where the server says that there is no such thing (404 or 410), and `said` is
    what it says of it."""

    def __init__(self, text: str, *, is_absent: bool = False, said: str = "") -> None:
        super().__init__(text)
        self.is_absent = is_absent
        self.said = said


class Client:
    """Fetches what http, https and file addresses name. Close it at the end. FetchError where the
    proxies that the environment names cannot be used."""

    __slots__ = ("_failures", "_http", "_lock", "_logins", "_next")

    def __init__(self) -> None:
        self._http = _connections()
        self._logins = logins(os.environ)
        self._lock = threading.Lock()
        self._next = 0.0
        self._failures: dict[str, tuple[int, str]] = {}

    def __enter__(self) -> Client:
        """The client, closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections up."""
        self._http.close()

    def each(
        self, work: Callable[[T], R], items: Iterable[T], at_once: int = AT_ONCE
    ) -> Iterator[R]:
        """What `work` gives for each item, in their order. So many are under way at once, and
        no more than those are done before they are taken."""
        waiting: list[Future[R]] = []
        for item in items:
            if len(waiting) == at_once:
                yield waiting.pop(0).result()
            waiting.append(_begun(work, item))
        while waiting:
            yield waiting.pop(0).result()

    def get(self, address: str, largest: int) -> bytes:
        """What an address names, at most `largest` bytes; FetchError for anything else."""
        try:
            parts = urlsplit(address)
        except ValueError as error:
            raise FetchError(f"{masked(address)}: {error}") from None
        if parts.scheme == "file":
            return _of_disk(url2pathname(parts.path), largest)
        user, _, host = parts.netloc.rpartition("@")
        if user and parts.scheme != "https":
            raise FetchError(f"{host}: a password would go there without encryption")
        failures, last = self._failures.get(host, (0, ""))
        if failures >= FAILURES:
            raise FetchError(last)
        try:
            data = self._tried(address, host, largest)
        except FetchError as error:
            if not error.is_absent:
                with self._lock:
                    failures, _ = self._failures.get(host, (0, ""))
                    self._failures[host] = (failures + 1, str(error))
            raise
        self._failures.pop(host, None)
        return data

    def _tried(self, address: str, host: str, largest: int) -> bytes:
        pause = PAUSE
        for left in range(TRIES - 1, -1, -1):
            self._wait_for_turn()
            asked = 0.0
            try:
                return self._once(address, host, largest)
            except _TransientError as error:
                if not left:
                    raise FetchError(str(error)) from None
                asked = error.pause
            time.sleep(max(pause, min(asked, LONGEST_PAUSE)))
            pause *= 2
        raise AssertionError("a last try returns or raises")

    def _once(self, address: str, host: str, largest: int) -> bytes:
        login = self._logins.get(host) if address.startswith("https:") else None
        auth = httpx.USE_CLIENT_DEFAULT if login is None else httpx.BasicAuth(*login)
        try:
            with self._http.stream("GET", address, auth=auth) as reply:
                body = _body(reply, host, largest)
        except httpx.TimeoutException:
            raise _TransientError(f"{host}: no answer in time") from None
        except httpx.TooManyRedirects:
            raise FetchError(f"{host}: redirects without end") from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
            raise FetchError(f"{host}: {error}") from None
        except httpx.HTTPError as error:
            fault = _certificate(error)
            if fault:
                raise FetchError(f"{host}: {fault}{_through(address)}") from None
            text = f"{host}: {_in_a_few_words(error)}{_through(address)}"
            raise _TransientError(text) from None
        return _checked(reply, body, host)

    def _wait_for_turn(self) -> None:
        """Begin no more requests in a second than PER_SECOND."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + 1 / PER_SECOND
        if turn > now:
            time.sleep(turn - now)


def in_turn(proxies: Iterable[Proxy], ask: Callable[[Proxy], R]) -> R | None:
    """What the first proxy gives that has what is asked for; None where they lead to `direct` or
    `off`, or none has it. FetchError of the one after which no other is tried."""
    for proxy in proxies:
        if not proxy.is_asked:
            break
        try:
            return ask(proxy)
        except FetchError as error:
            if not (error.is_absent or proxy.falls_back):
                raise
    return None


def _begun(work: Callable[[T], R], item: T) -> Future[R]:
    """What `work` will give for an item, done in a thread for which the end of the program does not
    wait: a pool of threads would keep Ctrl-C waiting for servers that do not answer."""
    future: Future[R] = Future()

    def run() -> None:
        try:
            future.set_result(work(item))
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future


def _connections() -> httpx.Client:
    try:
        return httpx.Client(
            verify=ssl.create_default_context(),
            timeout=httpx.Timeout(TIMEOUT, connect=CONNECT),
            follow_redirects=True,
            max_redirects=10,
            headers={"User-Agent": f"{NAME}/{VERSION}"},
        )
    except (httpx.InvalidURL, ValueError, ImportError) as error:  # one of SOCKS takes a library
        names = "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY or NO_PROXY"
        raise FetchError(f"{names} cannot be used: {error}") from None


class _TransientError(Exception):
    """What another try may mend, after a `pause` of so many seconds."""

    def __init__(self, text: str, pause: float = 0.0) -> None:
        super().__init__(text)
        self.pause = pause


def _body(reply: httpx.Response, host: str, largest: int) -> bytes:
    parts, left = [], largest
    end = time.monotonic() + LONGEST
    for part in reply.iter_bytes():
        left -= len(part)
        if left < 0:
            raise FetchError(f"{host}: an answer that is too long")
        if time.monotonic() > end:
            raise FetchError(f"{host}: an answer that does not end")
        parts.append(part)
    return b"".join(parts)


def _checked(reply: httpx.Response, body: bytes, host: str) -> bytes:
    """The body of a good answer."""
    status = f"{reply.status_code} {reply.reason_phrase}".strip()
    if reply.status_code in (404, 410):
        said = body[:200].decode("utf-8", "replace").strip().partition("\n")[0]
        raise FetchError(f"{host}: {status}", is_absent=True, said=said)
    if reply.status_code in _TRANSIENT:
        asked = reply.headers.get("Retry-After", "")
        raise _TransientError(f"{host}: {status}", float(asked) if asked.isdecimal() else 0.0)
    if reply.status_code != 200:
        raise FetchError(f"{host}: {status}")
    if reply.headers.get("Content-Type", "").startswith("text/html"):
        answered = reply.url.netloc.decode()  # perhaps where a redirect led
        raise FetchError(f"{answered}: a web page, where a program expects data: log in?")
    return body


def _certificate(error: BaseException | None) -> str:
    """What is wrong with a certificate, if that led to an error; else ""."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return f"its certificate is not trusted: {error.verify_message}"
        error = error.__cause__ or error.__context__
    return ""


def _through(address: str) -> str:
    """Which variable makes a request for an address go through a proxy; "" for none."""
    parts = urlsplit(address)
    if not getproxies().get(parts.scheme) or proxy_bypass(parts.hostname or ""):
        return ""
    return f" (through {parts.scheme.upper()}_PROXY)"


def _in_a_few_words(error: Exception) -> str:
    text = str(error).partition("\n")[0]
    return text[:120] or type(error).__name__


def _of_disk(path: str, largest: int) -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read(largest + 1)
    except FileNotFoundError:
        raise FetchError(f"{path}: no such file", is_absent=True) from None
    except (OSError, ValueError) as error:
        raise FetchError(f"{path}: {_in_a_few_words(error)}") from None
    if len(data) > largest:
        raise FetchError(f"{path}: a file that is too long")
    return data


def logins(environment: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Name and password for each host in the netrc file that the go command reads; none where
    GOAUTH says so, or the file cannot be read."""
    import netrc

    if environment.get("GOAUTH", "netrc").split()[:1] != ["netrc"]:
        return {}
    name = "_netrc" if sys.platform == "win32" else ".netrc"
    home = environment.get("USERPROFILE" if sys.platform == "win32" else "HOME", "")
    path = environment.get("NETRC") or (os.path.join(home, name) if home else "")
    try:
        found = netrc.netrc(path).hosts if path else {}
    except (OSError, ValueError, netrc.NetrcParseError):
        return {}
    return {host: (each[0], each[2] or "") for host, each in found.items() if host != "default"}
