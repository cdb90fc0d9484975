"""Answers of git that are not to be believed; and what Ctrl-C does while modules are imported."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hooks.git import changes, listing
from hooks.git.process import LONGEST_PATH, GitError, check_length, one_line
from tests.repository import CHECKOUT


@pytest.fixture
def cut_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """A repository with one staged file, and a git that says nothing or not all, with status 0."""
    git = shutil.which("git")
    if git is None or os.name == "nt":
        pytest.skip("takes a shell script in the place of git")
    top = tmp_path / "top"
    subprocess.run([git, "init", "-q", top], check=True)
    (top / "go.mod").write_text("module example.com/m\n")
    subprocess.run([git, "-C", top, "add", "."], check=True)
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(f'#!/bin/sh\n"{git}" "$@" | head -c {request.param}\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(fake.parent), prepend=os.pathsep)
    monkeypatch.chdir(top)


@pytest.mark.parametrize("cut_short", [30, 50], indirect=True)
@pytest.mark.usefixtures("cut_short")
def test_a_list_that_breaks_off_is_no_list() -> None:
    empty = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    with pytest.raises(GitError, match="the answer of git breaks off"):
        changes.of_index(empty)
    with pytest.raises(GitError, match="the answer of git breaks off"):
        listing.index()


@pytest.mark.parametrize("cut_short", [0], indirect=True)
@pytest.mark.usefixtures("cut_short")
def test_no_answer_is_no_line() -> None:
    with pytest.raises(GitError, match="git rev-parse gave no answer"):
        one_line("rev-parse", "--show-toplevel")


def test_a_path_that_nobody_could_open_is_refused() -> None:
    check_length([])
    check_length(["x" * LONGEST_PATH])
    with pytest.raises(GitError, match="a path of more than 4096 bytes"):
        check_length([b"x", b"x" * (LONGEST_PATH + 1)])


def test_an_interrupt_before_the_run_ends_the_process_without_a_word() -> None:
    code = """
import sys
sys.argv = ["-m"]
import signal, hooks
assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
from hooks.command.output import catch_interrupts
catch_interrupts()
assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
"""
    subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, check=True)
