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
from hooks.values.releases import Release
from hooks.verdicts import graph
from tests import shared
from tests.shared import Answer, Case

VERDICTS = {"sums": graph.module, "wsums": graph.workspace}
REAL = {"sums": "graph", "wsums": "wgraph"}

UNFETCHABLE = ("path-malformed", "", "")

Said = tuple[str, str, str]


def told(answer: Answer) -> set[Said]:
    """Kind, module and version of what a release said; the latter only of missing hashes,
    where they are always recorded."""
    return {
        _short(one["kind"], one.get("mod", ""), one.get("ver", ""))
        for one in answer.get("problems", ())
        if one["kind"] not in ("lookup-off", "too-many-missing")
    }


def _short(kind: str, module: str, version: str) -> Said:
    return (kind, module, version) if kind == "gosum-missing" else (kind, "", "")


def ours(problems: Iterable[Problem], release: Release) -> set[Said]:
    """The same of what we say."""
    return {
        _short(one.kind, one.module, one.version) for one in problems if release in one.releases
    }


def disagreements(case: Case) -> Iterator[str]:
    for check, verdict in VERDICTS.items():
        closed, real = dict(case.answers(check)), dict(case.answers(REAL[check]))
        releases = sorted(set(closed) | set(real))
        problems = verdict(case.sources(), case.dir, releases) if releases else []
        for release in releases:
            mine = ours(problems, release)
            if release in closed and not _fits(mine, closed[release]):
                yield f"{case} {check} {release.version}: {told(closed[release])} ours {mine}"
            if release in real:
                answer = real[release]
                missed = told(answer) - mine
                if mine:
                    missed.discard(UNFETCHABLE)
                if missed or (answer["ok"] and mine):
                    yield f"{case} {REAL[check]} {release.version}: {told(answer)} ours {mine}"


def _fits(mine: set[Said], answer: Answer) -> bool:
    kinds = {one["kind"] for one in answer.get("problems", ())}
    expected = told(answer)
    if "too-many-missing" in kinds:
        return expected <= mine
    if "lookup-off" in kinds:
        mine = mine - {UNFETCHABLE}
    return expected == mine


@pytest.mark.parametrize("case", ["behaviour", "corpus", "mutants"])
def test_says_what_the_go_command_says(case: str) -> None:
    cases: Iterable[Case] = shared.behaviour()
    if case != "behaviour":
        cases = shared.corpus_cases() if case == "corpus" else shared.mutants()
    assert [text for one in cases for text in disagreements(one)] == []
