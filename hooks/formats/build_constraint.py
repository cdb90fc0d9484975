"""Build constraints of a Go file: the `//go:build` line, or `// +build` lines without one.

https://pkg.go.dev/cmd/go#hdr-Build_constraints. A constraint is kept as a nested tuple:
("tag", name), ("not", x), ("and", x, y) or ("or", x, y).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Constraint = tuple[object, ...]

IGNORE = "ignore"  # the tag that no build sets, by convention
_NEVER: Constraint = ("tag", IGNORE)


class ConstraintError(ValueError):
    """A `//go:build` line that cannot be read: the go command leaves its file out."""


def parse_go_build(text: str) -> Constraint:
    """The expression of a `//go:build` line; ConstraintError where it cannot be read."""
    return _Parser(text).whole()


def parse_plus_build(lines: Iterable[str]) -> Constraint | None:
    """`// +build` lines, given as what follows "+build": all must hold; in one line any of the
    words, of a word all parts between commas. None without lines."""
    whole: Constraint | None = None
    for line in lines:
        any_word: Constraint | None = None
        for word in line.split():
            all_parts: Constraint | None = None
            for part in word.split(","):
                tag = part.removeprefix("!")
                literal = ("tag", tag) if _is_tag(tag) else _NEVER
                if part.startswith("!") and _is_tag(tag):
                    literal = ("not", literal)
                all_parts = literal if all_parts is None else ("and", all_parts, literal)
            assert all_parts is not None
            any_word = all_parts if any_word is None else ("or", any_word, all_parts)
        holds = _NEVER if any_word is None else any_word
        whole = holds if whole is None else ("and", whole, holds)
    return whole


def _is_tag(word: str) -> bool:
    return bool(word) and all(letter.isalnum() or letter in "_." for letter in word)


class _Parser:
    """Reads an expression: "||" binds least, then "&&", then "!"."""

    __slots__ = ("_at", "_depth", "_tokens")

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._at = 0
        self._depth = 0

    def whole(self) -> Constraint:
        constraint = self._any()
        if self._at < len(self._tokens):
            raise ConstraintError(f"unexpected {self._tokens[self._at]}")
        return constraint

    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _any(self) -> Constraint:
        constraint = self._all()
        while self._next() == "||":
            self._at += 1
            constraint = ("or", constraint, self._all())
        return constraint

    def _all(self) -> Constraint:
        constraint = self._not()
        while self._next() == "&&":
            self._at += 1
            constraint = ("and", constraint, self._not())
        return constraint

    def _not(self) -> Constraint:
        if self._next() == "!":
            self._at += 1
            if self._next() == "!":
                raise ConstraintError("double negation")
            return ("not", self._not())
        return self._atom()

    def _atom(self) -> Constraint:
        token = self._next()
        self._at += 1
        if token == "(":
            self._depth += 1
            if self._depth > 100:
                raise ConstraintError("nested too deeply")
            constraint = self._any()
            if self._next() != ")":
                raise ConstraintError("missing )")
            self._at += 1
            self._depth -= 1
            return constraint
        if not _is_tag(token):
            raise ConstraintError(f"unexpected {token}" if token else "unexpected end")
        return ("tag", token)


def _tokens(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        letter = text[at]
        if letter in " \t":
            at += 1
        elif letter in "()!":
            yield letter
            at += 1
        elif text[at : at + 2] in ("&&", "||"):
            yield text[at : at + 2]
            at += 2
        else:
            start = at
            while at < len(text) and _is_tag(text[at]):
                at += 1
            if at == start:
                raise ConstraintError(f"invalid character {letter!a}")
            yield text[start:at]


def holds(constraint: Constraint | None, is_set: Callable[[str], bool]) -> bool:
    """Whether a constraint holds where `is_set` tells the tags that are set."""
    if constraint is None:
        return True
    return _evaluate(constraint, lambda tag, _: is_set(tag))


def counts_for_tidy(constraint: Constraint | None) -> bool:
    """Whether `go mod tidy` looks at a file: it takes every tag for set and for not set at
    once, as suits the file, but "ignore" for not set (https://go.dev/ref/mod#go-mod-tidy)."""
    if constraint is None:
        return True
    return _evaluate(constraint, lambda tag, wanted: wanted and tag != IGNORE)


def holds_somewhere(constraint: Constraint | None, name: str) -> bool:
    """Whether the Go file `name` with this constraint is built on some platform without custom
    tags: by a plain `go build`, or by `go test` (with the race detector, for one)."""
    from ..values import platforms  # only where there is something to report

    system, architecture = platforms.of_name(name)
    if constraint is None:
        return True
    named = tags(constraint)
    systems = [system] if system else [*(named & platforms.SYSTEMS), "linux", "windows", "plan9"]
    architectures = (
        [architecture] if architecture else [*(named & platforms.ARCHITECTURES), "amd64", "386"]
    )
    for on in systems:
        fixed = {on, platforms.IMPLIED.get(on, on)} | (
            {"unix"} & named if on in platforms.UNIX else set()
        )
        for processor in architectures:
            if _holds_on(constraint, fixed | {processor}):
                return True
    return False


# Tags that are set by the toolchain or by options of `go build`, and those that are not: either
_EITHER = frozenset(["cgo", "gc", "gccgo", "race", "msan", "asan"])


def _holds_on(constraint: Constraint, is_set: set[str]) -> bool:
    """Whether a constraint holds on a platform for some toolchain; its tags are `is_set`."""

    def value(tag: str, wanted: bool) -> bool:
        if tag in _EITHER or tag.startswith(("go1.", "goexperiment.")):
            return wanted
        return tag in is_set

    return _evaluate(constraint, value)


def _evaluate(constraint: Constraint, value: Callable[[str, bool], bool]) -> bool:
    """The value of an expression; `value` gives that of a tag, and is told whether the
    expression would rather have it true. Without recursion: a line may be long."""
    results: list[bool] = []
    stack: list[tuple[object, bool]] = [(constraint, True)]
    while stack:
        node, wanted = stack.pop()
        if isinstance(node, str):
            right = results.pop()
            if node == "not":
                results.append(not right)
            else:
                left = results.pop()
                results.append(left and right if node == "and" else left or right)
            continue
        assert isinstance(node, tuple)
        operator = node[0]
        if operator == "tag":
            results.append(value(str(node[1]), wanted))
        elif operator == "not":
            stack += [("not", wanted), (node[1], not wanted)]
        else:
            stack += [(operator, wanted), (node[2], wanted), (node[1], wanted)]
    return results[0]


def tags(constraint: Constraint | None) -> set[str]:
    """The tags that a constraint names."""
    names: set[str] = set()
    stack: list[object] = [constraint]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            if node[0] == "tag":
                names.add(str(node[1]))
            else:
                stack += node[1:]
    return names
