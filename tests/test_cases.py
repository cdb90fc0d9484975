"""The cases in testdata, replayed: a base commit, what is staged, what the hook says.

testdata/<hook-id>/<situation>/
  base/          what the base commit holds (none: first commit)
  staged/        what the index holds
  disk/          only where the work tree differs
  args.txt       options, one a line
  expected.txt   standard output, exact; empty: silence and exit status 0
  status.txt     the exit status, where it is not what expected.txt implies
  after/         fixers: the work tree afterwards
"""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest

from hooks import go_mod_gate
from hooks.rules.pages import ALWAYS, ON_REQUEST, page
from tests.repository import Repository, isolate

TESTDATA = Path(__file__).parent.parent / "testdata"
CASES = sorted(
    path.parent for path in TESTDATA.glob("go-*/*/expected.txt") if path.parent.parent != TESTDATA
)


IDS = [f"{case.parent.name}/{case.name}" for case in CASES]


def laid_out(case: Path, folder: Path) -> Repository:
    repository = Repository(folder)
    if (case / "base").exists():
        repository.copy(case / "base")
        repository.commit("base")
    repository.clear()
    repository.copy(case / "staged")
    repository.add()
    if (case / "disk").exists():
        repository.copy(case / "disk")
    return repository


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_strictness_only_adds(
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Checks that only --strict hears of are left out without it, and nothing else is."""
    repository = laid_out(case, tmp_path / "repository")
    isolate(monkeypatch)
    monkeypatch.chdir(repository.top)

    def said(*options: str) -> list[dict[str, object]]:
        capfd.readouterr()
        go_mod_gate.main(["--format", "json", *options])
        return list(json.loads(capfd.readouterr().out or "[]"))

    firm = [one for one in said("--strict") if rule(one) in (ALWAYS, ON_REQUEST)]
    assert said() == firm


def rule(finding: dict[str, object]) -> str:
    found = page(str(finding["code"]))
    assert found is not None
    return found.fails


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_case(
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    repository = laid_out(case, tmp_path / "repository")
    arguments = case / "args.txt"
    options = arguments.read_text(encoding="utf-8").split("\n") if arguments.exists() else []
    expected = (case / "expected.txt").read_bytes().decode("utf-8")
    door = importlib.import_module("hooks." + case.parent.name.replace("-", "_"))

    isolate(monkeypatch)
    monkeypatch.chdir(repository.top)
    capfd.readouterr()
    status = door.main([option for option in options if option])

    output = capfd.readouterr()
    assert output.out == expected
    wanted = case / "status.txt"
    assert status == (int(wanted.read_text()) if wanted.exists() else bool(expected))
    for after in sorted((case / "after").rglob("*")):
        if after.is_file():
            now = repository.top / after.relative_to(case / "after")
            assert now.read_bytes() == after.read_bytes()
