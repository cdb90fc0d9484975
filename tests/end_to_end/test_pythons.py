"""The hooks installed by the framework for the oldest and the newest Python at hand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.end_to_end.conftest import CHECKOUT, Framework, Gated
from tests.end_to_end.modules import GO_SUM, SOUND, A, B

MANAGED = "~/.pyenv/versions", "~/.local/share/uv/python", "/usr/bin", "/usr/local/bin"
CONFIGURATION = 'go = "1.22-"\n'  # read with tomli where Python has no reader of its own


def supported() -> list[str]:
    """The versions that pyproject.toml admits, up to the newest that is known of."""
    text = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    oldest = re.search(r'requires-python = ">=3\.(\d+)"', text)
    assert oldest
    return [f"3.{minor}" for minor in range(int(oldest[1]), 15)]


def interpreter(version: str) -> str | None:
    """A Python of this version, on PATH or where a version manager keeps it."""
    places = [os.environ.get("PATH", "")]
    for folder in MANAGED:
        found = Path(folder).expanduser()
        places += [str(one) for one in (found, *sorted(found.glob(f"*{version}*/bin")))]
    for place in os.pathsep.join(places).split(os.pathsep):
        python = shutil.which(f"python{version}", path=place)
        if python is not None:
            told = subprocess.run([python, "-c", "import venv"], capture_output=True)
            if told.returncode == 0:
                return python
    return None


@pytest.mark.parametrize("which", ["oldest", "newest"])
def test_a_hook_of_the_framework(which: str, framework: Framework, tmp_path: Path) -> None:
    found = {version: interpreter(version) for version in supported()}
    have = [version for version, python in found.items() if python is not None]
    version = have[0 if which == "oldest" else -1]
    shop = Gated(tmp_path / "repository", framework)
    config = framework.config("go-mod-gate") + f"        language_version: {found[version]}\n"
    shop.commit("configure", {".pre-commit-config.yaml": config})
    shop.pre_commit("install")
    shop.passes(files={**SOUND, ".gomod-hooks.toml": CONFIGURATION})
    said = shop.stopped(files={"go.sum": GO_SUM.replace(A, B, 1)})
    assert "go.sum:1:27: SUM101 " in said
    homes = [home.read_text(encoding="utf-8") for home in framework.cache.rglob("pyvenv.cfg")]
    line = re.compile(rf"^version(_info)? = {re.escape(version)}\.", re.MULTILINE)
    assert any(map(line.search, homes))
