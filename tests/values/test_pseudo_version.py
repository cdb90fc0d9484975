"""Pseudo-versions: their three forms, and what looks like them."""

from __future__ import annotations

import pytest

from hooks.values import pseudo_version


@pytest.mark.parametrize(
    ("version", "base"),
    [
        ("v0.0.0-20200102030405-abcdefabcdef", ""),
        ("v2.0.0-20200102030405-abcdefabcdef", ""),
        ("v1.2.3-pre.0.20200102030405-abcdefabcdef", "v1.2.3-pre"),
        ("v1.2.4-0.20200102030405-abcdefabcdef", "v1.2.3"),
        ("v1.2.10-0.20200102030405-abcdefabcdef", "v1.2.9"),
        ("v1.2.100-0.20200102030405-abcdefabcdef", "v1.2.99"),
        ("v2.0.1-0.20200102030405-abcdefabcdef+incompatible", "v2.0.0+incompatible"),
        ("v2.0.0-20200102030405-abcdefabcdef+incompatible", ""),
    ],
)
def test_forms(version: str, base: str) -> None:
    found = pseudo_version.parse(version)
    assert found is not None
    assert (found.base, found.time, found.revision) == (base, "20200102030405", "abcdefabcdef")


@pytest.mark.parametrize(
    "version",
    [
        "",
        "v1.2.3",
        "v1.2.3-pre",
        "v1.2.3-pre-x",
        "v0.0.0-2020010203040-abcdefabcdef",
        "v0.0.0-2020010203040x-abcdefabcdef",
        "v1.2.0-20200102030405-abcdefabcdef",
        "v1.2.0-0.20200102030405-abcdefabcdef",
        "v0.0.0-20200102030405-abcdef+meta",
        "v1.2.3-pre.1.20200102030405-abcdefabcdef",
        "v0.0-20200102030405-abcdefabcdef",
    ],
)
def test_no_pseudo_version(version: str) -> None:
    assert pseudo_version.parse(version) is None


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("v0.0.0-00010101000000-000000000000", True),
        ("v2.0.0-00010101000000-000000000000+incompatible", True),
        ("v0.0.0", False),
        ("v0.0.0-20230102030405-0123456789ab", False),
    ],
)
def test_versions_that_stand_in_for_a_replacement(version: str, expected: bool) -> None:
    assert pseudo_version.is_stand_in(version) == expected
