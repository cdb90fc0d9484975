"""What a cached checksum database says of a line, and what it must not say: each way in which
an answer could deceive is here, or in test_advisories.py."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from hooks.sumdb import verdict
from hooks.sumdb.cached import CachedDatabase
from hooks.sumdb.note import key_of
from hooks.sumdb.verdict import PROVED, REFUTED, UNPROVED, ChecksumDatabase, Verdict
from tests.database import Database, Signer, made_up_hash

MODULE = "example.com/Some/thing"
HASH = made_up_hash(f"{MODULE} v1.0.0")


@cache
def database() -> Database:
    """A module in the middle of 300 others."""
    made = Database().fill(120)
    made.add(MODULE)
    return made.fill(180)


def judge(cache: Path, digest: str = HASH, name: str = "v1.0.0", module: str = MODULE) -> Verdict:
    """What is known of a line, as far as the module cache in a folder tells."""
    return opened(cache).judge(module, name, digest)


def opened(cache: Path) -> ChecksumDatabase:
    source = CachedDatabase(database().signer.name, str(cache), str(cache))
    return ChecksumDatabase(key_of(database().signer.key), source)


def newest(cache: Path, head: bytes) -> None:
    """Lay down the newest head that is known."""
    place = cache / "pkg" / "sumdb" / database().signer.name / "latest"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(head)


def answer_file(folder: Path) -> Path:
    return folder / "lookup" / "example.com" / "!some" / "thing@v1.0.0"


def test_proved(tmp_path: Path) -> None:
    database().keep(tmp_path, [MODULE])
    assert judge(tmp_path).state == PROVED
    go_mod = made_up_hash(f"{MODULE} v1.0.0/go.mod")
    assert judge(tmp_path, go_mod, "v1.0.0/go.mod").state == PROVED


def test_refuted(tmp_path: Path) -> None:
    database().keep(tmp_path, [MODULE])
    found = judge(tmp_path, made_up_hash("forged"))
    assert (found.state, found.recorded) == (REFUTED, HASH)
    assert judge(tmp_path, HASH, "v1.0.0/go.mod").state == REFUTED  # the zip's, not the go.mod's


@pytest.mark.parametrize("at", range(len("h1:"), len(HASH) - 1))
def test_one_other_letter_anywhere_is_refuted(tmp_path: Path, at: int) -> None:
    database().keep(tmp_path, [MODULE])
    other = "A" if HASH[at] != "A" else "B"
    assert judge(tmp_path, HASH[:at] + other + HASH[at + 1 :]).state == REFUTED


def _lay_answer(folder: Path, size: int) -> None:
    place = answer_file(folder)
    place.parent.mkdir(parents=True)
    place.write_bytes(database().answer(MODULE, size=size) or b"")


def test_proved_under_the_newest_head(tmp_path: Path) -> None:
    """The tiles of the answer's own tree are not at hand, those of the newest one are."""
    _lay_answer(database().keep(tmp_path, size=200), 301)
    assert judge(tmp_path).reason == verdict.TILES_LACKING
    newest(tmp_path, database().head(200))
    assert judge(tmp_path).state == PROVED


def test_proved_under_the_head_of_another_answer(tmp_path: Path) -> None:
    _lay_answer(database().keep(tmp_path, ["example.com/filler7"], size=200), 301)
    assert judge(tmp_path).state == PROVED


def test_a_head_without_tiles_is_tried_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where each of many answers has a head of its own, and no tiles are at hand for any."""
    many = 40
    for number in range(many):
        name, size = f"example.com/filler{number}", 301 - number
        shutil.rmtree(database().keep(tmp_path, [name], size) / "tile")
    asked: list[object] = []
    monkeypatch.setattr(CachedDatabase, "tile", lambda _, *place: asked.append(place))
    opening = opened(tmp_path)
    for number in range(many):
        name = f"example.com/filler{number}"
        found = opening.judge(name, "v1.0.0", made_up_hash(f"{name} v1.0.0"))
        assert found.reason == verdict.TILES_LACKING
    assert len(asked) <= 4 * many


def test_a_tile_of_a_larger_tree_serves(tmp_path: Path) -> None:
    _lay_answer(database().keep(tmp_path), 280)
    assert judge(tmp_path).state == PROVED


@pytest.mark.parametrize(
    ("name", "digest", "module", "reason"),
    [
        ("v1.0.0", HASH, "example.com/other", verdict.NOT_LOOKED_UP),
        ("v1.0.1", HASH, MODULE, verdict.NOT_LOOKED_UP),
        ("v1.0.0", "h2:" + HASH[3:], MODULE, verdict.NOT_H1),
        ("v1.0", HASH, MODULE, verdict.NO_VERSION),
        ("v1.0.0", HASH, "../../etc", verdict.NO_VERSION),
        ("v1.0.0/../x", HASH, MODULE, verdict.NO_VERSION),
    ],
)
def test_not_proved(tmp_path: Path, name: str, digest: str, module: str, reason: str) -> None:
    database().keep(tmp_path, [MODULE])
    found = judge(tmp_path, digest, name, module)
    assert (found.state, found.reason) == (UNPROVED, reason)


@pytest.mark.parametrize("folder", ["", "absent"])
def test_without_a_module_cache(tmp_path: Path, folder: str) -> None:
    where = str(tmp_path / folder) if folder else ""
    source = CachedDatabase("sum.example.com", where, where)
    found = ChecksumDatabase(key_of(database().signer.key), source).judge(MODULE, "v1.0.0", HASH)
    assert found.reason == verdict.NOT_LOOKED_UP


def _of_another_module(folder: Path) -> None:
    """A record that is in the tree, but is not the one that was asked for."""
    answer_file(folder).write_bytes(database().answer("example.com/filler5") or b"")


def _empty(folder: Path) -> None:
    answer_file(folder).write_bytes(b"")


def _no_record(folder: Path) -> None:
    answer_file(folder).write_bytes(b"120\n\n" + database().head())


def _forged(folder: Path) -> None:
    place = answer_file(folder)
    place.write_bytes(place.read_bytes().replace(HASH.encode(), made_up_hash("forged").encode()))


def _another_line_added(folder: Path) -> None:
    place = answer_file(folder)
    extra = f"{MODULE} v1.0.0 {made_up_hash('forged')}\n"
    place.write_bytes(place.read_bytes().replace(b"120\n", b"120\n" + extra.encode()))


def _another_number(folder: Path) -> None:
    place = answer_file(folder)
    place.write_bytes(place.read_bytes().replace(b"120\n", b"121\n"))


def _number_beyond_the_tree(folder: Path) -> None:
    place = answer_file(folder)
    place.write_bytes(place.read_bytes().replace(b"120\n", b"9999\n"))


def _signed_by_another(folder: Path) -> None:
    forger = Database(Signer("sum.example.com", b"f" * 32))
    forger.records, forger.numbers = database().records, database().numbers
    answer_file(folder).write_bytes(forger.answer(MODULE) or b"")


def _login_page(folder: Path) -> None:
    answer_file(folder).write_bytes(b"<!DOCTYPE html>\n<title>Log in</title>\n\n<form>\n")


def _tile_under_no_parent(folder: Path) -> None:
    """A tile of another tree, whole in itself, that holds the forged record."""
    other = _forger()
    (folder / "tile/8/0/000").write_bytes(other.tile(0, 0) or b"")
    answer_file(folder).write_bytes(
        (other.answer(MODULE) or b"").replace(other.head(), database().head())
    )


def _tiles_of_another_tree(folder: Path) -> None:
    """All tiles agree with each other, and not with the signed head."""
    other = _forger()
    _tile_under_no_parent(folder)
    (folder / "tile/8/1/000.p/1").write_bytes(other.tile(1, 0, 1) or b"")


def _forger() -> Database:
    forger = Database().fill(120)
    forger.add(MODULE, zip=made_up_hash("forged"))
    return forger.fill(180)


@pytest.mark.parametrize(
    "attack",
    [
        pytest.param(_of_another_module, id="a record of another module"),
        pytest.param(_empty, id="an empty answer"),
        pytest.param(_no_record, id="an answer without a record"),
        pytest.param(_forged, id="a forged record"),
        pytest.param(_another_line_added, id="a second hash in the record"),
        pytest.param(_another_number, id="the number of another record"),
        pytest.param(_number_beyond_the_tree, id="a number beyond the tree"),
        pytest.param(_signed_by_another, id="signed by another key"),
        pytest.param(_login_page, id="a login page"),
        pytest.param(_tile_under_no_parent, id="a tile under no parent"),
        pytest.param(_tiles_of_another_tree, id="tiles of another tree"),
    ],
)
@pytest.mark.parametrize("digest", [HASH, made_up_hash("forged")])
def test_refused(tmp_path: Path, attack: Callable[[Path], None], digest: str) -> None:
    """Neither the right line nor the forged one is proved, and none is refuted either: what
    anybody may have written accuses nobody."""
    folder = database().keep(tmp_path, [MODULE])
    attack(folder)
    found = judge(tmp_path, digest)
    assert (found.state, found.reason) == (UNPROVED, verdict.REFUSED)


def test_a_head_that_does_not_extend_the_known_one(tmp_path: Path) -> None:
    """The database itself signed two trees, neither of which is a beginning of the other."""
    forger = _forger()
    forger.fill(10)
    forger.keep(tmp_path, [MODULE])
    database().keep(tmp_path)  # what is at hand of both: the tiles of the first come last
    forger.keep(tmp_path, [MODULE])
    newest(tmp_path, database().head())
    found = opened(tmp_path)
    line = found.judge(MODULE, "v1.0.0", made_up_hash("forged"))
    assert (line.state, line.reason) == (UNPROVED, verdict.REFUSED)
    assert found.contradictions == [(301, 311)]


def test_a_head_that_cannot_be_compared_is_believed(tmp_path: Path) -> None:
    """The tiles that tie it to the newest one are not at hand: its signature has to do."""
    database().keep(tmp_path, [MODULE], size=200)
    newest(tmp_path, database().head(150))
    found = opened(tmp_path)
    assert found.judge(MODULE, "v1.0.0", HASH).state == PROVED
    assert found.contradictions == []


def test_a_newest_head_that_nobody_signed_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    database().keep(tmp_path, [MODULE])
    newest(tmp_path, b"nonsense")
    assert judge(tmp_path).state == PROVED


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_what_is_no_file_is_not_there(tmp_path: Path, kind: str) -> None:
    folder = database().keep(tmp_path, [MODULE])
    place = answer_file(folder)
    if kind == "link":
        place.rename(tmp_path / "elsewhere")
        place.symlink_to(tmp_path / "elsewhere")
    else:
        place.unlink()
        place.mkdir()
    assert judge(tmp_path).reason == verdict.NOT_LOOKED_UP
