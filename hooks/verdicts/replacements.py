"""What a module is replaced with, https://go.dev/ref/mod#go-mod-file-replace.

In a main module the replacement of one version goes before that of every version.
In a workspace those of go.work go before all of its modules', whatever the version
(https://go.dev/ref/mod#go-work-file-replace); of the modules, the last one listed
wins, unless it speaks of one version and says otherwise than one before it: then the
go command calls them conflicting.
"""

from __future__ import annotations

from .sources import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..formats.directives import Replacement

Name = tuple[str, str]  # a module path and a version; "" stands for every version


class Target:
    """Where a replacement leads.

    `directory` is the folder in the tree, None where the target is a module; one
    that begins with "../" or "/" lies outside. `name` is the target as a module
    and version. `written` is the target as it stands in the file `path`.
    """

    __slots__ = ("column", "directory", "line", "name", "path", "replaces", "written")

    def __init__(self, replacement: Replacement, folder: str, path: str) -> None:
        self.path = path
        self.line = replacement.line
        self.column = replacement.column
        self.replaces: Name = (replacement.path, replacement.version)
        self.written: Name = (replacement.target, replacement.target_version)
        self.name = self.written
        self.directory: str | None = None
        if not replacement.target_version:
            self.directory = directory(folder, replacement.target)

    @property
    def text(self) -> str:
        """The target as the go command shows it."""
        return self.written[0] + ("@" + self.written[1] if self.written[1] else "")


def is_absolute(target: str) -> bool:
    """Whether a directory is absolute in the form of some system: "/x", "C:\\x", "\\\\host"."""
    return target[:1] in ("/", "\\") or (target[1:2] == ":" and target[:1].isalpha())


def directory(folder: str, target: str) -> str:
    """The folder that a target names, seen from the module in `folder`."""
    return "/" + target.lstrip("/") if is_absolute(target) else join(folder, target)


class Replacements:
    """The replacements of one go.mod or go.work."""

    __slots__ = ("_found", "every")

    def __init__(self, found: Iterable[Replacement], folder: str, path: str) -> None:
        self.every = [Target(one, folder, path) for one in found]
        self._found: dict[str, dict[str, Target]] = {}
        for target in self.every:
            name, version = target.replaces
            self._found.setdefault(name, {})[version] = target

    @property
    def paths(self) -> frozenset[str]:
        """The modules that are replaced at some version."""
        return frozenset(self._found)

    def of(self, path: str, version: str) -> Target | None:
        """What a module is replaced with; None where it is not."""
        found = self._found.get(path)
        if found is None:
            return None
        return found.get(version) or found.get("")

    def conflicting(self, path: str, version: str) -> tuple[Target, Target] | None:
        """Two replacements that the go command calls conflicting when it meets the module."""
        return None


class WorkspaceReplacements(Replacements):
    """The replacements of a workspace: its go.work's and its modules', in the order of use."""

    __slots__ = ("_modules",)

    def __init__(self, work: Replacements, modules: Sequence[Replacements]) -> None:
        super().__init__((), "", "")
        self._found = work._found
        self._modules = [one for one in modules if one.every]
        self.every = [target for one in (work, *modules) for target in one.every]

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(one.replaces[0] for one in self.every)

    def of(self, path: str, version: str) -> Target | None:
        found = super().of(path, version)
        return found if found is not None else self._of_modules(path, version)[0]

    def conflicting(self, path: str, version: str) -> tuple[Target, Target] | None:
        if super().of(path, version) is not None:
            return None
        first, second = self._of_modules(path, version)
        return (first, second) if first is not None and second is not None else None

    def _of_modules(self, path: str, version: str) -> tuple[Target | None, Target | None]:
        """The replacement that applies, and one that conflicts with it."""
        found: Target | None = None
        for one in self._modules:
            other = one.of(path, version)
            if other is None:
                continue
            if found is not None and other.replaces[1] and other.written != found.written:
                return found, other
            found = other
        return found, None
