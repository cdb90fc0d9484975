"""A code that --select names is told, whether it fails by default or not."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest

from hooks import go_mod_gate
from hooks.rules.pages import NEVER, STRICT, codes, page
from tests.cases import TESTDATA, arguments_of, door_of, environment_of, laid_out
from tests.repository import isolate


def fails(code: str) -> str:
    found = page(code)
    return "" if found is None or found.retired else found.fails


@pytest.mark.parametrize("code", [code for code in codes() if fails(code) in (STRICT, NEVER)])
def test_what_passes_by_default_is_told_when_it_is_selected(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The example of its page, judged by its hook and by the gate: a strict code fails then, one
    that never fails is told."""
    found = page(code)
    assert found is not None
    case = TESTDATA.parent / found.example
    repository = laid_out(case, tmp_path / "repository")
    isolate(monkeypatch)
    for name, value in environment_of(case).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(repository.top)
    given = [one for one in arguments_of(case) if one not in ("--strict", "--check")]
    door = importlib.import_module(door_of(case))
    for hook, options in ((door, given), (go_mod_gate, [])):
        if hook is go_mod_gate and (given or hook.HOOK.name not in found.hooks):
            continue  # an option, or a code, of the hook alone
        check = ["--check"] if hook.HOOK.fixes else []
        capfd.readouterr()
        status = hook.main(["--select", code, "--format", "json", *options, *check])
        told = [one["code"] for one in json.loads(capfd.readouterr().out)["findings"]]
        assert set(told) == {code}
        assert status == (fails(code) != NEVER)


def test_the_beginning_of_a_code_asks_for_nothing_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    repository = laid_out(TESTDATA / "go-sum-diff" / "stale-version", tmp_path / "repository")
    isolate(monkeypatch)
    monkeypatch.chdir(repository.top)
    assert go_mod_gate.main(["--select", "SUM2"]) == 0
    assert go_mod_gate.main(["--select", "SUM202"]) == 1
    assert capfd.readouterr().out.count("SUM202") == 1
