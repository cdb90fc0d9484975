"""The graph verdict against what real releases said: `sums` and `wsums`, a closed world in
which every remote module is empty, and `graph` and `wgraph`, which stop at the first
module that would have to be downloaded.

Deliberate differences:

- "lookup-off" is no complaint about the files, and stands here for nothing; of a module
  whose path can never be fetched we say so (path-malformed), unless a hash that it
  would need is missed as well.
- The recorder gave up after 400 missing hashes; we name all.
- It could not make up what is required by a dependency's go.mod that no release can
  read strictly; such cases end in "lookup-off".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from hooks.formats.problem import Problem
from hooks.values import releases
from hooks.values.releases import Release
from hooks.verdicts import graph
from hooks.verdicts.trivially_sound import is_trivially_sound
from tests import shared
from tests.shared import Answer, Case

VERDICTS = {"sums": graph.module, "wsums": graph.workspace}
REAL = {"sums": "graph", "wsums": "wgraph"}

UNFETCHABLE = ("path-malformed", "", "")

Reported = tuple[str, str, str]  # kind, module, version


def reported(answer: Answer) -> set[Reported]:
    """Kind, module and version of what a release reported; the latter only of missing hashes,
    where they are always recorded."""
    return {
        _short(problem["kind"], problem.get("mod", ""), problem.get("ver", ""))
        for problem in answer.get("problems", ())
        if problem["kind"] not in ("lookup-off", "too-many-missing")
    }


def _short(kind: str, module: str, version: str) -> Reported:
    return (kind, module, version) if kind == "gosum-missing" else (kind, "", "")


def ours(problems: Iterable[Problem], release: Release) -> set[Reported]:
    """The same of what we report."""
    return {
        _short(problem.kind, problem.module, problem.version)
        for problem in problems
        if release in problem.releases
    }


def disagreements(case: Case) -> Iterator[str]:
    for check, verdict in VERDICTS.items():
        closed, real = dict(case.answers(check)), dict(case.answers(REAL[check]))
        asked = sorted(set(closed) | set(real))
        problems = verdict(case.tree(), case.dir, asked) if asked else []
        for release in asked:
            mine = ours(problems, release)
            if release in closed and not _fits(mine, closed[release]):
                yield f"{case} {check} {release.version}: {reported(closed[release])} ours {mine}"
            if release in real:
                answer = real[release]
                missed = reported(answer) - mine
                if mine:
                    missed.discard(UNFETCHABLE)
                if missed or (answer["ok"] and mine):
                    yield f"{case} {REAL[check]} {release.version}: {reported(answer)} ours {mine}"


def _fits(mine: set[Reported], answer: Answer) -> bool:
    kinds = {problem["kind"] for problem in answer.get("problems", ())}
    expected = reported(answer)
    if "too-many-missing" in kinds:
        return expected <= mine
    if "lookup-off" in kinds:
        mine = mine - {UNFETCHABLE}
    return expected == mine


def cases_of(source: str, stride: int = 1) -> Iterable[Case]:
    if source == "behaviour":
        return shared.behaviour()
    return shared.corpus_cases(stride) if source == "corpus" else shared.mutants(stride)


@pytest.mark.parametrize("source", ["behaviour", "corpus", "mutants"])
def test_reports_what_the_go_command_reports(source: str) -> None:
    assert [text for case in cases_of(source) for text in disagreements(case)] == []


@pytest.mark.parametrize("source", ["behaviour", "corpus", "mutants"])
def test_what_is_beyond_doubt_is_sound(source: str) -> None:
    """What is sound at a glance is so to the verdict that loads the graph."""
    sound = 0
    for case in cases_of(source, 2):
        tree = case.tree()
        at = tree.module_file(case.dir)
        span = releases.default_span(at.go if at is not None else "")
        if is_trivially_sound(tree, case.dir, span):
            sound += 1
            assert graph.module(tree, case.dir, span) == [], case
    assert sound
