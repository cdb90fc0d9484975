"""`modcheck verify`, offline and with --online, beside a database and proxies on loopback."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from hooks.modcheck import __main__ as modcheck
from hooks.network import client
from hooks.sumdb import settings
from tests.database import Database, Signer, made_up_hash
from tests.repository import CHECKOUT, Repository, on_a_machine
from tests.servers import Answer, Server, certificate, of_database

Capture = pytest.CaptureFixture[str]

LOG, YAML, LOCAL = "example.net/Log", "example.org/yaml", "git.example.com/local"
NAME = "sum.example.com"


def made() -> Database:
    database = Database().fill(5)
    database.add(LOG)
    database.fill(270)
    database.add(YAML)
    return database.fill(3)


DATABASE = made()
LOCAL_LINE = f"{LOCAL} v1.0.0 {made_up_hash('local')}\n"
GO_SUM = DATABASE.go_sum(LOG, YAML) + LOCAL_LINE


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with go.sum staged, in an environment that knows the database."""
    values = {"GOSUMDB": DATABASE.signer.key, "GOPRIVATE": "git.example.com"}
    made = on_a_machine(tmp_path, monkeypatch, **values)
    made.add({"go.mod": "module example.com/app\n\ngo 1.21\n", "go.sum": GO_SUM})
    monkeypatch.setattr(client, "PAUSE", 0.01)
    return made


def verify(capfd: Capture, *options: str) -> tuple[int, str]:
    """The exit status, and standard output."""
    capfd.readouterr()
    status = modcheck.main(["verify", *options])
    return status, capfd.readouterr().out


def states(capfd: Capture, *options: str) -> dict[str, str]:
    """State and reason of each line."""
    _, out = verify(capfd, "--format", "json", *options)
    lines = json.loads(out)["lines"]
    return {
        f"{each['module']} {each['version']}": " ".join(
            filter(None, (each["state"], each["reason"], each["detail"]))
        )
        for each in lines
    }


ALL_PROVED = {
    **{f"{module} v1.0.0{end}": "proved" for module in (LOG, YAML) for end in ("", "/go.mod")},
    f"{LOCAL} v1.0.0": "unproved private by GONOSUMDB or GOPRIVATE",
}


def test_offline(repository: Repository, tmp_path: Path, capfd: Capture) -> None:
    DATABASE.keep(tmp_path / "modcache", [LOG])
    assert verify(capfd) == (
        0,
        "not proved, not looked up on this machine: example.org/yaml@v1.0.0\n"
        "not proved, private by GONOSUMDB or GOPRIVATE: git.example.com/local@v1.0.0\n"
        "5 lines: 2 proved, 3 not proved, none refuted (sum.example.com)\n",
    )
    assert verify(capfd, "--strict")[0] == 1


def test_a_refuted_line(repository: Repository, tmp_path: Path, capfd: Capture) -> None:
    DATABASE.keep(tmp_path / "modcache", [LOG, YAML])
    forged = GO_SUM.replace(made_up_hash(f"{LOG} v1.0.0"), made_up_hash("forged"))
    repository.add({"go.sum": forged})
    status, out = verify(capfd)
    assert status == 1
    assert out.startswith("go.sum:1:1: PRF101 example.net/Log v1.0.0 has ")
    assert out.endswith("5 lines: 3 proved, 1 not proved, 1 refuted (sum.example.com)\n")
    status, out = verify(capfd, "--format", "sarif")
    [result] = json.loads(out)["runs"][0]["results"]
    assert (status, result["ruleId"], result["level"]) == (1, "PRF101", "error")
    _, out = verify(capfd, "--format", "json")
    report = json.loads(out)
    assert report["counts"] == {"proved": 3, "unproved": 1, "refuted": 1}
    assert [each["code"] for each in report["findings"]] == ["PRF101"]
    [refuted] = [each for each in report["lines"] if each["state"] == "refuted"]
    assert refuted["recorded"] == made_up_hash(f"{LOG} v1.0.0")
    allowed = f"""[[allow]]
code = "PRF101"
module = "{LOG}"
version = "v1.0.0"
hash = "{made_up_hash("forged")}"
reason = "a test"
"""
    repository.add({".gomod-hooks.toml": allowed})
    assert verify(capfd)[0] == 0


def test_which_lines(repository: Repository, tmp_path: Path, capfd: Capture) -> None:
    DATABASE.keep(tmp_path / "modcache", [LOG, YAML])
    repository.add({"go.sum": DATABASE.go_sum(LOG)})
    repository.commit("first")
    repository.add({"go.sum": DATABASE.go_sum(LOG, YAML)})
    repository.commit("second")
    assert verify(capfd) == (0, "no line to prove; --all takes every line\n")
    assert len(states(capfd, "--all")) == 4
    assert len(states(capfd, "--rev", "HEAD")) == 2
    assert len(states(capfd, "HEAD~1..HEAD")) == 2
    repository.add({"other/go.mod": "module example.com/o\n", "other/go.sum": GO_SUM})
    assert list(states(capfd)) == [f"{LOCAL} v1.0.0"]  # the others moved


@pytest.mark.parametrize("range_", ["HEAD", "HEAD..", "..HEAD", "HEAD...HEAD"])
def test_no_range(repository: Repository, capfd: Capture, range_: str) -> None:
    repository.commit("first")
    assert verify(capfd, range_)[0] == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GOSUMDB", "nonsense"),
        ("GOPROXY", "ftp://proxy.example.com"),
        ("GOPROXY", "noproxy"),
        ("GOPROXY", "/absolute"),
        ("GOPROXY", ","),
    ],
)
def test_settings_that_the_go_command_refuses(
    repository: Repository, capfd: Capture, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert verify(capfd, "--online") == (2, "")


@pytest.mark.parametrize(("library", "options"), [("cryptography", ()), ("httpx", ("--online",))])
def test_without_the_extra(
    repository: Repository,
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
    library: str,
    options: tuple[str, ...],
) -> None:
    for name in [*sys.modules]:
        if name.partition(".")[0] == library or name.startswith("hooks.network"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    capfd.readouterr()
    assert modcheck.main(["verify", *options]) == 2
    assert "pip install 'gomod-hooks[verify]'" in capfd.readouterr().err


def test_switched_off(
    repository: Repository, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOSUMDB", "off")
    assert set(states(capfd, "--online").values()) == {"unproved GOSUMDB is off"}


def test_no_socket_but_online(
    repository: Repository, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    assert len(states(capfd)) == 5


# --online


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(of_database(DATABASE)).running() as running:
        yield running


@pytest.fixture
def asked(
    repository: Repository, server: Server, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], None]:
    """Let the server be the database's own address, and GOPROXY be as given."""
    monkeypatch.setattr(settings, "own_address", lambda _: server.address)
    monkeypatch.setenv("GOPROXY", "direct")
    return lambda value: monkeypatch.setenv("GOPROXY", value)


def proxied(path: str) -> Answer:
    """A proxy that stands for the database."""
    return of_database(DATABASE, f"/sumdb/{NAME}")(path)


def test_the_database_itself(
    asked: Callable[[str], None], server: Server, capfd: Capture, tmp_path: Path
) -> None:
    assert states(capfd, "--online") == ALL_PROVED
    assert not any(LOCAL in path for path in server.asked)
    assert "/lookup/example.net/!log@v1.0.0" in server.asked
    assert len(server.asked) == len(set(server.asked))
    assert not (tmp_path / "modcache").exists()
    assert not (tmp_path / "gopath").exists()


def test_only_what_the_module_cache_lacks(
    asked: Callable[[str], None], server: Server, capfd: Capture, tmp_path: Path
) -> None:
    DATABASE.keep(tmp_path / "modcache", [LOG, YAML])
    assert states(capfd, "--online") == ALL_PROVED
    assert server.asked == []


@pytest.mark.parametrize(
    "proxies",
    [
        pytest.param("{proxy}", id="one"),
        pytest.param("{absent},{proxy}", id="a comma after one that has not the database"),
        pytest.param("{broken}|{proxy}", id="a bar after one that fails"),
        pytest.param("{absent}|{proxy},direct", id="a bar after one that has it not"),
        pytest.param("{proxy}/,direct", id="a slash at the end"),
    ],
)
def test_proxies(
    asked: Callable[[str], None], server: Server, capfd: Capture, proxies: str
) -> None:
    with (
        Server(proxied).running() as proxy,
        Server(lambda _: (404, b"")).running() as absent,
        Server(lambda _: (500, b"")).running() as broken,
    ):
        addresses = {"proxy": proxy, "absent": absent, "broken": broken}
        asked(proxies.format(**{name: each.address for name, each in addresses.items()}))
        assert states(capfd, "--online") == ALL_PROVED
        assert proxy.asked[0] == f"/sumdb/{NAME}/supported"
    assert server.asked == []


@pytest.mark.parametrize("proxies", ["{absent}", "{absent},direct", "{gone}", "{broken}|direct"])
def test_proxies_without_the_database(
    asked: Callable[[str], None], server: Server, capfd: Capture, proxies: str
) -> None:
    """The database itself is asked, as the go command does."""
    with (
        Server(lambda _: (404, b"")).running() as absent,
        Server(lambda _: (410, b"")).running() as gone,
        Server(lambda _: (500, b"")).running() as broken,
    ):
        addresses = {"gone": gone, "absent": absent, "broken": broken}
        asked(proxies.format(**{name: each.address for name, each in addresses.items()}))
        assert states(capfd, "--online") == ALL_PROVED


def test_an_address_in_gosumdb_is_asked_past_all_proxies(
    asked: Callable[[str], None],
    server: Server,
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Server(lambda _: (500, b"")).running() as broken:
        asked(broken.address)
        monkeypatch.setenv("GOSUMDB", f"{DATABASE.signer.key} {server.address}")
        assert states(capfd, "--online") == ALL_PROVED
        assert broken.asked == []


def test_a_comma_does_not_fall_back_from_a_failure(
    asked: Callable[[str], None], server: Server, capfd: Capture
) -> None:
    with Server(lambda _: (500, b"")).running() as broken:
        asked(f"{broken.address},direct")
        host = broken.address.removeprefix("http://")
        found = states(capfd, "--online")
    assert found[f"{LOG} v1.0.0"] == f"unproved no answer {host}: 500 Internal Server Error"
    assert server.asked == []


def respond_with(
    server: Server, answer: Callable[[str, Answer], Answer], of: Database = DATABASE
) -> None:
    """Let the server answer otherwise."""
    usual = of_database(of)
    server.respond = lambda path: answer(path, usual(path))


HTML = b"<!DOCTYPE html><title>Log in</title>"
FAILURES = [
    pytest.param(lambda path, usual: (404, b"not found: x\n"), "no such record", id="404"),
    pytest.param(lambda path, usual: (410, b"gone"), "no such record", id="410"),
    pytest.param(lambda path, usual: (500, b""), "500 Internal Server Error", id="500"),
    pytest.param(lambda path, usual: (503, b""), "503 Service Unavailable", id="503"),
    pytest.param(lambda path, usual: (403, b""), "403 Forbidden", id="403"),
    pytest.param(lambda path, usual: (200, HTML), "an answer without a record", id="a page"),
    pytest.param(lambda path, usual: (200, b""), "an answer without a record", id="empty"),
    pytest.param(lambda path, usual: (200, b"x" * (2 << 20)), "too long", id="without end"),
    pytest.param(
        lambda path, usual: (200, usual[1][:-9]) if "lookup" in path else usual,
        "does not hold",
        id="cut short",
    ),
    pytest.param(
        lambda path, usual: (200, bytes(len(usual[1]))) if "tile" in path else usual,
        "do not give the hash of the signed head",
        id="tiles of zeros",
    ),
    pytest.param(
        lambda path, usual: (404, b"") if "tile" in path else usual,
        "a part of the tree is not at hand",
        id="no tiles",
    ),
    pytest.param(
        lambda path, usual: (200, DATABASE.answer("example.com/filler1") or b""),
        "a record of something else",
        id="another record",
    ),
]


@pytest.mark.parametrize(("answer", "reason"), FAILURES)
def test_a_database_that_fails(
    asked: Callable[[str], None],
    server: Server,
    capfd: Capture,
    answer: Callable[[str, Answer], Answer],
    reason: str,
) -> None:
    """Nothing is proved, nothing refuted, and the reason is told in a line."""
    respond_with(server, answer)
    status, out = verify(capfd, "--online")
    why, private, closing = out.splitlines()
    assert (status, closing) == (0, f"5 lines: 0 proved, 5 not proved, none refuted ({NAME})")
    assert why.startswith("not proved, ")
    assert LOCAL in private
    found = states(capfd, "--online")
    assert found[f"{LOG} v1.0.0"].startswith("unproved ")
    assert reason in found[f"{LOG} v1.0.0"]
    assert verify(capfd, "--online", "--strict")[0] == 1


def test_a_wrong_signature(asked: Callable[[str], None], server: Server, capfd: Capture) -> None:
    other = made()
    other.signer = Signer(NAME, b"f" * 32)
    server.respond = of_database(other)
    found = states(capfd, "--online")[f"{LOG} v1.0.0"]
    assert found == f"unproved the answer does not hold not signed by {NAME}"


def test_a_database_that_tells_two_stories(
    asked: Callable[[str], None], server: Server, capfd: Capture, tmp_path: Path
) -> None:
    """The head that is known here is not that of a beginning of the tree that is shown now."""
    place = tmp_path / "gopath" / "pkg" / "sumdb" / NAME / "latest"
    place.parent.mkdir(parents=True)
    other = Database().fill(280)
    place.write_bytes(other.head(260))
    status, out = verify(capfd, "--online")
    assert status == 1
    assert "PRF103 sum.example.com signed two trees, of 260 and 280 records" in out
    assert "none refuted" in out


def test_a_database_that_went_back_is_no_second_story(
    asked: Callable[[str], None], server: Server, capfd: Capture, tmp_path: Path
) -> None:
    """An older head than the known one, but of a beginning of its tree."""
    place = tmp_path / "gopath" / "pkg" / "sumdb" / NAME / "latest"
    place.parent.mkdir(parents=True)
    later = made().fill(40)
    place.write_bytes(later.head())
    server.respond = of_database(later)
    assert states(capfd, "--online") == ALL_PROVED


def test_a_certificate_that_nobody_trusts(
    asked: Callable[[str], None],
    capfd: Capture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = certificate(tmp_path / "own.pem")
    with Server(of_database(DATABASE), own).running() as secure:
        monkeypatch.setenv("GOSUMDB", f"{DATABASE.signer.key} {secure.address}")
        told = f"not proved, no answer ({secure.host}: its certificate is not trusted: "
        assert verify(capfd, "--online")[1].startswith(told)
        assert secure.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(own))
        assert states(capfd, "--online") == ALL_PROVED


def test_retries(asked: Callable[[str], None], server: Server, capfd: Capture) -> None:
    """A server that fails at every first request for a path."""
    respond_with(
        server,
        lambda path, usual: (503, b"") if server.asked.count(path) == 1 else usual,
    )
    assert states(capfd, "--online") == ALL_PROVED


def test_a_slow_server(
    asked: Callable[[str], None],
    server: Server,
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(httpx.Timeout, "__init__", _short(httpx.Timeout.__init__))
    server.delay = 0.3
    assert "no answer in time" in states(capfd, "--online")[f"{LOG} v1.0.0"]


def test_an_interrupt_waits_for_no_server(
    asked: Callable[[str], None], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOSUMDB", f"{DATABASE.signer.key} {server.address}")
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    server.delay = 20
    command = [sys.executable, "-m", "hooks.modcheck", "verify", "--online"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as running:
        while not server.asked and running.poll() is None:
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=10)
    assert (running.returncode, told) == (130, b"")


def _short(original: Callable[..., None]) -> Callable[..., None]:
    def init(self: httpx.Timeout, *_: object, **__: object) -> None:
        original(self, 0.1)

    return init


def test_nobody_listens(
    asked: Callable[[str], None], capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOSUMDB", f"{DATABASE.signer.key} http://127.0.0.1:9")
    found = states(capfd, "--online")[f"{LOG} v1.0.0"]
    assert found.startswith("unproved no answer 127.0.0.1:9: ")


def test_redirects(asked: Callable[[str], None], server: Server, capfd: Capture) -> None:
    with Server(lambda path: (302, b"")).running() as other:
        other.headers = {"Location": "/again"}
        asked(f"{other.address}|direct")
        assert states(capfd, "--online") == ALL_PROVED


def test_a_login_page(asked: Callable[[str], None], server: Server, capfd: Capture) -> None:
    server.headers = {"Content-Type": "text/html; charset=utf-8"}
    assert "log in?" in states(capfd, "--online")[f"{LOG} v1.0.0"]


def test_a_proxy_in_a_folder(
    asked: Callable[[str], None], server: Server, capfd: Capture, tmp_path: Path
) -> None:
    """It has no database, so the database itself is asked."""
    asked(f"file://{tmp_path}/proxy")
    assert states(capfd, "--online") == ALL_PROVED


def test_credentials(tmp_path: Path) -> None:
    path = tmp_path / "netrc"
    path.write_text(
        "machine proxy.example.com login me password secret\ndefault login x password y\n"
    )
    assert client.logins({"NETRC": str(path)}) == {"proxy.example.com": ("me", "secret")}
    assert client.logins({"NETRC": str(path), "GOAUTH": "off"}) == {}
    assert client.logins({"NETRC": str(tmp_path)}) == {}


def test_no_credentials_in_messages(
    asked: Callable[[str], None],
    server: Server,
    capfd: Capture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = certificate(tmp_path / "own.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(own))
    with Server(lambda _: (401, b""), own).running() as proxy:
        asked(proxy.address.replace("https://", "https://me:secret@"))
        _, out = verify(capfd, "--online")
        assert proxy.credentials
        assert all(proxy.credentials)
    assert "401 Unauthorized" in out
    assert "secret" not in out


def test_credentials_are_not_sent_without_encryption(
    asked: Callable[[str], None], server: Server, capfd: Capture
) -> None:
    with Server(lambda _: (200, b"")).running() as proxy:
        asked(proxy.address.replace("http://", "http://me:secret@"))
        found = states(capfd, "--online")[f"{LOG} v1.0.0"]
        assert proxy.asked == []
    said = "a password would go there without encryption"
    assert found == f"unproved no answer {proxy.host}: {said}"


@pytest.mark.parametrize(
    "address", ["https://[proxy", "https://me:secret@[proxy", "https://x/\udcff"]
)
def test_an_address_of_no_form(
    asked: Callable[[str], None], server: Server, capfd: Capture, address: str
) -> None:
    asked(address)
    code, out = verify(capfd, "--online")
    assert code == 0
    assert "not proved, no answer (" in out
    assert "secret" not in out


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:9", "SOCKS"),
        ("HTTPS_PROXY", "ftp://127.0.0.1:9", "ftp://127.0.0.1:9"),
        ("HTTPS_PROXY", "127.0.0.1:port", "Invalid port"),
    ],
)
def test_a_proxy_of_the_environment_that_cannot_be_used(
    asked: Callable[[str], None],
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    capfd: Capture,
    name: str,
    value: str,
    said: str,
) -> None:
    monkeypatch.setenv(name, value)
    assert modcheck.main(["verify", "--online"]) == 2
    told = capfd.readouterr().err
    assert told.startswith("modcheck: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY or NO_PROXY cannot be")
    assert said in told
