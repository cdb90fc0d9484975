"""Patterns of module paths."""

from __future__ import annotations

import pytest

from hooks.values.module_pattern import is_exact, matches


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("example.com/a", "example.com/a", True),
        ("example.com/a", "example.com/a/v2", False),
        ("example.com/a", "example.com/A", False),
        ("example.com/a/...", "example.com/a", True),
        ("example.com/a/...", "example.com/a/v2", True),
        ("example.com/a/...", "example.com/a/b/c", True),
        ("example.com/a/...", "example.com/ab", False),
        ("example.com/a...", "example.com/ab/c", True),
        ("example.com/.../x", "example.com/a/b/x", True),
        ("example.com/*/x/...", "example.com/a/x", True),
        ("example.com/*/x/...", "example.com/a/x/v2", True),
        ("example.com/*/x/...", "example.com/a/y", False),
        ("*.example.com/*", "git.example.com/a/b", True),
        ("example.com/v?", "example.com/v2", True),
        ("example.com/v[23]", "example.com/v4", False),
        ("...", "anything.at/all", True),
    ],
)
def test_what_a_pattern_stands_for(pattern: str, path: str, expected: bool) -> None:
    assert matches(pattern, path) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("example.com/a", True), ("example.com/...", False), ("example.com/*", False)],
)
def test_which_stand_for_one_path(pattern: str, expected: bool) -> None:
    assert is_exact(pattern) == expected
