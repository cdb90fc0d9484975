"""Moments in time, from the texts that tell them."""

from __future__ import annotations

import pytest

from hooks.values import moment


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
    assert moment.seconds(time) == seconds
