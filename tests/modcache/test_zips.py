"""A zip of the module cache counts when its hash is the one asked for, and never else."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hooks.modcache.zip_files import blob_oid
from hooks.modcache.zips import ModuleZips
from hooks.values.module_version import ModuleVersion
from tests.modules import h1_of_zip, put_zip

MODULE = ModuleVersion("example.com/Some/thing", "v1.0.0")
FILES = {
    "go.mod": b"module x\n",
    "a/b.go": b"package b\r\n",
    "a-b.go": b"package a\n",
    "empty": b"",
}
DIGEST = h1_of_zip(MODULE, FILES)


def test_its_files_under_the_ids_of_git(tmp_path: Path) -> None:
    put_zip(tmp_path, MODULE, FILES)
    found = ModuleZips(str(tmp_path)).files(MODULE, DIGEST)
    assert found is not None
    assert found.oids == {path: blob_oid(data, "sha1") for path, data in FILES.items()}
    assert found.oids["empty"] == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    assert found.plain_oids == {"a/b.go": blob_oid(b"package b\n", "sha1")}
    assert found.read("a/b.go") == b"package b\r\n"


def test_the_go_files_of_folders(tmp_path: Path) -> None:
    place = put_zip(tmp_path, MODULE, FILES)
    found = ModuleZips(str(tmp_path)).files(MODULE, DIGEST)
    assert found is not None
    assert found.sources(["a", "", "none"]) == {
        "": [("a-b.go", b"package a\n")],
        "a": [("b.go", b"package b\r\n")],
        "none": [],
    }
    put_zip(tmp_path, MODULE, FILES | {"a/b.go": b"package c\n"})
    assert found.sources([""]) is not None
    assert found.sources(["a"]) is None, "not the bytes that were hashed"
    place.unlink()
    assert found.sources([""]) is None


def test_in_a_repository_of_sha256(tmp_path: Path) -> None:
    put_zip(tmp_path, MODULE, FILES)
    found = ModuleZips(str(tmp_path), "sha256").files(MODULE, DIGEST)
    assert found is not None
    assert found.oids["empty"] == hashlib.sha256(b"blob 0\0").hexdigest()


def _another_byte(path: Path) -> None:
    put_zip(path.parents[6], MODULE, FILES | {"go.mod": b"module y\n"})


def _twice(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(f"{MODULE}/go.mod", b"module y\n")


def _link(path: Path) -> None:
    path.rename(path.with_suffix(".other"))
    path.symlink_to(path.with_suffix(".other"))


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _compressed_by(method: int) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        with zipfile.ZipFile(path, "w", method) as archive:
            for name, data in FILES.items():
                archive.writestr(f"{MODULE}/{name}", data)

    return damage


def _damaged_lzma(path: Path) -> None:
    _compressed_by(zipfile.ZIP_LZMA)(path)
    _flipped(path)


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(Path.unlink, id="absent"),
        pytest.param(_another_byte, id="another file"),
        pytest.param(_twice, id="a name twice"),
        pytest.param(_link, id="behind a symbolic link"),
        pytest.param(_pipe, id="a pipe"),
        pytest.param(_flipped, id="a flipped byte"),
        pytest.param(_compressed_by(zipfile.ZIP_BZIP2), id="compressed by bzip2"),
        pytest.param(_compressed_by(zipfile.ZIP_LZMA), id="compressed by lzma"),
        pytest.param(_damaged_lzma, id="compressed by lzma, and damaged"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-30]), id="cut short"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: put_zip(path.parents[6], MODULE, {}), id="no files"),
    ],
)
def test_anything_else_is_not_known(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    damage(put_zip(tmp_path, MODULE, FILES))
    assert ModuleZips(str(tmp_path)).files(MODULE, DIGEST) is None


def test_a_zip_with_files_of_another_module(tmp_path: Path) -> None:
    other = ModuleVersion("example.com/other", "v1.0.0")
    put_zip(tmp_path, other, FILES).rename(put_zip(tmp_path, MODULE, FILES))
    assert ModuleZips(str(tmp_path)).files(MODULE, h1_of_zip(other, FILES)) is None


def test_only_so_much_is_read(tmp_path: Path) -> None:
    size = put_zip(tmp_path, MODULE, FILES).stat().st_size
    other = ModuleVersion("example.com/other", "v1.0.0")
    put_zip(tmp_path, other, FILES)
    assert ModuleZips(str(tmp_path), largest=size - 1).files(MODULE, DIGEST) is None
    zips = ModuleZips(str(tmp_path), most=size + 1)
    assert zips.files(MODULE, DIGEST) is not None
    assert zips.files(other, h1_of_zip(other, FILES)) is None


@pytest.mark.parametrize("path", ["../../x", "example.com/../x", "/etc/x"])
def test_a_path_that_leads_out(tmp_path: Path, path: str) -> None:
    assert ModuleZips(str(tmp_path)).files(ModuleVersion(path, "v1.0.0"), DIGEST) is None


def test_without_a_cache(tmp_path: Path) -> None:
    assert ModuleZips("").files(MODULE, DIGEST) is None
