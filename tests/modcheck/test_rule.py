"""`modcheck rule` prints the pages."""

from __future__ import annotations

import pytest

from hooks.modcheck.__main__ import COMMANDS, main
from hooks.rules import pages


def test_a_page(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "sum101"]) == 0
    said = capfd.readouterr().out
    assert said.startswith("SUM101: hash changed for the same version\nfails: always")
    assert "## How to fix it" in said


def test_every_code_a_line(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["rule"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert [line[:6] for line in lines] == pages.codes()


@pytest.mark.parametrize("name", ["SUM999", "../x", "\x1b[31m", ""])
def test_an_unknown_code_is_one_line(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", name]) == 2
    said = capfd.readouterr().err
    assert "unknown code" in said
    assert "\x1b" not in said


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["--version-of-nothing"]])
def test_no_command_is_one_line(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    said = capfd.readouterr().err
    assert said.endswith(f": one of {', '.join(COMMANDS)}\n")
    assert said.count("\n") == 1
