"""The trees of a commit, read object by object."""

from __future__ import annotations

import os

import pytest

from hooks.git import tree_objects
from hooks.git.changes import RAW
from hooks.git.history import FEW, Budget, History
from hooks.git.objects import Objects
from hooks.git.process import GitError
from hooks.git.tree_objects import TreeObjectFiles, Trees
from tests.repository import Repository

TREE, BLOB = "11" * 20, "22" * 20
ENTRY = b"100644 go.mod\0" + bytes.fromhex(BLOB)


class OneTree(Objects):
    """A repository that holds one tree object."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, oid: str) -> bytes | None:
        return self._data if oid == TREE else None


def test_a_tree_object() -> None:
    folder = b"40000 vendor\0" + bytes.fromhex(TREE)
    assert Trees(OneTree(ENTRY + folder)).tree(TREE) == {
        "go.mod": ("100644", BLOB),
        "vendor": ("040000", TREE),
    }


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(ENTRY[:-1], id="an id that is cut off"),
        pytest.param(ENTRY + ENTRY[:-1], id="an id that is cut off further on"),
        pytest.param(b"0" + ENTRY, id="a mode of seven digits"),
        pytest.param(ENTRY[6:], id="no mode"),
        pytest.param(b"100644go.mod\0" + b"\x22" * 20, id="nothing between mode and name"),
        pytest.param(b"100644 go.mod" + b"\x22" * 20, id="no end of the name"),
    ],
)
def test_a_damaged_tree_object(data: bytes) -> None:
    with pytest.raises(GitError, match="damaged"):
        Trees(OneTree(data)).tree(TREE)


BEFORE: dict[str, str | bytes] = {
    "go.mod": "module x\n",
    "go.sum/x": "a folder called like a module file",
    "a/go.mod": "module a\n",
    "a/b/c/go.work": "go 1.22\n",
    "a/b/x.go": "package b\n",
    "a/vendor/modules.txt": "# x v1.0.0\n",
    "a/vendor/x/x.go": "package x\n",
    "modules.txt": "no vendor folder",
    "file": "x",
    "folder/y.go/z": "",
    "run.sh": "x",
}


@pytest.fixture
def ids(repository: Repository) -> tuple[str, str]:
    """The trees of two commits, between which all kinds of changes are made."""
    repository.commit("first", BEFORE)
    repository.remove("file", "folder", "a/b/c", "run.sh")
    repository.add({"file/in/it.go": "", "folder": "now a file", "a/b/x.go": "package c\n"})
    os.symlink("a", repository.top / "run.sh")
    repository.commit("second", {"z/go.mod": "module z\n"})
    before, after = repository.git("rev-parse", "HEAD~^{tree}", "HEAD^{tree}").split()
    return before, after


def test_the_module_files_below_a_tree(ids: tuple[str, str]) -> None:
    trees = Trees(Objects())
    wanted = ["a/b/c/go.work", "a/go.mod", "a/vendor/modules.txt", "go.mod"]
    assert sorted(trees.names(ids[0])) == wanted
    assert sorted(trees.names(ids[1])) == [*wanted[1:], "z/go.mod"]
    assert trees.go_folders("", ids[0]) == {"a/b", "a/vendor/x"}
    assert trees.go_folders("", ids[1]) == {"a/b", "a/vendor/x", "file/in"}
    assert sorted(trees.below(ids[0], "")) == sorted(BEFORE)


def test_the_contents_of_files_that_are_there(ids: tuple[str, str]) -> None:
    files = TreeObjectFiles(ids[0], Trees(Objects()))
    found = dict(files.contents(["go.mod", "none", "a", "a/go.mod"]))
    assert found == {"go.mod": b"module x\n", "a/go.mod": b"module a\n"}


def test_the_difference_of_trees_is_that_of_git(
    ids: tuple[str, str], repository: Repository
) -> None:
    before, after = ids
    for old, new in ((before, after), (after, before), (before, before)):
        shown = repository.git("diff-tree", "-r", *RAW, old, new)
        rows = [f":{row}" for row in shown.removeprefix(":").split("\0:")] if shown else []
        found = [row.removesuffix("\0") for row in Trees(Objects()).difference(old, new)]
        assert sorted(found) == sorted(row.removesuffix("\0") for row in rows)


def test_trees_that_unfold_to_more_than_can_be_judged(
    ids: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = ids
    trees = Trees(Objects())
    whole, names = len([*trees.below(before, "")]), len(trees.names(before))
    changed = len([*trees.difference(before, after)])
    for limit, look in (
        (whole, lambda: trees.below(before, "")),
        (names, lambda: trees.names(before)),
        (changed, lambda: trees.difference(before, after)),
    ):
        monkeypatch.setattr(tree_objects, "TREE_LIMIT", limit * 2)  # folders count with the files
        list(look())
        monkeypatch.setattr(tree_objects, "TREE_LIMIT", limit - 1)
        with pytest.raises(GitError, match=f"more than {limit - 1} files"):
            list(look())


def test_the_commits_of_a_range(repository: Repository) -> None:
    """None of them is alone: what is told once of a commit would be told of each."""
    first = repository.commit("first", {"go.mod": "module x\n"})
    second = repository.commit("second", {"go.sum": "a v1 h1:x\n"})
    third = repository.commit("third", {"go.mod": "module y\n"})
    span = History(f"{first}..{third}", Objects())
    told = [
        (commit.rev, commit.base, [*commit.changes.all()], commit.day, commit.is_alone)
        for commit in [*span, span.whole()]
    ]
    day = "2026-01-02"
    assert told == [
        (second, first, ["go.sum"], day, False),
        (third, second, ["go.mod"], day, False),
        (third, first, ["go.mod", "go.sum"], day, False),
    ]
    assert (len(span), span.start.files.read("go.sum")) == (2, None)


def test_a_budget_grows_where_few_commits_spend_it() -> None:
    budget = Budget(10)
    for limit in (10, 20, 40):
        spent = [budget.is_spent(limit) for _ in range(FEW - 2)] + [budget.is_spent(limit + 1)]
        assert spent == [False] * (FEW - 2) + [True]
    for _ in range(2):
        spent = [budget.is_spent(80) for _ in range(FEW - 1)] + [budget.is_spent(81)]
        assert spent == [False] * (FEW - 1) + [True]
