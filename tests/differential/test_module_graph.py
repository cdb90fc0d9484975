"""Whole module graphs against what real releases said with the same go.mod files in their
module cache: `go list -m all` with -mod=readonly, offline.

Of missing hashes the go command names one, where we name all. Where bytes are not those that
go.sum pins it ends with a security error; to us they are not there.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from hooks.formats.kinds import GOSUM_MISSING, UPDATES_NEEDED
from hooks.formats.problem import Problem
from hooks.tree.paths import parent
from hooks.tree.tree import Tree
from hooks.values import semver
from hooks.verdicts import graph
from hooks.verdicts.module_graph import ModuleGraph
from hooks.verdicts.workspace import Workspace
from tests import shared
from tests.shared import Answer, GraphCase

NOT_OURS = ("mismatch", "lookup-off")
Kind = tuple[str, str, str]  # kind, and module and version of a missing hash


def problems_of(case: GraphCase, tree: Tree) -> list[Problem]:
    releases = list(case.answers)
    if case.work:
        return graph.workspace(tree, parent(case.work), releases)
    return graph.module(tree, case.dir, releases)


def graph_of(case: GraphCase, tree: Tree) -> ModuleGraph:
    if case.work:
        return tree.once(Workspace, parent(case.work)).whole_graph()
    found = graph.of_folder(tree, case.dir)
    assert found is not None
    return found


def main_modules(case: GraphCase, tree: Tree) -> set[str]:
    if case.work:
        return tree.once(Workspace, parent(case.work)).paths
    file = tree.go_mod(case.dir)
    assert file is not None
    return {file.module.path} if file.module else set()


def kinds_of(problems: list[Problem]) -> set[Kind]:
    return {
        (each.kind, each.module, each.version)
        if each.kind == GOSUM_MISSING
        else (each.kind, "", "")
        for each in problems
    }


def agrees(answer: Answer, mine: list[Problem]) -> bool:
    kinds = {problem.kind for problem in mine}
    if answer["kind"] == "updates":
        return UPDATES_NEEDED in kinds and GOSUM_MISSING not in kinds
    if answer["kind"] == "missing-sum":
        missing = [each for each in mine if each.kind == GOSUM_MISSING]
        return any(f"{each.module}@{each.version}" in answer["msg"] for each in missing)
    return bool(mine) == (answer["exit"] != 0 and answer["kind"] not in NOT_OURS)


def disagreements(case: GraphCase) -> Iterator[str]:
    problems = problems_of(case, case.tree())
    for release, answer in case.answers.items():
        mine = [problem for problem in problems if release in problem.releases]
        if not agrees(answer, mine):
            yield f"{case} {release.version}: {answer['kind']} {answer.get('msg')} ours {mine}"


def test_reports_what_the_go_command_reports() -> None:
    cases = shared.graph_cases()
    assert [text for case in cases for text in disagreements(case)] == []
    answered = {answer["kind"] for case in cases for answer in case.answers.values()}
    assert answered >= {"ok", "updates", "missing-sum", "mismatch", "too-new"}


def test_selects_what_the_go_command_selects() -> None:
    versions = 0
    for case in shared.graph_cases():
        for release, answer in case.answers.items():
            if answer["exit"] == 0 and "list" in answer and release.minor >= 21:
                expected = dict(line.split(" ")[:2] for line in answer["list"])
                tree = case.tree()
                selected = graph_of(case, tree).selected()
                for path in (*main_modules(case, tree), "go", "toolchain"):
                    selected.pop(path, None)
                assert selected == expected, case
                versions += len(selected)
                break
    assert versions


def test_bytes_that_go_sum_does_not_pin_are_not_there() -> None:
    poisoned = [case for case in shared.graph_cases() if case.poisoned]
    assert poisoned
    for case in poisoned:
        with_them = kinds_of(problems_of(case, case.tree()))
        assert with_them == kinds_of(problems_of(case, case.tree(without=case.poisoned))), case


def test_what_is_not_known_accuses_nobody() -> None:
    """With any part of the go.mod files gone, what is reported is what all of them show, and no
    version is selected that is higher than the real one."""
    chance = random.Random(1)
    for case in shared.graph_cases():
        whole, gone = case.tree(), [name for name in case.go_mods if chance.random() < 0.3]
        part = case.tree(without=gone)
        assert kinds_of(problems_of(case, part)) <= kinds_of(problems_of(case, whole)), case
        selected = graph_of(case, whole).selected()
        for path, version in graph_of(case, part).selected().items():
            assert semver.compare(version, selected[path]) <= 0, (case, path)
