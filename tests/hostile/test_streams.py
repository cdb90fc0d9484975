"""Standard input, output and error in every state that a caller may leave them in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.modules import GO_MOD, GO_SUM, SOUND, A, B
from tests.repository import Repository, clean_environment

CHECKOUT = Path(__file__).parent.parent.parent
REHASHED = GO_SUM.replace(A, B, 1)
FULL = Path("/dev/full")
Done = subprocess.CompletedProcess[str]


@pytest.fixture
def shop(repository: Repository) -> Repository:
    """A repository with something to say about it."""
    repository.commit("sound", SOUND)
    repository.add({"go.sum": REHASHED, "a/go.mod": GO_MOD.replace("v1.4.0", "v1.5.0")})
    return repository


def run(shop: Repository, redirection: str, *command: str) -> Done:
    """Run a program of ours in a shell, with some redirection of its streams."""
    script = f'exec "$@" {redirection}'
    return subprocess.run(
        ["bash", "-c", script, "bash", sys.executable, "-m", *command],
        cwd=shop.top,
        env=clean_environment() | {"PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def one_line(done: Done, text: str) -> None:
    """It failed with one line that holds this text."""
    assert done.returncode == 2, done
    assert done.stderr.count("\n") == 1, done
    assert text in done.stderr


SPEAKERS = [
    ("hooks.go_sum_diff",),
    ("hooks.go_mod_gate", "--format=json"),
    ("hooks.go_mod_gate", "--help"),
    ("hooks.modcheck", "check"),
    ("hooks.modcheck", "check", "--format=sarif"),
    ("hooks.modcheck", "check", "--rev=HEAD~0..HEAD"),
    ("hooks.modcheck", "diff", "HEAD"),
    ("hooks.modcheck", "diff", "HEAD", "--format=html"),
    ("hooks.modcheck", "matrix"),
    ("hooks.modcheck", "matrix", "--help"),
    ("hooks.modcheck", "rule"),
    ("hooks.modcheck", "rule", "SUM101"),
    ("hooks.modcheck", "--help"),
    ("hooks.modcheck", "merge-driver", "--help"),
    ("hooks", "."),
    ("hooks", "--help"),
]


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("command", SPEAKERS, ids=" ".join)
def test_standard_output_is_full(shop: Repository, command: tuple[str, ...]) -> None:
    one_line(run(shop, "> /dev/full", *command), "standard output: No space left on device")


@pytest.mark.parametrize("command", SPEAKERS, ids=" ".join)
def test_standard_output_is_closed(shop: Repository, command: tuple[str, ...]) -> None:
    one_line(run(shop, ">&-", *command), "standard output: Bad file descriptor")


@pytest.mark.parametrize("command", SPEAKERS, ids=" ".join)
def test_the_reader_goes_away(shop: Repository, command: tuple[str, ...]) -> None:
    """It has seen enough: no complaint, and what was found still decides."""
    expected = run(shop, "> /dev/null", *command).returncode
    source, target = os.pipe()
    os.close(source)
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=shop.top,
        env=clean_environment() | {"PYTHONPATH": str(CHECKOUT)},
        stdout=target,
        stderr=subprocess.PIPE,
    )
    os.close(target)
    said = process.communicate(timeout=60)[1]
    assert (process.returncode, said) == (expected, b"")


@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- 2>&-", "2>/dev/full", "< /dev/full"])
def test_other_streams_do_not_matter(shop: Repository, closed: str) -> None:
    for command in (["hooks.go_mod_gate"], ["hooks.go_sum_diff"], ["hooks.modcheck", "matrix"]):
        usual, odd = run(shop, "", *command), run(shop, closed, *command)
        assert (odd.returncode, odd.stdout) == (usual.returncode, usual.stdout)


@pytest.mark.parametrize("closed", ["<&- >&- 2>&-", ">&- 2>&-", "<&- >&-"])
def test_all_streams_closed(shop: Repository, closed: str) -> None:
    """No pipe of git's takes the place of one, and the status still tells."""
    assert run(shop, closed, "hooks.go_sum_diff").returncode == 2
    assert run(shop, closed, "hooks.go_vendor_modules").returncode == 0
    assert run(shop, closed, "hooks.modcheck", "matrix").returncode == 2


@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full"])
def test_a_complaint_that_nobody_hears_keeps_its_status(shop: Repository, closed: str) -> None:
    assert run(shop, closed, "hooks.go_sum_diff", "--rev=nothing").returncode == 2
    assert run(shop, closed, "hooks.modcheck", "diff", "nothing").returncode == 2
    assert run(shop, closed, "hooks.modcheck", "nothing").returncode == 2


def test_a_reader_that_is_slow(shop: Repository) -> None:
    """Standard output is a pipe that does not wait, as some callers make it."""
    many = "".join(f"a.b/r{at} v1.0.0 {digest}\n" for at in range(5000) for digest in (A, B))
    shop.add({"go.sum": many})
    source, target = os.pipe()
    os.set_blocking(target, False)
    process = subprocess.Popen(
        [sys.executable, "-m", "hooks.go_sum_diff", "--format=json"],
        cwd=shop.top,
        env=clean_environment() | {"PYTHONPATH": str(CHECKOUT)},
        stdout=target,
        stderr=subprocess.PIPE,
    )
    os.close(target)
    received = 0
    while block := os.read(source, 1 << 16):
        received += len(block)
    assert process.wait(timeout=60) == 1
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert received > 1 << 20
    process.stderr.close()
    os.close(source)
