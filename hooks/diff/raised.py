"""Who raised an indirect requirement: the modules that ask for the version that it has now.

Of modules outside of the tree only those are known whose go.mod is at hand, see
`verdicts.module_graph`.
"""

from __future__ import annotations

from ..tree.paths import parent
from ..verdicts import graph_facts
from .rows import REQUIREMENT, UPGRADED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..tree.tree import Tree
    from ..verdicts.graph_facts import GraphFacts
    from .rows import DiffRow


def mark_raised(rows: Sequence[DiffRow], after: Tree) -> None:
    """Set `raised_by` of the indirect requirements that were upgraded; `after` is the tree of the
    new side. Modules that changed themselves come first: one of them is the cause."""
    known: dict[str, GraphFacts | None] = {}
    changed = {f"{row.module}@{row.after}" for row in rows if row.section == REQUIREMENT}
    for row in rows:
        if row.section != REQUIREMENT or not row.indirect or row.change != UPGRADED:
            continue
        if row.path not in known:
            known[row.path] = graph_facts.of_module(after, parent(row.path))
        facts = known[row.path]
        module = facts.modules.get(row.module) if facts is not None else None
        if module is not None and module.version == row.after:
            names = [str(each) for each in module.raised_by if each.version]
            row.raised_by = sorted(names, key=lambda name: name not in changed)
