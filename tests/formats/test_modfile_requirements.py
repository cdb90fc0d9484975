"""Ordinary requirements read in bulk, beside the same read word by word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.formats import go_mod
from hooks.formats.modfile import layout, requirements
from hooks.formats.modfile.file import GoMod
from hooks.formats.problem import DEPENDENCY, EDIT, FORWARD, LOAD

ORDINARY = [
    "\texample.com/a v1.2.3",
    "\texample.com/b/v2 v2.0.0-rc.1 // indirect",
    "\tgopkg.in/yaml.v3 v3.0.1",
    "\texample.com/c v2.0.0+incompatible",
    "\tgo v1.2.3",
    "\tgithub.com/Up/low~1 v0.0.0-20200101000000-abcdefabcdef",
]
ODD = [
    "",
    "\t",
    ")",
    "\t)",
    " )",
    ") // closed",
    "\t// why",
    "example.com/a v1.2.3",
    "\texample.com/a v1.2.3 ",
    "\texample.com/a  v1.2.3",
    "\texample.com/a v1.2.3\r",
    "\texample.com/a v1.2.3 // indirect; why",
    "\texample.com/a v1.2.3 //indirect",
    "\texample.com/a v1.2",
    "\texample.com/a v2.0.0",
    "\texample.com/a/v1 v1.0.0",
    "\texample.com/a master",
    "\texample.com/a",
    "\t v1.2.3",
    "\texample.com//a v1.0.0",
    "\texample.com/a/*b v1.0.0",
    "\texample.com/a => v1.2.3",
    "\texample.com/a, v1.2.3",
    '\t"example.com/a" v1.2.3',
    "\texample.com/'a v1.2.3",
    "\texample.com/`a v1.2.3",
    "\texample.com/\u00e4 v1.2.3",
    "\texample.com/a\x7f v1.2.3",
    "\tgo 1.21",
    "\tstd v1.2",
    "require (",
    "require example.com/a v1.2.3",
    "replace example.com/a => ./a",
    "require x (",
]


READERS = (LOAD, EDIT, DEPENDENCY, FORWARD)


def outside(tree: GoMod) -> list[object]:
    """All that can be seen of a go.mod."""
    told: list[object] = [
        [(one.path, one.version, one.indirect, one.line, one.column) for one in tree.requires],
        *([repr(problem) for problem in tree.read_by(reader)] for reader in READERS),
        [(one.path, one.target, one.line) for one in tree.replaces],
        tree.lax_go,
    ]
    for statement in tree.syntax.statements:
        told += [vars_of(statement), [vars_of(line) for line in getattr(statement, "lines", ())]]
    try:
        told.append(layout.canonical(tree))
        told.append(layout.canonical(tree, fold=True))
    except ValueError:
        told.append("cannot be read")
    return told


def vars_of(statement: object) -> list[object]:
    names = ("words", "line", "column", "before", "suffix", "end", "end_before", "end_suffix")
    return [getattr(statement, name, None) for name in names]


def read_by_word(data: bytes) -> GoMod:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requirements, "of_lines", lambda texts: None)
        return go_mod.parse(data)


@pytest.mark.parametrize("line", ORDINARY)
def test_what_is_ordinary(line: str) -> None:
    assert requirements.of_lines([line]) is not None


@pytest.mark.parametrize("line", ODD)
def test_what_has_to_be_read_by_word(line: str) -> None:
    assert requirements.of_lines([ORDINARY[0], line]) is None


@pytest.mark.parametrize("line", ORDINARY + ODD)
@pytest.mark.parametrize(
    "end", ["\n)\n", "\n)", "\n) // end\n", "\n\t// last\n)\n", "\r\n)\r\n", "\n"]
)
def test_both_say_the_same(line: str, end: str) -> None:
    text = (
        f"module example.com/m\n\n// all\nrequire ( // of them\n{ORDINARY[0]}\n{line}{end}go 1.22\n"
    )
    data = text.encode("utf-8", "surrogateescape")
    assert outside(go_mod.parse(data)) == outside(read_by_word(data))


LINES = st.lists(st.sampled_from([*ORDINARY, *ODD, "require (", ")", ")", *ORDINARY]), max_size=24)


@given(lines=LINES)
@settings(derandomize=True, deadline=None, max_examples=300)
def test_both_say_the_same_of_any_lines(lines: list[str]) -> None:
    data = "\n".join(["module example.com/m", "require (", *lines]).encode()
    assert outside(go_mod.parse(data)) == outside(read_by_word(data))
