"""The module graph with go.mod files from outside of the tree, which go.sum pins."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest

from hooks.formats.kinds import DEP_TOO_NEW, GOSUM_MISSING, UPDATES_NEEDED
from hooks.tree.tree import Tree
from hooks.values.releases import NEWEST, Release, newest
from hooks.verdicts import graph
from hooks.verdicts.graph_checksums import MissingChecksum
from hooks.verdicts.module_graph import ModuleGraph
from tests.memory import MemoryFiles
from tests.modules import MemoryCache, go_sum

NEW = newest(NEWEST)


def go_mod(path: str, go: str, *required: str) -> bytes:
    lines = [f"module {path}\n", f"\ngo {go}\n", *(f"\nrequire {each}\n" for each in required)]
    return "".join(lines).encode()


# a (1.21) -> b v1.2.0; old (1.16) -> c (1.16) -> b v1.2.0; deep (1.21) -> old
MODULES = {
    "x.y/a@v1.0.0": go_mod("x.y/a", "1.21", "x.y/b v1.2.0"),
    "x.y/b@v1.1.0": go_mod("x.y/b", "1.21", "x.y/d v1.0.0"),
    "x.y/b@v1.2.0": go_mod("x.y/b", "1.21", "x.y/d v1.1.0"),
    "x.y/c@v1.0.0": go_mod("x.y/c", "1.16", "x.y/b v1.2.0"),
    "x.y/d@v1.0.0": go_mod("x.y/d", "1.21"),
    "x.y/d@v1.1.0": go_mod("x.y/d", "1.21"),
    "x.y/deep@v1.0.0": go_mod("x.y/deep", "1.21", "x.y/old v1.0.0"),
    "x.y/new@v1.0.0": go_mod("x.y/new", "1.24"),
    "x.y/odd@v1.0.0": go_mod("x.y/another", "1.21", "x.y/b v1.2.0"),
    "x.y/old@v1.0.0": go_mod("x.y/old", "1.16", "x.y/c v1.0.0"),
}


def tree_of(
    main: bytes, others: Mapping[str, bytes] | None = None, without: Collection[str] = ()
) -> Tree:
    """A module with the hashes of all MODULES, and a module cache that lacks some."""
    known = {name: text for name, text in MODULES.items() if name not in without}
    files = {"go.mod": main, "go.sum": go_sum(MODULES).encode(), **(others or {})}
    return Tree(MemoryFiles(files), modules=MemoryCache(known))


def loaded(tree: Tree) -> ModuleGraph:
    found = graph.of_folder(tree, "")
    assert found is not None
    return found


def kinds(tree: Tree, release: Release = NEW) -> set[str]:
    return {problem.kind for problem in graph.module(tree, "", [release])}


@pytest.mark.parametrize(
    ("main", "selected"),
    [
        pytest.param(
            go_mod("m.x/m", "1.21", "x.y/a v1.0.0", "x.y/b v1.2.0", "x.y/d v1.1.0"),
            {"x.y/a": "v1.0.0", "x.y/b": "v1.2.0", "x.y/d": "v1.1.0"},
            id="all is listed",
        ),
        pytest.param(
            go_mod("m.x/m", "1.21", "x.y/a v1.0.0"),
            {"x.y/a": "v1.0.0", "x.y/b": "v1.2.0"},
            id="what a required module requires is mentioned, and not read",
        ),
        pytest.param(
            go_mod("m.x/m", "1.21", "x.y/old v1.0.0"),
            {"x.y/old": "v1.0.0", "x.y/c": "v1.0.0", "x.y/b": "v1.2.0", "x.y/d": "v1.1.0"},
            id="below an old module all is read",
        ),
        pytest.param(
            go_mod("m.x/m", "1.21", "x.y/deep v1.0.0"),
            {"x.y/deep": "v1.0.0", "x.y/old": "v1.0.0"},
            id="an old module that is pruned out",
        ),
        pytest.param(
            go_mod("m.x/m", "1.16", "x.y/deep v1.0.0"),
            {
                "x.y/deep": "v1.0.0",
                "x.y/old": "v1.0.0",
                "x.y/c": "v1.0.0",
                "x.y/b": "v1.2.0",
                "x.y/d": "v1.1.0",
            },
            id="below go 1.17 nothing is pruned",
        ),
        pytest.param(
            go_mod("m.x/m", "1.21", "x.y/a v1.0.0") + b"exclude x.y/b v1.2.0\n",
            {"x.y/a": "v1.0.0"},
            id="an excluded version is required by nobody",
        ),
        pytest.param(
            go_mod("m.x/m", "1.21", "x.y/old v1.0.0") + b"replace x.y/c => x.y/a v1.0.0\n",
            {"x.y/old": "v1.0.0", "x.y/c": "v1.0.0", "x.y/b": "v1.2.0", "x.y/d": "v1.1.0"},
            id="a fork may declare its own path",
        ),
        pytest.param(
            go_mod("m.x/m", "1.21", "x.y/old v1.0.0") + b"replace x.y/c => x.y/odd v1.0.0\n",
            {"x.y/old": "v1.0.0", "x.y/c": "v1.0.0"},
            id="what declares any other path is refused, and so not known",
        ),
        pytest.param(
            go_mod("m.x/m", "1.21", "x.y/old v1.0.0") + b"replace x.y/c => ./c\n",
            {"x.y/old": "v1.0.0", "x.y/c": "v1.0.0", "x.y/d": "v1.1.0"},
            id="a directory in the place of a module that another one requires",
        ),
    ],
)
def test_what_is_selected(main: bytes, selected: dict[str, str]) -> None:
    tree = tree_of(main, {"c/go.mod": go_mod("x.y/c", "1.21", "x.y/d v1.1.0")})
    assert loaded(tree).selected() == selected


LOW = go_mod("m.x/m", "1.21", "x.y/a v1.0.0", "x.y/b v1.1.0", "x.y/d v1.1.0")


def test_a_requirement_below_what_is_selected() -> None:
    assert kinds(tree_of(LOW)) == {UPDATES_NEEDED}
    assert kinds(tree_of(LOW + b"exclude x.y/b v1.3.0\n")) == {UPDATES_NEEDED}
    raised = LOW.replace(b"x.y/b v1.1.0", b"x.y/b v1.2.0")
    assert kinds(tree_of(raised)) == set()


@pytest.mark.parametrize(
    "tree",
    [
        pytest.param(tree_of(LOW, without=("x.y/a@v1.0.0",)), id="not in the cache"),
        pytest.param(
            tree_of(LOW, {"go.sum": go_sum(MODULES).replace("x.y/a v1.0.0/", "").encode()}),
            id="a go.sum of other words",
        ),
        pytest.param(
            tree_of(LOW, {"go.sum": (go_sum(MODULES) * 2).replace("h1:", "h2:", 9).encode()}),
            id="two hashes, one of them of an unknown algorithm",
        ),
    ],
)
def test_what_is_not_pinned_says_nothing(tree: Tree) -> None:
    assert UPDATES_NEEDED not in kinds(tree)


def test_nothing_is_known_where_the_tree_does_not_look() -> None:
    tree = tree_of(LOW)
    tree.looks_outside = lambda folder: False
    assert kinds(tree) == set()
    assert not loaded(tree).read


@pytest.mark.parametrize(
    ("go", "root", "lost", "is_wanted"),
    [
        pytest.param("1.21", "x.y/old", "x.y/c", False, id="what is outside is loaded late"),
        pytest.param("1.16", "x.y/old", "x.y/c", True, id="below go 1.17 it is loaded at once"),
        pytest.param("1.16", "x.y/deep", "x.y/old", True, id="also below a module that is pruned"),
    ],
)
def test_hashes_that_the_graph_needs(go: str, root: str, lost: str, is_wanted: bool) -> None:
    hashes = go_sum({name: text for name, text in MODULES.items() if f"{lost}@" not in name})
    main = go_mod("m.x/m", go, f"{root} v1.0.0", "x.y/b v1.2.0", "x.y/d v1.1.0")
    tree = tree_of(main, {"go.sum": hashes.encode()})
    (missing,) = [each for each in graph.module(tree, "", [NEW]) if each.kind == GOSUM_MISSING]
    assert isinstance(missing, MissingChecksum)
    assert (str(missing.checksum), missing.via) == (f"{lost}@v1.0.0", f"{root}@v1.0.0")
    assert (missing.is_outside, missing.read_by_build) == (True, is_wanted)


def test_go_lines() -> None:
    tree = tree_of(go_mod("m.x/m", "1.22", "x.y/new v1.0.0"))
    assert kinds(tree) == {UPDATES_NEEDED}
    assert kinds(tree, Release(22, 10)) == {DEP_TOO_NEW}
    assert kinds(tree, Release(19, 8)) == set()


def test_a_workspace_takes_the_highest_version() -> None:
    files = {
        "go.work": b"go 1.21\n\nuse (\n\t./m\n\t./n\n)\n",
        "m/go.mod": LOW,
        "m/go.sum": go_sum(MODULES).encode(),
        "n/go.mod": go_mod("m.x/n", "1.21", "x.y/old v1.0.0"),
    }
    tree = Tree(MemoryFiles(files), modules=MemoryCache(MODULES))
    found = graph.in_force(tree, "n")
    assert found is not None
    assert found.selected()["x.y/b"] == "v1.2.0"
    assert found.selected()["x.y/c"] == "v1.0.0"  # m's go.sum counts for n
    assert graph.workspace(tree, "", [NEW]) == []
