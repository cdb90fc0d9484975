"""go.work: what its directives say, and what each release says against them."""

from __future__ import annotations

import pytest

from hooks.formats import go_work
from hooks.formats.problem import DEPENDENCY, EDIT, LOAD
from hooks.values.releases import NEWEST, OLDEST

BEYOND = NEWEST + 1  # the end of a range of minor releases


def test_everything_that_a_go_work_says() -> None:
    data = b"""go 1.23

toolchain go1.24.1

use (
\t./a
\t"./b c" // why
)

use ../d

godebug panicnil=1

replace a.b/c v1.0.0 => ./c
"""
    tree = go_work.parse(data)
    assert tree.is_readable
    assert bytes(tree) == data
    assert tree.go is not None
    assert tree.toolchain is not None
    assert (tree.go.version, tree.toolchain.name) == ("1.23", "go1.24.1")
    assert [(one.path, one.line, one.column) for one in tree.uses] == [
        ("./a", 6, 2),
        ("./b c", 7, 2),
        ("../d", 10, 1),
    ]
    assert [(one.key, one.value) for one in tree.godebugs] == [("panicnil", "1")]
    assert [(one.path, one.version, one.target) for one in tree.replaces] == [
        ("a.b/c", "v1.0.0", "./c")
    ]


@pytest.mark.parametrize(
    ("line", "kind", "minors"),
    [
        ("use ./a // c", "", range(0)),
        ("replace a.b/c => d.e/f v1", "", range(0)),
        ("replace a.b/c => d.e/f latest", "version-form", range(18, BEYOND)),
        ("require a.b/c v1.0.0", "unknown-directive", range(18, BEYOND)),
        ("require (\n)", "unknown-block", range(18, BEYOND)),
        ("module m", "unknown-directive", range(18, BEYOND)),
        ("wibble", "unknown-directive", range(18, BEYOND)),
        ("use", "usage", range(18, BEYOND)),
        ("use ./a ./b", "usage", range(18, BEYOND)),
        ("use `./a`", "quoting", range(18, BEYOND)),
        ("go 1.21.0", "go-version", range(18, 21)),
        ("toolchain go1.21.0", "unknown-directive", range(18, 21)),
        ("toolchain bad", "toolchain-version", range(21, BEYOND)),
        ("godebug panicnil=1", "unknown-directive", range(18, 23)),
        ("godebug (\n)", "unknown-block", range(18, 23)),
        ("use (\n./a", "syntax-block-open", range(18, BEYOND)),
        ("go 1.18\ngo 1.19", "repeated", range(18, BEYOND)),
    ],
)
def test_what_releases_refuse(line: str, kind: str, minors: range) -> None:
    tree = go_work.parse(f"{line}\n".encode())
    refusing = [
        minor
        for minor in range(OLDEST, BEYOND)
        if any(problem.kind == kind and problem.applies_to(minor) for problem in tree.read_by(LOAD))
    ]
    assert refusing == list(minors)
    assert tree.read_by(LOAD) == tree.read_by(EDIT)
    assert tree.read_by(DEPENDENCY) == []
    assert tree.is_readable is (NEWEST not in minors)
