"""Which hashes of go.sum count where a module is built: its own, and those of its workspace
(https://go.dev/ref/mod#go-sum-files, https://go.dev/ref/mod#workspaces)."""

from __future__ import annotations

from ..formats import go_sum
from ..values.module_version import ModuleVersion
from ..verdicts import replacements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..formats.go_sum import GoSum
    from ..tree.tree import Tree
    from ..verdicts.graph_checksums import MissingChecksum
    from ..verdicts.replacements import Replacements
    from ..verdicts.workspace import Workspace


def of_go_mod(checksum: ModuleVersion) -> ModuleVersion:
    """The module and version under which go.sum has the hash of a module's go.mod."""
    return ModuleVersion(checksum.path, checksum.version + "/go.mod")


class BuildContext:
    """Where the module in `folder` is built: alone, or in the workspace that uses it.

    `has_no_sums`: there is no go.sum that counts; `is_malformed`: its own cannot be read.
    """

    __slots__ = (
        "_folder",
        "_own",
        "_replacements",
        "_space",
        "_tree",
        "has_no_sums",
        "is_malformed",
    )

    def __init__(self, tree: Tree, folder: str) -> None:
        self._tree = tree
        self._folder = folder
        at = tree.workspace_of(folder)
        self._space = None if at is None else _workspace(tree, at)
        self._replacements: Replacements | None = None
        own = self._own = tree.go_sum(folder)
        self.has_no_sums = own is None
        if own is None and at is not None:
            self.has_no_sums = not tree.once(_has_sums, at)
        self.is_malformed = own is not None and bool(own.malformed)

    def has_hash(self, checksum: ModuleVersion) -> bool:
        """Whether a hash that the go command can use is there; the version ends in "/go.mod"
        for that of go.mod."""
        if self._has_own(checksum):
            return True
        if self._space is None:
            return False
        return self._tree.once(_union, self._space.folder).has_h1(checksum.path, checksum.version)

    def lacks_alone(self, problem: MissingChecksum) -> bool:
        """Whether the module's own go.sum lacks a hash that others of the workspace have."""
        if self._space is None or problem.module in self._space.paths:
            return False
        return not self._has_own(of_go_mod(problem.checksum))

    def _has_own(self, checksum: ModuleVersion) -> bool:
        return self._own is not None and self._own.has_h1(checksum.path, checksum.version)

    def checksum_of(self, module: ModuleVersion) -> ModuleVersion | None:
        """The module and version that go.sum names for a required one; None where it names
        none: a directory, or another module of the workspace."""
        target = self._applying.of(module)
        if target is not None:
            return target.written if target.directory is None else None
        if self._space is None or module.path not in self._space.paths:
            return module
        return None

    @property
    def _applying(self) -> Replacements:
        if self._space is not None:
            return self._space.replacements
        if self._replacements is None:
            file, path = self._tree.go_mod(self._folder), self._tree.go_mod_path(self._folder)
            self._replacements = replacements.of_module(file, self._folder, path)
        return self._replacements


def _workspace(tree: Tree, folder: str) -> Workspace:
    """The workspace of the go.work in `folder`."""
    from ..verdicts.workspace import Workspace  # not where a module stands alone

    return tree.once(Workspace, folder)


def _has_sums(tree: Tree, folder: str) -> bool:
    """Whether a workspace has any go.sum."""
    return any(True for _ in _workspace(tree, folder).sums())


def _union(tree: Tree, folder: str) -> GoSum:
    """The hashes of a workspace, taken together."""
    return go_sum.union([file for _, file in _workspace(tree, folder).sums()])
