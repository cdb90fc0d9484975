"""The module files of one tree, each read and parsed at most once."""

from __future__ import annotations

from .paths import directory, is_outside, join, modules_txt, parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from typing import Any, TypeVar

    from ..formats.go_source import GoSource
    from ..formats.go_sum import GoSum
    from ..formats.modfile.file import GoMod, GoWork, ModFile
    from ..formats.modules_txt import ModulesTxt
    from ..values.module_version import ModuleVersion
    from .files import FileTree, ModuleFiles

    T = TypeVar("T")

# Whether a directory holds a go.mod: UNKNOWN where a symbolic link or a submodule hides it
FOUND, MISSING, UNKNOWN = "found", "missing", "unknown"


class ParsedFiles:
    """Parsed files by the id of their content, for trees that have much in common; `pinned` are
    those outside of all trees, by their hash, `unparsed` the bytes of go.mod files that were only
    looked through."""

    __slots__ = (
        "go_mods",
        "go_sources",
        "go_sums",
        "go_works",
        "modules_txts",
        "pinned",
        "unparsed",
    )

    def __init__(self) -> None:
        self.unparsed: dict[str, bytes] = {}
        self.go_sources: dict[str, GoSource] = {}
        self.go_mods: dict[str, GoMod | None] = {}
        self.go_works: dict[str, GoWork | None] = {}
        self.go_sums: dict[str, GoSum | None] = {}
        self.modules_txts: dict[str, ModulesTxt | None] = {}
        self.pinned: dict[str, Any] = {}

    def forget(self, more_than: int) -> None:
        """Drop everything once one form holds more files than this."""
        caches: tuple[dict[str, Any], ...] = (self.go_mods, self.go_works, self.go_sums)
        for cache in (*caches, self.modules_txts, self.go_sources, self.unparsed):
            if len(cache) > more_than:
                cache.clear()


class ModFileRef:
    """A go.mod or go.work of a tree: the `folder` of its module or workspace, its `path`, and
    what it says (`file`)."""

    __slots__ = ("file", "folder", "is_workspace", "path")

    def __init__(self, folder: str, path: str, file: ModFile, is_workspace: bool) -> None:
        self.folder = folder
        self.path = path
        self.file = file
        self.is_workspace = is_workspace

    @property
    def go(self) -> str:
        """The version in the go line, "" without one."""
        return self.file.go.version if self.file.go else ""

    @property
    def edit(self) -> str:
        """The command that edits the file."""
        return "go work edit" if self.is_workspace else "go mod edit"


def _everywhere(folder: str) -> bool:
    return True


class Tree:
    """The module files of one tree.

    `folder` is the directory of a module or workspace, "" the root. Every
    reader gives None where no regular file is. Parsed files are shared: treat
    them as read-only. `modules` are the go.mod files outside of the tree that its go.sum
    files pin, None where nothing is known of them, and `looks_outside` tells for which folders
    they are asked.
    """

    __slots__ = (
        "_go_mod_paths",
        "_go_mods",
        "_go_works",
        "_latest",
        "_members",
        "_modules_txts",
        "_once",
        "_parsed",
        "_sums",
        "_workspaces",
        "files",
        "looks_outside",
        "modules",
    )

    def __init__(
        self,
        files: FileTree,
        parsed: ParsedFiles | None = None,
        modules: ModuleFiles | None = None,
    ) -> None:
        self.files = files
        self.modules = modules
        self.looks_outside: Callable[[str], bool] = _everywhere
        self._parsed = ParsedFiles() if parsed is None else parsed
        self._once: dict[tuple[object, str], Any] = {}
        self._latest: dict[object, tuple[str, Any]] = {}
        self._go_mod_paths: dict[str, str] = {}
        self._go_mods: dict[str, GoMod | None] = {}
        self._go_works: dict[str, GoWork | None] = {}
        self._sums: dict[str, GoSum | None] = {}
        self._modules_txts: dict[str, ModulesTxt | None] = {}
        self._members: dict[str, dict[str, None]] = {}
        self._workspaces: dict[str, str | None] = {}

    def with_files(self, contents: Mapping[str, bytes]) -> Tree:
        """The same tree where some files have another content."""
        from .overlay import Overlay  # only for what is to be rewritten

        tree = Tree(Overlay(self.files, contents), self._parsed)
        tree.look_outside_like(self)
        return tree

    def once(self, make: Callable[[Tree, str], T], folder: str) -> T:
        """`make(tree, folder)`, worked out once for each folder."""
        key = (make, folder)
        if key not in self._once:
            self._once[key] = make(self, folder)
        made: T = self._once[key]
        return made

    def latest(self, make: Callable[[Tree, str], T], folder: str) -> T:
        """`make(tree, folder)`, kept until another folder is asked for: several checks look at
        one module in turn, and there may be many modules."""
        kept = self._latest.get(make)
        if kept is None or kept[0] != folder:
            kept = self._latest[make] = (folder, make(self, folder))
        made: T = kept[1]
        return made

    def go_mod_path(self, folder: str) -> str:
        """The path of a module's go.mod.

        vendor.mod stands for it where vendor/ or vendor.sum lies beside and go.mod does not
        (a convention of some projects that predate modules).
        """
        path = self._go_mod_paths.get(folder)
        if path is None:
            path = join(folder, "go.mod")
            if not self.files.kind(path):
                other = join(folder, "vendor.mod")
                beside = (join(folder, "vendor"), join(folder, "vendor.sum"))
                if self.files.kind(other) == "file" and any(map(self.files.kind, beside)):
                    path = other
            self._go_mod_paths[folder] = path
        return path

    def go_sum_path(self, folder: str) -> str:
        """The path of a module's go.sum; vendor.sum where vendor.mod stands for go.mod."""
        name = "vendor.sum" if self.go_mod_path(folder).endswith("vendor.mod") else "go.sum"
        return f"{folder}/{name}" if folder else name

    def go_sum_paths(self, folder: str) -> list[str]:
        """The paths of all .sum files of a module: its go.sum, and the vendor.sum that
        -modfile=vendor.mod reads where a go.mod came beside it."""
        path, other = self.go_sum_path(folder), join(folder, "vendor.sum")
        return [path, other] if other != path and self.files.oid(other) else [path]

    def go_mod(self, folder: str) -> GoMod | None:
        """The go.mod of the module in `folder`."""
        if folder not in self._go_mods:
            from ..formats import go_mod

            path = self.go_mod_path(folder)
            self._go_mods[folder] = self._read(path, self._parsed.go_mods, go_mod.parse)
        return self._go_mods[folder]

    def read_go_mods(self, folders: Iterable[str]) -> None:
        """Read the go.mod files of modules in one request, for `go_mod_data`."""
        parsed, unparsed = self._parsed.go_mods, self._parsed.unparsed
        oids = self.files.oids(map(self.go_mod_path, folders))
        unread = {oid: path for path, oid in oids.items() if oid not in parsed}
        wanted = {path: oid for oid, path in unread.items() if oid and oid not in unparsed}
        for path, data in self.files.blobs(wanted):
            if data is not None:
                unparsed[wanted[path]] = data

    def go_mod_data(self, folder: str) -> bytes | None:
        """The bytes of the go.mod of the module in `folder`."""
        path = self.go_mod_path(folder)
        oid = self.files.oid(path)
        file = self._parsed.go_mods.get(oid)
        if file is not None:
            return file.data
        data = self._parsed.unparsed.get(oid)
        return self.files.read(path) if data is None else data

    def go_work(self, folder: str) -> GoWork | None:
        """The go.work in `folder`."""
        if folder not in self._go_works:
            path = join(folder, "go.work")
            if self.files.oid(path):
                from ..formats import go_work

                self._go_works[folder] = self._read(path, self._parsed.go_works, go_work.parse)
            else:
                self._go_works[folder] = None
        return self._go_works[folder]

    def go_sum(self, folder: str) -> GoSum | None:
        """The go.sum of the module in `folder`."""
        return self.sums(self.go_sum_path(folder))

    def go_work_sum(self, folder: str) -> GoSum | None:
        """The go.work.sum beside the go.work in `folder`."""
        return self.sums(join(folder, "go.work.sum"))

    def sums(self, path: str) -> GoSum | None:
        """The go.sum or go.work.sum at a path."""
        if path not in self._sums:
            self._sums[path] = self._read(path, self._parsed.go_sums, _parse_go_sum)
        return self._sums[path]

    def modules_txt(self, folder: str) -> ModulesTxt | None:
        """The vendor/modules.txt below `folder`."""
        if folder not in self._modules_txts:
            path, known = modules_txt(folder), self._parsed.modules_txts
            self._modules_txts[folder] = self._read(path, known, _parse_modules_txt)
        return self._modules_txts[folder]

    def go_sources(self, paths: Iterable[str]) -> Iterator[tuple[str, GoSource | None]]:
        """The heads of Go files, each with its path; None for a file that this clone lacks. Where
        no regular file is, nothing is given."""
        from ..formats import go_source  # few hooks look at Go files

        known = self._parsed.go_sources
        oids = self.files.oids(paths)
        unread = {oid: path for path, oid in oids.items() if oid and oid not in known}
        for path, data in self.files.blobs({path: oid for oid, path in unread.items()}):
            if data is not None:
                known[oids[path]] = go_source.parse(data)
        for path, oid in oids.items():
            if oid:
                yield path, known.get(oid)

    def look_outside_like(self, other: Tree) -> None:
        """Ask for the go.mod files outside of the tree where another tree does."""
        self.modules, self.looks_outside = other.modules, other.looks_outside

    def pins(self, folder: str) -> bool:
        """Whether the go.mod files that the sums of a module, or workspace, pin are asked for."""
        return self.modules is not None and self.looks_outside(folder)

    def pinned(
        self, module: ModuleVersion, digest: str, make: Callable[[bytes], T | None]
    ) -> T | None:
        """What `make` makes of the go.mod of a module outside of the tree, whose hash is `digest`;
        None where that is not known. Worked out once for each digest."""
        if self.modules is None:
            return None
        pinned = self._parsed.pinned
        if digest not in pinned:
            data = self.modules.go_mod(module, digest)
            if data is None:
                return None
            pinned[digest] = make(data)
        made: T | None = pinned[digest]
        return made

    def _read(self, path: str, cache: dict[str, T | None], parse: Callable[[bytes], T]) -> T | None:
        """A file, parsed unless one of the same content was; None where no regular file is."""
        oid = self.files.oid(path)
        if not oid:
            return None
        if oid not in cache:
            data = self._parsed.unparsed.pop(oid, None)
            if data is None:
                data = self.files.read(path)
            cache[oid] = None if data is None else parse(data)
        return cache[oid]

    def module_file(self, folder: str) -> ModFileRef | None:
        """The go.mod of the module in `folder`, with where it stands."""
        file = self.go_mod(folder)
        return None if file is None else ModFileRef(folder, self.go_mod_path(folder), file, False)

    def workspace_file(self, folder: str) -> ModFileRef | None:
        """The go.work in `folder`, with where it stands."""
        file = self.go_work(folder)
        return None if file is None else ModFileRef(folder, join(folder, "go.work"), file, True)

    def mod_file(self, folder: str, is_workspace: bool) -> ModFileRef | None:
        """The go.work in `folder`, or else the go.mod."""
        return self.workspace_file(folder) if is_workspace else self.module_file(folder)

    def go_mod_status(self, folder: str) -> str:
        """Whether a directory holds a go.mod: FOUND, MISSING or UNKNOWN."""
        if is_outside(folder):
            return MISSING
        go_mod = path = join(folder, "go.mod")
        while True:
            kind = self.files.kind(path)
            if kind in ("link", "submodule"):
                return UNKNOWN
            if kind or not path:
                return FOUND if kind == "file" and path == go_mod else MISSING
            path = parent(path)

    def nearest_workspace(self, folder: str) -> str | None:
        """The folder of the go.work that the go command uses in `folder`: the nearest
        one in it or above it, whether it lists the module or not; None without one."""
        way = []
        at, nearest = folder, None
        while at not in self._workspaces:
            way.append(at)
            if self.files.kind(join(at, "go.work")) == "file":
                nearest = at
                break
            if not at:
                break
            at = parent(at)
        else:
            nearest = self._workspaces[at]
        self._workspaces.update(dict.fromkeys(way, nearest))
        return nearest

    def workspace_members(self, folder: str) -> Collection[str]:
        """The folders that the go.work in `folder` uses, each once, those outside the tree left
        out; https://go.dev/ref/mod#go-work-file-use."""
        members = self._members.get(folder)
        if members is None:
            work = self.go_work(folder)
            used = [directory(folder, use.path) for use in work.uses] if work else []
            members = {member: None for member in used if not is_outside(member)}
            self._members[folder] = members
        return members

    def workspace_of(self, folder: str) -> str | None:
        """The folder of the go.work that is in force for the module in `folder` and uses it;
        None where the module stands alone."""
        nearest = self.nearest_workspace(folder)
        if nearest is None or folder not in self.workspace_members(nearest):
            return None
        return nearest


def _parse_go_sum(data: bytes) -> GoSum:
    from ..formats import go_sum  # only where there is such a file

    return go_sum.parse(data)


def _parse_modules_txt(data: bytes) -> ModulesTxt:
    from ..formats import modules_txt as reader  # only where there is such a file

    return reader.parse(data)
