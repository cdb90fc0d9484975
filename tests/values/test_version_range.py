"""Ranges of versions, in Go's order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.values import semver, version_range


@pytest.mark.parametrize(
    ("text", "held", "not_held"),
    [
        pytest.param("v1.2.0", "v1.2.0", "v1.2.1", id="one version"),
        pytest.param("=v1.2.0", "v1.2.0", "v1.2.0-rc.1", id="equal"),
        pytest.param("!=v1.2.0", "v1.2.1", "v1.2.0", id="any but one"),
        pytest.param("<v1.2.0", "v1.2.0-rc.1", "v1.2.0", id="a pre-release comes before"),
        pytest.param(
            "<v1.2.0", "v1.2.0-0.20240102030405-abcdefabcdef", "v1.2.1", id="a pseudo-version too"
        ),
        pytest.param(">=v2.0.0-0", "v2.0.0-rc.1", "v1.9.9", id="from the first pre-release on"),
        pytest.param("<v2.0.0-0", "v1.9.9", "v2.0.0-rc.1", id="without any of v2"),
        pytest.param(">= v1.2.0, < v1.3.0", "v1.2.9", "v1.3.0", id="blanks after the sign"),
        pytest.param(">=v1.2 <v1.3", "v1.2.0", "v1.3.0", id="short versions"),
        pytest.param("<v1.0.0 || >v2.0.0", "v2.0.1", "v1.5.0", id="either"),
        pytest.param("<=v3.3.0", "v3.3.0+incompatible", "v3.3.1", id="the build does not count"),
        pytest.param(">v1.9.0", "v1.10.0", "v1.9.0", id="numbers, not letters"),
    ],
)
def test_what_a_range_holds(text: str, held: str, not_held: str) -> None:
    parsed = version_range.parse(text)
    assert held in parsed
    assert not_held not in parsed


def test_what_is_no_version_is_in_no_range() -> None:
    assert "main" not in version_range.parse("!=v1.0.0")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "it is empty"),
        ("<v1.0.0 ||", "it is empty"),
        ("<1.2.0", "write <v1.2.0"),
        ("~1.2", "~1.2 is not a bound"),
        ("latest", "latest is not a bound"),
        ("v1.2.x", "v1.2.x is not a bound"),
    ],
)
def test_what_is_no_range(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        version_range.parse(text)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("<v1.2.0", "v1.2.0"),
        ("<v1.2", "v1.2.0"),
        (">=v1.0.0 <v1.2.0", "v1.2.0"),
        ("<v1.2.0 || =v1.4.0", ""),
        ("<v1.2.0 || >=v1.2.0 <v1.3.0", "v1.3.0"),
        ("<=v1.2.0", ""),
        ("<v2.0.0-0", ""),
        (">=v1.0.0", ""),
    ],
)
def test_where_a_range_ends(text: str, end: str) -> None:
    assert version_range.parse(text).end == end


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (">=v1.2.0", "v1.2.0"),
        ("v3.1.4 || >=v1.2.0, <v2.0.0-0", "v1.2.0"),
        (">=v1.2", "v1.2.0"),
        (">=v1.2.0, !=v1.2.0", ""),
        (">=v2.0.0-0", ""),
        (">v1.2.0", ""),
        ("<v1.2.0", ""),
    ],
)
def test_where_a_range_begins(text: str, start: str) -> None:
    assert version_range.parse(text).start == start


numbers = st.integers(0, 12)
versions = st.builds(
    lambda a, b, c, pre: f"v{a}.{b}.{c}{pre}",
    *(numbers, numbers, numbers),
    st.sampled_from(["", "-0", "-rc.1", "-rc.10", "-0.20240102030405-abcdefabcdef"]),
)


@given(versions, versions)
@settings(derandomize=True, deadline=None, max_examples=100)
def test_signs_are_the_order_of_versions(version: str, limit: str) -> None:
    order = semver.compare(version, limit)
    expected = {"<": order < 0, "<=": order <= 0, "=": order == 0, "!=": order != 0}
    expected |= {">": order > 0, ">=": order >= 0}
    assert {
        sign: version in version_range.parse(sign + limit) for sign in version_range.OPERATORS
    } == expected
