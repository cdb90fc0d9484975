"""The commits of a range, each in the form that the checks judge, by one `git cat-file`."""

from __future__ import annotations

from ..tree.paths import encode
from ..tree.tree import ParsedFiles, Tree
from .changes import Changes
from .process import GitError, output
from .repository import Repository
from .tree_objects import TreeObjectFiles, Trees
from .worktree import GitWorktree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .objects import Objects

ENTRY_LIMIT = 150_000  # entries of trees that are kept; more where few commits fill it
READ_LIMIT = 12 << 20  # bytes of files that are kept parsed; more where few commits fill it
FEW = 16  # commits


class HistoryCommit:
    """A commit of a range; has what the checks use of `git.commit.Commit`."""

    is_alone = False

    __slots__ = (
        "base",
        "bases",
        "changes",
        "day",
        "objects",
        "repository",
        "rev",
        "tree",
        "unmerged",
        "walked_past",
        "worktree",
    )

    def __init__(
        self, rev: str, base: str, changes: Changes, tree: Tree, bases: list[Tree], objects: Objects
    ) -> None:
        self.rev = rev
        self.day = ""  # on which it was committed, as "2026-12-31" in UTC; "" if it does not tell
        self.base = base
        self.objects = objects
        self.changes = changes
        self.tree = tree
        self.bases = bases
        self.worktree = GitWorktree("")
        self.repository = Repository("", "", "")
        self.unmerged: Sequence[str] = ()
        self.walked_past: dict[bytes, tuple[bytes, str]] = {}

    @property
    def opposite(self) -> Tree | None:
        """The other side of `changes`."""
        return self.bases[0] if self.bases else None


class History:
    """The commits of a range "A..B", oldest first; `len` is their number. `start` is the tree of
    A, which need not be a parent of any of them."""

    __slots__ = (
        "_days",
        "_end",
        "_files",
        "_lines",
        "_objects",
        "_parsed",
        "_roots",
        "_start",
        "_trees",
        "start",
    )

    def __init__(self, span: str, objects: Objects) -> None:
        start, _, end = span.partition("..")
        if end.startswith("."):
            raise GitError(f"{span[:80]!r}: name a range as A..B")
        self._start, self._end = (_known(name or "HEAD", objects) for name in (start, end))
        arguments = ["--reverse", "--topo-order", "--parents", self._end, f"^{self._start}"]
        self._lines = output("rev-list", *arguments, "--").decode().splitlines()
        self._objects = objects
        self._trees = Trees(objects)
        self._parsed = ParsedFiles()
        self._roots: dict[str, str] = {}
        self._days: dict[str, str] = {}
        self._files: dict[str, TreeObjectFiles] = {}
        self.start = self._tree(self._root(self._start))

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[HistoryCommit]:
        trees, files = Budget(ENTRY_LIMIT), Budget(READ_LIMIT)
        for line in self._lines:
            rev, *parents = line.split(" ")
            yield self._compared(rev, parents[0] if parents else "")
            if trees.is_spent(self._trees.size):
                self._trees.forget()
            if files.is_spent(self._trees.bytes_read):
                self._trees.bytes_read = 0
                self._parsed.forget(more_than=0)

    def whole(self) -> HistoryCommit:
        """The end of the range, compared with its start."""
        return self._compared(self._end, self._start)

    def _compared(self, rev: str, base: str) -> HistoryCommit:
        """A commit and what it is compared with; nothing where `base` is "" or not here."""
        root, before = self._root(rev), self._root(base) if base else ""
        raw = "".join(self._trees.difference(before, root))
        # what was judged last is most likely what this one is compared with
        self._files = {each: self._files_of(each) for each in (before, root)}
        bases = [self._tree(before)] if before else []
        commit = HistoryCommit(
            rev,
            base if before else "",
            Changes(encode(raw)),
            self._tree(root),
            bases,
            self._objects,
        )
        commit.day = self._days.get(rev, "")
        return commit

    def _tree(self, root: str) -> Tree:
        return Tree(self._files_of(root), self._parsed)

    def _files_of(self, root: str) -> TreeObjectFiles:
        return self._files.get(root) or TreeObjectFiles(root, self._trees)

    def _root(self, rev: str) -> str:
        """The id of a commit's tree; "" for a parent that a shallow clone lacks."""
        if rev not in self._roots:
            headers = self._objects.read(rev) or b""
            self._roots[rev] = headers[5 : headers.index(b"\n")].decode() if headers else ""
            self._days[rev] = _day(headers)
        return self._roots[rev]


class Budget:
    """What may be kept between commits. It grows where a few commits spend it: keeping less than
    one commit needs would be to read everything again for each."""

    __slots__ = ("_commits", "_limit")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._commits = 0

    def is_spent(self, size: int) -> bool:
        """Whether, after one more commit, as much as this is too much."""
        self._commits += 1
        if size <= self._limit:
            return False
        if self._commits < FEW:
            self._limit *= 2
        self._commits = 0
        return True


def _day(commit: bytes) -> str:
    """The day on which a commit was made, in UTC; "" where it does not tell."""
    import time

    line = commit.partition(b"\n\n")[0].partition(b"\ncommitter ")[2].partition(b"\n")[0]
    words = line.rpartition(b">")[2].split()
    try:
        return time.strftime("%Y-%m-%d", time.gmtime(int(words[0]))) if words else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _known(revision: str, objects: Objects) -> str:
    oid = objects.resolve(revision)
    if not oid:
        raise GitError(f"unknown revision {revision[:80]!r}")
    return oid
