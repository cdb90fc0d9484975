"""`modcheck verify --vendor`: vendored files beside the zips of the module cache, and with --online
of proxies on loopback."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from hooks.modcheck import __main__ as modcheck
from hooks.network import client
from tests import vendored_cases
from tests.modules import put_zip
from tests.repository import Repository, on_a_machine
from tests.servers import Answer, Server, certificate, of_folder

Capture = pytest.CaptureFixture[str]
OLD, FILES = vendored_cases.OLD, vendored_cases.FILES
ZIP = "/example.net/log/@v/v1.0.0.zip"
PLACE = "vendor/example.net/log/"
COMPARED = "3 vendored files of 1 module compared with the zips\n"
NONE = "0 vendored files of 0 modules compared with the zips, those of 1 not\n"
CLOSING = "no line to prove; --all takes every line\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository that vendors a module as it is published, on a machine without its zip."""
    made = on_a_machine(tmp_path, monkeypatch, GOSUMDB="off")
    monkeypatch.setattr(client, "PAUSE", 0.01)
    made.add({**vendored_cases.vendored(OLD, vendored_cases.copied(FILES))})
    made.commit("as published")
    return made


def verify(capfd: Capture, *options: str) -> tuple[int, str]:
    """The exit status, and standard output without the line on go.sum."""
    capfd.readouterr()
    status = modcheck.main(["verify", "--vendor", *options])
    return status, capfd.readouterr().out.removesuffix(CLOSING)


def edit(repository: Repository) -> None:
    """Edit a vendored file, take one away and put one there, past the hooks."""
    repository.add({f"{PLACE}log.go": vendored_cases.EDITED, f"{PLACE}own.txt": "x"})
    repository.git("rm", "--quiet", f"{PLACE}more.go")
    repository.commit("past the hooks")


FOUND = [
    ("PRF201", f"{PLACE}log.go", "error"),
    ("PRF203", f"{PLACE}more.go", "warning"),
    ("PRF202", f"{PLACE}own.txt", "warning"),
]


def findings(out: str) -> list[tuple[str, str, str]]:
    return [(each["code"], each["path"], each["severity"]) for each in json.loads(out)["findings"]]


def test_zips_of_the_module_cache(repository: Repository, tmp_path: Path, capfd: Capture) -> None:
    put_zip(tmp_path / "modcache", OLD, FILES)
    assert verify(capfd) == (0, COMPARED)
    edit(repository)
    status, out = verify(capfd, "--format", "json")
    assert (status, findings(out)) == (1, FOUND)
    assert json.loads(out)["vendored"] == {"compared": 3, "modules": 1, "lacking": {}}


def test_no_zip_at_hand(repository: Repository, capfd: Capture) -> None:
    edit(repository)
    told = "not compared, no such zip in the module cache: example.net/log@v1.0.0\n"
    assert verify(capfd) == (0, told + NONE)
    assert verify(capfd, "--strict") == (1, told + NONE)


def test_nothing_pins_the_zip(repository: Repository, tmp_path: Path, capfd: Capture) -> None:
    put_zip(tmp_path / "modcache", OLD, FILES)
    repository.add({"go.sum": ""})
    told = "not compared, no line of go.sum pins its zip, or two differ: example.net/log@v1.0.0\n"
    assert verify(capfd) == (0, told + NONE)
    assert verify(capfd, "--strict") == (1, told + NONE)


def test_a_private_module_may_be_unknown(
    repository: Repository, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOPRIVATE", "example.net")
    told = f"not compared, {PRIVATE}: example.net/log@v1.0.0\n"
    assert verify(capfd, "--strict") == (0, told + NONE)


@pytest.mark.parametrize(
    ("private", "options", "severity"),
    [
        ("", ("--strict",), "error"),
        ("", (), "note"),
        ("example.net", ("--strict",), "note"),
    ],
)
def test_programs_are_told_what_was_not_compared(
    repository: Repository,
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
    private: str,
    options: tuple[str, ...],
    severity: str,
) -> None:
    """A strict run that fails for it has to say so in every format."""
    monkeypatch.setenv("GOPRIVATE", private)
    reason = PRIVATE if private else "no such zip in the module cache"
    said = f"not compared, {reason}: example.net/log@v1.0.0"
    status, out = verify(capfd, "--format", "sarif", *options)
    [run] = json.loads(out)["runs"]
    [invocation] = run["invocations"]
    told = {"level": severity, "message": {"text": said}}
    assert invocation == {"executionSuccessful": True, "toolExecutionNotifications": [told]}
    command = "notice" if severity == "note" else severity
    assert verify(capfd, "--format", "github", *options) == (status, f"::{command}::{said}\n")
    assert status == (1 if severity == "error" else 0)
    assert run["results"] == []


# --online


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """The folder of a proxy that has the module."""
    put_zip(tmp_path / "published", OLD, FILES)
    return tmp_path / "published" / "cache" / "download"


@pytest.fixture
def server(published: Path) -> Iterator[Server]:
    with Server(of_folder(published)).running() as running:
        yield running


@pytest.fixture
def asked(
    repository: Repository, server: Server, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], None]:
    """Let GOPROXY be the server, or as given."""
    monkeypatch.setenv("GOPROXY", server.address)
    return lambda value: monkeypatch.setenv("GOPROXY", value)


def test_zips_of_a_proxy(
    repository: Repository,
    asked: Callable[[str], None],
    server: Server,
    tmp_path: Path,
    capfd: Capture,
) -> None:
    """One question for what the module cache lacks, and nothing is written there."""
    assert verify(capfd, "--online") == (0, COMPARED)
    assert server.asked == [ZIP]
    edit(repository)
    status, out = verify(capfd, "--online", "--format", "json")
    assert (status, findings(out)) == (1, FOUND)
    assert not (tmp_path / "modcache").exists()
    assert not (tmp_path / "gopath").exists()


def test_only_what_the_module_cache_lacks(
    asked: Callable[[str], None], server: Server, tmp_path: Path, capfd: Capture
) -> None:
    put_zip(tmp_path / "modcache", OLD, FILES)
    assert verify(capfd, "--online") == (0, COMPARED)
    assert server.asked == []


def test_a_zip_with_another_hash_is_not_used(
    repository: Repository,
    asked: Callable[[str], None],
    published: Path,
    capfd: Capture,
) -> None:
    """Else whoever runs a proxy could let an edit pass, or call a right file wrong."""
    put_zip(published.parent.parent, OLD, FILES | {"log.go": vendored_cases.EDITED})
    edit(repository)
    told = "not compared, its proxy has another zip than go.sum pins: example.net/log@v1.0.0\n"
    assert verify(capfd, "--online") == (0, told + NONE)


PRIVATE = "private by GONOPROXY or GOPRIVATE, and no such zip in the module cache"
DIRECT = "GOPROXY leads to its repository (direct), which is not asked here"


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"GOPRIVATE": "example.net"}, PRIVATE),
        ({"GONOPROXY": "example.net/l*"}, PRIVATE),
        ({"GOPRIVATE": "example.net", "GONOPROXY": "example.com"}, ""),
        ({"GOPRIVATE": "example.net", "GONOPROXY": "none"}, ""),
        ({"GONOSUMDB": "example.net"}, ""),
        ({"GOINSECURE": "example.net"}, ""),
        ({"GOPROXY": "off"}, "GOPROXY is off"),
        ({"GOPROXY": "direct"}, DIRECT),
    ],
    ids=str,
)
def test_whether_a_proxy_is_asked(
    asked: Callable[[str], None],
    server: Server,
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    reason: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    told = f"not compared, {reason}: example.net/log@v1.0.0\n{NONE}" if reason else COMPARED
    assert verify(capfd, "--online") == (0, told)
    assert server.asked == ([] if reason else [ZIP])


@pytest.mark.parametrize(
    ("proxies", "reason"),
    [
        ("{good}", ""),
        ("{absent},{good}", ""),
        ("{gone},{good}/", ""),
        ("{broken}|{good},direct", ""),
        ("{absent}|{good}", ""),
        ("{absent},file://{folder}", ""),
        ("{broken},{good}", "{broken_host}: 500 Internal Server Error"),
        ("{absent},{broken},{good}", "{broken_host}: 500 Internal Server Error"),
        ("{absent},direct", "{absent_host}: 404 Not Found; " + DIRECT),
        ("{broken}|off", "{broken_host}: 500 Internal Server Error; GOPROXY is off"),
        ("{absent}", "{absent_host}: 404 Not Found"),
        ("direct,{good}", DIRECT),
    ],
)
def test_a_chain_of_proxies(
    asked: Callable[[str], None],
    server: Server,
    published: Path,
    capfd: Capture,
    proxies: str,
    reason: str,
) -> None:
    with (
        Server(lambda _: (404, b"")).running() as absent,
        Server(lambda _: (410, b"")).running() as gone,
        Server(lambda _: (500, b"")).running() as broken,
    ):
        servers = {"good": server, "absent": absent, "gone": gone, "broken": broken}
        values = {name: each.address for name, each in servers.items()}
        values |= {f"{name}_host": each.host for name, each in servers.items()}
        asked(proxies.format(folder=published, **values))
        told = f"not compared, {reason.format(**values)}: example.net/log@v1.0.0\n{NONE}"
        assert verify(capfd, "--online") == (0, told if reason else COMPARED)


FAILURES = [
    pytest.param((404, b""), "{host}: 404 Not Found", id="404"),
    pytest.param((410, b""), "{host}: 410 Gone", id="410"),
    pytest.param((500, b""), "{host}: 500 Internal Server Error", id="500"),
    pytest.param((503, b""), "{host}: 503 Service Unavailable", id="503"),
    pytest.param((401, b""), "{host}: 401 Unauthorized", id="401"),
    pytest.param((200, b""), "its proxy has another zip than go.sum pins", id="empty"),
    pytest.param((200, b"PK"), "its proxy has another zip than go.sum pins", id="cut short"),
    pytest.param(
        (200, b"<!DOCTYPE html>"), "its proxy has another zip than go.sum pins", id="a page"
    ),
]


@pytest.mark.parametrize(("answer", "reason"), FAILURES)
def test_a_proxy_that_fails(
    asked: Callable[[str], None], server: Server, capfd: Capture, answer: Answer, reason: str
) -> None:
    """One line tells it, and nothing is found."""
    server.respond = lambda _: answer
    told = f"not compared, {reason.format(host=server.host)}: example.net/log@v1.0.0\n"
    assert verify(capfd, "--online") == (0, told + NONE)


def test_a_login_page(asked: Callable[[str], None], server: Server, capfd: Capture) -> None:
    server.headers = {"Content-Type": "text/html; charset=utf-8"}
    told = f"not compared, {server.host}: a web page, where a program expects data: log in?: "
    assert verify(capfd, "--online")[1].startswith(told)


def test_a_redirect(asked: Callable[[str], None], server: Server, capfd: Capture) -> None:
    with Server(lambda path: (302, b"")).running() as moved:
        moved.location = server.address
        asked(moved.address)
        assert verify(capfd, "--online") == (0, COMPARED)


def test_redirects_without_end(
    asked: Callable[[str], None], server: Server, capfd: Capture
) -> None:
    server.respond, server.location = lambda path: (302, b""), server.address
    told = f"not compared, {server.host}: redirects without end: example.net/log@v1.0.0\n"
    assert verify(capfd, "--online") == (0, told + NONE)


def test_a_slow_proxy(
    asked: Callable[[str], None],
    server: Server,
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    original = httpx.Timeout.__init__
    monkeypatch.setattr(httpx.Timeout, "__init__", lambda self, *_, **__: original(self, 0.1))
    server.delay = 0.3
    assert f"not compared, {server.host}: no answer in time" in verify(capfd, "--online")[1]


def test_a_server_that_asks_for_patience(
    asked: Callable[[str], None],
    server: Server,
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is given what it asks for, and no more than so much."""
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    server.respond, server.headers = lambda _: (429, b""), {"Retry-After": "7"}
    told = f"not compared, {server.host}: 429 Too Many Requests: example.net/log@v1.0.0\n"
    assert verify(capfd, "--online") == (0, told + NONE)
    assert [each for each in slept if each >= 1] == [7.0, 7.0]
    server.headers = {"Retry-After": "86400"}
    verify(capfd, "--online")
    assert max(slept) == client.LONGEST_PAUSE


def test_an_answer_that_does_not_end(
    asked: Callable[[str], None],
    server: Server,
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A proxy that sends something now and then would else hold a run up for ever."""
    monkeypatch.setattr(client, "LONGEST", -1.0)
    assert f"{server.host}: an answer that does not end" in verify(capfd, "--online")[1]


def test_a_proxy_with_a_certificate_that_nobody_trusts(
    asked: Callable[[str], None],
    published: Path,
    tmp_path: Path,
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = certificate(tmp_path / "own.pem")
    with Server(of_folder(published), own).running() as secure:
        asked(secure.address)
        told = f"not compared, {secure.host}: its certificate is not trusted: "
        assert verify(capfd, "--online")[1].startswith(told)
        assert secure.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(own))
        assert verify(capfd, "--online") == (0, COMPARED)


def test_a_proxy_that_does_not_speak_tls(
    asked: Callable[[str], None], server: Server, capfd: Capture
) -> None:
    asked(server.address.replace("http:", "https:"))
    status, out = verify(capfd, "--online")
    assert (status, out.count("\n")) == (0, 2)
    assert out.startswith(f"not compared, {server.host}: ")


def test_a_way_out_that_nobody_keeps_open(
    asked: Callable[[str], None],
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """HTTPS_PROXY names it, and the line says so."""
    asked("https://proxy.example.com")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    _, out = verify(capfd, "--online")
    assert out.startswith("not compared, proxy.example.com: ")
    assert "(through HTTPS_PROXY): example.net/log@v1.0.0\n" in out


def test_credentials_stay_with_their_host(
    asked: Callable[[str], None],
    published: Path,
    tmp_path: Path,
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Those of netrc go to the host that they are for, and not along a redirect."""
    own = certificate(tmp_path / "own.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(own))
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with (
        Server(of_folder(published), own).running() as other,
        Server(lambda _: (302, b""), own).running() as secure,
    ):
        (tmp_path / "netrc").write_text(f"machine {secure.host} login me password secret\n")
        secure.location = other.address
        asked(secure.address)
        assert verify(capfd, "--online") == (0, COMPARED)
        assert [bool(each) for each in secure.credentials] == [True]
        assert [bool(each) for each in other.credentials] == [False]


def test_many_vendor_folders(
    repository: Repository, asked: Callable[[str], None], server: Server, capfd: Capture
) -> None:
    """One zip serves all that vendor the module."""
    shutil.copytree(repository.top, repository.top / "tools", ignore=lambda *_: {".git", "tools"})
    repository.add()
    assert verify(capfd, "--online") == (0, COMPARED.replace("3", "6"))
    assert server.asked == [ZIP]
