"""A repository to read, and this process standing in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.repository import Repository, isolate


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """An empty repository, the current folder at its top."""
    found = Repository(tmp_path / "repository")
    isolate(monkeypatch)
    monkeypatch.chdir(found.top)
    return found
