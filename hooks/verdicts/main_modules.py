"""What the main modules require and replace, as a vendored build looks at it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..formats.directives import Replacement, Requirement
    from ..formats.mod_file import GoMod, GoWork

    Name = tuple[str, str]  # a module path and a version, "" for every version


class Required:
    """A requirement, and its place in the file `path`."""

    __slots__ = ("column", "line", "name", "path")

    def __init__(self, path: str, requirement: Requirement) -> None:
        self.path = path
        self.line = requirement.line
        self.column = requirement.column
        self.name: Name = (requirement.path, requirement.version)


class Replaced:
    """A replacement, its place in the file `path`, and its target as modules.txt names it."""

    __slots__ = ("column", "line", "name", "path", "target", "written")

    def __init__(self, path: str, replacement: Replacement, target: str) -> None:
        self.path = path
        self.line = replacement.line
        self.column = replacement.column
        self.name: Name = (replacement.path, replacement.version)
        self.target: Name = (target, replacement.target_version)
        self.written: Name = (replacement.target, replacement.target_version)


class MainModules:
    """The main module, or those of a workspace, taken together.

    `marked` tells whether the go line asks for what `go mod vendor` marks since
    Go 1.14. Replacements of go.work go before those of the modules, and those of a
    module before those of the modules listed above it, whatever the version.
    """

    __slots__ = ("_modules", "_work", "marked", "paths", "required")

    def __init__(self, marked: bool) -> None:
        self.marked = marked
        self.paths: set[str] = set()
        self.required: list[Required] = []
        self._work: dict[Name, Replaced] = {}
        self._modules: list[dict[Name, Replaced]] = []

    def add_module(self, path: str, go_mod: GoMod, folder: str | None = None) -> None:
        """Take in a main module; `folder` is the way to it from its workspace, if it has one."""
        if go_mod.module:
            self.paths.add(go_mod.module.path)
        self.required += [Required(path, one) for one in go_mod.requires]
        table: dict[Name, Replaced] = {}
        self._modules.append(table)
        for one in go_mod.replaces:
            target = one.target
            if folder is not None and not one.target_version:
                target = from_workspace(folder, target)
            found = Replaced(path, one, target)
            table[found.name] = found

    def add_work(self, path: str, go_work: GoWork) -> None:
        """Take in the replacements of go.work."""
        for one in go_work.replaces:
            found = Replaced(path, one, one.target)
            self._work[found.name] = found

    @property
    def replaced(self) -> list[Replaced]:
        """What is replaced: each path and version once, as written."""
        found: dict[Name, Replaced] = dict(self._work)
        for table in self._modules:
            for name, one in table.items():
                found.setdefault(name, one)
        return list(found.values())

    def replacement(self, name: Name) -> Replaced | None:
        """The replacement that applies to a module and version.

        There is none for "every version" of a main module.
        """
        return self._replacement(name)[0]

    def conflict(self, name: Name) -> Replaced | None:
        """A replacement of just this version that says otherwise than a module listed above."""
        return self._replacement(name)[1]

    def _replacement(self, name: Name) -> tuple[Replaced | None, Replaced | None]:
        every = (name[0], "")
        if name == every and name[0] in self.paths:
            return None, None
        found = self._work.get(name) or self._work.get(every)
        if found is not None:
            return found, None
        for table in self._modules:
            other = table.get(name) or table.get(every)
            if other is None:
                continue
            if found is not None and other.name[1] and other.written != found.written:
                return found, other
            found = other
        return found, None

    def requirement(self, path: str) -> Required | None:
        """The first requirement of a module, at whatever version."""
        return next((one for one in self.required if one.name[0] == path), None)


def from_workspace(folder: str, target: str) -> str:
    """The directory `target` of a module in `folder`, as seen from the workspace.

    `folder` is relative to the workspace and may begin with "..".
    """
    if target.startswith("/"):
        return target
    parts: list[str] = []
    for part in f"{folder}/{target}".split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    if not parts:
        return "."
    return "/".join(parts if parts[0] == ".." else [".", *parts])
