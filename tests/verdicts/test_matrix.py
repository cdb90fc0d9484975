"""The cells of the matrix: accepts, too old, rejects."""

from __future__ import annotations

import pytest

from hooks.values import releases
from hooks.verdicts import matrix
from tests.memory import sources

TOOL = b"module m\n\ngo 1.21\n\ntool a.b/c\n"
SWITCHING = b"module m\n\ngo 1.21\n\ntoolchain go1.24.1\n\ntool a.b/c\n"


def _states(text: bytes, toolchain: str = "auto", name: str = "go.mod") -> dict[int, str]:
    found = matrix.cells(
        sources({name: text}),
        "",
        releases.span("1.20-"),
        toolchain=toolchain,
        workspace=name == "go.work",
    )
    return {one.release.minor: f"{one.state} {one.switches_to}".rstrip() for one in found}


def test_a_directive_newer_than_the_go_line() -> None:
    states = _states(TOOL)
    assert states == dict.fromkeys(range(20, 24), "rejects") | dict.fromkeys(
        range(24, 28), "accepts"
    )
    (cell,) = matrix.cells(sources({"go.mod": TOOL}), "", releases.span("1.22"))
    assert [(one.kind, one.line) for one in cell.problems] == [("unknown-directive", 5)]


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
    assert _states(text, toolchain)[27] == state


def test_workspaces() -> None:
    assert _states(b"go 1.24\n", name="go.work")[23] == "too-old 1.24.0"
    assert _states(b"go 1.24\n", "local", name="go.work")[23] == "too-old"
    assert _states(b"require a v1.0.0\n", name="go.work")[27] == "rejects"


def test_no_file_no_cell() -> None:
    assert matrix.cells(sources({}), "", releases.span("1.27")) == []


def test_kinds() -> None:
    for kind in matrix.KINDS:
        for workspace in (False, True):
            assert callable(matrix.verdict(kind, workspace))
    with pytest.raises(ValueError, match="'build' is none of parse, vendor, graph"):
        matrix.verdict("build", False)
