"""A file is the old one or the new one, whatever happens."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from hooks.command import replace_file
from hooks.command.replace_file import RefusedError

OLD, NEW = b"old\n" * 1000, b"new\n" * 2000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "go.mod"
    path.write_bytes(OLD)
    path.chmod(0o640)
    return path


def names(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir())


def test_content_and_mode(target: Path) -> None:
    replace_file.replace(str(target), OLD, NEW)
    assert target.read_bytes() == NEW
    assert target.stat().st_mode & 0o777 == 0o640
    assert names(target) == ["go.mod"]


def test_a_file_in_the_current_folder(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(target.parent)
    replace_file.replace("go.mod", OLD, NEW)
    assert target.read_bytes() == NEW


def test_a_file_its_owner_may_not_write_is_refused(target: Path) -> None:
    target.chmod(0o440)
    with pytest.raises(RefusedError, match="may not write"):
        replace_file.replace(str(target), OLD, NEW)
    assert target.read_bytes() == OLD
    assert names(target) == ["go.mod"]


def test_a_link_is_not_followed(target: Path) -> None:
    link = target.parent / "link"
    link.symlink_to(target)
    with pytest.raises(RefusedError, match="not a regular file"):
        replace_file.replace(str(link), OLD, NEW)
    assert (target.read_bytes(), link.is_symlink()) == (OLD, True)
    assert replace_file.read(str(link)) is None


def test_a_file_that_changed_meanwhile_is_left(target: Path) -> None:
    with pytest.raises(RefusedError, match="changed"):
        replace_file.replace(str(target), b"what was read before", NEW)
    assert target.read_bytes() == OLD
    assert names(target) == ["go.mod"]


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "fchmod", "close"])
def test_an_error_at_any_step_leaves_the_file_whole(
    target: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    real = getattr(os, call)

    def full(*arguments: object, **more: object) -> object:
        if call == "close":
            real(*arguments)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError, match="No space left"):
        replace_file.replace(str(target), OLD, NEW)
    monkeypatch.undo()
    assert target.read_bytes() == OLD
    assert names(target) == ["go.mod"]


CHILD = """
import resource, sys
sys.path.insert(0, {checkout!r})
from hooks.command import replace_file
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    replace_file.replace({path!r}, {old!r}, {new!r})
except OSError as error:
    print(error.strerror)
"""


def test_a_file_size_limit_leaves_the_file_whole(target: Path) -> None:
    checkout = str(Path(__file__).parent.parent.parent)
    script = CHILD.format(checkout=checkout, path=str(target), old=OLD, new=NEW)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "File too large" in done.stdout, done.stderr
    assert target.read_bytes() == OLD
    assert names(target) == ["go.mod"]


KILLED = """
import os, signal, sys
sys.path.insert(0, {checkout!r})
from hooks.command import replace_file
steps = 0
def dies(real):
    def call(*arguments, **more):
        global steps
        steps += 1
        if steps == {step}:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **more)
    return call
for name in ("lstat", "open", "write", "fchmod", "fsync", "close", "replace"):
    setattr(os, name, dies(getattr(os, name)))
replace_file.replace({path!r}, {old!r}, {new!r})
print("whole")
"""


@pytest.mark.parametrize("step", range(1, 12))
def test_killed_at_any_step_the_file_is_old_or_new(target: Path, step: int) -> None:
    checkout = str(Path(__file__).parent.parent.parent)
    script = KILLED.format(checkout=checkout, path=str(target), old=OLD, new=NEW, step=step)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    assert target.read_bytes() in (OLD, NEW)
    if done.returncode == 0:
        assert target.read_bytes() == NEW


def test_two_at_once(target: Path) -> None:
    """Each writes a file of its own and renames it: the last one stands, whole."""
    failures: list[str] = []

    def again(text: bytes) -> None:
        for _ in range(50):
            before = replace_file.read(str(target)) or b""
            try:
                replace_file.replace(str(target), before, text)
            except (RefusedError, FileExistsError):
                continue
            except OSError as error:
                failures.append(str(error))

    threads = [threading.Thread(target=again, args=(bytes([65 + n]) * 5000,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(set(target.read_bytes())) == 1
    assert len(target.read_bytes()) == 5000
