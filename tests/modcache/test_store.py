"""A go.mod of the module cache counts when its hash is the one asked for, and never else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from hooks.formats.modfile.file import LARGEST
from hooks.modcache import store
from hooks.modcache.store import ModuleCache, h1_of_go_mod
from hooks.values.module_version import ModuleVersion
from tests.modules import put

TEXT = b"module example.com/Some/thing\n\ngo 1.21\n"
DIGEST = h1_of_go_mod(TEXT)
MODULE = ModuleVersion("example.com/Some/thing", "v1.0.0-RC.1")


def test_the_hash_is_that_of_go_sum() -> None:
    """A line of a real go.sum: github.com/davecgh/go-spew v1.1.0/go.mod."""
    text = b"module github.com/davecgh/go-spew\n"
    assert h1_of_go_mod(text) == "h1:J7Y8YcW2NihsgmVo/mv3lAwl/skON4iLHjSsI+c5H38="


def test_found_under_the_escaped_name(tmp_path: Path) -> None:
    place = put(tmp_path, MODULE, TEXT)
    end = "cache/download/example.com/!some/thing/@v/v1.0.0-!r!c.1.mod"
    assert place == tmp_path / end
    cache = ModuleCache(str(tmp_path))
    assert cache.go_mod(MODULE, DIGEST) == TEXT
    assert (cache.known, cache.lacking) == (1, set())


def _truncate(path: Path) -> None:
    path.write_bytes(TEXT[:-5])


def _link(path: Path) -> None:
    other = path.with_suffix(".other")
    path.rename(other)
    path.symlink_to(other)


def _fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _grow(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(1 << 40)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(Path.unlink, id="absent"),
        pytest.param(_truncate, id="cut short"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.write_bytes(TEXT + b"// x\n"), id="another hash"),
        pytest.param(_link, id="behind a symbolic link"),
        pytest.param(_fifo, id="a pipe that nobody writes to"),
        pytest.param(_folder, id="a folder"),
        pytest.param(_grow, id="enormous"),
    ],
)
def test_anything_else_is_not_known(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    damage(put(tmp_path, MODULE, TEXT))
    cache = ModuleCache(str(tmp_path))
    assert cache.go_mod(MODULE, DIGEST) is None
    assert (cache.known, cache.lacking) == (0, {MODULE})


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    put(tmp_path, MODULE, TEXT).chmod(0)
    assert ModuleCache(str(tmp_path)).go_mod(MODULE, DIGEST) is None


def test_the_largest_go_mod_that_the_go_command_takes(tmp_path: Path) -> None:
    text = b"//" + b"x" * (LARGEST - 3) + b"\n"
    put(tmp_path, MODULE, text)
    assert ModuleCache(str(tmp_path)).go_mod(MODULE, h1_of_go_mod(text)) == text
    put(tmp_path, MODULE, text + b"\n")
    assert ModuleCache(str(tmp_path)).go_mod(MODULE, h1_of_go_mod(text + b"\n")) is None


@pytest.mark.parametrize(
    ("path", "version"),
    [
        pytest.param("example.com/../x", "v1.0.0", id="a path that leads out"),
        pytest.param("/etc/example.com", "v1.0.0", id="an absolute path"),
        pytest.param("example.com/a", "v1/../../x", id="a version that leads out"),
        pytest.param("example.com/a", "", id="no version"),
        pytest.param("example.com/a\0b", "v1.0.0", id="a null character"),
        pytest.param("example.com/\udcff", "v1.0.0", id="bytes that are not UTF-8"),
    ],
)
def test_names_that_no_module_has_open_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, version: str
) -> None:
    (tmp_path / "cache" / "download").mkdir(parents=True)
    opened: list[str] = []
    monkeypatch.setattr(store, "_contents", opened.append)
    assert ModuleCache(str(tmp_path)).go_mod(ModuleVersion(path, version), DIGEST) is None
    assert opened == []


@pytest.mark.parametrize("folder", ["", "absent"])
def test_without_a_cache_nothing_is_known(tmp_path: Path, folder: str) -> None:
    cache = ModuleCache(str(tmp_path / folder) if folder else "")
    assert cache.go_mod(MODULE, DIGEST) is None


@pytest.mark.parametrize(
    ("versions", "newest"),
    [
        ([], ""),
        (["v1.9.0", "v1.10.0"], "v1.10.0"),
        (["v1.0.0", "v1.1.0-rc.1"], "v1.0.0"),
        (["v0.1.0-alpha", "v0.1.0-beta"], "v0.1.0-beta"),
        (["v1.0.0", "main"], "v1.0.0"),
    ],
)
def test_the_newest_release_at_hand(tmp_path: Path, versions: list[str], newest: str) -> None:
    for version in versions:
        put(tmp_path, ModuleVersion("example.com/M", version), version.encode())
    found = ModuleCache(str(tmp_path)).newest_go_mod("example.com/M")
    assert found == (newest, newest.encode())
