"""The real go command and a checksum database on loopback: what it keeps is read as it keeps it,
and it goes where GOPROXY leads `modcheck verify --online`."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from hooks.modcheck import __main__ as modcheck
from hooks.network import client
from hooks.values.releases import Release
from tests import live_go
from tests.database import Database
from tests.module_proxy import ModuleProxy
from tests.repository import Repository, isolate
from tests.servers import Answer, Server, of_database, of_folder

pytestmark = pytest.mark.live

NAME = "sum.example.com"
GO_MOD = (
    "module example.com/app\n\ngo 1.17\n\nrequire (\n\texample.net/Log v1.0.0\n"
    "\texample.org/yaml v1.2.0 // indirect\n)\n"
)
MAIN = 'package main\n\nimport _ "example.net/Log"\n\nfunc main() {}\n'
DOWNLOAD = ("mod", "download")
LOG, YAML = "example.net/Log@v1.0.0", "example.org/yaml@v1.2.0"
ADDED = {"proved": 4, "unproved": 0, "refuted": 0}
# Of these releases copy different ones
FILES = {
    "log.go": b'package log\n\nimport (\n\t_ "embed"\n\n\t_ "example.org/yaml"\n)\n\n'
    b"//go:embed data/*.txt\nvar Data string\n",
    "data/one.txt": b"one\n",
    "data/more/two.txt": b"two\n",
    "log_test.go": b"package log\n",
    "log_windows.go": b"package log\n",
    "gen.go": b"//go:build ignore\n\npackage main\n",
    "tools.go": b"//go:build tools\n\npackage log\n",
    "_draft.go": b"package log\n",
    "doc.md": b"Read me.\n",
    "LICENSE": b"Free.\n",
    "other/other.go": b"package other\n",
    "testdata/input.go": b"package input\n",
}
RELEASES = live_go.installed()


class World:
    """A proxy with modules and the database that knows them, and a repository that needs them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.proxy = ModuleProxy(folder / "published")
        yaml = b"module example.org/yaml\n\ngo 1.17\n"
        log = b"module example.net/Log\n\ngo 1.17\n\nrequire example.org/yaml v1.2.0\n"
        self.proxy.add("example.org/yaml", "v1.2.0", yaml, {"yaml.go": b"package yaml\n"})
        self.proxy.add("example.net/Log", "v1.0.0", log, FILES)
        self.database = Database().fill(300)
        for path, version in (("example.net/Log", "v1.0.0"), ("example.org/yaml", "v1.2.0")):
            hashes = self.proxy.hashes
            self.database.add(
                path, version, hashes[path, version], hashes[path, f"{version}/go.mod"]
            )
            self.database.fill(40)
        self.repository = Repository(folder / "repository")
        self.repository.write({"go.mod": GO_MOD, "main.go": MAIN})

    def respond(self, path: str) -> Answer:
        """The proxy, which stands for the database too."""
        if path.startswith(f"/sumdb/{NAME}/"):
            return of_database(self.database, f"/sumdb/{NAME}")(path)
        return of_folder(self.proxy.folder)(path)

    def without_database(self, path: str) -> Answer:
        """The proxy, which does not."""
        return (404, b"not found") if path.startswith("/sumdb/") else self.respond(path)

    def environment(self, machine: str, proxies: str) -> dict[str, str]:
        """That of a machine, which has what its go command downloaded."""
        home = self.folder / machine
        (home / ".config" / "go" / "telemetry").mkdir(parents=True, exist_ok=True)
        (home / ".config" / "go" / "telemetry" / "mode").write_text("off")
        values = {"HOME": str(home), "GOPATH": str(home / "go"), "PATH": os.environ["PATH"]}
        values |= {"GOMODCACHE": str(home / "go" / "pkg" / "mod"), "GOENV": "off"}
        values |= {"GOTOOLCHAIN": "local", "GOFLAGS": "-modcacherw", "GOWORK": "off", "GOROOT": ""}
        values |= {"GOPROXY": proxies, "GOSUMDB": self.database.signer.key}
        values |= {"GOPRIVATE": "", "GONOSUMDB": "", "GONOPROXY": "", "GOINSECURE": ""}
        # Nothing gets past loopback
        return values | {"HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1"}

    def vendor(self, go: Path, server: Server) -> None:
        """Let the go command vendor the modules from an empty go.sum, and commit that."""
        environment = self.environment("first", server.address)
        assert self.go(go, environment, "mod", "tidy")
        assert self.go(go, environment, "mod", "vendor")
        self.repository.write({"bare/go.mod": "module example.com/bare\n\ngo 1.17\n"})
        self.repository.add()
        self.repository.commit("by the go command")

    def go(self, go: Path, environment: Mapping[str, str], *arguments: str) -> bool:
        """Run the go command in the repository; whether it succeeds."""
        command = [str(go), *arguments]
        ran = subprocess.run(
            command, cwd=self.repository.top, env={**environment}, check=False, capture_output=True
        )
        return ran.returncode == 0


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    made = World(tmp_path)
    isolate(monkeypatch)
    monkeypatch.chdir(made.repository.top)
    monkeypatch.setattr(client, "PAUSE", 0.01)
    return made


@pytest.fixture
def go() -> Path:
    """The newest go command at hand."""
    if not RELEASES:
        pytest.skip("no Go release is at hand: python -m tests.live fetches some")
    return RELEASES[max(RELEASES)]


def verify(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    environment: Mapping[str, str],
    *options: str,
) -> dict[str, dict[str, int]]:
    """The counts of `modcheck verify --all --vendor` on a machine."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    capfd.readouterr()
    modcheck.main(["verify", "--all", "--vendor", "--format=json", *options])
    found = json.loads(capfd.readouterr().out)
    findings = {f"{each['code']} {each['path']}": 1 for each in found["findings"]}
    return {"lines": found["counts"], "vendored": found["vendored"], "findings": findings}


@pytest.mark.parametrize("release", RELEASES, ids=str)
def test_what_the_go_command_kept_proves_the_lines_that_it_added(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    release: Release,
) -> None:
    go = RELEASES[release]
    repository = world.repository
    with Server(world.respond).running() as server:
        world.vendor(go, server)
        first = world.environment("first", server.address)
        second = world.environment("second", server.address)
        assert world.go(go, second, "mod", "download")
    found = verify(monkeypatch, capfd, first)
    assert found["lines"] == ADDED
    vendored = len(repository.git("ls-files", "vendor").splitlines()) - 1
    assert found["vendored"] == {"compared": vendored, "modules": 2, "lacking": {}}
    assert found["findings"] == {}
    sums = (repository.top / "go.sum").read_text()
    repository.add({"go.sum": re.sub(r"(?<=h1:.)(.)", lambda at: "Ab"[at[1] == "A"], sums)})
    assert verify(monkeypatch, capfd, first)["lines"]["refuted"] == 4
    repository.add({"go.sum": sums})
    # A second machine with a complete go.sum asked nothing
    found = verify(monkeypatch, capfd, second)
    assert found["lines"] == {"proved": 0, "unproved": 4, "refuted": 0}
    assert found["vendored"] == {"compared": vendored, "modules": 2, "lacking": {}}
    assert found["findings"] == {}


@pytest.mark.parametrize(
    "proxies",
    [
        "{good}",
        "{good}/",
        "{bare},{good}",
        "{bare}|{good}",
        "{absent},{good}",
        "{absent}|{good}",
        "{gone},{good}",
        "{broken},{good}",
        "{broken}|{good}",
        "{bare},{broken}|{good}",
        "{bare},{broken},{good}",
        "{forbidden},{good}",
        "{forbidden}|{good}",
        " {good} , direct",
        "{bare}",
        "{absent}",
        "off",
        "off,{good}",
        "{good},off",
    ],
)
def test_it_goes_where_the_go_command_goes(
    world: World,
    go: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    proxies: str,
) -> None:
    """Where the go command adds lines, they are proved, and the same servers were asked whether
    they stand for the database; where it downloads the modules, their zips are compared."""
    with (
        Server(world.respond).running() as good,
        Server(world.without_database).running() as bare,
        Server(lambda _: (404, b"")).running() as absent,
        Server(lambda _: (410, b"")).running() as gone,
        Server(lambda _: (403, b"")).running() as forbidden,
        Server(lambda _: (500, b"")).running() as broken,
    ):
        servers = {"good": good, "bare": bare, "absent": absent, "gone": gone}
        servers |= {"forbidden": forbidden, "broken": broken}
        world.vendor(go, good)
        value = proxies.format(**{name: server.address for name, server in servers.items()})
        is_downloaded = world.go(go, world.environment("again", value), "mod", "download")
        _asked(servers.values())
        is_added = world.go(go, world.environment("new", value), "-C", "bare", *DOWNLOAD, LOG)
        by_go = _asked(servers.values())
        found = verify(monkeypatch, capfd, world.environment("none", value), "--online")
        by_us = _asked(servers.values())
    assert found["lines"] == ADDED if is_added else found["lines"]["proved"] == 0
    assert (found["vendored"]["compared"] > 0) == is_downloaded
    assert found["findings"] == {}
    if is_added:
        assert by_us == by_go


def _asked(servers: Iterable[Server]) -> list[bool]:
    """Which servers were asked whether they stand for the database, since the last time; it is
    asked once, or as often as it fails."""
    found = []
    for server in servers:
        found.append(any(path.endswith("/supported") for path in server.asked))
        server.asked.clear()
    return found


@pytest.mark.parametrize(
    "patterns",
    [
        {},
        {"GOPRIVATE": "example.net"},
        {"GOPRIVATE": "example.net/"},
        {"GOPRIVATE": "example.net/log"},
        {"GOPRIVATE": "example.*/?og"},
        {"GOPRIVATE": "example.com, example.net"},
        {"GOPRIVATE": "example.[a-z][a-z][a-z]"},
        {"GOPRIVATE": "example.net", "GONOPROXY": "none"},
        {"GONOSUMDB": "example.net,*.org"},
        {"GONOSUMDB": "*"},
        {"GOINSECURE": "example.net"},
    ],
    ids=str,
)
def test_nobody_is_asked_about_what_the_go_command_keeps_private(
    world: World,
    go: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    patterns: dict[str, str],
) -> None:
    """GONOPROXY alone is not here: the go command asks the database once it has the module, and
    nothing can be fetched from its own repository here."""
    with Server(world.respond).running() as server:
        world.vendor(go, server)
        server.asked.clear()
        for module in (LOG, YAML):
            values = world.environment(module.partition("@")[0], server.address) | patterns
            world.go(go, values, "-C", "bare", *DOWNLOAD, module)
        by_go = _told(server.asked)
        server.asked.clear()
        verify(monkeypatch, capfd, world.environment("none", server.address) | patterns, "--online")
        assert _told(server.asked) == by_go


def _told(paths: Iterable[str]) -> set[str]:
    """What a proxy learns of modules from zips and answers that it is asked for."""
    return {path for path in paths if path.endswith(".zip") or "/lookup/" in path}
