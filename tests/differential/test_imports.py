"""go-mod-tidy beside the real `go mod tidy -diff`: states of real modules, and changed copies.

What needs the contents of remote modules is no part of it: requirements that only dependencies
need, and versions.
"""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Iterator
from typing import Any

import pytest

from hooks.checks import tid_module
from hooks.formats import go_mod
from hooks.tree.tree import Tree
from hooks.verdicts.imports import ModuleImports
from tests import shared, tidy
from tests.differential.conftest import Sample
from tests.memory import memory_tree

PROVIDED = ("TID101", "TID102", "TID103", "TID106")

# Why a requirement that tidy adds, drops or marks is not found, by the end of the case's name
MISSED = {
    "distribution-152af63e-root-m2": "a module that nothing names, below one that is required",
    "distribution-152af63e-root-m7": "a module that nothing names, below one that is required",
    "opentelemetry-go-build-tools-e8327589-checkapi_internal_unkeyedpkg_receiver_unkeyedreceiver"
    "-m12": "go.sum knows it at another version than the one above it",
}


@functools.cache
def archive() -> Any:
    """The corpus of imports; the running test is skipped where it is absent."""
    place = shared.folder() / "imports"
    if not (place / "corpus.tar.xz").is_file():
        pytest.skip("no recorded answers: there is no folder 'shared/imports' beside this checkout")
    spec = importlib.util.spec_from_file_location("imports_corpus", place / "imports_corpus.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Corpus(str(place / "corpus.tar.xz"))


class State:
    """A module in a tree, and what tidy said of it."""

    def __init__(self, row: dict[str, Any]) -> None:
        case = archive().case(row["id"])
        self.name: str = row["id"]
        self.verdict: str = row["verdict"]
        self.folder: str = case["dir"]
        self.tree: Tree = memory_tree(archive().files(row["id"]))
        self.changes = tidy.changes(case["tidy"].get("mod_diff", ""))
        self.difference: str = case["tidy"].get("mod_diff", "")
        self.sums: str = case["tidy"].get("sum_diff", "")

    @property
    def go_mod(self) -> bytes:
        data = self.tree.files.read(self.tree.go_mod_path(self.folder))
        assert data is not None
        return data


@pytest.fixture(scope="module")
def states(stride: Sample) -> list[State]:
    rows = archive().cases("imports")
    return [State(row) for number, row in enumerate(rows) if number % stride(4) == 0]


def judged(states: list[State]) -> Iterator[tuple[State, list[Any]]]:
    for state in states:
        yield state, tidy.findings(state.tree, state.folder)


def test_each_finding_is_in_the_real_difference(states: list[State]) -> None:
    """Nothing is said of tidy states, and of others what tidy says; where tidy gives up, a
    package is missing or in two modules."""
    false = []
    for state, found in judged(states):
        for finding in found:
            expected = finding.code in ("TID104", "TID105") and state.verdict == "error"
            if finding.code == "TID401":  # what `go mod vendor` would do once go.mod is tidy
                expected = state.verdict == "mod"
            if not expected and not tidy.is_confirmed(finding, state.changes, state.sums):
                false.append((state.name, state.verdict, finding))
    assert false == []


def test_each_real_change_that_imports_decide_is_found(states: list[State]) -> None:
    missed = []
    for state, found in judged(states):
        if state.name in MISSED or ModuleImports(state.tree, state.folder).is_empty():
            continue  # what a module without Go files requires is of another program
        for path, change in state.changes.items():
            if change.kind == tidy.ADDED and not change.indirect:
                codes: tuple[str, ...] = PROVIDED
            elif change.kind == tidy.MARKED_DIRECT:
                codes = ("TID202",)
            elif change.kind == tidy.MARKED_INDIRECT or (
                change.kind == tidy.DROPPED and not change.indirect
            ):
                codes = ("TID201", "TID203")
            else:
                continue  # what dependencies need, and versions
            if not tidy.of_module(path, found, codes):
                missed.append((state.name, path, change))
    assert missed == []


def test_what_is_mended_is_what_tidy_writes(states: list[State]) -> None:
    wrong, mended = [], 0
    for state in states:
        after = tid_module.mended(state.tree, state.folder)
        if after is None:
            continue
        mended += 1
        expected = tidy.applied(state.go_mod, state.difference)
        if expected is None:
            continue  # the difference is of a text in another layout
        decided = _marks(after)
        if decided.keys() == _marks(expected).keys() and decided == _marks(expected):
            if after != expected:
                wrong.append((state.name, after.decode()))
        elif not _is_between(_marks(state.go_mod), decided, _marks(expected)):
            wrong.append((state.name, after.decode()))
    assert wrong == []
    assert mended


def _marks(data: bytes) -> dict[str, bool]:
    return {each.path: each.indirect for each in go_mod.parse(data).requires}


def _is_between(before: dict[str, bool], after: dict[str, bool], tidied: dict[str, bool]) -> bool:
    """Whether each requirement is as it was, or as tidy has it."""
    paths = {*before, *after, *tidied}
    return all(after.get(path) in (before.get(path), tidied.get(path)) for path in paths)


def test_differences_are_applied() -> None:
    """The reading of differences that these tests rest on."""
    before = b"module m\n\ngo 1.20\n\nrequire a.b/c v1.0.0 // indirect\n"
    difference = (
        "diff current/go.mod tidy/go.mod\n--- current/go.mod\n+++ tidy/go.mod\n"
        "@@ -2,4 +2,4 @@\n \n go 1.20\n \n-require a.b/c v1.0.0 // indirect\n"
        "+require a.b/c v1.0.0\n\n"
    )
    assert tidy.applied(before, difference) == b"module m\n\ngo 1.20\n\nrequire a.b/c v1.0.0\n"
    assert {path: change.kind for path, change in tidy.changes(difference).items()} == {
        "a.b/c": tidy.MARKED_DIRECT
    }
