"""Which module provides an imported package, https://go.dev/ref/mod#resolve-pkg-mod.

A package may be in any module whose path begins its import path. The contents of the main
module and of modules that it replaces by directories of the tree are known; of the others it
is known that they are required. One of these that may have the package is an answer; of
several, vendor/modules.txt or the versions may tell which one it is.
"""

from __future__ import annotations

from ..tree import tree as trees
from ..tree.paths import is_outside
from ..values.module_version import ModuleVersion
from . import go_files, replacements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..formats.modfile.directives import Requirement
    from ..tree.tree import Tree
    from .go_files import GoFiles

STANDARD = "standard"  # the standard library, or nobody knows
OWN = "own"  # the main module
ONE = "one"  # the one required module in `modules`
SEVERAL = "several"  # one of several in `modules`, and it is not known which
AMBIGUOUS = "ambiguous"  # more than one: an error
LACKING = "lacking"  # the modules that might have it, of this tree, lack it
UNREQUIRED = "unrequired"  # none of the requirements


class Provider:
    """An answer: `kind` is one of the above, `modules` are paths of modules ("" for the main
    module)."""

    __slots__ = ("kind", "modules")

    def __init__(self, kind: str, modules: Sequence[str] = ()) -> None:
        self.kind = kind
        self.modules = modules

    def __repr__(self) -> str:
        return f"Provider({self.kind}, {list(self.modules)})"


_STANDARD = Provider(STANDARD)
_OWN = Provider(OWN)


class Providers:
    """The modules that may provide what the module of `files` imports.

    `required` are its requirements by module path, `replaced` its replacements."""

    __slots__ = ("_known", "_local", "_unrequired", "files", "replaced", "required", "tree")

    def __init__(self, files: GoFiles) -> None:
        self.files = files
        self.tree: Tree = files.tree
        file, folder = files.file, files.folder
        self.required: dict[str, Requirement] = {each.path: each for each in file.requires}
        self.replaced = replacements.of_module(file, folder, self.tree.go_mod_path(folder))
        self._unrequired = {each.path for each in file.replaces} - self.required.keys()
        self._local: dict[str, GoFiles | None] = {}
        self._known: dict[str, Provider] = {}

    def of(self, import_path: str) -> Provider:
        """Who provides a package."""
        known = self._known.get(import_path)
        if known is None:
            known = self._known[import_path] = self._search(import_path)
        return known

    def candidates(self, import_path: str) -> list[str]:
        """The modules that may have a package by their paths, "" for the main module."""
        own = [] if self.files.named_by(import_path) is None else [""]
        return [*own, *self._required_for(import_path)]

    def _required_for(self, import_path: str) -> list[str]:
        """The requirements that may have a package, the longest path first."""
        return [path for path in beginnings(import_path) if path in self.required]

    def _search(self, import_path: str) -> Provider:
        if import_path in ("", "C", "unsafe") or import_path[:1] == ".":
            return _STANDARD
        own = self.files.named_by(import_path)
        having: list[str] = [""] if own is not None and self.files.has_package(own) else []
        lacking = [""] if own is not None and not having else []
        open_ones = []
        for path in self._required_for(import_path):
            local = self.local(path)
            if local is None:
                open_ones.append(path)
            else:
                folder = import_path[len(path) + 1 :]
                (having if local.has_package(folder) else lacking).append(path)
        if len(having) > 1:
            return Provider(AMBIGUOUS, having)
        if having and not open_ones:
            return Provider(ONE, having) if having[0] else _OWN
        if having:
            return Provider(SEVERAL, [*having, *open_ones]) if having[0] else _OWN
        if open_ones:
            return self._of_open(import_path, open_ones)
        if not is_external(import_path):
            return _STANDARD
        replaced = self.replaced_only(import_path)
        if lacking and not (replaced and self._replacing(replaced, import_path)):
            return Provider(LACKING, lacking)
        return Provider(UNREQUIRED)

    def _of_open(self, import_path: str, candidates: Sequence[str]) -> Provider:
        """The one of these required modules that has the package, the longest path first.

        A folder with a go.mod of its own is not part of the module around it: where a module
        and the one in a folder of it were released together, as the same version, the package
        is in the latter. go.sum tells of modules that are in the module graph only.
        """
        folder, longest = self.files.folder, candidates[0]
        listed = self.tree.once(_by_package, folder).get(import_path)
        if listed is not None and listed in candidates:
            return Provider(ONE, [listed])
        hashed = self.tree.once(_hashed, folder)
        for path in beginnings(import_path):
            if path == longest:
                break
            if path in self._unrequired and self._replacing(path, import_path):
                return Provider(UNREQUIRED)
            if path in hashed:
                together = self._released(longest) in hashed[path]
                return Provider(UNREQUIRED) if together else Provider(SEVERAL, candidates)
        version = self._released(longest)
        if all(version and self._released(other) == version for other in candidates[1:]):
            return Provider(ONE, [longest])
        return Provider(SEVERAL, candidates)

    def _released(self, path: str) -> str:
        """The version of a required module as it was released; "" for one that is replaced."""
        module = self.required[path].module
        return "" if self.replaced.of(module) is not None else module.version

    def local(self, path: str) -> GoFiles | None:
        """The files of a required module that is replaced by a directory of the tree; None for
        other modules, and where the directory cannot be seen."""
        if path not in self._local:
            self._local[path] = self._directory(path, self.required[path].version)
        return self._local[path]

    def _directory(self, path: str, version: str) -> GoFiles | None:
        """The files of the directory of the tree that replaces a module and version."""
        target = self.replaced.of(ModuleVersion(path, version))
        place = None if target is None else target.directory
        if place is None or is_outside(place):
            return None
        if self.tree.go_mod_status(place) != trees.FOUND:
            return None
        return go_files.of_module(self.tree, place)

    def _replacing(self, path: str, import_path: str) -> bool:
        """Whether a directory of the tree that replaces a module, which is not required, has a
        package."""
        files = self._directory(path, "")
        return files is not None and files.has_package(import_path[len(path) + 1 :])

    def replaced_only(self, import_path: str) -> str:
        """The module that is replaced, not required, and that might have the package; "" where
        there is none."""
        for path in beginnings(import_path):
            if path in self._unrequired:
                return path
        return ""


def is_external(import_path: str) -> bool:
    """Whether an import path cannot be one of the standard library."""
    return import_path[:1] != "." and "." in import_path.partition("/")[0]


def beginnings(import_path: str) -> Iterator[str]:
    """The paths that modules with the package may have, the longest first."""
    while import_path:
        yield import_path
        import_path = import_path.rpartition("/")[0]


def _hashed(tree: Tree, folder: str) -> dict[str, set[str]]:
    """The versions of each module that go.sum has a hash of."""
    sums = tree.go_sum(folder)
    versions: dict[str, set[str]] = {}
    for name in sums.index if sums is not None else ():
        path, _, version = name.decode("utf-8", "surrogateescape").partition(" ")
        versions.setdefault(path, set()).add(version.removesuffix("/go.mod"))
    return versions


def _by_package(tree: Tree, folder: str) -> dict[str, str]:
    """The module of each package that vendor/modules.txt lists."""
    listing = tree.modules_txt(folder)
    modules = listing.modules if listing is not None else ()
    return {package: module.path for module in modules for package in module.packages}
