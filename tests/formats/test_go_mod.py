"""go.mod: what its directives say, and what each release says against them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from hooks.formats import go_mod
from hooks.formats.modfile import quoting
from hooks.formats.problem import DEPENDENCY, EDIT, FORWARD, LOAD
from hooks.values.releases import NEWEST, OLDEST
from tests import inputs

HEAD = "module example.com/m\n"
BEYOND = NEWEST + 1  # the end of a range of minor releases


def _said(line: str, minor: int = NEWEST, head: str = HEAD) -> list[tuple[str, int, int]]:
    """What loading says of a line: kind, line, column."""
    file = go_mod.parse((head + line + "\n").encode("utf-8", "surrogateescape"))
    return [
        (problem.kind, problem.line, problem.column)
        for problem in file.read_by(LOAD)
        if problem.applies_to(minor)
    ]


def test_everything_that_a_go_mod_says() -> None:
    data = b"""// Deprecated: use example.com/n
module example.com/m

go 1.25.0

toolchain go1.26.1

godebug default=go1.21

require (
\ta.b/c v1.2.3
\t"d.e/f" v1.0.0 // indirect
)

exclude a.b/c v1.2.2

replace a.b/c => ../c

replace d.e/f v1.0.0 => g.h/i v1.1.0

// published by mistake
retract [v0.1.0, v0.2.0]

tool a.b/c/cmd/x

ignore ./node_modules
"""
    tree = go_mod.parse(data)
    assert tree.is_readable
    assert tree.read_by(DEPENDENCY) == []
    assert bytes(tree) == data
    assert tree.module is not None
    assert tree.go is not None
    assert tree.toolchain is not None
    assert (tree.module.path, tree.module.deprecated) == ("example.com/m", "use example.com/n")
    assert (tree.go.version, tree.go.line, tree.go.column) == ("1.25.0", 4, 1)
    assert tree.toolchain.name == "go1.26.1"
    assert [(one.key, one.value) for one in tree.godebugs] == [("default", "go1.21")]
    assert [
        (one.path, one.version, one.indirect, one.line, one.column) for one in tree.requires
    ] == [
        ("a.b/c", "v1.2.3", False, 11, 2),
        ("d.e/f", "v1.0.0", True, 12, 2),
    ]
    assert [(one.path, one.version) for one in tree.excludes] == [("a.b/c", "v1.2.2")]
    assert [(one.path, one.version, one.target, one.target_version) for one in tree.replaces] == [
        ("a.b/c", "", "../c", ""),
        ("d.e/f", "v1.0.0", "g.h/i", "v1.1.0"),
    ]
    (retraction,) = tree.retracts
    assert (retraction.low, retraction.high) == ("v0.1.0", "v0.2.0")
    assert retraction.rationale == "published by mistake"
    assert [one.path for one in tree.tools] == ["a.b/c/cmd/x"]
    assert [one.path for one in tree.ignores] == ["./node_modules"]


@pytest.mark.parametrize(
    "line",
    [
        "require a.b/c v1.0.0",
        "require a.b/c v2.0.0+incompatible",
        "require a.b/../c v1.0.0",
        'require "a b" v1.0.0',
        "replace a => C:/x",
        "replace a => x@v1 v1.0.0",
        "retract [v1.1.0, v1.0.0]",
        "exclude a.b/c v1.0.0",
        "godebug panicnil=",
        "tool ./x",
        "ignore /abs",
        "require ()",
        "// comment",
        "",
    ],
)
def test_what_every_release_loads_or_says_nothing_of_here(line: str) -> None:
    assert _said(line) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("wibble x", ("unknown-directive", 2, 1)),
        ("wibble (\n)", ("unknown-block", 2, 1)),
        ("go (\n)", ("unknown-block", 2, 1)),
        ("require x (\n)", ("unknown-block", 2, 1)),
        ("use ./a", ("unknown-directive", 2, 1)),
        ("module x", ("repeated", 2, 1)),
        ("go 1.x", ("go-version", 2, 4)),
        ('go "1.21"', ("go-version", 2, 4)),
        ("go 1.18 1.19", ("go-args", 2, 1)),
        ("toolchain local", ("toolchain-version", 2, 11)),
        ("toolchain go1.21 x", ("toolchain-args", 2, 1)),
        ("require a.b/c", ("usage", 2, 1)),
        ("require a.b/c v2.0.0", ("version-major", 2, 15)),
        ("require a.b/c master", ("version-lookup", 2, 15)),
        ("require a.b/c patch", ("version-query", 2, 15)),
        ("require a.b/c >v1.2.3", ("version-lookup", 2, 15)),
        ("require a.b/c >=v1", ("version-lookup", 2, 15)),
        ("require a.b/c >v1", ("version-invalid", 2, 15)),
        ("require a.b/c <=v1.2", ("version-invalid", 2, 15)),
        ("require a.b/c >=master", ("version-invalid", 2, 15)),
        ("require a.b/c <", ("version-invalid", 2, 15)),
        ("require a master", ("path-malformed", 2, 11)),
        ("require std v1", ("version-standard", 2, 13)),
        ("require a.b/c/v1 v1.0.0", ("path-malformed", 2, 18)),
        ("require `a.b/c` v1.0.0", ("quoting", 2, 9)),
        ("require (\n\ta.b/c v1.0.0 x\n)", ("usage", 3, 2)),
        ("exclude a.b/c/v2 v1.0.0", ("version-major", 2, 18)),
        ("replace a => x", ("replace-needs-dir", 2, 14)),
        ("replace a => x@v1", ("replace-at", 2, 14)),
        ("replace a => .\\x", ("replace-windows", 2, 14)),
        ("replace a => ./x v1.0.0", ("replace-dir-version", 2, 18)),
        ("replace a/v1 => ./x", ("path-invalid", 2, 9)),
        ("replace a =>", ("usage", 2, 1)),
        ("retract", ("retract-interval", 2, 1)),
        ("retract [v1.0.0 v1.1.0]", ("retract-interval", 2, 17)),
        ("retract [v1.0.0, v1.1.0", ("retract-interval", 2, 1)),
        ("retract v1.0.0 x", ("extra-token", 2, 16)),
        ("retract v2.0.0", ("version-major", 2, 1)),
        ("retract v1", ("version-lookup", 2, 1)),
        ("godebug panicnil", ("usage", 2, 1)),
        ("tool", ("tool-args", 2, 1)),
        ("ignore a b", ("ignore-args", 2, 1)),
    ],
)
def test_what_the_newest_release_refuses(line: str, said: tuple[str, int, int]) -> None:
    assert _said(line) == [said]


def test_a_file_of_more_than_16_mebibytes_is_not_read() -> None:
    said = [_said("//".ljust(size - len(HEAD) - 1, "x")) for size in (16 << 20, (16 << 20) + 1)]
    assert said == [[], [("too-large", 1, 1)]]


@pytest.mark.parametrize(
    ("line", "kind", "minors"),
    [
        ("toolchain go1.21.0", "unknown-directive", range(18, 21)),
        ("godebug panicnil=1", "unknown-directive", range(18, 23)),
        ("tool a.b/c", "unknown-directive", range(18, 24)),
        ("tool (\n)", "unknown-block", range(18, 24)),
        ("tool (\n\ta.b/c\n)", "unknown-block", range(18, 24)),
        ("tool (\n\ta.b/c\n)", "unknown-directive", range(0)),
        ("ignore ./a", "unknown-directive", range(18, 25)),
        ("ignore", "ignore-args", range(25, BEYOND)),
        ("go 1.21.0", "go-version", range(18, 21)),
        ("replace a => .", "replace-needs-dir", range(18, 22)),
        ("replace a => . v1.0.0", "replace-dir-version", range(22, BEYOND)),
        ("replace a => x@v1", "replace-needs-dir", range(18, 20)),
        ("require go 1.18", "path-malformed", range(18, 21)),
        ("require go 1.18", "version-major", range(21, BEYOND)),
        ("require go v1", "version-invalid", range(21, BEYOND)),
        ("require go >=1.18.3", "version-lookup", range(21, BEYOND)),
        ("require toolchain go1.18.3", "version-lookup", range(21, BEYOND)),
        ("require toolchain x", "version-invalid", range(21, BEYOND)),
        ("go 1.21.0\ngo 1.18", "repeated", range(21, BEYOND)),
    ],
)
def test_what_some_releases_refuse(line: str, kind: str, minors: range) -> None:
    refusing = [
        minor
        for minor in range(OLDEST, BEYOND)
        if kind in [problem for problem, _, _ in _said(line, minor)]
    ]
    assert refusing == list(minors)


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("wibble x", []),
        ("replace x", []),
        ("exclude a.b/c latest", []),
        ("retract [v1", []),
        ("tool `x`", []),
        ("toolchain x", []),
        ("go 1.21.x", []),
        ("go x", ["go-version"]),
        ("go", ["go-args"]),
        ("go 1.18\ngo 1.19", ["repeated"]),
        ("require a.b/c latest", ["version-form"]),
        ("require a.b/c v1", []),
        ("require a.b/c v2.0.0", ["version-major"]),
        ("require a.b/c/v1 v1.0.0", ["path-invalid"]),
        ("ignore", ["ignore-args"]),
        ("module", ["repeated"]),
        ('tool "', ["syntax-string"]),
    ],
)
def test_how_a_dependency_is_read(line: str, kinds: list[str]) -> None:
    tree = go_mod.parse((HEAD + line + "\n").encode())
    problems = [problem for problem in tree.read_by(DEPENDENCY) if problem.applies_to(NEWEST)]
    assert [problem.kind for problem in problems] == kinds


@pytest.mark.parametrize(
    ("text", "version"),
    [("go 1.21.x\n", "1.21"), ("go v1.18.1\n", "1.18"), ("go 1.21.5\n", "1.21.5"), ("go x\n", "")],
)
def test_the_go_line_of_a_dependency(text: str, version: str) -> None:
    assert go_mod.parse(text.encode()).lax_go == version


def test_all_errors_are_told() -> None:
    text = "wibble\nrequire a\nmodule x\ngo 1.x\n"
    assert [(one[0], one[1]) for one in _said(text)] == [
        ("unknown-directive", 2),
        ("usage", 3),
        ("repeated", 4),
        ("go-version", 5),
    ]


@pytest.mark.parametrize(
    ("comment", "indirect"),
    [
        ("// indirect", True),
        ("//indirect", True),
        ("// indirect; why", True),
        ("//\tindirect ", True),
        ("// indirect;", False),
        ("// indirect why", False),
        ("// Indirect", False),
        ("/// indirect", False),
        ("// x; indirect", False),
        ("", False),
    ],
)
def test_indirect(comment: str, indirect: bool) -> None:
    tree = go_mod.parse(f"require a.b/c v1.0.0 {comment}\n".encode())
    assert [one.indirect for one in tree.requires] == [indirect]


@pytest.mark.parametrize(
    ("text", "rationale"),
    [
        ("// a\nretract v1.0.0 // b\n// c\n", "a\nb"),
        ("// a\n\n// b\nretract v1.0.0\n", "b"),
        ("// block\nretract (\n\tv1.0.0\n)\n", "block"),
        ("// block\nretract (\n\t// line\n\tv1.0.0\n)\n", "line"),
        ("retract (\n\t// a\n\n\t// b\n\tv1.0.0\n)\n", "a\nb"),
        ("// a\n//\n//  b  c\nretract v1.0.0\n", "a\n\nb  c"),
        ("retract v1.0.0\n", ""),
    ],
)
def test_rationales(text: str, rationale: str) -> None:
    assert [one.rationale for one in go_mod.parse(text.encode()).retracts] == [rationale]


@pytest.mark.parametrize(
    ("text", "deprecated"),
    [
        ("// Deprecated: a\nmodule m\n", "a"),
        ("module m // Deprecated: a\n", "a"),
        ("// x\n//\n// Deprecated: a\n// b\n//\n// y\nmodule m\n", "a\nb"),
        ("// x\n// Deprecated: a\nmodule m\n", ""),
        ("// Deprecated: a\n\nmodule m\n", ""),
        ("// deprecated: a\nmodule m\n", ""),
        ("// Deprecated: a\nmodule (\n\tm\n)\n", "a"),
    ],
)
def test_deprecation(text: str, deprecated: str) -> None:
    module = go_mod.parse(text.encode()).module
    assert module is not None
    assert module.deprecated == deprecated


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("a", "a"),
        ('"a b"', "a b"),
        ('"a\\"b"', 'a"b'),
        ('"\\x41\\u00e9\\U0001f600\\377"', "Aé😀\udcff"),
        ('"\\a\\b\\f\\n\\r\\t\\v\\\\"', "\a\b\f\n\r\t\v\\"),
        ('""', ""),
        ('"', None),
        ("a'b", None),
        ("`a`", None),
        ('"a\\\'b"', None),
        ('"\\ud800"', None),
        ('"\\400"', None),
        ('"\\12"', None),
        ('"\\12a"', None),
        ('"\\x4"', None),
        ('"\\q"', None),
    ],
)
def test_quoted_words(word: str, value: str | None) -> None:
    assert quoting.unquote(word) == value
    if value is not None:
        assert quoting.unquote(quoting.quote(value)) == value


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("a.b/c", "a.b/c"),
        ("a b", '"a b"'),
        ("", '""'),
        ("a//b", '"a//b"'),
        ("a,b", '"a,b"'),
        ("a\\b", "a\\b"),
        ("é", "é"),
        ("a\u00a0\x01\n\x7f", '"a\\u00a0\\x01\\n\\x7f"'),
        ("\u2028😀\U0010ffff", '"\\u2028😀\\U0010ffff"'),
        ("\udcff", "\udcff"),
        ("\udcff ", '"\\xff "'),
    ],
)
def test_quotes_where_they_are_needed(value: str, word: str) -> None:
    assert quoting.quote(value) == word


def test_wrong_quotes_are_left() -> None:
    assert quoting.requote('"\\q"') == '"\\q"'
    assert quoting.requote('"a"') == quoting.requote("a") == "a"


@settings(derandomize=True, deadline=None, max_examples=200)
@given(inputs.go_mods())
def test_keeps_every_byte_and_every_place_is_in_the_file(data: bytes) -> None:
    tree = go_mod.parse(data)
    assert bytes(tree) == data
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    for reader in (LOAD, EDIT, DEPENDENCY, FORWARD):
        for problem in tree.read_by(reader):
            assert 1 <= problem.line <= len(lines)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def test_a_retraction_with_a_word_too_many_is_kept_apart() -> None:
    """It counts in the go.mod of a dependency alone."""
    tree = go_mod.parse((HEAD + "retract v1.0.0 x\nretract [v1.1.0, v1.2.0]\n").encode())
    assert [(each.low, each.high) for each in tree.cut_retracts] == [("v1.0.0", "v1.0.0")]
    assert [(each.low, each.high) for each in tree.retracts] == [("v1.1.0", "v1.2.0")]
