"""The files of --match-file, where something keeps them from being read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hooks import go_directive
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
    pytest.importorskip("yaml")
    repository.commit("both")
    repository.remove("ci.yml")
    repository.add({"go.mod": "module example.com/a\n\ngo 1.25\n"})
    assert go_directive.main(["--match-file", "ci.yml"]) == 1
    assert "DIR507 there is no ci.yml to name a version of Go" in capfd.readouterr().out
