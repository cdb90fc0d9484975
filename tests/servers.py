"""HTTP servers on loopback for tests: a checksum database, proxies, and what goes wrong there."""

from __future__ import annotations

import ipaddress
import re
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.database import Database

Answer = tuple[int, bytes]
Respond = Callable[[str], Answer]


class _Loopback(ThreadingHTTPServer):
    """Says nothing of a client that went away: it may be another test that is disturbed."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], (ConnectionError, ssl.SSLError)):
            super().handle_error(request, client_address)


class Server:
    """A server that answers each path by a function; `asked` are the paths, in order, and
    `credentials` what came with each. `location` is where it sends all who ask."""

    def __init__(self, respond: Respond, certificate: Path | None = None) -> None:
        self.respond = respond
        self.asked: list[str] = []
        self.credentials: list[str | None] = []
        self.headers: dict[str, str] = {}
        self.location = ""
        self.delay = 0.0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = unquote(self.path)
                outer.asked.append(path)
                outer.credentials.append(self.headers["Authorization"])
                time.sleep(outer.delay)
                status, body = outer.respond(path)
                self.send_response(status)
                for name, value in outer.headers.items():
                    self.send_header(name, value)
                if outer.location:
                    self.send_header("Location", outer.location + path)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = _Loopback(("127.0.0.1", 0), Handler)
        scheme = "http"
        if certificate is not None:
            scheme, tls = "https", ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(certificate)
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.address = f"{scheme}://127.0.0.1:{self._server.server_address[1]}"

    @property
    def host(self) -> str:
        """The host and port."""
        return self.address.partition("://")[2]

    @contextmanager
    def running(self) -> Iterator[Server]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            thread.join()
            self._server.server_close()


def certificate(place: Path) -> Path:
    """Lay down a certificate for loopback that signs itself, with its key; the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "proxy of a test")])
    now = datetime.now(timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    place.write_bytes(private + made.public_bytes(Encoding.PEM))
    return place


def of_folder(folder: Path) -> Respond:
    """How a module proxy answers that is made of the files in a folder."""

    def respond(path: str) -> Answer:
        place = folder / path.lstrip("/")
        return (200, place.read_bytes()) if place.is_file() else (404, b"not found")

    return respond


def of_database(database: Database, prefix: str = "") -> Respond:
    """How a checksum database answers, below a prefix."""

    def respond(path: str) -> Answer:
        if not path.startswith(prefix + "/"):
            return 404, b"not found: " + path.encode()
        rest = path[len(prefix) + 1 :]
        if rest == "supported":
            return 200, b""
        if rest == "latest":
            return 200, database.head()
        if rest.startswith("lookup/"):
            module, _, version = rest[len("lookup/") :].rpartition("@")
            answer = database.answer(_unescaped(module), _unescaped(version))
            return (404, b"not found: no such module") if answer is None else (200, answer)
        tile = re.fullmatch(r"tile/8/(\d+)/(\d{3})(?:\.p/(\d+))?", rest)
        if tile is not None:
            hashes = database.tile(int(tile[1]), int(tile[2]), int(tile[3] or 256))
            return (404, b"not found") if hashes is None else (200, hashes)
        return 404, b"not found"

    return respond


def _unescaped(text: str) -> str:
    parts = text.split("!")
    return parts[0] + "".join(part[:1].upper() + part[1:] for part in parts[1:])
