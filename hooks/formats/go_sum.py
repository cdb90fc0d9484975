"""go.sum and go.work.sum, https://go.dev/ref/mod#go-sum-files.

    file  = { line "\\n" } .
    line  = [ module version hash ] .         words divided by white space
    version = semantic version [ "/go.mod" ] .
    hash  = algorithm ":" base64 .

A line holds three words or none; the go command refuses any other number from
Go 1.22 on, and up to Go 1.21 does not see such a line nor what follows it.
Order, duplicates, carriage returns and unknown algorithms mean nothing to it.

The files of a repository share most of their lines, so each distinct line is
kept and looked at once per process, and a tree is a list of them.
"""

from __future__ import annotations

from itertools import islice, repeat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    Name = tuple[str, str]  # a module path and a version

# The hash of an empty file under the name go.mod. Old releases wrote it down by
# mistake, so the go command takes it for no hash.
EMPTY_GO_MOD = "h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY="

# White space of the go command (Unicode's White_Space) that is not ASCII.
_WIDE = "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_WIDE += "\u2028\u2029\u202f\u205f\u3000"

_lines: dict[bytes, bytes] = {}
"""Every distinct line met so far, so that equal lines are one object."""

_odd: set[bytes] = set()
"""Those of them that are not three words with one blank between, or look like a marker that
git leaves in a conflict."""


class Entry:
    """One line of three words.

    `version` ends in "/go.mod" where the hash is that of the go.mod alone;
    `hash` has its algorithm ("h1:..."); `line` counts from 1. Bytes that are no
    UTF-8 stand as surrogates.
    """

    __slots__ = ("hash", "line", "module", "version")

    def __init__(self, module: str, version: str, hash: str, line: int) -> None:
        self.module = module
        self.version = version
        self.hash = hash
        self.line = line

    def __repr__(self) -> str:
        return f"Entry({self.module} {self.version} {self.hash}, line {self.line})"


class GoSum:
    """The lines of a go.sum, and by module and version the hashes in them.

    `lines` are the bytes between newlines. Nothing else is kept for long: the
    index by name is made when asked for, and let go when others are made.
    """

    __slots__ = ("_index", "_more", "_places", "lines")

    def __init__(self, lines: Sequence[bytes]) -> None:
        self.lines = lines
        self._index: dict[bytes, bytes] | None = None
        self._more: dict[bytes, list[bytes]] = {}
        self._places: dict[bytes, int] | None = None  # only made to tell where something is

    def __bytes__(self) -> bytes:
        return b"\n".join(self.lines)

    @property
    def ordinary(self) -> bool:
        """Whether every line is blank, or three words with one blank between and no
        conflict marker."""
        return not _odd or _odd.isdisjoint(self.lines)

    @property
    def malformed(self) -> list[tuple[int, int]]:
        """Line number and number of words of each line that has neither three nor none."""
        if self.ordinary:
            return []
        counts = ((at, len(words(line))) for at, line in enumerate(self.lines, 1) if line in _odd)
        return [(at, count) for at, count in counts if count not in (0, 3)]

    def before_malformed(self) -> GoSum:
        """What Go up to 1.21 sees of the file: the lines above the first malformed one."""
        malformed = self.malformed
        return GoSum(self.lines[: malformed[0][0] - 1]) if malformed else self

    def entries(self) -> Iterator[Entry]:
        """Each line of three words, in file order."""
        for number, line in enumerate(self.lines, 1):
            found = words(line)
            if len(found) == 3:
                yield Entry(text(found[0]), text(found[1]), text(found[2]), number)

    def hashes(self, module: str, version: str) -> list[str]:
        """The distinct hashes of a module's zip (`version`) or go.mod (`version`/go.mod)."""
        key = f"{module} {version}".encode("utf-8", "surrogateescape")
        first = self.index.get(key)
        if first is None:
            return []
        return [text(found) for found in self._more.get(key) or [first]]

    def has_h1(self, module: str, version: str) -> bool:
        """Whether the go command finds a hash here that it can use."""
        key = f"{module} {version}".encode("utf-8", "surrogateescape")
        first = self.index.get(key)
        if first is None:
            return False
        return bool(usable([text(found) for found in self._more.get(key) or [first]]))

    @property
    def index(self) -> dict[bytes, bytes]:
        """The first hash by `module version`; see `more` for those that have several."""
        if self._index is None:
            self._index = self._indexed()
            _awake.append(self)
            if len(_awake) > 8:  # an index weighs ten times its file's list of lines
                _awake.pop(0)._sleep()
        return self._index

    @property
    def more(self) -> dict[bytes, list[bytes]]:
        """All hashes, the first included, of each `module version` that has several."""
        if self._index is None:
            lines = _learnt(self)
            lines.discard(b"")
            if len(set(map(_names.__getitem__, lines))) == len(lines):
                return {}  # as nearly always, and the index need not be made
        return self._more if self.index else {}

    def line_of(self, module: str, version: str, hash: str) -> int:
        """The number of the first line with that entry, from 1; 0 without one."""
        if self._places is None:
            self._places = {}
            for number, line in enumerate(self.lines, 1):
                self._places.setdefault(b" ".join(words(line)) if line in _odd else line, number)
        wanted = f"{module} {version} {hash}".encode("utf-8", "surrogateescape")
        return self._places.get(wanted, 0)

    def _indexed(self) -> dict[bytes, bytes]:
        index: dict[bytes, bytes] = {}
        first = index.setdefault
        for line in normal(self):
            key, _, found = line.rpartition(b" ")
            if first(key, found) != found:
                several = self._more.setdefault(key, [index[key]])
                if found not in several:
                    several.append(found)
        index.pop(b"", None)  # blank lines
        return index

    def _sleep(self) -> None:
        self._index = None
        self._more = {}


_awake: list[GoSum] = []
"""The files whose index was made last."""


def parse(data: bytes) -> GoSum:
    """Read a go.sum; there is no content that cannot be read."""
    known = len(_lines)
    lines = data.split(b"\n")
    lines = list(map(_lines.setdefault, lines, lines))
    fresh = list(islice(reversed(_lines), len(_lines) - known))
    if not _are_ordinary(fresh):
        _odd.update(line for line in fresh if not _is_ordinary(line))
    return GoSum(lines)


def union(trees: Sequence[GoSum]) -> GoSum:
    """The lines of several files as one, as a workspace sees them; in no order."""
    return GoSum(list(set().union(*[tree.lines for tree in trees])))


def lacking(tree: GoSum, names: Collection[Name]) -> set[Name]:
    """Of modules and versions, those of whose go.mod there is no hash that counts."""
    known = set(map(_go_mods.get, normal(tree)))
    if None in known:
        known = set(map(_go_mods.__getitem__, _learnt(tree)))
    wanted = set(map(_keys.get, names))
    if None in wanted:
        for name in set(names).difference(_keys):
            _keys[name] = f"{name[0]} {name[1]}/go.mod".encode("utf-8", "surrogateescape")
        wanted = set(map(_keys.__getitem__, names))
    if wanted <= known:
        return set()
    return {name for name in names if _keys[name] not in known}


def _learnt(tree: GoSum) -> set[bytes]:
    """The lines of a file, each of them entered in `_names` and `_go_mods`."""
    lines = set(normal(tree))
    for line in lines.difference(_names):
        name, _, digest = line.rpartition(b" ")
        counts = digest[:3] == b"h1:" and digest != _EMPTY and name.endswith(b"/go.mod")
        _names[line] = name
        _go_mods[line] = name if counts else b""
    return lines


_EMPTY = EMPTY_GO_MOD.encode()

_names: dict[bytes, bytes] = {}
"""Module and version of each line met here."""

_go_mods: dict[bytes, bytes] = {}
"""The same where it is the hash of a go.mod, and one that counts; b"" of other lines."""

_keys: dict[Name, bytes] = {}
"""How a go.sum names the go.mod of each module and version met here."""


def usable(hashes: Sequence[str]) -> list[str]:
    """Those hashes that the go command can use."""
    return [found for found in hashes if found.startswith("h1:") and found != EMPTY_GO_MOD]


def _are_ordinary(lines: Sequence[bytes]) -> bool:
    """Whether all lines are ordinary beyond doubt, a blank one aside."""
    text = b"\n%b\n" % b"\n".join(lines)
    if not text.isascii() or b"  " in text or b"\n " in text or b" \n" in text:
        return False
    if len(text.translate(None, b"\t\v\f\r")) < len(text) or b"\n>>>>>>>" in text:
        return False
    return {2}.issuperset(map(bytes.count, filter(None, lines), repeat(b" ")))


def _is_ordinary(line: bytes) -> bool:
    found = line.split()
    if len(found) != 3:
        return not line
    return b" ".join(found) == line and line.isascii() and found[0] != b">>>>>>>"


def words(line: bytes) -> list[bytes]:
    """The words of a line, divided where the go command divides them."""
    if line.isascii():
        return line.split()
    wide = line.decode("utf-8", "surrogateescape")
    for blank in _WIDE:
        wide = wide.replace(blank, " ")
    return wide.encode("utf-8", "surrogateescape").split()


def text(word: bytes) -> str:
    """A word as a str."""
    return word.decode("utf-8", "surrogateescape")


def normal(tree: GoSum) -> Iterable[bytes]:
    """The lines of three words, with one blank between; blank lines may be among them."""
    return tree.lines if tree.ordinary else _normal(tree.lines)


def _normal(lines: Sequence[bytes]) -> Iterator[bytes]:
    """The lines of three words, with one blank between."""
    for line in lines:
        if line not in _odd:
            yield line
        elif len(found := words(line)) == 3:
            yield b" ".join(found)
