"""Vendored packages that no line of modules.txt lists."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from hooks.checks import ven_tree, ven_unlisted
from hooks.tree.tree import Tree
from tests.memory import memory_tree

FILES = {
    "go.mod": "module example.com/m\n\ngo 1.22\n\nrequire a.b/c v1.0.0\n",
    "vendor/modules.txt": "# a.b/c v1.0.0\n## explicit; go 1.18\na.b/c\n",
    "vendor/a.b/c/c.go": "package c\n",
}
EVIL = "vendor/e.f/g/"
FOLDER = "vendor/e.f/g"


def tree(*changed: Mapping[str, str], gone: str = "") -> Tree:
    files: dict[str, str] = dict(FILES)
    for some in changed:
        files.update(some)
    return memory_tree({path: text.encode() for path, text in files.items() if path != gone})


def taken(staged: Tree, *bases: Tree) -> list[str]:
    """The folders that are reported, against bases of which the first tells what changed."""
    vendored = ven_tree.vendor_folder(staged, "")
    assert vendored is not None
    paths = {*staged.files.names(), *bases[0].files.names()} if bases else set()
    changes = {path: _letter(staged, bases[0], path) for path in sorted(paths)}
    changes = {path: letter for path, letter in changes.items() if letter}
    findings = list(ven_unlisted.taken(vendored, bases, changes))
    assert all(finding.code == "VEN313" for finding in findings)
    return [finding.path for finding in findings]


def _letter(staged: Tree, base: Tree, path: str) -> str:
    before, now = base.files.oid(path), staged.files.oid(path)
    return "" if before == now else "A" if not before else "M" if now else "D"


def go(version: str) -> dict[str, str]:
    line = f"\ngo {version}\n" if version else ""
    return {"go.mod": f"module example.com/m\n{line}\nrequire a.b/c v1.0.0\n"}


GO_FILE = {EVIL + "g.go": "package g\n"}
OLDER = {"vendor/modules.txt": FILES["vendor/modules.txt"] + "# e.f/g v1.0.0\ne.f/g\n"}


@pytest.mark.parametrize(
    ("staged", "base", "found"),
    [
        pytest.param(tree(GO_FILE), tree(), True, id="it came"),
        pytest.param(tree(GO_FILE, go("")), tree(go("")), True, id="without a go line"),
        pytest.param(tree(GO_FILE, go("1.22.9")), tree(), True, id="go 1.22.9"),
        pytest.param(tree(GO_FILE, go("1.23rc1")), tree(), False, id="go 1.23rc1"),
        pytest.param(tree(GO_FILE, go("1.23")), tree(), False, id="go 1.23"),
        pytest.param(tree(GO_FILE, go("1.23.0")), tree(), False, id="go 1.23.0"),
        pytest.param(tree(GO_FILE), tree({EVIL + "g.go": "package f\n"}), True, id="it changed"),
        pytest.param(tree(GO_FILE), tree(GO_FILE), False, id="it stayed"),
        pytest.param(tree(GO_FILE), tree(GO_FILE, OLDER), False, id="its line went"),
        pytest.param(tree(GO_FILE, OLDER), tree(), False, id="with a line"),
        pytest.param(tree(GO_FILE), tree(GO_FILE, go("1.23")), True, id="the go line went down"),
        pytest.param(
            tree(GO_FILE, {EVIL + "g.s": "x"}), tree(GO_FILE), True, id="assembly came to it"
        ),
        pytest.param(
            tree(GO_FILE, {EVIL + "g.txt": "x"}), tree(GO_FILE), False, id="a text came to it"
        ),
        pytest.param(tree({EVIL + "g.h": "x"}), tree(), False, id="a header alone"),
        pytest.param(
            tree(GO_FILE, {"vendor/modules.txt": "## workspace\n" + FILES["vendor/modules.txt"]}),
            tree(),
            True,
            id="with the mark of a workspace that is not there",
        ),
        pytest.param(tree({EVIL + "g_test.go": "package g\n"}), tree(), False, id="a test alone"),
        pytest.param(
            tree({EVIL + "g.go": "//go:build ignore\n\npackage g\n"}), tree(), False, id="no build"
        ),
        pytest.param(
            tree({EVIL + "g.go": "package g\n\n//go:build ignore\n"}),
            tree(),
            True,
            id="a constraint that is none",
        ),
        pytest.param(tree({"vendor/g.go": "package g\n"}), tree(), False, id="beside modules.txt"),
        pytest.param(
            tree(GO_FILE), tree(gone="go.mod"), True, id="beside a module that is new as well"
        ),
    ],
)
def test_taken(staged: Tree, base: Tree, found: bool) -> None:
    assert taken(staged, base) == ([FOLDER] if found else [])


def test_a_link_to_a_package() -> None:
    """A build follows it, listed or not."""
    texts = {path: text.encode() for path, text in FILES.items()}
    for place in ("vendor/e.f", EVIL + "g.go", "vendor/a.b/c/evil"):
        linked = memory_tree(texts, links=[place])
        vendored = ven_tree.vendor_folder(linked, "")
        assert vendored is not None
        changes = {place: "A"}
        assert [one.path for one in ven_unlisted.taken(vendored, [tree()], changes)] == [place]
        assert list(ven_unlisted.taken(vendored, [linked], changes)) == []


def test_a_link_beside_a_package() -> None:
    texts = {path: text.encode() for path, text in {**FILES, **GO_FILE}.items()}
    vendored = ven_tree.vendor_folder(memory_tree(texts, links=["vendor/a.b/c/evil"]), "")
    assert vendored is not None
    changes = {"vendor/a.b/c/evil": "A", EVIL + "g.go": "A"}
    found = ven_unlisted.taken(vendored, [tree()], changes)
    assert [one.path for one in found] == ["vendor/a.b/c/evil", FOLDER]


def test_nothing_is_said_without_a_base() -> None:
    assert taken(tree(GO_FILE)) == []


def test_a_merge_brings_what_a_side_has() -> None:
    assert taken(tree(GO_FILE), tree(), tree(GO_FILE)) == []
    assert taken(tree(GO_FILE), tree(), tree({EVIL + "g.go": "package f\n"})) == [FOLDER]


def test_a_module_that_requires_nothing_needs_no_list() -> None:
    alone = {"go.mod": "module example.com/m\n\ngo 1.20\n"}
    staged = tree(alone, gone="vendor/modules.txt")
    assert taken(staged, tree(alone, gone="vendor/a.b/c/c.go")) == ["vendor/a.b/c"]
    assert ven_tree.vendor_folder(tree(gone="vendor/modules.txt"), "") is None
