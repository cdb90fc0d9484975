"""The patterns of GOPRIVATE: https://go.dev/ref/mod#private-modules."""

from __future__ import annotations

import pytest

from hooks.values.glob import matches_prefix


@pytest.mark.parametrize(
    ("patterns", "path", "matches"),
    [
        ("", "example.com/a", False),
        ("example.com", "example.com", True),
        ("example.com", "example.com/a/b", True),
        ("example.com/", "example.com/a", True),
        ("example.com", "example.community/a", False),
        ("example.com/a", "example.com", False),
        ("*.example.com", "git.example.com/x", True),
        ("*.example.com", "example.com/x", False),
        ("*", "example.com/x", True),
        ("example.com/*/x", "example.com/a/x/y", True),
        ("example.com/*/x", "example.com/a/b/x", False),
        ("*/x", "example.com/x", True),
        (",,example.com,", "example.com/x", True),
        ("other.org,example.com", "example.com/x", True),
        ("example.c?m", "example.com", True),
        ("example?com", "example/com", False),
        ("[a-e]xample.com", "example.com", True),
        ("[^a-e]xample.com", "example.com", False),
        ("[^x]xample.com", "example.com", True),
        ("[z-a]xample.com", "example.com", False),
        (r"\*.com", "*.com", True),
        (r"\*.com", "x.com", False),
        ("example.com/[", "example.com/[", False),
        ("[]a]", "]", False),
        ("[a-]", "a", False),
        ("[-a]", "-", False),
        (r"[\]]", "]", True),
        ("a\\", "a\\", False),
        (" example.com", "example.com", False),
        ("Example.com", "example.com", False),
    ],
)
def test_matches(patterns: str, path: str, matches: bool) -> None:
    assert matches_prefix(patterns, path) is matches
