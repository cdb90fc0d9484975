"""What is beyond doubt at once, beside the verdict that loads the graph."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from hooks.values import releases as known
from hooks.verdicts import graph, graph_plain
from tests import shared
from tests.shared import Case


@pytest.mark.parametrize("case", ["behaviour", "corpus", "mutants"])
def test_what_is_beyond_doubt_is_sound(case: str) -> None:
    cases: Iterable[Case] = shared.behaviour()
    if case != "behaviour":
        cases = shared.corpus_cases(2) if case == "corpus" else shared.mutants(2)
    sound = 0
    for one in cases:
        sources = one.sources()
        tree = sources.go_mod(one.dir)
        releases = known.default_span(tree.go.version if tree and tree.go else "")
        if graph_plain.is_sound(sources, one.dir, releases):
            sound += 1
            assert graph.module(sources, one.dir, releases) == [], one
    assert sound
