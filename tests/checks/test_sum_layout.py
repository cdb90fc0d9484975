from __future__ import annotations

import pytest

from hooks.checks import sum_layout
from hooks.formats import go_sum
from tests.memory import memory_tree


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("a v1 x\nb v1 x\n", [], id="canonical"),
        pytest.param("b v1\na v1 x\n", [], id="malformed: SUM103"),
        pytest.param("a v1 x\na v1 x\n", [("SUM203", 2)], id="twice"),
        pytest.param("b v1 x\na v1 x\n", [("SUM204", 1)], id="order"),
        pytest.param("a v1 x\n\nb v1 x\n", [("SUM204", 2)], id="blank line"),
        pytest.param("a v1 x\r\n", [("SUM204", 1)], id="carriage return"),
        pytest.param("a v1 x\na  v2 x\n", [("SUM204", 2)], id="two blanks"),
        pytest.param("a v1 x\nb v1 x", [("SUM204", 2)], id="no newline"),
        pytest.param("b v1 x\nb v1 x\na v1 x\nb v1 x\n", [("SUM203", 2), ("SUM204", 1)], id="both"),
    ],
)
def test_untidy_lines(text: str, places: list[tuple[str, int]]) -> None:
    findings = sum_layout.untidy_lines("go.sum", go_sum.parse(text.encode()))
    assert [(finding.code, finding.line) for finding in findings] == places


def test_messages() -> None:
    sums = go_sum.parse(b"b v1 x\nb v1 x\na v1/go.mod x\nb v1 x\n")
    twice, order = sum_layout.untidy_lines("go.sum", sums)
    assert twice.message == "the same line as line 1, and 1 more such lines"
    assert order.message == "a v1/go.mod belongs before b v1"


@pytest.mark.parametrize(
    ("go_mod", "text", "lines"),
    [
        pytest.param("go 1.18\nrequire a.b/c v1.0.0", "a.b/c v1.0.0 x\n", [], id="required"),
        pytest.param("go 1.17\nrequire a.b/c v1.1.0", "a.b/c v1.0.0 x\n", [], id="older go line"),
        pytest.param("go 1.18\nrequire a.b/c v1.1.0", "a.b/c v1.0.0/go.mod x\n", [], id="go.mod"),
        pytest.param("go 1.18", "a.b/c v1.0.0 x\n", [], id="not required at all: cannot tell"),
        pytest.param(
            "go 1.18\nrequire a.b/c v1.1.0\nreplace x.y/z => a.b/c v1.0.0",
            "a.b/c v1.0.0 x\n",
            [],
            id="stands for another",
        ),
        pytest.param(
            "go 1.18\nrequire a.b/c v1.1.0\nreplace a.b/c => d.e/f v1.2.0",
            "d.e/f v1.2.0 x\n",
            [],
            id="replaced",
        ),
        pytest.param("go 1.18\nrequire a.b/c v1.1.0", "\na.b/c v1.0.0 x\n", [2], id="stale"),
    ],
)
def test_unrequired_versions(go_mod: str, text: str, lines: list[int]) -> None:
    files = {"go.mod": f"module m\n{go_mod}\n".encode(), "go.sum": text.encode()}
    findings = sum_layout.unrequired_versions(memory_tree(files), "")
    places = [(finding.code, finding.line) for finding in findings]
    assert places == [("SUM202", line) for line in lines]
