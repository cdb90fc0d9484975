"""`modcheck config`: what is in force, and where it comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hooks.modcheck.__main__ import main
from tests import schema
from tests.repository import Repository, isolate

Capture = pytest.CaptureFixture[str]
TEXT = """go = "1.22-"

[hooks.go-directive]
min = "1.22"
strict = true

[[allow]]
code = "REP102"
path = "staging/"
reason = "published from above"

[[allow]]
code = "SUM103"
until = 2020-01-02
reason = "for a while"

[[deny]]
module = "example.com/a"
versions = "<v1.2.0"
reason = "CVE"

[policy]
frozen = true

[policy.min-age]
age = "7d"
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    isolate(monkeypatch)
    made = Repository(tmp_path / "repository")
    made.add({"go.mod": "module example.com/m\n"})
    monkeypatch.chdir(made.top)
    return made


def rows(capfd: Capture, *arguments: str) -> dict[tuple[str, str], tuple[object, str]]:
    """Value and origin of each setting."""
    assert main(["config", "--format", "json", *arguments]) == 0
    found = json.loads(capfd.readouterr().out)
    return {(one["table"], one["name"]): (one["value"], one["origin"]) for one in found}


def test_without_a_configuration_all_is_as_by_itself(
    repository: Repository, capfd: Capture
) -> None:
    found = rows(capfd)
    assert {origin for _, origin in found.values()} == {"default"}
    assert found["", "toolchain"] == ("auto", "default")
    assert found["[hooks.go-directive]", "forbid-bump"] == (False, "default")


def test_each_value_has_its_line(repository: Repository, capfd: Capture) -> None:
    repository.add({".gomod-hooks.toml": TEXT})
    found = rows(capfd)
    file = ".gomod-hooks.toml"
    assert found["", "go"] == ("1.22-", f"{file}:1")
    assert found["", "strict"] == (False, "default")
    assert found["[hooks.go-directive]", "min"] == ("1.22", f"{file}:4")
    assert found["[hooks.go-directive]", "strict"] == (True, f"{file}:5")
    assert found["[[allow]]", "REP102 staging/"] == ("published from above", f"{file}:7")
    assert found["[[allow]]", "SUM103"] == ("ended", f"{file}:12")
    assert found["[[deny]]", "example.com/a <v1.2.0"] == ("CVE", f"{file}:17")
    assert found["[policy]", "frozen"] == (True, f"{file}:23")
    assert found["[policy]", "min-age"] == ({"age": 604800}, f"{file}:25")


def test_no_control_character_is_printed(repository: Repository, capfd: Capture) -> None:
    reason = "\x7f\x9b31m"
    repository.add({".gomod-hooks.toml": TEXT.replace("CVE", f"\\u007f{reason[1:]}")})
    assert main(["config", "--format", "json"]) == 0
    out = capfd.readouterr().out
    assert out.isascii()
    assert all(letter.isprintable() or letter == "\n" for letter in out)
    assert reason in {one["value"] for one in json.loads(out) if one["table"] == "[[deny]]"}


def test_of_a_commit_and_of_another_file(repository: Repository, capfd: Capture) -> None:
    repository.commit("without one")
    repository.commit("with one", {".gomod-hooks.toml": TEXT})
    assert rows(capfd, "--rev", "HEAD^")["", "go"] == ("", "default")
    assert rows(capfd, "--rev", "HEAD")["", "go"][0] == "1.22-"
    named = "HEAD:.gomod-hooks.toml"
    assert rows(capfd, "--config", named)["", "go"] == ("1.22-", f"{named}:1")
    assert rows(capfd, "--config", "none")["", "go"] == ("", "default")


def test_for_people(repository: Repository, capfd: Capture) -> None:
    repository.add({".gomod-hooks.toml": TEXT})
    assert main(["config"]) == 0
    lines = [" ".join(line.split()) for line in capfd.readouterr().out.split("\n")]
    assert lines[: lines.index("")].count("go 1.22- .gomod-hooks.toml:1") == 1
    assert "[[deny]]" in lines
    assert "example.com/a <v1.2.0 CVE .gomod-hooks.toml:17" in lines


def test_the_schema(repository: Repository, capfd: Capture) -> None:
    assert main(["config", "--schema"]) == 0
    assert capfd.readouterr().out == schema.text()
