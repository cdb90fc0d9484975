"""The summary of a range: by module, code and cure."""

from __future__ import annotations

import pytest

from hooks.report.history_summary import HistorySummary, SummaryRow, history_text
from hooks.report.progress import line
from hooks.report.severity import ReportedFinding
from hooks.rules.finding import Finding
from hooks.rules.hint import run, say
from hooks.values.releases import came_after, newest


def reported(code: str, path: str, *commands: str, minor: int = 0) -> ReportedFinding:
    hints = [run(command) for command in commands] or [say("by hand")]
    releases = [newest(minor)] if minor else []
    finding = Finding(code, path, 3, 1, "text", hints=hints, releases=releases)
    return ReportedFinding(finding, "error")


def rows(*commits: list[ReportedFinding], day: str = "2024-01-01") -> list[SummaryRow]:
    return summed(*commits, day=day).rows()


def summed(*commits: list[ReportedFinding], day: str = "2024-01-01") -> HistorySummary:
    summary = HistorySummary()
    for number, found in enumerate(commits):
        summary.add(f"{number:040}", day, found, is_relevant=bool(found))
    return summary


def test_modules_beside_each_other_are_one_line() -> None:
    one, two = (reported("SUM108", f"examples/{name}/go.mod", "go mod tidy") for name in "ab")
    [row] = rows([one, two], [one], [], [two])
    assert (row.folder, row.folders) == ("examples", ["examples/a", "examples/b"])
    assert (row.count, row.findings, row.first) == (3, 4, "0" * 40)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(("SUM108", "a/go.mod"), ("SUM107", "a/go.mod"), id="another code"),
        pytest.param(("SUM108", "a/go.mod"), ("SUM108", "b/go.mod"), id="another top folder"),
        pytest.param(
            ("SUM108", "a/go.mod", "go mod tidy"), ("SUM108", "a/go.mod", "git add"), id="cure"
        ),
    ],
)
def test_what_differs_is_apart(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    assert len(rows([reported(*first), reported(*second)])) == 2


@pytest.mark.parametrize(
    ("command", "cure"),
    [
        ("go mod tidy", "go mod tidy"),
        ("go get example.com/x@v1.2.0", "go get ..."),
        ("go mod edit -go=1.24", "go mod edit ..."),
        ("git add shared/go.mod", "git add ..."),
        ("pre-commit run go-mod-format", "pre-commit run go-mod-format"),
    ],
)
def test_a_cure_is_a_command_without_what_differs(command: str, cure: str) -> None:
    assert [row.cure for row in rows([reported("SUM108", "go.mod", command)])] == [cure]


def test_what_newer_releases_say_is_counted_apart() -> None:
    old, new = (reported("DIR103", "go.mod", "x", minor=minor) for minor in (21, 25))
    summary = summed([old], [new], [old, new], [])
    assert (summary.stopped, summary.later) == (2, 1)
    text = history_text(summary, is_verbose=False)
    assert "1 more" not in text
    assert "another only by Go releases newer than the commit" in text
    assert [row.is_later for row in summary.rows()] == [False, True]


@pytest.mark.parametrize(
    ("minors", "day", "expected"),
    [
        ((25,), "2025-08-11", True),
        ((25,), "2025-08-12", False),
        ((24, 25), "2025-03-01", False),
        ((), "2025-03-01", False),
        ((25,), "", False),
    ],
)
def test_releases_that_came_after_a_day(minors: tuple[int, ...], day: str, expected: bool) -> None:
    assert came_after([newest(minor) for minor in minors], day) == expected


@pytest.mark.parametrize(
    ("code", "path", "times", "advice"),
    [
        ("SUM108", "lib/go.mod", 2, "x\n"),
        (
            "SUM108",
            "lib/go.mod",
            3,
            "x, or one [[allow]] with path = \"lib/\", or --exclude '^lib/'",
        ),
        ("SUM108", "go.mod", 3, "x, or one [[allow]]\n"),
        ("SUM101", "lib/go.sum", 3, "x, or an [[allow]] for each\n"),
    ],
)
def test_what_settles_it_for_good(code: str, path: str, times: int, advice: str) -> None:
    summary = summed(*[[reported(code, path, "x")]] * times)
    assert f"    {advice}" in history_text(summary, is_verbose=False)


def test_text_from_files_is_shown_escaped() -> None:
    text = history_text(summed([reported("SUM108", "a\x1b[2J/go.mod")]), is_verbose=False)
    assert "\x1b" not in text
    assert "a\\x1b[2J" in text


@pytest.mark.parametrize(
    ("done", "seconds", "expected"),
    [
        (0, 0.0, "[..............................] 0/400 commits"),
        (100, 10.0, "[#######.......................] 100/400 commits, 0:30 left"),
        (200, 9000.0, "[###############...............] 200/400 commits, 2:30:00 left"),
    ],
)
def test_the_plain_bar(done: int, seconds: float, expected: str) -> None:
    assert line(done, 400, "commits", seconds) == expected
    assert expected.isascii()
