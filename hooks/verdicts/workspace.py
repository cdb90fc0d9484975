"""A workspace: the modules that a go.work uses, and what they require and replace together.

https://go.dev/ref/mod#workspaces
"""

from __future__ import annotations

from ..formats.problem import Problem
from ..values import semver
from .graph_dependencies import is_pruned
from .graph_load import Roots, load
from .graph_reading import Sums
from .loading import OF_GO
from .replacements import Replacements, WorkspaceReplacements
from .sources import join
from .workspace_members import members

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ..formats.go_sum import GoSum
    from ..formats.mod_file import GoMod
    from .graph_load import Graph
    from .replacements import Name
    from .sources import Sources


class Member:
    """A module of a workspace: its folder, and its go.mod with its path."""

    __slots__ = ("folder", "go_mod", "path")

    def __init__(self, folder: str, path: str, go_mod: GoMod) -> None:
        self.folder = folder
        self.path = path
        self.go_mod = go_mod


class Workspace:
    """The modules of the go.work in `folder`, in the order of their use lines; those that
    are not in the tree are left out. `paths` are the module paths that they declare.

    Of those that declare the same path the last one counts for the graph."""

    __slots__ = (
        "_loaded",
        "_whole",
        "excluded",
        "folder",
        "members",
        "paths",
        "replacements",
        "sources",
    )

    def __init__(self, sources: Sources, folder: str) -> None:
        self._whole: Graph | None = None
        self.sources = sources
        self.folder = folder
        self.members = list(_members(sources, folder))
        declared = [member.go_mod.module for member in self.members]
        self.paths = {one.path for one in declared if one is not None}
        self._loaded = list({_declared(one): one for one in self.members}.values())
        self.excluded = {
            (one.path, one.version) for member in self._loaded for one in member.go_mod.excludes
        }
        work = sources.go_work(folder)
        own = Replacements(work.replaces if work else (), folder, join(folder, "go.work"))
        self.replacements = WorkspaceReplacements(
            own, [Replacements(one.go_mod.replaces, one.folder, one.path) for one in self._loaded]
        )

    def graph(self, with_go: bool, unreadable: Collection[str] = ()) -> Graph:
        """The module graph of all members; `with_go` where "go" and "toolchain" are no modules.

        Where members list a module below the version that is selected, that version is
        listed for all of them, and so is what it requires.
        """
        names: dict[Name, None] = {}
        deep: set[Name] = set()
        for member in self._loaded:
            found = member.go_mod.names
            names.update(dict.fromkeys(one for one in found if one not in self.excluded))
            if not is_pruned(member.go_mod):
                deep.update(found)
        while True:
            graph = load(
                self.sources,
                Roots(list(names), deep, as_listed=True),
                self.replacements,
                excluded=self.excluded,
                unreadable=unreadable,
                without=OF_GO if with_go else (),
            )
            more = self._raised(graph)
            before = len(names)
            names.update(dict.fromkeys(more))
            if len(names) == before:
                return graph

    def whole(self) -> Graph:
        """The graph with nothing left out for being unreadable."""
        if self._whole is None:
            self._whole = self.graph(with_go=True)
        return self._whole

    def _raised(self, graph: Graph) -> list[Name]:
        """The modules that are selected at a version above one listed, and what they require."""
        listed: dict[str, set[str]] = {}
        for path, version in graph.roots.names:
            listed.setdefault(path, set()).add(version)
        versions: dict[str, list[str]] = {}
        for path, version in graph.walk():
            if path in listed:
                versions.setdefault(path, []).append(version)
        found = []
        for path, some in versions.items():
            if len(some) > 1:
                selected = max(some, key=semver.key)
                if listed[path] != {selected}:
                    name = (path, selected)
                    found += [name, *graph.edges.get(name, ())]
        return found

    def sums(self) -> Iterator[tuple[str, GoSum]]:
        """The go.sum files that count together, and their paths."""
        for member in self.members:
            found = self.sources.go_sum(member.folder)
            if found is not None:
                yield self.sources.go_sum_path(member.folder), found
        found = self.sources.go_work_sum(self.folder)
        if found is not None:
            yield join(self.folder, "go.work.sum"), found

    def malformed_sums(self) -> Sums:
        """The first of them that has a malformed line; an empty one without."""
        for path, found in self.sums():
            if found.malformed:
                return Sums(found, path, complete=True)
        return Sums(None, "", complete=True)

    def conflict(self, graph: Graph) -> Problem | None:
        """Two members that replace a module of the graph differently."""
        for name in [*graph.local, *graph.absent, *graph.remote]:
            found = self.replacements.conflicting(*name)
            if found is not None:
                first, second = found
                message = f"conflicting replacements found for {name[0]}@{name[1]} in workspace "
                message += f"modules defined by {first.path} and {second.path}"
                return Problem(
                    "conflicting-replacements", message, second.line, 1, path=second.path
                )
        return None


def of(sources: Sources, folder: str) -> Workspace:
    """The workspace of the go.work in `folder`, taken together once."""
    key = ("workspace", folder)
    found = sources.memo.get(key)
    if not isinstance(found, Workspace):
        found = sources.memo[key] = Workspace(sources, folder)
    return found


def _declared(member: Member) -> str:
    """The module path that a member declares; its file where it declares none."""
    return member.go_mod.module.path if member.go_mod.module else member.path


def _members(sources: Sources, folder: str) -> Iterator[Member]:
    for one in members(sources, folder):
        go_mod = sources.go_mod(one)
        if go_mod is not None:
            yield Member(one, sources.go_mod_path(one), go_mod)
