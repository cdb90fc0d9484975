"""Which modules and workspaces a change concerns.

A change reaches further than the folder it is made in: a module's verdicts read
the go.mod of every directory that it replaces a module with, and a workspace's
read those of its members. What a replaced module itself replaces does not count
(https://go.dev/ref/mod#go-mod-file-replace), so one step is enough.
"""

from __future__ import annotations

from ..verdicts.sources import join, parent
from ..verdicts.workspace_members import members

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..verdicts.sources import Sources

MODULE_FILES = frozenset(["go.mod", "go.sum", "vendor.mod", "vendor.sum"])
WORKSPACE_FILES = frozenset(["go.work", "go.work.sum"])


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


def is_skipped(folder: str) -> bool:
    """What is not ours by default."""
    return is_vendored(folder) or is_fixture(folder)


def modules(sources: Sources, skip: Callable[[str], bool] = is_skipped) -> list[str]:
    """Every folder of the tree that holds a module."""
    return _folders(sources, ("go.mod", "vendor.mod"), skip)


def workspaces(sources: Sources, skip: Callable[[str], bool] = is_skipped) -> list[str]:
    """Every folder of the tree that holds a go.work."""
    return _folders(sources, ("go.work",), skip)


def _folders(sources: Sources, names: tuple[str, ...], skip: Callable[[str], bool]) -> list[str]:
    found = set()
    for path in sources.files.names():
        folder, _, name = path.rpartition("/")
        if name in names and (not folder or not skip(folder)):
            if name == "vendor.mod" and sources.go_mod_path(folder) != path:
                continue
            found.add(folder)
    return sorted(found)


def affected(
    sources: Sources,
    base: Sources | None,
    changed: Iterable[str],
    skip: Callable[[str], bool] = is_skipped,
) -> Scope:
    """What to judge in the tree `sources` when the paths in `changed` differ from `base`.

    Paths that are gone count like any other: whoever still names them is in scope.
    """
    paths = set(changed)
    known = modules(sources, skip)
    exist = set(known)
    owners = set(map(owner, paths))
    found = {folder for folder in owners if folder in exist}
    touched = Touched(sources, base, paths)
    found.update(at for at in known if at not in found and replaces(sources, at, touched))
    found.update(folder for folder in _left(sources, base, paths) if folder in exist)
    spaces = workspaces(sources, skip)
    return Scope(found, [at for at in spaces if at in owners or _uses(sources, at, paths, touched)])


def homes(sources: Sources, paths: Iterable[str]) -> Iterator[str]:
    """The go.mod of the module that each of these files, or folders, lies in; none for those
    that say by their names what they belong to."""
    known: dict[str, str] = {}
    for path in paths:
        if owner(path) is None and path.rpartition("/")[2] not in WORKSPACE_FILES:
            folder = path if sources.files.kind(path) == "folder" else parent(path)
            yield join(_home(sources, folder, known), "go.mod")


def owner(path: str) -> str | None:
    """The folder whose module a path belongs to by its name; None where it is no module file."""
    before, vendor, _ = ("/" + path).partition("/vendor/")
    if vendor:
        return before[1:]
    folder, _, name = path.rpartition("/")
    return folder if name in MODULE_FILES else None


class Touched:
    """The directories that a change touches, seen by those who replace a module with one.

    `modules`: their go.mod came, went or changed. `links`: symbolic links and
    submodules that came, went or point elsewhere. `contents`: modules of which
    another file changed; that matters to those who keep a copy in a vendor folder.
    """

    __slots__ = ("_endings", "contents", "links", "modules")

    def __init__(self, sources: Sources, base: Sources | None, paths: Iterable[str]) -> None:
        self.modules: set[str] = set()
        self.links: set[str] = set()
        self.contents: set[str] = set()
        homes: dict[str, str] = {}
        for path in paths:
            folder, _, name = path.rpartition("/")
            if name == "go.mod":
                self.modules.add(folder)
            elif is_vendored(folder):
                continue
            elif _is_link(sources, path) or (base is not None and _is_link(base, path)):
                self.links.add(path)
            elif name not in MODULE_FILES and name not in WORKSPACE_FILES:
                self.contents.add(_home(sources, folder, homes))
        self._endings: list[bytes] | None = None

    def __bool__(self) -> bool:
        return bool(self.modules or self.links or self.contents)

    def may_be_in(self, data: bytes, folder: str) -> bool:
        """Whether the go.mod of `folder` can name one of them: a cheap test before it is read.

        A target ends in the directory's name unless it goes up to it with dots
        alone, and a quoted target may hide it behind escapes.
        """
        if self._endings is None:
            self._endings = self._spelled()
        if len(self._endings) > 64 * len(_AFTER) or b"\\" in data:
            return True
        text = data if data.endswith(b"\n") else data + b"\n"
        if any(ending in text for ending in self._endings):
            return True
        way = folder
        while way:
            way = parent(way)
            if way in self.modules or way in self.links or way in self.contents:
                return True
        return False

    def _spelled(self) -> list[bytes]:
        """The directories' last names as the ends, or the middles, of targets."""
        names = set()
        for path in self.modules | self.links | self.contents:
            names.add(path.rpartition("/")[2].encode("utf-8", "surrogateescape"))
        return [b"/" + name + after for name in names if name for after in _AFTER]


# What may follow a directory's name in a go.mod
_AFTER = (b"\n", b"\r", b" ", b"\t", b"/", b'"', b"`")


def _is_link(sources: Sources, path: str) -> bool:
    return sources.files.kind(path) in ("link", "submodule")


def _home(sources: Sources, folder: str, homes: dict[str, str]) -> str:
    """The folder of the module that holds the files of `folder`; `homes` keeps the answers."""
    way = []
    while folder not in homes:
        way.append(folder)
        if not folder or sources.files.kind(join(folder, "go.mod")) == "file":
            homes[folder] = folder
        else:
            folder = parent(folder)
    homes.update(dict.fromkeys(way, homes[folder]))
    return homes[folder]


def replaces(sources: Sources, folder: str, touched: Touched) -> bool:
    """Whether the module in `folder` replaces another by a directory that was touched."""
    if not touched:
        return False
    data = sources.files.read(sources.go_mod_path(folder))
    if data is None or b"=>" not in data or not touched.may_be_in(data, folder):
        return False
    tree = sources.go_mod(folder)
    found = tree.replaces if tree is not None else []
    targets = [join(folder, one.target) for one in found if not one.target_version]
    if any(target in touched.modules or _behind(target, touched.links) for target in targets):
        return True
    if touched.contents.isdisjoint(targets):
        return False
    return sources.files.kind(join(folder, "vendor/modules.txt")) == "file"


def _behind(target: str, links: set[str]) -> bool:
    """Whether a directory is one of these links or lies behind one."""
    while links and target:
        if target in links:
            return True
        target = parent(target)
    return False


def _uses(sources: Sources, at: str, paths: set[str], touched: Touched) -> bool:
    """Whether a change concerns the workspace in the folder `at`."""
    if any(join(at, name) in paths for name in WORKSPACE_FILES):
        return True
    for member in members(sources, at):
        if not paths.isdisjoint(join(member, name) for name in MODULE_FILES):
            return True
        if _behind(member, touched.links) or replaces(sources, member, touched):
            return True
    tree = sources.go_work(at)
    found = tree.replaces if tree is not None else []
    targets = [join(at, one.target) for one in found if not one.target_version]
    if any(target in touched.modules or _behind(target, touched.links) for target in targets):
        return True
    return _keeps_copies(sources, at, touched.contents)


def _keeps_copies(sources: Sources, at: str, contents: set[str]) -> bool:
    """Whether the workspace's vendor folder holds a copy of one of these modules."""
    tree = sources.modules_txt(at) if contents else None
    blocks = tree.blocks if tree is not None else []
    return any(
        block.target and not block.target_version and join(at, block.target) in contents
        for block in blocks
    )


def _left(sources: Sources, base: Sources | None, paths: set[str]) -> set[str]:
    """The modules that a workspace used in the base and now does not, or the reverse."""
    found: set[str] = set()
    for path in paths:
        at, _, name = path.rpartition("/")
        if name == "go.work":
            before = members(base, at) if base is not None else []
            found.update(set(before).symmetric_difference(members(sources, at)))
    return found
