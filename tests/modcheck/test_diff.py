from __future__ import annotations

import json
import sys
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
        (one["path"], one["section"], one["change"], one["before"], one["after"]) for one in found
    ]


UP = [
    ("go.mod", "requirement", "upgraded", "v1.0.0", "v1.1.0"),
    ("go.mod", "checksum", "removed", "v1.0.0", ""),
    ("go.mod", "checksum", "added", "", "v1.1.0"),
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
    assert [one["before"] or one["after"] for one in found] == [
        "v1.0.0",
        "v1.0.0",
        "v1.0.0/go.mod",
        "v1.1.0",
        "v1.1.0/go.mod",
    ]


def test_strict_fails_where_a_known_hash_is_another(repository: Repository, capfd: Capture) -> None:
    repository.add({"go.sum": SUM.replace("1.0.0", "1.1.0").replace(A, B, 1)})
    assert len(differences(capfd, "HEAD")) == 1
    assert len(differences(capfd, "HEAD", "--strict", status=1)) == 1


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
        ("go.sum", "checksum", "re-hashed", "v1.0.0", "v1.0.0")
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


def without_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "hooks.report.diff_page", raising=False)
    for name in ("rich", "jinja2", "markupsafe"):
        monkeypatch.setitem(sys.modules, name, None)


def test_a_missing_library_is_one_line(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    without_libraries(monkeypatch)
    assert main(["diff", "first", "--format", "html"]) == 2
    error = capfd.readouterr().err
    assert "pip install 'gomod-hooks[report]'" in error
    assert error.count("\n") == 1


def test_a_table_needs_no_library(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    without_libraries(monkeypatch)
    assert main(["diff", "first:go.sum", "next:go.sum"]) == 0
    assert [line.split() for line in capfd.readouterr().out.splitlines()[4:]] == [
        ["checksums"],
        ["Module", "Version", "Old", "hash", "New", "hash", "Status"],
        ["a.b/c", "v1.0.0", A, "-", "removed"],
        ["a.b/c", "v1.1.0", "-", A, "added"],
    ]


@pytest.mark.parametrize("form", ["table", "json", "markdown", "html"])
def test_every_format_goes_to_a_file(
    form: str, repository: Repository, tmp_path: Path, capfd: Capture
) -> None:
    if form == "html":
        pytest.importorskip("jinja2", reason="pip install -e .[dev]")
    path = tmp_path / "out"
    assert main(["diff", "first", "--format", form, "--output", str(path)]) == 0
    assert "a.b/c" in path.read_text(encoding="utf-8")
    assert capfd.readouterr().out == ""


STARTS = {"json": "{", "markdown": "###", "html": "<!doctype", "table": "first => INDEX"}


@pytest.mark.parametrize("form", STARTS)
def test_output_takes_the_name_of_a_format(
    form: str, repository: Repository, capfd: Capture
) -> None:
    if form == "html":
        pytest.importorskip("jinja2", reason="pip install -e .[dev]")
    assert main(["diff", "first", f"--output={form}"]) == 0
    assert capfd.readouterr().out.startswith(STARTS[form])
    assert not (repository.top / form).exists()


@pytest.mark.parametrize(
    ("name", "options", "form"),
    [
        pytest.param("report.json", [], "json", id="by its ending"),
        pytest.param("REPORT.MD", [], "markdown", id="in capitals"),
        pytest.param("report.txt", [], "table", id="any other"),
        pytest.param("report.json", ["--format", "markdown"], "markdown", id="the format wins"),
        pytest.param("./html", [], "table", id="a path is a file"),
    ],
)
def test_output_takes_a_file(
    name: str, options: list[str], form: str, repository: Repository, capfd: Capture
) -> None:
    assert main(["diff", "first", f"--output={name}", *options]) == 0
    assert (repository.top / name).read_text(encoding="utf-8").startswith(STARTS[form])
    assert capfd.readouterr().out == ""


SUMS = [
    ("go.sum", "checksum", "removed", "v1.0.0", ""),
    ("go.sum", "checksum", "added", "", "v1.1.0"),
]


@pytest.mark.parametrize(
    "sides",
    [
        ["first:go.sum", "next:go.sum"],
        ["first:./go.sum", "HEAD:go.sum"],
        ["first:go.sum", ":go.sum"],
        ["first:go.sum", ":0:go.sum"],
        ["first:go.sum", "go.sum"],
        ["first:go.sum", "next"],
        ["first", "next:go.sum"],
    ],
    ids=" ".join,
)
def test_a_file_in_a_revision(sides: list[str], repository: Repository, capfd: Capture) -> None:
    found = differences(capfd, *sides)
    assert told(found) == SUMS
    assert {one["indirect"] for one in found} == {None}


def test_a_go_mod_in_a_revision_has_no_checksums(repository: Repository, capfd: Capture) -> None:
    assert told(differences(capfd, "first:go.mod", "next:go.mod")) == UP[:1]


def test_a_file_in_a_folder_of_a_revision(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    repository.commit("third", {"lib/go.mod": "module lib\n\ngo 1.23\n"})
    wanted = [("lib/go.mod", "go", "added", "", "1.23")]
    assert told(differences(capfd, "next:lib/go.mod", "HEAD:lib/go.mod")) == wanted
    monkeypatch.chdir(repository.top / "lib")
    assert told(differences(capfd, "next:./go.mod", "HEAD:lib/go.mod")) == wanted
    assert told(differences(capfd, "next:lib", "HEAD:lib"))[0][1:] == wanted[0][1:]


def test_a_revision_goes_before_a_file_of_its_name(repository: Repository, capfd: Capture) -> None:
    repository.write({"first:go.sum": "not the file that is meant"})
    assert told(differences(capfd, "first:go.sum", "next:go.sum")) == SUMS


def test_a_new_owner_is_one_of_whom_nothing_was_there(
    repository: Repository, capfd: Capture
) -> None:
    lines = "require (\n\tgithub.com/known/b v1.0.0\n\tgithub.com/stranger/c v1.0.0\n)\n"
    repository.commit("known", {"lib/go.mod": "module lib\n\nrequire github.com/known/a v1.0.0\n"})
    repository.add({"go.mod": MOD.replace("1.0.0", "1.1.0") + lines})
    found = differences(capfd, "HEAD")
    assert [(one["module"], one["new_owner"]) for one in found] == [
        ("github.com/known/b", False),
        ("github.com/stranger/c", True),
    ]


def test_by_dependency(repository: Repository, capfd: Capture) -> None:
    repository.add({"lib/go.mod": "module lib\n\nrequire x.y/z v1.0.0\n"})
    repository.add({"new/go.mod": "module new\n\nrequire x.y/z v1.0.0\n"})
    [one] = differences(capfd, "HEAD", "--by=dependency")
    assert (one["module"], one["paths"]) == ("x.y/z", ["lib/go.mod", "new/go.mod"])
    assert main(["diff", "HEAD", "--by", "dependency"]) == 0
    assert "lib/go.mod, new/go.mod" in capfd.readouterr().out


@pytest.mark.parametrize(
    "line",
    [
        "diff first next --format=table",
        "diff first next --format=table --strict --ignore=vendor",
        "diff first:go.sum next:go.sum --output=html",
    ],
)
def test_command_lines_that_people_type(line: str, repository: Repository, capfd: Capture) -> None:
    if "html" in line:
        pytest.importorskip("jinja2", reason="pip install -e .[dev]")
    assert main(line.split()) == 0
    shown = capfd.readouterr().out
    for name in ("Module", "Version", "Old hash", "New hash", "Status"):
        assert name in shown
    assert "v1.1.0" in shown


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
    assert len(compared(before, after, strict=False, vendored=True)) == 3
    assert len(read) == 4
