"""A rewritten hash that is proved, and vendored files that it pins: no exception is asked for.

The base has a hash that the checksum database does not have, and what is vendored with it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hooks import go_mod_gate, go_sum_diff, go_vendor_tree
from hooks.modcheck.__main__ import main as modcheck
from tests import vendored_cases
from tests.database import Database, Signer, made_up_hash
from tests.modules import h1_of_zip, put_zip
from tests.repository import Repository, isolate

Capture = pytest.CaptureFixture[str]
Main = Callable[[list[str]], int]

OLD, FILES, EDITED = vendored_cases.OLD, vendored_cases.FILES, vendored_cases.EDITED
FORGED, RIGHT = made_up_hash("forged"), h1_of_zip(OLD, FILES)
GO_MOD = vendored_cases.vendored(OLD, {})["go.sum"].decode().split()[-1]
AFTER = vendored_cases.vendored(OLD, vendored_cases.copied(FILES))
BEFORE = vendored_cases.vendored(OLD, vendored_cases.copied(FILES, log=EDITED))
BEFORE["go.sum"] = BEFORE["go.sum"].replace(RIGHT.encode(), FORGED.encode())
TOLD = (
    "go.sum: example.net/log v1.0.0 has the hash of the checksum database now; the commit before "
    f"recorded {FORGED}, which it does not have: passes\n"
)


def database(digest: str = RIGHT) -> Database:
    made = Database().fill(5)
    made.add(OLD.path, OLD.version, digest, GO_MOD)
    return made.fill(5)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The repair is staged, and the go command of this machine asked and downloaded."""
    made = Repository(tmp_path / "repository")
    isolate(monkeypatch)
    monkeypatch.chdir(made.top)
    cache = tmp_path / "modcache"
    values = {"GOENV": "off", "GOROOT": "/nowhere", "GOMODCACHE": str(cache)}
    values |= {"GOPATH": str(tmp_path / "gopath"), "GOSUMDB": Signer().key}
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    for name in ("GONOSUMDB", "GOPRIVATE"):
        monkeypatch.delenv(name, raising=False)
    database().keep(cache, [OLD.path])
    put_zip(cache, OLD, FILES)
    made.add({**BEFORE})
    made.commit("with a forged hash")
    made.add({**AFTER})
    return made


def run(main: Main, capfd: Capture, *options: str) -> tuple[int, str, str]:
    capfd.readouterr()
    status = main([*options])
    said = capfd.readouterr()
    return status, said.out, said.err


@pytest.mark.parametrize("main", [go_sum_diff.main, go_mod_gate.main])
def test_a_proved_hash_passes(repository: Repository, capfd: Capture, main: Main) -> None:
    status, out, err = run(main, capfd)
    assert (status, out) == (0, "")
    assert TOLD in err
    repository.commit("repaired")
    for revisions in ("HEAD", "HEAD~1..HEAD"):
        assert "SUM101" not in run(modcheck, capfd, "check", "--rev", revisions)[1]


@pytest.mark.parametrize("main", [go_vendor_tree.main, go_mod_gate.main])
def test_what_a_proved_hash_pins_passes(repository: Repository, capfd: Capture, main: Main) -> None:
    """The base's line pins no zip that is at hand."""
    status, out, err = run(main, capfd)
    assert (status, out) == (0, "")
    assert "vendor/example.net/log/log.go: puts back a file of example.net/log v1.0.0" in err


@pytest.mark.parametrize("main", [go_vendor_tree.main, go_mod_gate.main])
def test_an_edit_beside_a_proved_hash_is_stopped(
    repository: Repository, capfd: Capture, main: Main
) -> None:
    repository.add({"vendor/example.net/log/log.go": EDITED + b"// x\n"})
    status, out, _ = run(main, capfd)
    assert status == 1
    assert "vendor/example.net/log/log.go:1:1: VEN303" in out
    assert "SUM101" not in out


@pytest.mark.parametrize("main", [go_vendor_tree.main, go_mod_gate.main])
def test_the_zip_says_more_than_the_history(
    repository: Repository, capfd: Capture, monkeypatch: pytest.MonkeyPatch, main: Main
) -> None:
    """The file that the history records first was edited already: putting it back is no repair
    where the zip is at hand."""
    first = AFTER | {"vendor/example.net/log/log.go": EDITED}
    for state in (first, AFTER):
        repository.add({**state})
        repository.commit("a state")
    repository.add({**first})
    status, out, _ = run(main, capfd)
    assert status == 1
    assert "vendor/example.net/log/log.go:1:1: VEN303" in out
    _nothing_kept(repository, monkeypatch)
    assert run(main, capfd)[:2] == (0, "")


def _nothing_kept(repository: Repository, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("GOMODCACHE", str(repository.top.parent / "empty"))


def _another_hash(repository: Repository, patch: pytest.MonkeyPatch) -> None:
    database(FORGED).keep(repository.top.parent / "modcache", [OLD.path])


def _another_key(repository: Repository, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("GOSUMDB", Signer(seed=b"o" * 32).key)


def _damaged(repository: Repository, patch: pytest.MonkeyPatch) -> None:
    folder = repository.top.parent / "modcache" / "cache" / "download" / "sumdb"
    for tile in folder.rglob("tile/8/0/*/*"):
        tile.write_bytes(bytes(tile.stat().st_size))


def _no_library(repository: Repository, patch: pytest.MonkeyPatch) -> None:
    patch.setitem(sys.modules, "cryptography", None)


@pytest.mark.parametrize(
    "less",
    [
        _nothing_kept,
        _another_hash,
        _another_key,
        _damaged,
        _no_library,
        lambda _, patch: patch.setenv("GOSUMDB", "off"),
        lambda _, patch: patch.setenv("GOSUMDB", "nonsense"),
        lambda _, patch: patch.setenv("GOPRIVATE", "example.net"),
    ],
)
@pytest.mark.parametrize("main", [go_sum_diff.main, go_mod_gate.main])
def test_anything_less_stops_it(
    repository: Repository,
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
    main: Main,
    less: Callable[[Repository, pytest.MonkeyPatch], None],
) -> None:
    less(repository, monkeypatch)
    status, out, _ = run(main, capfd)
    assert status == 1
    assert "go.sum:1:24: SUM101" in out


def test_another_file_that_still_has_the_old_hash_is_told(
    repository: Repository, capfd: Capture
) -> None:
    """As of any repaired hash."""
    other = {f"tools/{name}": BEFORE[name] for name in ("go.mod", "go.sum")}
    repository.git("stash", "--quiet")
    repository.add({**other})
    repository.commit("another module")
    repository.git("stash", "pop", "--quiet", "--index")
    status, out, err = run(go_mod_gate.main, capfd)
    assert status == 1
    assert TOLD in err
    assert "SUM110" in out
