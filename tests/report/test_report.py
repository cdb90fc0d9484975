"""Findings as text, JSON, workflow commands and SARIF; nothing raw on any of them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from hooks.report.escaped import escaped
from hooks.report.formats import FORMATS
from hooks.report.github import github
from hooks.report.json_report import json_report
from hooks.report.sarif import sarif
from hooks.report.severity import ERROR, NOTE, WARNING, ReportedFinding, with_severity
from hooks.report.text import text
from hooks.rules.finding import Finding
from hooks.rules.hint import Hint, quoted, run, say
from hooks.values.releases import Release
from tests.reports import findings

PLAIN = Finding(
    "SUM101", "lib/go.sum", 12, 30, "hash changed", hints=[say("look"), say("then act")]
)
NASTY = Finding(
    "REP101", "a\x1b[31m/\ngo.mod", 0, 0, "to \x07\u202e\x9b\udcff%", hints=[say("\x1b]0;x\x07")]
)


@pytest.mark.parametrize(
    ("hints", "shown"),
    [
        pytest.param([run("go mod tidy")], "go mod tidy", id="at the top"),
        pytest.param([run("go mod tidy", "lib")], "go mod tidy   (in lib)", id="below it"),
        pytest.param(
            [say("so:"), run("go mod edit", "a/lib")],
            "so:\ngo mod edit   (in a/lib)",
            id="vendor",
        ),
        pytest.param([run("go mod tidy", "")], "go mod tidy", id="vendor at the top"),
        pytest.param([run("go work edit -x", "w")], "go work edit -x   (in w)", id="workspace"),
        pytest.param([run("go work vendor")], "go work vendor", id="a member's workspace"),
        pytest.param([run("go mod edit -fmt a/go.mod")], "go mod edit -fmt a/go.mod", id="a path"),
        pytest.param(
            [run("go get x", "a", "it reads more", "GOWORK=off")],
            "GOWORK=off go get x   (in a; it reads more)",
            id="with all there is",
        ),
        pytest.param([run("go get x", note="once")], "go get x   (once)", id="with a note"),
        pytest.param([run("go mod download x@v1.0.0")], "go mod download x@v1.0.0", id="anywhere"),
        pytest.param([say("look at it")], "look at it", id="no command"),
        pytest.param([], "", id="nothing to do"),
    ],
)
def test_commands_name_their_folder(hints: list[Hint], shown: str) -> None:
    finding = Finding("DIR101", "a/go.mod", 1, 1, "text", hints=hints)
    assert finding.hint == shown


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        pytest.param("lib/go.mod", "lib/go.mod", id="a plain one"),
        pytest.param("a b/go.mod", "'a b/go.mod'", id="a blank"),
        pytest.param("it's/go.mod", "'it'\\''s/go.mod'", id="a quote"),
        pytest.param("-x/go.mod", "./-x/go.mod", id="no option"),
        pytest.param(":x/$y", "'./:x/$y'", id="no pathspec, no variable"),
        pytest.param("a\tb/it's\\", "$'a\tb/it\\'s\\\\'", id="what is shown as an escape"),
    ],
)
def test_a_path_in_a_command(path: str, shown: str) -> None:
    assert quoted(path) == shown


def test_text() -> None:
    reported = with_severity([PLAIN], strict=False, failing=())
    assert text(reported) == "lib/go.sum:12:30: SUM101 hash changed\n    look\n    then act\n"


def test_what_does_not_fail_says_so() -> None:
    for severity, mark in ((ERROR, ""), (WARNING, "warning: "), (NOTE, "note: ")):
        said = text([ReportedFinding(PLAIN, severity)], hints=False)
        assert said == f"lib/go.sum:12:30: SUM101 {mark}hash changed\n"


@pytest.mark.parametrize("form", [text, json_report, github, sarif])
def test_long_text_is_cut(form: Callable[[list[ReportedFinding]], str]) -> None:
    long = Finding("SUM101", "go.sum", 1, 1, "m" * 10_000, hints=[say("h" * 10_000), say("last")])
    told = form(with_severity([long], strict=False, failing=()))
    assert ("m" * 399 in told, "m" * 401 in told, "h" * 401 in told) == (True, False, False)
    assert "last" in told


def test_json_carries_everything() -> None:
    finding = Finding("DIR103", "go.mod", 3, 1, "m", releases=[Release(23, 9)], version="v1")
    [facts] = findings(json_report(with_severity([finding], strict=False, failing=())))
    assert facts == {
        "code": "DIR103",
        "severity": "error",
        "path": "go.mod",
        "line": 3,
        "column": 1,
        "module": "",
        "version": "v1",
        "message": "m",
        "hint": "",
        "releases": ["1.23.9"],
        "url": "https://gomod-hooks.github.io/gomod-hooks/rules/DIR103/",
    }


def test_github() -> None:
    reported = with_severity([PLAIN], strict=False, failing=())
    assert github(reported) == (
        "::error file=lib/go.sum,line=12,col=30,title=SUM101::hash changed%0Alook%0Athen act\n"
    )


def test_sarif_names_its_rules() -> None:
    log = json.loads(sarif(with_severity([PLAIN, NASTY], strict=False, failing=())))
    [run] = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["REP101", "SUM101"]
    assert run["results"][1]["ruleIndex"] == 1
    assert run["results"][1]["locations"][0]["physicalLocation"]["region"]["startLine"] == 12


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found(name: str) -> None:
    """A document is one without findings too; anything else is empty."""
    written = FORMATS[name].write([])
    if FORMATS[name].is_document:
        json.loads(written)
    else:
        assert written == ""


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_raw(name: str) -> None:
    written = FORMATS[name].write(with_severity([NASTY], strict=False, failing=()))
    assert all(letter.isprintable() or letter == "\n" for letter in written)
    written.encode("utf-8")


def test_order_and_equal_findings() -> None:
    first = Finding("SUM101", "a", 2, 1, "x")
    later = Finding("SUM101", "a", 10, 1, "x")
    again = Finding("SUM101", "a", 2, 1, "x")
    reported = with_severity([later, first, again], strict=False, failing=())
    assert [each.finding.line for each in reported] == [2, 10]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain", "plain"),
        ("ümlaut", "ümlaut"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\tb\r\n", "a\\tb\\r\\n"),
        ("\u202eabc", "\\u202eabc"),
        ("\udcff", "\\xff"),
        ("\U000e0001", "\\U000e0001"),
        ("x" * 1000, "x" * 399 + "…"),
    ],
)
def test_escaped(raw: str, shown: str) -> None:
    assert escaped(raw) == shown
