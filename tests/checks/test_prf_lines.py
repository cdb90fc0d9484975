"""What is said of signed heads that do not fit."""

from __future__ import annotations

from hooks.checks import prf_lines


def test_two_stories_are_no_fault_of_a_line() -> None:
    """Of any line of the file something else may be said."""
    first, second = prf_lines.contradictions("go.sum", [(1, 2), (1, 3)], "sum.example.com")
    assert {(each.code, each.path, each.line) for each in (first, second)} == {
        ("PRF103", "go.sum", 0)
    }
    assert (first.target, second.target) == ("1 2", "1 3")
