"""What a change concerns, beside everything: nothing that is new goes unseen."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hooks.checks import tid_module
from hooks.checks.tid_imports import RequiredVersions
from hooks.formats import go_mod
from hooks.tree.tree import Tree
from hooks.verdicts.imports import ModuleImports
from tests.live_tidy import modules
from tests.memory import memory_tree

Files = dict[str, bytes]
Told = set[tuple[str, str]]  # code and module


def everything(tree: Tree) -> Told:
    found = tid_module.every_finding(tree, "", RequiredVersions(tree, [""]), strict=True)
    return {(finding.code, finding.module) for finding in found}


def unused(tree: Tree) -> Told:
    """The requirements that nothing imports, also where files that cannot be seen may."""
    imports = ModuleImports(tree, "")
    uses = imports.uses(imports.every_site())
    direct = {
        ("TID201", each.requirement.path) for each in imports.requirement_problems(uses, uses)
    }
    return direct | {
        ("TID201", path) for path, each in imports.providers.required.items() if each.indirect
    }


def new(before: Files, after: Files) -> Told:
    changes = {path for path in {**before, **after} if before.get(path) != after.get(path)}
    tree, bases = memory_tree(after), [memory_tree(before)]
    versions = RequiredVersions(tree, [""])
    found = tid_module.new_findings(tree, "", bases, changes, versions, strict=True)
    return {(finding.code, finding.module) for finding in found}


@settings(derandomize=True, deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(modules(), modules(), st.lists(st.booleans(), min_size=20, max_size=20))
def test_new_findings_are_those_that_the_base_lacks(
    before: Files, other: Files, chosen: list[bool]
) -> None:
    """A commit that takes some files, or their absence, from another module."""
    after: Files = {}
    for path, take in zip(sorted({**before, **other}), chosen, strict=False):
        source = other if take else before
        if path in source:
            after[path] = source[path]
    after.setdefault("go.mod", before["go.mod"])
    whole = everything(memory_tree(after))
    known = everything(memory_tree(before)) | unused(memory_tree(before))
    told = new(before, after)
    assert whole - known - _indirect(after) <= told <= whole


def _indirect(files: Files) -> Told:
    """The indirect requirements: that nothing needs them shows only where everything is read."""
    requires = go_mod.parse(files["go.mod"]).requires
    return {("TID201", each.path) for each in requires if each.indirect}


LOCAL = {
    "go.mod": b"""module x.y/m

go 1.21

require a.b/c v1.0.0

require d.e/f v1.0.0 // indirect

replace a.b/c => ./c

replace d.e/f => ./f
""",
    "m.go": b'package m\n\nimport _ "a.b/c"\n',
    "c/go.mod": b"module a.b/c\n\ngo 1.21\n\nrequire d.e/f v1.0.0\n",
    "c/c.go": b"package c\n",
    "f/go.mod": b"module d.e/f\n\ngo 1.21\n",
    "f/f.go": b"package f\n",
}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param({}, set(), id="a module that is imported requires it"),
        pytest.param(
            {"c/go.mod": b"module a.b/c\n\ngo 1.21\n"}, {("TID201", "d.e/f")}, id="nothing does"
        ),
        pytest.param(
            {"c/go.mod": b"module a.b/c\n\ngo 1.21\n\nrequire g.h/i v1.0.0\n"},
            set(),
            id="a module that is not in the tree may",
        ),
    ],
)
def test_an_indirect_requirement_is_unused_where_all_modules_are_known(
    change: Files, told: Told
) -> None:
    assert everything(memory_tree(LOCAL | change)) == told


def test_a_missing_hash_is_told_once_for_all_imports() -> None:
    files = dict.fromkeys(("m.go", "n.go"), b'package m\n\nimport _ "a.b/c"\n')
    tree = memory_tree({"go.mod": MOD, "go.sum": b"d.e/f v1.0.0/go.mod h1:x\n", **files})
    found = tid_module.every_finding(tree, "", RequiredVersions(tree, [""]), strict=True)
    assert [(each.code, each.line) for each in found] == [("TID301", 5)]


MOD = b"module x.y/m\n\ngo 1.21\n\nrequire a.b/c v1.0.0\n"
BASE = {"go.mod": MOD, "m.go": b'package m\n\nimport _ "a.b/c"\n'}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param({"n.go": b"package m\n"}, set(), id="a file without imports"),
        pytest.param({"n.go": BASE["m.go"]}, set(), id="one more import of what is required"),
        pytest.param({"m.go": b"package m\n", "n.go": BASE["m.go"]}, set(), id="the import moves"),
        pytest.param({"m.go": b"package m\n"}, {("TID201", "a.b/c")}, id="the last import goes"),
        pytest.param(
            {"m.go": b'//go:build ignore\n\npackage m\n\nimport _ "a.b/c"\n'},
            {("TID201", "a.b/c")},
            id="the last import is ignored",
        ),
        pytest.param(
            {"m.go": b"package m\n", "testdata/n.go": BASE["m.go"]},
            {("TID201", "a.b/c")},
            id="the last import moves to testdata",
        ),
        pytest.param(
            {"m.go": b"package m\n", "_x/n.go": BASE["m.go"], ".y/n.go": BASE["m.go"]},
            {("TID201", "a.b/c")},
            id="the last import moves to folders that no pattern matches",
        ),
        pytest.param(
            {
                "m.go": b'package m\n\nimport _ "x.y/m/testdata/n"\n',
                "testdata/n/n.go": BASE["m.go"],
            },
            set(),
            id="testdata that is imported counts",
        ),
        pytest.param(
            {
                "m.go": b'package m\n\nimport _ "x.y/m/n/vendor/v"\n',
                "n/vendor/v/v_test.go": BASE["m.go"],
            },
            set(),
            id="a vendor folder that go mod vendor did not write counts where it is imported",
        ),
        pytest.param(
            {
                "m.go": b'package m\n\nimport _ "x.y/m/vendor/v"\n',
                "vendor/v/v.go": BASE["m.go"],
                "vendor/modules.txt": b"# a.b/c v1.0.0\n",
            },
            set(),
            id="nobody knows what counts where vendored code is imported by its place",
        ),
        pytest.param(
            {
                "m.go": b"package m\n",
                "vendor/v/v.go": BASE["m.go"],
                "vendor/modules.txt": b"# a.b/c v1.0.0\n",
            },
            {("TID201", "a.b/c")},
            id="what go mod vendor wrote is not of the module",
        ),
        pytest.param({"n.go": b'package m\n\nimport _ "d.e/f"\n'}, {("TID101", "d.e/f")}, id="new"),
        pytest.param(
            {"n/n.go": b'package n\n\nimport _ "d.e/f"\n', "n/go.mod": b"module x.y/m/n\n"},
            set(),
            id="a nested module is judged on its own",
        ),
        pytest.param(
            {"go.mod": b"module x.y/m\n\ngo 1.21\n"}, {("TID101", "a.b/c")}, id="requirement gone"
        ),
        pytest.param(
            {"go.mod": MOD.replace(b"v1.0.0", b"v1.0.0 // indirect")},
            {("TID202", "a.b/c")},
            id="marked as indirect",
        ),
        pytest.param({"go.mod": MOD.replace(b"v1.0.0", b"v1.1.0")}, set(), id="another version"),
        pytest.param(
            {"go.mod": MOD + b"require d.e/f v1.0.0\n"}, {("TID201", "d.e/f")}, id="unused"
        ),
        pytest.param(
            {"go.mod": MOD + b"require d.e/f v1.0.0 // indirect\n"}, set(), id="needed by others"
        ),
    ],
)
def test_changes(change: Files, told: Told) -> None:
    assert new(BASE, {**BASE, **change}) == told


def test_links_may_import_anything() -> None:
    """A link to a Go file is read by `go mod tidy`, and not by us."""
    after = {**BASE, "m.go": b"package m\n"}
    bases = [memory_tree(BASE)]
    tree = memory_tree(after, links=["link.go"])
    versions = RequiredVersions(tree, [""])
    assert not list(tid_module.new_findings(tree, "", bases, ["m.go"], versions, strict=True))


def test_modules_without_go_files_are_of_other_programs() -> None:
    tree = memory_tree({"go.mod": MOD, "content/page.md": b"# page\n"})
    assert everything(tree) == set()


def test_a_package_that_is_not_there_may_import_anything() -> None:
    """It is generated before the build: nothing is called unused."""
    source = b'package m\n\nimport _ "x.y/m/generated"\n'
    tree = memory_tree({"go.mod": MOD, "m.go": source})
    assert everything(tree) == {("TID104", "x.y/m/generated")}
