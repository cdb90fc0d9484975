"""The files of --match-file: where something keeps them from being read, and where nothing else
changes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hooks import go_directive, go_mod_gate
from hooks.command import judge
from hooks.git import copies
from hooks.modcheck import __main__ as modcheck
from tests.repository import Repository, isolate

WORKFLOW = "jobs: {a: {steps: [{uses: actions/setup-go@v5, with: {go-version: '1.23'}}]}}\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    isolate(monkeypatch)
    made = Repository(tmp_path / "repository")
    made.add({"go.mod": "module example.com/a\n\ngo 1.24\n", "ci.yml": WORKFLOW})
    monkeypatch.chdir(made.top)
    return made


def test_without_the_library(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert go_directive.main(["--match-file", "ci.yml"]) == 2
    assert "it takes PyYAML to read it: pip install pyyaml" in capfd.readouterr().err


def test_a_pattern_of_no_file(repository: Repository, capfd: pytest.CaptureFixture[str]) -> None:
    assert go_directive.main(["--match-file", "*.yaml"]) == 2
    assert "--match-file *.yaml: no such file is staged" in capfd.readouterr().err


def test_a_file_that_the_change_takes_away(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("yaml", reason="pip install -e .[dev]")
    repository.commit("both")
    repository.remove("ci.yml")
    repository.add({"go.mod": "module example.com/a\n\ngo 1.25\n"})
    assert go_directive.main(["--match-file", "ci.yml"]) == 1
    assert "DIR507 there is no ci.yml to name a version of Go" in capfd.readouterr().out


# A change of such a file alone

IMAGE = "FROM golang:{}\n"
BY_FILE = "go-version-file: .go-version"
CONFIGURED = '[hooks.go-directive]\nmatch-file = ["Dockerfile", ".go-version"]\n'


@pytest.fixture
def two_modules(repository: Repository) -> Repository:
    """A repository with two modules and a workspace, and an image that fits all of them."""
    repository.remove("ci.yml")
    repository.commit(
        "all in order",
        {
            "b/go.mod": "module example.com/b\n\ngo 1.22\n",
            "go.work": "go 1.24\n\nuse (\n\t.\n\t./b\n)\n",
            "Dockerfile": IMAGE.format("1.24"),
            ".go-version": "1.25.1\n",
            "README.md": "about\n",
        },
    )
    return repository


def told(capfd: pytest.CaptureFixture[str]) -> list[str]:
    """Where DIR507 is found, and what is said of the version."""
    lines = capfd.readouterr().out.splitlines()
    return [
        f"{line.partition(':')[0]} {line.partition('here, but ')[2].partition(',')[0]}"
        for line in lines
        if " DIR507 " in line
    ]


CHANGES = [
    pytest.param({"Dockerfile": IMAGE.format("1.25")}, [], id="a newer Go"),
    pytest.param({"Dockerfile": IMAGE.format("1.24") + "RUN true\n"}, [], id="another line"),
    pytest.param(
        {"Dockerfile": IMAGE.format("1.23")},
        ["go.mod Dockerfile:1 names 1.23", "go.work Dockerfile:1 names 1.23"],
        id="an older Go",
    ),
    pytest.param(
        {"Dockerfile": IMAGE.format("1.21")},
        [f"{path} Dockerfile:1 names 1.21" for path in ("b/go.mod", "go.mod", "go.work")],
        id="one that is too old for all",
    ),
    pytest.param(
        {".go-version": "1.23.1\n"},
        ["go.mod .go-version:1 names 1.23.1", "go.work .go-version:1 names 1.23.1"],
        id="a version manager's file",
    ),
    pytest.param({"docker/Dockerfile": IMAGE.format("1.20")}, [], id="a file that is not named"),
    pytest.param({"README.md": "golang:1.20\n"}, [], id="no such file"),
]


@pytest.mark.parametrize(("files", "expected"), CHANGES)
@pytest.mark.parametrize("way", ["go-directive", "go-directive, configured", "the gate"])
def test_a_change_of_nothing_else_is_judged(
    two_modules: Repository,
    capfd: pytest.CaptureFixture[str],
    way: str,
    files: dict[str, str | bytes],
    expected: list[str],
) -> None:
    arguments: list[str] = []
    if way == "go-directive":
        arguments = ["--match-file", "Dockerfile", "--match-file", ".go-version"]
    else:
        two_modules.commit("configured", {".gomod-hooks.toml": CONFIGURED})
    two_modules.add(files)
    capfd.readouterr()
    main = go_mod_gate.main if way == "the gate" else go_directive.main
    assert main(arguments) == (1 if expected else 0)
    assert sorted(told(capfd)) == expected


def test_what_was_wrong_before_is_not_told_again(
    two_modules: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither where the file changes otherwise, nor where it names a newer Go that is too old."""
    arguments = ["--match-file", "Dockerfile"]
    two_modules.commit("past the hooks", {"Dockerfile": IMAGE.format("1.22")})
    for text in (IMAGE.format("1.23"), IMAGE.format("1.22") + "RUN true\n"):
        two_modules.add({"Dockerfile": text})
        assert go_directive.main(arguments) == 0
    two_modules.add({"b/go.mod": "module example.com/b\n\ngo 1.21\n"})
    assert go_directive.main([*arguments, "b/go.mod"]) == 0
    assert told(capfd) == []
    assert go_directive.main([*arguments, "--all"]) == 1


def test_a_file_of_any_name(two_modules: Repository, capfd: pytest.CaptureFixture[str]) -> None:
    two_modules.commit("a name of its own", {"build/GO": "1.25.1\n"})
    two_modules.add({"build/GO": "1.23.1\n"})
    assert go_directive.main(["--match-file", "build/*"]) == 1
    assert told(capfd) == [f"{path} build/GO:1 names 1.23.1" for path in ("go.mod", "go.work")]


def test_a_version_that_another_file_names(
    two_modules: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("yaml", reason="pip install -e .[dev]")
    two_modules.commit("by a file", {"ci.yml": WORKFLOW.replace("go-version: '1.23'", BY_FILE)})
    two_modules.add({".go-version": "1.23.1\n"})
    assert go_directive.main(["--match-file", "ci.yml"]) == 1
    assert [line.split()[0] for line in told(capfd)] == ["go.mod", "go.work"]


def test_the_file_goes(two_modules: Repository, capfd: pytest.CaptureFixture[str]) -> None:
    two_modules.remove("Dockerfile")
    two_modules.add()
    assert go_directive.main(["--match-file", "Dockerfile"]) == 1
    assert capfd.readouterr().out.count("DIR507 there is no Dockerfile") == 3


def test_each_commit_of_a_range(two_modules: Repository, capfd: pytest.CaptureFixture[str]) -> None:
    two_modules.commit("configured", {".gomod-hooks.toml": CONFIGURED})
    start = two_modules.head()
    lowered = two_modules.commit("lowered", {"Dockerfile": IMAGE.format("1.23")})
    two_modules.commit("and something else", {"README.md": "more\n"})
    assert modcheck.main(["check", "--verbose", "--rev", f"{start}..HEAD"]) == 1
    lines = [line for line in capfd.readouterr().out.splitlines() if "here, but" in line]
    assert {line.split()[0] for line in lines} == {lowered[:12]}
    assert len(lines) == 2


@pytest.mark.parametrize(
    "files",
    [{"README.md": "more\n"}, {"main.go": "package main\n"}, {"deploy.yml": "kind: Job\n"}],
    ids=["a page", "a Go file", "a file of YAML"],
)
def test_other_commits_read_no_configuration(
    two_modules: Repository, monkeypatch: pytest.MonkeyPatch, files: dict[str, str | bytes]
) -> None:
    """No hook gets as far as that: at most git looks whether the configuration names files."""

    def refuse(*_: object) -> None:
        raise AssertionError("judged")

    two_modules.commit("configured", {".gomod-hooks.toml": "strict = false\n"})
    two_modules.add(files)
    monkeypatch.setattr(judge, "judge", refuse)
    assert go_directive.main([]) == 0
    assert go_mod_gate.main([]) == 0
    if "deploy.yml" not in files:
        monkeypatch.setattr(copies, "staged", refuse)
        assert go_directive.main([]) == 0
