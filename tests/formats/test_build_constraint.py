"""Build constraints: how they are read, and which files they leave to whom."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.formats import build_constraint
from hooks.formats.build_constraint import ConstraintError


def read(text: str) -> build_constraint.Constraint:
    return build_constraint.parse_go_build(text)


@pytest.mark.parametrize(
    ("text", "set_tags", "holds"),
    [
        pytest.param("linux", "linux", True, id="a tag"),
        pytest.param("linux", "", False, id="a tag that is not set"),
        pytest.param("!linux", "", True, id="not"),
        pytest.param("a || b && c", "a", True, id="and binds more than or"),
        pytest.param("(a || b) && c", "a", False, id="parentheses"),
        pytest.param("!(a && b)", "a", True, id="not of parentheses"),
        pytest.param("go1.21", "go1.21", True, id="a release"),
    ],
)
def test_go_build_lines(text: str, set_tags: str, holds: bool) -> None:
    assert build_constraint.holds(read(text), set_tags.split().__contains__) is holds


@pytest.mark.parametrize(
    "text", ["", "a &&", "&& a", "a b", "(a", "a)", "!!a", "a & b", "a | b", "a || ", "a,b", "'a'"]
)
def test_lines_that_cannot_be_read(text: str) -> None:
    with pytest.raises(ConstraintError):
        read(text)


@pytest.mark.parametrize(
    ("lines", "set_tags", "holds"),
    [
        pytest.param([" a b"], "b", True, id="any word"),
        pytest.param([" a,b"], "b", False, id="all parts of a word"),
        pytest.param([" a", " b"], "a", False, id="all lines"),
        pytest.param([" !a"], "", True, id="not"),
        pytest.param([" a-b"], "a-b", False, id="not a tag"),
    ],
)
def test_plus_build_lines(lines: list[str], set_tags: str, holds: bool) -> None:
    constraint = build_constraint.parse_plus_build(lines)
    assert build_constraint.holds(constraint, set_tags.split().__contains__) is holds


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        pytest.param("linux && !linux", True, id="each tag is set and is not"),
        pytest.param("ignore", False, id="ignore is not set"),
        pytest.param("!ignore", True, id="not ignore"),
        pytest.param("ignore && linux", False, id="ignore and another"),
        pytest.param("ignore || linux", True, id="ignore or another"),
        pytest.param("!(ignore && linux)", True, id="not both"),
        pytest.param("!(ignore || linux)", True, id="neither"),
    ],
)
def test_what_go_mod_tidy_looks_at(text: str, counts: bool) -> None:
    assert build_constraint.counts_for_tidy(read(text)) is counts


@pytest.mark.parametrize(
    ("text", "name", "is_built"),
    [
        pytest.param("", "a.go", True, id="no constraint"),
        pytest.param("", "a_windows.go", True, id="one system by its name"),
        pytest.param("tools", "a.go", False, id="a custom tag"),
        pytest.param("!tools", "a.go", True, id="no custom tag"),
        pytest.param("linux && arm64", "a.go", True, id="one platform"),
        pytest.param("linux && windows", "a.go", False, id="two systems at once"),
        pytest.param("linux", "a_windows.go", False, id="name and constraint disagree"),
        pytest.param("linux", "a_android.go", True, id="android is linux as well"),
        pytest.param("unix", "a_windows.go", False, id="windows is not unix"),
        pytest.param("unix", "a_test.go", True, id="a test on unix"),
        pytest.param("cgo && !cgo", "a.go", True, id="either toolchain: not looked at closely"),
        pytest.param("race", "a_test.go", True, id="with the race detector"),
        pytest.param("go1.99", "a.go", True, id="a release to come"),
        pytest.param("ignore", "a.go", False, id="ignored"),
        pytest.param("integration && linux", "a_test.go", False, id="a tag of the project"),
    ],
)
def test_what_is_built_without_tags(text: str, name: str, is_built: bool) -> None:
    constraint = read(text) if text else None
    assert build_constraint.holds_somewhere(constraint, name) is is_built


@settings(derandomize=True, deadline=None)
@given(st.text(alphabet="ab1._&|!() ignore\tlinux", max_size=30))
def test_any_line_is_read_or_refused(text: str) -> None:
    """Whatever is built without tags counts for `go mod tidy`."""
    try:
        constraint = read(text)
    except ConstraintError:
        return
    if build_constraint.holds_somewhere(constraint, "a.go"):
        assert build_constraint.counts_for_tidy(constraint)
    for tag in build_constraint.tags(constraint):
        assert tag in text


def test_a_long_line_is_no_matter() -> None:
    long = " && ".join(["a"] * 20_000)
    assert build_constraint.counts_for_tidy(read(long))
    assert build_constraint.counts_for_tidy(read(" && ".join(["(a)"] * 1000)))


def test_a_hundred_parentheses_are_the_most() -> None:
    assert read("(" * 100 + "a" + ")" * 100) == read("a")
    with pytest.raises(ConstraintError):
        read("(" * 101 + "a" + ")" * 101)
