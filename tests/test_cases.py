"""The cases in testdata (tests/cases.py), replayed: a base, what is staged, what the hook says."""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from hooks import go_mod_gate
from hooks.rules.pages import ALWAYS, ON_REQUEST, codes, page
from tests.cases import (
    TESTDATA,
    all_cases,
    arguments_of,
    door_of,
    environment_of,
    laid_out,
    status_of,
)
from tests.reports import findings
from tests.repository import Repository, isolate
from tests.test_manifest import MANIFEST

CASES = all_cases()
IDS = [f"{case.parent.name}/{case.name}" for case in CASES]


def set_environment(monkeypatch: pytest.MonkeyPatch, case: Path) -> None:
    """Give this process the variables of the go command that a case has."""
    for name, value in environment_of(case).items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="module", params=CASES, ids=IDS)
def judged(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Repository]:
    """A case, and the repository that it describes. What mends files comes last."""
    case: Path = request.param
    return case, laid_out(case, tmp_path_factory.mktemp("case") / "repository")


def test_strictness_only_adds(
    judged: tuple[Path, Repository],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Checks that only --strict hears of are left out without it, and nothing else is."""
    case, repository = judged
    isolate(monkeypatch)
    set_environment(monkeypatch, case)
    monkeypatch.chdir(repository.top)

    def said(*options: str) -> list[dict[str, object]]:
        capfd.readouterr()
        go_mod_gate.main(["--format", "json", *options])
        return findings(capfd.readouterr().out)

    firm = [one for one in said("--strict") if rule(one) in (ALWAYS, ON_REQUEST)]
    assert said() == firm


def rule(finding: dict[str, object]) -> str:
    found = page(str(finding["code"]))
    assert found is not None
    return found.fails


def test_what_cannot_fire_without_a_base_is_in_the_documentation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each code's own example, judged once more after it was committed, with the files that
    the framework passes then: nothing changed."""
    page_of_ci = (TESTDATA.parent / "docs" / "ci.md").read_text(encoding="utf-8")
    _, _, rest = page_of_ci.partition("<!-- codes-of-a-change -->")
    isolate(monkeypatch)
    silent = set()
    for code in codes():
        found = page(code)
        assert found is not None
        case = TESTDATA.parent / found.example
        if found.retired or not (case / "staged").exists():
            continue
        repository = laid_out(case, tmp_path / code)
        set_environment(monkeypatch, case)
        monkeypatch.chdir(repository.top)
        door = importlib.import_module(door_of(case))
        options = [one for one in arguments_of(case) if one != "--check"]

        def said(*files: str, door: Any = door, given: Sequence[str] = options) -> set[str]:
            capfd.readouterr()
            mends = ["--check"] if door.HOOK.fixes else []
            door.main(["--strict", "--format", "json", *mends, *given, *files])
            return {one["code"] for one in findings(capfd.readouterr().out)}

        assert code in said(), code
        repository.git("commit", "--quiet", "--message", "past the hooks")
        passed = re.compile(MANIFEST[door.HOOK.name]["files"]).search
        if code not in said(*filter(passed, repository.git("ls-files").split())):
            silent.add(code)
    assert silent == set(re.findall(r"[A-Z]{3}\d{3}", rest.partition("All else")[0]))


def test_case(
    judged: tuple[Path, Repository],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    case, repository = judged
    is_of_git = (TESTDATA.parent / ".git").exists()
    if "link" in case.name and not is_of_git and not any(map(Path.is_symlink, case.rglob("*"))):
        pytest.skip("a source distribution has files in the place of symbolic links")
    expected = (case / "expected.txt").read_bytes().decode("utf-8")
    door = importlib.import_module(door_of(case))

    isolate(monkeypatch)
    set_environment(monkeypatch, case)
    monkeypatch.chdir(repository.top)
    capfd.readouterr()
    status = door.main(arguments_of(case))

    output = capfd.readouterr()
    assert output.out == expected
    assert status == status_of(case)
    for after in sorted((case / "after").rglob("*")):
        if after.is_file():
            now = repository.top / after.relative_to(case / "after")
            assert now.read_bytes() == after.read_bytes()
