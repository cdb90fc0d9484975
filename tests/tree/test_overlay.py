"""A tree in which some files have another content."""

from __future__ import annotations

from tests.memory import memory_tree

FILES = {
    "go.mod": b"module example.com/m\n\ngo 1.22\n",
    "a/go.mod": b"module example.com/a\n",
    "a/a.go": b"package a\n",
}


def test_only_those_files_differ() -> None:
    tree = memory_tree(FILES, links=["link"])
    other = tree.with_files({"go.mod": b"module example.com/other\n"})
    for path in FILES:
        is_same = path != "go.mod"
        assert (other.files.oid(path) == tree.files.oid(path)) == is_same
        assert (other.files.read(path) == FILES[path]) == is_same
        assert other.files.kind(path) == "file"
    assert dict(other.files.contents(FILES)) == {**FILES, "go.mod": b"module example.com/other\n"}
    assert (other.files.kind("link"), other.files.oid("none")) == ("link", "")
    assert [*other.files.names()] == [*tree.files.names()]
    assert [*other.files.below("a")] == ["a/go.mod", "a/a.go"]
    oids = other.files.oids(["a/a.go", "go.mod"])
    assert dict(other.files.blobs(oids)) == {
        "a/a.go": b"package a\n",
        "go.mod": b"module example.com/other\n",
    }
    assert other.files.go_folders("") == {"a"}
    assert [*other.files.sources_with("", ["package"])] == ["a/a.go"]


def test_each_tree_has_its_own_modules() -> None:
    tree = memory_tree(FILES)
    other = tree.with_files({"go.mod": b"module example.com/other\n"})
    named = [each.go_mod("") for each in (tree, other)]
    assert [file and file.module and file.module.path for file in named] == [
        "example.com/m",
        "example.com/other",
    ]
    assert other.go_mod("a") is tree.go_mod("a"), "equal files are parsed once"
