"""`pytest tests/hostile --inputs 20000`: as many inputs for each property, new ones each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile import texts
from tests.repository import Repository, isolate


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--inputs", type=int, default=0, help="inputs that each property of tests/hostile tries"
    )


def pytest_configure(config: pytest.Config) -> None:
    texts.inputs = config.getoption("--inputs")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """An empty repository, this process standing at its top."""
    made = Repository(tmp_path / "repository")
    isolate(monkeypatch)
    monkeypatch.chdir(made.top)
    return made
