"""A module that replaces another one, for tests of what is said of replacements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hooks.tree.tree import Tree
from hooks.verdicts import graph
from hooks.verdicts.module_graph import ModuleGraph
from hooks.verdicts.replacements import Target, targets
from tests.memory import memory_tree, module_file

MODULE = "module example.com/app\n\ngo 1.21\n\n"
LIB = "module example.com/lib\n"
REQUIRED = "require example.com/lib v1.0.0\n"


def tree(files: dict[str, str], **others: Iterable[str]) -> Tree:
    """The tree of these files; `others` as for `MemoryFiles`."""
    return memory_tree({path: text.encode() for path, text in files.items()}, **others)


def targets_of(judged: Tree, folder: str = "") -> Sequence[Target]:
    """What the go.mod in a folder replaces modules with."""
    at = module_file(judged, folder)
    return targets(at.file, folder, at.path)


def graph_of(judged: Tree, folder: str = "") -> ModuleGraph:
    """The module graph that counts in a folder."""
    loaded = graph.in_force(judged, folder)
    assert loaded is not None
    return loaded
