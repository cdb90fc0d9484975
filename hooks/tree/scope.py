"""Which modules and workspaces a change concerns.

A change reaches further than the folder it is made in: a module's verdicts read
the go.mod of every directory that it replaces a module with, and a workspace's
read those of its members. What a replaced module itself replaces does not count
(https://go.dev/ref/mod#go-mod-file-replace), so one step is enough.
"""

from __future__ import annotations

from .paths import MODULE_FILES, MODULES_TXT, WORKSPACE_FILES, directory, join, modules_txt, parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from ..formats.go_sum import GoSum
    from ..formats.modfile.file import ModFile
    from .tree import Tree


class Scope:
    """Folders, in byte order: `modules` hold a go.mod that is to be judged,
    `workspaces` a go.work, judged with its members as a whole."""

    __slots__ = ("modules", "workspaces")

    def __init__(self, modules: Iterable[str], workspaces: Iterable[str]) -> None:
        self.modules = sorted(modules)
        self.workspaces = sorted(workspaces)

    def __repr__(self) -> str:
        return f"Scope({self.modules}, {self.workspaces})"


def is_fixture(folder: str) -> bool:
    """Whether the go command's "./..." passes a folder by: testdata, a leading "." or "_"."""
    if "testdata" not in folder and "." not in folder and "_" not in folder:
        return False
    return any(part == "testdata" or part[:1] in (".", "_") for part in folder.split("/"))


def is_vendored(folder: str) -> bool:
    """Whether a folder is a vendor directory or lies below one."""
    return "vendor" in folder and "vendor" in folder.split("/")


class Places:
    """Which folders of a tree hold modules that are judged.

    Not below a vendor folder, nor in a fixture (see `is_fixture`) but with `includes_fixtures`,
    unless a judged go.work uses it; not what `excludes` names.
    """

    __slots__ = ("_excludes", "_includes_fixtures", "_members", "_tree", "_vendorings", "_vendors")

    def __init__(
        self,
        tree: Tree,
        *,
        includes_fixtures: bool = False,
        excludes: Callable[[str], bool] | None = None,
    ) -> None:
        self._tree = tree
        self._includes_fixtures = includes_fixtures
        self._excludes = excludes
        self._vendors: dict[str, bool] = {}
        self._vendorings: dict[str, str | None] = {}
        self._members: set[str] | None = None

    def is_skipped(self, folder: str) -> bool:
        """Whether a module in this folder is not judged."""
        if self._excludes is not None and self._excludes(folder + "/go.mod"):
            return True
        is_passed_by = not self._includes_fixtures and is_fixture(folder)
        return (is_passed_by or self.is_vendored(folder)) and folder not in self._used_members

    def is_vendored(self, folder: str) -> bool:
        """Whether a folder is a vendor folder or lies below one. One that is merely called so
        is a folder like any other."""
        return self.vendoring(folder) is not None

    def vendoring(self, folder: str) -> str | None:
        """The folder of the module whose vendor folder a folder is, or lies below; None where
        there is none."""
        if "vendor" not in folder:
            return None
        if folder not in self._vendorings:
            self._vendorings[folder] = self._vendoring(folder)
        return self._vendorings[folder]

    def _vendoring(self, folder: str) -> str | None:
        parts = folder.split("/")
        for number, part in enumerate(parts, 1):
            if part == "vendor" and (
                self._is_vendor_folder("/".join(parts[:number]))
                or self._is_copy(folder, "/".join(parts[number:]))
            ):
                return "/".join(parts[: number - 1])
        return None

    def _is_copy(self, folder: str, below: str) -> bool:
        """Whether the module in a folder lies where its path says, as older tools vendored it,
        which left no list; `below` is the folder's path below vendor."""
        file = self._tree.go_mod(folder) if below else None
        return file is not None and file.module is not None and file.module.path.startswith(below)

    def _is_vendor_folder(self, path: str) -> bool:
        known = self._vendors.get(path)
        if known is None:
            kind, beside = self._tree.files.kind, parent(path)
            names = [join(beside, name) for name in ("go.mod", "vendor.mod", "go.work")]
            names.append(join(path, "modules.txt"))
            known = self._vendors[path] = any(map(kind, names))
        return known

    @property
    def _used_members(self) -> set[str]:
        """The folders that the judged go.work files use."""
        if self._members is None:
            self._members = set()  # for the go.work files themselves: those of fixtures are skipped
            for folder in _folders(self._tree, ("go.work",), self.is_skipped):
                self._members.update(self._tree.workspace_members(folder))
        return self._members


def modules(tree: Tree, skip: Callable[[str], bool] | None = None) -> list[str]:
    """Every folder of the tree that holds a module."""
    return _folders(tree, ("go.mod", "vendor.mod"), skip or Places(tree).is_skipped)


def workspaces(tree: Tree, skip: Callable[[str], bool] | None = None) -> list[str]:
    """Every folder of the tree that holds a go.work."""
    return _folders(tree, ("go.work",), skip or Places(tree).is_skipped)


def _folders(tree: Tree, names: tuple[str, ...], skip: Callable[[str], bool]) -> list[str]:
    folders = set()
    for path in tree.files.names():
        folder, _, name = path.rpartition("/")
        if name in names and (not folder or not skip(folder)):
            if name == "vendor.mod" and tree.go_mod_path(folder) != path:
                continue
            folders.add(folder)
    return sorted(folders)


def sum_files(
    tree: Tree, modules: Sequence[str], workspaces: Sequence[str]
) -> Iterator[tuple[str, GoSum]]:
    """Every .sum file of modules and workspaces, given by their folders, by path."""
    paths = [path for folder in modules for path in tree.go_sum_paths(folder)]
    paths += [join(folder, "go.work.sum") for folder in workspaces]
    for path in paths:
        sums = tree.sums(path)
        if sums is not None:
            yield path, sums


def affected(
    tree: Tree,
    base: Tree | None,
    changed: Iterable[str],
    skip: Callable[[str], bool] | None = None,
    known: Sequence[str] | None = None,
) -> Scope:
    """What to judge in `tree` when the paths in `changed` differ from `base`; `known` are the
    tree's modules, where they are at hand.

    Paths that are gone count like any other: whoever still names them is in scope.
    """
    paths = set(changed)
    if not paths:
        return Scope((), ())
    known = modules(tree, skip) if known is None else known
    existing = set(known)
    owners = {*map(owner, paths), *map(_own_folder, paths)}
    touched = Touched(tree, base, paths)
    in_scope = {folder for folder in owners if folder in existing}
    if touched.modules or touched.links:
        tree.read_go_mods(known)
    elif touched:  # of what merely lies in a module, only those mind who keep a copy
        known = [folder for folder in _vendoring(tree) if folder in existing]
    in_scope.update(
        folder
        for folder in known
        if folder not in in_scope and replaces_touched(tree, folder, touched)
    )
    in_scope.update(_members_that_came_or_went(tree, base, paths) & existing)
    concerned = [
        folder
        for folder in workspaces(tree, skip)
        if folder in owners or _concerns_workspace(tree, folder, paths, touched)
    ]
    return Scope(in_scope, concerned)


def enclosing_modules(tree: Tree, paths: Iterable[str]) -> Iterator[str]:
    """The go.mod of the module that each of these files, or folders, lies in; none for those
    that say by their names what they belong to."""
    known: dict[str, str] = {}
    for path in paths:
        if owner(path) is None and path.rpartition("/")[2] not in WORKSPACE_FILES:
            folder = path if tree.files.kind(path) == "folder" else parent(path)
            yield join(_enclosing_module(tree, folder, known), "go.mod")


def of_sources(
    tree: Tree, base: Tree | None, changed: Iterable[str], skip: Callable[[str], bool]
) -> set[str]:
    """The modules whose Go files, or what these import, a change of these paths concerns: those
    that hold the files, before or after; the one around a module that came or went; and those
    that replace another module by a directory that lost files."""
    folders, gone = set(), []
    known: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for path in changed:
        held = owner(path)
        if held is not None:
            folders.add(held)
        if path[-3:] != ".go" and not path.endswith("/go.mod"):
            continue
        above = parent(path) if path[-3:] == ".go" else parent(parent(path))
        for each, seen in zip((tree, base), known, strict=True):
            if each is not None and held != above:
                folders.add(_enclosing_module(each, above, seen))
        if path[-3:] == ".go" and not tree.files.kind(path):
            gone.append(path)
    found = {
        folder
        for folder in folders
        if tree.files.oid(tree.go_mod_path(folder)) and not skip(folder)
    }
    for folder in modules(tree, skip) if gone else ():
        places = _directories(tree.go_mod(folder), folder)
        if any(path.startswith(f"{place}/") for place in places for path in gone):
            found.add(folder)
    return found


def owner(path: str) -> str | None:
    """The folder whose module a path belongs to by its name; None for other files."""
    before, vendor, _ = ("/" + path).partition("/vendor/")
    if vendor:
        return before[1:]
    return _own_folder(path)


def _own_folder(path: str) -> str | None:
    """The folder of a module file; None for other files."""
    folder, _, name = path.rpartition("/")
    return folder if name in MODULE_FILES else None


class Touched:
    """The directories that a change touches, seen by those who replace a module with one.

    `modules`: their go.mod came, went or changed. `links`: symbolic links and
    submodules that came, went or point elsewhere. `contents`: modules of which
    another file changed; that matters to those who keep a copy in a vendor folder.
    """

    __slots__ = ("_names", "contents", "links", "modules")

    def __init__(self, tree: Tree, base: Tree | None, paths: Iterable[str]) -> None:
        self.modules: set[str] = set()
        self.links: set[str] = set()
        self.contents: set[str] = set()
        known: dict[str, str] = {}
        places = Places(tree)
        for path in paths:
            folder, _, name = path.rpartition("/")
            if name == "go.mod":
                self.modules.add(folder)
            elif places.is_vendored(folder):
                continue
            elif _is_link(tree, path) or (base is not None and _is_link(base, path)):
                self.links.add(path)
            elif name not in MODULE_FILES and name not in WORKSPACE_FILES:
                self.contents.add(_enclosing_module(tree, folder, known))
        self._names: list[bytes] | None = None

    def __bool__(self) -> bool:
        return bool(self.modules or self.links or self.contents)

    def may_be_in(self, data: bytes, folder: str) -> bool:
        """Whether the go.mod of `folder` can name one of them: a cheap test before it is read.

        A target ends in the directory's name unless it goes up to it with dots
        alone, and a quoted target may hide it behind escapes.
        """
        if self._names is None:
            self._names = self._last_names()
        if len(self._names) > 64 or b"\\" in data:
            return True
        for name in self._names:
            if name in data and (
                data.endswith(name) or any(name + after in data for after in _AFTER)
            ):
                return True
        above = folder
        while above:
            above = parent(above)
            if above in self.modules or above in self.links or above in self.contents:
                return True
        return False

    def _last_names(self) -> list[bytes]:
        """The directories' last names, as they stand in targets."""
        paths = self.modules | self.links | self.contents
        names = {path.rpartition("/")[2].encode("utf-8", "surrogateescape") for path in paths}
        return [b"/" + name for name in names if name]

    def replaced_in(self, file: ModFile | None, folder: str) -> bool:
        """Whether a file's replacements lead to a touched go.mod, or to or through a touched
        link."""
        targets = _directories(file, folder)
        return any(target in self.modules or self.is_behind_link(target) for target in targets)

    def is_behind_link(self, directory: str) -> bool:
        """Whether a directory is a touched link or lies behind one."""
        while self.links and directory:
            if directory in self.links:
                return True
            directory = parent(directory)
        return False


# What may follow a directory's name in a go.mod
_AFTER = (b"\n", b"\r", b" ", b"\t", b"/", b'"', b"`")


def _is_link(tree: Tree, path: str) -> bool:
    return tree.files.kind(path) in ("link", "submodule")


def _directories(file: ModFile | None, folder: str) -> list[str]:
    """The directories that a file replaces modules with."""
    return [] if file is None or not file.replaces else file.once(_directories_of, folder)


def _directories_of(file: ModFile, folder: str) -> list[str]:
    return [directory(folder, each.target) for each in file.replaces if not each.target_version]


def _enclosing_module(tree: Tree, folder: str, known: dict[str, str]) -> str:
    """The folder of the module that holds the files of `folder`; `known` keeps the answers."""
    way = []
    while folder not in known:
        way.append(folder)
        if not folder or tree.files.kind(join(folder, "go.mod")) == "file":
            known[folder] = folder
        else:
            folder = parent(folder)
    known.update(dict.fromkeys(way, known[folder]))
    return known[folder]


def replaces_touched(tree: Tree, folder: str, touched: Touched) -> bool:
    """Whether the module in `folder` replaces another by a directory that was touched."""
    if not touched:
        return False
    data = tree.go_mod_data(folder)
    if data is None or b"=>" not in data or not touched.may_be_in(data, folder):
        return False
    file = tree.go_mod(folder)
    if touched.replaced_in(file, folder):
        return True
    if touched.contents.isdisjoint(_directories(file, folder)):
        return False
    return tree.files.kind(modules_txt(folder)) == "file"


def _vendoring(tree: Tree) -> list[str]:
    """The folders beside whose module a vendor folder with a modules.txt lies."""
    ending = "/" + MODULES_TXT
    paths = ["/" + path for path in tree.files.names()]
    return [path[1 : -len(ending)] for path in paths if path.endswith(ending)]


def _concerns_workspace(tree: Tree, folder: str, paths: Collection[str], touched: Touched) -> bool:
    """Whether a change concerns the workspace in `folder`."""
    if any(join(folder, name) in paths for name in WORKSPACE_FILES):
        return True
    for member in tree.workspace_members(folder):
        if any(join(member, name) in paths for name in MODULE_FILES):
            return True
        if touched.is_behind_link(member) or replaces_touched(tree, member, touched):
            return True
    if touched.replaced_in(tree.go_work(folder), folder):
        return True
    return _keeps_copies(tree, folder, touched.contents)


def _keeps_copies(tree: Tree, folder: str, contents: Collection[str]) -> bool:
    """Whether the workspace's vendor folder holds a copy of one of these modules."""
    listing = tree.modules_txt(folder) if contents else None
    return listing is not None and any(
        module.target and not module.target_version and join(folder, module.target) in contents
        for module in listing.modules
    )


def _members_that_came_or_went(tree: Tree, base: Tree | None, paths: Iterable[str]) -> set[str]:
    """The modules that a workspace used in the base and now does not, or the reverse."""
    moved: set[str] = set()
    for path in paths:
        folder, _, name = path.rpartition("/")
        if name == "go.work":
            before = base.workspace_members(folder) if base is not None else ()
            moved.update(set(before).symmetric_difference(tree.workspace_members(folder)))
    return moved
