"""What a checksum database says of a line of go.sum: proved, refuted, or not proved and why.

A line is judged by the record of its module and version, once that record is proved to be in the
tree under a head that the database signed. Where the newest head that is known and another one
can be compared, and neither tree is a beginning of the other, the database told two stories:
whatever rests on the other head proves nothing.
"""

from __future__ import annotations

from ..values import module_path, semver
from .errors import AbsentError, RejectedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Protocol

    from .note import NoteKey
    from .records import Answer, TreeHead
    from .tiles import VerifiedTree

    class DatabaseSource(Protocol):
        """Where answers, heads and tiles come from. None of it is believed as it comes."""

        def answer(self, module: str, version: str) -> bytes | None: ...
        def newest_head(self) -> bytes | None: ...
        def tile(self, level: int, index: int, width: int) -> bytes | None: ...
        def heads(self) -> Iterable[bytes]: ...


PROVED, UNPROVED, REFUTED = "proved", "unproved", "refuted"

# Why a line is not proved
PRIVATE = "private by GONOSUMDB or GOPRIVATE"
SWITCHED_OFF = "GOSUMDB is off"
NOT_LOOKED_UP = "not looked up on this machine"
NO_RECORD = "the database has no such record"
NO_VERSION = "not a version that a database has"
NOT_H1 = "not an h1 hash"
TILES_LACKING = "a part of the tree is not at hand"
REFUSED = "the answer does not hold"
NO_ANSWER = "no answer"


class Verdict:
    """What is known of a line: its `state`, and for one that is not proved the `reason` (one of
    the texts above) and perhaps a `detail`. `recorded` is the hash that the database has."""

    __slots__ = ("detail", "reason", "recorded", "state")

    def __init__(self, state: str, reason: str = "", detail: str = "", recorded: str = "") -> None:
        self.state = state
        self.reason = reason
        self.detail = detail
        self.recorded = recorded


class _Record:
    """What is known of the record of a module: its answer, if it was proved, or why not."""

    __slots__ = ("answer", "detail", "reason")

    def __init__(self, answer: Answer | None, reason: str = "", detail: str = "") -> None:
        self.answer = answer
        self.reason = reason
        self.detail = detail


class ChecksumDatabase:
    """A checksum database with a key, as far as a source tells. `contradictions` are the sizes of
    two trees that it signed and that do not fit together."""

    __slots__ = ("_fit", "_heads", "_newest", "_records", "_source", "_trees", "contradictions")

    def __init__(self, key: NoteKey, source: DatabaseSource) -> None:
        self._source = source
        self._heads = _Heads(key)
        self._trees: dict[bytes, VerifiedTree] = {}
        self._records: dict[tuple[str, str], _Record] = {}
        self._fit: dict[bytes, bool] = {}
        self._newest: list[TreeHead] | None = None
        self.contradictions: list[tuple[int, int]] = []

    def _newest_heads(self) -> list[TreeHead]:
        """The newest head that is known, if there is one. It is read where there is an answer to
        prove: what verifies a signature takes longer to load than all else here."""
        if self._newest is None:
            note = self._source.newest_head()
            is_signed = note is not None and self._heads.holds(note)  # anybody may have written it
            self._newest = [self._heads.read(note)] if note is not None and is_signed else []
        return self._newest

    def judge(self, module: str, name: str, digest: str) -> Verdict:
        """What is known of a line with this module, version (with or without "/go.mod") and
        hash."""
        if not digest.startswith("h1:"):
            return Verdict(UNPROVED, NOT_H1)
        version = name.removesuffix("/go.mod")
        if not semver.is_canonical(version) or module_path.unfetchable({module}):
            return Verdict(UNPROVED, NO_VERSION)
        key = (module, version)
        if key not in self._records:
            self._records[key] = self._record(module, version)
        record = self._records[key]
        if record.answer is None:
            return Verdict(UNPROVED, record.reason, record.detail)
        recorded = record.answer.hashes.get(name, "")
        if not recorded:
            return Verdict(UNPROVED, NO_RECORD)
        return Verdict(PROVED if recorded == digest else REFUTED, recorded=recorded)

    def _record(self, module: str, version: str) -> _Record:
        try:
            data = self._source.answer(module, version)
            if data is None:
                return _Record(None, NOT_LOOKED_UP)
            from .records import answer  # only where the database was asked

            found = answer(data, module, version)
            own = self._heads.read(found.head)
            if not self._fits(own):
                raise RejectedError("its tree does not fit the newest one that is known")
            return self._proved(found, own)
        except RejectedError as error:
            return _Record(None, REFUSED, str(error))
        except UnansweredError as error:
            return _Record(None, error.reason, str(error))

    def _proved(self, found: Answer, own: TreeHead) -> _Record:
        """The record, if it is in the tree under a head for which the tiles are at hand."""
        lacking, refused = "", ""
        for head in self._candidates(found.number, own):
            try:
                if not self._tree(head).includes(found.number, found.data):
                    return _Record(None, REFUSED, "the tree has another record of its number")
            except AbsentError as error:
                lacking = lacking or str(error)
            except RejectedError as error:
                refused = refused or str(error)
            else:
                if self._fits(head):
                    return _Record(found)
        if lacking:
            return _Record(None, TILES_LACKING, lacking)
        return _Record(None, REFUSED, refused)

    def _candidates(self, number: int, own: TreeHead) -> Iterator[TreeHead]:
        """The heads of trees that may hold a record: the newest one, the answer's own, all that
        other answers brought."""
        seen = set()
        for head in (*self._newest_heads(), own):
            if number < head.size and head.root not in seen:
                seen.add(head.root)
                yield head
        if number >= own.size:
            raise RejectedError("a record that is not in its tree")
        others = self._heads.all(self._source.heads())
        for head in [*others]:
            if number < head.size and head.root not in seen:
                if self._tree(head).has_edge():
                    yield head
                else:
                    others.remove(head)  # there may be thousands, and each record would ask anew

    def _tree(self, head: TreeHead) -> VerifiedTree:
        if head.root not in self._trees:
            from .tiles import VerifiedTree  # only where there is a head

            self._trees[head.root] = VerifiedTree(head, self._source.tile)
        return self._trees[head.root]

    def _fits(self, head: TreeHead) -> bool:
        """Whether nothing is known against a head: False if its tree and the newest one were
        compared, and neither is a beginning of the other."""
        newest = next(iter(self._newest_heads()), None)
        if newest is None or newest.root == head.root:
            return True
        if head.root not in self._fit:
            small, large = sorted((newest, head), key=lambda each: each.size)
            try:
                fits = self._tree(large).begins_with(small)
            except (AbsentError, RejectedError):
                fits = True  # they cannot be compared with what is at hand
            if not fits:
                self.contradictions.append((small.size, large.size))
            self._fit[head.root] = fits
        return self._fit[head.root]


class UnansweredError(Exception):
    """A source that asked and got no answer. `reason` is one of the texts above."""

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(text)
        self.reason = reason


class _Heads:
    """The heads that a key signed, each verified once."""

    __slots__ = ("_all", "_key", "_known")

    def __init__(self, key: NoteKey) -> None:
        self._key = key
        self._known: dict[bytes, TreeHead | str] = {}
        self._all: list[TreeHead] | None = None

    def read(self, note: bytes) -> TreeHead:
        """A signed head; RejectedError for anything else."""
        if note not in self._known:
            from .records import tree_head  # only where there is one

            try:
                self._known[note] = tree_head(note, self._key)
            except RejectedError as error:
                self._known[note] = str(error)
        known = self._known[note]
        if isinstance(known, str):
            raise RejectedError(known)
        return known

    def holds(self, note: bytes) -> bool:
        """Whether it is a signed head."""
        try:
            self.read(note)
        except RejectedError:
            return False
        return True

    def all(self, notes: Iterable[bytes]) -> list[TreeHead]:
        """Those of the notes that are heads, the largest tree first; they are read once."""
        if self._all is None:
            heads = (self.read(note) for note in notes if self.holds(note))
            distinct = {head.root: head for head in heads}
            self._all = sorted(distinct.values(), key=lambda head: -head.size)
        return self._all
