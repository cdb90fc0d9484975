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
from pathlib import Path

import pytest

from tests.repository import Repository, isolate

TESTDATA = Path(__file__).parent.parent / "testdata"
CASES = sorted(
    path.parent for path in TESTDATA.glob("go-*/*/expected.txt") if path.parent.parent != TESTDATA
)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.parent.name}/{case.name}" for case in CASES])
def test_case(
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    repository = Repository(tmp_path / "repository")
    if (case / "base").exists():
        repository.copy(case / "base")
        repository.commit("base")
    repository.clear()
    repository.copy(case / "staged")
    repository.add()
    if (case / "disk").exists():
        repository.copy(case / "disk")
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
