"""go.sum and go.work.sum, https://go.dev/ref/mod#go-sum-files.

    file  = { line "\\n" } .
    line  = [ module version hash ] .         words divided by white space
    version = semantic version [ "/go.mod" ] .
    hash  = algorithm ":" base64 .

A line has three words, or is blank. From Go 1.22 on the go command refuses a line
with any other number of words; up to Go 1.21 it ignores that line and all that
follow. It does not care about order, duplicates, carriage returns and unknown
algorithms.

The files of a repository share most of their lines, so each distinct line is
stored and tested once per process, and a file is a list of them.
"""

from __future__ import annotations

from itertools import islice, repeat

from ..values.module_version import ModuleVersion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

# The hash of an empty file called go.mod. Old releases wrote it by mistake, and so the go
# command does not accept it as a hash.
EMPTY_GO_MOD = "h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY="

# White space to the go command (Unicode's White_Space) outside of ASCII
_WIDE = "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_WIDE += "\u2028\u2029\u202f\u205f\u3000"

_lines: dict[bytes, bytes] = {}
"""Every distinct line read so far: equal lines are one object."""

_odd: set[bytes] = set()
"""The lines among them that are not three words with one blank between, or that look like a
conflict marker of git's."""


class Checksum:
    """One line of three words.

    `version` ends in "/go.mod" where the hash is that of the go.mod file alone, else it is
    the hash of the module's zip; `hash` starts with its algorithm ("h1:..."); `line` counts
    from 1. Bytes that are not UTF-8 become surrogates.
    """

    __slots__ = ("hash", "line", "module", "version")

    def __init__(self, module: str, version: str, hash: str, line: int) -> None:
        self.module = module
        self.version = version
        self.hash = hash
        self.line = line

    def __repr__(self) -> str:
        return f"Checksum({self.module} {self.version} {self.hash}, line {self.line})"


class GoSum:
    """The lines of a go.sum, and the hashes in them by module and version.

    `lines` are the bytes between newlines. Nothing else is kept for long: the index is built
    when it is first used, and dropped once several other files have built theirs.
    """

    __slots__ = ("_index", "_places", "_several", "lines")

    def __init__(self, lines: Sequence[bytes]) -> None:
        self.lines = lines
        self._index: dict[bytes, bytes] | None = None
        self._several: dict[bytes, dict[bytes, None]] = {}
        self._places: dict[bytes, int] | None = None  # built for `line_of`

    def __bytes__(self) -> bytes:
        return b"\n".join(self.lines)

    @property
    def ordinary(self) -> bool:
        """Whether every line is blank, or is three words with one blank between and not a
        conflict marker."""
        return not _odd or _odd.isdisjoint(self.lines)

    @property
    def malformed(self) -> list[tuple[int, int]]:
        """Line number and number of words of each line that is neither blank nor three words."""
        if self.ordinary:
            return []
        counts = ((at, len(words(line))) for at, line in enumerate(self.lines, 1) if line in _odd)
        return [(at, count) for at, count in counts if count not in (0, 3)]

    def before_malformed(self) -> GoSum:
        """What releases up to Go 1.21 read of the file: the lines above the first malformed one."""
        malformed = self.malformed
        return GoSum(self.lines[: malformed[0][0] - 1]) if malformed else self

    def entries(self) -> Iterator[Checksum]:
        """Each line of three words, in file order."""
        for number, line in enumerate(self.lines, 1):
            parts = words(line)
            if len(parts) == 3:
                yield Checksum(text(parts[0]), text(parts[1]), text(parts[2]), number)

    def hashes(self, module: str, version: str) -> list[str]:
        """The distinct hashes of a module's zip, or of its go.mod (`version` "v1.2.3/go.mod")."""
        key = f"{module} {version}".encode("utf-8", "surrogateescape")
        first = self.index.get(key)
        if first is None:
            return []
        return [text(digest) for digest in self._several.get(key) or [first]]

    def has_h1(self, module: str, version: str) -> bool:
        """Whether the file has a hash as for `hashes` that the go command can use."""
        key = f"{module} {version}".encode("utf-8", "surrogateescape")
        first = self.index.get(key)
        if first is None:
            return False
        return bool(usable([text(digest) for digest in self._several.get(key) or [first]]))

    @property
    def index(self) -> dict[bytes, bytes]:
        """The first hash by b"module version"; `several` has those with more than one hash."""
        if self._index is None:
            self._index = self._indexed()
            _recent.append(self)
            if len(_recent) > 8:  # an index weighs ten times its file's list of lines
                _recent.pop(0)._forget()
        return self._index

    @property
    def several(self) -> dict[bytes, dict[bytes, None]]:
        """All hashes, the first included, of each b"module version" with more than one hash, in
        file order."""
        if self._index is None:
            lines = _entered(self)
            lines.discard(b"")
            if len(set(map(_names.__getitem__, lines))) == len(lines):
                return {}  # nearly always, and without building the index
        return self._several if self.index else {}

    def line_of(self, module: str, version: str, hash: str) -> int:
        """The number of the first line with these words, from 1; 0 without such a line."""
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
            key, _, digest = line.rpartition(b" ")
            if first(key, digest) != digest:
                self._several.setdefault(key, {index[key]: None})[digest] = None
        index.pop(b"", None)  # blank lines
        return index

    def _forget(self) -> None:
        self._index = None
        self._several = {}


_recent: list[GoSum] = []
"""The files that built their index last."""


def parse(data: bytes) -> GoSum:
    """Read a go.sum or go.work.sum. Nothing is raised; see `GoSum.malformed`."""
    known = len(_lines)
    lines = data.split(b"\n")
    lines = list(map(_lines.setdefault, lines, lines))
    fresh = list(islice(reversed(_lines), len(_lines) - known))
    if not _are_ordinary(fresh):
        _odd.update(line for line in fresh if not _is_ordinary(line))
    return GoSum(lines)


def union(trees: Sequence[GoSum]) -> GoSum:
    """The distinct lines of several files, as a workspace reads them; in no order."""
    return GoSum(list(set().union(*[tree.lines for tree in trees])))


def with_lent(tree: GoSum, lent: Mapping[bytes, bytes]) -> GoSum:
    """The same file as if it had these hashes, by b"module version", where it has none itself; to
    be asked for hashes."""
    wider = GoSum(tree.lines)
    wider._index, wider._several = {**lent, **tree.index}, dict(tree.several)
    return wider


def missing_go_mods(tree: GoSum, modules: Collection[ModuleVersion]) -> set[ModuleVersion]:
    """Those of the modules for whose go.mod the file has no hash that the go command can use."""
    lines = set(normal(tree))
    lines.discard(b"")
    left = [module for module in modules if _found.get(module) not in lines]
    if not left:
        return set()
    _enter(lines)
    for module in left:
        _found[module] = _by_name.get(_keys.get(module) or _key(module), b"")
    left = [module for module in left if _found[module] not in lines]
    known = {_go_mods[line] for line in lines} if left else ()
    return {module for module in left if _keys[module] not in known}


def go_mod_hash(tree: GoSum, module: ModuleVersion) -> str:
    """The hash of a module's go.mod, if the file has exactly one and the go command can use it;
    else ""."""
    key = _keys.get(module) or _key(module)
    digest = tree.index.get(key, b"")
    if digest[:3] != b"h1:" or digest == _EMPTY or key in tree.several:
        return ""
    return text(digest)


def module_of(name: bytes) -> ModuleVersion:
    """The module and version that b"module version" names."""
    path, _, version = text(name).partition(" ")
    return ModuleVersion(path, version)


def _key(module: ModuleVersion) -> bytes:
    """How a go.sum names the go.mod of a module."""
    if module not in _keys:
        name = f"{module.path} {module.version}/go.mod"
        _keys[module] = name.encode("utf-8", "surrogateescape")
    return _keys[module]


def _entered(tree: GoSum) -> set[bytes]:
    """The distinct lines of a file, each entered in `_names` and `_go_mods`."""
    lines = set(normal(tree))
    _enter(lines)
    return lines


def _enter(lines: set[bytes]) -> None:
    for line in lines.difference(_names):
        name, _, digest = line.rpartition(b" ")
        counts = digest[:3] == b"h1:" and digest != _EMPTY and name.endswith(b"/go.mod")
        _names[line] = name
        _go_mods[line] = name if counts else b""
        if counts:
            _by_name[name] = line


_EMPTY = EMPTY_GO_MOD.encode()

_names: dict[bytes, bytes] = {}
"""line: its module and version, b"module version"."""

_go_mods: dict[bytes, bytes] = {}
"""line: the same if it is the hash of a go.mod that the go command can use, else b""."""

_by_name: dict[bytes, bytes] = {}
"""b"module version/go.mod": the last line read with such a hash of it."""

_found: dict[ModuleVersion, bytes] = {}
"""module and version: that line. The files of a repository share most of their lines, and so the
next file most likely has it, too."""

_keys: dict[ModuleVersion, bytes] = {}
"""module and version: how a go.sum names its go.mod, b"module version/go.mod"."""


def usable(hashes: Sequence[str]) -> list[str]:
    """Those of the hashes that the go command can use."""
    return [digest for digest in hashes if digest.startswith("h1:") and digest != EMPTY_GO_MOD]


def _are_ordinary(lines: Sequence[bytes]) -> bool:
    """Whether all lines are certainly ordinary; after False each has to be looked at."""
    text = b"\n%b\n" % b"\n".join(lines)
    if not text.isascii() or b"  " in text or b"\n " in text or b" \n" in text:
        return False
    if len(text.translate(None, b"\t\v\f\r")) < len(text) or b"\n>>>>>>>" in text:
        return False
    return {2}.issuperset(map(bytes.count, filter(None, lines), repeat(b" ")))


def _is_ordinary(line: bytes) -> bool:
    parts = line.split()
    if len(parts) != 3:
        return not line
    return b" ".join(parts) == line and line.isascii() and parts[0] != b">>>>>>>"


def words(line: bytes) -> list[bytes]:
    """The words of a line, split where the go command splits it."""
    if line.isascii():
        return line.split()
    wide = line.decode("utf-8", "surrogateescape")
    for blank in _WIDE:
        wide = wide.replace(blank, " ")
    return wide.encode("utf-8", "surrogateescape").split()


def text(word: bytes) -> str:
    """A word as text; bytes that are not UTF-8 become surrogates."""
    return word.decode("utf-8", "surrogateescape")


def normal(tree: GoSum) -> Iterable[bytes]:
    """The lines of three words, with one blank between, and perhaps blank lines."""
    return tree.lines if tree.ordinary else _normal(tree.lines)


def _normal(lines: Sequence[bytes]) -> Iterator[bytes]:
    """The lines of three words, with one blank between."""
    for line in lines:
        if line not in _odd:
            yield line
        elif len(parts := words(line)) == 3:
            yield b" ".join(parts)
