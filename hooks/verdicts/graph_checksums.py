"""Reading the go.mod of every module in the graph: what the go command reports.

For the go.mod of a remote module go.sum must hold its hash
(https://go.dev/ref/mod#go-sum-files); a replacement directory must hold a go.mod
that can be read and is not too new.
"""

from __future__ import annotations

from ..formats import go_sum
from ..formats.kinds import (
    DEP_TOO_NEW,
    GOSUM_FIELDS,
    GOSUM_MISSING,
    PATH_MALFORMED,
    REPLACE_NO_GOMOD,
)
from ..formats.problem import Problem
from ..values import module_path
from .load_module import GO_MODULES
from .module_graph import FIRST_THAT_ASKS_FOR_GO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ..formats.go_sum import GoSum
    from ..tree.tree import ModFileRef
    from ..values.module_version import ModuleVersion
    from ..values.releases import Release
    from .module_graph import Dependency, ModuleGraph
    from .replacements import Target

FIRST_THAT_COUNTS_FIELDS = 22  # older releases do not see what follows a malformed line


class UnreachedReplacement(Problem):
    """A replacement whose directory has no go.mod, as soon as its module (`required`) is
    required."""

    __slots__ = ("required", "target")

    required: ModuleVersion
    target: Target

    def __init__(self, required: ModuleVersion, target: Target) -> None:
        shown = target.written
        message = (
            f"{required} (replaced by {shown}): reading {shown}/go.mod: no such file or directory"
        )
        super().__init__(REPLACE_NO_GOMOD, message, target.line, 1, path=target.path)
        object.__setattr__(self, "required", required)
        object.__setattr__(self, "target", target)


class MissingChecksum(Problem):
    """A go.sum line that is needed to read a module's go.mod.

    `checksum` is the module and version that the line would begin with, without
    "/go.mod": those of the replacement, where there is one. `via` is the
    go.mod that requires the module, "" where the main module does; `is_outside` tells whether
    that one lies outside of the tree, `read_by_build` whether a plain build may want the hash,
    see `ModuleGraph.read_by_build`.
    """

    __slots__ = ("checksum", "is_outside", "read_by_build", "via")

    checksum: ModuleVersion
    is_outside: bool
    read_by_build: bool
    via: str

    def __init__(
        self,
        module: ModuleVersion,
        checksum: ModuleVersion,
        place: tuple[str, int, str, bool],
        read_by_build: bool,
    ) -> None:
        path, line, via, is_outside = place
        replaced = "" if checksum == module else f" (replaced by {checksum})"
        message = f"{module}{replaced}: missing go.sum entry for go.mod file"
        super().__init__(
            GOSUM_MISSING, message, line, 1, path=path, module=module.path, version=module.version
        )
        object.__setattr__(self, "checksum", checksum)
        object.__setattr__(self, "is_outside", is_outside)
        object.__setattr__(self, "read_by_build", read_by_build)
        object.__setattr__(self, "via", via)


class UsableSums:
    """The go.sum that counts, None where there is no such file; `path` is where it lies.

    If `complete`, missing hashes are not reported: in a workspace the go command adds
    them to go.work.sum.
    """

    __slots__ = ("_above_malformed", "complete", "malformed", "path", "sums")

    def __init__(self, sums: GoSum | None, path: str, complete: bool = False) -> None:
        self.sums = sums
        self.complete = complete
        self.path = path
        self.malformed = sums.malformed if sums is not None else []
        self._above_malformed: GoSum | None = None

    def alike(self, releases: Sequence[Release]) -> list[list[Release]]:
        """The releases, those together that read the file alike."""
        if not self.malformed:
            return [list(releases)]
        old = [release for release in releases if self.is_cut(release)]
        new = [release for release in releases if not self.is_cut(release)]
        return [some for some in (old, new) if some]

    def is_cut(self, release: Release) -> bool:
        """Whether a release sees only the lines above a malformed one."""
        return bool(self.malformed) and release.minor < FIRST_THAT_COUNTS_FIELDS

    def malformed_line(self) -> Problem:
        """What newer releases report of the malformed line."""
        line, count = self.malformed[0]
        return Problem(GOSUM_FIELDS, f"wrong number of fields {count}", line, 1, path=self.path)

    def missing(self, modules: Collection[ModuleVersion], release: Release) -> set[ModuleVersion]:
        """Those of the modules of whose go.mod a release finds no hash."""
        if self.complete:
            return set()
        if self.sums is None:
            return set(modules)
        seen = self.sums
        if self.is_cut(release):
            if self._above_malformed is None:
                self._above_malformed = self.sums.before_malformed()
            seen = self._above_malformed
        return go_sum.missing_go_mods(seen, modules)


def problems(
    main: ModFileRef | None, graph: ModuleGraph, sums: UsableSums, release: Release
) -> Iterator[Problem]:
    """What a release reports, in its order, up to the first problem other than a missing hash.

    `main` is the go.mod that it reads first; None in a workspace.
    """
    if graph.remote and sums.malformed and not sums.is_cut(release):
        yield sums.malformed_line()
        return
    fetched = dict(zip(graph.remote, graph.remote, strict=True))
    fetched.update((module, fork.written) for module, fork in graph.remote.items() if fork)
    faults = _faults(graph, fetched, release)
    missing = sums.missing(fetched.values(), release)
    if not faults and not missing:
        return
    places = _Places(main, graph)
    near = graph.read_by_build() if missing else {}.keys()
    some_missing = False
    for module in graph.walk():
        checksum = fetched.get(module)
        if checksum is not None and checksum in missing:
            missing.discard(checksum)
            yield MissingChecksum(module, checksum, places.of(module), module in near)
            some_missing = True
            if sums.is_cut(release):
                return
        if module not in faults:
            continue
        first = faults[module][0]
        if first.kind != PATH_MALFORMED:
            yield from faults[module]
        elif not some_missing:  # else its hash is reported as missing as well
            path, line, *_ = places.of(module)
            yield first.with_place(path, line, first.column)
        return


def _faults(
    graph: ModuleGraph, fetched: Mapping[ModuleVersion, ModuleVersion], release: Release
) -> dict[ModuleVersion, list[Problem]]:
    """By module, why its go.mod cannot be read; `fetched` are what is fetched for them."""
    faults: dict[ModuleVersion, list[Problem]] = {}
    for module, absent in graph.absent.items():
        faults[module] = [UnreachedReplacement(module, absent)]
    for module in graph.suspects(release):
        read = graph.read[module]
        reported = [problem.with_path(read.path) for problem in read.errors(release)]
        if not reported and read.is_too_new(release):
            reported = [_too_new(graph, module, read)]
        if reported:
            faults[module] = reported
    unfetchable = module_path.unfetchable({module.path for module in fetched.values()})
    if unfetchable and release.minor >= FIRST_THAT_ASKS_FOR_GO:  # "go" is made up there
        unfetchable = {path: why for path, why in unfetchable.items() if path not in GO_MODULES}
    for module, origin in fetched.items() if unfetchable else ():
        path = origin.path
        if path in unfetchable:
            message = f'malformed module path "{path}": {unfetchable[path]}'
            faults[module] = [
                Problem(
                    PATH_MALFORMED, message, module=module.path, version=module.version, word=path
                )
            ]
    return faults


def _too_new(graph: ModuleGraph, module: ModuleVersion, read: Dependency) -> Problem:
    """A dependency that asks for a newer Go than the running one."""
    target = graph.local.get(module) or graph.remote.get(module)
    shown = module if target is None else target.written
    message = f"{module}: module {shown} requires go >= {read.go}"
    outside = module if module in graph.remote else None
    return Problem(
        DEP_TOO_NEW,
        message,
        read.go_line,
        1,
        path=graph.name_of(module),
        module=outside.path if outside else "",
        version=outside.version if outside else "",
        word=read.go,
    )


class _Places:
    """Where the main module's go.mod asks for the modules of a graph."""

    __slots__ = ("_graph", "_lines", "_parents", "_path", "_roots")

    def __init__(self, main: ModFileRef | None, graph: ModuleGraph) -> None:
        self._graph = graph
        self._parents = graph.parents()
        self._roots: dict[ModuleVersion, ModuleVersion] = {}
        self._path = main.path if main is not None else ""
        self._lines: dict[ModuleVersion, int] = {}
        for required in main.file.requires if main is not None else ():
            self._lines.setdefault(required.module, required.line)

    def of(self, module: ModuleVersion) -> tuple[str, int, str, bool]:
        """The file and line of the main module's requirement that leads to a module, and the
        go.mod that requires it where that is another, and whether that lies outside of the
        tree."""
        parent = self._parents.get(module)
        line = self._lines.get(self._root(module), 0)
        if parent is None:
            return self._path, line, "", False
        return self._path, line, self._graph.name_of(parent), parent in self._graph.remote

    def _root(self, module: ModuleVersion) -> ModuleVersion:
        """The main module's requirement that leads to a module."""
        way = []
        while module not in self._roots and module in self._parents:
            way.append(module)
            module = self._parents[module]
        root = self._roots.get(module, module)
        self._roots.update(dict.fromkeys(way, root))
        return root
