"""--module-cache in a run: when it is read, what it says, and what it cannot say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hooks import go_mod_gate, go_replace_targets
from hooks.modcache import store
from hooks.modcheck.__main__ import main as modcheck
from tests.modules import go_sum, put_all
from tests.repository import Repository, on_a_machine
from tests.verdicts.test_known_modules import LOW, MODULES

GOOD = LOW.replace(b"x.y/b v1.1.0", b"x.y/b v1.2.0").decode()
BAD = LOW.decode()


class Gate:
    """A repository whose module is in order, with a full module cache, and what the gate says."""

    def __init__(
        self, repository: Repository, cache: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        self.repository = repository
        self.cache = cache
        self._capfd = capfd
        self.error = ""

    def codes(self, *options: str) -> list[str]:
        found = self.document(*options)["findings"]
        assert isinstance(found, list)
        return [each["code"] for each in found]

    def document(self, *options: str) -> dict[str, object]:
        self._capfd.readouterr()
        go_mod_gate.main(["--format", "json", *options])
        output = self._capfd.readouterr()
        self.error = output.err
        return dict(json.loads(output.out or '{"findings": []}'))


@pytest.fixture
def gate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Gate:
    repository, cache = on_a_machine(tmp_path, monkeypatch), tmp_path / "modcache"
    put_all(cache, MODULES)
    repository.add({"go.mod": GOOD, "go.sum": go_sum(MODULES), "main.go": "package m\n"})
    repository.commit("in order")
    return Gate(repository, cache, capfd)


def test_a_lowered_requirement_stops_the_commit(gate: Gate) -> None:
    gate.repository.add({"go.mod": BAD})
    assert gate.codes() == ["MOD401"]
    assert gate.codes("--module-cache", str(gate.cache)) == ["MOD401"]


def test_a_vendor_folder_follows_what_mends_go_mod(
    gate: Gate, capfd: pytest.CaptureFixture[str]
) -> None:
    gate.repository.add({"go.mod": BAD, "vendor/modules.txt": "# x.y/a v1.0.0\n## explicit\n"})
    capfd.readouterr()
    go_mod_gate.main(["--select", "MOD402"])
    [hint] = [line for line in capfd.readouterr().out.splitlines() if "go get" in line]
    assert hint.strip() == "go get x.y/b@v1.2.0 && go mod vendor   (or go mod tidy)"


@pytest.mark.parametrize("asked", ["off", "{}"])
def test_where_nothing_is_known_nothing_is_said(gate: Gate, tmp_path: Path, asked: str) -> None:
    gate.repository.add({"go.mod": BAD})
    assert gate.codes("--module-cache", asked.replace("{}", str(tmp_path))) == []


def test_the_configuration_says_it_too(gate: Gate) -> None:
    gate.repository.add({".gomod-hooks.toml": 'module-cache = "off"\n', "go.mod": BAD})
    assert gate.codes() == []
    gate.repository.add({".gomod-hooks.toml": '[hooks.go-mod-gate]\nmodule-cache = "off"\n'})
    assert gate.codes() == []


def test_the_cache_is_read_where_module_files_change(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    real = store._contents

    def contents(path: str) -> bytes | None:
        opened.append(path)
        return real(path)

    monkeypatch.setattr(store, "_contents", contents)
    gate.repository.add({"main.go": "package other\n", "vendor/modules.txt": "# x\n"})
    gate.codes()
    assert opened == []
    gate.repository.add({"sub/go.mod": "module m.x/sub\n"})
    gate.codes()
    assert opened == []
    gate.repository.add({"go.sum": go_sum(MODULES) + "\n"})
    gate.codes()
    assert opened


def test_what_was_there_before_is_not_this_commits(gate: Gate) -> None:
    gate.repository.add({"go.mod": BAD})
    gate.repository.commit("past the hooks")
    gate.repository.add({"go.mod": BAD + "\n// changed\n"})
    assert gate.codes() == []
    assert gate.codes("--no-inherit") == ["MOD401"]
    assert gate.codes("--all") == ["MOD401"]


def test_a_replay_sees_what_the_gate_sees(gate: Gate, capfd: pytest.CaptureFixture[str]) -> None:
    gate.repository.add({"go.mod": BAD})
    gate.repository.commit("past the hooks")
    capfd.readouterr()
    assert modcheck(["check", "--rev", "HEAD~1..HEAD", "--config", "none"]) == 1
    assert "MOD401" in capfd.readouterr().out
    off = ["--module-cache", "off"]
    assert modcheck(["check", "--rev", "HEAD~1..HEAD", "--config", "none", *off]) == 0


def test_what_is_lacking_is_counted(gate: Gate, capfd: pytest.CaptureFixture[str]) -> None:
    (gate.cache / "cache" / "download" / "x.y" / "a" / "@v" / "v1.0.0.mod").unlink()
    gate.repository.add({"go.mod": BAD})
    document = gate.document()
    assert (document["findings"], document["not_known"]) == ([], 1)
    assert "not_known" not in gate.document("--module-cache", "off")
    assert go_replace_targets.main(["--verbose"]) == 0
    assert "1 go.mod file that go.sum pins: not known here" in capfd.readouterr().err


def test_a_folder_that_is_not_there(gate: Gate, capfd: pytest.CaptureFixture[str]) -> None:
    assert go_replace_targets.main(["--module-cache", "none"]) == 2
    assert "--module-cache none: no such folder" in capfd.readouterr().err


def test_the_matrix_looks_too(gate: Gate, capfd: pytest.CaptureFixture[str]) -> None:
    gate.repository.add({"go.mod": BAD})
    ask = ["matrix", "--kind", "graph", "--go", "1.26", "--format", "json"]
    assert modcheck(ask) == 0
    (cell,) = json.loads(capfd.readouterr().out)
    assert [reason["code"] for reason in cell["reasons"]] == ["MOD401"]
    assert modcheck([*ask, "--module-cache", "off"]) == 0
    assert '"accepts"' in capfd.readouterr().out
