"""Eight times the input takes about eight times the time and the memory, whatever its shape.

`python3 -m tests.growth` prints the seconds of each shape.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import pytest

from hooks.formats.modfile.file import LARGEST
from tests import growth
from tests.hostile import judging

SMALL, LARGE = 200, 1600
LIMIT = 32  # of a growth that is linear (8) but for the noise of the machine; quadratic: 64
UNFELT = 0.1  # seconds
TRIES = 4
DOUBLED = 2.5  # the same of twice the input; quadratic: 4
PAIRS = {  # sizes that take long enough to be measured
    "go.mod: exclusions": 2000,
    "go.mod: settings": 2000,
    "go.mod: absolute replacements": 2000,
    "removed hashes": 2000,
    "go.sum: one module, many hashes": 8000,
    "nested go.mod folders": 5000,
    "go.mod folders": 8000,
    "copies of one module in many blocks": 8000,
    "copies of many modules": 4000,
    "modules that replace one another": 4000,
    "a workspace that replaces one module": 4000,
    "denied modules and requirements": 4000,
}
EXCEPTIONS = ("exceptions and findings", "exceptions below folders and findings")
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


@pytest.mark.parametrize(("name", "size"), PAIRS.items())
def test_doubling_takes_twice_the_time(name: str, size: int) -> None:
    """Where every part of the input could be held against every other part."""
    doubles_in_proportion(growth.judged, name, size)


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_exceptions_are_not_tried_one_by_one(name: str) -> None:
    doubles_in_proportion(growth.weighed, name, 1000)


def doubles_in_proportion(seconds: Callable[[str, int], float], name: str, size: int) -> None:
    growths = []
    for _ in range(TRIES):
        small, middle, large = (seconds(name, size << step) for step in range(3))
        if large < UNFELT or large < DOUBLED**2 * small or large < DOUBLED * middle:
            return
        growths.append(large / middle)
    pytest.fail(f"twice the input, {min(growths):.1f} times the time")


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


@pytest.mark.parametrize("name", ["go.mod", "go.work"])
def test_nothing_of_a_huge_file_is_read(name: str) -> None:
    head = growth.HEAD if name == "go.mod" else b"go 1.22\n"
    files = {"go.mod": growth.HEAD, name: head + b"// x\n" * (LARGEST // 5)}
    said = judging.said("go_mod_gate", files)["text"]
    assert f"{name}:1:1: MOD201 {name} file too large (max size is 16777216 bytes)" in said
    assert judging.repaired("go_mod_format", files, name) is None
