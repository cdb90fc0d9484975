"""What go.mod lists against what the module graph selects, https://go.dev/ref/mod#mvs.

The go command wants each module listed at the version that is selected: the highest
that any go.mod in the graph requires. The go line counts as a requirement as well,
from Go 1.21 on and for go lines from 1.21 on
(https://go.dev/ref/mod#go-mod-file-go).
"""

from __future__ import annotations

from ..values import go_version, semver
from .graph_dependencies import is_pruned, newest_go
from .graph_problems import Need
from .loading import OF_GO, WITHOUT_GO_LINE, older_toolchain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ..formats.directives import Requirement
    from ..formats.mod_file import GoMod
    from .graph_load import Graph
    from .replacements import Name


class Listed:
    """What a main module lists, as the releases from 1.21 on see it (`with_go`) or older ones.

    `versions` are those that count, by path; `twice` are requirements of a module that is
    listed at another version as well.
    """

    __slots__ = ("_found", "excluded", "go_mod", "path", "pruned", "twice", "versions", "with_go")

    def __init__(self, path: str, go_mod: GoMod, excluded: Collection[Name], with_go: bool) -> None:
        self.path = path
        self.go_mod = go_mod
        self.excluded = excluded
        self.with_go = with_go
        self.pruned = is_pruned(go_mod)
        self.versions = dict(go_mod.names)
        self._found: dict[str, Requirement] = {}
        self.twice: list[Requirement] = []
        if excluded or len(self.versions) < len(go_mod.names):
            self._one_by_one()
        if with_go:
            self._of_go()

    def requirement(self, path: str) -> Requirement:
        """The line that lists a module at the version that counts."""
        found = self._found.get(path)
        if found is None:
            every = self.go_mod.requires
            found = self._found[path] = next(one for one in every if one.path == path)
        return found

    def _one_by_one(self) -> None:
        """Take up every requirement that is not excluded."""
        for one in self.go_mod.requires:
            if self.excluded and (one.path, one.version) in self.excluded:
                continue
            kept = self._found.setdefault(one.path, one)
            if kept is not one and kept.version != one.version:
                self._again(kept, one)
        self.versions = {path: one.version for path, one in self._found.items()}

    def _again(self, kept: Requirement, other: Requirement) -> None:
        """Take up a second version of a module: the higher one is what counts."""
        if semver.compare(other.version, kept.version) > 0:
            self._found[other.path] = other
            kept, other = other, kept
        self.twice.append(other)

    def _of_go(self) -> None:
        """Requirements of the names that stand for the go and toolchain lines."""
        tree = self.go_mod
        lines = {"go": tree.go is not None, "toolchain": tree.toolchain is not None}
        self.twice += [
            self.requirement(name)
            for name, known in lines.items()
            if known and name in self.versions
        ]

    def needs(self, graph: Graph | None) -> list[Need]:
        """The changes that go.mod needs; without a graph those that it needs by itself."""
        found = list(self._of_itself())
        if graph is not None:
            found += self._of_modules(graph)
            if self.with_go:
                found += self._of_go_lines(graph)
        return sorted(found, key=lambda need: need.line)

    def _of_itself(self) -> Iterator[Need]:
        for one in self.twice:
            kept = self.versions[one.path]
            yield Need(one.path, one.version, one.line, "" if one.path in OF_GO else kept)
        for one in self.go_mod.requires if self.excluded else ():
            if (one.path, one.version) in self.excluded:
                yield Need(one.path, one.version, one.line, "")
        module = self.go_mod.module
        if module is not None and module.path in self.versions and not self.pruned:
            one = self.requirement(module.path)
            yield Need(one.path, one.version, one.line, "")
        if self.with_go:
            yield from self._of_toolchain()

    def _of_toolchain(self) -> Iterator[Need]:
        """A toolchain line that names no newer toolchain than the go line does."""
        for name in OF_GO:
            if name in self.versions and self.requirement(name) not in self.twice:
                one = self.requirement(name)
                yield Need(name, one.version, one.line, "")
        toolchain, go = self.go_mod.toolchain, self.go_mod.go
        if toolchain is None:
            return
        line = go.version if go else WITHOUT_GO_LINE
        if older_toolchain(self.go_mod) is not None or toolchain.name == "go" + line:
            yield Need("toolchain", toolchain.name, toolchain.line, "")

    def _of_modules(self, graph: Graph) -> Iterator[Need]:
        listed = set(graph.roots.names)
        module = self.go_mod.module.path if self.go_mod.module else ""
        higher: dict[str, tuple[str, Name]] = {}
        for name in graph.edges:
            for path, version in set(graph.local[name][1].requires).difference(listed):
                if path not in self.versions or path == module:
                    continue
                if self.excluded and (path, version) in self.excluded:
                    continue
                known = higher[path][0] if path in higher else self.versions[path]
                if semver.compare(version, known) > 0:
                    higher[path] = (version, name)
        for path, (version, name) in higher.items():
            one, dep = self.requirement(path), graph.local[name][1]
            line = dep.line_of((path, version))
            yield Need(path, one.version, one.line, version, dep.path, line)

    def _of_go_lines(self, graph: Graph) -> Iterator[Need]:
        newest = newest_go([graph.local[name][1] for name in graph.edges])
        go = self.go_mod.go
        listed = go.version if go else ""
        if newest is None or newest.go_order <= go_version.order(listed or WITHOUT_GO_LINE):
            return
        by_line = newest.tree.go.line if newest.tree.go else 0
        yield Need("go", listed, go.line if go else 0, newest.go, newest.path, by_line)
