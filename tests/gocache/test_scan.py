"""`gocache-scan` on small caches: what goes, what stays, what is told."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hooks.gocache import layout, plan, remove, verify
from hooks.gocache.__main__ import main
from hooks.gocache.contents import Contents
from hooks.gocache.contents import read as read_cache
from hooks.gocache.layout import ActionEntry, OutputEntry
from hooks.values import amounts
from tests.gocache.made import HOUR, NOW, Cache
from tests.repository import CHECKOUT, clean_environment

A, D = layout.ACTION, layout.OUTPUT


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    monkeypatch.setattr(remove, "PAUSE", 0)
    monkeypatch.setattr(verify, "SETTLE", 0.01)
    return Cache(tmp_path / "cache")


def scan(cache: Cache, *options: str, status: int = 0) -> dict[str, Any]:
    """The report of a scan that ends with this status."""
    report = cache.root.parent / "report.json"
    assert main(["--root", os.fspath(cache.root), f"--report-json={report}", *options]) == status
    told = json.loads(report.read_text())
    assert isinstance(told, dict)
    return told


def kept(*paths: Path) -> list[bool]:
    return [path.exists() for path in paths]


def test_what_was_not_used_for_long_goes(cache: Cache) -> None:
    old, old_output = cache.add(b"old", 49)
    new, new_output = cache.add(b"new", 47)
    told = scan(cache, "--prune=48h")
    assert kept(old, old_output, new, new_output) == [False, False, True, True]
    assert told["pruned"] == {"actions": 1, "outputs": 1, "folders": 0, "bytes": 175 + 3}


def test_a_folder_goes_whole(cache: Cache) -> None:
    action, output = cache.add(b"program", 49, program="tool")
    told = scan(cache, "--prune=48h")
    assert kept(action, output) == [False, False]
    assert told["pruned"]["folders"] == 1


def test_an_output_stays_while_an_entry_that_stays_names_it(cache: Cache) -> None:
    old, output = cache.add(b"shared", 100)
    other, _ = cache.add(b"x", 100)
    young = cache.entry("ab" * 32, output.name[:-2], 6, 1)
    scan(cache, "--prune=48h")
    assert kept(old, other, young, output) == [False, False, True, True]


def test_the_quota_takes_the_least_recently_used(cache: Cache) -> None:
    made = [cache.add(bytes([hours]) * 1000, hours) for hours in (3, 9, 5, 7)]
    size = read_cache(os.fspath(cache.root)).size
    told = scan(cache, f"--quota={size - 1200}")
    assert [kept(*pair) for pair in made] == [[True] * 2, [False] * 2, [True] * 2, [False] * 2]
    assert told["evicted"]["outputs"] == 2
    assert told["quota"]["over"] is False
    assert told["after"]["bytes"] == read_cache(os.fspath(cache.root)).size


def test_what_was_used_within_two_hours_stays_and_is_over_quota(cache: Cache) -> None:
    since = (time.time_ns() - NOW) / HOUR  # the tests before this one may have taken minutes
    made = [cache.add(bytes([number]) * 1000, 1.9 - since) for number in range(3)]
    told = scan(cache, "--quota=1K", status=1)
    assert all(all(kept(*pair)) for pair in made)
    assert told["quota"] == {"bytes": 1024, "over": True}


def test_an_output_counts_as_used_with_any_entry_that_names_it(cache: Cache) -> None:
    old, output = cache.add(b"shared", 100)
    young = cache.entry("ab" * 32, output.name[:-2], 6, 1)
    scan(cache, "--quota=1K", status=0 if read_cache(os.fspath(cache.root)).size <= 1024 else 1)
    assert kept(old, young, output) == [True, True, True]


def test_a_dry_run_removes_nothing_and_tells_the_same(cache: Cache) -> None:
    cache.add(b"old", 49)
    cache.add(b"middle" * 1000, 9)
    options = ("--prune=48h", "--quota=2K")
    before = cache.files()
    pretended = scan(cache, *options, "--dry-run")
    assert cache.files() == before
    done = scan(cache, *options)
    assert cache.files() != before
    assert pretended.pop("dry_run") is True
    assert done.pop("dry_run") is False
    assert pretended == done


def test_a_flipped_byte_is_found(cache: Cache, capfd: pytest.CaptureFixture[str]) -> None:
    action, output = cache.add(b"sound content", 3)
    cache.add(b"other", 3)
    assert scan(cache, "--verify-checksum")["verified"]["damaged"] == []
    output.write_bytes(b"sound c0ntent")
    told = scan(cache, "--verify-checksum", status=1)
    [damage] = told["verified"]["damaged"]
    assert damage["path"] == f"{output.parent.name}/{output.name}"
    assert damage["actions"] == [f"{action.parent.name}/{action.name}"]
    assert damage["bytes"] == 13
    command = capfd.readouterr().out.splitlines()[-1].strip()
    assert command == f"rm -r {action} {output}"
    subprocess.run(command, shell=True, check=True)
    assert scan(cache, "--verify-checksum")["verified"]["outputs"] == 1


def test_the_command_that_removes_is_never_cut(
    cache: Cache, capfd: pytest.CaptureFixture[str]
) -> None:
    actions = [cache.add(b"x", 3)[0]]
    output = cache.place(hashlib.sha256(b"x").hexdigest(), D)
    actions += [cache.entry(f"{number:02x}" * 32, output.name[:-2], 1, 3) for number in range(9)]
    output.write_bytes(b"y")
    scan(cache, "--verify-checksum", status=1)
    words = capfd.readouterr().out.splitlines()[-1].split()
    assert words[:2] == ["rm", "-r"]
    assert sorted(words[2:-1]) == sorted(map(os.fspath, actions))
    assert words[-1] == os.fspath(output)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"program", ""),
        (b"pr0gram", "its content has another hash than its name states"),
        (b"prog", "it has 4 bytes, its action entry says 7"),
    ],
)
def test_a_program_in_a_folder_is_verified(cache: Cache, content: bytes, reason: str) -> None:
    _, output = cache.add(b"program", 3, program="tool")
    (output / "tool").write_bytes(content)
    told = scan(cache, "--verify-checksum", status=int(bool(reason)))
    assert [damage["reason"] for damage in told["verified"]["damaged"]] == [reason] * bool(reason)


def test_an_action_entry_is_compared_with_its_output(cache: Cache) -> None:
    cache.add(b"content", 3, size=8)
    told = scan(cache, "--verify-checksum", status=1)
    [damage] = told["verified"]["damaged"]
    assert damage["reason"] == "it has 7 bytes, its action entry says 8"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is empty"),
        ("\0" * 175, "it is empty"),
        ("v1 {id} {out}", "it is not an action entry"),
        ("v2 {id} {out} {n:20} {n:20}\n", "it is not an action entry"),
        ("v1 {id} {out} {n:20} {n:20}\r", "it is not an action entry"),
        ("v1 {out} {out} {n:20} {n:20}\n", "it is the entry of another action"),
        ("v1 {id} {bad} {n:20} {n:20}\n", "it names no output"),
        ("v1 {id} {out} {n:20} {m:>20}\n", "it names no output"),
    ],
)
def test_a_damaged_action_entry(cache: Cache, text: str, reason: str) -> None:
    entry = cache.entry("ab" * 32, "cd" * 32, 3, 3)
    entry.write_text(
        text.format(id="ab" * 32, out="cd" * 32, bad="X" * 64, n=3, m="many"), newline=""
    )
    told = scan(cache, "--verify-checksum", status=1)
    assert [damage["reason"] for damage in told["verified"]["damaged"]] == [reason]


def test_what_the_go_command_mends_itself_is_no_damage(cache: Cache) -> None:
    """An entry without its output is taken for none; an output that nothing names is written
    again before it is used."""
    entry = cache.entry("ab" * 32, "cd" * 32, 3, 3)
    half = cache.place("ef" * 32, D)
    half.write_bytes(b"half of it")
    told = scan(cache, "--verify-checksum")["verified"]
    assert told["missing"] == [f"ab/{entry.name}"]
    assert told["unused"] == [f"ef/{half.name}"]


def test_what_is_being_written_is_looked_at_again(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, output = cache.add(b"content", 0)
    output.write_bytes(b"cont")
    monkeypatch.setattr(time, "sleep", lambda _: output.write_bytes(b"content"))
    assert scan(cache, "--verify-checksum")["verified"]["damaged"] == []


def test_damage_is_waited_for_once_however_much_there_is(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that was full leaves many outputs cut short."""
    for number in range(30):
        action, output = cache.add(b"content %d" % number, 3)
        output.write_bytes(b"")
        if number % 2:
            action.write_bytes(b"")
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    damaged = scan(cache, "--verify-checksum", status=1)["verified"]["damaged"]
    assert len(damaged) == 30
    assert sum(waits) <= 2 * verify.SETTLE


def test_fuzzing_and_test_results_are_told_and_stay(
    cache: Cache, capfd: pytest.CaptureFixture[str]
) -> None:
    found = cache.root / "fuzz/example.com/m/FuzzA/32a006c8a5ccf053"
    found.parent.mkdir(parents=True)
    found.write_bytes(b"12345")
    cache.used(found, 1000)
    (cache.root / "testexpire.txt").write_text("1795771203146397440")
    told = scan(cache, "--prune=48h")
    assert told["fuzz"] == {"files": 1, "bytes": 5}
    assert told["trimmed"] == "2026-11-27T05:52:29Z"
    assert told["tests_expired"] == "2026-11-27T09:20:03Z"
    assert found.exists()


STRANGERS = [
    "notes.txt",
    "ab/notes.txt",
    "ab/" + "cd" * 32 + A,  # in the folder of another
    "ab/" + "AB" * 32 + D,
    "ab/" + "ab" * 32 + "-x",
    "ab/" + "ab" * 31 + D,
    "zz/" + "ab" * 32 + D,
    ".git/config",
]


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_is_told_and_stays(cache: Cache, name: str) -> None:
    path = cache.root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine")
    cache.used(path, 1000)
    told = scan(cache, "--prune=48h", "--quota=0", status=1)
    assert path.read_text() == "mine"
    assert len(told["others"]) == 1


def test_a_folder_with_more_than_one_program_stays(cache: Cache) -> None:
    action, output = cache.add(b"program", 100, program="tool")
    (output / "mine").write_text("mine")
    scan(cache, "--prune=48h")
    assert (output / "mine").read_text() == "mine"
    assert (output / "tool").exists()
    assert not action.exists()


class TestLinks:
    def test_the_root_may_be_one(self, cache: Cache) -> None:
        old, _ = cache.add(b"old", 49)
        link = cache.root.parent / "link"
        link.symlink_to(cache.root)
        assert main(["--root", os.fspath(link), "--prune=48h"]) == 0
        assert not old.exists()

    @pytest.mark.parametrize("what", ["folder", "output", "action", "program", "program folder"])
    def test_none_below_is_followed(self, cache: Cache, tmp_path: Path, what: str) -> None:
        outside = Cache(tmp_path / "outside")
        action, output = outside.add(b"old", 49, program="tool" * what.startswith("program"))
        before = outside.files()
        where = cache.root / output.parent.name
        if what == "folder":
            where.rmdir()
            where.symlink_to(output.parent)
        elif what == "program":
            (where / output.name).mkdir()
            (where / output.name / "tool").symlink_to(output / "tool")
        else:
            linked = action if what == "action" else output
            (cache.root / linked.parent.name / linked.name).symlink_to(linked)
        told = scan(cache, "--prune=48h", "--verify-checksum", "--quota=1K")
        assert outside.files() == before
        assert len(told["others"]) == 1


class TestBesideBuilds:
    """What a build does between the look and the removal."""

    def test_what_was_used_since_stays(self, cache: Cache) -> None:
        action, output = cache.add(b"old", 49)
        contents = read_cache(os.fspath(cache.root))
        chosen = plan.expired(contents, NOW, 48 * 3600)
        cache.used(action, 0)
        removed = remove.remove(contents, chosen)
        assert kept(action, output) == [True, True]
        assert len(removed.used_since) == 2

    def test_an_output_that_was_used_after_its_entry_went(
        self, cache: Cache, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        action, output = cache.add(b"old", 49)
        contents = read_cache(os.fspath(cache.root))
        monkeypatch.setattr(time, "sleep", lambda _: cache.used(output, 0))
        removed = remove.remove(contents, plan.expired(contents, NOW, 48 * 3600))
        assert kept(action, output) == [False, True]
        assert removed.used_since == [f"{output.parent.name}/{output.name}"]

    def test_an_output_that_a_new_entry_names(
        self, cache: Cache, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        action, output = cache.add(b"old", 49)
        contents = read_cache(os.fspath(cache.root))
        name = output.name[:-2]
        monkeypatch.setattr(time, "sleep", lambda _: cache.entry("ab" * 32, name, 3, 0))
        remove.remove(contents, plan.expired(contents, NOW, 48 * 3600))
        assert kept(action, output) == [False, True]

    def test_what_is_gone_is_nobodys_fault(self, cache: Cache) -> None:
        action, output = cache.add(b"old", 49)
        contents = read_cache(os.fspath(cache.root))
        action.unlink()
        output.unlink()
        removed = remove.remove(contents, plan.expired(contents, NOW, 48 * 3600))
        assert (removed.actions, removed.outputs, removed.refused) == ([], [], [])


def test_killed_at_any_point_no_entry_lacks_its_output(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        cache.add(bytes([number]), 49, program="tool" * (number % 2))
    contents = read_cache(os.fspath(cache.root))
    chosen = plan.expired(contents, NOW, 48 * 3600)
    for name in ("unlink", "rmdir"):
        done = getattr(os, name)

        def step(*given: Any, done: Any = done, **named: Any) -> None:
            done(*given, **named)
            left = read_cache(os.fspath(cache.root))
            assert left.naming().keys() <= left.outputs.keys()

        monkeypatch.setattr(f"hooks.gocache.folder.os.{name}", step)
    remove.remove(contents, chosen)
    assert not read_cache(os.fspath(cache.root)).outputs


def test_an_empty_folder_left_by_a_kill_goes_next_time(cache: Cache) -> None:
    action, output = cache.add(b"program", 100, program="tool")
    (output / "tool").unlink()
    action.unlink()
    cache.used(output, 100)
    scan(cache, "--prune=48h")
    assert not output.exists()


def test_ctrl_c_is_a_status(cache: Cache) -> None:
    for number in range(300):
        cache.add(str(number).encode(), 49)
    command = [sys.executable, "-m", "hooks.gocache", "--root", os.fspath(cache.root)]
    running = subprocess.Popen(
        [*command, "--prune=48h"],
        cwd=CHECKOUT,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while running.poll() is None and any(cache.root.glob("*/*" + A)):
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)  # in the pause between entries and outputs
    out, error = running.communicate()
    assert (running.returncode, out, error) == (130, b"", b"")
    left = read_cache(os.fspath(cache.root))
    assert not left.actions
    assert len(left.outputs) == 300
    scan(cache, "--prune=48h")
    assert not read_cache(os.fspath(cache.root)).outputs


def test_what_the_system_refuses_is_an_error(
    cache: Cache, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    action, output = cache.add(b"old", 49)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr("hooks.gocache.folder.os.unlink", refuse)
        told = scan(cache, "--prune=48h", status=2)
    assert kept(action, output) == [True, True]
    assert told["pruned"]["bytes"] == 0
    assert "was not removed: Permission denied" in capfd.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--root", ""],
        ["--root", "{tmp}/absent"],
        ["--root", "{tmp}/file"],
        ["--root", "{tmp}/home", "--prune=48h"],
        ["--root", "{tmp}/cache", "--prune=48"],
        ["--root", "{tmp}/cache", "--prune=soon"],
        ["--root", "{tmp}/cache", "--prune=1h"],
        ["--root", "{tmp}/cache", "--quota=much"],
        ["--root", "{tmp}/cache", "--quota="],
        ["--root", "{tmp}/cache", "--evict"],
        ["--root", "{tmp}/cache", "{tmp}/home"],
        ["--root", "{tmp}/cache", "--report-json={tmp}/absent/report.json"],
    ],
)
def test_usage(
    cache: Cache, tmp_path: Path, arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "home" / "ab").mkdir(parents=True)
    (tmp_path / "home" / "ab" / ("ab" * 32 + D)).write_text("mine")
    assert main([argument.format(tmp=tmp_path) for argument in arguments]) == 2
    said = capfd.readouterr().err
    assert said.startswith("gocache-scan: ")
    assert said.count("\n") == 1
    assert "internal error" not in said


def test_an_empty_cache_is_clean(tmp_path: Path) -> None:
    assert main(["--root", os.fspath(tmp_path), "--prune=48h", "--quota=1", "--verify"]) == 2
    assert main(["--root", os.fspath(tmp_path), "--prune=48h", "--quota=1"]) == 0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("48h", 172800),
        ("90m", 5400),
        ("1h30m", 5400),
        ("7d", 604800),
        ("1.5h", 5400),
        ("2w", 1209600),
    ],
)
def test_durations(text: str, seconds: int) -> None:
    assert amounts.duration(text) == seconds


@pytest.mark.parametrize("text", ["", "h", "48", "48x", "1..5h", "-1h", "1h30", "٣h", " 1h"])
def test_no_durations(text: str) -> None:
    with pytest.raises(ValueError, match="write a duration"):
        amounts.duration(text)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0", 0),
        ("10G", 10 << 30),
        ("500M", 500 << 20),
        ("1.5GiB", 3 << 29),
        ("2kb", 2048),
        ("7B", 7),
    ],
)
def test_sizes(text: str, size: int) -> None:
    assert amounts.size(text) == size


@pytest.mark.parametrize("text", ["", "G", "10X", "1..5G", "-1", "10 GG", "BB", "٣G"])
def test_no_sizes(text: str) -> None:
    with pytest.raises(ValueError, match="write an amount"):
        amounts.size(text)


AGES = st.integers(0, 200).map(lambda hours: NOW - hours * HOUR)


@given(
    outputs=st.lists(st.tuples(AGES, st.integers(0, 5000)), max_size=12),
    actions=st.lists(st.tuples(AGES, st.integers(0, 14)), max_size=20),
    quota=st.integers(0, 40000),
    prune=st.integers(2, 150),
)
def test_a_plan_keeps_the_grace_and_takes_the_oldest_first(
    outputs: list[tuple[int, int]], actions: list[tuple[int, int]], quota: int, prune: int
) -> None:
    contents = Contents("/")
    for number, (used, size) in enumerate(outputs):
        contents.outputs[f"{number:064x}"] = OutputEntry(f"{number:064x}", used, size)
    for number, (used, named) in enumerate(actions):
        contents.actions.append(ActionEntry(f"{number:064x}", used, 175, f"{named:064x}"))
    gone = plan.expired(contents, NOW, prune * 3600)
    more = plan.above_quota(contents, gone, NOW, quota)
    gone_actions = {action.id for action in (*gone.actions, *more.actions)}
    gone_outputs = {output.id for output in (*gone.outputs, *more.outputs)}
    assert len(gone_actions) == len(gone.actions) + len(more.actions)
    for action in contents.actions:
        assert action.id not in gone_actions or action.used <= NOW - 2 * HOUR
        assert action.id in gone_actions or action.output not in gone_outputs
    last_use = {output.id: output.used for output in contents.outputs.values()}
    for action in contents.actions:
        if action.output in last_use:
            last_use[action.output] = max(last_use[action.output], action.used)
    left = {id: used for id, used in last_use.items() if id not in gone_outputs}
    assert all(last_use[id] <= NOW - 2 * HOUR for id in gone_outputs)
    if contents.size - gone.size - more.size > quota:
        assert all(used >= NOW - 2 * HOUR for used in left.values())
    for output in more.outputs:
        assert all(last_use[output.id] <= used for used in left.values())
