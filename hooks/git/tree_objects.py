"""Tree objects of a repository, read by one `git cat-file` and kept by id.

Neighbouring commits share nearly all of them, so that the cost of a commit grows with its
changes, not with its tree.
"""

from __future__ import annotations

from ..tree.files import ReadOneByOne
from ..tree.paths import FILES, MODULES_TXT, decode
from .listing import kind_of
from .process import GitError, check_length, lacking

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from .objects import Objects

    Entry = tuple[str, str]  # a mode as git lists it, six digits, and an object id
    # The module files in a folder, by name; its folders that hold some, by name and tree id
    Home = tuple[list[str], list[tuple[str, str]]]

MEMO_LIMIT = 50_000  # folders whose module files are kept for the next commits
TREE_LIMIT = 5_000_000  # files and folders in a tree
FOLDER = "040000"
NOTHING = ("", "")


class Trees:
    """The tree objects of a repository, each read once, and its blobs."""

    __slots__ = ("_entries", "_homes", "_objects", "_packages", "_trees", "bytes_read")

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._entries = 0
        self.bytes_read = 0
        self._trees: dict[str, dict[str, Entry]] = {}
        self._homes: dict[str, Home] = {}
        self._packages: dict[str, tuple[str, Collection[str]]] = {}  # by folder

    @property
    def size(self) -> int:
        """How many entries of trees are kept."""
        return self._entries

    def forget(self) -> None:
        """Drop the trees; they are read again where they are needed."""
        self._trees.clear()
        self._entries = 0

    def tree(self, oid: str) -> dict[str, Entry]:
        """The entries of a tree by name; {} for "". GitError for one that this clone lacks."""
        entries = self._trees.get(oid)
        if entries is None:
            data = self._objects.read(oid) if oid else b""
            if data is None:
                raise GitError(lacking("a folder of a commit"))
            entries = _entries(data, len(oid) // 2)
            self._entries += len(entries)
            self._trees[oid] = entries
        return entries

    def blob(self, oid: str, path: str) -> bytes:
        """The content of the blob of a file; GitError where this clone lacks it."""
        data = self._objects.read(oid)
        if data is None:
            raise GitError(lacking(path))
        self.bytes_read += len(data)
        return data

    def present(self, oids: Mapping[str, str]) -> Iterator[tuple[str, bytes | None]]:
        """See `Objects.present`."""
        return self._objects.present(oids)

    def at(self, root: str, path: str) -> Entry:
        """The entry at a path below a tree; NOTHING where the path does not exist."""
        entry = (FOLDER, root)
        for name in path.split("/") if path else ():
            if entry[0] != FOLDER:
                return NOTHING
            entry = self.tree(entry[1]).get(name, NOTHING)
        return entry

    def names(self, root: str) -> list[str]:
        """The module files below a tree, and the modules.txt of its vendor folders."""
        if len(self._homes) > MEMO_LIMIT:
            self._homes.clear()
        paths: list[str] = []
        stack = [(root, "")]
        while stack:
            oid, prefix = stack.pop()
            check_length((prefix,))
            files, folders = self._home(oid)
            paths += [prefix + name for name in files]
            stack += [(entry, f"{prefix}{name}/") for name, entry in folders]
            _check_size(len(paths))
        return paths

    def _home(self, root: str) -> Home:
        """The module files directly in a tree, and the folders with some below them."""
        homes = self._homes
        stack = [root]
        while stack:
            oid = stack[-1]
            if oid not in homes:
                files = _files(self.tree(oid), self)
                folders = _folders(self.tree(oid))
                waiting = [entry for _, entry in folders if entry not in homes]
                if waiting:
                    stack += waiting
                    continue
                homes[oid] = files, [folder for folder in folders if any(homes[folder[1]])]
            stack.pop()
        return homes[root]

    def go_folders(self, folder: str, root: str) -> set[str]:
        """The folders of the tree `root`, which lies at `folder`, in which something called like a
        Go file lies, seen from there: those of the tree that lay there when it was last asked
        for, and what differs."""
        last, known = self._packages.get(folder, ("", frozenset()))
        found = set(known)
        for prefix, _, after, _ in self._differing(last, root):
            if any(name[-3:] == ".go" and mode != FOLDER for name, (mode, _) in after.items()):
                found.add(prefix[:-1])
            else:
                found.discard(prefix[:-1])
        self._packages[folder] = root, found
        return found

    def below(self, root: str, prefix: str) -> Iterator[str]:
        """The paths of all files below a tree, each with `prefix` before it."""
        count = 0
        stack = [(root, prefix)]
        while stack:
            oid, prefix = stack.pop()
            check_length((prefix,))
            for name, (mode, entry) in self.tree(oid).items():
                count += 1
                if mode == FOLDER:
                    stack.append((entry, f"{prefix}{name}/"))
                else:
                    yield prefix + name
            _check_size(count)

    def difference(self, old: str, new: str) -> Iterator[str]:
        """The differences from the tree `old` to the tree `new` (ids, "" for an empty tree), each
        as git's raw format with -z has it."""
        for prefix, before, after, names in self._differing(old, new):
            for name in names:
                old_file, new_file = (
                    NOTHING if entry[0] == FOLDER else entry
                    for entry in (before.get(name, NOTHING), after.get(name, NOTHING))
                )
                if old_file != new_file:
                    yield _raw(prefix + name, old_file, new_file)

    def _differing(
        self, old: str, new: str
    ) -> Iterator[tuple[str, dict[str, Entry], dict[str, Entry], list[str]]]:
        """The folders of two trees in which something differs: the folder's path, ending in "/"
        but for the trees themselves, its entries in both, and the names of those that differ."""
        count = 0
        stack = [(old, new, "")] if old != new else []
        while stack:
            old, new, prefix = stack.pop()
            check_length((prefix,))
            before, after = self.tree(old), self.tree(new)
            names = []
            for name in {**before, **after}:
                was, now = before.get(name, NOTHING), after.get(name, NOTHING)
                if was == now:
                    continue
                names.append(name)
                folders = [entry[1] if entry[0] == FOLDER else "" for entry in (was, now)]
                if any(folders):
                    stack.append((folders[0], folders[1], f"{prefix}{name}/"))
            count += len(names)
            _check_size(count)
            yield prefix, before, after, names


def _files(tree: dict[str, Entry], trees: Trees) -> list[str]:
    """The module files directly in a tree, and the modules.txt of its vendor folder."""
    names = [name for name, (mode, _) in tree.items() if name in FILES and mode != FOLDER]
    mode, vendor = tree.get("vendor", NOTHING)
    if mode == FOLDER and "modules.txt" in trees.tree(vendor):
        names.append(MODULES_TXT)
    return names


def _folders(tree: dict[str, Entry]) -> list[tuple[str, str]]:
    """Name and id of each folder directly in a tree."""
    return [(name, entry) for name, (mode, entry) in tree.items() if mode == FOLDER]


def _check_size(count: int) -> None:
    """GitError above TREE_LIMIT: a few small tree objects can expand to millions of paths."""
    if count > TREE_LIMIT:
        raise GitError(f"more than {TREE_LIMIT} files: such a tree cannot be judged")


class TreeObjectFiles(ReadOneByOne):
    """The files of one commit's tree."""

    __slots__ = ("_found", "_names", "_root", "_trees")

    def __init__(self, root: str, trees: Trees) -> None:
        self._root = root
        self._trees = trees
        self._names: list[str] | None = None
        self._found: dict[str, Entry] = {}

    def _at(self, path: str) -> Entry:
        found = self._found.get(path)
        if found is None:
            found = self._found[path] = self._trees.at(self._root, path)
        return found

    def kind(self, path: str) -> str:
        """ "file", "folder", "link", "submodule", or "" where the path does not exist."""
        mode, _ = self._at(path)
        return kind_of(mode) if mode else ""

    def oid(self, path: str) -> str:
        """The id of the blob at a path; "" where there is no regular file."""
        mode, oid = self._at(path)
        return oid if mode.startswith("100") else ""

    def read(self, path: str) -> bytes | None:
        """The content of a file; None where there is no file. GitError where this clone lacks
        it."""
        oid = self.oid(path)
        return self._trees.blob(oid, path) if oid else None

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Files with their content, up to the first that this clone lacks."""
        oids = {path: oid for path in paths if (oid := self.oid(path))}
        for path, data in self._trees.present(oids):
            if data is not None:
                yield path, data

    def names(self) -> list[str]:
        """The paths of the module files."""
        if self._names is None:
            self._names = self._trees.names(self._root)
        return self._names

    def below(self, folder: str) -> list[str]:
        """The paths of all files below a folder."""
        mode, oid = self._at(folder)
        prefix = f"{folder}/" if folder else ""
        return list(self._trees.below(oid, prefix)) if mode == FOLDER else []

    def go_folders(self, folder: str) -> set[str]:
        """The folders below a folder, seen from it, in which something called like a Go file
        lies."""
        mode, oid = self._at(folder)
        return self._trees.go_folders(folder, oid) if mode == FOLDER else set()


def _entries(data: bytes, size: int) -> dict[str, Entry]:
    """The entries of a tree object by name; `size` is the number of bytes of an object id.

    "Tree objects" in https://git-scm.com/book/en/v2/Git-Internals-Git-Objects. GitError for
    a damaged one, or one in which a name stands twice: which file a clone has is not known. Git
    takes any mode that begins with 10 for a file's.
    """
    entries: dict[str, Entry] = {}
    at = 0
    while at < len(data):
        blank = data.find(b" ", at)
        nul = data.find(b"\0", blank)
        end = nul + 1 + size
        mode = data[at:blank].decode("ascii", "replace").zfill(6)
        name = decode(data[blank + 1 : nul])
        if not at < blank < nul or len(mode) != 6 or end > len(data) or name in entries:
            raise GitError("a tree object of this repository is damaged")
        kind = "100" if mode[:2] == "10" else mode[:3]
        entries[name] = (kind + mode[3:], data[nul + 1 : end].hex())
        at = end
    return entries


def _raw(path: str, was: Entry, now: Entry) -> str:
    """A difference in git's raw format with -z."""
    if not was[0]:
        status = "A"
    elif not now[0]:
        status = "D"
    else:
        status = "M" if was[0][:3] == now[0][:3] else "T"
    nothing = "0" * len(was[1] or now[1])
    return (
        f":{was[0] or '000000'} {now[0] or '000000'} {was[1] or nothing} {now[1] or nothing} "
        f"{status}\0{path}\0"
    )
