from __future__ import annotations

import pytest

from hooks.tree.tree import Tree
from hooks.verdicts import graph_facts
from hooks.verdicts.graph_facts import GraphFacts
from tests.memory import MemoryFiles
from tests.modules import MemoryCache, go_sum
from tests.verdicts.test_known_modules import LOW, MODULES, go_mod, tree_of


def facts_of(tree: Tree) -> GraphFacts:
    found = graph_facts.of_module(tree, "")
    assert found is not None
    return found


def test_who_asks_for_what() -> None:
    facts = facts_of(tree_of(LOW))
    module = facts.modules["x.y/b"]
    assert (module.version, module.is_listed, module.is_direct) == ("v1.2.0", True, True)
    assert [(str(each), each.wanted) for each in module.required_by] == [
        ("m.x/m", "v1.1.0"),
        ("x.y/a@v1.0.0", "v1.2.0"),
    ]
    assert [str(each) for each in module.raised_by] == ["x.y/a@v1.0.0"]
    assert [(each.module, each.listed, each.asked_by) for each in facts.updates] == [
        ("x.y/b", "v1.1.0", "x.y/a@v1.0.0")
    ]
    assert facts.is_complete


def test_a_module_that_is_listed_twice_would_be_listed_once() -> None:
    main = go_mod("m.x/m", "1.21", "x.y/b v1.1.0", "x.y/b v1.2.0")
    told = [(each.module, each.listed, each.version) for each in facts_of(tree_of(main)).updates]
    assert told == [("x.y/b", "v1.1.0", "v1.2.0")]


@pytest.mark.parametrize("name", ["go", "toolchain"])
def test_a_requirement_called_like_a_line_would_go(name: str) -> None:
    main = go_mod("m.x/m", "1.21", "x.y/b v1.2.0", f"{name} v1.0.0")
    facts = facts_of(tree_of(main))
    told = [(each.module, each.listed, each.version) for each in facts.updates]
    assert told == [(name, "v1.0.0", "")]
    assert name not in facts.modules


def test_the_chain_that_leads_to_a_version() -> None:
    facts = facts_of(tree_of(go_mod("m.x/m", "1.21", "x.y/old v1.0.0", "x.y/b v1.1.0")))
    ways = {path: [str(each) for each in facts.chain(path)] for path in facts.modules}
    assert ways == {
        "x.y/old": ["m.x/m"],
        "x.y/c": ["m.x/m", "x.y/old@v1.0.0"],
        "x.y/b": ["m.x/m", "x.y/old@v1.0.0", "x.y/c@v1.0.0"],
        "x.y/d": ["m.x/m", "x.y/old@v1.0.0", "x.y/c@v1.0.0", "x.y/b@v1.2.0"],
    }


def test_what_is_not_known_is_told() -> None:
    facts = facts_of(tree_of(LOW, without=("x.y/a@v1.0.0",)))
    assert not facts.is_complete
    assert [module.path for module in facts.unknown] == ["x.y/a"]


def test_what_nobody_reads_is_not_missed() -> None:
    """x.y/b is mentioned, and pruned out."""
    main = go_mod("m.x/m", "1.21", "x.y/a v1.0.0")
    facts = facts_of(tree_of(main, without=("x.y/b@v1.2.0",)))
    assert facts.modules["x.y/b"].is_known
    assert facts.is_complete


def test_hashes_that_are_missing() -> None:
    hashes = go_sum({name: text for name, text in MODULES.items() if "/a@" not in name})
    facts = facts_of(tree_of(LOW, {"go.sum": hashes.encode()}))
    assert [str(each) for each in facts.missing_sums] == ["x.y/a@v1.0.0"]


def test_main_modules_are_not_listed() -> None:
    files = {
        "go.work": b"go 1.21\n\nuse (\n\t./m\n\t./n\n)\n",
        "m/go.mod": go_mod("m.x/m", "1.21", "m.x/n v1.0.0", "x.y/a v1.0.0 // indirect"),
        "m/go.sum": go_sum(MODULES).encode(),
        "n/go.mod": go_mod("m.x/n", "1.21", "x.y/b v1.1.0"),
    }
    facts = graph_facts.of_workspace(Tree(MemoryFiles(files), modules=MemoryCache(MODULES)), "")
    assert facts is not None
    assert facts.mains == ["m.x/m", "m.x/n"]
    assert {path: each.version for path, each in facts.modules.items()} == {
        "x.y/a": "v1.0.0",
        "x.y/b": "v1.2.0",
        "x.y/d": "v1.1.0",
    }
    assert [path for path, each in facts.modules.items() if each.is_direct] == ["x.y/b"]
