"""Paths inside a tree."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hooks.tree import paths

PARTS = st.sampled_from(["a", "b.mod", ".", "..", "", "...", " "])


@given(st.lists(st.sampled_from(["a", "b", ".c"])), st.lists(PARTS, min_size=1))
def test_join_cleans_as_everybody_does(folder: list[str], rest: list[str]) -> None:
    joined = paths.join("/".join(folder), "/".join(rest))
    cleaned = posixpath.normpath("/".join(["./", *folder, *rest]))
    assert joined == ("" if cleaned == "." else cleaned)


@pytest.mark.parametrize(
    ("folder", "other", "expected"),
    [
        ("a", "a", "."),
        ("a", "", ".."),
        ("", "a/b", "./a/b"),
        ("a/b", "a/c", "../c"),
        ("a/b", "", "../.."),
        ("", "", "."),
        ("", "../x", "../x"),
        ("", "..", ".."),
        ("a", "../x", "../../x"),
    ],
)
def test_what_one_folder_calls_another(folder: str, other: str, expected: str) -> None:
    assert paths.relative(folder, other) == expected
    assert paths.join(folder, expected) == other
