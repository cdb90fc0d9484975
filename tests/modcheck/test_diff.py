from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hooks.modcheck.__main__ import main
from tests.repository import Repository, isolate

A = "h1:" + "A" * 43 + "="
B = "h1:" + "B" * 42 + "A="
MOD = "module example.com/m\n\ngo 1.21\n\nrequire a.b/c v1.0.0\n"
SUM = f"a.b/c v1.0.0 {A}\na.b/c v1.0.0/go.mod {A}\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Two commits: one requires v1.0.0, the next (tag "next") v1.1.0."""
    made = Repository(tmp_path / "r")
    made.commit("first", {"go.mod": MOD, "go.sum": SUM, "lib/go.mod": "module lib\n"})
    made.git("tag", "first")
    made.commit(
        "second",
        {"go.mod": MOD.replace("1.0.0", "1.1.0"), "go.sum": "" + SUM.replace("1.0.0", "1.1.0")},
    )
    made.git("tag", "next")
    isolate(monkeypatch)
    monkeypatch.chdir(made.top)
    return made


Capture = pytest.CaptureFixture[str]


def differences(capfd: Capture, *arguments: str, status: int = 0) -> list[dict[str, Any]]:
    capfd.readouterr()
    assert main(["diff", *arguments, "--format", "json"]) == status
    return list(json.loads(capfd.readouterr().out)["differences"])


def told(found: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    return [
        (one["path"], one["section"], one["status"], one["before"], one["after"]) for one in found
    ]


UP = [
    ("go.mod", "requirement", "upgraded", "v1.0.0", "v1.1.0"),
    ("go.mod", "checksum", "upgraded", "v1.0.0", "v1.1.0"),
]


@pytest.mark.parametrize(
    "sides",
    [
        ["first", "next"],
        ["first", "main"],
        ["HEAD~1", "HEAD"],
        ["first", "INDEX"],
        ["first"],
        ["first", "WORKTREE"],
    ],
    ids=" ".join,
)
def test_sides(sides: list[str], repository: Repository, capfd: Capture) -> None:
    assert told(differences(capfd, *sides)) == UP


def test_nothing_differs(repository: Repository, capfd: Capture) -> None:
    assert differences(capfd, "next", "--exit-code") == []
    assert main(["diff", "next", "--format", "table"]) == 0
    assert capfd.readouterr().out == ""


def test_exit_code(repository: Repository, capfd: Capture) -> None:
    assert differences(capfd, "first", "--exit-code", status=1)


def test_index_and_work_tree_are_told_apart(repository: Repository, capfd: Capture) -> None:
    repository.write({"go.sum": SUM.replace("1.0.0", "1.1.0").replace(A, B, 1)})
    repository.write({"new/go.mod": "module new\n\ngo 1.22\n"})
    assert differences(capfd, "HEAD", "INDEX") == []
    assert told(differences(capfd, "INDEX", "WORKTREE")) == [
        ("go.mod", "checksum", "re-hashed", "v1.1.0", "v1.1.0"),
        ("new/go.mod", "go", "added", "", "1.22"),
    ]
    repository.git("add", "go.sum")
    assert len(differences(capfd, "HEAD")) == 1


def test_ignored_files_of_the_work_tree_do_not_count(
    repository: Repository, capfd: Capture
) -> None:
    repository.write({".git/info/exclude": "new\n", "new/go.mod": "module new\n\ngo 1.22\n"})
    assert differences(capfd, "HEAD", "WORKTREE") == []


def test_strict_shows_the_hashes_of_go_mod_files(repository: Repository, capfd: Capture) -> None:
    found = differences(capfd, "first", "--strict")
    assert [one["after"] for one in found] == ["v1.1.0", "v1.1.0", "v1.1.0/go.mod"]


def test_ignore_vendor(repository: Repository, capfd: Capture) -> None:
    repository.add({"vendor/x.y/z/go.mod": "module x.y/z\n\ngo 1.20\n"})
    assert told(differences(capfd, "HEAD")) == [("vendor/x.y/z/go.mod", "go", "added", "", "1.20")]
    assert differences(capfd, "HEAD", "--ignore", "vendor") == []


def test_a_workspace_and_its_sums(repository: Repository, capfd: Capture) -> None:
    repository.add({"go.work": "go 1.22\n\nuse .\n", "go.work.sum": f"d.e/f v1.0.0 {A}\n"})
    assert told(differences(capfd, "HEAD")) == [
        ("go.work", "go", "added", "", "1.22"),
        ("go.work", "checksum", "added", "", "v1.0.0"),
    ]


def test_a_module_that_came_and_one_that_went(repository: Repository, capfd: Capture) -> None:
    repository.remove("go.mod", "go.sum")
    repository.add({"other/go.mod": MOD})
    assert told(differences(capfd, "HEAD")) == [
        ("go.mod", "go", "removed", "1.21", ""),
        ("go.mod", "requirement", "removed", "v1.1.0", ""),
        ("go.mod", "checksum", "removed", "v1.1.0", ""),
        ("other/go.mod", "go", "added", "", "1.21"),
        ("other/go.mod", "requirement", "added", "", "v1.0.0"),
    ]


def test_plain_files_need_no_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    for name, text in (("old.sum", SUM), ("new.sum", SUM.replace(A, B, 1))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "old").mkdir()
    (tmp_path / "old/go.mod").write_text(MOD, encoding="utf-8")
    (tmp_path / "go.mod").write_text(MOD.replace("1.0.0", "1.1.0"), encoding="utf-8")
    isolate(monkeypatch)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    assert told(differences(capfd, "old.sum", "new.sum")) == [
        ("go.mod", "checksum", "re-hashed", "v1.0.0", "v1.0.0")
    ]
    assert told(differences(capfd, "old/go.mod", "go.mod")) == UP[:1]
    assert told(differences(capfd, "old", ".")) == UP[:1]


def test_a_file_against_the_same_place_in_a_commit(repository: Repository, capfd: Capture) -> None:
    repository.write({"lib/go.mod": "module lib\n\ngo 1.23\n"})
    found = differences(capfd, "HEAD", "lib/go.mod")
    assert told(found) == [("lib/go.mod", "go", "added", "", "1.23")]
    assert told(differences(capfd, "lib/go.mod", "HEAD"))[0][2] == "removed"


def test_a_branch_goes_before_a_file_of_its_name(repository: Repository, capfd: Capture) -> None:
    repository.write({"first": "no go.mod at all"})
    assert told(differences(capfd, "first", "next")) == UP


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        pytest.param(["nowhere"], "neither a revision nor a file", id="unknown"),
        pytest.param(["HEAD", "--output", "no/such/folder"], "no/such/folder", id="output"),
        pytest.param(["lib/x", "HEAD"], "lib/x", id="no such file"),
    ],
)
def test_complaints_are_one_line(
    arguments: list[str], complaint: str, repository: Repository, capfd: Capture
) -> None:
    assert main(["diff", *arguments, "--format", "json"]) == 2
    error = capfd.readouterr().err
    assert complaint in error
    assert error.count("\n") == 1


def test_a_bare_repository_has_commits_only(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    repository.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare"))
    monkeypatch.chdir(tmp_path / "bare")
    assert told(differences(capfd, "first", "next")) == UP
    assert main(["diff", "first"]) == 2
    assert "a bare repository has no INDEX" in capfd.readouterr().err


@pytest.mark.parametrize("form", ["table", "html"])
def test_a_missing_library_is_one_line(
    form: str, repository: Repository, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    import sys

    for name in ("hooks.report.diff_table", "hooks.report.diff_page"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    for name in ("rich", "rich.box", "jinja2"):
        monkeypatch.setitem(sys.modules, name, None)
    assert main(["diff", "first", "--format", form]) == 2
    error = capfd.readouterr().err
    assert "pip install 'gomod-hooks[report]'" in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("form", ["table", "json", "markdown", "html"])
def test_every_format_goes_to_a_file(
    form: str, repository: Repository, tmp_path: Path, capfd: Capture
) -> None:
    if form in ("table", "html"):
        pytest.importorskip("rich", reason="rich is not installed")
        pytest.importorskip("jinja2", reason="jinja2 is not installed")
    path = tmp_path / "out"
    assert main(["diff", "first", "--format", form, "--output", str(path)]) == 0
    assert "a.b/c" in path.read_text(encoding="utf-8")
    assert capfd.readouterr().out == ""


def test_only_what_differs_is_read(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    from hooks.git.trees import TreeFiles
    from hooks.modcheck import inputs
    from hooks.modcheck.diff import compared

    read = []
    blob = TreeFiles.blob

    def noted(self: TreeFiles, oid: str, path: str) -> bytes | None:
        read.append(oid)
        return blob(self, oid, path)

    monkeypatch.setattr(TreeFiles, "blob", noted)
    before, after = inputs.find("first"), inputs.find("next")
    assert len(compared(before, after, strict=False, vendored=True)) == 2
    assert len(read) == 4
