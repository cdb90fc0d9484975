"""`modcheck doctor` in prepared environments. The go commands are shell scripts that print what
`go env -json` prints, so no Go is needed."""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hooks.doctor import installation, settings
from hooks.modcheck.__main__ import main
from tests.repository import CHECKOUT

GO_MOD = """module example.com/m

go {go}

require (
	github.com/acme/Money v1.2.0
	git.acme.internal/tools/log v1.0.0
	golang.org/x/text v0.3.7
)

replace golang.org/x/text => golang.org/x/text v0.4.0
"""
Line = tuple[str, str, str, str]


class Machine:
    """A machine with programs, a home and a module below `top`."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.home, self.module = top / "home", top / "module"
        self.path: list[Path] = []
        self.environment = {"HOME": str(self.home)}
        self.home.mkdir()
        self.module.mkdir()
        self.write(self.module / "go.mod", GO_MOD.format(go="1.24"))

    def write(self, path: Path, text: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def go(self, name: str, version: str, **own: str) -> Path:
        """Install a go command in a GOROOT of this name, at the end of PATH. Like the real one it
        tells what its environment says, and its own defaults for the rest."""
        root = self.top / name
        defaults = {
            "GOVERSION": f"go{version}",
            "GOROOT": str(root),
            "GOENV": f"{self.home}/.config/go/env",
            "GOCACHE": f"{self.home}/.cache/go-build",
            "GOPATH": f"{self.home}/go",
            "GOMODCACHE": f"{self.home}/go/pkg/mod",
            "GOPROXY": "https://proxy.golang.org,direct",
            "GOSUMDB": "sum.golang.org",
            **own,
        }
        lines = ",\n".join(
            f'"{key}": "${{{key}:-{value}}}"' if key != "GOVERSION" else f'"{key}": "{value}"'
            for key, value in defaults.items()
        )
        script = "#!/bin/sh\n[ \"$*\" = 'env -json' ] || exit 9\n"
        script += f'[ "$GOTOOLCHAIN" = local ] || exit 8\n/bin/cat <<END\n{{{lines}}}\nEND\n'
        self.write(root / "bin" / "go", script).chmod(0o755)
        self.write(root / "VERSION", f"go{version}\ntime 2026-01-01T00:00:00Z\n")
        self.path.append(root / "bin")
        return root

    def git(self) -> None:
        """Install something called git."""
        self.write(self.top / "tools" / "git", "#!/bin/sh\n").chmod(0o755)
        self.path.append(self.top / "tools")

    def run(
        self, *options: str, form: str = "json", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "hooks.modcheck", "doctor", f"--format={form}", *options],
            cwd=self.module,
            env={
                **self.environment,
                "PATH": os.pathsep.join(map(str, self.path)),
                "PYTHONPATH": str(CHECKOUT),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def lines(self, *options: str, **environment: str) -> list[Line]:
        """The observations that are not ok; the exit status agrees with them."""
        done = self.run(*options, **environment)
        assert done.stderr == ""
        told = json.loads(done.stdout)["observations"]
        states = {line["state"] for line in told}
        assert done.returncode == int("broken" in states)
        return [
            (line["state"], line["subject"], line["text"], line["command"])
            for line in told
            if line["state"] != "ok"
        ]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    made.git()
    return made


PRIVATE = (
    "odd",
    "GOPRIVATE",
    "git.acme.internal looks private, and https://proxy.golang.org is told of "
    "git.acme.internal/tools/log",
    "go env -w GOPRIVATE=git.acme.internal",
)


def told(lines: list[Line], subject: str) -> list[Line]:
    return [line for line in lines if line[1] == subject]


class TestPrograms:
    def test_no_go(self, machine: Machine) -> None:
        [line] = [each for each in machine.lines() if each != PRIVATE]
        assert line[:2] == ("broken", "go")
        assert line[2].startswith("no go command on PATH")

    def test_one_go(self, machine: Machine) -> None:
        machine.go("go", "1.26.8")
        assert machine.lines() == [PRIVATE]
        assert machine.lines(GOPRIVATE="*.internal") == []

    def test_two_go(self, machine: Machine) -> None:
        machine.go("first", "1.24.3")
        other = machine.go("second", "1.26.8")
        [line] = told(machine.lines(), "go")
        assert line[0] == "odd"
        assert line[2] == f"{other}/bin/go, behind it on PATH, is 1.26.8"
        assert line[3].startswith(f'export PATH="{other}/bin:$PATH"')

    def test_one_go_twice_on_path(self, machine: Machine) -> None:
        root = machine.go("go", "1.26.8")
        link = machine.top / "link"
        link.symlink_to(root / "bin")
        machine.path += [link, root / "bin"]
        assert machine.lines() == [PRIVATE]

    @pytest.mark.parametrize(
        ("script", "reason"),
        [
            ("#!/bin/sh\necho it broke >&2; exit 3\n", "it broke"),
            ("#!/bin/sh\necho hello\n", "what it answers is not JSON"),
            ("#!/no/such/interpreter\n", "No such file or directory"),
        ],
    )
    def test_a_go_that_does_not_answer(self, machine: Machine, script: str, reason: str) -> None:
        root = machine.go("go", "1.26.8")
        (root / "bin" / "go").write_text(script)
        [line] = told(machine.lines(), "go")
        assert line[:3] == ("broken", "go", f"{root}/bin/go does not answer: {reason}")

    def test_goroot_of_another(self, machine: Machine) -> None:
        machine.go("go", "1.26.8")
        other = machine.go("other", "1.22.1")
        machine.path.pop()
        [line] = told(machine.lines(GOROOT=str(other)), "GOROOT")
        assert line[0] == "broken"
        assert line[2].startswith(f"{other} is Go 1.22.1, the go command is 1.26.8")
        assert line[3] == "unset GOROOT"

    def test_goroot_set_for_nothing(self, machine: Machine) -> None:
        root = machine.go("go", "1.26.8")
        assert told(machine.lines(GOROOT=str(root)), "GOROOT") == []
        copy = machine.go("copy", "1.26.8")
        machine.path.pop()
        [line] = told(machine.lines(GOROOT=str(copy)), "GOROOT")
        assert line[0] == "odd"
        [line] = told(machine.lines(GOROOT=str(machine.top / "none")), "GOROOT")
        assert line[0] == "broken"


SETTINGS = [
    ("GOFLAGS", "-mod=mod", "odd", "unset GOFLAGS"),
    ("GOFLAGS", "-mod=vendor -trimpath", None, ""),
    ("GOFLAGS", "mod=mod", "broken", "unset GOFLAGS"),
    ("GOFLAGS", "-modfile=other.mod", "odd", "unset GOFLAGS"),
    ("GOENV", "off", "odd", "unset GOENV"),
    ("GO111MODULE", "off", "broken", "unset GO111MODULE"),
    ("GO111MODULE", "auto", "odd", "unset GO111MODULE"),
    ("GO111MODULE", "yes", "broken", "unset GO111MODULE"),
    ("GO111MODULE", "on", None, ""),
    ("GOCACHE", "off", "broken", "unset GOCACHE"),
    ("GOCACHE", "cache", "broken", "unset GOCACHE"),
    ("GOCACHE", "/dev/null/cache", "broken", "unset GOCACHE"),
    ("GOSUMDB", "off", "odd", "unset GOSUMDB"),
    ("GOINSECURE", "*", "odd", "unset GOINSECURE"),
    ("GONOSUMDB", "*", "odd", "unset GONOSUMDB"),
    ("GONOSUMDB", "github.com/acme,*.internal", None, ""),
    ("GOPROXY", "https://a.example|https://b.example,direct", None, ""),
    ("GOPROXY", "direct,https://a.example", "odd", "unset GOPROXY"),
    ("GOPROXY", "http://a.example", "odd", "unset GOPROXY"),
    ("GOPROXY", "a.example", None, ""),
    ("GOPROXY", "localhost", "broken", "unset GOPROXY"),
    ("GOPROXY", ",", "broken", "unset GOPROXY"),
]


@pytest.mark.parametrize(("name", "value", "state", "command"), SETTINGS)
def test_a_setting(
    machine: Machine, name: str, value: str, state: str | None, command: str
) -> None:
    machine.go("go", "1.26.8")
    found = told(machine.lines(**{name: value}), name)
    assert [(line[0], line[3]) for line in found] == ([(state, command)] if state else [])


def test_a_cache_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process, since root may write anywhere."""
    monkeypatch.setattr(os, "access", lambda path, mode: mode & os.W_OK == 0)
    known = settings.read({"GOCACHE": str(tmp_path), "HOME": str(tmp_path / "home")}, None)
    found = [each for each in installation.observed([], known, "") if each.subject == "GOCACHE"]
    assert [(each.state, each.text) for each in found] == [
        ("broken", f"{tmp_path} cannot be written")
    ]


def test_the_goenv_file(machine: Machine) -> None:
    machine.go("go", "1.26.8")
    machine.write(
        machine.home / ".config/go/env", "# mine\nGOFLAGS=-mod=mod\nGOPROXY=off\nnonsense\n"
    )
    lines = machine.lines()
    assert told(lines, "GOFLAGS")[0][3] == "go env -u GOFLAGS"
    assert told(lines, "GOPROXY")[0][3] == "go env -u GOPROXY"
    assert told(lines, "GOENV")[0][2].startswith("line 4 of ")
    [hidden] = told(machine.lines(GOFLAGS="-trimpath"), "GOFLAGS")
    assert "hides" in hidden[2]
    assert told(machine.lines(GOENV="off"), "GOFLAGS") == []


def test_the_last_line_of_the_settings_file_counts(tmp_path: Path) -> None:
    """And one that does not begin with its name counts for nothing, as in the go command."""
    path = tmp_path / "env"
    path.write_text("GOPROXY=direct\nGOPROXY=off\n GOFLAGS=-mod=mod\n")
    found = settings.read({"GOENV": str(path)}, None)
    assert (found.value("GOPROXY"), found.value("GOFLAGS")) == ("off", "")
    assert found.malformed == [3]


class TestModules:
    @pytest.mark.parametrize(
        ("running", "toolchain", "state", "command"),
        [
            ("1.26.8", "local", "", ""),
            ("1.24.3", "local", "broken", "unset GOTOOLCHAIN"),
            ("1.24.3", "", "odd", ""),
            ("1.24.3", "go1.26.1", "", ""),
            ("1.26.8", "go1.24.1", "broken", "unset GOTOOLCHAIN"),
            ("1.24.3", "path", "broken", "export GOTOOLCHAIN=auto"),
            ("1.20.4", "", "broken", ""),
        ],
    )
    def test_a_newer_go_line(
        self, machine: Machine, running: str, toolchain: str, state: str, command: str
    ) -> None:
        machine.go("go", running)
        path = machine.write(machine.module / "go.mod", "module example.com/m\n\ngo 1.25.0\n")
        found = told(machine.lines(GOTOOLCHAIN=toolchain), str(path))
        assert [(line[0], line[3]) for line in found] == ([(state, command)] if state else [])

    def test_a_toolchain_that_is_at_hand(self, machine: Machine) -> None:
        machine.go("go", "1.24.3")
        machine.write(machine.module / "go.mod", "module example.com/m\n\ngo 1.25.0\n")
        fetched = machine.home / "go/pkg/mod/golang.org/toolchain@v0.0.1-go1.25.0.linux-amd64"
        assert machine.lines() != []
        fetched.mkdir(parents=True)
        assert machine.lines() == []

    @pytest.mark.parametrize("name", ["GOPROXY", "GOSUMDB"])
    def test_a_toolchain_that_cannot_be_fetched(self, machine: Machine, name: str) -> None:
        machine.go("go", "1.24.3")
        path = machine.write(machine.module / "go.mod", "module example.com/m\n\ngo 1.25.0\n")
        [line] = told(machine.lines(**{name: "off"}), str(path))
        assert (line[0], line[3]) == ("broken", f"unset {name}")

    def test_a_go_mod_that_nobody_reads(self, machine: Machine) -> None:
        machine.go("go", "1.26.8")
        path = machine.write(machine.module / "go.mod", "module\n")
        assert told(machine.lines(), str(path))[0][0] == "broken"

    def test_vendor(self, machine: Machine) -> None:
        machine.go("go", "1.26.8")
        path = str(machine.module / "go.mod")
        assert told(machine.lines(GOFLAGS="-mod=vendor"), path)[0][0] == "broken"
        machine.write(machine.module / "vendor/modules.txt", "")
        assert told(machine.lines(GOFLAGS="-mod=vendor"), path) == []
        assert told(machine.lines(GOFLAGS="-mod=mod"), path)[0][0] == "odd"

    def test_a_workspace_from_outside(self, machine: Machine) -> None:
        machine.go("go", "1.26.8")
        (machine.module / ".git").mkdir()
        machine.write(machine.top / "go.work", "go 1.24\n\nuse ./module\n")
        [line] = told(machine.lines(), "GOWORK")
        assert (line[0], line[3]) == ("odd", "export GOWORK=off")
        machine.write(machine.top / "go.work", "go 1.24\n\nuse ./other\n")
        [line] = told(machine.lines(), str(machine.module / "go.mod"))
        assert line[0] == "broken"
        assert [line[0] for line in told(machine.lines(GOWORK="off"), "GOWORK")] == ["odd"]


class TestSources:
    def test_off_fetches_nothing(self, machine: Machine) -> None:
        machine.go("go", "1.26.8")
        [line] = told(machine.lines(GOPROXY="off"), "GOPROXY")
        assert line[0] == "broken"
        assert "git.acme.internal/tools/log@v1.0.0, github.com/acme/Money@v1.2.0" in line[2]
        cache = machine.home / "go/pkg/mod/cache/download"
        machine.write(cache / "git.acme.internal/tools/log/@v/v1.0.0.mod", "")
        machine.write(cache / "github.com/acme/!money/@v/v1.2.0.mod", "")
        machine.write(cache / "golang.org/x/text/@v/v0.4.0.mod", "")
        [line] = told(machine.lines(GOPROXY="off"), "GOPROXY")
        assert line[0] == "odd"

    def test_the_chain_is_told_in_its_order(self, machine: Machine) -> None:
        machine.go("go", "1.26.8")
        done = machine.run(
            form="text",
            GOPROXY="https://me:secret@a.example|https://b.example,direct",
            GOPRIVATE="git.acme.internal",
        )
        assert "secret" not in done.stdout
        assert done.stdout.partition("3. ")[2].splitlines()[1:5] == [
            "   ok      git.acme.internal: direct: no proxy is asked for modules that match",
            "   ok      GOPROXY: 1. https://***@a.example, on any error the next (environment)",
            "   ok      2. https://b.example, on 404 or 410 the next (environment)",
            "   ok      3. direct, the last (environment)",
        ]

    @pytest.mark.parametrize(
        ("environment", "is_told"),
        [
            ({}, True),
            ({"GOPRIVATE": "git.acme.internal"}, False),
            ({"GOPRIVATE": "example.com,*.acme.internal"}, False),
            ({"GOPRIVATE": "git.acme.internal/other"}, True),
            ({"GONOPROXY": "*.internal"}, True),  # the database is told still
            ({"GONOPROXY": "*.internal", "GONOSUMDB": "*.internal"}, False),
            ({"GOPROXY": "off"}, False),
            ({"GOPROXY": "https://proxy.acme.internal"}, True),
            ({"GOPROXY": "https://proxy.acme.internal", "GOSUMDB": "off"}, False),
        ],
    )
    def test_names_that_leak(
        self, machine: Machine, environment: dict[str, str], is_told: bool
    ) -> None:
        machine.go("go", "1.26.8")
        found = list(told(machine.lines(**environment), "GOPRIVATE"))
        assert bool(found) == is_told, found


class Server(http.server.BaseHTTPRequestHandler):
    """A proxy that answers with the status that the path begins with."""

    def do_GET(self) -> None:
        status = int(self.path.split("/")[1])
        self.send_response(status)
        if status == 302:
            self.send_header("Location", f"http://localhost:{self.server.server_port}/200/")  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with http.server.HTTPServer(("127.0.0.1", 0), Server) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()


@pytest.mark.parametrize(
    ("chain", "state", "said", "command"),
    [
        ("{}/200", "", "", ""),
        ("{}/302", "", "", ""),
        ("{}/404,{}/200", "odd", "status 404", ""),
        ("{}/500|{}/200", "odd", "the next one is tried", ""),
        ("{}/500,{}/200", "broken", "no other one is tried", "export GOPROXY='{}/500|{}/200'"),
        ("{}/500", "broken", "status 500", ""),
        ("http://127.0.0.1:1", "broken", "Connection refused", ""),
        ("file:///nowhere", "odd", "is not there", ""),
    ],
)
def test_the_chain_is_tried(
    machine: Machine, server: str, chain: str, state: str, said: str, command: str
) -> None:
    machine.go("go", "1.26.8")
    value = chain.replace("{}", server)
    lines = machine.lines("--online", GOPROXY=value, GOSUMDB="off")
    first = value.replace("|", ",").split(",")[0]
    found = told(lines, first)
    assert [line[0] for line in found] == [state] * bool(state)
    for line in found:
        assert said in line[2]
        assert line[3] == command.replace("{}", server)


def test_a_folder_that_is_none(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "/nowhere/at/all"]) == 2
    assert capfd.readouterr().err.count("\n") == 1
