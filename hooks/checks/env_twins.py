"""ENV203: files that take the place of a module's own where case does not count.

A clone on such a file system, as those of Windows and macOS are by default, holds one file for
both paths. No module is in the folder of the other one, so no check judges it.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import quoted, run
from ..tree import scope
from . import unstaged
from .ven_edits import COMPILED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..tree.tree import Tree

_READ = (*COMPILED, "/modules.txt")


def findings(tree: Tree, paths: Iterable[str], judged: Iterable[str]) -> Iterator[Finding]:
    """Those of these paths, module files and files below vendor by their names, whose folder
    differs from one of the `judged` in case alone: the first of each folder."""
    twins, told = unstaged.Twins(sorted(judged)), set()
    for path in paths:
        folder = scope.owner(path) or ""
        twin = twins.of(folder)
        if not twin or folder in told or not tree.files.oid(path):
            continue
        if "/vendor/" in path and not path.endswith(_READ):
            continue
        told.add(folder)
        message = f"takes the place of {twin}{path[len(folder) :]} where case does not count, "
        message += f"though {folder} has no module that is judged"
        hints = [run(f"git rm -r --cached {quoted(folder)}")]
        yield Finding("ENV203", path, 0, 0, message, hints=hints, target=twin)
