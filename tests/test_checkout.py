"""`python3 -m hooks PATH`, the command that needs nothing but git and Python."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hooks.__main__ import main
from tests.repository import CHECKOUT, Repository
from tests.sample import SAMPLE
from tests.screen import on_terminal


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The command changes into the folder that it is given; each test begins elsewhere."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "shop")
    repository.copy(SAMPLE / "healthy")
    repository.commit()
    return repository


def shown(folder: Path) -> str:
    """What a person at a terminal is told about a folder, after the notes."""
    command = [sys.executable, "-m", "hooks", str(folder)]
    return on_terminal(command, CHECKOUT)[0].splitlines()[-1]


def test_a_sound_repository(shop: Repository, capfd: pytest.CaptureFixture[str]) -> None:
    assert main([str(shop.top)]) == 0
    assert capfd.readouterr().out == "nothing found\n"
    assert shown(shop.top) == "nothing found; 5 modules judged"


def test_a_repository_without_go(tmp_path: Path) -> None:
    """Nobody is told that all is well where there was nothing to look at."""
    Repository(tmp_path / "empty")
    assert shown(tmp_path / "empty") == "no module"


def test_options_are_those_of_the_gate(shop: Repository, capfd: pytest.CaptureFixture[str]) -> None:
    (shop.top / "web" / "go.mod").write_text("module example.com/web\n\nfoo x\n")
    shop.add()
    assert main([str(shop.top), "--format=github"]) == 1
    assert capfd.readouterr().out.startswith("::error file=web/go.mod,line=3")


@pytest.mark.parametrize(
    ("made", "reason"), [(True, "not a git repository"), (False, "No such file or directory")]
)
def test_a_folder_that_is_none(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], made: bool, reason: str
) -> None:
    folder = tmp_path / "folder"
    if made:
        folder.mkdir()
    assert main([str(folder)]) == 2
    said = capfd.readouterr().err
    assert said.startswith("hooks: ")
    assert reason in said
