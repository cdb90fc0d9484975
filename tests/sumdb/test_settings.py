"""GOSUMDB, GONOSUMDB and GOPRIVATE: https://go.dev/ref/mod#environment-variables."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from hooks.modcache.go_env import GoEnvironment
from hooks.sumdb.errors import RejectedError
from hooks.sumdb.settings import PUBLIC_KEY, SumdbSettings, settings_of
from tests.database import Signer

KEY = Signer("sum.example.com/db").key


def read(**environment: str) -> SumdbSettings:
    return settings_of(GoEnvironment({"GOENV": "off", "GOROOT": "/nowhere", **environment}))


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ("", "sum.golang.org", "https://sum.golang.org"),
        ("sum.golang.org", "sum.golang.org", "https://sum.golang.org"),
        (PUBLIC_KEY, "sum.golang.org", "https://sum.golang.org"),
        ("sum.golang.google.cn", "sum.golang.org", "https://sum.golang.google.cn"),
        ("sum.golang.org http://mirror.example/", "sum.golang.org", "http://mirror.example"),
        (KEY, "sum.example.com/db", "https://sum.example.com/db"),
        (f"{KEY}  http://localhost:1/x", "sum.example.com/db", "http://localhost:1/x"),
    ],
)
def test_which_database(value: str, name: str, address: str) -> None:
    found = read(GOSUMDB=value)
    assert found.key is not None
    assert (found.key.name, found.address) == (name, address)


def test_off() -> None:
    assert read(GOSUMDB="off").key is None


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("other.example.com", id="a name without a key"),
        pytest.param(KEY[:-4], id="a damaged key"),
        pytest.param(f"{KEY} http://a http://b", id="three words"),
        pytest.param(Signer("../../etc").key, id="a name that leads out of the cache"),
        pytest.param(Signer("/etc").key, id="an absolute name"),
    ],
)
def test_refused(value: str) -> None:
    with pytest.raises(RejectedError, match=r"^GOSUMDB: "):
        read(GOSUMDB=value)


@pytest.mark.parametrize(
    ("environment", "is_private"),
    [
        ({}, False),
        ({"GOPRIVATE": "example.com"}, True),
        ({"GONOSUMDB": "example.com"}, True),
        ({"GOPRIVATE": "example.com", "GONOSUMDB": "none"}, False),
        ({"GOPRIVATE": "example.com", "GONOSUMDB": ""}, True),
        ({"GONOPROXY": "example.com"}, False),
        ({"GOINSECURE": "example.com"}, False),
    ],
)
def test_about_which_modules_it_is_not_asked(environment: dict[str, str], is_private: bool) -> None:
    assert read(**environment).is_private("example.com/m") is is_private


def test_where_a_setting_stands(tmp_path: Path) -> None:
    """The environment, what `go env -w` wrote, the file of the installation; in this order."""
    (tmp_path / "go.env").write_text("GOSUMDB=off\nGOPRIVATE=c\nGOPROXY=c\n")
    (tmp_path / "written").write_text("GOPRIVATE=b\nGOPROXY=b\n")
    values = {"GOENV": str(tmp_path / "written"), "GOROOT": str(tmp_path), "GOPROXY": "a"}
    environment = GoEnvironment(values)
    assert [environment.value(name) for name in ("GOPROXY", "GOPRIVATE", "GOSUMDB", "GOX")] == [
        *("a", "b", "off", "")
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="where files have endings instead of modes")
def test_the_installation_that_the_search_path_leads_to(tmp_path: Path) -> None:
    """Past a folder called go, and a file that cannot be run; through a link."""
    (tmp_path / "a" / "go").mkdir(parents=True)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "go").write_text("")
    (tmp_path / "root" / "bin").mkdir(parents=True)
    command = tmp_path / "root" / "bin" / "go"
    command.write_text("")
    command.chmod(0o755)
    (tmp_path / "root" / "go.env").write_text("GOSUMDB=off\n")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "go").symlink_to(command)
    search = os.pathsep.join([*(str(tmp_path / each) for each in ("none", "a", "b", "c"))])
    assert shutil.which("go", path=search) == str(tmp_path / "c" / "go")
    assert GoEnvironment({"GOENV": "off", "PATH": search}).value("GOSUMDB") == "off"
    assert GoEnvironment({"GOENV": "off", "PATH": str(tmp_path / "b")}).value("GOSUMDB") == ""
    assert GoEnvironment({"GOENV": "off", "PATH": ""}).value("GOSUMDB") == ""


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"GOPATH": "/a:/b"}, "/a"),
        ({"HOME": "/home/x"}, "/home/x/go"),
        ({"GOPATH": "a", "HOME": "/home/x"}, ""),
        ({"HOME": ""}, ""),
    ],
)
def test_the_first_folder_of_gopath(environment: dict[str, str], folder: str) -> None:
    settings = GoEnvironment({"GOENV": "off", "GOROOT": "/nowhere", **environment})
    assert settings.first_folder == folder
