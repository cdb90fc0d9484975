"""`modcheck check --online`: when versions were made, asked of proxies on loopback."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from hooks import go_mod_gate, go_mod_policy
from hooks.modcheck import __main__ as modcheck
from hooks.network import client
from hooks.values.module_path import escaped
from tests.repository import Repository, on_a_machine
from tests.servers import Answer, Server

Capture = pytest.CaptureFixture[str]

LOG, YAML, LOCAL = "example.net/Log", "example.org/yaml", "git.example.com/local"
GO_MOD = "module example.com/app\n\ngo 1.24\n"
POLICY = '[policy]\nmin-age = "7d"\n'
DAY = timedelta(days=1)


def published(age: timedelta) -> bytes:
    """An .info file of a version that is so old."""
    time = datetime.now(timezone.utc) - age
    return json.dumps({"Version": "v1.0.0", "Time": time.strftime("%Y-%m-%dT%H:%M:%SZ")}).encode()


def place(module: str, version: str = "v1.0.0") -> str:
    """Where a proxy has the .info file of a version."""
    return f"/{escaped(module)}/@v/{version}.info"


@pytest.fixture
def server() -> Iterator[Server]:
    """A proxy that has a version of three days, one of a hundred, and none of a third module."""
    files = {place(LOG): published(3 * DAY), place(YAML): published(100 * DAY)}
    with Server(lambda path: (200, files[path]) if path in files else (404, b"")).running() as made:
        yield made


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server) -> Repository:
    """A repository with a policy, on a machine without module cache that knows the proxy."""
    made = on_a_machine(tmp_path, monkeypatch, GOPROXY=server.address)
    monkeypatch.setattr(client, "PAUSE", 0.01)
    made.commit("without requirements", {"go.mod": GO_MOD, ".gomod-hooks.toml": POLICY})
    return made


def require(repository: Repository, *modules: str) -> None:
    """Stage requirements of modules at v1.0.0."""
    lines = "".join(f"\nrequire {module} v1.0.0\n" for module in modules)
    repository.add({"go.mod": GO_MOD + lines})


def check(capfd: Capture, *options: str) -> tuple[int, list[str], str]:
    """The exit status, the lines that tell of an age, and the notes."""
    capfd.readouterr()
    status = modcheck.main(["check", "--ignore", "SUM", *options])
    out, err = capfd.readouterr()
    return status, [line for line in out.splitlines() if " POL206 " in line], err


def note(modules: str, reason: str) -> str:
    return f"go-mod-policy: note: not known when {modules} made, so min-age passes: {reason}\n"


YOUNG = f"go.mod:5:1: POL206 {LOG} v1.0.0 is 3 days old, and at least 7 days are asked for"
OFFLINE = "not in the module cache (modcheck check --online asks the proxies)"
PRIVATE = "private by GONOPROXY or GOPRIVATE"


def test_a_young_version(repository: Repository, server: Server, capfd: Capture) -> None:
    """Each version that comes in is asked about once, and nothing else is."""
    require(repository, LOG, YAML)
    assert check(capfd, "--online") == (1, [YOUNG], "")
    assert sorted(server.asked) == [place(LOG), place(YAML)]


def test_what_was_there_is_not_asked_about(
    repository: Repository, server: Server, capfd: Capture
) -> None:
    require(repository, LOG)
    repository.commit("past the hooks")
    require(repository, LOG, YAML)
    assert check(capfd, "--online") == (0, [], "")
    assert server.asked == [place(YAML)]


def test_no_policy_no_question(repository: Repository, server: Server, capfd: Capture) -> None:
    repository.add({".gomod-hooks.toml": "strict = false\n"})
    require(repository, LOG)
    assert check(capfd, "--online")[:2] == (0, [])
    assert server.asked == []


def test_the_commits_of_a_range(repository: Repository, server: Server, capfd: Capture) -> None:
    """At each the age is that of the day of the commit, which in a test is long past."""
    start = repository.head()
    require(repository, LOG)
    repository.commit("a young one")
    require(repository, LOG, LOCAL)
    repository.commit("one that no proxy has")
    status, found, err = check(capfd, "--online", "--verbose", "--rev", f"{start}..HEAD")
    assert (status, len(found)) == (1, 2)  # the finding, and the summary of the range
    assert "example.net/Log v1.0.0 is 0 hours old" in found[0]
    assert note(f"{LOCAL}@v1.0.0 was", f"{server.host}: 404 Not Found") in err


def test_what_the_module_cache_knows_is_not_asked_about(
    repository: Repository, server: Server, tmp_path: Path, capfd: Capture
) -> None:
    info = tmp_path / "modcache" / "cache" / "download" / place(LOG)[1:]
    info.parent.mkdir(parents=True)
    info.write_bytes(published(3 * DAY))
    require(repository, LOG)
    assert check(capfd) == (1, [YOUNG], "")
    assert check(capfd, "--online") == (1, [YOUNG], "")
    assert server.asked == []
    assert check(capfd, "--online", "--module-cache", "off") == (1, [YOUNG], "")
    assert server.asked == [place(LOG)]


def test_the_time_of_a_pseudo_version_is_its_own(
    repository: Repository, server: Server, capfd: Capture
) -> None:
    time = (datetime.now(timezone.utc) - 3 * DAY).strftime("%Y%m%d%H%M%S")
    require(repository)
    repository.add({"go.mod": f"{GO_MOD}\nrequire {LOG} v0.0.0-{time}-abcdefabcdef\n"})
    assert len(check(capfd, "--online")[1]) == 1
    assert server.asked == []


# What is not known passes, and is told


@pytest.mark.parametrize("options", [(), ("--module-cache", "off")], ids=["a cache", "no cache"])
@pytest.mark.parametrize(
    "main",
    [
        pytest.param(go_mod_policy.main, id="go-mod-policy"),
        pytest.param(lambda given: go_mod_gate.main(["--ignore", "SUM", *given]), id="go-mod-gate"),
        pytest.param(
            lambda given: modcheck.main(["check", "--ignore", "SUM", *given]), id="modcheck check"
        ),
    ],
)
def test_without_online_no_socket(
    repository: Repository,
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
    main: Callable[[list[str]], int],
    options: tuple[str, ...],
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    require(repository, LOG, YAML)
    capfd.readouterr()
    assert main([*options]) == 0
    assert capfd.readouterr() == ("", note(f"{LOG}@v1.0.0 and 1 more were", OFFLINE))


def test_private_modules_are_not_asked_about(
    repository: Repository, server: Server, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOPRIVATE", "git.example.com")
    require(repository, LOG, LOCAL)
    told = note(f"{LOCAL}@v1.0.0 was", PRIVATE)
    assert check(capfd, "--online") == (1, [YOUNG], told)
    assert server.asked == [place(LOG)]


FAILURES = [
    pytest.param((404, b""), "{host}: 404 Not Found", id="404"),
    pytest.param((500, b""), "{host}: 500 Internal Server Error", id="500"),
    *(
        pytest.param((200, info), "the .info file of its proxy tells no time", id=name)
        for name, info in {
            "empty": b"",
            "no JSON": b"<!DOCTYPE html>",
            "a list": b"[]",
            "no time": b'{"Version": "v1.0.0"}',
            "a number": b'{"Time": 1}',
            "nested": b"[" * 9000,
        }.items()
    ),
    pytest.param((200, b" " * 70000), "{host}: an answer that is too long", id="long"),
]


@pytest.mark.parametrize(("answer", "reason"), FAILURES)
def test_a_proxy_that_does_not_tell(
    repository: Repository, server: Server, capfd: Capture, answer: Answer, reason: str
) -> None:
    server.respond = lambda _: answer
    require(repository, LOG)
    told = note(f"{LOG}@v1.0.0 was", reason.format(host=server.host))
    assert check(capfd, "--online") == (0, [], told)


@pytest.mark.parametrize(
    ("proxies", "reason"),
    [
        ("off", "GOPROXY is off"),
        ("direct", "GOPROXY leads to its repository (direct), which is not asked here"),
    ],
)
def test_nobody_to_ask(
    repository: Repository,
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
    proxies: str,
    reason: str,
) -> None:
    monkeypatch.setenv("GOPROXY", proxies)
    require(repository, LOG)
    assert check(capfd, "--online") == (0, [], note(f"{LOG}@v1.0.0 was", reason))


def test_a_path_that_leads_elsewhere(
    repository: Repository, server: Server, capfd: Capture
) -> None:
    """A go.mod may name any path; one that no module can have is not asked about."""
    require(repository, '"example.net/../../secret"')
    assert check(capfd, "--online", "--select", "POL")[:2] == (0, [])
    assert server.asked == []


def test_a_time_that_is_none(repository: Repository, server: Server, capfd: Capture) -> None:
    server.respond = lambda _: (200, b'{"Version": "v1.0.0", "Time": "yesterday"}')
    require(repository, LOG)
    told = note(f"{LOG}@v1.0.0 was", "the .info file of its proxy tells no time")
    assert check(capfd, "--online") == (0, [], told)


@pytest.mark.parametrize("value", ["ftp://proxy.example.com", "/absolute", ","])
def test_a_chain_that_the_go_command_refuses(
    repository: Repository, capfd: Capture, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("GOPROXY", value)
    require(repository, LOG)
    assert check(capfd, "--online")[0] == 2


def test_no_hook_goes_online(repository: Repository, capfd: Capture) -> None:
    for main in (go_mod_policy.main, go_mod_gate.main):
        assert main(["--online"]) == 2
    assert "--online" in capfd.readouterr().err
