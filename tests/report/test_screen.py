"""Text on a terminal: colour, the line of the file with a mark, and how a report ends."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from hooks.report import terminal
from hooks.report.closing import Tally, closing
from hooks.report.severity import with_severity
from hooks.report.source_line import source_line
from hooks.rules.finding import Finding
from tests.cases import TESTDATA, laid_out
from tests.repository import Repository
from tests.screen import SETTINGS, on_terminal

CASE = TESTDATA / "go-replace-targets" / "behind-a-replaced-directory"
ESCAPE = re.compile(r"\x1b\[[\d;]*m")


@pytest.mark.parametrize(
    ("settings", "on_screen", "in_pipe"),
    [
        pytest.param({"TERM": "xterm"}, True, False, id="nothing set"),
        pytest.param({"TERM": "xterm", "NO_COLOR": "1"}, False, False, id="NO_COLOR"),
        pytest.param({"TERM": "xterm", "NO_COLOR": ""}, True, False, id="NO_COLOR is empty"),
        pytest.param({"TERM": "xterm", "FORCE_COLOR": "1"}, True, True, id="FORCE_COLOR"),
        pytest.param({"TERM": "xterm", "FORCE_COLOR": "0"}, True, False, id="FORCE_COLOR=0"),
        pytest.param({"CLICOLOR_FORCE": "1"}, True, True, id="CLICOLOR_FORCE"),
        pytest.param({"TERM": "xterm", "CLICOLOR": "0"}, False, False, id="CLICOLOR=0"),
        pytest.param({"TERM": "xterm", "CLICOLOR": "1"}, True, False, id="CLICOLOR=1"),
        pytest.param({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False, id="NO_COLOR wins"),
        pytest.param({"CLICOLOR": "0", "FORCE_COLOR": "1"}, True, True, id="force wins"),
        pytest.param({"TERM": "dumb"}, False, False, id="a dumb terminal"),
        pytest.param({}, False, False, id="no terminal type"),
    ],
)
def test_colour(
    settings: dict[str, str], on_screen: bool, in_pipe: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*SETTINGS, "TERM", "WT_SESSION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    for is_terminal, wanted in ((True, on_screen), (False, in_pipe)):
        monkeypatch.setattr(terminal, "is_terminal", lambda answer=is_terminal: answer)
        assert terminal.has_colour() is wanted


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        pytest.param("go 1.21", 4, ["   3 | go 1.21", "     |    ^^^^"], id="a word"),
        pytest.param("\ta.b/c v1", 2, ["   3 | a.b/c v1", "     | ^^^^^"], id="indented"),
        pytest.param("\ta.b/c v1", 1, ["   3 | a.b/c v1", "     | ^^^^^"], id="the whole line"),
        pytest.param("a\tb c", 3, ["   3 | a    b c", "     |      ^"], id="a tab"),
        pytest.param("go 1\r", 4, ["   3 | go 1", "     |    ^"], id="CRLF"),
        pytest.param("é b", 3, ["   3 | é b", "     |   ^"], id="letters, not bytes"),
        pytest.param("a \x1b[2J", 3, ["   3 | a \\x1b[2J", "     |   ^^^^^^^"], id="nothing raw"),
        pytest.param("ab", 99, ["   3 | ab", "     |   ^"], id="a column behind the line"),
        pytest.param("", 1, [], id="an empty line"),
        pytest.param("a\0b", 1, [], id="no text"),
    ],
)
def test_the_line_of_the_file(line: str, column: int, shown: list[str]) -> None:
    data = b"module m\n\n" + line.encode() + b"\nend\n"
    finding = Finding("MOD101", "go.mod", 3, column, "text")
    assert source_line(finding, (data or b"").split(b"\n"), 80, False).splitlines() == shown


@pytest.mark.parametrize(
    ("line", "data"), [(0, b"module m\n"), (9, b"module m\n"), (1, None), (1, b"")]
)
def test_no_line_to_show(line: int, data: bytes | None) -> None:
    assert (
        source_line(
            Finding("MOD101", "go.mod", line, 1, "text"), (data or b"").split(b"\n"), 80, False
        )
        == ""
    )


@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("start", [0, 3, 30, 500])
@pytest.mark.parametrize("length", [1, 30, 500])
def test_the_line_fits_and_the_mark_is_below_the_word(width: int, start: int, length: int) -> None:
    line = "." * (start - 1) + " " * bool(start) + "W" * length + " tail" * 40
    finding = Finding("MOD101", "go.mod", 1, start + 1, "text")
    shown, mark = source_line(finding, [line.encode()], width, False).splitlines()
    assert max(len(shown), len(mark)) <= width
    assert shown[mark.index("^")] == "W"


def tally(*codes: str, judged: int = 68, there: int = 68) -> Tally:
    found = [Finding(code, "go.mod", at, 1, "text") for at, code in enumerate(codes)]
    reported = with_severity(found, strict=False, failing=())
    return Tally(reported, within=2, judged=judged, there=there)


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        pytest.param(
            tally("SUM101", "SUM101", "SUM107"),
            [
                "3 errors in 2 modules; 68 judged",
                "what these mean and how to mend it: modcheck rule SUM101 SUM107",
                "https://gomod-hooks.github.io/gomod-hooks/codes/",
            ],
            id="errors",
        ),
        pytest.param(
            tally("DRF101", judged=3),
            [
                "1 note in 2 modules; 3 of 68 judged",
                "what this means and how to mend it: modcheck rule DRF101",
                "https://gomod-hooks.github.io/gomod-hooks/rules/DRF101/",
            ],
            id="a note, part of the tree",
        ),
        pytest.param(
            tally(judged=0), ["nothing of 68 modules changed; --all judges all"], id="no change"
        ),
        pytest.param(tally(), ["nothing found; 68 modules judged"], id="all is well"),
        pytest.param(tally(judged=0, there=0), ["no module"], id="no module at all"),
    ],
)
def test_how_a_report_ends(told: Tally, lines: list[str]) -> None:
    assert closing(told).strip().splitlines() == lines


def test_another_clause() -> None:
    told = Tally([], within=0, judged=2, there=2, clauses=["12 inherited"])
    assert closing(told) == "nothing found; 2 modules judged; 12 inherited\n"


@pytest.fixture
def stopped(tmp_path: Path) -> Repository:
    return laid_out(CASE, tmp_path / "repository")


def hook(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "hooks.go_replace_targets", *arguments]


def test_a_stopped_commit_on_a_terminal(stopped: Repository) -> None:
    shown, status = on_terminal(hook(), stopped.top)
    assert status == 1
    assert "\x1b[1;31mREP301\x1b[0m" in shown
    assert ESCAPE.sub("", shown).splitlines()[1:] == [
        "   6 | example.com/dep v1.0.0",
        "     | ^^^^^^^^^^^^^^^",
        "    go get example.com/dep@v1.2.0",
        "",
        "1 error in 1 module; 2 judged",
        "what this means and how to mend it: modcheck rule REP301",
        "https://gomod-hooks.github.io/gomod-hooks/rules/REP301/",
    ]


def test_without_colour_on_a_terminal(stopped: Repository) -> None:
    shown, _ = on_terminal(hook(), stopped.top, NO_COLOR="1")
    assert "\x1b" not in shown
    assert "^^^" in shown


def test_in_a_pipe_there_are_findings_alone(stopped: Repository) -> None:
    done = stopped.run(*hook(), check=False, TERM="xterm")
    assert done.stdout == (CASE / "expected.txt").read_text(encoding="utf-8")
    assert "\x1b[1;31mREP301" in stopped.run(*hook(), check=False, FORCE_COLOR="1").stdout


def test_verbose_ends_a_report_in_a_pipe_too(stopped: Repository) -> None:
    lines = stopped.run(*hook("--verbose"), check=False).stdout.splitlines()
    assert lines[-3:] == [
        "1 error in 1 module; 2 judged",
        "what this means and how to mend it: modcheck rule REP301",
        "https://gomod-hooks.github.io/gomod-hooks/rules/REP301/",
    ]


@pytest.mark.parametrize("arguments", [[], ["--all"]], ids=["nothing changed", "all judged"])
def test_a_hook_passes_in_silence_on_a_terminal_too(arguments: list[str], tmp_path: Path) -> None:
    repository = Repository(tmp_path / "r")
    repository.commit("first", {"go.mod": "module m\n\ngo 1.22\n"})
    repository.commit("second")
    gate = [sys.executable, "-m", "hooks.go_mod_gate", *arguments]
    shown, status = on_terminal(gate, repository.top)
    assert status == 0
    assert not re.search("judged|changed|found", shown)


def test_modcheck_says_on_a_terminal_that_it_found_nothing(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "r")
    repository.commit("first", {"go.mod": "module m\n\ngo 1.22\n", "b/go.mod": "module b\n"})
    check = [sys.executable, "-m", "hooks.modcheck", "check"]
    assert on_terminal(check, repository.top) == (
        "nothing of 2 modules changed; --all judges all\n",
        0,
    )
    assert repository.run(*check).stdout == ""
    repository.add({"b/go.mod": "module b\n\ngo 1.22\n"})
    assert on_terminal(check, repository.top)[0] == "nothing found; 1 of 2 modules judged\n"
    told = json.loads(on_terminal([*check, "--format", "json"], repository.top)[0])
    assert told["findings"] == []


def test_the_width_is_known(tmp_path: Path) -> None:
    code = "from hooks.report import terminal; print(terminal.width())"
    command = [sys.executable, "-c", code]
    assert on_terminal(command, tmp_path, columns=57) == ("57\n", 0)
    assert on_terminal(command, tmp_path, columns=0) == ("80\n", 0)
    assert on_terminal(command, tmp_path, COLUMNS="33") == ("33\n", 0)
    assert on_terminal(command, tmp_path, COLUMNS="x", columns=44) == ("44\n", 0)
