"""A module that vendors another one, for tests of what is said of modules.txt."""

from __future__ import annotations

from hooks.tree.tree import Tree
from hooks.values.releases import Release
from tests.memory import memory_tree

RELEASES = [Release(22, 12), Release(24, 13)]
GO_MOD = "module example.com/m\n\ngo 1.18\n\nrequire a.b/c v1.0.0\n"
BLOCK = "# a.b/c v1.0.0\n## explicit; go 1.18\na.b/c\n"


def tree(go_mod: str = GO_MOD, modules_txt: str = BLOCK, **others: str) -> Tree:
    """The tree of a go.mod, a modules.txt and other files."""
    files = {"go.mod": go_mod, "vendor/modules.txt": modules_txt, **others}
    return memory_tree({path: text.encode() for path, text in files.items()})
