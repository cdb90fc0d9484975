"""The modules of a workspace."""

from __future__ import annotations

import pytest

from hooks.verdicts.workspace import Workspace
from tests.memory import memory_tree


@pytest.mark.parametrize(
    ("uses", "folders"),
    [
        pytest.param(["./b", "./a"], ["w/b", "w/a"], id="in the order of their lines"),
        pytest.param(["."], ["w"], id="the folder of go.work"),
        pytest.param(["./a", "./b/../a"], ["w/a"], id="one that is used twice"),
        pytest.param(["../up"], ["up"], id="above go.work"),
        pytest.param(["../../out", "./gone", "./a"], ["w/a"], id="what is not in the tree"),
    ],
)
def test_the_members(uses: list[str], folders: list[str]) -> None:
    files = {f"{folder}/go.mod": b"module m\n" for folder in ("w", "w/a", "w/b", "up")}
    lines = "".join(f"use {path}\n" for path in uses)
    space = Workspace(memory_tree({**files, "w/go.work": f"go 1.22\n{lines}".encode()}), "w")
    assert [member.folder for member in space.members] == folders
