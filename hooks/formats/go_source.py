"""The head of a Go source file: package clause, imports, build constraints; and what it embeds.

https://go.dev/ref/spec#Source_file_organization: comments, the package clause, then import
declarations; the rest is not read, but for `//go:embed` lines on request. Only Go's lexical
rules count: a file that no compiler accepts is read as far as it can be.

    head   = "package" name ";" { "import" ( spec | "(" { spec ";" } ")" ) ";" } .
    spec   = [ name | "." | "_" ] string .

Semicolons may be newlines. Nothing is raised: `is_broken` tells that the head ended where no
Go file does.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .build_constraint import Constraint

BOM = b"\xef\xbb\xbf"


class Import:
    """One import: its `path`, unquoted, with the line and column (from 1; in bytes) of its
    string; `name` is the word before it ("_", ".", an identifier), or ""."""

    __slots__ = ("column", "line", "name", "path")

    def __init__(self, path: str, name: str, line: int, column: int) -> None:
        self.path = path
        self.name = name
        self.line = line
        self.column = column

    def __repr__(self) -> str:
        return f"Import({self.path!r}, {self.line}:{self.column})"


class GoSource:
    """The head of a file: the package's name ("" where there is none), its imports in order,
    its build constraint (None where there is none; `has_bad_constraint` for a `//go:build`
    line that cannot be read). `end` is where the head ends, in bytes."""

    __slots__ = (
        "_place",
        "constraint",
        "end",
        "has_bad_constraint",
        "imports",
        "is_broken",
        "package",
    )

    def __init__(self) -> None:
        self._place = 0, 1, 0  # a position, its line, and where that begins
        self.package = ""
        self.imports: list[Import] = []
        self.constraint: Constraint | None = None
        self.has_bad_constraint = False
        self.is_broken = False
        self.end = 0

    def line_and_column(self, data: bytes, at: int) -> tuple[int, int]:
        """Of a position, from 1; asked for in file order, so that lines are counted once."""
        last, line, start = self._place
        line += data.count(b"\n", last, at)
        start = data.rfind(b"\n", last, at) + 1 or start
        self._place = at, line, start
        return line, at - start + 1

    @property
    def counts_for_tidy(self) -> bool:
        """Whether `go mod tidy` looks at the file, as far as its constraints say."""
        if self.constraint is None:
            return not self.has_bad_constraint
        from . import build_constraint  # few files have one

        return build_constraint.counts_for_tidy(self.constraint)


class Embed:
    """A pattern of a `//go:embed` line (from 1)."""

    __slots__ = ("line", "pattern")

    def __init__(self, pattern: str, line: int) -> None:
        self.pattern = pattern
        self.line = line

    def __repr__(self) -> str:
        return f"Embed({self.pattern!r}, {self.line})"


# What a "//" in the code of a file may be part of: a comment, a string, a rune
_TOKEN = (
    rb"//[^\n]*|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/"
    rb'|"(?:[^"\\\n]|\\[^\n])*"|`[^`]*`'
    rb"|'(?:[^'\\\n]|\\[^\n])*'"
)
_WORD = r'"(?:[^"\\]|\\.)*"|`[^`]*`|[^\s"`]\S*'
_BLANKS, _BETWEEN = b" \t\r\n", b" \t\r\n;"
_SLASH = ord("/")
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
_LETTERS += bytes(range(0x80, 0x100))


def parse(data: bytes) -> GoSource:
    """Read the head of a Go file."""
    source = GoSource()
    start = len(BOM) if data.startswith(BOM) else 0
    at = _behind_blanks(data, start)
    head = data[start:at]
    if b"build" in head:
        _read_constraint(source, head)
    if not _is_word(data, at, b"package"):
        source.is_broken = True
        source.end = at
        return source
    at = _behind_blanks(data, at + 7)
    end = _behind_name(data, at)
    source.package = data[at:end].decode("utf-8", "replace")
    source.end = end
    at = _behind_blanks(data, end, _BETWEEN)
    while _is_word(data, at, b"import") and not source.is_broken:
        at = _behind_blanks(data, at + 6)
        if data[at : at + 1] == b"(":
            at = _read_block(source, data, at + 1)
        else:
            at = _read_spec(source, data, at)
        source.end = at  # the comments that follow may be `//go:embed` lines
        at = _behind_blanks(data, at, _BETWEEN)
    return source


def _behind_blanks(data: bytes, at: int, blanks: bytes = _BLANKS) -> int:
    """Where blanks and comments that begin at a position end."""
    size = len(data)
    while at < size:
        letter = data[at]
        if letter in blanks:
            at += 1
        elif letter != _SLASH:
            break
        elif data.startswith(b"//", at):
            at = data.find(b"\n", at) % (size + 1)
        elif data.startswith(b"/*", at) and (end := data.find(b"*/", at + 2)) >= 0:
            at = end + 2
        else:
            break
    return at


def _behind_name(data: bytes, at: int) -> int:
    """Where the identifier, or the ".", that begins at a position ends; `at` without one."""
    size = len(data)
    if at < size and data[at] == ord("."):
        return at + 1
    while at < size and data[at] in _LETTERS:
        at += 1
    return at


def _behind_string(data: bytes, at: int) -> int:
    """Where the string that begins at a position ends; `at` where there is none, or no end."""
    quote = data[at : at + 1]
    if quote == b"`":
        return data.find(b"`", at + 1) + 1 or at
    end = at + 1 if quote == b'"' else len(data)
    while end < len(data) and data[end] not in b'"\n':
        end += 1 if data[end] != ord("\\") or data[end + 1 : end + 2] == b"\n" else 2
    return end + 1 if data[end : end + 1] == b'"' else at


def _is_word(data: bytes, at: int, word: bytes) -> bool:
    """Whether a word begins at a position and ends there; "." may follow."""
    end = at + len(word)
    return data[at:end] == word and (end == len(data) or data[end] not in _LETTERS)


def _read_block(source: GoSource, data: bytes, at: int) -> int:
    """Read the imports between parentheses; the position behind them."""
    close = data.find(b")", at)
    imports = _in_lines(data, at, close, source.line_and_column(data, at)[0])
    if imports is not None:
        source.imports += imports
        return close + 1
    at = _behind_blanks(data, at, _BETWEEN)
    while data[at : at + 1] != b")":
        after = _read_spec(source, data, at)
        if after == at:
            return at
        at = _behind_blanks(data, after, _BETWEEN)
    return at + 1


def _in_lines(data: bytes, at: int, close: int, line: int) -> list[Import] | None:
    """The imports between two positions, the first in a line of this number, where each is a line
    of its own, as in nearly all files; None where there is anything else. The files of a module
    share most of these lines."""
    first, *lines = data[at:close].split(b"\n") if close >= 0 else (b"(",)
    if first.strip(b" \t\r"):
        return None
    imports = []
    for number, text in enumerate(lines, line + 1):
        known = _lines.get(text)
        if known is None:
            if not text.strip(b" \t\r"):
                continue
            known = _known_line(text)
            if known is None:
                return None
            _lines[text] = known
        path, name, column = known
        imports.append(Import(path, name, number, column))
    return imports


_lines: dict[bytes, tuple[str, str, int]] = {}
"""Memo of `_known_line`."""


def _known_line(line: bytes) -> tuple[str, str, int] | None:
    """The path, the name and the column of the import in a line; None where it is another one."""
    start, quote, rest = line.partition(b'"')
    path, end, more = rest.partition(b'"')
    name = start.strip(b" \t")
    if not quote or not end or more.strip(b" \t\r") or b"\\" in path:
        return None
    if _behind_name(name, 0) < len(name):
        return None
    found = path.decode("utf-8", "surrogateescape")
    return found, name.decode("utf-8", "replace"), len(start) + 1


def _read_spec(source: GoSource, data: bytes, at: int) -> int:
    """Read one import; the position behind it, `at` itself where there is none."""
    start = at
    end = _behind_name(data, at)
    name = data[at:end].decode("utf-8", "replace")
    at = _behind_blanks(data, end) if name else at
    end = _behind_string(data, at)
    path = _unquoted(data[at:end]) if end > at else None
    if path is None:
        source.is_broken = True
        return start
    source.imports.append(Import(path, name, *source.line_and_column(data, at)))
    return end


def _unquoted(literal: bytes) -> str | None:
    """The value of a string literal; None where it has escapes that no import path needs."""
    inner = literal[1:-1]
    if literal[:1] == b"`":
        inner = inner.replace(b"\r", b"")
    elif b"\\" in inner:
        from .modfile.quoting import unquote  # Go's escapes, as in go.mod

        return unquote(literal.decode("utf-8", "surrogateescape"))
    return inner.decode("utf-8", "surrogateescape")


def _read_constraint(source: GoSource, head: bytes) -> None:
    """Read the build constraints in what stands before the package clause.

    A `//go:build` line may follow any comment; `// +build` lines count in the first run of
    line comments, above its last blank line.
    """
    from . import build_constraint  # few files have one

    go_build: list[str] = []
    plus_build: list[str] = []
    pending: list[str] = []
    only_line_comments = True
    at = 0
    while at < len(head):
        end = head.find(b"\n", at) % (len(head) + 1)
        line = head[at:end].strip(b" \t\r")
        if line.startswith(b"//"):
            text = line.decode("utf-8", "replace")
            rest = text.removeprefix("//go:build")
            if rest != text and rest[:1] in ("", " ", "\t"):
                go_build.append(rest)
            words = text[2:].split(None, 1)
            if words[:1] == ["+build"] and only_line_comments:
                pending.append(words[1] if len(words) > 1 else "")
        elif line:
            only_line_comments = False
            end = _end_of_comments(head, at, end)
        elif only_line_comments:
            plus_build, pending = plus_build + pending, []
        at = end + 1
    if go_build:
        try:
            if len(go_build) > 1:
                raise build_constraint.ConstraintError("more than one //go:build line")
            source.constraint = build_constraint.parse_go_build(go_build[0])
        except build_constraint.ConstraintError:
            source.has_bad_constraint = True
    else:
        source.constraint = build_constraint.parse_plus_build(plus_build)


def _end_of_comments(head: bytes, at: int, end: int) -> int:
    """The end of the line on which the block comments that begin in a line end; `at` and `end`
    are those of that line."""
    start = head.find(b"/*", at, end)
    while start >= 0:
        close = head.find(b"*/", start + 2)
        if close < 0:
            return len(head)
        end = head.find(b"\n", close) % (len(head) + 1)
        rest = head[close + 2 : end].lstrip(b" \t\r")
        start = end - len(rest) if rest.startswith(b"/*") else -1
    return end


def embeds(data: bytes, source: GoSource) -> list[Embed]:
    """The patterns that a file embeds (https://pkg.go.dev/embed): what `//go:embed` lines below
    its head say, strings and comments passed over."""
    patterns: list[Embed] = []
    if b"//go:embed" not in data or not any(each.path == "embed" for each in source.imports):
        return patterns
    import re  # few files embed anything

    for token in re.compile(_TOKEN).finditer(data, source.end):
        text = token[0]
        if text.startswith(b"//go:embed") and text[10:11] in (b" ", b"\t"):
            line = data.count(b"\n", 0, token.start()) + 1
            patterns += [Embed(pattern, line) for pattern in _patterns(text[10:])]
    return patterns


def _patterns(text: bytes) -> Iterator[str]:
    """The words of a `//go:embed` line; some may be quoted."""
    import re

    for word in re.finditer(_WORD, text.decode("utf-8", "surrogateescape").rstrip("\r")):
        literal = word[0].encode("utf-8", "surrogateescape")
        value = _unquoted(literal) if literal[:1] in (b'"', b"`") else word[0]
        if value is not None:
            yield value
