"""Dates and ages of versions; addresses of repositories."""

from __future__ import annotations

import pytest

from hooks.checks import pol_files, pol_versions


@pytest.mark.parametrize(
    ("time", "seconds"),
    [
        ("20240102030405", 1704164645),
        ("2024-01-02T03:04:05Z", 1704164645),
        ("2024-01-02T03:04:05.123456789Z", 1704164645),
        ("2024-01-02T05:04:05+02:00", 1704164645),
        ("2024-01-02T05:04:05.5+02:00", 1704164645),
        ("20241302030405", 0),
        ("00010101000000", -62135596800),
        ("2024-01-02", 0),
        ("soon", 0),
        ("", 0),
    ],
)
def test_a_time_in_seconds(time: str, seconds: int) -> None:
    assert pol_versions.seconds(time) == seconds


@pytest.mark.parametrize(
    ("time", "expected"),
    [("20240102030405", False), ("20240103030405", False), ("20240103030406", True)],
)
def test_a_day_is_allowed_for_clocks(time: str, expected: bool) -> None:
    assert pol_versions.is_of_the_future(time, 1704164645) == expected


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("github.com/owner/name", "github.com/owner/name"),
        ("https://github.com/owner/name", "github.com/owner/name"),
        ("https://github.com/owner/name.git", "github.com/owner/name"),
        ("https://user:word@example.com/name", "example.com/name"),
        ("ssh://git@example.com/owner/name.git", "example.com/owner/name"),
        ("git@github.com:owner/name.git", "github.com/owner/name"),
    ],
)
def test_the_path_of_a_repository(address: str, path: str) -> None:
    assert pol_files.repository_path(address) == path
