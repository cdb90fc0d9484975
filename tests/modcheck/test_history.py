"""`modcheck check --rev A..B`: what would the gate have stopped?"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from hooks.modcheck.__main__ import main
from tests.end_to_end.modules import HASHES
from tests.repository import Repository, clean_environment, isolate

COMMITS = 1000
REHASHED = (250, 500, 750)  # the commits that rewrite a hash
BROKEN = 600  # the commit that leaves a conflict marker, until the next


def stream() -> Iterator[bytes]:
    """The history for git fast-import: every commit raises one requirement."""
    for number in range(1, COMMITS + 1):
        yield b"commit refs/heads/main\nmark :%d\n" % number
        yield b"committer A Gopher <gopher@example.com> %d +0000\n" % (1_700_000_000 + number)
        yield data(f"commit {number}")
        if number > 1:
            yield b"from :%d\n" % (number - 1)
        version = f"v1.{number}.0"
        marker = "<<<<<<< HEAD\n" if number == BROKEN else ""
        yield b"M 644 inline lib/go.mod\n" + data(
            f"module example.com/lib\n\ngo 1.22\n{marker}\nrequire example.com/a {version}\n"
        )
        fixed = HASHES[sum(number >= one for one in REHASHED)]
        lines = f"example.com/a {version}/go.mod {HASHES[0]}\nexample.com/b v1.0.0 {fixed}\n"
        yield b"M 644 inline lib/go.sum\n" + data(lines)
        yield b"M 644 inline src/f%d.go\n" % (number % 50) + data(f"package src // {number}\n")


def data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%b\n" % (len(content), content)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository(tmp_path_factory.mktemp("history"))
    subprocess.run(
        ["git", "fast-import", "--quiet"],
        cwd=made.top,
        env=clean_environment(),
        input=b"".join(stream()),
        check=True,
    )
    return made


@pytest.fixture
def here(history: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    isolate(monkeypatch)
    monkeypatch.chdir(history.top)
    return history


def commit(here: Repository, number: int) -> str:
    return here.git("rev-parse", f"main~{COMMITS - number}").strip()


def test_a_thousand_commits(here: Repository, capfd: pytest.CaptureFixture[str]) -> None:
    span = f"main~{COMMITS - 1}..main"
    assert main(["check", "--rev", span]) == 1
    lines = capfd.readouterr().out.splitlines()
    told = [line for line in lines if "lib/go." in line]
    expected = [
        *((commit(here, number)[:12], "SUM101", "lib/go.sum:2:") for number in REHASHED),
        (commit(here, BROKEN)[:12], "MOD102", "lib/go.mod:4:"),
    ]
    assert len(told) == len(expected)
    for rev, code, place in expected:
        assert any(line.startswith(f"{rev} {place}") and f" {code} " in line for line in told)
    assert lines[-3] == f"4 of {COMMITS - 1} commits would have been stopped or told of"
    assert lines[-2].split()[:2] == ["SUM101", "3"]
    assert lines[-1].split()[:2] == ["MOD102", "1"]


def test_as_json(here: Repository, capfd: pytest.CaptureFixture[str]) -> None:
    span = f"{commit(here, 240)}..{commit(here, 260)}"
    assert main(["check", "--format", "json", "--rev", span]) == 1
    told = json.loads(capfd.readouterr().out)
    assert (told["commits"], told["codes"]) == (20, {"SUM101": 1})
    [stopped] = told["stopped"]
    assert stopped["commit"] == commit(here, 250)
    assert stopped["findings"][0]["path"] == "lib/go.sum"


def test_nothing_found(here: Repository, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--rev", f"{commit(here, 10)}..{commit(here, 20)}"]) == 0
    assert capfd.readouterr().out == "0 of 10 commits would have been stopped or told of\n"


def test_options_and_configuration(here: Repository, tmp_path: Path) -> None:
    span = f"{commit(here, 240)}..{commit(here, 260)}"
    assert main(["check", "--rev", span, "--ignore", "SUM"]) == 0
    allow = tmp_path / "allow.toml"
    allow.write_text(f'[[allow]]\ncode = "SUM101"\nreason = "moved"\nhash = "{HASHES[1]}"\n')
    assert main(["check", "--rev", span, "--config", str(allow)]) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rev", "nothing..main"], "unknown revision"),
        (["--rev", "main~3...main"], "A..B"),
        (["--rev", "main~3..main", "--base", "main"], "--base"),
        (["--rev", "main~3..main", "--format", "sarif"], "sarif"),
    ],
)
def test_what_makes_no_sense_is_one_line(
    here: Repository, capfd: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["check", *arguments]) == 2
    said = capfd.readouterr().err
    assert words in said
    assert said.count("\n") == 1
