"""Modules of which go.mod and go.sum show at once that the module graph has no problem.

Most modules are, and then the graph need not be built, nor the code loaded that builds it.
"""

from __future__ import annotations

from ..formats import go_sum
from ..values import module_path
from . import load
from .load_module import GO_MODULES, go_line_problem, older_toolchain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..tree.tree import Tree
    from ..values.releases import Release


def is_trivially_sound(tree: Tree, folder: str, releases: Sequence[Release]) -> bool:
    """Whether go.mod and go.sum show at once that `graph.module` reports nothing.

    Nothing is replaced or excluded, so that every module in the graph is remote and
    listed; each is listed once, and go.sum holds the hash of its go.mod.
    """
    file, sums = tree.go_mod(folder), tree.go_sum(folder)
    if file is None or sums is None or file.replaces or file.excludes or sums.malformed:
        return False
    paths = {module.path for module in file.requirements}
    own_path = file.module.path if file.module is not None else ""
    if len(paths) < len(file.requirements) or not paths.isdisjoint((*GO_MODULES, own_path)):
        return False
    if go_line_problem(file) is not None:
        return False
    if older_toolchain(file) is not None or go_sum.missing_go_mods(sums, file.requirements):
        return False
    return not module_path.unfetchable(paths) and not load.module(tree, folder, releases)
