"""The go.mod of a directory that a module is replaced with, as the go command reads it.

Only its module, go and require lines count; what else it holds is passed over,
and so are most mistakes (https://go.dev/ref/mod#go-mod-file-replace).
"""

from __future__ import annotations

from ..values import go_version
from .loading import WITHOUT_GO_LINE, applying
from .sources import join, parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..formats.mod_file import GoMod
    from ..formats.problem import Problem
    from ..values.releases import Release
    from .replacements import Name
    from .sources import Sources

FIRST_PRUNED = go_version.order("1.17")
FIRST_ASKED = go_version.order("1.21")
FIRST_THAT_ASKS_FOR_GO = 21

FOUND, MISSING, UNKNOWN = "found", "missing", "unknown"


class Dependency:
    """A go.mod that is read for what it requires.

    `requires` are modules and versions in file order. `pruned` tells that what these
    require in turn need not be looked at (https://go.dev/ref/mod#graph-pruning). `go` is
    its go line, "" without one.
    """

    __slots__ = ("go", "go_order", "path", "problems", "pruned", "requires", "tree")

    def __init__(self, path: str, tree: GoMod) -> None:
        self.path = path
        self.tree = tree
        self.requires = tree.names
        self.go = tree.lax_go
        self.go_order = go_version.order(self.go or WITHOUT_GO_LINE)
        self.pruned = self.go_order >= FIRST_PRUNED
        self.problems = tree.lax_problems

    def faults(self, release: Release) -> list[Problem]:
        """What a release says of the file as a dependency's."""
        return applying(self.problems, release) if self.problems else []

    @property
    def asks_for_go(self) -> bool:
        """Whether the go line is one that some release minds: 1.21 or newer."""
        return self.go_order >= FIRST_ASKED

    def is_too_new(self, release: Release) -> bool:
        """Whether a release is older than the go line and minds."""
        if release.minor < FIRST_THAT_ASKS_FOR_GO:
            return False
        return self.go_order > _order(release)

    def line_of(self, name: Name) -> int:
        """The line that requires a module at a version, from 1; 0 without one."""
        for one in self.tree.requires:
            if (one.path, one.version) == name:
                return one.line
        return 0


def is_pruned(tree: GoMod) -> bool:
    """Whether a main module's go line allows to prune the module graph."""
    return go_version.order(tree.go.version if tree.go else WITHOUT_GO_LINE) >= FIRST_PRUNED


def standing(sources: Sources, folder: str) -> str:
    """Whether a directory holds a go.mod: FOUND, MISSING, or UNKNOWN where a symbolic link
    or a submodule hides it."""
    if folder[:1] == "/" or folder == ".." or folder.startswith("../"):
        return MISSING
    files = sources.files
    path = join(folder, "go.mod")
    while True:
        kind = files.kind(path)
        if kind in ("link", "submodule"):
            return UNKNOWN
        if kind or not path:
            return FOUND if kind == "file" and path == join(folder, "go.mod") else MISSING
        path = parent(path)


def dependency(sources: Sources, folder: str) -> Dependency | str:
    """The dependency in a directory; MISSING or UNKNOWN where none can be read."""
    key = ("graph dependency", folder)
    found = sources.memo.get(key)
    if found is None:
        found = standing(sources, folder)
        if found == FOUND:
            tree = sources.go_mod(folder)
            found = MISSING if tree is None else Dependency(join(folder, "go.mod"), tree)
        sources.memo[key] = found
    return found  # type: ignore[return-value]


def newest_go(found: Sequence[Dependency]) -> Dependency | None:
    """Of the dependencies whose go line counts (1.21 and newer), one with the newest."""
    asking = [one for one in found if one.asks_for_go]
    return max(asking, key=lambda one: one.go_order) if asking else None


def _order(release: Release) -> go_version.Key:
    """Where a release stands among Go versions; worked out once."""
    found = _orders.get(release)
    if found is None:
        found = _orders[release] = go_version.order(release.version)
    return found


_orders: dict[Release, go_version.Key] = {}
