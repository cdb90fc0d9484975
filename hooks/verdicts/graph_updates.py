"""What go.mod lists against what the module graph selects, https://go.dev/ref/mod#mvs.

The go command wants each module listed at the version that is selected: the highest
that any go.mod in the graph requires. The go line counts as a requirement as well,
from Go 1.21 on and for go lines from 1.21 on
(https://go.dev/ref/mod#go-mod-file-go).
"""

from __future__ import annotations

from ..formats.kinds import UPDATES_NEEDED
from ..formats.modfile.file import WITHOUT_GO_LINE
from ..formats.problem import UPDATE_OUTSIDE, Problem
from ..values import go_version, semver
from .load_module import GO_MODULES, older_toolchain
from .module_graph import newest_go

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..formats.modfile.directives import Requirement
    from ..tree.tree import ModFileRef
    from ..values.module_version import ModuleVersion
    from .module_graph import ModuleGraph


class Update:
    """One change that go.mod would need.

    `module` is to be listed at `version` instead of `listed` (in `line`); "go" and
    "toolchain" stand for those lines, and a `version` of "" for "not at all".
    `asked_by` is the go.mod that asks for it, in `asked_line`; "" where it is go.mod itself. One
    that `is_outside` is not in the tree, and `asked_by` the module with its version.
    """

    __slots__ = ("asked_by", "asked_line", "is_outside", "line", "listed", "module", "version")

    def __init__(
        self,
        module: str,
        listed: str,
        line: int,
        version: str,
        asked: tuple[str, int, bool] = ("", 0, False),
    ) -> None:
        """`asked` are `asked_by`, `asked_line` and `is_outside`."""
        self.module = module
        self.listed = listed
        self.line = line
        self.version = version
        self.asked_by, self.asked_line, self.is_outside = asked

    def __repr__(self) -> str:
        asked = f"{self.asked_by}:{self.asked_line}"
        return f"Update({self.module} {self.listed} -> {self.version}, {asked})"


class UpdatesNeeded(Problem):
    """go.mod would have to change; `updates` are the changes that are known."""

    __slots__ = ("updates",)

    updates: Sequence[Update]

    def __init__(self, path: str, updates: Sequence[Update]) -> None:
        line = updates[0].line if updates else 0
        is_outside = bool(updates) and all(update.is_outside for update in updates)
        super().__init__(
            UPDATES_NEEDED,
            "updates to go.mod needed",
            line,
            1,
            path=path,
            update=UPDATE_OUTSIDE if is_outside else "",
        )
        object.__setattr__(self, "updates", updates)


class Requirements:
    """What a main module requires, as the releases from 1.21 on see it (`with_go`) or older
    ones.

    `versions` are those that count, by path; `repeated` are requirements of a module that is
    listed at another version as well.
    """

    __slots__ = ("_counting", "at", "excluded", "file", "repeated", "versions", "with_go")

    def __init__(self, at: ModFileRef, excluded: Collection[ModuleVersion], with_go: bool) -> None:
        self.at = at
        self.file = at.file
        self.excluded = excluded
        self.with_go = with_go
        self.versions = {module.path: module.version for module in self.file.requirements}
        self._counting: dict[str, Requirement] = {}
        self.repeated: list[Requirement] = []
        if excluded or len(self.versions) < len(self.file.requirements):
            self._read_each()
        if with_go:
            self._drop_go_modules()

    def requirement(self, path: str) -> Requirement:
        """The line that lists a module at the version that counts."""
        required = self._counting.get(path)
        if required is None:
            required = next(each for each in self.file.requires if each.path == path)
            self._counting[path] = required
        return required

    def _read_each(self) -> None:
        """Take every requirement that is not excluded; of a module's versions the highest
        counts."""
        for required in self.file.requires:
            if self.excluded and required.module in self.excluded:
                continue
            kept = self._counting.setdefault(required.path, required)
            if kept is not required and kept.version != required.version:
                if semver.compare(required.version, kept.version) > 0:
                    self._counting[required.path] = required
                    kept, required = required, kept
                self.repeated.append(required)
        self.versions = {path: each.version for path, each in self._counting.items()}

    def _drop_go_modules(self) -> None:
        """Requirements of the names that stand for the go and toolchain lines."""
        lines = {"go": self.file.go, "toolchain": self.file.toolchain}
        self.repeated += [
            self.requirement(name)
            for name, line in lines.items()
            if line is not None and name in self.versions
        ]

    def updates(self, graph: ModuleGraph | None) -> list[Update]:
        """The changes that go.mod needs; without a graph those that it needs by itself."""
        updates = list(self._of_itself())
        if graph is not None:
            updates += self.asked_by(graph, graph.edges)
        return sorted(updates, key=lambda update: update.line)

    def asked_by(self, graph: ModuleGraph, modules: Collection[ModuleVersion]) -> list[Update]:
        """The changes that some modules of a graph ask for: of each module in go.mod the highest
        version, and the newest go line."""
        asking = [module for module in graph.edges if module in modules]
        updates = list(self._of_modules(graph, asking))
        if self.with_go:
            updates += self._of_go_lines(graph, asking)
        return sorted(updates, key=lambda update: update.line)

    def _of_itself(self) -> Iterator[Update]:
        for required in self.repeated:
            kept = "" if required.path in GO_MODULES else self.versions[required.path]
            yield Update(required.path, required.version, required.line, kept)
        for required in self.file.requires if self.excluded else ():
            if required.module in self.excluded:
                yield Update(required.path, required.version, required.line, "")
        module = self.file.module
        if module is not None and module.path in self.versions and not self.file.is_pruned:
            required = self.requirement(module.path)
            yield Update(required.path, required.version, required.line, "")
        if self.with_go:
            yield from self._of_go_modules()

    def _of_go_modules(self) -> Iterator[Update]:
        """Requirements of Go itself, and a toolchain line that names no newer toolchain than
        the go line does."""
        for name in GO_MODULES:
            if name in self.versions and self.requirement(name) not in self.repeated:
                required = self.requirement(name)
                yield Update(name, required.version, required.line, "")
        toolchain, go = self.file.toolchain, self.file.go
        if toolchain is None:
            return
        listed = go.version if go else WITHOUT_GO_LINE
        if older_toolchain(self.file) is not None or toolchain.name == "go" + listed:
            yield Update("toolchain", toolchain.name, toolchain.line, "")

    def _of_modules(self, graph: ModuleGraph, asking: Sequence[ModuleVersion]) -> Iterator[Update]:
        listed = set(graph.roots.modules)
        own_path = self.file.module.path if self.file.module else ""
        higher: dict[str, tuple[ModuleVersion, ModuleVersion]] = {}
        for module in asking:
            requirements = graph.read[module].requirements
            for required in set(requirements).difference(listed):
                path, version = required.path, required.version
                if path not in self.versions or path == own_path:
                    continue
                if required in self.excluded:
                    continue
                known = higher[path][0].version if path in higher else self.versions[path]
                if semver.compare(version, known) > 0:
                    higher[path] = (required, module)
        for path, (wanted, module) in higher.items():
            listed_at = self.requirement(path)
            line, is_outside = graph.read[module].line_of(wanted), module in graph.remote
            asked = (graph.name_of(module), line, is_outside)
            yield Update(path, listed_at.version, listed_at.line, wanted.version, asked)

    def _of_go_lines(self, graph: ModuleGraph, asking: Sequence[ModuleVersion]) -> Iterator[Update]:
        found = newest_go([(graph.read[module], module) for module in asking])
        go = self.file.go
        listed = go.version if go else ""
        if found is None:
            return
        newest, module = found
        if newest.go_order > go_version.order(listed or WITHOUT_GO_LINE):
            asked = (graph.name_of(module), newest.go_line, module in graph.remote)
            yield Update("go", listed, go.line if go else 0, newest.go, asked)
