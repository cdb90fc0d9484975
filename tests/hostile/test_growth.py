"""Sixteen times the input takes about sixteen times the time and the memory, whatever its shape.

`python3 -m tests.growth` prints the seconds of each shape.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import pytest

from tests import growth
from tests.hostile import judging

SMALL, LARGE = 200, 3200
LIMIT = 100  # of a growth that is linear (16) but for the noise of the machine; quadratic: 256
UNFELT = 0.1  # seconds
TRIES = 4
HEAVY = (
    *("go.mod: requirements", "go.mod: bad versions", "go.mod: retractions"),
    *("go.mod: one long string of escapes", "go.sum: many modules, two hashes"),
    *("modules.txt: modules", "many modules with sums", "removed hashes"),
)


@pytest.mark.parametrize("name", growth.SHAPES)
def test_judging_takes_time_in_proportion(name: str) -> None:
    grows_in_proportion(growth.judged, name, SMALL, LARGE)


@pytest.mark.parametrize("name", HEAVY)
def test_writing_takes_time_in_proportion(name: str) -> None:
    grows_in_proportion(growth.written, name, SMALL // 4, LARGE // 4)


def grows_in_proportion(
    seconds: Callable[[str, int], float], name: str, small: int, large: int
) -> None:
    growths = []
    for _ in range(TRIES):
        before = min(seconds(name, small) for _ in range(2))
        after = seconds(name, large)
        if after < max(UNFELT, LIMIT * before):
            return
        growths.append(after / before)
    pytest.fail(f"{large // small} times the input, {min(growths):.0f} times the time")


@pytest.mark.parametrize("name", HEAVY)
def test_memory_is_in_proportion(name: str) -> None:
    assert peak(name, 1600) < 2 * 8 * peak(name, 200)


def peak(name: str, size: int) -> int:
    """The most memory, in bytes, that judging a shape of some size takes."""
    context = growth.context_of(name, size)
    tracemalloc.start()
    try:
        judging.found_by("go_mod_gate", context)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
