"""HTTP servers on loopback for tests: a checksum database, a proxy, and what goes wrong there."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from tests.database import Database

Answer = tuple[int, bytes]
Respond = Callable[[str], Answer]


class Server:
    """A server that answers each path by a function; `asked` are the paths, in order."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond
        self.asked: list[str] = []
        self.headers: dict[str, str] = {}
        self.delay = 0.0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = unquote(self.path)
                outer.asked.append(path)
                time.sleep(outer.delay)
                status, body = outer.respond(path)
                self.send_response(status)
                for name, value in outer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

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
