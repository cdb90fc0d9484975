"""Small inputs from public reports, each with what the go command says of it beside it."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests import shared
from tests.cases import laid_out
from tests.reports import findings
from tests.repository import isolate

# The folder's first word, the codes that stop the commit, what --strict adds, the options
FAULTS = [
    pytest.param("F01", {"VEN312"}, set(), [], id="embedded file that an ignore rule keeps out"),
    pytest.param("F02", {"VEN303"}, set(), [], id="file added to a vendored package"),
    pytest.param("F03", {"DIR103", "DIR201"}, set(), ["--go", "1.20-"], id="tool below 1.21"),
    pytest.param("F04", set(), {"SUM207"}, [], id="hash that go work sync drops"),
    pytest.param("F05", {"SUM111"}, set(), [], id="hash of another version"),
    pytest.param("F06", {"VEN101", "VEN102"}, set(), [], id="vendored in a workspace"),
    pytest.param("F08", {"MOD103"}, set(), [], id="short version in a retract line"),
    pytest.param("F09", {"DIR102"}, set(), [], id="toolchain without go"),
    pytest.param("F11", {"REP203"}, set(), [], id="stand-in version without replacement"),
    pytest.param("F12", {"DIR101"}, set(), ["--go", "1.21.5"], id="early release"),
    pytest.param("F13", {"DIR507"}, set(), ["--match-file", "Dockerfile"], id="image of a Go"),
    pytest.param("F15", {"SUM107", "VEN101", "VEN102"}, set(), [], id="vendored before tidy"),
    pytest.param("F16", {"DIR305"}, set(), [], id="go.work without go line"),
    pytest.param("F20", {"MOD101"}, set(), [], id="byte-order mark"),
    pytest.param("F25", {"MOD203"}, set(), [], id="excluded by another member"),
]


@pytest.mark.parametrize(("name", "stops", "strict", "options"), FAULTS)
def test_a_reported_fault(
    name: str,
    stops: set[str],
    strict: set[str],
    options: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    cases = sorted((shared.folder() / "faults").glob(f"{name}-*"))
    if not cases:
        pytest.skip("no reported faults: there is no folder 'shared/faults' beside this checkout")
    isolate(monkeypatch)
    repository = laid_out(cases[0], tmp_path / "repository")
    monkeypatch.chdir(repository.top)
    door = "go_directive" if "--match-file" in options else "go_mod_gate"
    main = importlib.import_module(f"hooks.{door}").main

    def codes(*more: str) -> set[str]:
        capfd.readouterr()
        main(["--format", "json", *options, *more])
        return {finding["code"] for finding in findings(capfd.readouterr().out)}

    by_default = codes()
    assert by_default == stops
    assert codes("--strict") >= strict | by_default
