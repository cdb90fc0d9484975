"""Whether files are in canonical layout, and their repair."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from hooks.checks import layout
from hooks.formats import go_mod, go_mod_layout, go_work
from tests import inputs


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("module m\n\ngo 1.24\n", 0, id="canonical"),
        pytest.param("wibble\n", 0, id="cannot be read"),
        pytest.param("module m\ngo 1.24\n", 2, id="no blank line"),
        pytest.param("module m\n\ngo 1.24", 3, id="no line end"),
        pytest.param("module m\n\ngo 1.24\n\n", 4, id="blank line at the end"),
        pytest.param("module m\r\n", 1, id="carriage return"),
    ],
)
def test_the_first_line_out_of_form(text: str, line: int) -> None:
    found = list(layout.untidy("go.mod", go_mod.parse(text.encode())))
    assert [(one.code, one.line) for one in found] == ([("FMT101", line)] if line else [])


def test_folding_is_asked_for() -> None:
    tree = go_mod.parse(b"module m\n\ngo 1.24\n\nrequire a v1.0.0\n\nrequire b v1.0.0\n")
    assert list(layout.untidy("go.mod", tree)) == []
    (found,) = layout.untidy("go.mod", tree, fold=True)
    assert (found.line, found.message) == (5, "more require blocks than two")


def test_unequal_replacements_are_named() -> None:
    tree = go_mod.parse(b"module m\n\nreplace a => ./x\n\nreplace a => ./y\n")
    (found,) = layout.undecided("go.mod", tree)
    assert (found.code, found.line) == ("MOD202", 5)


def test_workspaces() -> None:
    data = b"go 1.24\nuse (\n\t./b\n\t./a\n)\n"
    (found,) = layout.untidy("w/go.work", go_work.parse(data))
    assert (found.line, found.hint) == (2, "go work edit -fmt w/go.work")
    assert layout.repaired("w/go.work", data) == b"go 1.24\n\nuse (\n\t./a\n\t./b\n)\n"


def test_what_cannot_be_read_is_not_repaired() -> None:
    assert layout.repaired("go.mod", b"require (\n") is None


def test_nothing_is_written_where_the_meaning_would_move(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(go_mod_layout, "canonical", lambda tree, fold: b"module other\n")
    assert layout.repaired("go.mod", b"module m\n") is None


@settings(derandomize=True, deadline=None, max_examples=300)
@given(inputs.go_mods())
def test_repairing_is_final_and_keeps_the_meaning(data: bytes) -> None:
    wanted = layout.repaired("go.mod", data)
    if wanted is not None:
        assert layout.repaired("go.mod", wanted) == wanted
        assert layout.meaning(go_mod.parse(wanted)) == layout.meaning(go_mod.parse(data))
