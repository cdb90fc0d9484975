from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hooks.modcache import location
from hooks.modcache.location import AUTO, OFF

posix_only = pytest.mark.skipif(sys.platform != "linux", reason="the folders of Linux")

# Name, the file that `go env -w` writes, the environment ({} is the home folder), the answer
CASES = [
    pytest.param("", {}, "{}/go/pkg/mod", id="in the home folder"),
    pytest.param("", {"GOMODCACHE": "/c"}, "/c", id="GOMODCACHE"),
    pytest.param("", {"GOPATH": "/p:/q"}, "/p/pkg/mod", id="the first folder of GOPATH"),
    pytest.param("", {"GOMODCACHE": "/c", "GOPATH": "/p"}, "/c", id="GOMODCACHE before GOPATH"),
    pytest.param("GOMODCACHE=/w\n", {}, "/w", id="as go env -w wrote"),
    pytest.param("GOPATH=/w\n", {}, "/w/pkg/mod", id="GOPATH as go env -w wrote"),
    pytest.param(
        "GOMODCACHE=/w\n", {"GOPATH": "/p"}, "/w", id="a written GOMODCACHE before GOPATH"
    ),
    pytest.param("GOMODCACHE=/w\n", {"GOMODCACHE": "/c"}, "/c", id="the environment before it"),
    pytest.param("GOMODCACHE=/w\n", {"GOMODCACHE": ""}, "/w", id="an empty variable is not set"),
    pytest.param("GOMODCACHE=/w\n", {"GOENV": "off"}, "{}/go/pkg/mod", id="GOENV=off"),
    pytest.param("GOMODCACHE=/v\nGOMODCACHE=/w\n", {}, "/w", id="the last line counts"),
    pytest.param("# x\n\n GOMODCACHE=/v\nwibble\n", {}, "{}/go/pkg/mod", id="no settings"),
    pytest.param("GOMODCACHE=/w", {"GOENV": "{}/.config/go/env"}, "/w", id="GOENV names it"),
    pytest.param("", {"GOENV": "{}"}, "{}/go/pkg/mod", id="GOENV names a folder"),
    pytest.param("", {"GOENV": "{}/none"}, "{}/go/pkg/mod", id="GOENV names nothing"),
    pytest.param("", {"XDG_CONFIG_HOME": "{}/x"}, "{}/go/pkg/mod", id="another settings folder"),
    pytest.param(
        "GOPATH=/w\n", {"XDG_CONFIG_HOME": "rel"}, "{}/go/pkg/mod", id="relative, no place"
    ),
    pytest.param("", {"GOPATH": ":/p"}, "", id="an empty first folder"),
    pytest.param("", {"HOME": ""}, "", id="no home folder"),
]
# What the go command refuses, so that it has no module cache at all
REFUSED = [
    pytest.param({"GOPATH": "rel"}, id="relative GOPATH"),
    pytest.param({"GOPATH": "~/go"}, id="tilde"),
    pytest.param({"GOMODCACHE": "rel"}, id="relative GOMODCACHE"),
]


def settled(home: Path, written: str, environment: dict[str, str]) -> dict[str, str]:
    """The environment of a home folder with this settings file."""
    place = home / ".config" / "go" / "env"
    place.parent.mkdir(parents=True)
    place.write_text(written)
    filled = {name: value.replace("{}", str(home)) for name, value in environment.items()}
    return {"HOME": str(home), **filled}


@posix_only
@pytest.mark.parametrize(("written", "environment", "expected"), CASES)
def test_found_where_the_go_command_looks(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    written: str,
    environment: dict[str, str],
    expected: str,
) -> None:
    values = settled(tmp_path, written, environment)
    monkeypatch.setattr(os, "environ", values)
    expected = expected.replace("{}", str(tmp_path))
    assert location.folder(AUTO) == expected


@posix_only
@pytest.mark.live
@pytest.mark.parametrize(("written", "environment", "expected"), CASES)
def test_the_go_command_agrees(
    tmp_path: Path, written: str, environment: dict[str, str], expected: str
) -> None:
    go = shutil.which("go")
    if go is None:
        pytest.skip("go is not on PATH: install Go to have it asked")
    values = {**settled(tmp_path, written, environment), "GOTOOLCHAIN": "local"}
    telemetry = tmp_path / ".config" / "go" / "telemetry"
    telemetry.mkdir()
    (telemetry / "mode").write_text("off")  # else a helper of go's keeps the pipe open
    answer = subprocess.run(
        [go, "env", "GOMODCACHE"],
        env={**values, "PATH": os.environ["PATH"]},
        capture_output=True,
        check=False,
        cwd=tmp_path,
    )
    if answer.returncode == 0:  # it may refuse to run at all
        assert answer.stdout.decode().strip() == expected.replace("{}", str(tmp_path))


@posix_only
@pytest.mark.parametrize("environment", REFUSED)
def test_what_the_go_command_refuses_is_no_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    monkeypatch.setattr(os, "environ", settled(tmp_path, "", environment))
    assert location.folder(AUTO) == ""


def test_a_folder_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert location.folder("cache") == str(tmp_path / "cache")
    assert location.folder(OFF) == ""
