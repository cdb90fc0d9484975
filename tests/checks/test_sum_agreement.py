from __future__ import annotations

import pytest

from hooks.checks import sum_agreement
from hooks.formats import go_sum

A, B, C = "h1:a", "h1:b", "h1:c"


@pytest.mark.parametrize(
    ("files", "concerned", "places"),
    [
        pytest.param({}, None, [], id="no file"),
        pytest.param({"go.sum": f"a v1 {A}\n", "x/go.sum": f"a v1 {A}\n"}, None, [], id="equal"),
        pytest.param({"go.sum": f"a v1 {A}\n", "x/go.sum": f"a v2 {B}\n"}, None, [], id="versions"),
        pytest.param(
            {"go.sum": f"a v1 {A}\n", "x/go.sum": "a v1 h2:b\n"}, None, [], id="algorithm"
        ),
        pytest.param(
            {"go.sum": f"a v1/go.mod {A}\n", "x/go.sum": f"a v1/go.mod {go_sum.EMPTY_GO_MOD}\n"},
            None,
            [],
            id="an empty go.mod's hash is none",
        ),
        pytest.param({"go.sum": f"a v1 {A}\na v1 {B}\n"}, None, [], id="two in one file"),
        pytest.param(
            {"go.sum": f"a v1 {A}\n", "x/go.sum": f"\na v1 {B}\n"},
            None,
            [("x/go.sum", 2)],
            id="the later path of two",
        ),
        pytest.param(
            {"go.sum": f"a v1 {A}\n", "x/go.sum": f"a  v1\t{B}\r\n"},
            None,
            [("x/go.sum", 1)],
            id="in any form",
        ),
        pytest.param(
            {"a/go.sum": f"a v1 {A}\n", "b/go.sum": f"a v1 {B}\n", "c/go.sum": f"a v1 {B}\n"},
            None,
            [("a/go.sum", 1)],
            id="the one that fewer agree with",
        ),
        pytest.param(
            {"go.sum": f"a v1 {A}\n", "go.work.sum": f"a v1 {B}\n", "x/go.sum": f"a v1 {C}\n"},
            None,
            [("go.work.sum", 1), ("x/go.sum", 1)],
            id="three hashes",
        ),
        pytest.param(
            {"go.sum": f"a v1 {A}\n", "x/go.sum": f"a v1 {B}\n", "y/go.sum": f"a v1 {B}\n"},
            {"x/go.sum"},
            [("x/go.sum", 1)],
            id="at the file that changed",
        ),
        pytest.param(
            {"go.sum": f"a v1 {A}\n", "x/go.sum": f"a v1 {B}\n"}, {"y/go.sum"}, [], id="not ours"
        ),
    ],
)
def test_disagreements(
    files: dict[str, str], concerned: set[str] | None, places: list[tuple[str, int]]
) -> None:
    sums = {path: go_sum.parse(text.encode()) for path, text in files.items()}
    findings = list(sum_agreement.disagreements(sums, concerned))
    assert [(finding.path, finding.line) for finding in findings] == places
    assert all(finding.code == "SUM110" for finding in findings)


def test_both_places_are_named() -> None:
    sums = {
        "go.sum": go_sum.parse(b"a v1/go.mod h1:a\n"),
        "x/go.sum": go_sum.parse(b"a v1/go.mod h1:b\n"),
    }
    (finding,) = sum_agreement.disagreements(sums)
    assert finding.message == "hash of a v1/go.mod is h1:b, but go.sum has h1:a"
    assert (finding.column, finding.module, finding.version) == (13, "a", "v1")
    assert 'code = "SUM110"\nmodule = "a"\nversion = "v1"' in finding.hint
