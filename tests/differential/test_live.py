"""Real Go releases, asked on the spot: recorded files, damaged ones and made-up ones."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from hooks.values.releases import Release
from tests import live, live_go, live_graph, live_lowered, live_tidy, live_tidy_graph, shared
from tests.live_compare import Comparison
from tests.live_trees import TreeComparison

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def releases() -> Mapping[Release, Path]:
    for line in live_go.install():
        print(line, file=sys.stderr)  # some releases are better than none
    at_hand = live_go.installed()
    assert at_hand, "no Go release could be had"
    return at_hand


@pytest.fixture(scope="module")
def comparison(releases: Mapping[Release, Path]) -> Iterator[Comparison]:
    with live_go.Go(releases) as go:
        yield Comparison(go)


def _report(comparison: Comparison) -> str:
    return "\n".join([*map(repr, comparison.disagreements[:10]), comparison.table()])


def test_recorded_files(comparison: Comparison) -> None:
    """A sample of real and damaged files, where the records are at hand."""
    comparison.disagreements.clear()
    for case in [*shared.corpus_cases(60), *shared.mutants(20)]:
        data = case.files.get(case.path("go.mod"))
        if data is not None:
            comparison.module(data)
    print(comparison.table())
    assert not comparison.disagreements, _report(comparison)


def test_made_up_files(comparison: Comparison, pytestconfig: pytest.Config) -> None:
    comparison.disagreements.clear()
    live.compare(comparison, pytestconfig.getoption("--live-inputs"))
    print(comparison.table())
    assert not comparison.disagreements, _report(comparison)


@pytest.mark.parametrize("kind", ["vendor", "graph"])
def test_made_up_trees(
    kind: str, releases: Mapping[Release, Path], pytestconfig: pytest.Config
) -> None:
    """Fewer: each takes several times as long as a file."""
    with live_go.Go(releases) as go:
        comparison = TreeComparison(go)
        live.compare_trees(comparison, kind, pytestconfig.getoption("--live-inputs") // 5)
    print(comparison.table())
    assert not comparison.disagreements, _report(comparison)


def test_made_up_imports(releases: Mapping[Release, Path], pytestconfig: pytest.Config) -> None:
    """go-mod-tidy beside `go mod tidy -diff`, which the releases from 1.23 on know."""
    known = [release for release in releases if release.minor in (25, 26)]
    if not known:
        pytest.skip("install Go 1.25 or 1.26: it is asked for go mod tidy -diff")
    with live_go.Go(releases) as go:
        comparison = live_tidy.TidyComparison(go, known[-1])
        live_tidy.compare(comparison, pytestconfig.getoption("--live-inputs"))
    print(dict(comparison.counts))
    assert not comparison.disagreements, "\n\n".join(comparison.disagreements)
    assert comparison.counts["mended as a whole"]


def test_made_up_module_graphs(
    releases: Mapping[Release, Path], pytestconfig: pytest.Config
) -> None:
    """Modules that require each other, served from a folder: fewer still, as each is built."""
    with live_graph.GraphComparison(releases) as comparison:
        live_graph.compare(comparison, pytestconfig.getoption("--live-inputs") // 20)
    print(comparison.compared)
    assert not comparison.disagreements, comparison.disagreements[0]


def test_made_up_repairs(releases: Mapping[Release, Path], pytestconfig: pytest.Config) -> None:
    """What go-mod-tidy writes for made-up module graphs is what `go mod tidy` writes."""
    with live_go.Go(releases) as go:
        comparison = live_tidy_graph.TidyGraphComparison(go)
        live_tidy_graph.compare(comparison, pytestconfig.getoption("--live-inputs") // 2)
    print(dict(comparison.counts))
    assert not comparison.disagreements, "\n\n".join(comparison.disagreements)
    assert comparison.counts["changed"]


@pytest.mark.parametrize("name", live_lowered.REPOSITORIES)
def test_lowered_requirements(name: str, tmp_path: Path) -> None:
    """The same for requirements of a real monorepo, lowered one at a time; few of them."""
    if shutil.which("go") is None:
        pytest.skip("go is not on PATH: install Go to have it asked")
    scratch = Path(os.environ.get("GOMOD_HOOKS_MONOREPOS") or tmp_path)
    top = live_lowered.clone(name, scratch)
    if top is None:
        pytest.skip(
            f"{name} cannot be cloned: it takes the network, or clones in GOMOD_HOOKS_MONOREPOS"
        )
    counts, faults = live_lowered.compare(top, scratch / "mod", 8, seed=1)
    print(dict(counts))
    assert not faults, "\n\n".join(faults)
    assert counts[live_lowered.SAME] or counts[live_lowered.REFUSED]
