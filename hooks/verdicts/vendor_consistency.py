"""Vendor consistency: vendor/modules.txt against go.mod, or go.work and its modules.

https://go.dev/ref/mod#vendoring: the go command compares what the main modules
require and replace with what modules.txt marks as explicit and as replaced. It
compares nothing else.
"""

from __future__ import annotations

from ..formats import kinds
from ..formats.problem import Problem
from ..values import semver
from ..values.module_version import ModuleVersion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..formats.modfile.directives import Requirement
    from ..formats.modfile.file import GoMod
    from ..formats.modules_txt import ModulesTxt, VendoredModule
    from .replacements import Replacements, Target


class Required:
    """A requirement, and its place in the file `path`."""

    __slots__ = ("column", "line", "module", "path")

    def __init__(self, path: str, requirement: Requirement) -> None:
        self.path = path
        self.line = requirement.line
        self.column = requirement.column
        self.module = requirement.module


class MainModules:
    """The main module, or those of a workspace, as a vendored build looks at them.

    `files` are their go.mod files, each with its path. `marked` tells whether the go line
    asks for what `go mod vendor` marks since Go 1.14. `replaced` are the replacements, each
    path and version once, as written.
    """

    __slots__ = ("_first", "_replacements", "marked", "paths", "replaced", "required")

    def __init__(
        self, files: Sequence[tuple[str, GoMod]], replacements: Replacements, marked: bool
    ) -> None:
        self.marked = marked
        self.paths = {file.module.path for _, file in files if file.module}
        self.required = [
            Required(path, required) for path, file in files for required in file.requires
        ]
        self._first: dict[str, Required] = {}
        for each in self.required:
            self._first.setdefault(each.module.path, each)
        self._replacements = replacements
        self.replaced = _each_once(replacements.every)

    def replacement(self, module: ModuleVersion) -> Target | None:
        """The replacement that applies to a module and version.

        There is none for "every version" of a main module.
        """
        if self._is_main(module):
            return None
        pair = self._replacements.conflicting(module)
        return self._replacements.of(module) if pair is None else pair[0]

    def conflict(self, module: ModuleVersion) -> Target | None:
        """A replacement of just this version that differs from that of a module listed above."""
        pair = None if self._is_main(module) else self._replacements.conflicting(module)
        return None if pair is None else pair[1]

    def _is_main(self, module: ModuleVersion) -> bool:
        return not module.version and module.path in self.paths

    def requirement(self, path: str) -> Required | None:
        """The first requirement of a module, at whatever version."""
        return self._first.get(path)


def _each_once(targets: Iterable[Target]) -> list[Target]:
    """One replacement for each path and version: of one file the last, of several the first
    file's."""
    chosen: dict[ModuleVersion, Target] = {}
    for target in targets:
        known = chosen.get(target.replaces)
        if known is None or known.path == target.path:
            chosen[target.replaces] = target
    return list(chosen.values())


_NOTHING = ModuleVersion("", "")


class Vendored:
    """What modules.txt says of one module and version, all its blocks together.

    `line` is its first line, `explicit` the line of the mark, `replaced` the
    line that names `target` (0: none); of several replacements the last counts.
    """

    __slots__ = ("explicit", "line", "replaced", "target")

    def __init__(self, line: int) -> None:
        self.line = line
        self.explicit = 0
        self.replaced = 0
        self.target = _NOTHING


class VendorList:
    """vendor/modules.txt as the go command arranges it before it compares.

    `modules` maps path and version to what is said of them. `built` are the
    modules that packages are taken from: of one path, each whose version is
    above those listed before it. `newest` is the last of them, by path. `first` is what is
    said of the first module of a path, `first_version` the first version of it.
    """

    __slots__ = ("built", "first", "first_version", "modules", "newest")

    def __init__(self, listing: ModulesTxt | None) -> None:
        self.modules: dict[ModuleVersion, Vendored] = {}
        self.built: list[ModuleVersion] = []
        self.newest: dict[str, str] = {}
        self.first: dict[str, Vendored] = {}
        self.first_version: dict[str, str] = {}
        for block in listing.modules if listing else ():
            self._add(block)

    def _add(self, block: VendoredModule) -> None:
        module = block.module_version
        known = self.modules.get(module)
        if known is None:
            known = self.modules[module] = Vendored(block.line)
            self.first.setdefault(block.path, known)
            if block.version:
                self.first_version.setdefault(block.path, block.version)
        known.explicit = known.explicit or block.explicit
        if block.target:
            known.replaced = block.line
            known.target = block.source
        if block.packages:
            newest = self.newest.get(block.path)
            if newest is None or semver.compare(newest, block.version) < 0:
                self.newest[block.path] = block.version
                self.built.append(module)

    def line(self, module: ModuleVersion) -> int:
        """The line of this module, or of another version of it; 0 without one."""
        known = self.modules.get(module) or self.first.get(module.path)
        return known.line if known else 0


class Comparison:
    """One modules.txt, found at `path`, beside what it must agree with.

    `by_module` (Go up to 1.21): every replaced module of modules.txt is compared
    with the replacement that applies to it, not only those that a go.mod names.
    """

    __slots__ = ("by_module", "listed", "mains", "path")

    def __init__(self, path: str, listed: VendorList, mains: MainModules, by_module: bool) -> None:
        self.path = path
        self.listed = listed
        self.mains = mains
        self.by_module = by_module

    def problems(self) -> list[Problem]:
        """Each disagreement, in the order of the go command's report."""
        return [
            *self._conflicting_replacements(),
            *self._unmarked_requirements(),
            *self._unmarked_replacements(),
            *self._unrequired_marks(),
            *self._unfounded_replacements(),
        ]

    def _conflicting_replacements(self) -> Iterator[Problem]:
        """Two modules of a workspace that replace one version differently."""
        modules = [target.replaces for target in self.mains.replaced]
        modules += [module for module, said in self.listed.modules.items() if said.replaced]
        for module in dict.fromkeys(modules):
            other = self.mains.conflict(module)
            if other is not None:
                message = f"conflicting replacements for {module}"
                yield _of_replacement(kinds.CONFLICTING_REPLACEMENTS, module, message, other)

    def _unmarked_requirements(self) -> Iterator[Problem]:
        """What is required but not marked explicit, or (old form) vendored at another version."""
        for required in self.mains.required:
            module = required.module
            said = self.listed.modules.get(module)
            if said is not None and said.explicit:
                continue
            newest = self.listed.newest.get(module.path)
            if self.mains.marked:
                kind, other = kinds.VENDOR_NOT_EXPLICIT, module
                message = f"{module} is required, but {self._instead(module)}"
            elif newest is not None and newest != module.version:
                kind, other = kinds.VENDOR_OTHER_VERSION, ModuleVersion(module.path, newest)
                message = f"{module} is required, but modules.txt has {other}"
            else:
                continue
            yield Problem(
                kind,
                message,
                required.line,
                required.column,
                path=required.path,
                other_path=self.path,
                other_line=self.listed.line(other),
                module=module.path,
                version=module.version,
            )

    def _instead(self, module: ModuleVersion) -> str:
        """What modules.txt says of a module that it does not mark explicit."""
        if module in self.listed.modules:
            return "modules.txt does not mark it explicit"
        version = self.listed.first_version.get(module.path)
        return f"modules.txt has {version}" if version else "modules.txt does not list it"

    def _unmarked_replacements(self) -> Iterator[Problem]:
        """What go.mod replaces and modules.txt does not, or differently."""
        for target in self.mains.replaced:
            module = target.replaces
            applying = target if self.by_module else self.mains.replacement(module)
            said = self.listed.modules.get(module)
            if said is None or not said.replaced:
                if applying is not None and (self.mains.marked or self._is_built(module)):
                    message = f"{module} is replaced, but not in modules.txt"
                    other = (self.path, self.listed.line(module))
                    kind = kinds.VENDOR_NOT_MARKED_REPLACED
                    yield _of_replacement(kind, module, message, target, *other)
            elif applying is None or applying.vendored != said.target:
                if applying is None:
                    message = f"{module.path} is a main module, but replaced in modules.txt"
                else:
                    message = _differently(module, applying.vendored, said.target)
                other = (self.path, said.replaced)
                kind = kinds.VENDOR_REPLACED_DIFFERENTLY
                yield _of_replacement(kind, module, message, target, *other)

    def _is_built(self, module: ModuleVersion) -> bool:
        """Whether packages are taken from just this version of a module."""
        return bool(module.version) and self.listed.newest.get(module.path) == module.version

    def _unrequired_marks(self) -> Iterator[Problem]:
        """What is marked explicit but not required."""
        required = {each.module for each in self.mains.required}
        for module in self.listed.built:
            said = self.listed.modules[module]
            if said.explicit and module not in required:
                message = f"{module} is marked explicit, but not required"
                other = self.mains.requirement(module.path)
                yield self._of_list(
                    kinds.VENDOR_EXPLICIT_NOT_REQUIRED, module, message, said.explicit, other
                )

    def _unfounded_replacements(self) -> Iterator[Problem]:
        """What is marked replaced but is not, or (up to Go 1.21) differently."""
        for module, said in self.listed.modules.items():
            if not said.replaced:
                continue
            applying = self.mains.replacement(module)
            if applying is None:
                message = f"{module} is marked replaced, but nothing replaces it"
                kind = kinds.VENDOR_REPLACED_NOT_IN_GOMOD
                yield self._of_list(kind, module, message, said.replaced)
            elif self.by_module and applying.vendored != said.target:
                message = _differently(module, applying.vendored, said.target)
                kind = kinds.VENDOR_REPLACED_DIFFERENTLY
                yield self._of_list(kind, module, message, said.replaced, applying)

    def _of_list(
        self,
        kind: str,
        module: ModuleVersion,
        message: str,
        line: int,
        other: Required | Target | None = None,
    ) -> Problem:
        """A problem of modules.txt."""
        return Problem(
            kind,
            message,
            line,
            1,
            path=self.path,
            other_path=other.path if other is not None else "",
            other_line=other.line if other is not None else 0,
            module=module.path,
            version=module.version,
        )


def _of_replacement(
    kind: str,
    module: ModuleVersion,
    message: str,
    target: Target,
    other_path: str = "",
    other_line: int = 0,
) -> Problem:
    """A problem of a replacement."""
    return Problem(
        kind,
        message,
        target.line,
        target.column,
        path=target.path,
        other_path=other_path,
        other_line=other_line,
        module=module.path,
        version=module.version,
    )


def _differently(module: ModuleVersion, used: ModuleVersion, marked: ModuleVersion) -> str:
    return f"{module} is replaced by {used}, but by {marked} in modules.txt"
