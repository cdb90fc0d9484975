"""Squats that were publicly reported, and requirement sets of well-run projects.

The squats stand in tests/squats.tsv with their sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from hooks.checks import pol_names
from hooks.checks.pol_reach import Judged
from hooks.formats import go_mod
from hooks.rules.finding import Finding
from hooks.tree.tree import Tree
from hooks.values import known_repositories as known
from hooks.values import module_path
from hooks.values.known_repositories import FILE
from hooks.values.module_version import ModuleVersion
from hooks.verdicts import module_uses
from hooks.verdicts.module_uses import DIRECT, INDIRECT, REPLACEMENT, ModuleUse, ModuleUses
from tests import known_repositories, shared
from tests.memory import MemoryFiles, memory_tree, module_file

SQUATS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent.parent / "squats.tsv")
    .read_text(encoding="utf-8")
    .split("\n")
    if line and not line.startswith("#")
]


def using(*modules: str, role: str = DIRECT) -> ModuleUses:
    """A main module that requires these."""
    uses = ModuleUses(Tree(MemoryFiles({})), "", "example.com/main", "go.mod")
    for line, path in enumerate(modules, start=1):
        version = "v1.0.0"
        uses.listed.append(ModuleUse(ModuleVersion(path, version), role, "go.mod", line, 1))
    return uses


def judged(uses: ModuleUses) -> Judged:
    """What is judged where go.mod is not looked at."""
    tree = memory_tree({"go.mod": b"module example.com/main\n"})
    return Judged(tree, module_file(tree), uses)


def found(uses: ModuleUses, *before: ModuleUses) -> list[Finding]:
    """What both policies say."""
    return [
        *pol_names.look_alikes(uses.listed, judged(uses), before),
        *pol_names.owner_changes(uses.listed, judged(uses), before),
    ]


@pytest.mark.parametrize(("squat", "original", "source"), SQUATS)
def test_a_reported_squat_in_the_place_of_the_original(
    squat: str, original: str, source: str
) -> None:
    told = found(using(squat), using(original))
    assert {(each.module, each.target) for each in told} == {(squat, original)}


def test_a_replacement_by_another_owner_is_to_be_dropped() -> None:
    uses = using("github.com/a/money")
    fork = ModuleUse(ModuleVersion("github.com/b/money", "v1.0.0"), REPLACEMENT, "go.mod", 2, 1)
    fork.replaces = "github.com/a/money"
    uses.listed.append(fork)
    (finding,) = pol_names.owner_changes(uses.listed, judged(uses), [using("github.com/a/money")])
    said = "github.com/a/money is replaced by github.com/b/money, which has a different owner"
    assert finding.message == said
    assert finding.hint == "go mod edit -dropreplace=github.com/a/money && go mod tidy"


def test_nine_in_ten_are_told_beside_the_original() -> None:
    told = [
        squat for squat, original, _ in SQUATS if found(using(original, squat), using(original))
    ]
    assert len(told) >= 0.9 * len(SQUATS)


@pytest.mark.parametrize(
    ("had", "has"),
    [
        pytest.param(["github.com/a/money"], ["github.com/a/money"], id="nothing new"),
        pytest.param([], ["github.com/b/money"], id="the first of its name"),
        pytest.param(["github.com/a/money"], ["github.com/a/money/v2"], id="another major version"),
        pytest.param(["github.com/a/money"], ["github.com/b/coin"], id="another name"),
        pytest.param(["github.com/a/api"], ["github.com/b/api"], id="a name that says nothing"),
        pytest.param(
            ["github.com/gofrs/uuid"],
            ["github.com/gofrs/uuid", "github.com/google/uuid"],
            id="two well-known ones",
        ),
        pytest.param(
            ["github.com/a/one", "github.com/stranger/two"],
            ["github.com/a/one", "github.com/stranger/two", "github.com/stranger/one"],
            id="from an owner of whom something is here",
        ),
        pytest.param(
            ["github.com/stretchr/testify"],
            ["github.com/stretchr/testify", "github.com/strechr/estifyt"],
            id="a name of the same letters without one",
        ),
    ],
)
def test_what_is_not_told(had: Sequence[str], has: Sequence[str]) -> None:
    assert found(using(*has), using(*had)) == []


def test_a_new_indirect_one_of_the_same_name_is_not_told() -> None:
    both = using("github.com/a/money")
    both.listed += using("github.com/b/money", role=INDIRECT).listed
    assert found(both, using("github.com/a/money")) == []


def test_without_a_base_nothing_changes_hands() -> None:
    uses = using("github.com/b/money")
    assert list(pol_names.owner_changes(uses.listed, judged(uses), [])) == []


def requirement_sets() -> Iterator[tuple[str, ModuleUses]]:
    """What each go.mod at the head of a repository of the corpus uses."""
    corpus = shared.corpus()
    heads = {}
    for entry in sorted(corpus.index(), key=lambda entry: str(entry["date"])):
        heads[entry["repo"]] = entry
    for entry in heads.values():
        files = {
            path: corpus.blobs[blob]
            for path, blob in entry["files"].items()
            if path.endswith("go.mod") and b"require" in corpus.blobs[blob]
        }
        tree = Tree(MemoryFiles(files))
        for path, data in files.items():
            if "testdata" not in path and go_mod.parse(data).is_readable:
                folder = path.rpartition("/")[0]
                yield f"{entry['repo']}:{path}", module_uses.of_module(tree, folder)


def test_no_alarm_over_the_requirement_sets_of_the_corpus() -> None:
    count = 0
    for name, uses in requirement_sets():
        count += len(uses.listed)
        assert [(name, each.message) for each in found(uses)] == []
    assert count > 10_000


def test_known_are_repositories_that_several_projects_require() -> None:
    projects = {
        "one": {"example.com/a/b/v2", "gopkg.in/yaml.v3", "example.net/x/y"},
        "two": {"example.com/a/b/c", "gopkg.in/yaml.v3", "example.net/x/z"},
        "three": {"example.com/a/b/c", "gopkg.in/yaml.v3"},
    }
    assert known_repositories.paths(projects) == ["example.com/a/b/c", "gopkg.in/yaml.v3"]
    hosted = {name: {"github.com/a/b/v2", f"github.com/a/b/{name}"} for name in projects}
    assert known_repositories.paths(hosted) == ["github.com/a/b/v2"]


def test_each_known_repository_stands_there_once() -> None:
    lines = Path(FILE).read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert len(known.repositories()) == len(lines)
    assert not module_path.unfetchable(set(lines))
