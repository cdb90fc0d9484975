"""`modcheck check --rev A..B`: what would the gate have stopped?"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hooks.modcheck.__main__ import main
from tests.end_to_end.modules import HASHES
from tests.repository import Repository, clean_environment, isolate
from tests.screen import on_terminal

Capture = pytest.CaptureFixture[str]
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


def test_a_thousand_commits(here: Repository, capfd: Capture) -> None:
    """In a summary, and with --verbose finding by finding above it."""
    span = f"main~{COMMITS - 1}..main"
    assert main(["check", "--rev", span]) == 1
    summary = capfd.readouterr().out
    assert summary == SUMMARY.format(commit(here, 250)[:12], commit(here, BROKEN)[:12])
    assert main(["check", "--rev", span, "--verbose"]) == 1
    told, _, rest = capfd.readouterr().out.partition("999 commits")
    assert "999 commits" + rest == summary.partition("\n--verbose")[0]
    expected = [
        *((commit(here, number)[:12], "SUM101", "lib/go.sum:2:") for number in REHASHED),
        (commit(here, BROKEN)[:12], "MOD102", "lib/go.mod:4:"),
    ]
    lines = told.splitlines()
    assert len(lines) == len(expected)
    for rev, code, place in expected:
        assert any(line.startswith(f"{rev} {place}") and f" {code} " in line for line in lines)


SUMMARY = """\
999 commits, 999 of them touch dependency files: 4 would have been stopped

lib: 3 commits, SUM101 hash changed for the same version
    git restore ..., or an [[allow]] for each
    first {} lib/go.sum:2

lib: 1 commit, MOD102 conflict marker left in go.mod or go.work
    go mod tidy
    first {} lib/go.mod:4

--verbose lists the findings; modcheck rule CODE explains a code
"""


@pytest.mark.parametrize("installed", [True, False], ids=["rich", "plain"])
def test_a_bar_on_a_terminal(here: Repository, installed: bool) -> None:
    """It says how long the rest takes, and is gone in the end."""
    hide = "" if installed else "sys.modules['rich'] = None; "
    code = f"import sys; {hide}from hooks.modcheck.__main__ import main; sys.exit(main())"
    span = f"main~{COMMITS - 1}..main"
    command = [sys.executable, "-c", code, "check", "--rev", span]
    shown, status = on_terminal(command, here.top)
    assert status == 1
    assert shown.endswith(SUMMARY.format(commit(here, 250)[:12], commit(here, BROKEN)[:12]))
    bar = (
        r"/999\S* \S*commits.*\d:\d\d" if installed else r"\[#*\.*\] \d+/999 commits, \d:\d\d left"
    )
    assert re.search(bar, shown)
    assert shown.isascii() or installed
    shown, status = on_terminal([*command, "--verbose"], here.top)
    assert "/999" not in shown


def test_as_json(here: Repository, capfd: Capture) -> None:
    """The document of a single commit, with the commit in each finding, and the summary."""
    span = f"{commit(here, 240)}..{commit(here, 260)}"
    assert main(["check", "--format", "json", "--rev", span]) == 1
    told = json.loads(capfd.readouterr().out)
    [found] = told["findings"]
    assert (found["commit"], found["path"]) == (commit(here, 250), "lib/go.sum")
    summary = told["summary"]
    assert (summary["commits"], summary["dependency_commits"], summary["stopped"]) == (20, 20, 1)
    [row] = summary["rows"]
    assert (row["code"], row["folders"], row["commits"]) == ("SUM101", ["lib"], 1)

    assert main(["check", "--format", "json", "--rev", commit(here, 250)]) == 1
    alone = json.loads(capfd.readouterr().out)
    assert alone["tool"] == told["tool"]
    assert [{"commit": found["commit"], **one} for one in alone["findings"]] == [found]


@pytest.mark.parametrize("form", ["sarif", "github"])
def test_for_machines(here: Repository, capfd: Capture, form: str) -> None:
    span = f"{commit(here, 240)}..{commit(here, 260)}"
    assert main(["check", "--format", form, "--rev", span]) == 1
    said = capfd.readouterr().out
    if form == "github":
        assert said.startswith("::error file=lib/go.sum,line=2,col=")
        assert f",title=SUM101 in {commit(here, 250)[:12]}::hash of" in said
        return
    [result] = json.loads(said)["runs"][0]["results"]
    assert result["properties"] == {"commit": commit(here, 250)}
    assert f"(commit {commit(here, 250)[:12]})" in result["message"]["text"]


def test_nothing_found(here: Repository, capfd: Capture) -> None:
    assert main(["check", "--rev", f"{commit(here, 10)}..{commit(here, 20)}"]) == 0
    touch = "10 commits, 10 of them touch dependency files"
    assert capfd.readouterr().out == f"{touch}: none would have been stopped\n"


def test_options_and_configuration(here: Repository, tmp_path: Path) -> None:
    span = f"{commit(here, 240)}..{commit(here, 260)}"
    assert main(["check", "--rev", span, "--ignore", "SUM"]) == 0
    allow = tmp_path / "allow.toml"
    allow.write_text(f'[[allow]]\ncode = "SUM101"\nreason = "moved"\nhash = "{HASHES[1]}"\n')
    assert main(["check", "--rev", span, "--config", str(allow)]) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rev", "nothing..main"], "unknown revision 'nothing'"),
        (["--rev", "x" * 100 + "..main"], f"unknown revision '{'x' * 80}'"),
        (["--rev", "main~3...main"], "'main~3...main': name a range as A..B"),
        (["--rev", "x" * 100 + "...main"], f"'{'x' * 80}': name a range as A..B"),
        (["--rev", "main~3..main", "--base", "main"], "--base"),
    ],
)
def test_what_makes_no_sense_is_one_line(
    here: Repository, capfd: Capture, arguments: list[str], words: str
) -> None:
    assert main(["check", *arguments]) == 2
    said = capfd.readouterr().err
    assert words in said
    assert said.count("\n") == 1
