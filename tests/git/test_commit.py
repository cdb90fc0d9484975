"""What is judged, and what it is compared with."""

from __future__ import annotations

from pathlib import Path

import pytest

from hooks.git.commit import Commit, judged
from hooks.git.process import GitError
from hooks.git.repository import current
from tests.repository import Repository

MOD = "module example.com/m\n"


def seen(commit: Commit) -> dict[str, str]:
    return {path: change.status for path, change in commit.changes.all().items()}


def contents(commit: Commit, path: str = "go.sum") -> list[bytes | None]:
    return [base.files.read(path) for base in commit.bases]


def test_the_first_commit_has_no_base(repository: Repository) -> None:
    repository.add({"go.mod": MOD})
    commit = judged()
    assert (commit.bases, seen(commit)) == ([], {"go.mod": "A"})


def test_an_empty_repository_has_nothing(repository: Repository) -> None:
    assert not judged().changes


def test_a_damaged_head_is_not_taken_for_a_first_commit(repository: Repository) -> None:
    repository.commit("first", {"go.sum": "a\n"})
    tree = repository.git("rev-parse", "HEAD^{tree}").strip()
    repository.remove(f".git/objects/{tree[:2]}/{tree[2:]}")
    repository.write({"go.sum": "b\n"})
    with pytest.raises(GitError):
        bool(judged().changes)


def test_the_index_against_head(repository: Repository) -> None:
    repository.commit("first", {"go.mod": MOD, "go.sum": "old\n", "gone": "x"})
    repository.remove("gone")
    repository.add({"go.sum": "new\n", "more": "x"})
    repository.write({"go.sum": "not staged\n"})
    commit = judged()
    assert seen(commit) == {"go.sum": "M", "gone": "D", "more": "A"}
    assert commit.files.read("go.sum") == b"new\n"
    assert contents(commit) == [b"old\n"]
    [base] = commit.bases
    assert dict(base.files.contents(["go.sum", "more"])) == {"go.sum": b"old\n"}
    assert (base.files.kind("gone"), base.files.kind("more")) == ("file", "")


def test_a_folder_that_came_was_not_there_before(repository: Repository) -> None:
    repository.commit("first", {"old/a": "x"})
    repository.remove("old")
    repository.add({"new/a": "x"})
    [base] = judged().bases
    assert (base.files.kind("old"), base.files.kind("new")) == ("folder", "")
    assert list(base.files.below("old")) == ["old/a"]
    assert sorted(base.files.below("")) == ["old/a"]


def test_relevant_paths(repository: Repository) -> None:
    repository.commit("first", {"lib": "a file", "vendor/x/y.go": "x", "a.go": "x"})
    repository.remove("lib")
    (repository.top / "lib").symlink_to("elsewhere")
    repository.add({"vendor/x/y.go": "y", "a.go": "y", "sub/go.work.sum": "", "xgo.mod": ""})
    relevant = judged().changes.relevant()
    assert sorted(relevant) == ["lib", "sub/go.work.sum", "vendor/x/y.go"]


@pytest.mark.parametrize(
    ("path", "is_relevant"),
    [
        (".gomod-hooks.toml", True),
        (".gomod-hooks.toml/x", True),
        ("lib/.gomod-hooks.toml", False),
        (".gomod-hooks.toml.bak", False),
    ],
)
def test_the_configuration_matters(repository: Repository, path: str, is_relevant: bool) -> None:
    repository.commit("first", {"a": "x"})
    repository.add({path: "x"})
    assert judged().changes.relevant() == ([path] if is_relevant else [])


def test_a_conflicted_merge_has_both_parents(repository: Repository) -> None:
    repository.commit("first", {"go.sum": "a\n"})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("side", {"go.sum": "side\n"})
    repository.git("checkout", "-q", "main")
    repository.commit("main", {"go.sum": "main\n"})
    repository.git("merge", "side", check=False)
    repository.add({"go.sum": "merged\n"})
    assert contents(judged()) == [b"main\n", b"side\n"]


def test_a_clean_merge_is_known_by_the_environment(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("first", {"go.sum": "a\n", "go.mod": MOD})
    repository.git("checkout", "-q", "-b", "side")
    side = repository.commit("side", {"go.sum": "side\n"})
    repository.git("checkout", "-q", "main")
    repository.commit("main", {"go.mod": MOD + "go 1.24\n"})
    repository.git("checkout", "-q", "side", "--", "go.sum")
    monkeypatch.setenv(f"GITHEAD_{side}", "side")
    assert contents(judged()) == [b"a\n", b"side\n"]


def test_the_merge_of_another_repository_is_none_of_ours(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("first", {"go.sum": "a\n"})
    monkeypatch.setenv(f"GITHEAD_{'1' * 40}", "elsewhere")
    repository.add({"go.sum": "b\n"})
    assert contents(judged()) == [b"a\n"]


def test_a_revision_against_its_parents(repository: Repository) -> None:
    repository.commit("first", {"go.sum": "a\n"})
    second = repository.commit("second", {"go.sum": "b\n"})
    repository.add({"go.sum": "staged\n"})
    commit = judged(second)
    assert (commit.files.read("go.sum"), contents(commit)) == (b"b\n", [b"a\n"])
    assert judged("HEAD^").bases == []


def test_a_base_is_taken_as_it_is(repository: Repository) -> None:
    first = repository.commit("first", {"go.sum": "a\n"})
    repository.commit("second", {"go.sum": "b\n"})
    repository.add({"go.sum": "c\n"})
    assert contents(judged(base=first)) == [b"a\n"]
    assert contents(judged("HEAD", first)) == [b"a\n"]


def test_a_commit_is_not_compared_with_itself(repository: Repository) -> None:
    """A tag called origin/main is enough to make a merge base of HEAD."""
    repository.commit("first", {"go.sum": "a\n"})
    repository.git("tag", "origin/main")
    with pytest.raises(GitError, match="the judged commit itself"):
        judged("HEAD", "origin/main")
    assert judged(base="HEAD").base


def test_a_push_is_judged_from_the_merge_base(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("first", {"go.sum": "a\n"})
    repository.git("checkout", "-q", "-b", "side")
    side = repository.commit("side", {"go.sum": "side\n"})
    repository.git("checkout", "-q", "main")
    repository.commit("main", {"go.sum": "main\n", "x": "x"})
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", "main")
    monkeypatch.setenv("PRE_COMMIT_TO_REF", "side")
    commit = judged()
    assert (commit.rev, seen(commit)) == (side, {"go.sum": "M"})
    assert contents(commit) == [b"a\n", b"main\n"]


def test_a_push_against_a_named_base(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = repository.commit("first", {"go.sum": "a\n"})
    pushed = repository.commit("second", {"go.sum": "b\n"})
    repository.add({"go.sum": "staged\n"})
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", pushed)
    monkeypatch.setenv("PRE_COMMIT_TO_REF", pushed)
    commit = judged(base=first)
    assert (commit.rev, contents(commit)) == (pushed, [b"a\n"])
    assert judged("HEAD^").rev == first


def test_histories_without_a_merge_base(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = repository.commit("first", {"go.sum": "a\n"})
    repository.git("checkout", "-q", "--orphan", "other")
    other = repository.commit("other", {"go.sum": "b\n"})
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", first)
    monkeypatch.setenv("PRE_COMMIT_TO_REF", other)
    assert contents(judged()) == [b"a\n"]


def test_a_bare_repository_needs_a_revision(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("first", {"go.sum": "a\n"})
    repository.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")
    with pytest.raises(GitError, match="--rev"):
        judged()
    assert judged("main").files.read("go.sum") == b"a\n"


def test_a_linked_work_tree(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("first", {"go.sum": "a\n"})
    repository.git("worktree", "add", "-q", str(tmp_path / "linked"), "-b", "linked")
    monkeypatch.chdir(tmp_path / "linked")
    (tmp_path / "linked" / "go.sum").write_text("b\n")
    repository.run("git", "-C", str(tmp_path / "linked"), "add", "go.sum")
    commit = judged()
    assert (commit.files.read("go.sum"), contents(commit)) == (b"b\n", [b"a\n"])
    assert current().git_dir.endswith("worktrees/linked")


@pytest.mark.parametrize("text", ["gitdir: gone\n", "folder: .\n", ""])
def test_a_git_file_that_names_no_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    (tmp_path / ".git").write_text(text)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GitError):
        current()


def test_a_folder_below_the_top(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit("first", {"a/go.mod": MOD, "b/go.mod": MOD})
    monkeypatch.chdir(repository.top / "a")
    assert current().prefix == "a/"
    assert judged().files.names() == ["a/go.mod", "b/go.mod"]


@pytest.mark.parametrize("revision", ["nothing", "-x", "--help", "HEAD:go.sum"])
def test_an_unknown_revision(repository: Repository, revision: str) -> None:
    repository.commit("first", {"go.sum": "a\n"})
    with pytest.raises(GitError, match="unknown revision"):
        judged(revision)


def test_a_shallow_clone_has_no_parents(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("first", {"go.sum": "a\n"})
    repository.commit("second", {"go.sum": "b\n"})
    source = (repository.top / ".git").as_uri()
    repository.git("clone", "-q", "--depth=1", source, str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    assert judged("HEAD").bases == []


def test_sha256(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(tmp_path / "repository", "--object-format=sha256")
    monkeypatch.chdir(repository.top)
    repository.commit("first", {"go.sum": "a\n"})
    repository.add({"go.sum": "b\n", "empty/go.mod": ""})
    commit = judged()
    assert (commit.files.read("go.sum"), contents(commit)) == (b"b\n", [b"a\n"])
    assert commit.files.kind("empty/go.mod") == "file"
