"""A fixer loses nothing: it writes what it was asked to, where it was asked to, or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.modules import GO_MOD, GO_SUM, MODULES_TXT, VENDORED
from tests.hostile.played import calmly
from tests.repository import Repository, clean_environment

CHECKOUT = Path(__file__).parent.parent.parent
UNTIDY = GO_MOD.replace("\texample", "   example")
SHUFFLED = "".join(reversed(GO_SUM.splitlines(keepends=True)))
FOREIGN = MODULES_TXT.replace("## explicit\n", "# example.com/x indirect\n## explicit\n")

FIXERS = [
    pytest.param("go_mod_format", "go.mod", UNTIDY, GO_MOD, id="go-mod-format"),
    pytest.param("go_sum_sort", "go.sum", SHUFFLED, GO_SUM, id="go-sum-sort"),
    pytest.param(
        "go_vendor_modules", "vendor/modules.txt", FOREIGN, MODULES_TXT, id="go-vendor-modules"
    ),
]
Fixer = tuple[str, str, str, str]
every_fixer = pytest.mark.parametrize(("door", "name", "untidy", "tidy"), FIXERS)


@pytest.fixture
def shop(repository: Repository) -> Repository:
    repository.commit("sound", VENDORED)
    return repository


def state(shop: Repository) -> str:
    """What is staged, and where HEAD is."""
    return shop.git("ls-files", "-s") + shop.git("rev-parse", "HEAD")


def content(path: Path) -> str:
    return path.read_bytes().decode()


@every_fixer
def test_what_is_not_on_disk_is_not_rewritten(
    shop: Repository, door: str, name: str, untidy: str, tidy: str
) -> None:
    shop.add({name: untidy})
    shop.remove(name)
    hint = "    not rewritten: there is no such file on disk, or a link stands in its way\n"
    played = calmly(door)
    assert (played.status, hint in played.out) == (1, True)
    shop.write({name: "(\n" if name != "vendor/modules.txt" else "## explicit\n"})
    assert "it was rewritten" not in calmly(door).out


@every_fixer
def test_the_file_is_rewritten_and_never_staged(
    shop: Repository, door: str, name: str, untidy: str, tidy: str
) -> None:
    shop.add({name: untidy})
    before = state(shop)
    played = calmly(door)
    assert (played.status, content(shop.top / name)) == (1, tidy)
    assert f"    git add {name}   (it was rewritten: look at it first" in played.out
    assert state(shop) == before
    assert f"    git add {name}   (the file on disk is in form)\n" in calmly(door).out
    shop.git("add", name)
    assert calmly(door).status == 0


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o666, 0o4711])
@every_fixer
def test_the_mode_is_kept(
    shop: Repository, door: str, name: str, untidy: str, tidy: str, mode: int
) -> None:
    shop.add({name: untidy})
    (shop.top / name).chmod(mode)
    calmly(door)
    assert content(shop.top / name) == tidy
    assert stat.S_IMODE((shop.top / name).stat().st_mode) == mode


def test_unstaged_edits_survive(shop: Repository) -> None:
    """The index is judged; the file on disk is mended from the file on disk."""
    shop.add({"go.mod": UNTIDY, "go.sum": SHUFFLED})
    more = "\nrequire   example.com/unstaged v1.0.0 // not yet\n"
    line = "example.com/unstaged v1.0.0 h1:unstaged=\n"
    shop.write({"go.mod": UNTIDY + more, "go.sum": line + SHUFFLED})
    assert calmly("go_mod_format").status == 1
    assert calmly("go_sum_sort").status == 1
    tidy = GO_MOD + "\nrequire example.com/unstaged v1.0.0 // not yet\n"
    assert content(shop.top / "go.mod") == tidy
    assert content(shop.top / "go.sum") == GO_SUM + line


@every_fixer
def test_a_file_that_cannot_be_mended_is_left(
    shop: Repository, door: str, name: str, untidy: str, tidy: str
) -> None:
    """What lies on disk is beyond repair, whatever is staged."""
    broken = {"go.mod": "require (\n", "go.sum": "a b\n", "vendor/modules.txt": "\0\xff"}[name]
    shop.add({name: untidy})
    shop.write({name: broken})
    assert calmly(door).status == 1
    if door != "go_vendor_modules":
        assert content(shop.top / name) == broken


@every_fixer
def test_a_file_that_is_gone_from_disk_stays_gone(
    shop: Repository, door: str, name: str, untidy: str, tidy: str
) -> None:
    shop.add({name: untidy})
    (shop.top / name).unlink()
    assert calmly(door).status == 1
    assert not (shop.top / name).exists()


@every_fixer
def test_line_ends_of_the_disk_are_kept(
    shop: Repository, door: str, name: str, untidy: str, tidy: str
) -> None:
    """core.autocrlf=true: line feeds in the index, carriage returns on disk."""
    shop.git("config", "core.autocrlf", "true")
    shop.write({name: untidy.replace("\n", "\r\n")})
    shop.git("add", name)
    assert "\r" not in shop.git("cat-file", "-p", f":{name}")
    calmly(door)
    assert content(shop.top / name) == tidy.replace("\n", "\r\n")
    shop.git("add", name)
    assert calmly(door).status == 0
    assert content(shop.top / name) == tidy.replace("\n", "\r\n")


@every_fixer
def test_carriage_returns_that_are_staged_go(
    shop: Repository, door: str, name: str, untidy: str, tidy: str
) -> None:
    shop.add({name: untidy.replace("\n", "\r\n")})
    assert calmly(door).status == 1
    assert content(shop.top / name) == tidy


@every_fixer
def test_a_file_without_its_owners_write_bit_is_refused(
    shop: Repository, door: str, name: str, untidy: str, tidy: str
) -> None:
    shop.add({name: untidy})
    (shop.top / name).chmod(0o444)
    played = calmly(door)
    assert "    not rewritten: its owner may not write it\n" in played.out
    assert (played.status, content(shop.top / name)) == (1, untidy)
    assert not list((shop.top / name).parent.glob(".*.tmp"))


@every_fixer
@pytest.mark.parametrize("where", ["file", "folder", "outside"])
def test_nothing_is_written_through_a_link(
    shop: Repository, tmp_path: Path, door: str, name: str, untidy: str, tidy: str, where: str
) -> None:
    path = f"sub/{name}"
    shop.add({**{f"sub/{one}": data for one, data in VENDORED.items()}, path: untidy})
    (tmp_path / "other").mkdir()
    target = tmp_path / "other" / "file"
    if where == "file":
        (shop.top / path).rename(target)
        (shop.top / path).symlink_to(target)
    elif where == "folder":
        (shop.top / "sub").rename(tmp_path / "other" / "sub")
        (shop.top / "sub").symlink_to(tmp_path / "other" / "sub")
        target = tmp_path / "other" / path
    else:
        (shop.top / path).unlink()
        target.write_text(untidy)
        (shop.top / path).symlink_to("../" * 9 + str(target).lstrip("/"))
    assert calmly(door).status == 1
    assert content(target) == untidy
    assert (shop.top / (path if where != "folder" else "sub")).is_symlink()


@every_fixer
def test_a_link_in_the_index_is_not_judged(
    shop: Repository, door: str, name: str, untidy: str, tidy: str
) -> None:
    shop.write({"elsewhere": untidy})
    (shop.top / name).unlink()
    (shop.top / name).symlink_to(os.path.relpath(shop.top / "elsewhere", (shop.top / name).parent))
    shop.git("add", "--all")
    calmly(door)
    assert content(shop.top / "elsewhere") == untidy


@every_fixer
@pytest.mark.parametrize("how", ["rev", "refs", "check"])
def test_nothing_is_written_unless_the_index_is_judged(
    shop: Repository,
    monkeypatch: pytest.MonkeyPatch,
    door: str,
    name: str,
    untidy: str,
    tidy: str,
    how: str,
) -> None:
    start = shop.head()
    shop.add({name: untidy})
    if how != "check":
        shop.commit("untidy")
    if how == "refs":
        monkeypatch.setenv("PRE_COMMIT_FROM_REF", start)
        monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD")
    arguments = {"rev": ["--rev=HEAD"], "refs": [], "check": ["--check"]}[how]
    played = calmly(door, *arguments)
    assert (played.status, content(shop.top / name)) == (1, untidy)
    assert "rewritten" not in played.out


@every_fixer
def test_from_a_folder_below_the_top(
    shop: Repository, monkeypatch: pytest.MonkeyPatch, door: str, name: str, untidy: str, tidy: str
) -> None:
    shop.add({name: untidy, "deep/er/x": "x\n"})
    monkeypatch.chdir(shop.top / "deep" / "er")
    assert calmly(door).status == 1
    assert content(shop.top / name) == tidy


def test_many_hooks_at_once(shop: Repository) -> None:
    """Twelve on one repository: each file is tidy in the end, whole at any time, and alone."""
    shop.add({"go.mod": UNTIDY, "go.sum": SHUFFLED, "vendor/modules.txt": FOREIGN})
    doors = ["go_mod_format", "go_sum_sort", "go_vendor_modules"] * 4
    running = [
        subprocess.Popen(
            [sys.executable, "-m", f"hooks.{door}"],
            cwd=shop.top,
            env=clean_environment() | {"PYTHONPATH": str(CHECKOUT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for door in doors
    ]
    whole = {"go.mod": {UNTIDY, GO_MOD}, "go.sum": {SHUFFLED, GO_SUM}}
    while any(one.poll() is None for one in running):
        for name, texts in whole.items():
            assert content(shop.top / name) in texts
    for one in running:
        assert one.communicate()[1] == b""
        assert one.returncode == 1
    assert content(shop.top / "go.mod") == GO_MOD
    assert content(shop.top / "go.sum") == GO_SUM
    assert content(shop.top / "vendor/modules.txt") == MODULES_TXT
    assert shop.git("ls-files", "--others") == ""
    assert sorted(one.name for one in (shop.top / ".git").glob("*.lock")) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
def test_the_owner_is_kept(shop: Repository) -> None:
    """Run as root, as in a container, on a work tree of somebody else's."""
    shop.add({"go.mod": UNTIDY})
    os.chown(shop.top / "go.mod", 12345, 23456)
    calmly("go_mod_format")
    facts = (shop.top / "go.mod").stat()
    assert content(shop.top / "go.mod") == GO_MOD
    assert (facts.st_uid, facts.st_gid) == (12345, 23456)
