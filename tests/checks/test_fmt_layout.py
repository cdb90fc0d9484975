"""Whether files are in canonical layout, and their repair."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from hooks.checks import fmt_layout
from hooks.formats import go_mod, go_work
from hooks.formats.modfile import layout
from hooks.formats.modfile.table import meaning
from hooks.tree.tree import ModFileRef
from tests import inputs
from tests.memory import memory_tree


def module(text: bytes) -> ModFileRef:
    return ModFileRef("", "go.mod", go_mod.parse(text), is_workspace=False)


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
    findings = fmt_layout.not_canonical(module(text.encode()))
    places = [(finding.code, finding.line) for finding in findings]
    assert places == ([("FMT101", line)] if line else [])


def test_folding_is_asked_for() -> None:
    at = module(b"module m\n\ngo 1.24\n\nrequire a v1.0.0\n\nrequire b v1.0.0\n")
    assert list(fmt_layout.not_canonical(at)) == []
    (finding,) = fmt_layout.not_canonical(at, fold=True)
    assert (finding.line, finding.message) == (5, "more require blocks than two")
    odd = module(b"module m\n\ngo 1.24\n\n\nrequire a v1.0.0\n\nrequire b v1.0.0\n")
    (finding,) = fmt_layout.not_canonical(odd, fold=True)
    assert (finding.line, finding.message) == (5, "not in canonical layout from here on")


def test_unequal_replacements_are_named() -> None:
    at = module(b"module m\n\nreplace a => ./x\n\nreplace a => ./y\n")
    (finding,) = fmt_layout.undecided_replacements(memory_tree({}), at)
    assert (finding.code, finding.line) == ("MOD202", 5)


def test_workspaces() -> None:
    data = b"go 1.24\nuse (\n\t./b\n\t./a\n)\n"
    at = ModFileRef("w", "w/go.work", go_work.parse(data), is_workspace=True)
    (finding,) = fmt_layout.not_canonical(at)
    assert (finding.line, finding.hint) == (2, "modcheck fix w/go.work")
    assert fmt_layout.formatted("w/go.work", data) == b"go 1.24\n\nuse (\n\t./a\n\t./b\n)\n"


def test_what_cannot_be_read_is_not_repaired() -> None:
    assert fmt_layout.formatted("go.mod", b"require (\n") is None


def test_nothing_is_written_where_the_meaning_would_move(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "canonical", lambda file, fold: b"module other\n")
    assert fmt_layout.formatted("go.mod", b"module m\n") is None


@settings(derandomize=True, deadline=None, max_examples=300)
@given(inputs.go_mods())
def test_repairing_is_final_and_keeps_the_meaning(data: bytes) -> None:
    wanted = fmt_layout.formatted("go.mod", data)
    if wanted is not None:
        assert fmt_layout.formatted("go.mod", wanted) == wanted
        assert meaning(go_mod.parse(wanted)) == meaning(go_mod.parse(data))
