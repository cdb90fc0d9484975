"""The commit that is judged, and what it is compared with.

That is the index, unless a revision is named; its base follows from the git hook
that runs. For MERGE_HEAD see https://git-scm.com/docs/git-merge.
"""

from __future__ import annotations

import os

from ..tree.tree import ParsedFiles, Tree
from . import changes, listing
from .objects import Objects
from .process import GitError, answer, one_line
from .repository import current
from .trees import BaseFiles, TreeFiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .changes import Changes
    from .listing import Listing
    from .repository import Repository
    from .worktree import GitWorktree

NO_BASE = "is there a merge base? fetch the full history"


class Commit:
    """What is judged: the index (`rev` is "") or a commit (`rev` is its id).

    `base` is the id of the commit that it is compared with, or "HEAD"; "" for a first
    commit, which has no base. `others` are the ids of further commits whose content is not
    new either, such as the other parents of a merge. `changes` is the difference from
    `base`. `walked_past` is what is known of earlier commits of a range: nothing. Set
    `lists_all_files` before `tree` is used where every file will be needed: one listing
    instead of two.
    """

    is_alone = True
    walked_past: Mapping[bytes, tuple[bytes, str]] = {}

    __slots__ = (
        "_bases",
        "_files",
        "_parsed",
        "_tree",
        "base",
        "changes",
        "lists_all_files",
        "objects",
        "others",
        "repository",
        "rev",
    )

    def __init__(
        self,
        rev: str,
        base: str,
        others: Sequence[str],
        objects: Objects,
        repository: Repository,
        known: Changes | None = None,
    ) -> None:
        self.rev = rev
        self.base = base
        self.others = others
        self.objects = objects
        self.repository = repository
        self.changes = self._changes(base) if known is None else known
        self.lists_all_files = False
        self._files: TreeFiles | None = None
        self._parsed = ParsedFiles()
        self._tree: Tree | None = None
        self._bases: list[Tree] | None = None

    @property
    def tree(self) -> Tree:
        """The judged tree."""
        if self._tree is None:
            self._tree = Tree(self.files, self._parsed)
        return self._tree

    @property
    def files(self) -> TreeFiles:
        """The files of the judged tree, listed at the first call."""
        if self._files is None:
            listed = listing.tree(self.rev) if self.rev else self._index()
            self._files = TreeFiles(listed, self.objects, self.rev)
        return self._files

    def _index(self) -> Listing:
        return listing.index() if self.lists_all_files else listing.modules()

    @property
    def unmerged(self) -> Sequence[str]:
        """The paths that are in conflict in the index."""
        return self.files.listing.unmerged

    @property
    def bases(self) -> list[Tree]:
        """The trees that this one is compared with, the base first; [] for a first commit."""
        if self._bases is None:
            differences = [self.changes] if self.base else []
            differences += [self._changes(commit) for commit in self.others]
            self._bases = [
                Tree(BaseFiles(self.files, difference.all()), self._parsed)
                for difference in differences
            ]
        return self._bases

    @property
    def opposite(self) -> Tree | None:
        """The other side of `changes`: the first of the bases."""
        return self.bases[0] if self.bases else None

    @property
    def worktree(self) -> GitWorktree:
        """The work tree, for hints; an empty one where a commit is judged."""
        from .worktree import GitWorktree  # a run without findings gives no hints

        return GitWorktree("" if self.rev else self.repository.top)

    def _changes(self, base: str) -> Changes:
        if self.rev:
            return changes.of_trees(base or _empty_tree(), self.rev)
        if base != "HEAD":
            return changes.of_index(base or _empty_tree())
        try:
            return changes.of_index("HEAD")
        except GitError:
            if not _unborn():
                raise
            self.base = ""
            return changes.of_index(_empty_tree())


def judged(rev: str = "", base: str = "", known: Changes | None = None) -> Commit:
    """The commit to judge, and its base.

    `rev` defaults to the end of the range that pre-commit names (PRE_COMMIT_TO_REF), else
    to the index; `base` to the fork point of that range, to the first parent of `rev`, or to
    HEAD. `known` is the difference from HEAD to the index, if the caller has it already.

    Raises GitError for an unknown revision or where there is no repository.
    """
    objects = Objects()
    repository = current()
    start, end = os.environ.get("PRE_COMMIT_FROM_REF"), os.environ.get("PRE_COMMIT_TO_REF")
    if end and start == "" and not (rev or base):
        raise GitError(f"PRE_COMMIT_FROM_REF is empty: {NO_BASE}")
    if start and end and not rev:
        if not base:
            return _pushed(start, end, objects, repository)
        rev = end  # the branch that is pushed may not be the one that is checked out
    if not rev and not repository.top:
        raise GitError("a bare repository has no index: name a commit with --rev")
    commit = _known(rev, objects) if rev else ""
    if base:
        compared = _known(base, objects)
        if compared == commit:
            raise GitError(
                "--base names the judged commit itself, nothing would be compared: leave it out to "
                f"compare with the parents ({NO_BASE})"
            )
        return Commit(commit, compared, (), objects, repository)
    if commit:
        return Commit(commit, _first_parent(commit, objects), (), objects, repository)
    merged = [commit for commit in _merged(repository) if objects.resolve(commit)]
    return Commit("", "HEAD", merged, objects, repository, known)


def _known(revision: str, objects: Objects) -> str:
    """The id of a commit, or of a tree; GitError for an unknown revision."""
    oid = objects.resolve(revision) or objects.resolve(revision, "tree")
    if not oid:
        raise GitError(f"unknown revision {revision[:80]!r}")
    return oid


def _pushed(start: str, end: str, objects: Objects, repository: Repository) -> Commit:
    """A push, or a range given to pre-commit: its end against the merge base."""
    tip, old = _known(end, objects), _known(start, objects)
    status, merge_base = answer("merge-base", old, tip)
    fork = merge_base.decode().strip() if not status else old
    if not fork:
        raise GitError("git merge-base gave no answer")
    if fork == tip:  # an older commit is pushed
        fork = old
    return Commit(tip, fork, [] if fork == old else [old], objects, repository)


def _first_parent(commit: str, objects: Objects) -> str:
    """The first parent; "" without one, or where a shallow clone lacks it."""
    headers = (objects.read(commit) or b"").partition(b"\n\n")[0].decode("ascii", "replace")
    for line in headers.split("\n"):
        if line.startswith("parent "):
            return line[7:] if objects.resolve(line[7:]) else ""
    return ""


def _merged(repository: Repository) -> list[str]:
    """The other parents of the merge that is being committed: MERGE_HEAD, and GITHEAD_*, which
    `git merge` sets before there is a MERGE_HEAD. The environment may be that of a merge in
    another repository."""
    merged = [
        name[8:]
        for name in os.environ
        if name.startswith("GITHEAD_") and len(name) >= 48 and _is_hex(name[8:])
    ]
    try:
        with open(os.path.join(repository.git_dir, "MERGE_HEAD"), encoding="ascii") as file:
            merged += [line for line in file.read().split() if _is_hex(line)]
    except (OSError, ValueError):
        pass  # no merge is in progress
    return list(dict.fromkeys(merged))


def _is_hex(text: str) -> bool:
    return not text.strip("0123456789abcdef")


def _unborn() -> bool:
    """Whether HEAD names a branch without a commit."""
    if answer("rev-parse", "--verify", "--quiet", "HEAD")[0] == 0:
        return False
    return answer("symbolic-ref", "--quiet", "HEAD")[0] == 0


def _empty_tree() -> str:
    return one_line("hash-object", "-t", "tree", os.devnull)
