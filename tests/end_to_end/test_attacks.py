"""What an attacker does to go.sum, in a real repository whose git runs the hook."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import Repository

CHECKOUT = Path(__file__).resolve().parent.parent.parent
TRUE = "h1:" + "A" * 43 + "="
EVIL = "h1:" + "B" * 42 + "A="
LIB = ("example.net/lib", "v1.4.0")
MOD = """\
module example.com/shop

go 1.21

require (
\texample.net/lib v1.4.0
\texample.org/text v0.3.8 // indirect
)
"""
SUM = f"""\
example.net/lib v1.4.0 {TRUE}
example.net/lib v1.4.0/go.mod {TRUE}
example.org/text v0.3.8 {TRUE}
example.org/text v0.3.8/go.mod {TRUE}
"""
ZIP, GO_MOD, _, LAST = SUM.splitlines(keepends=True)
SWAPPED = SUM.replace(ZIP, ZIP.replace(TRUE, EVIL))

Done = subprocess.CompletedProcess[str]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One good commit; git runs go-sum-diff before each further one."""
    made = Repository(tmp_path / "r")
    made.commit("good", {"go.mod": MOD, "go.sum": SUM, "README": "one\n"})
    for name in ("pre-commit", "pre-merge-commit"):
        hook = made.top / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        place, python = shlex.quote(str(CHECKOUT)), shlex.quote(sys.executable)
        hook.write_text(f"#!/bin/sh\nPYTHONPATH={place} exec {python} -m hooks.go_sum_diff\n")
        hook.chmod(0o755)
    return made


def commit(repository: Repository, files: dict[str, str]) -> Done:
    repository.add(dict(files))
    return repository.run("git", "commit", "--quiet", "-m", "looks harmless", check=False)


def stopped(done: Done, repository: Repository, head: str, code: str) -> str:
    """What was said, once it is sure that the commit was not made."""
    assert done.returncode == 1, done.stderr
    assert repository.head() == head
    said = done.stdout + done.stderr  # git hands a hook's output on as its own complaints
    assert f" {code} " in said, said
    return said


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        pytest.param(SWAPPED, "SUM101", f"changed from {TRUE} to {EVIL}", id="swapped"),
        pytest.param(
            SUM.replace(GO_MOD, GO_MOD.replace(TRUE, EVIL)),
            "SUM101",
            "hash of example.net/lib v1.4.0/go.mod changed",
            id="the go.mod's swapped",
        ),
        pytest.param(
            SUM.replace(GO_MOD, ""), "SUM109", "lost the hash of example.net/lib", id="dropped"
        ),
        pytest.param(
            SUM.replace(ZIP, ""), "SUM109", "lost the hash of example.net/lib", id="zip's dropped"
        ),
        pytest.param(
            SUM.replace(LAST, ""),
            "SUM109",
            "lost the hash of example.org/text v0.3.8/go.mod",
            id="an indirect one's dropped",
        ),
        pytest.param(
            SUM + ZIP.replace(TRUE, EVIL), "SUM102", "another hash on line 1", id="second appended"
        ),
        pytest.param(
            ZIP.replace(TRUE, EVIL) + SUM, "SUM102", "another hash on line 2", id="second on top"
        ),
    ],
)
def test_a_commit(text: str, code: str, said: str, repository: Repository) -> None:
    head = repository.head()
    output = stopped(commit(repository, {"go.sum": text}), repository, head, code)
    assert said in output
    assert "go.sum: " in output  # the table
    assert "Old hash" in output


def test_what_to_verify_is_said(repository: Repository) -> None:
    head = repository.head()
    said = stopped(commit(repository, {"go.sum": SWAPPED}), repository, head, "SUM101")
    assert "https://sum.golang.org/lookup/example.net/lib@v1.4.0" in said
    assert "go.sum:1:24: SUM101" in said


FORK = MOD + "\nreplace example.net/lib => example.io/lib v1.4.1\n"
FORK_SUM = SUM.replace("example.net/lib v1.4.0", "example.io/lib v1.4.1").replace(TRUE, EVIL, 2)


def test_a_fork_with_its_own_hashes_is_plain_to_see(repository: Repository) -> None:
    """Nothing is wrong with the files, so the commit passes; a reviewer is told."""
    assert commit(repository, {"go.mod": FORK, "go.sum": FORK_SUM}).returncode == 0
    done = repository.run(
        *(sys.executable, "-m", "hooks.modcheck", "diff", "HEAD~1", "--format", "json"),
        PYTHONPATH=str(CHECKOUT),
    )
    found = json.loads(done.stdout)
    (fork,) = [one for one in found["differences"] if one["change"] == "moved to a fork"]
    assert (fork["module"], fork["before"], fork["after"]) == (*LIB, "example.io/lib v1.4.1")
    assert found["changes"]["moved to a fork"] == 1


def test_a_fork_under_the_old_name_is_stopped(repository: Repository) -> None:
    head = repository.head()
    text = SUM.replace(TRUE, EVIL, 2)
    stopped(commit(repository, {"go.sum": text}), repository, head, "SUM101")


def branched(repository: Repository, files: dict[str, str]) -> None:
    """A branch "feature" with these files, made past the hook; main goes its own way."""
    repository.git("checkout", "--quiet", "-b", "feature")
    repository.commit("feature", dict(files))
    repository.git("checkout", "--quiet", "main")
    repository.commit("main", {"README": "two\n"})


def test_a_clean_merge_of_an_honest_branch_passes(repository: Repository) -> None:
    branched(repository, {"go.sum": SUM + f"example.org/unit v0.1.0/go.mod {TRUE}\n"})
    done = repository.run("git", "merge", "--quiet", "--no-edit", "feature", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_hash_swapped_while_a_clean_merge_is_made(repository: Repository) -> None:
    branched(repository, {"LICENSE": "MIT\n"})
    head = repository.head()
    repository.git("merge", "--no-commit", "feature")
    stopped(commit(repository, {"go.sum": SWAPPED}), repository, head, "SUM101")


def test_a_clean_merge_that_leaves_both_hashes(repository: Repository) -> None:
    """The branches differ in lines far from each other, so git merges them without a word."""
    tail = "".join(f"example.org/unit{at} v0.1.0/go.mod {TRUE}\n" for at in range(9))
    repository.commit("longer", {"go.sum": LAST + tail})
    branched(repository, {"go.sum": LAST + ZIP + tail})
    repository.commit("also main", {"go.sum": LAST + tail + ZIP.replace(TRUE, EVIL)})
    head = repository.head()
    done = repository.run("git", "merge", "--no-edit", "feature", check=False)
    stopped(done, repository, head, "SUM102")


def test_a_branch_that_swapped_a_hash_is_stopped_at_the_push(repository: Repository) -> None:
    """The merge brings nothing that neither parent has; compared with where it is pushed to
    it does."""
    start = repository.head()
    branched(repository, {"go.sum": SWAPPED})
    done = repository.run("git", "merge", "--no-edit", "feature", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    done = repository.run(
        *(sys.executable, "-m", "hooks.go_sum_diff"),
        check=False,
        PYTHONPATH=str(CHECKOUT),
        PRE_COMMIT_FROM_REF=start,
        PRE_COMMIT_TO_REF="HEAD",
    )
    assert done.returncode == 1
    assert "SUM101" in done.stdout


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(SWAPPED, "", id="theirs is no new hash"),
        pytest.param(SWAPPED.replace(EVIL, "h1:" + "C" * 42 + "A="), "SUM101", id="a third hash"),
        pytest.param(SUM + ZIP.replace(TRUE, EVIL), "SUM102", id="both hashes"),
        pytest.param(SUM.replace(GO_MOD, ""), "SUM109", id="dropped"),
        pytest.param(f"<<<<<<< HEAD\n{SUM}=======\n{SWAPPED}>>>>>>> x\n", "SUM104", id="markers"),
    ],
)
def test_a_conflicted_merge(text: str, code: str, repository: Repository) -> None:
    branched(repository, {"go.sum": SWAPPED})
    repository.commit("ours", {"go.sum": f"example.net/kit v1.0.0/go.mod {TRUE}\n{SUM}"})
    head = repository.head()
    assert repository.run("git", "merge", "feature", check=False).returncode == 1
    done = commit(repository, {"go.sum": text})
    if code:
        stopped(done, repository, head, code)
    else:
        assert done.returncode == 0, done.stdout + done.stderr
