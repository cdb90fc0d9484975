"""Many paths judged at once, beside the same judged one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.values import module_path

PARTS = ["a", "B", "v2", "v1", "v02", "con", "COM1.x", "x~1", "~", ".", "..", ".x", "x.", "-x", ""]
PARTS += ["example.com", "Example.com", "gopkg.in", "yaml.v3", "x+y", "é", "x y", "\n", "host", "_"]
PATHS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map("/".join)


@given(paths=st.sets(PATHS, max_size=4))
@settings(derandomize=True, deadline=None, max_examples=1000)
def test_both_say_the_same(paths: set[str]) -> None:
    if module_path.are_plain(paths):
        assert [module_path.import_path_fault(path) for path in paths] == [""] * len(paths)
    faults = {path: module_path.module_path_fault(path) for path in paths}
    expected = {path: fault for path, fault in faults.items() if fault}
    assert module_path.unfetchable(paths) == expected
    assert module_path.unfetchable(paths) == expected


@pytest.mark.parametrize(
    "paths", [[], ["example.com/a"], ["example.com/a", "gopkg.in/yaml.v3", "example.com/b/v2"]]
)
def test_what_is_plain(paths: list[str]) -> None:
    assert module_path.are_plain(paths)
