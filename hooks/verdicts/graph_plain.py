"""Modules of which go.mod and go.sum show at once that `graph` has nothing to say.

Nothing is replaced or excluded, so that every module in the graph is remote and
listed; each is listed once, and go.sum holds the hash of its go.mod.
"""

from __future__ import annotations

from ..formats import go_sum
from ..values import module_path
from . import parse
from .loading import older_toolchain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..formats.mod_file import GoMod
    from ..values.releases import Release
    from .sources import Sources


def is_sound(sources: Sources, folder: str, releases: Sequence[Release]) -> bool:
    """Whether the verdict of `graph.module` is beyond doubt that nothing is wrong."""
    tree, sums = sources.go_mod(folder), sources.go_sum(folder)
    if tree is None or sums is None or tree.replaces or tree.excludes or sums.malformed:
        return False
    paths = {path for path, _ in tree.names}
    if len(paths) < len(tree.names) or not paths.isdisjoint(("go", "toolchain", _own(tree))):
        return False
    if older_toolchain(tree) is not None or go_sum.lacking(sums, tree.names):
        return False
    return not module_path.unfetchable(paths) and not parse.module(sources, folder, releases)


def _own(tree: GoMod) -> str:
    return tree.module.path if tree.module is not None else ""
