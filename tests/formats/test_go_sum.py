from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.formats import go_sum
from hooks.values.module_version import ModuleVersion

A = "h1:" + "A" * 43 + "="
B = "h1:" + "B" * 43 + "="


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("\n\n", [], id="blank lines say nothing"),
        pytest.param(f"a v1 {A}\n", [("a", "v1", A, 1)], id="one entry"),
        pytest.param(f"a v1 {A}", [("a", "v1", A, 1)], id="no newline at the end"),
        pytest.param(f"a v1 {A}\r\n", [("a", "v1", A, 1)], id="carriage return"),
        pytest.param(f"\n  a\tv1\v{A}  \n", [("a", "v1", A, 2)], id="any white space"),
        pytest.param(f"a\xa0v1\u3000{A}\n", [("a", "v1", A, 1)], id="white space of Unicode"),
        pytest.param("a v1 q\x1cr\n", [("a", "v1", "q\x1cr", 1)], id="\\x1c is no white space"),
        pytest.param("x y z\na\nb c d\n", [("x", "y", "z", 1), ("b", "c", "d", 3)], id="odd lines"),
        pytest.param(f"a v1 {A}\ra v2 {A}\n", [], id="a carriage return ends no line"),
    ],
)
def test_entries(text: str, entries: list[tuple[str, str, str, int]]) -> None:
    tree = go_sum.parse(text.encode())
    assert [(one.module, one.version, one.hash, one.line) for one in tree.entries()] == entries


def test_bytes_that_are_no_utf_8_stay() -> None:
    tree = go_sum.parse(b"x\xe9 v1.0.0 h1:x\n")
    assert tree.hashes("x\udce9", "v1.0.0") == ["h1:x"]


@pytest.mark.parametrize(
    ("text", "malformed"),
    [
        pytest.param(f"a v1 {A}\n\n", [], id="three words or none"),
        pytest.param(">>>>>>> a b\n", [], id="three words, whatever they mean"),
        pytest.param("a\n\nb c\n", [(1, 1), (3, 2)], id="one and two words"),
        pytest.param(f"a v1 {A} x\n", [(1, 4)], id="four words"),
        pytest.param("\x00\n", [(1, 1)], id="a NUL byte is a word"),
        pytest.param("=======", [(1, 1)], id="last line without newline"),
    ],
)
def test_malformed(text: str, malformed: list[tuple[int, int]]) -> None:
    assert go_sum.parse(text.encode()).malformed == malformed


def test_older_releases_see_the_lines_above_the_malformed_one() -> None:
    tree = go_sum.parse(f"a v1 {A}\noops\nb v1 {A}\n".encode())
    assert tree.has_h1("b", "v1")
    assert tree.before_malformed().has_h1("a", "v1")
    assert not tree.before_malformed().has_h1("b", "v1")


@pytest.mark.parametrize(
    ("digests", "usable"),
    [
        pytest.param([A], True, id="h1"),
        pytest.param(["h1:!!!"], True, id="what is no base64"),
        pytest.param(["h1:"], True, id="an empty hash"),
        pytest.param(["h2:x"], False, id="another algorithm"),
        pytest.param(["H1:x"], False, id="upper case"),
        pytest.param(["h2:x", A], True, id="one of two"),
        pytest.param([go_sum.EMPTY_GO_MOD], False, id="the hash of an empty go.mod"),
        pytest.param([go_sum.EMPTY_GO_MOD, A], True, id="that and a true one"),
    ],
)
def test_what_counts_as_a_hash(digests: list[str], usable: bool) -> None:
    lines = [f"a v1/go.mod {digest}\n" for digest in digests]
    tree = go_sum.parse("".join(lines).encode())
    assert tree.has_h1("a", "v1/go.mod") is usable
    assert tree.hashes("a", "v1/go.mod") == digests
    assert not tree.has_h1("a", "v1")


def test_places_are_those_of_the_first_line_with_the_entry() -> None:
    tree = go_sum.parse(f"\n a  v1\t{A}\na v1 {A}\na v1 {B}\n".encode())
    assert tree.line_of("a", "v1", A) == 2
    assert tree.line_of("a", "v1", B) == 4
    assert tree.line_of("a", "v2", A) == 0


def test_many_files_are_indexed_in_turn() -> None:
    trees = [go_sum.parse(f"m{at} v1 {A}\nshared v1 {A}\n".encode()) for at in range(40)]
    for at, tree in itertools.chain(enumerate(trees), enumerate(trees)):
        assert tree.has_h1(f"m{at}", "v1")
        assert not tree.has_h1(f"m{at + 1}", "v1")


def test_union_is_what_a_workspace_sees() -> None:
    both = go_sum.union([go_sum.parse(b"a v1 h1:x\n"), go_sum.parse(b"a v1 h1:y\nb v1 h1:z\n")])
    assert sorted(both.hashes("a", "v1")) == ["h1:x", "h1:y"]
    assert both.has_h1("b", "v1")


WORDS = st.sampled_from(
    [">>>>>>>", "a", "b.c/d", "v1.0.0", "v1.0.0/go.mod", A, "h2:x", "é", "\udcff", "\x1c"]
)
BLANKS = st.sampled_from([" ", "  ", "\t", "\r", "\xa0", "\u2028", "\x85", "\f"])
LINES = st.lists(st.one_of(WORDS, BLANKS, st.just(" ")), max_size=9).map("".join)
FILES = st.lists(LINES, max_size=6).map("\n".join)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(FILES)
def test_keeps_every_byte_and_reads_in_bulk_what_it_reads_by_line(text: str) -> None:
    data = text.encode("utf-8", "surrogateescape")
    go_sum._lines.clear()  # what was met before is not looked at again
    go_sum._odd.clear()
    tree = go_sum.parse(data)
    assert bytes(tree) == data
    assert go_sum._odd == {line for line in data.split(b"\n") if not go_sum._is_ordinary(line)}
    slow = [
        [go_sum.text(word) for word in go_sum.words(line)]
        for line in data.split(b"\n")
        if len(go_sum.words(line)) == 3
    ]
    assert [[one.module, one.version, one.hash] for one in tree.entries()] == slow
    for module, version, digest in slow:
        assert digest in tree.hashes(module, version)
    for key in tree.index:
        module, _, version = go_sum.text(key).partition(" ")
        assert tree.hashes(module, version) == list(
            dict.fromkeys(one[2] for one in slow if one[:2] == [module, version])
        )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("a.b/c v1.0.0/go.mod h1:A=\n", "h1:A=", id="one"),
        pytest.param("a.b/c v1.0.0/go.mod h1:A=\n" * 2, "h1:A=", id="the same twice"),
        pytest.param("a.b/c v1.0.0/go.mod h1:A=\na.b/c v1.0.0/go.mod h1:B=\n", "", id="two"),
        pytest.param("a.b/c v1.0.0/go.mod h2:A=\n", "", id="of another algorithm"),
        pytest.param(f"a.b/c v1.0.0/go.mod {go_sum.EMPTY_GO_MOD}\n", "", id="of an empty file"),
        pytest.param("a.b/c v1.0.0 h1:A=\n", "", id="the zip's"),
        pytest.param("", "", id="none"),
    ],
)
def test_the_one_hash_of_a_go_mod(lines: str, expected: str) -> None:
    file = go_sum.parse(lines.encode())
    assert go_sum.go_mod_hash(file, ModuleVersion("a.b/c", "v1.0.0")) == expected
