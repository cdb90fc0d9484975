"""What an attacker does to the configuration, to get a changed hash past the gate."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.modules import GO_SUM, SOUND, A, B
from tests.repository import Repository

CONFIG = ".gomod-hooks.toml"
PIN = f'[[allow]]\ncode = "SUM101"\nreason = "moved"\nhash = "{B}"\n'
OPEN = '[[allow]]\ncode = "SUM101"\nreason = "moved"\n'
FORGED = {"go.sum": GO_SUM.replace(A, B, 1)}

Done = subprocess.CompletedProcess[str]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One sound commit on main."""
    made = Repository(tmp_path / "r")
    made.commit("good", {**SOUND, "README.md": "one\n"})
    return made


def gate(repository: Repository, *arguments: str, **environment: str) -> Done:
    command = (sys.executable, "-m", "hooks.go_mod_gate", *arguments)
    return repository.run(*command, check=False, **environment)


def check(repository: Repository, *arguments: str) -> Done:
    command = (sys.executable, "-m", "hooks.modcheck", "check", *arguments)
    return repository.run(*command, check=False)


def link(repository: Repository, name: str, target: str) -> None:
    path = repository.top / name
    path.unlink(missing_ok=True)
    os.symlink(target, path)
    repository.add()


@pytest.mark.parametrize(
    "revision", ["main", "refs/heads/main", "HEAD~1", "main^{tree}"], ids=lambda name: str(name)
)
@pytest.mark.parametrize("has_own", [False, True], ids=["without", "with"])
def test_a_file_called_like_a_revision(
    revision: str, has_own: bool, repository: Repository
) -> None:
    """It is never read, whether or not the revision has a configuration."""
    if has_own:
        repository.commit("configured", {CONFIG: "strict = true\n"})
    repository.git("checkout", "-q", "-b", "side")
    asked = f"{revision}:{CONFIG}"
    repository.commit("forged", {**FORGED, asked: PIN})
    for options in (["--rev", "HEAD"], ["--rev", "main..HEAD"]):
        done = check(repository, *options, "--config", asked)
        assert done.returncode == 1, done.stderr
        assert "SUM101" in done.stdout
    repository.git("reset", "-q", "--soft", "HEAD~1")
    if revision != "HEAD~1":
        assert gate(repository, "--config", asked).returncode == 1


def test_a_path_that_the_revision_lacks_is_no_file(repository: Repository) -> None:
    asked = "main:gate.toml"
    repository.add({**FORGED, asked: PIN})
    done = gate(repository, "--config", asked)
    assert done.returncode == 2
    assert "there is no such file in main" in done.stderr


def test_a_revision_without_a_configuration_is_said(repository: Repository) -> None:
    repository.add({"go.sum": GO_SUM, "x": "x\n"})
    done = gate(repository, "--config", f"main:{CONFIG}")
    assert (done.returncode, done.stdout) == (0, "")
    assert "that revision has no configuration" in done.stderr


@pytest.mark.parametrize("way", ["plain", "absolute", "named like one", "link out", "link in"])
def test_a_file_of_the_work_tree_excuses_no_commit(
    way: str, repository: Repository, tmp_path: Path
) -> None:
    outside = tmp_path / "gate.toml"
    inside = repository.top / "gate.toml"
    name = "gate.toml"
    if way == "link out":
        outside.write_text(PIN)
        os.symlink(outside, inside)
    elif way == "link in":
        inside.write_text(PIN)
        os.symlink(inside, outside)
        name = str(outside)
    elif way == "named like one":
        name = "origin/main:gate.toml"  # there is no such revision
        repository.write({name: PIN})
    else:
        inside.write_text(PIN)
        name = str(inside) if way == "absolute" else name
    repository.commit("forged", dict(FORGED))
    head = repository.head()
    refs = {"PRE_COMMIT_FROM_REF": f"{head}~1", "PRE_COMMIT_TO_REF": head}
    for done in (
        check(repository, "--rev", "HEAD", "--config", name),
        check(repository, "--rev", "HEAD~1..HEAD", "--config", name),
        gate(repository, "--config", name, **refs),
    ):
        assert done.returncode == 2, done.stdout
        assert "name REV:PATH, or a file outside" in done.stderr
        assert done.stderr.count("\n") == 1


def test_a_file_outside_and_one_beside_the_index_are_read(
    repository: Repository, tmp_path: Path
) -> None:
    outside = tmp_path / "gate.toml"
    outside.write_text(PIN)
    repository.add({**FORGED, "gate.toml": PIN})
    assert gate(repository, "--config", "gate.toml").returncode == 0
    repository.commit("meant")
    assert check(repository, "--rev", "HEAD", "--config", str(outside)).returncode == 0
    assert check(repository, "--rev", "HEAD~1..HEAD", "--config", "HEAD:gate.toml").returncode == 0


@pytest.mark.parametrize("kind", ["link", "directory", "submodule", "broken link"])
def test_what_is_no_file_is_refused_everywhere(kind: str, repository: Repository) -> None:
    first = repository.head()
    if kind == "directory":
        repository.add({f"{CONFIG}/x": PIN})
    elif kind == "submodule":
        repository.git("update-index", "--add", "--cacheinfo", f"160000,{first},{CONFIG}")
    else:
        repository.write({"real.toml": PIN})
        link(repository, CONFIG, "real.toml" if kind == "link" else "nowhere")
    said = {"link": "is a symbolic link, not a file", "broken link": "is a symbolic link"}
    words = said.get(kind, f"is a {kind}, not a file")
    found = [gate(repository), gate(repository, "--all")]
    repository.git("commit", "-q", "--no-verify", "-m", "odd")
    found += [gate(repository, "--all"), check(repository, "--rev", "HEAD")]
    found += [check(repository, "--rev", "HEAD~1..HEAD")]
    found += [check(repository, "--rev", "HEAD", "--config", f"HEAD:{CONFIG}")]
    found += [check(repository, "--rev", "HEAD~1..HEAD", "--config", f"HEAD:{CONFIG}")]
    for done in found:
        assert done.returncode == 2, done.stdout
        assert words in done.stderr
    assert check(repository, "--rev", "HEAD", "--config", "none").returncode == 0


@pytest.mark.parametrize(
    "before",
    [{}, {CONFIG: 'go = "1.22-"\n'}, {CONFIG: "strict = true\n"}],
    ids=["new", "edited", "deleted"],
)
def test_an_edit_of_the_configuration_is_said(
    before: dict[str, str | bytes], repository: Repository
) -> None:
    repository.commit("before", before)
    if before.get(CONFIG) == "strict = true\n":
        repository.remove(CONFIG)
        repository.add()
    else:
        repository.add({CONFIG: 'go = "1.21-"\n'})
    done = gate(repository)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"go-mod-gate: note: {CONFIG} changes in this commit\n"
    repository.commit("edited")
    assert done.stderr == gate(repository, "--rev", "HEAD").stderr
    ranged = check(repository, "--rev", "HEAD~1..HEAD")
    assert "changes in this range" in ranged.stderr
    assert gate(repository, "--all").stderr.count("note") == 0


@pytest.mark.parametrize("text", ["go = ", "colour = 1\n", OPEN], ids=["no TOML", "key", "no pin"])
@pytest.mark.parametrize("door", ["go_mod_gate", "go_sum_sort", "go_directive"])
def test_an_unreadable_configuration_fails_when_it_comes(
    text: str, door: str, repository: Repository
) -> None:
    repository.add({CONFIG: text})
    done = repository.run(sys.executable, "-m", f"hooks.{door}", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert CONFIG in done.stderr


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        pytest.param(PIN, 0, id="its hash"),
        pytest.param(PIN.replace(B, A), 1, id="the old hash"),
        pytest.param(PIN.replace(f'"{B}"', f'["{A}", "{B}"]'), 0, id="one of several"),
        pytest.param(OPEN, 2, id="no hash"),
        pytest.param(OPEN + "hash = []\n", 2, id="no hash in the list"),
        pytest.param(PIN + 'until = "2026-01-31"\n', 1, id="over"),
        pytest.param(PIN + "until = 2026-01-31\n", 1, id="over, a date"),
        pytest.param(PIN + "until = 2999-01-31\n", 0, id="not over"),
        pytest.param(PIN + 'path = "*.sum"\n', 0, id="a pattern of paths"),
        pytest.param(PIN + 'path = "lib/"\n', 1, id="another folder"),
    ],
)
def test_an_exception_that_stands_already(entry: str, status: int, repository: Repository) -> None:
    repository.commit("allowed", {CONFIG: entry})
    repository.add(dict(FORGED))
    done = gate(repository)
    assert done.returncode == status, done.stdout + done.stderr
    assert done.stderr.count("note") == ("until" in entry and status)
    assert "ended on" in done.stderr or "note" not in done.stderr


def test_an_exception_does_not_cover_the_next_hash(repository: Repository) -> None:
    repository.commit("allowed", {**FORGED, CONFIG: PIN})
    repository.add({"go.sum": GO_SUM.replace(A, "h1:" + "C" * 42 + "A=", 1)})
    assert gate(repository).returncode == 1


@pytest.mark.parametrize("before", ["", PIN.replace("moved", "other"), OPEN, "go = "])
def test_a_new_exception_is_named_where_it_silences(before: str, repository: Repository) -> None:
    if before:
        repository.commit("before", {CONFIG: before})
    repository.add({**FORGED, CONFIG: PIN + 'module = "example.com/*"\n'})
    done = gate(repository)
    assert done.returncode == 0, done.stdout
    said = "note: [[allow]] SUM101 example.com/*, new in this commit, silences go.sum:1\n"
    assert said in done.stderr
    repository.commit("forged")
    assert said in check(repository, "--rev", "HEAD").stderr
    assert said.replace("commit", "range") in check(repository, "--rev", "HEAD~1..HEAD").stderr


def test_an_exception_that_silences_nothing_is_not_named(repository: Repository) -> None:
    repository.commit("before", {CONFIG: PIN})
    repository.add({**FORGED, CONFIG: PIN + "\n" + PIN.replace("SUM101", "SUM102")})
    done = gate(repository)
    assert done.returncode == 0
    assert "[[allow]]" not in done.stderr


@pytest.mark.parametrize("door", ["go_mod_gate", "go_sum_sort", "go_directive"])
def test_an_unmerged_configuration_is_settled_first(door: str, repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("one", {CONFIG: "strict = true\n"})
    repository.git("checkout", "-q", "main")
    repository.commit("other", {CONFIG: 'go = "1.22-"\n'})
    repository.git("merge", "-q", "side", check=False)
    done = repository.run(sys.executable, "-m", f"hooks.{door}", check=False)
    assert done.returncode == 2
    assert f"{CONFIG} is unmerged" in done.stderr
