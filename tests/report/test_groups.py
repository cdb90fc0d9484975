"""Findings that one cure mends are one line in text, and stay apart in every other format."""

from __future__ import annotations

import json

import pytest

from hooks.report.formats import FORMATS
from hooks.report.groups import COMMAND_LIMIT, LINES_LIMIT, grouped
from hooks.report.severity import ReportedFinding, with_severity
from hooks.report.text import View, text
from hooks.rules import allow
from hooks.rules.finding import Finding
from hooks.rules.hint import Hint, run, say

TIDY, VENDOR = run("go mod tidy", "lib"), run("go mod vendor")


def found(
    code: str, path: str, line: int, *hints: Hint, module: str = "", message: str = "text"
) -> Finding:
    return Finding(code, path, line, 1, message, hints=hints, module=module)


def reported(*findings: Finding) -> list[ReportedFinding]:
    return with_severity(findings, strict=False, failing=())


@pytest.mark.parametrize(
    ("findings", "numbers"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(
            [found("SUM107", "lib/go.mod", 1, TIDY), found("SUM107", "lib/go.mod", 2, TIDY)],
            [2],
            id="one command",
        ),
        pytest.param(
            [found("SUM107", "lib/go.mod", 1, TIDY), found("SUM109", "lib/go.mod", 2, TIDY)],
            [1, 1],
            id="two codes",
        ),
        pytest.param(
            [
                found("SUM107", "a/go.mod", 1, run("go mod tidy", "a")),
                found("SUM107", "b/go.mod", 1, run("go mod tidy", "b")),
            ],
            [1, 1],
            id="two modules",
        ),
        pytest.param(
            [
                found("VEN303", "vendor/x/a.go", 0, VENDOR, module="x"),
                found("VEN303", "vendor/y/b.go", 0, VENDOR, module="y"),
            ],
            [2],
            id="two dependencies, one command",
        ),
        pytest.param(
            [
                found("REP301", "go.mod", 5, run("go get x@v1.1.0")),
                found("REP301", "go.mod", 6, run("go get y@v1.2.0")),
            ],
            [2],
            id="a command that takes several arguments",
        ),
        pytest.param(
            [
                found("DIR501", "go.mod", 5, run("go mod edit -go=1.22")),
                found("DIR501", "go.mod", 6, run("go mod edit -go=1.23")),
            ],
            [1, 1],
            id="a command that does not",
        ),
        pytest.param(
            [
                found("SUM101", "go.sum", 1, say("look"), module="x"),
                found("SUM101", "go.sum", 2, module="x"),
                found("SUM101", "go.sum", 3, say("look"), module="y"),
            ],
            [2, 1],
            id="advice is about one dependency",
        ),
        pytest.param(
            [
                found("SUM101", "go.sum", 1, module="x"),
                found("SUM101", "go.sum", 2, say("look"), module="x"),
            ],
            [2],
            id="whichever comes first",
        ),
        pytest.param(
            [found("MOD101", "go.mod", 1), found("MOD101", "go.mod", 2)],
            [1, 1],
            id="without a cure each says what it is",
        ),
    ],
)
def test_what_is_one_line(findings: list[Finding], numbers: list[int]) -> None:
    assert [len(group.findings) for group in grouped(reported(*findings))] == numbers


def test_the_first_place_and_a_count() -> None:
    findings = reported(
        found("VEN303", "vendor/x/a.go", 3, VENDOR, module="x", message="edited"),
        found("VEN303", "vendor/x/b.go", 1, VENDOR, module="x", message="edited"),
        found("VEN303", "vendor/x/b.go", 2, VENDOR, module="x", message="edited"),
    )
    assert text(findings) == (
        "vendor/x/a.go:3:1: VEN303 edited (and 2 more like it in 2 files; --verbose shows each)\n"
        "    go mod vendor\n"
    )
    assert text(findings, View(is_verbose=True)).count("    go mod vendor\n") == 3


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "text"])
def test_programs_get_each(name: str) -> None:
    messages = [f"text number {at}." for at in range(26)]
    findings = reported(
        *(found("SUM107", "go.mod", 1, TIDY, message=message) for message in messages)
    )
    written = FORMATS[name].write(findings)
    assert [message for message in messages if message not in written] == []
    if name == "json":
        assert len(json.loads(FORMATS[name].write(findings))["findings"]) == 26


def test_arguments_are_joined_once_each_and_stay_quoted() -> None:
    paths = ["a.go", "'b c.go'", "a.go", "d.go"]
    findings = [
        found("VEN310", "vendor/m/x.go", at, run(f"git add -f {path}", note="ignored"))
        for at, path in enumerate(paths, 1)
    ]
    [group] = grouped(reported(*findings))
    assert [hint.text for hint in group.hints] == ["git add -f a.go 'b c.go' d.go   (ignored)"]


def test_no_joined_command_is_cut() -> None:
    """What is printed is pasted: it is split instead, and the rest is told."""
    findings = [
        found("REP301", "go.mod", at, run(f"go get example.com/module{at}@v1.0.0"))
        for at in range(1, 1001)
    ]
    [group] = grouped(reported(*findings))
    *commands, rest = [hint.text for hint in group.hints]
    assert len(commands) == LINES_LIMIT
    assert max(map(len, commands)) < COMMAND_LIMIT + 60
    told = sum(command.count("@v1.0.0") for command in commands)
    assert rest == f"and so on for {1000 - told} more: --verbose shows each"
    assert all(f"    {command}\n" in text(reported(*findings)) for command in commands)


def test_an_exception_to_paste_is_shown_where_it_covers_all() -> None:
    entry = [say("to allow it:"), *map(say, allow.lines("VEN303", "x", "v1.0.0", pins=["1", "2"]))]
    of_x = [
        found("VEN303", "vendor/x/a.go", 0, VENDOR, *entry, module="x"),
        found("VEN303", "vendor/x/b.go", 0, VENDOR, module="x"),
    ]
    of_y = found("VEN303", "vendor/y/a.go", 0, VENDOR, *entry, module="y")
    assert "[[allow]]" in text(reported(*of_x))
    mixed = text(reported(*of_x, of_y))
    assert "allow" not in mixed
    assert mixed.endswith("    go mod vendor\n")
