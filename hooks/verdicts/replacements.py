"""What a module is replaced with, https://go.dev/ref/mod#go-mod-file-replace.

In a main module the replacement of one version goes before that of every version.
In a workspace those of go.work go before all of its modules', whatever the version
(https://go.dev/ref/mod#go-work-file-replace); of the modules, the last one listed
wins, unless it replaces one version and differs from one listed before it: then the
go command calls them conflicting.
"""

from __future__ import annotations

from ..tree.paths import directory, parent
from ..values.module_version import ModuleVersion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..formats.modfile.directives import Replacement
    from ..formats.modfile.file import ModFile


class Target:
    """Where a replacement leads.

    `replaces` is the module and version that is replaced (version "": every version),
    `written` the target as it stands in the file `path` (version "": a directory) and
    `vendored` as modules.txt names it. `directory` is the folder in the tree, None where
    the target is a module; one that begins with "../" or "/" lies outside.
    """

    __slots__ = ("column", "directory", "line", "path", "replaces", "vendored", "written")

    def __init__(
        self, replacement: Replacement, folder: str, path: str, use_path: str | None = None
    ) -> None:
        """Of the file at `path`, the go.mod or go.work in `folder`; `use_path` is how the
        workspace names that folder, None for a go.work and outside of workspaces."""
        self.path = path
        self.line = replacement.line
        self.column = replacement.column
        self.replaces = replacement.module
        self.written = ModuleVersion(replacement.target, replacement.target_version)
        self.vendored = self.written
        self.directory: str | None = None
        if not replacement.target_version:
            self.directory = directory(folder, replacement.target)
            if use_path is not None:
                self.vendored = ModuleVersion(_from_workspace(use_path, replacement.target), "")


def targets(
    file: ModFile | None, folder: str, path: str, use_path: str | None = None
) -> Sequence[Target]:
    """The targets of a file's replacements, in file order; see `Target` for the arguments."""
    if file is None or not file.replaces:
        return []
    if use_path is not None:
        return [Target(each, folder, path, use_path) for each in file.replaces]
    return file.once(_targets, path)  # several checks ask, and many commits hold the same file


def _targets(file: ModFile, path: str) -> list[Target]:
    """The same of the file at a path, as seen from where it lies."""
    folder = parent(path)
    return [Target(each, folder, path) for each in file.replaces]


def _from_workspace(use_path: str, target: str) -> str:
    """The directory `target` of the module that a workspace uses as `use_path`, seen from the
    workspace, as `go work vendor` writes it."""
    if target.startswith("/"):
        return target
    parts: list[str] = []
    for part in f"{use_path}/{target}".split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    if not parts:
        return "."
    return "/".join(parts if parts[0] == ".." else [".", *parts])


class Replacements:
    """The replacements that apply together.

    `own` are those of the go.mod, or of the go.work of a workspace; `members` those of the
    workspace's modules, in the order of use.
    """

    __slots__ = ("_known", "_members", "_own", "every")

    def __init__(self, own: Sequence[Target], members: Iterable[Sequence[Target]] = ()) -> None:
        self.every = [*own]
        self._own = _by_path(own)
        # By path and version, those of the modules with the place of each module in the order
        self._members: dict[str, dict[str, list[tuple[int, Target]]]] = {}
        self._known: dict[ModuleVersion, tuple[Target | None, Target | None]] = {}
        for place, replaced in enumerate(members):
            self.every += replaced
            for path, by_version in _by_path(replaced).items():
                known = self._members.setdefault(path, {})
                for version, target in by_version.items():
                    known.setdefault(version, []).append((place, target))

    @property
    def paths(self) -> set[str]:
        """The modules that are replaced at some version."""
        return {*self._own, *self._members}

    def of(self, module: ModuleVersion) -> Target | None:
        """What a module is replaced with; None where it is not."""
        return self._applying(module)[0]

    def conflicting(self, module: ModuleVersion) -> tuple[Target, Target] | None:
        """Two replacements that the go command calls conflicting when it meets the module."""
        first, second = self._applying(module)
        return (first, second) if first is not None and second is not None else None

    def _applying(self, module: ModuleVersion) -> tuple[Target | None, Target | None]:
        """The replacement that applies, and one that conflicts with it."""
        if module not in self._known:
            self._known[module] = self._search(module.path, module.version)
        return self._known[module]

    def _search(self, path: str, version: str) -> tuple[Target | None, Target | None]:
        by_version = self._own.get(path)
        if by_version is not None:
            own = by_version.get(version) or by_version.get("")
            if own is not None:
                return own, None
        members = self._members.get(path)
        if members is None:
            return None, None
        from bisect import bisect_left  # only in a workspace

        every = members.get("", [])
        last, chosen = -1, None
        for place, other in members.get(version, ()) if version else ():
            above = bisect_left(every, (place,))
            if above and every[above - 1][0] > last:
                chosen = every[above - 1][1]
            if chosen is not None and other.written != chosen.written:
                return chosen, other
            last, chosen = place, other
        if every and every[-1][0] > last:
            chosen = every[-1][1]
        return chosen, None


def _by_path(replaced: Sequence[Target]) -> dict[str, dict[str, Target]]:
    """By module path and version; of two replacements of one version the last counts."""
    tables: dict[str, dict[str, Target]] = {}
    for target in replaced:
        replaces = target.replaces
        tables.setdefault(replaces.path, {})[replaces.version] = target
    return tables


def of_module(file: ModFile | None, folder: str, path: str) -> Replacements:
    """The replacements of one go.mod."""
    return Replacements(targets(file, folder, path))
