"""Findings as text, JSON, workflow commands and SARIF; nothing raw on any of them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from hooks.report.github import github
from hooks.report.json_text import json_text
from hooks.report.report import Said, placed, weighed
from hooks.report.sarif import sarif
from hooks.report.text import text
from hooks.report.visible import visible
from hooks.rules.finding import Finding, quoted
from hooks.values.releases import Release

PLAIN = Finding("SUM101", "lib/go.sum", 12, 30, "hash changed", hint="look\nthen act")
NASTY = Finding(
    "REP101", "a\x1b[31m/\ngo.mod", 0, 0, "to \x07\u202e\x9b\udcff%", hint="\x1b]0;x\x07"
)


@pytest.mark.parametrize(
    ("path", "hint", "placed_hint"),
    [
        pytest.param("go.mod", "go mod tidy", "go mod tidy", id="at the top"),
        pytest.param("lib/go.mod", "go mod tidy", "go mod tidy   (in lib)", id="below it"),
        pytest.param(
            "a/lib/vendor/modules.txt",
            "so:\ngo mod edit",
            "so:\ngo mod edit   (in a/lib)",
            id="vendor",
        ),
        pytest.param("vendor/modules.txt", "go mod tidy", "go mod tidy", id="vendor at the top"),
        pytest.param("w/go.work", "go work edit -x", "go work edit -x   (in w)", id="workspace"),
        pytest.param("w/m/go.mod", "go work vendor", "go work vendor", id="a member's workspace"),
        pytest.param("a/go.mod", "go mod edit -fmt a/go.mod", None, id="with a path"),
        pytest.param("a/go.mod", "go get x   (in a)", None, id="with a folder"),
        pytest.param("a/go.sum", "go mod download x@v1.0.0", None, id="anywhere"),
        pytest.param("a/go.sum", "look at it", None, id="no command"),
    ],
)
def test_commands_name_their_folder(path: str, hint: str, placed_hint: str | None) -> None:
    finding = Finding("DIR101", path, 1, 1, "text", hint=hint)
    assert placed(finding) == (placed_hint or hint)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        pytest.param("lib/go.mod", "lib/go.mod", id="a plain one"),
        pytest.param("a b/go.mod", "'a b/go.mod'", id="a blank"),
        pytest.param("it's/go.mod", "'it'\\''s/go.mod'", id="a quote"),
        pytest.param("-x/go.mod", "./-x/go.mod", id="no option"),
        pytest.param(":x/$y", "'./:x/$y'", id="no pathspec, no variable"),
    ],
)
def test_a_path_in_a_command(path: str, shown: str) -> None:
    assert quoted(path) == shown


def test_text() -> None:
    said = weighed([PLAIN], strict=False, fixes=())
    assert text(said) == "lib/go.sum:12:30: SUM101 hash changed\n    look\n    then act\n"


@pytest.mark.parametrize("form", [text, json_text, github, sarif])
def test_long_text_is_cut(form: Callable[[list[Said]], str]) -> None:
    long = Finding("SUM101", "go.sum", 1, 1, "m" * 10_000, hint="h" * 10_000 + "\nlast")
    told = form(weighed([long], strict=False, fixes=()))
    assert ("m" * 399 in told, "m" * 401 in told, "h" * 401 in told) == (True, False, False)
    assert "last" in told


def test_json_carries_everything() -> None:
    finding = Finding("DIR103", "go.mod", 3, 1, "m", releases=[Release(23, 9)], version="v1")
    [found] = json.loads(json_text(weighed([finding], strict=False, fixes=())))
    assert found == {
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
    }


def test_github() -> None:
    said = weighed([PLAIN], strict=False, fixes=())
    assert github(said) == (
        "::error file=lib/go.sum,line=12,col=30,title=SUM101::hash changed%0Alook%0Athen act\n"
    )


def test_sarif_names_its_rules() -> None:
    log = json.loads(sarif(weighed([PLAIN, NASTY], strict=False, fixes=())))
    [run] = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["REP101", "SUM101"]
    assert run["results"][1]["ruleIndex"] == 1
    assert run["results"][1]["locations"][0]["physicalLocation"]["region"]["startLine"] == 12


@pytest.mark.parametrize("form", [text, json_text, github, sarif])
def test_nothing_raw(form: object) -> None:
    written = form(weighed([NASTY], strict=False, fixes=()))  # type: ignore[operator]
    assert all(letter.isprintable() or letter == "\n" for letter in written)
    written.encode("utf-8")


def test_order_and_equal_findings() -> None:
    first = Finding("SUM101", "a", 2, 1, "x")
    later = Finding("SUM101", "a", 10, 1, "x")
    said = weighed([later, first, Finding("SUM101", "a", 2, 1, "x")], strict=False, fixes=())
    assert [one.finding.line for one in said] == [2, 10]


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
def test_visible(raw: str, shown: str) -> None:
    assert visible(raw) == shown
