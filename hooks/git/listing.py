"""The listing of a tree: mode and object id of every path.

An entry is kept as git prints it, b"100644 <id> 0\\t<path>", and entries are sorted by
path: a tree of 30,000 files costs one split, and no Python object for each file.
"""

from __future__ import annotations

import os

from ..tree.paths import CONFIGURATION, FILES, decode, encode
from .process import GitError, check_length, output, pieces, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# The id of the empty blob (git lists intent-to-add entries with it), by the length of ids
EMPTY_BLOBS = {
    40: b"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    64: b"473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
}
INTENT_TO_ADD = 0x20000000
STAGED = ord("0")  # the stage of an entry that is not in conflict
FEW = 16  # entries for each path that is looked for, so that a look at all of them pays
PATHSPEC_LIMIT = 100  # with more paths than this, git is asked for all files instead


def kind_of(mode: str) -> str:
    """The kind of an entry by its mode, six octal digits: "file", "folder", "link" or
    "submodule"."""
    return {"120": "link", "160": "submodule", "040": "folder"}.get(mode[:3], "file")


class Listing:
    """The entries of a tree, and the paths in conflict (`unmerged`, of an index). Paths are
    "/"-separated; "" is the root. `doubtful` are the paths of entries that may be no more than
    intent-to-add: git is asked about them where one of them matters, which is rare."""

    __slots__ = ("_doubtful", "_entries", "_found", "_start", "unmerged")

    def __init__(
        self,
        entries: Sequence[bytes],
        unmerged: Sequence[str] = (),
        doubtful: Sequence[bytes] = (),
    ) -> None:
        self._entries = entries
        self._doubtful = doubtful
        self.unmerged = unmerged
        self._start = entries[0].index(b"\t") + 1 if entries else 0
        self._found: dict[str, tuple[str, str]] = {}

    @property
    def entries(self) -> Sequence[bytes]:
        """All entries, sorted by path."""
        self._settle(b"")
        return self._entries

    def _settle(self, start: bytes) -> None:
        """Drop what is not staged, if there is a doubt about a path that begins like this."""
        if not self._doubtful:
            return
        at = _first_at(self._doubtful, start, 0)
        if at < len(self._doubtful) and self._doubtful[at].startswith(start):
            intended, self._doubtful = _intended(self._doubtful), ()
            cut = self._start
            if intended:
                self._entries = [each for each in self._entries if each[cut:] not in intended]

    def find(self, path: str) -> tuple[str, str]:
        """Mode and object id at a path; ("", "") where there is no entry."""
        if path.rpartition("/")[2] not in NAMES:
            return self._find(path)
        found = self._found.get(path)  # of a module file many ask
        if found is None:
            found = self._found[path] = self._find(path)
        return found

    def _find(self, path: str) -> tuple[str, str]:
        name = encode(path)
        self._settle(name)
        at = self._at(name)
        if at < len(self._entries) and self._entries[at][self._start :] == name:
            mode, oid, _ = self._entries[at][: self._start].split(b" ")
            return mode.decode(), oid.decode()
        return "", ""

    def found(self, paths: Iterable[str]) -> dict[str, tuple[str, str]]:
        """What `find` gives for each of many paths."""
        paths = list(paths)
        names = list(map(encode, paths))
        if self._doubtful and not set(names).isdisjoint(self._doubtful):
            self._settle(b"")
        first, after = self._at(min(names, default=b"")), self._at(max(names, default=b"") + b"\0")
        if after - first > FEW * len(paths):
            return {path: self.find(path) for path in paths}
        start = self._start
        between = {entry[start:]: entry for entry in self._entries[first:after]}
        found = {}
        for path, name in zip(paths, names, strict=True):
            entry = between.get(name)
            mode, _, oid = entry[: start - 3].partition(b" ") if entry else (b"", b"", b"")
            found[path] = mode.decode(), oid.decode()
        return found

    def kind(self, path: str) -> str:
        """ "file", "folder", "link", "submodule", or "" where the path does not exist."""
        mode, _ = self.find(path)
        if mode:
            return kind_of(mode)
        return "folder" if not path or self._below(path) else ""

    def below(self, folder: str) -> list[str]:
        """The paths of all entries below a folder."""
        return self.paths(self._entries_below(folder))

    def go_folders(self, folder: str) -> set[str]:
        """The folders below a folder, seen from it ("" for itself), in which something called
        like a Go file lies."""
        start = self._start + (len(encode(folder)) + 1 if folder else 0)
        entries = self._entries_below(folder)
        folders = {each[start:].rpartition(b"/")[0] for each in entries if each[-3:] == b".go"}
        return set(decode(b"\0".join(folders)).split("\0")) if folders else set()

    def _entries_below(self, folder: str) -> Sequence[bytes]:
        if not folder:
            return self.entries
        self._settle(encode(folder) + b"/")
        first = self._at(encode(folder) + b"/")
        after = self._at(encode(folder) + b"0")  # "0" is the byte after "/"
        return self._entries[first:after]

    def ending(self, endings: tuple[bytes, ...]) -> list[str]:
        """The paths of the entries that end in one of `endings`."""
        if any((b"/" + path).endswith(endings) for path in self._doubtful):
            self._settle(b"")
        ends = {ending[-4:] for ending in endings}  # sorts most entries out with one look-up
        candidates = [entry for entry in self._entries if entry[-4:] in ends]
        return self.paths([entry for entry in candidates if entry.endswith(endings)])

    def paths(self, entries: Sequence[bytes]) -> list[str]:
        """The paths of the entries, decoded in one call."""
        start = self._start
        return (
            decode(b"\0".join([entry[start:] for entry in entries])).split("\0") if entries else []
        )

    def _at(self, name: bytes) -> int:
        """The index of the entry with this path, or where it would be inserted."""
        return _first_at(self._entries, name, self._start)

    def _below(self, folder: str) -> bool:
        name = encode(folder) + b"/"
        self._settle(name)
        at = self._at(name)
        return at < len(self._entries) and self._entries[at].startswith(name, self._start)


def _first_at(items: Sequence[bytes], wanted: bytes, start: int) -> int:
    """The index of the first of sorted items that is not before the one wanted; each counts from
    `start` on. (The standard library's takes as long to load as some hundred of these.)"""
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle][start:] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


class ModuleListing(Listing):
    """The module files of the index; all files are listed when another one is asked for.

    Most hooks never ask, and a repository may hold thousands of files. A directory called
    like a go.work is as if it did not exist.
    """

    __slots__ = ("_all",)

    def __init__(
        self,
        entries: Sequence[bytes],
        unmerged: Sequence[str] = (),
        doubtful: Sequence[bytes] = (),
    ) -> None:
        super().__init__(entries, unmerged, doubtful)
        self._all: Listing | None = None

    @property
    def whole(self) -> Listing:
        """The listing of all files."""
        if self._all is None:
            self._all = index()
        return self._all

    def find(self, path: str) -> tuple[str, str]:
        if path.rpartition("/")[2] in NAMES:
            return super().find(path)
        return self.whole.find(path)

    def found(self, paths: Iterable[str]) -> dict[str, tuple[str, str]]:
        paths = list(paths)
        if all(path.rpartition("/")[2] in NAMES for path in paths):
            return super().found(paths)
        return self.whole.found(paths)

    def kind(self, path: str) -> str:
        if not path or self._below(path):
            return "folder"
        mode, _ = super().find(path)
        if mode:
            return kind_of(mode)
        return "" if path.rpartition("/")[2] in NO_FOLDERS else self.whole.kind(path)

    def below(self, folder: str) -> list[str]:
        return self.whole.below(folder)

    def go_folders(self, folder: str) -> set[str]:
        return self.whole.go_folders(folder)


NO_FOLDERS = ("go.work", "go.work.sum", CONFIGURATION)
NAMES = frozenset([*FILES, "modules.txt", CONFIGURATION])
# Few and simple, because git is slow with many; other files that match do no harm
PATTERNS = (
    *(":(top)*" + end for end in (".mod", ".sum", "go.work", "modules.txt")),
    ":(top)" + CONFIGURATION,
)


def modules() -> Listing:
    """The index: its module files are listed at once, all others when one is asked for."""
    return ModuleListing(*_listed(*PATTERNS))


def index() -> Listing:
    """The index as it would be committed, that is without intent-to-add entries."""
    return Listing(*_listed(":/"))


def index_at(paths: Sequence[str]) -> Listing:
    """The index as `index` gives it, what is at these paths and below them."""
    few = [":(top,literal)" + path for path in paths]
    return Listing(*_listed(*few)) if len(few) <= PATHSPEC_LIMIT else index()


def _listed(*pathspecs: str) -> tuple[list[bytes], list[str], list[bytes]]:
    """The entries of the index, the paths that are in conflict, and those of the empty files, of
    which some may be intent-to-add entries."""
    entries: list[bytes] = []
    for piece in pieces("ls-files", "-s", "-z", "--full-name", "--", *pathspecs):
        entries += piece.split(b"\0")
    unmerged: list[str] = []
    if not entries:
        return entries, unmerged, []
    end = entries[0].index(b"\t")  # every id is of one length
    if {entry[end - 1] for entry in entries} != {STAGED}:
        conflicts = [entry[end + 1 :] for entry in entries if entry[end - 1] != STAGED]
        unmerged = list(dict.fromkeys(map(decode, conflicts)))
        entries = [entry for entry in entries if entry[end - 1] == STAGED]
    empty = EMPTY_BLOBS.get(end - 9)  # to look for it in the text costs more: ids are much alike
    empty_files = [entry[end + 1 :] for entry in entries if entry[7 : end - 2] == empty]
    return entries, unmerged, empty_files


def tree(name: str) -> Listing:
    """The tree of a commit; `name` is an object id."""
    data = whole(output("ls-tree", "-r", "-z", "--full-tree", name))
    listed = data.split(b"\0")[:-1]
    if not listed:
        return Listing(listed)
    start = listed[0].index(b"\t") - listed[0].rindex(b" ", 0, listed[0].index(b"\t")) + 9
    # "100644 blob ID\tPATH" or "160000 commit ID\tPATH" becomes "100644 ID 0\tPATH"
    entries = [entry[:7] + (entry[12:] if entry[7:8] == b"b" else entry[14:]) for entry in listed]
    cut = start - 3
    entries = [entry[:cut] + b" 0" + entry[cut:] for entry in entries]
    paths = [entry[start:] for entry in entries]
    check_length(paths)
    if paths != sorted(paths):  # another program than git made the tree
        entries.sort(key=lambda entry: entry[start:])
    if len(set(paths)) < len(paths):  # so did this, and which file a clone has is not known
        raise GitError("a tree object of this repository is damaged")
    return Listing(entries)


def _intended(empty: Sequence[bytes]) -> set[bytes]:
    """Those of the empty files, given by path, that are intent-to-add entries.

    Only `git ls-files --debug` shows that, by the flags in the five lines after each path.
    """
    wanted = [":(top,literal)" + os.fsdecode(path) for path in empty[:PATHSPEC_LIMIT]]
    if len(empty) > PATHSPEC_LIMIT:
        wanted = [":/"]
    path, *parts = output("ls-files", "--debug", "-z", "--full-name", "--", *wanted).split(b"\0")
    intended = set()
    for part in parts:
        *_, flags, following = part.split(b"\n", 5)
        if int(flags.rpartition(b"flags: ")[2], 16) & INTENT_TO_ADD:
            intended.add(path)
        path = following
    return intended
