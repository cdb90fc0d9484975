"""Imports beside what vendor/modules.txt lists."""

from __future__ import annotations

import pytest

from hooks.checks import tid_module
from hooks.checks.tid_imports import RequiredVersions
from tests.memory import memory_tree

Files = dict[str, bytes]

MOD = b"module x.y/m\n\ngo 1.22\n\nrequire a.b/c v1.0.0\n\nrequire d.e/f v1.0.0 // indirect\n"
LIST = b"# a.b/c v1.0.0\n## explicit\na.b/c\n# d.e/f v1.0.0\n## explicit\nd.e/f/g\n"
BASE: Files = {
    "go.mod": MOD,
    "m.go": b'package m\n\nimport _ "a.b/c"\n',
    "vendor/modules.txt": LIST,
    "vendor/a.b/c/c.go": b'package c\n\nimport _ "d.e/f/g"\n',
    "vendor/d.e/f/g/g.go": b'package g\n\nimport _ "fmt"\n',
}


def told(files: Files) -> list[tuple[str, str]]:
    tree = memory_tree(files)
    versions = RequiredVersions(tree, [""])
    found = tid_module.every_finding(tree, "", versions, strict=True, leftovers=True)
    return [(finding.code, finding.module) for finding in found]


def new(change: Files) -> list[tuple[str, str]]:
    tree, base = memory_tree({**BASE, **change}), memory_tree(BASE)
    versions = RequiredVersions(tree, [""])
    found = tid_module.new_findings(tree, "", [base], change, versions, strict=True, leftovers=True)
    return [(finding.code, finding.module) for finding in found]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, [], id="in step"),
        pytest.param(
            {"n.go": b'package m\n\nimport _ "a.b/c/more"\n'},
            [("TID401", "a.b/c/more")],
            id="an import that is not listed",
        ),
        pytest.param(
            {"n.go": b'//go:build tools\n\npackage m\n\nimport _ "a.b/c/more"\n'},
            [],
            id="likewise, under a custom tag",
        ),
        pytest.param(
            {"vendor/a.b/c/c.go": b'package c\n\nimport (\n\t_ "d.e/f/g"\n\t_ "d.e/f/h"\n)\n'},
            [("TID401", "d.e/f/h")],
            id="an import of a vendored file",
        ),
        pytest.param(
            {"vendor/x.y/z/z.go": b'package z\n\nimport _ "d.e/f/h"\n'},
            [],
            id="a vendored file that is not listed is not built",
        ),
        pytest.param(
            {"vendor/modules.txt": LIST.replace(b"d.e/f/g\n", b"")},
            [("TID401", "d.e/f/g")],
            id="a package that is no longer listed",
        ),
        pytest.param(
            {"vendor/modules.txt": LIST + b"d.e/f/h\n"},
            [("TID402", "d.e/f/h")],
            id="a package that nothing imports",
        ),
        pytest.param(
            {
                "go.mod": MOD.replace(b"go 1.22", b"go 1.13"),
                "n.go": b'package m\nimport _ "a.b/c/x"',
            },
            [],
            id="below go 1.14 a build does not look there",
        ),
        pytest.param(
            {"n.go": b'package m\n\nimport _ "x.y/m/vendored"\n', "vendored/v.go": b"package v\n"},
            [],
            id="packages of the module itself are not vendored",
        ),
        pytest.param(
            {
                "n.go": b'package m\nimport _ "a.b/c/x"',
                "vendor/modules.txt": b"## workspace\n" + LIST,
            },
            [],
            id="a list that was written for a workspace",
        ),
    ],
)
def test_listed(change: Files, expected: list[tuple[str, str]]) -> None:
    assert told({**BASE, **change}) == expected
    assert new(change) == expected


def test_nothing_is_said_of_a_folder_without_a_list() -> None:
    files = {**BASE, "n.go": b'package m\n\nimport _ "a.b/c/more"\n'}
    assert told(files) == [("TID401", "a.b/c/more")]
    del files["vendor/modules.txt"]
    assert told(files) == []


def test_what_a_vendored_package_needs_is_marked() -> None:
    """The last import of a module goes, and a package that is still imported uses it."""
    files = {**BASE, "go.mod": MOD.replace(b" // indirect", b"")}
    assert told(files) == [("TID201", "d.e/f")]
    assert tid_module.mended(memory_tree(files), "") == MOD
