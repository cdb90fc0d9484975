"""The problem matcher of the repository reads what the hooks print."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cases import all_cases, arguments_of
from tests.repository import CHECKOUT

MATCHER = json.loads((CHECKOUT / "problem-matcher.json").read_text(encoding="utf-8"))
[PATTERN] = MATCHER["problemMatcher"][0]["pattern"]
FOUND = re.compile(r"^(.*?):(\d+):(\d+): ([A-Z]{3}\d{3}) (.*)$")


def matched(line: str) -> dict[str, str]:
    """What the matcher reads in a line; nothing where it does not match."""
    match = re.search(PATTERN["regexp"], line)
    names = ("file", "line", "column", "code", "message")
    return {name: match[PATTERN[name]] for name in names} if match else {}


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.parent.name}/{case.name}")
def test_every_finding_is_read_and_nothing_else(case: Path) -> None:
    if "--format" in " ".join(arguments_of(case)):
        pytest.skip("the case is not about text")
    for line in (case / "expected.txt").read_bytes().decode("utf-8").split("\n"):
        told = FOUND.match(line)
        names = ("file", "line", "column", "code", "message")
        assert matched(line) == (dict(zip(names, told.groups(), strict=True)) if told else {})


def test_it_is_read_where_a_framework_indents() -> None:
    line = "    a b/go.mod:3:1: MOD101 unknown directive: wibble"
    assert matched(line) == {
        "file": "a b/go.mod",
        "line": "3",
        "column": "1",
        "code": "MOD101",
        "message": "unknown directive: wibble",
    }
