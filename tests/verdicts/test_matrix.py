"""The cells of the matrix: accepts, too old, rejects."""

from __future__ import annotations

import pytest

from hooks.values import releases
from hooks.values.releases import NEWEST
from hooks.verdicts import matrix
from tests.memory import memory_tree, module_file, workspace_file

TOOL = b"module m\n\ngo 1.21\n\ntool a.b/c\n"
SWITCHING = b"module m\n\ngo 1.21\n\ntoolchain go1.24.1\n\ntool a.b/c\n"


def _states(text: bytes, toolchain: str = "auto", name: str = "go.mod") -> dict[int, str]:
    tree = memory_tree({name: text})
    at = workspace_file(tree) if name == "go.work" else module_file(tree)
    cells = matrix.cells(tree, at, releases.span("1.20-"), toolchain=toolchain)
    return {cell.release.minor: f"{cell.state} {cell.switches_to}".rstrip() for cell in cells}


def test_a_directive_newer_than_the_go_line() -> None:
    states = _states(TOOL)
    assert states == dict.fromkeys(range(20, 24), "rejects") | dict.fromkeys(
        range(24, NEWEST + 1), "accepts"
    )
    tree = memory_tree({"go.mod": TOOL})
    (cell,) = matrix.cells(tree, module_file(tree), releases.span("1.22"))
    assert [(problem.kind, problem.line) for problem in cell.problems] == [("unknown-directive", 5)]


def test_a_toolchain_line_keeps_older_releases_away() -> None:
    states = _states(SWITCHING)
    assert states[20] == "rejects"
    assert [states[minor] for minor in (21, 22, 23)] == ["too-old 1.24.1"] * 3
    assert states[24] == "accepts"


def test_without_switching_they_reject() -> None:
    states = _states(SWITCHING, "local")
    assert [states[minor] for minor in (21, 22, 23)] == ["rejects"] * 3


@pytest.mark.parametrize(
    ("text", "toolchain", "state"),
    [
        (b"module m\ngo 1.99\n", "auto", "too-old 1.99.0"),
        (b"module m\ngo 1.99\n", "local", "too-old"),
        (b"module m\ngo 1.99\ntoolchain default\n", "auto", "rejects"),
        (b"module m\ngo 2.0\n", "auto", "rejects"),
        (b"module m\ntoolchain go1.21.x\n", "auto", "rejects"),
        (b"<<<<<<< x\ngo 1.99\n", "auto", "too-old 1.99.0"),
    ],
)
def test_the_newest_release(text: bytes, toolchain: str, state: str) -> None:
    assert _states(text, toolchain)[NEWEST] == state


def test_workspaces() -> None:
    assert _states(b"go 1.24\n", name="go.work")[23] == "too-old 1.24.0"
    assert _states(b"go 1.24\n", "local", name="go.work")[23] == "too-old"
    assert _states(b"require a v1.0.0\n", name="go.work")[NEWEST] == "rejects"


def test_no_file_no_cell() -> None:
    assert memory_tree({}).mod_file("", is_workspace=False) is None
    assert memory_tree({}).mod_file("", is_workspace=True) is None


def test_questions() -> None:
    for question in matrix.QUESTIONS:
        for is_workspace in (False, True):
            assert callable(matrix.verdict(question, is_workspace))
    with pytest.raises(ValueError, match="'build' is none of parse, vendor, graph"):
        matrix.verdict("build", False)
