"""What the entries of a policy look at, how far each looks, and how it names a module."""

from __future__ import annotations

from ..rules.policy import DIRECT_ALONE, VENDORED, WHOLE_GRAPH
from ..verdicts.module_uses import DIRECT, GRAPH, INDIRECT, REPLACEMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..rules.policy import Entry
    from ..tree.tree import ModFileRef, Tree
    from ..verdicts.module_uses import ModuleUse, ModuleUses


class Judged:
    """What the policies look at: a go.mod or go.work (`at`) of a tree with what it uses."""

    __slots__ = ("at", "tree", "uses")

    def __init__(self, tree: Tree, at: ModFileRef, uses: ModuleUses) -> None:
        self.tree = tree
        self.at = at
        self.uses = uses


def reached(entry: Entry, uses: ModuleUses) -> list[ModuleUse]:
    """The uses that an entry looks at, in the files that it holds for."""
    every = uses.listed
    if entry.reach == WHOLE_GRAPH:
        every = [*every, *uses.in_graph()]
    elif entry.reach == DIRECT_ALONE:
        every = [use for use in every if use.role in (DIRECT, REPLACEMENT)]
    elif entry.reach == VENDORED:
        vendored = uses.vendored()
        every = [use for use in every if use.module.path in vendored]
    return [use for use in every if entry.holds_for(use.path)]


def shown(use: ModuleUse) -> str:
    """A module as a message names it, with what brings it in."""
    module = f"{use.module.path} {use.module.version}"
    if use.role == GRAPH:
        return f"{module}, which {use.through[-1]} requires,"
    if use.role == REPLACEMENT and use.replaces != use.module.path:
        return f"{module}, which stands for {use.replaces},"
    return f"{module} (indirect)" if use.role == INDIRECT else module
