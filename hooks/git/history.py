"""The commits of a range, each as what is judged, through one `git cat-file`.

Trees are read as objects and kept by their ids: neighbouring commits share nearly
all of them, so that a commit costs what it changed.
"""

from __future__ import annotations

from ..verdicts.sources import Sources
from .changes import FILES, Changes
from .disk import Disk
from .paths import decode, encode, kind_of
from .place import Place
from .process import GitError, output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .objects import Objects

    Entry = tuple[str, str]  # a mode as git lists it, six digits, and an object id
    Home = tuple[list[str], list[tuple[str, str]]]  # names of files; folders and their ids

KEPT = 50_000  # parsed trees, and parsed files, kept at most
MOST = 5_000_000  # files and folders of a tree
FOLDER = "040000"
NOTHING = ("", "")


class Trees:
    """The tree objects of a repository, each read once, and the blobs."""

    __slots__ = ("_homes", "_objects", "_trees", "absent")

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._trees: dict[str, dict[str, Entry]] = {}
        self._homes: dict[str, Home] = {}
        self.absent: set[str] = set()

    def tree(self, oid: str) -> dict[str, Entry]:
        """The entries of a tree by name; none for "" and for a tree that this clone lacks."""
        found = self._trees.get(oid)
        if found is None:
            data = self._objects.read(oid) if oid else b""
            found = _entries(data or b"", len(oid) // 2)
            if len(self._trees) > KEPT:
                self._trees.clear()
            self._trees[oid] = found
        return found

    def blob(self, oid: str) -> bytes | None:
        """The content of a blob."""
        data = self._objects.read(oid)
        if data is None:
            self.absent.add(oid)
        return data

    def at(self, root: str, path: str) -> Entry:
        """What stands at a path below a tree; ("", "") for nothing."""
        entry = (FOLDER, root)
        for name in path.split("/") if path else ():
            if entry[0] != FOLDER:
                return NOTHING
            entry = self.tree(entry[1]).get(name, NOTHING)
        return entry

    def names(self, root: str) -> list[str]:
        """The module files below a tree, and the modules.txt of its vendor folders."""
        if len(self._homes) > KEPT:
            self._homes.clear()
        found = []
        stack = [(root, "")]
        while stack:
            oid, prefix = stack.pop()
            files, folders = self._home(oid)
            found += [prefix + name for name in files]
            stack += [(entry, f"{prefix}{name}/") for name, entry in folders]
            _bear(len(found))
        return found

    def _home(self, root: str) -> Home:
        """The module files right in a tree, and those of its folders that hold some."""
        stack = [root]
        while stack:
            oid = stack[-1]
            if oid not in self._homes:
                found = _files(self.tree(oid), self)
                folders = _folders(self.tree(oid))
                waiting = [entry for _, entry in folders if entry not in self._homes]
                if waiting:
                    stack += waiting
                    continue
                self._homes[oid] = found, [one for one in folders if any(self._homes[one[1]])]
            stack.pop()
        return self._homes[root]

    def below(self, root: str, prefix: str) -> Iterator[str]:
        """The paths of all files below a tree, each led by `prefix`."""
        count = 0
        stack = [(root, prefix)]
        while stack:
            oid, prefix = stack.pop()
            for name, (mode, entry) in self.tree(oid).items():
                count += 1
                if mode == FOLDER:
                    stack.append((entry, f"{prefix}{name}/"))
                else:
                    yield prefix + name
            _bear(count)

    def difference(self, old: str, new: str) -> Iterator[str]:
        """What differs from one tree to another, in git's raw format with -z."""
        count = 0
        stack = [(old, new, "")]
        while stack:
            old, new, prefix = stack.pop()
            before, after = self.tree(old), self.tree(new)
            for name in {**before, **after}:
                was, now = before.get(name, NOTHING), after.get(name, NOTHING)
                if was == now:
                    continue
                count += 1
                folders = [one[1] if one[0] == FOLDER else "" for one in (was, now)]
                if any(folders):
                    stack.append((folders[0], folders[1], f"{prefix}{name}/"))
                file, other = (NOTHING if one[0] == FOLDER else one for one in (was, now))
                if file != other:
                    yield _raw(prefix + name, file, other)
            _bear(count)


def _files(tree: dict[str, Entry], trees: Trees) -> list[str]:
    """The module files right in a tree, and the modules.txt of its vendor folder."""
    found = [name for name, (mode, _) in tree.items() if name in FILES and mode != FOLDER]
    mode, vendor = tree.get("vendor", NOTHING)
    if mode == FOLDER and "modules.txt" in trees.tree(vendor):
        found.append("vendor/modules.txt")
    return found


def _folders(tree: dict[str, Entry]) -> list[tuple[str, str]]:
    """Name and id of the folders right in a tree."""
    return [(name, entry) for name, (mode, entry) in tree.items() if mode == FOLDER]


def _bear(count: int) -> None:
    """A tree may hold itself many times over, and be small all the same."""
    if count > MOST:
        raise GitError(f"more than {MOST} files: this is no tree that can be judged")


class TreeObjectFiles:
    """The files of one commit's tree."""

    __slots__ = ("_root", "_trees")

    def __init__(self, root: str, trees: Trees) -> None:
        self._root = root
        self._trees = trees

    def kind(self, path: str) -> str:
        """ "file", "folder", "link", "submodule", or "" where nothing is."""
        mode, _ = self._trees.at(self._root, path)
        return kind_of(mode) if mode else ""

    def oid(self, path: str) -> str:
        """The id of the blob at a path; "" where no regular file is."""
        mode, oid = self._trees.at(self._root, path)
        return oid if mode.startswith("100") else ""

    def read(self, path: str) -> bytes | None:
        """The content of a file; None where none is, or if this clone lacks it."""
        oid = self.oid(path)
        return self._trees.blob(oid) if oid else None

    def names(self) -> list[str]:
        """The paths of the module files."""
        return self._trees.names(self._root)

    def below(self, folder: str) -> list[str]:
        """The paths of all files below a folder."""
        mode, oid = self._trees.at(self._root, folder)
        prefix = f"{folder}/" if folder else ""
        return list(self._trees.below(oid, prefix)) if mode == FOLDER else []


class PastCommit:
    """A commit of a range: what `hooks.git.commit.Commit` is to one that is being made."""

    __slots__ = ("base", "bases", "changes", "disk", "place", "rev", "tree", "unmerged")

    def __init__(self, rev: str, changes: Changes, tree: Sources, bases: list[Sources]) -> None:
        self.rev = rev
        self.base = "" if not bases else "parent"
        self.changes = changes
        self.tree = tree
        self.bases = bases
        self.disk = Disk("")
        self.place = Place("", "", "")
        self.unmerged: Sequence[str] = ()


class History:
    """The commits of a range "A..B", oldest first; `len` tells how many."""

    __slots__ = ("_lines", "_objects", "_roots", "_shared", "_trees")

    def __init__(self, span: str, objects: Objects) -> None:
        start, _, end = span.partition("..")
        if end.startswith("."):
            raise GitError(f"{span[:80]!r}: name a range as A..B")
        ends = [_known(name or "HEAD", objects) for name in (start, end)]
        arguments = ["--reverse", "--topo-order", "--parents", ends[1], f"^{ends[0]}"]
        self._lines = output("rev-list", *arguments, "--").decode().splitlines()
        self._objects = objects
        self._trees = Trees(objects)
        self._shared: dict[tuple[str, str], object] = {}
        self._roots: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[PastCommit]:
        for line in self._lines:
            rev, *parents = line.split(" ")
            root = self._root(rev)
            roots = [self._root(parent) for parent in parents]
            raw = "".join(self._trees.difference(roots[0] if roots else "", root))
            if len(self._shared) > KEPT:
                self._shared.clear()
            bases = [self._sources(parent) for parent in roots if parent]
            yield PastCommit(rev, Changes(encode(raw)), self._sources(root), bases)

    def _sources(self, root: str) -> Sources:
        return Sources(TreeObjectFiles(root, self._trees), self._shared)

    def _root(self, rev: str) -> str:
        """The tree of a commit; "" for a parent that a shallow clone lacks."""
        if rev not in self._roots:
            headers = self._objects.read(rev) or b""
            self._roots[rev] = headers[5 : headers.index(b"\n")].decode() if headers else ""
        return self._roots[rev]


def _known(revision: str, objects: Objects) -> str:
    found = objects.resolve(revision)
    if not found:
        raise GitError(f"unknown revision {revision[:80]!r}")
    return found


def _entries(data: bytes, size: int) -> dict[str, Entry]:
    """The entries of a tree object; `size` is that of a binary object id."""
    found = {}
    at = 0
    while at < len(data):
        blank = data.find(b" ", at)
        nul = data.find(b"\0", blank)
        end = nul + 1 + size
        mode = data[at:blank].decode("ascii", "replace").zfill(6)
        if not at < blank < nul or len(mode) != 6 or end > len(data):
            raise GitError("a tree object of this repository is damaged")
        found[decode(data[blank + 1 : nul])] = (mode, data[nul + 1 : end].hex())
        at = end
    return found


def _raw(path: str, was: Entry, now: Entry) -> str:
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
