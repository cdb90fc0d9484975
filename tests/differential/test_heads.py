"""Healthy public repositories, judged whole: no finding by default, no failure by strict."""

from __future__ import annotations

import importlib
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests import shared
from tests.differential.conftest import Sample
from tests.reports import findings
from tests.repository import Repository, clean_environment, isolate

HOOKS = [
    "go_directive",
    "go_mod_format",
    "go_replace_targets",
    "go_sum_diff",
    "go_sum_sort",
    "go_vendor_modules",
    "go_vendor_tree",
    "go_version_drift",
]

# Default findings at the heads of healthy repositories, each with the reason why it is right
REVIEWED: dict[str, set[tuple[str, str]]] = {
    # A linter's examples of modules that are not sound; the go command refuses both
    "ryancurrah/gomodguard": {
        ("REP201", "examples/localreplace_nomod/go.mod"),
        ("SUM107", "examples/versionedreplace/go.mod"),
    },
}


Head = tuple[str, Path]


@pytest.fixture(scope="module")
def heads(tmp_path_factory: pytest.TempPathFactory) -> list[Head]:
    """For each public repository one whose index holds the module files of its head, and
    the names and ids of its vendored files."""
    newest: dict[str, dict[str, Any]] = {}
    shared.folder()
    for entry in shared.corpus().index():
        known = newest.get(entry["repo"])
        if known is None or entry["date"] > known["date"]:
            newest[entry["repo"]] = entry
    return [
        (name, laid_out(entry, tmp_path_factory.mktemp("head")))
        for name, entry in sorted(newest.items())
    ]


def laid_out(entry: dict[str, Any], folder: Path) -> Path:
    """A repository with this index."""
    blobs = shared.corpus().blobs
    repository = Repository(folder)
    repository.add({path: blobs[blob] for path, blob in entry["files"].items()})
    lines = [f"100644 {'2' * 40}\t{name}/file" for name in entry.get("dirs", ())]
    for vendor, listing in entry.get("vendor_lists", {}).items():
        for line in blobs[listing].decode().splitlines():
            oid, _, path = line.partition(" ")
            path = path if path.startswith(vendor) else f"{vendor}/{path}"
            if path not in entry["files"] and not path.endswith(".gitattributes"):  # not recorded
                mode = "120000" if oid == "link" else "100644"
                lines.append(f"{mode} {'1' * 40 if oid == 'link' else oid}\t{path}")
    if lines:
        subprocess.run(
            ["git", "update-index", "--index-info"],
            cwd=repository.top,
            env=clean_environment(),
            input="\n".join(lines) + "\n",
            text=True,
            check=True,
        )
    return repository.top


def found(
    door: str, *options: str, capfd: pytest.CaptureFixture[str]
) -> list[dict[str, str | int]]:
    capfd.readouterr()
    module = importlib.import_module(f"hooks.{door}")
    status = module.main(["--all", "--format", "json", *options])
    output = capfd.readouterr()
    assert status in (0, 1), output.err
    return findings(output.out)


def test_no_default_finding(
    heads: list[Head], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    isolate(monkeypatch)
    said = {}
    for name, top in heads:
        monkeypatch.chdir(top)
        every = {(str(one["code"]), str(one["path"])) for one in found("go_mod_gate", capfd=capfd)}
        if every != REVIEWED.get(name, set()):
            said[name] = every
    assert said == {}


def test_the_gate_is_the_sum_of_the_hooks(
    heads: list[Head],
    stride: Sample,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    isolate(monkeypatch)

    def places(door: str, *options: str) -> set[tuple[object, ...]]:
        every = found(door, "--strict", *options, capfd=capfd)
        return {(one["code"], one["path"], one["line"]) for one in every}

    fixers = ("go_mod_format", "go_sum_sort", "go_vendor_modules")
    differ = {}
    for name, top in heads[:: stride(2)]:
        monkeypatch.chdir(top)
        separate = set()
        for door in HOOKS:
            separate |= places(door, *(["--check"] if door in fixers else []))
        together = places("go_mod_gate")
        if together != separate:
            differ[name] = together ^ separate
    assert differ == {}
