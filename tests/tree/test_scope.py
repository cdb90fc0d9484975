from __future__ import annotations

import pytest

from hooks.tree import scope
from tests.memory import memory_tree

MODULE = b"module example.com/%s\n"
TREE = {
    "go.mod": b"module example.com/root\n\nreplace example.com/lib => ./lib\n",
    "lib/go.mod": MODULE % b"lib",
    "app/go.mod": MODULE % b"app" + b"replace (\n\texample.com/lib => ../lib\n)\n",
    "far/go.mod": MODULE % b"far",
    "far/up/go.mod": MODULE % b"up" + b'replace example.com/far => ".."\n',
    "copy/go.mod": MODULE % b"copy" + b"replace example.com/lib => ../lib/\n",
    "copy/vendor/modules.txt": b"# example.com/lib v0.0.0 => ../lib/\n",
    "work/go.work": b"go 1.22\n\nuse ./one\nuse ../two\n",
    "work/one/go.mod": MODULE % b"one",
    "two/go.mod": MODULE % b"two",
    "end/go.mod": MODULE % b"end" + b"replace example.com/two => ../two",
    "three/go.mod": MODULE % b"three" + b"replace example.com/lib v1.0.0 => example.com/x v1.1.0\n",
    "app/testdata/fix/go.mod": MODULE % b"fix" + b"replace example.com/lib => ../../../lib\n",
    "app/vendor/x/go.mod": MODULE % b"x",
}


@pytest.mark.parametrize(
    ("changed", "modules", "workspaces"),
    [
        pytest.param(["README.md"], [], [], id="a file of the root module concerns nobody"),
        pytest.param(["lib/lib.go"], ["copy"], [], id="source concerns those that vendor it"),
        pytest.param(["far/go.sum"], ["far"], [], id="a go.sum concerns its own module alone"),
        pytest.param(["three/go.mod"], ["three"], [], id="a go.mod that nobody replaces"),
        pytest.param(
            ["lib/go.mod"], ["", "app", "copy", "lib"], [], id="those that replace a module"
        ),
        pytest.param(["far/go.mod"], ["far", "far/up"], [], id="a target of dots alone"),
        pytest.param(
            ["two/go.mod"], ["end", "two"], ["work"], id="the workspace that uses a module"
        ),
        pytest.param(["work/one/go.sum"], ["work/one"], ["work"], id="a member's go.sum"),
        pytest.param(["work/go.work.sum"], [], ["work"], id="go.work.sum is the workspace's"),
        pytest.param(["app/testdata/fix/go.mod"], [], [], id="fixtures are not ours"),
        pytest.param(["app/vendor/x/go.mod"], ["app"], [], id="a vendored file is its module's"),
        pytest.param(["copy/vendor/modules.txt"], ["copy"], [], id="modules.txt"),
        pytest.param(["app/go.sum", "gone/go.mod"], ["app"], [], id="a deleted module"),
    ],
)
def test_affected(changed: list[str], modules: list[str], workspaces: list[str]) -> None:
    affected = scope.affected(memory_tree(TREE), None, changed)
    assert (affected.modules, affected.workspaces) == (modules, workspaces)


@pytest.mark.parametrize(
    ("path", "go_mods"),
    [
        pytest.param("lib/deep/lib.go", ["lib/go.mod"], id="a file"),
        pytest.param("README.md", ["go.mod"], id="a file at the top"),
        pytest.param("lib", ["lib/go.mod"], id="a folder"),
        pytest.param("lib/go.sum", [], id="a module file"),
        pytest.param("work/go.work", [], id="a workspace is in no module"),
        pytest.param("app/vendor/x/x.go", [], id="a vendored file"),
    ],
)
def test_enclosing_modules(path: str, go_mods: list[str]) -> None:
    tree = memory_tree(TREE, folders=["lib/deep"])
    assert list(scope.enclosing_modules(tree, [path])) == go_mods


def test_a_deleted_target_concerns_those_that_still_replace_it() -> None:
    after = {path: data for path, data in TREE.items() if not path.startswith("lib/")}
    affected = scope.affected(memory_tree(after), memory_tree(TREE), ["lib/go.mod", "lib/lib.go"])
    assert affected.modules == ["", "app", "copy"]


def test_a_deleted_member_concerns_its_workspace() -> None:
    after = {path: data for path, data in TREE.items() if path != "two/go.mod"}
    affected = scope.affected(memory_tree(after), memory_tree(TREE), ["two/go.mod"])
    assert (affected.modules, affected.workspaces) == (["end"], ["work"])


def test_a_target_that_becomes_a_link_concerns_those_that_replace_it() -> None:
    after = {path: data for path, data in TREE.items() if not path.startswith("lib/")}
    affected = scope.affected(
        memory_tree(after, links=["lib"]), memory_tree(TREE), ["lib", "lib/go.mod"]
    )
    assert affected.modules == ["", "app", "copy"]


def test_modules_that_leave_a_workspace_stand_alone() -> None:
    after = dict(TREE) | {"work/go.work": b"go 1.22\n\nuse ./one\n"}
    affected = scope.affected(memory_tree(after), memory_tree(TREE), ["work/go.work"])
    assert (affected.modules, affected.workspaces) == (["two"], ["work"])


def test_a_deleted_workspace_leaves_its_modules_alone() -> None:
    after = {path: data for path, data in TREE.items() if path != "work/go.work"}
    affected = scope.affected(memory_tree(after), memory_tree(TREE), ["work/go.work"])
    assert (affected.modules, affected.workspaces) == (["two", "work/one"], [])


def test_fixtures_are_ours_when_asked_for() -> None:
    changed = ["app/testdata/fix/go.mod"]
    affected = scope.affected(memory_tree(TREE), None, changed, skip=scope.is_vendored)
    assert affected.modules == ["app/testdata/fix"]


@pytest.mark.parametrize(
    ("folder", "fixture"),
    [
        ("a/b", False),
        ("a.b/c_d", False),
        ("testdata", True),
        ("a/testdata/b", True),
        ("mytestdata", False),
        (".github/tool", True),
        ("a/_old", True),
    ],
)
def test_fixture_folders(folder: str, fixture: bool) -> None:
    assert scope.is_fixture(folder) is fixture


@pytest.mark.parametrize(
    ("files", "judged"),
    [
        pytest.param({"s/vendor/go.mod": MODULE % b"s"}, ["s/vendor"], id="a folder called vendor"),
        pytest.param({"s/vendor/a/go.mod": MODULE % b"a"}, ["s/vendor/a"], id="a folder below it"),
        pytest.param(
            {"s/go.mod": MODULE % b"s", "s/vendor/a/go.mod": MODULE % b"a"}, ["s"], id="vendored"
        ),
        pytest.param(
            {"s/vendor.mod": MODULE % b"s", "s/vendor/a/go.mod": MODULE % b"a"},
            ["s"],
            id="vendored beside vendor.mod",
        ),
        pytest.param(
            {"s/vendor/modules.txt": b"", "s/vendor/a/go.mod": MODULE % b"a"}, [], id="listed"
        ),
        pytest.param(
            {"vendor/example.com/a/go.mod": MODULE % b"a"},
            [],
            id="by an older tool",
        ),
        pytest.param({"_a/go.mod": MODULE % b"a", ".b/go.mod": MODULE % b"b"}, [], id="fixtures"),
        pytest.param(
            {"_a/go.mod": MODULE % b"a", "go.work": b"go 1.22\n\nuse ./_a\n"},
            ["_a"],
            id="a fixture that go.work uses",
        ),
        pytest.param(
            {"_a/go.mod": MODULE % b"a", "testdata/go.work": b"go 1.22\n\nuse ../_a\n"},
            [],
            id="a fixture that a go.work in a fixture uses",
        ),
    ],
)
def test_places(files: dict[str, bytes], judged: list[str]) -> None:
    assert scope.modules(memory_tree(files)) == judged
