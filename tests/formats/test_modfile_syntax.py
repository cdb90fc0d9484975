"""The syntax that go.mod and go.work share: words, lines, blocks, comments, faults."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.formats.modfile import syntax, words
from hooks.formats.modfile.syntax import Block, Comments, Line
from hooks.formats.problem import Problem
from tests import inputs


def _told(text: str) -> list[object]:
    """The statements of a file in short: words of lines, words and lines of blocks."""
    told: list[object] = []
    for one in syntax.parse(text.encode("utf-8", "surrogateescape")).statements:
        if isinstance(one, Comments):
            told.append(one.before)
        elif isinstance(one, Block):
            told.append((one.words, [line.words for line in one.lines]))
        else:
            told.append(one.words)
    return told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("module a.b/c", ["module", "a.b/c"]),
        ("module\ta.b/c\r", ["module", "a.b/c"]),
        ("a=>b", ["a=>b"]),
        ("a => b", ["a", "=>", "b"]),
        ("a{b}c", ["a", "{", "b", "}", "c"]),
        ("[a,b]c", ["[", "a", ",", "b", "]", "c"]),
        ('"a b"c', ['"a b"', "c"]),
        ('"a\\"b"', ['"a\\"b"']),
        ("`a\\`b", ["`a\\`", "b"]),
        ('a"b"c', ['a"b"c']),
        ("x/y//z", ["x/y"]),
        ('"a//b" c', ['"a//b"', "c"]),
        ("a;b \\", ["a;b", "\\"]),
        ("x / y", ["x", "/", "y"]),
        ("\udcffa é", ["\udcffa", "é"]),
        ("( x", ["(", "x"]),
        ("x ( ) y", ["x", "(", ")", "y"]),
        ("x ( y", ["x", "(", "y"]),
        ("x y )", ["x", "y", ")"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert _told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        pytest.param("require (\n\ta v1\n)\n", [(["require"], [["a", "v1"]])], id="block"),
        pytest.param("require(\n)\n", [(["require"], [])], id="paren glued on"),
        pytest.param("require ()", [(["require"], [])], id="empty on one line"),
        pytest.param("x y (\n)", [(["x", "y"], [])], id="two words"),
        pytest.param("x ( // c\nd\n) // e", [(["x"], [["d"]])], id="comments at the parens"),
        pytest.param("(\n)", [["("], [")"]], id="no word before the paren"),
        pytest.param("x (\ny (\n)\n)", [(["x"], [["y", "("]]), [")"]], id="no block in a block"),
        pytest.param("// a\n\n// b\nx", [["// a"], ["x"]], id="comments apart and above"),
        pytest.param("\n \t\r\n", [], id="blank"),
        pytest.param("", [], id="empty"),
    ],
)
def test_statements(text: str, statements: list[object]) -> None:
    assert _told(text) == statements


def test_comments_belong_to_what_follows_and_to_their_line() -> None:
    tree = syntax.parse(
        b"// one\n// two\nx ( // open\n\n\t// a\n\n\n\t// b\n\ty // z\n\t// end\n) // e\n"
    )
    (block,) = tree.statements
    assert isinstance(block, Block)
    assert (block.before, block.suffix) == (["// one", "// two"], "// open")
    assert (block.end_before, block.end_suffix, block.end) == (["// end"], "// e", 11)
    (line,) = block.lines
    assert (line.before, line.suffix) == (["// a", "", "// b"], "// z")
    assert (line.line, line.column) == (9, 2)


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ('x\ny "a', "syntax-string", (2, 3)),
        ('x "a\ny', "syntax-string", (1, 5)),
        ("x `a\ny`", "syntax-string", (1, 5)),
        ("x /* y */", "syntax-comment", (1, 3)),
        ("x y/*z", "syntax-comment", (1, 4)),
        ("x\0", "syntax-char", (1, 2)),
        ("\ufeffx", "syntax-char", (1, 1)),
        ("x\u00a0y", "syntax-char", (1, 2)),
        ("x\x0cy", "syntax-char", (1, 2)),
        ("\nx (\ny\n", "syntax-block-open", (4, 1)),
        ("x (\n  y z", "syntax-block-open", (2, 6)),
        ("x (\n) y", "syntax-after-paren", (2, 3)),
        ('x (\n) y "z', "syntax-after-paren", (2, 3)),
        ('x (\n) "z', "syntax-string", (2, 3)),
    ],
)
def test_faults_end_the_reading(text: str, kind: str, place: tuple[int, int]) -> None:
    (fault,) = syntax.parse(text.encode()).faults
    assert (fault.kind, (fault.line, fault.column)) == (kind, place)


def test_a_backslash_carries_a_string_over_the_line() -> None:
    tree = syntax.parse(b'x "a\\\nb" c\ny\n')
    assert [one.words for one in tree.statements if isinstance(one, Line)] == [
        ["x", '"a\\\nb"', "c"],
        ["y"],
    ]
    assert [one.line for one in tree.statements if isinstance(one, Line)] == [1, 3]


def test_columns_of_words() -> None:
    tree = syntax.parse(b'\t"a b" c, // x\n')
    (line,) = tree.statements
    assert isinstance(line, Line)
    assert [tree.column(line, index) for index in range(4)] == [2, 8, 9, 9]
    assert tree.last_column(1) == 9


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    st.one_of(
        inputs.go_mods(),
        st.text(alphabet=inputs.MARKS.replace("\udcff", ""), max_size=30).map(str.encode),
    )
)
def test_the_quick_way_gives_what_the_exact_one_gives(data: bytes) -> None:
    texts = data.decode("utf-8", "surrogateescape").split("\n")
    for index, text in enumerate(texts):
        bare = text.strip(" \t\r")
        if bare and not bare.startswith("//"):
            quick_faults: list[Problem] = []
            exact_faults: list[Problem] = []
            quick = words.read(texts, index, quick_faults)
            exact = words.read_with_columns(texts, index, exact_faults)
            assert (quick.words, quick.suffix, quick.end) == (exact.words, exact.suffix, exact.end)
            assert [one.column for one in quick_faults] == [one.column for one in exact_faults]
