"""The recipes for hooks without pre-commit, taken literally from the documentation."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.end_to_end.modules import GO_MOD, GO_SUM, SOUND, A, B
from tests.repository import CHECKOUT, Repository, clean_environment

PAGE = (CHECKOUT / "docs" / "recipes.md").read_text(encoding="utf-8")
REHASHED: dict[str, str | bytes] = {"go.sum": GO_SUM.replace(A, B, 1)}
UNFORMATTED: dict[str, str | bytes] = {"go.mod": GO_MOD.replace("\texample", "    example")}


def block(heading: str, language: str) -> str:
    """The first block of a language below a heading."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return str(re.findall(rf"```{language}\n(.*?)```", section, re.S)[0])


class Shop:
    """A repository in which the commands of this checkout are on PATH."""

    def __init__(self, folder: Path) -> None:
        self.repository = Repository(folder / "shop")
        self.repository.commit("start", dict(SOUND))
        command = folder / "bin" / "go-mod-gate"
        command.parent.mkdir()
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hooks.go_mod_gate "$@"\n')
        command.chmod(0o755)
        path = os.fspath(command.parent) + os.pathsep + clean_environment()["PATH"]
        self.environment = {"PATH": path, "PYTHONPATH": os.fspath(CHECKOUT)}

    def hook(self, text: str) -> None:
        """Install a pre-commit hook."""
        hook = self.repository.top / ".git" / "hooks" / "pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(text)
        hook.chmod(0o755)

    def commit(self, files: dict[str, str | bytes]) -> tuple[int, str]:
        """The exit status of a commit, and what was printed."""
        self.repository.add(files)
        command = ("git", "commit", "-q", "-m", "a change")
        done = self.repository.run(*command, check=False, **self.environment)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


@pytest.mark.parametrize(
    ("heading", "before"),
    [("Without a framework", ""), ("husky", "#!/bin/sh\n")],  # husky runs the file by sh
)
def test_a_plain_hook(shop: Shop, heading: str, before: str) -> None:
    shop.hook(before + block(heading, "sh"))
    assert shop.commit({"README.md": "x\n"}) == (0, "")
    status, said = shop.commit(REHASHED)
    assert (status, "SUM101" in said) == (1, True)


def test_lefthook(shop: Shop) -> None:
    lefthook = shutil.which("lefthook")
    if lefthook is None:
        pytest.skip("lefthook is not on PATH: npm install lefthook")
    text = block("lefthook", "yaml")
    [job] = yaml.safe_load(text)["pre-commit"]["commands"].values()
    assert job["stage_fixed"] is True
    (shop.repository.top / "lefthook.yml").write_text(text)
    environment = clean_environment() | shop.environment
    subprocess.run([lefthook, "install"], cwd=shop.repository.top, env=environment, check=True)
    assert shop.commit(UNFORMATTED)[0] == 0  # mended, and staged by lefthook
    assert shop.repository.git("show", "HEAD:go.mod") == GO_MOD
    status, said = shop.commit(REHASHED)
    assert (status, "SUM101" in said) == (1, True)
