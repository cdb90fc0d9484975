"""The commit that is judged, and what it is compared with.

The index unless a revision is named; the base as git's own hooks imply it. See
"githooks" and "git-merge" in git's manual for MERGE_HEAD and GITHEAD_*.
"""

from __future__ import annotations

import os

from ..verdicts.sources import Sources
from . import changes, listing
from .objects import Objects
from .place import here
from .process import GitError, answer, output
from .trees import BaseFiles, TreeFiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .changes import Changes
    from .disk import Disk
    from .listing import Listing
    from .place import Place


class Commit:
    """What is judged: the index (`rev` "") or a commit (`rev` its id).

    `base` is the id of the commit it is compared with, "HEAD", or "" for
    nothing (the first commit); `others` are further ids whose content is not
    new either. `changes` is the difference from `base`. Set `whole` before the tree is
    looked at where its other files are wanted for certain, not only its module files.
    """

    __slots__ = (
        "_bases",
        "_shared",
        "_tree",
        "base",
        "changes",
        "objects",
        "others",
        "place",
        "rev",
        "whole",
    )

    def __init__(
        self,
        rev: str,
        base: str,
        others: Sequence[str],
        objects: Objects,
        place: Place,
        known: Changes | None = None,
    ) -> None:
        self.rev = rev
        self.base = base
        self.others = others
        self.objects = objects
        self.place = place
        self.changes = self._changes(base) if known is None else known
        self.whole = False
        self._tree: Sources | None = None
        self._shared: dict[tuple[str, str], object] = {}
        self._bases: list[Sources] | None = None

    @property
    def tree(self) -> Sources:
        """The judged tree; the listing is read when it is first wanted."""
        if self._tree is None:
            found = listing.tree(self.rev) if self.rev else self._index()
            self._tree = Sources(TreeFiles(found, self.objects), self._shared)
        return self._tree

    def _index(self) -> Listing:
        return listing.index() if self.whole else listing.modules()

    @property
    def files(self) -> TreeFiles:
        """The judged tree's files."""
        return self.tree.files  # type: ignore[return-value]

    @property
    def unmerged(self) -> Sequence[str]:
        """Paths that the index holds in several versions."""
        return self.files.listing.unmerged

    @property
    def bases(self) -> list[Sources]:
        """The trees that this one is compared with, the base first; none for the first commit."""
        if self._bases is None:
            differences = [self.changes] if self.base else []
            differences += [self._changes(other) for other in self.others]
            self._bases = [
                Sources(BaseFiles(self.files, found.all()), self._shared) for found in differences
            ]
        return self._bases

    @property
    def disk(self) -> Disk:
        """The work tree, for hints; an empty one where a commit is judged."""
        from .disk import Disk  # many runs have nothing to explain

        return Disk("" if self.rev else self.place.top)

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
    """The commit to judge: `rev` (default: the one that the framework names, else the index)
    against `base` (default: as the framework or git implies). `known` is the difference
    from HEAD to the index, where it is known.

    Raises GitError for an unknown revision or where there is no repository.
    """
    objects = Objects()
    place = here()
    start, end = os.environ.get("PRE_COMMIT_FROM_REF"), os.environ.get("PRE_COMMIT_TO_REF")
    if start and end and not rev:
        if not base:
            return _pushed(start, end, objects, place)
        rev = end  # what is pushed need not be what is checked out
    if not rev and not place.top:
        raise GitError("a bare repository has no index: name a commit with --rev")
    commit = _known(rev, objects) if rev else ""
    if base:
        return Commit(commit, _known(base, objects), (), objects, place)
    if commit:
        parents = _parents(commit, objects)
        return Commit(commit, parents[0] if parents else "", parents[1:], objects, place)
    others = [other for other in _merged(place) if objects.resolve(other)]
    return Commit("", "HEAD", others, objects, place, known)


def _known(revision: str, objects: Objects) -> str:
    """The id of a commit, or of a tree."""
    found = objects.resolve(revision) or objects.resolve(revision, "tree")
    if not found:
        raise GitError(f"unknown revision {revision[:80]!r}")
    return found


def _pushed(start: str, end: str, objects: Objects, place: Place) -> Commit:
    """A push, or a range named to the framework: the end against the merge base."""
    tip, old = _known(end, objects), _known(start, objects)
    status, found = answer("merge-base", old, tip)
    fork = found.decode().strip() if not status else old
    others = [] if fork == old else [old]
    return Commit(tip, fork, others, objects, place)


def _parents(commit: str, objects: Objects) -> list[str]:
    """The parents that this clone has (a shallow one lacks those at its edge)."""
    headers = (objects.read(commit) or b"").partition(b"\n\n")[0].decode("ascii", "replace")
    named = [line[7:] for line in headers.split("\n") if line.startswith("parent ")]
    return [parent for parent in named if objects.resolve(parent)]


def _merged(place: Place) -> list[str]:
    """The other parents of the merge that is being committed, and what the environment of
    another repository's merge left behind."""
    found = [
        name[8:]
        for name in os.environ
        if name.startswith("GITHEAD_") and len(name) >= 48 and _is_hex(name[8:])
    ]
    try:
        with open(os.path.join(place.git_dir, "MERGE_HEAD"), encoding="ascii") as file:
            found += [line for line in file.read().split() if _is_hex(line)]
    except (OSError, ValueError):
        pass  # no merge is under way
    return list(dict.fromkeys(found))


def _is_hex(text: str) -> bool:
    return not text.strip("0123456789abcdef")


def _unborn() -> bool:
    """Whether HEAD names a branch without a commit."""
    if answer("rev-parse", "--verify", "--quiet", "HEAD")[0] == 0:
        return False
    return answer("symbolic-ref", "--quiet", "HEAD")[0] == 0


def _empty_tree() -> str:
    return output("hash-object", "-t", "tree", os.devnull).decode().strip()
