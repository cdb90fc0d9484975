"""The README's pre-receive hook in a real bare repository, at a real `git push`."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.end_to_end.modules import GO_SUM, SOUND, A, B
from tests.repository import Repository, clean_environment

CHECKOUT = Path(__file__).parent.parent.parent
ALLOWED = f'[[allow]]\ncode = "SUM101"\nreason = "the tag was moved"\nhash = "{B}"\n'


@pytest.fixture
def work(tmp_path: Path) -> Repository:
    """A clone whose remote runs the hook, a sound module on main."""
    bare = Repository(tmp_path / "remote.git", "--bare")
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    [script] = re.findall(r"```sh\n(#!/bin/sh\n.*?)```", readme, re.S)
    hook = bare.top / "hooks" / "pre-receive"
    hook.write_text(script)
    hook.chmod(0o755)
    tools = tmp_path / "bin"
    tools.mkdir()
    command = tools / "modcheck"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hooks.modcheck "$@"\n')
    command.chmod(0o755)
    made = Repository(tmp_path / "work")
    made.git("remote", "add", "origin", str(bare.top))
    made.commit("start", dict(SOUND))
    assert push(made, "main")[0] == 0
    return made


def push(work: Repository, *refs: str) -> tuple[int, str]:
    tools = str(work.top.parent / "bin")
    path = tools + os.pathsep + clean_environment()["PATH"]
    done = work.run(
        "git", "push", "-q", "origin", *refs, check=False, PATH=path, PYTHONPATH=str(CHECKOUT)
    )
    return done.returncode, done.stderr


def test_a_sound_push_passes(work: Repository) -> None:
    work.commit("more", {"README.md": "x\n"})
    assert push(work, "main") == (0, "")


def test_a_rewritten_hash_is_refused(work: Repository) -> None:
    work.commit("rehashed", {"go.sum": GO_SUM.replace(A, B, 1)})
    work.commit("more", {"README.md": "x\n"})
    status, said = push(work, "main")
    assert status == 1
    assert "go.sum:1:" in said
    assert "SUM101" in said
    assert "pre-receive hook declined" in said


def test_a_new_branch_is_compared_with_where_it_began(work: Repository) -> None:
    work.git("checkout", "-q", "-b", "side")
    work.commit("sound", {"README.md": "x\n"})
    assert push(work, "side")[0] == 0
    work.git("checkout", "-q", "-b", "other", "main")
    work.commit("rehashed", {"go.sum": GO_SUM.replace(A, B, 1)})
    assert push(work, "other")[0] == 1


def test_the_configuration_is_that_of_the_protected_branch(work: Repository) -> None:
    """A push cannot excuse itself."""
    work.git("checkout", "-q", "-b", "side")
    forged = {"go.sum": GO_SUM.replace(A, B, 1), ".gomod-hooks.toml": ALLOWED}
    work.commit("rehashed", dict(forged))
    assert push(work, "side")[0] == 1
    work.git("checkout", "-q", "main")
    work.commit("allow it first", {".gomod-hooks.toml": ALLOWED})
    assert push(work, "main")[0] == 0
    assert push(work, "side")[0] == 0


def test_a_deleted_branch_is_not_judged(work: Repository) -> None:
    work.git("branch", "side")
    assert push(work, "side")[0] == 0
    assert push(work, ":side")[0] == 0
