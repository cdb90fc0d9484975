"""The canonical layout of go.mod and go.work, and requirements folded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.formats import go_mod, go_work
from hooks.formats.modfile import layout
from tests import inputs

CANONICAL = """// above

// about m
module m // here

go 1.21

require (
\ta v1.0.0

\t// about b
\tb v1.0.0 // indirect
// last
) // end

require c v1.0.0

retract [v1.0.0, v1.1.0]
"""


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        pytest.param(CANONICAL, CANONICAL, id="canonical is left"),
        pytest.param("", "", id="empty is left"),
        pytest.param("\n \n", "", id="blank"),
        pytest.param("// a\n\n\n// b\n\n", "// a\n\n// b\n", id="comments alone"),
        pytest.param("module m\r\ngo 1.18\r\n", "module m\n\ngo 1.18\n", id="carriage returns"),
        pytest.param("  module   m//x  ", "module m //x\n", id="blanks and a glued comment"),
        pytest.param("require (\n\ta v1.0.0\n)\n", "require a v1.0.0\n", id="block of one line"),
        pytest.param("// c\nrequire () // d\n", "", id="empty block"),
        pytest.param(
            "require (\n\tb.c/d v1.0.0\n\ta.b/c v1.0.0\n)\n",
            "require (\n\ta.b/c v1.0.0\n\tb.c/d v1.0.0\n)\n",
            id="block sorted",
        ),
        pytest.param(
            "require (\n\n\ta v1.0.0\n\n\n\tb v1.0.0\n\n)\n",
            "require (\n\ta v1.0.0\n\n\tb v1.0.0\n)\n",
            id="blank lines in a block",
        ),
        pytest.param(
            "require (\n\tb v1.0.0\n\n\ta v1.0.0\n)\n",
            "require (\n\ta v1.0.0\n\tb v1.0.0\n)\n",
            id="a blank line that comes first after sorting goes",
        ),
        pytest.param(
            "require (\n\t// about a\n\ta v1.0.0\n\t// more\n)\n",
            "require (\n\t// about a\n\ta v1.0.0\n// more\n)\n",
            id="block of one line with a comment at its end",
        ),
        pytest.param(
            'module "m"\nrequire "a b" v1\n', 'module m\n\nrequire "a b" v1.0.0\n', id="quotes"
        ),
        pytest.param("require a v1.2\n", "require a v1.2.0\n", id="version in full"),
        pytest.param("require a v1.2.3+x\n", "require a v1.2.3\n", id="no build part"),
        pytest.param(
            "go 1.20\nexclude (\n\ta v1.9.0\n\ta v1.10.0\n)\n",
            "go 1.20\n\nexclude (\n\ta v1.10.0\n\ta v1.9.0\n)\n",
            id="excludes by text below go 1.21",
        ),
        pytest.param(
            "go 1.21\nexclude (\n\ta v1.10.0\n\ta v1.9.0\n\ta v1.9.0\n)\n",
            "go 1.21\n\nexclude (\n\ta v1.9.0\n\ta v1.10.0\n)\n",
            id="excludes by version from go 1.21 on, once",
        ),
        pytest.param(
            "retract (\n\tv1.0.0\n\tv1.10.0\n\t[v1.9.0,v1.9.5]\n)\n",
            "retract (\n\tv1.10.0\n\t[v1.9.0, v1.9.5]\n\tv1.0.0\n)\n",
            id="retractions from new to old",
        ),
        pytest.param(
            "tool x\ntool (\n\tb\n\ta\n\tx\n)\n", "tool x\n\ntool (\n\ta\n\tb\n)\n", id="tools once"
        ),
        pytest.param(
            "replace a => ./x // 1\n\nreplace a => ./x // 2\n",
            "replace a => ./x // 2\n",
            id="equal replacements: the last stays",
        ),
        pytest.param(
            "replace a => ./x\nreplace a => ./y\n",
            "replace a => ./x\n\nreplace a => ./y\n",
            id="unequal replacements are left",
        ),
        pytest.param(
            "replace (\n\ta v1 => ./y\n\ta => b v1\n)\n",
            "replace (\n\ta => b v1.0.0\n\ta v1.0.0 => ./y\n)\n",
            id="replacements in full and in order",
        ),
        pytest.param(
            "require (\n\tb v1.0.0\n\tb v1.0.0 // indirect\n)\n",
            "require (\n\tb v1.0.0\n\tb v1.0.0 // indirect\n)\n",
            id="requirements may be said twice",
        ),
        pytest.param(
            "godebug (\n\tb=1\n\ta=1\n)\n", "godebug (\n\ta=1\n\tb=1\n)\n", id="settings in order"
        ),
    ],
)
def test_layout(text: str, canonical: str) -> None:
    assert layout.canonical(go_mod.parse(text.encode())) == canonical.encode()


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        pytest.param("go 1.18\n\nuse ./a\n", "go 1.18\n\nuse ./a\n", id="canonical is left"),
        pytest.param("use ./b\nuse ./a\n", "use ./b\n\nuse ./a\n", id="lines keep their order"),
        pytest.param(
            'use (\n\t./b\n\t"./a"\n\t./a\n)\n',
            "use (\n\t./a\n\t./a\n\t./b\n)\n",
            id="block sorted",
        ),
    ],
)
def test_layout_of_a_workspace(text: str, canonical: str) -> None:
    assert layout.canonical(go_work.parse(text.encode())) == canonical.encode()


@pytest.mark.parametrize("text", ["wibble\n", "require (\n", "go x\n", "require a v2.0.0\n"])
def test_what_cannot_be_read_has_no_layout(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        layout.canonical(go_mod.parse(text.encode()))


HEAD = "module m\n\ngo 1.27\n\n"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("require a v1.0.0\n", "require a v1.0.0\n", id="one requirement"),
        pytest.param(
            "require (\n\ta v1.0.0\n\tb v1.0.0\n)\n\nrequire c v1.0.0 // indirect\n",
            "require (\n\ta v1.0.0\n\tb v1.0.0\n)\n\nrequire c v1.0.0 // indirect\n",
            id="folded is left",
        ),
        pytest.param(
            "require (\n\ta v1.0.0\n\tb v1.0.0 // indirect\n\tc v1.0.0\n)\n",
            "require (\n\ta v1.0.0\n\tc v1.0.0\n)\n\nrequire b v1.0.0 // indirect\n",
            id="one mixed block",
        ),
        pytest.param(
            "require b v1.0.0\n\nexclude x v1.0.0\n\nrequire (\n\ta v1.0.0\n)\n",
            "exclude x v1.0.0\n\nrequire (\n\ta v1.0.0\n\tb v1.0.0\n)\n",
            id="in the place of the last",
        ),
        pytest.param(
            "require a v1.0.0\n\nexclude x v1.0.0\n\n"
            "require (\n\tb v1.0.0\n\tc v1.0.0 // indirect\n)\n",
            "require (\n\ta v1.0.0\n\tb v1.0.0\n)\n\nrequire c v1.0.0 // indirect\n\n"
            "exclude x v1.0.0\n",
            id="but not of a mixed one",
        ),
        pytest.param(
            "// A\nrequire (\n\ta v1.0.0\n\tb v1.0.0\n)\n\n"
            "// C\nrequire (\n\tc v1.0.0 // indirect\n\td v1.0.0 // indirect\n)\n",
            "// A\nrequire (\n\ta v1.0.0\n\tb v1.0.0\n)\n\n"
            "// C\nrequire (\n\tc v1.0.0 // indirect\n\td v1.0.0 // indirect\n)\n",
            id="each kind keeps its comment",
        ),
        pytest.param(
            "// A\nrequire (\n\ta v1.0.0\n)\n\n// B\nrequire (\n\t// e\n\te v1.0.0\n)\n",
            "// A\n//\n// B\nrequire (\n\ta v1.0.0\n\t// e\n\te v1.0.0\n)\n",
            id="comments are joined",
        ),
        pytest.param(
            "require ( // o\n\ta v1.0.0\n) // e\n\nrequire (\n\tc v1.0.0\n)\n",
            "require (\n\ta v1.0.0\n\tc v1.0.0\n// o\n// e\n)\n",
            id="comments at parentheses are kept",
        ),
        pytest.param(
            "// c\nrequire c v1.0.0\n\nrequire a v1.0.0\n",
            "require (\n\ta v1.0.0\n\t// c\n\tc v1.0.0\n)\n",
            id="a line takes its comment along",
        ),
    ],
)
def test_folding(text: str, folded: str) -> None:
    found = layout.canonical(go_mod.parse((HEAD + text).encode()), fold=True)
    assert found.decode() == HEAD + folded
    assert layout.canonical(go_mod.parse(found), fold=True) == found


def test_nothing_is_folded_below_go_1_17() -> None:
    text = b"module m\n\ngo 1.16\n\nrequire a v1.0.0\n\nrequire b v1.0.0\n"
    assert layout.canonical(go_mod.parse(text), fold=True) == text


@settings(derandomize=True, deadline=None, max_examples=300)
@given(inputs.go_mods(), st.booleans())
def test_twice_changes_nothing(data: bytes, fold: bool) -> None:
    tree = go_mod.parse(data)
    try:
        once = layout.canonical(tree, fold=fold)
    except ValueError:
        return
    assert layout.canonical(go_mod.parse(once), fold=fold) == once
