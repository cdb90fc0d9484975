"""What stands where: the index and commits as listings."""

from __future__ import annotations

import os

import pytest

from hooks.git import listing
from hooks.git.objects import Objects
from hooks.git.trees import TreeFiles
from hooks.tree.tree import Tree
from tests.repository import Repository

NAMES = ["a b", 'quote"s', "new\nline", "tab\tand\\", "-dash/go.mod", "ümlaut", "bad\udcff"]


def test_kinds(repository: Repository) -> None:
    repository.write({"lib/go.mod": "module x\n"})
    os.symlink("lib", repository.top / "link")
    other = Repository(repository.top / "sub")
    other.commit("inside", {"f": "x"})
    repository.add()
    found = listing.index()
    kinds = {path: found.kind(path) for path in ["", "lib", "lib/go.mod", "link", "sub", "li", "x"]}
    assert kinds == {
        "": "folder",
        "lib": "folder",
        "lib/go.mod": "file",
        "link": "link",
        "sub": "submodule",
        "li": "",
        "x": "",
    }
    assert found.kind("link/go.mod") == ""


def test_the_module_files_alone(repository: Repository) -> None:
    """Whatever is asked, the answer is that of the whole index."""
    files = ["go.mod", "xgo.mod", "a/go.sum", "a/b.go", "a/vendor/modules.txt", "go.sum/x"]
    files += ["c/vendor/d/e.go", "f/modules.txt/x", "go.work/x", ".gomod-hooks.toml"]
    repository.write(dict.fromkeys(files, "x"))
    os.symlink("a", repository.top / "link")
    os.symlink("go.mod", repository.top / "a/go.work")
    repository.add()
    whole, some = listing.index(), listing.modules()
    paths = [*files, "", "a", "a/vendor", "c", "c/vendor", "f/modules.txt", "go.sum", "link", "no"]
    paths += ["a/go.work", "c/go.work", "no/go.mod", "c/go.mod", "link/go.mod", "a/go.work.sum"]
    for path in paths:
        assert (some.kind(path), some.find(path)) == (whole.kind(path), whole.find(path)), path
        assert some.below(path) == whole.below(path)
        assert some.go_folders(path) == whole.go_folders(path)
    assert some.ending((b"/go.sum", b"\tgo.mod")) == whole.ending((b"/go.sum", b"\tgo.mod"))
    assert (some.kind("go.work"), whole.kind("go.work")) == ("", "folder")


def test_the_rest_is_listed_once_and_only_if_asked_for(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.add(dict.fromkeys(["go.mod", "a/go.mod", "a/x.go", "a/vendor/modules.txt"], "x"))
    some = listing.modules()
    whole = listing.index()
    asked: list[str] = []

    def index() -> listing.Listing:
        asked.append("the whole")
        return whole

    monkeypatch.setattr(listing, "index", index)
    for path in ["go.mod", "a", "a/vendor", "a/vendor/modules.txt", "go.work", "a/go.work"]:
        some.kind(path)
    assert asked == []
    assert (some.kind("a/x.go"), some.kind("b"), some.below("a/x")) == ("file", "", [])
    assert asked == ["the whole"]


def test_the_sums_of_a_module_need_no_other_listing(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.add(dict.fromkeys(["go.mod", "go.sum", "a/go.mod", "a/vendor.sum"], "x"))
    tree = Tree(TreeFiles(listing.modules(), Objects()))
    monkeypatch.setattr(listing, "index", None)
    assert tree.go_sum_paths("") == ["go.sum"]
    assert tree.go_sum_paths("a") == ["a/go.sum", "a/vendor.sum"]


def test_an_empty_index_has_only_the_root(repository: Repository) -> None:
    found = listing.index()
    assert (found.kind(""), found.kind("go.mod"), found.below("")) == ("folder", "", [])


@pytest.mark.parametrize("name", NAMES)
def test_odd_names(repository: Repository, name: str) -> None:
    repository.add({name: "x\n"})
    found = listing.index()
    assert found.kind(name) == "file"
    assert found.below("") == [name]
    repository.commit()
    assert listing.tree(repository.head()).below("") == [name]


def test_below_takes_no_neighbour(repository: Repository) -> None:
    repository.add(dict.fromkeys(["a", "v-/x", "v/x", "v/y/z", "v0/x", "v.x", "w"], "x"))
    assert listing.index().below("v") == ["v/x", "v/y/z"]


def test_a_few_paths_alone(repository: Repository) -> None:
    names = ["--a=b/x", "--a", "[a]", "a", "d/e/f"]
    repository.add(dict.fromkeys(names, "x"))
    found = listing.index_at(["--a=b/x", "[a]", "d/e", "no"])
    assert found.below("") == ["--a=b/x", "[a]", "d/e/f"]
    assert [found.kind(path) for path in ("d/e", "no")] == ["folder", ""]
    assert listing.index_at(names * 50).below("") == sorted(names)


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        pytest.param("", {"", "v", "v/new\nline", "v/bad\udcff/x", "v0", "w.go"}, id="all"),
        pytest.param("v", {"", "new\nline", "bad\udcff/x"}, id="below a folder"),
        pytest.param("v/new\nline", {""}, id="a folder alone"),
        pytest.param("v/t", set(), id="no Go file"),
        pytest.param("no", set(), id="nothing there"),
    ],
)
def test_folders_of_go_files(folder: str, expected: set[str], repository: Repository) -> None:
    files = ["a.go", "v/x.go", "v/new\nline/.go", "v/bad\udcff/x/y.go", "v/t/go", "v0/x.go"]
    repository.add(dict.fromkeys([*files, "w.go/x.go", "v/t/x.go.txt"], "x"))
    assert listing.index().go_folders(folder) == expected


def test_intended_to_be_added_is_not_staged(repository: Repository) -> None:
    repository.commit("first", {"a": "x"})
    repository.add(dict.fromkeys(["empty/go.mod", "new\nline", "*"], ""))
    repository.write(dict.fromkeys(["go.mod", "other\nline", "bad\udcff", "?"], "module x\n"))
    repository.git("add", "--intent-to-add", ".")
    assert listing.index().below("") == ["*", "a", "empty/go.mod", "new\nline"]


def test_many_empty_files_are_not_named_one_by_one(repository: Repository) -> None:
    repository.add({f"e{number}": "" for number in range(listing.PATHSPEC_LIMIT + 1)})
    repository.write({"go.mod": "module x\n"})
    repository.git("add", "--intent-to-add", "go.mod")
    assert len(listing.index().entries) == listing.PATHSPEC_LIMIT + 1


def test_unmerged_paths_are_told_apart(repository: Repository) -> None:
    repository.commit("first", {"go.mod": "module x\n", "other": "x"})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("side", {"go.mod": "module y\n"})
    repository.git("checkout", "-q", "main")
    repository.commit("main", {"go.mod": "module z\n"})
    repository.git("merge", "side", check=False)
    found = listing.index()
    assert found.unmerged == ["go.mod"]
    assert (found.kind("go.mod"), found.kind("other")) == ("", "file")


def test_a_sparse_checkout_is_whole(repository: Repository) -> None:
    repository.commit("first", {"a/go.mod": "module a\n", "b/go.mod": "module b\n"})
    repository.git("sparse-checkout", "set", "a")
    assert not (repository.top / "b").exists()
    assert listing.index().kind("b/go.mod") == "file"


def test_a_commit_lists_what_the_index_lists(repository: Repository) -> None:
    files: dict[str, str | bytes] = {f"d{n % 7}/f{n}.go": str(n) for n in range(100)}
    repository.commit("first", files)
    assert listing.tree(repository.head()).entries == listing.index().entries


def test_from_a_folder_below(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.add({"a/x": "1", "b/y": "2"})
    monkeypatch.chdir(repository.top / "a")
    assert listing.index().below("") == ["a/x", "b/y"]


def test_pathspecs_are_read_as_they_are_meant(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Magit, for one, commits with GIT_LITERAL_PATHSPECS, and git hands it on to hooks."""
    repository.add({"a/x": "1", "b/y": "2"})
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    assert listing.index().below("") == ["a/x", "b/y"]
