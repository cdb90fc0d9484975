"""Semantic versions: form and order."""

from __future__ import annotations

import functools
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.values import semver

IN_ORDER = [  # the example of semver.org, and around it
    *("v0.0.0-0", "v0.0.0", "v0.9.0", "v1.0.0-alpha", "v1.0.0-alpha.1", "v1.0.0-alpha.beta"),
    *("v1.0.0-beta", "v1.0.0-beta.2", "v1.0.0-beta.11", "v1.0.0-rc.1", "v1.0.0", "v1.0.1"),
    *("v1.2.0", "v1.10.0", "v2.0.0", "v18446744073709551616.0.0"),
]


def test_versions_come_in_order() -> None:
    for one, other in itertools.combinations(IN_ORDER, 2):
        assert semver.compare(one, other) == -1, (one, other)
        assert semver.compare(other, one) == 1, (one, other)


@pytest.mark.parametrize(
    ("version", "canonical"),
    [
        ("v1.2.3", "v1.2.3"),
        ("v1.2.3-pre.1", "v1.2.3-pre.1"),
        ("v1.2.3+meta", "v1.2.3"),
        ("v1.2.3-pre+meta.01", "v1.2.3-pre"),
        ("v1.2", "v1.2.0"),
        ("v1", "v1.0.0"),
        ("v1.2.3-0a", "v1.2.3-0a"),
    ],
)
def test_canonical_form(version: str, canonical: str) -> None:
    assert semver.canonical(version) == canonical
    assert semver.compare(version, canonical) == 0


@pytest.mark.parametrize(
    "version",
    [
        "",
        "v",
        "1.2.3",
        "V1.2.3",
        "v1.2.3.4",
        "v01.2.3",
        "v1.02.3",
        "v1.2.3-",
        "v1.2.3-a..b",
        "v1.2.3-01",
        "v1.2.3+",
        "v1.2.3+a..b",
        "v1-pre",
        "v1.2+meta",
        "v1.2.x",
        "v1.2.3-é",
        "v\uff11.0.0",
    ],
)
def test_no_version(version: str) -> None:
    assert not semver.is_valid(version)
    assert semver.canonical(version) == semver.major(version) == ""
    assert semver.compare(version, "v0.0.0-0") == -1
    assert semver.compare(version, "also none") == 0


@pytest.mark.parametrize(
    ("version", "stands"),
    [
        ("v1.2.3", True),
        ("v2.0.0+incompatible", True),
        ("v1.2.3+meta", False),
        ("v1.2", False),
        ("master", False),
    ],
)
def test_what_may_stand_in_go_mod(version: str, stands: bool) -> None:
    assert semver.is_canonical(version) is stands


def test_parts() -> None:
    assert semver.major("v12.3.4") == "v12"
    assert semver.prerelease("v1.0.0-rc.1+x") == "-rc.1"
    assert semver.build("v1.0.0-rc.1+x") == "+x"
    assert semver.build("v1.0.0") == semver.prerelease("v1") == ""


_NUMBER = st.integers(0, 30).map(str)
_WORD = st.sampled_from(["0", "1", "10", "a", "b", "rc", "-", "0a"])
_VERSION = st.tuples(_NUMBER, _NUMBER, _NUMBER, st.lists(_WORD, max_size=3)).map(
    lambda parts: (
        f"v{parts[0]}.{parts[1]}.{parts[2]}" + ("-" + ".".join(parts[3]) if parts[3] else "")
    )
)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.lists(_VERSION, max_size=8))
def test_keys_order_as_comparing_does(versions: list[str]) -> None:
    by_key = sorted(versions, key=semver.key)
    by_comparing = sorted(versions, key=functools.cmp_to_key(semver.compare))
    assert by_key == by_comparing
