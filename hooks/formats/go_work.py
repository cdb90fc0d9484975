"""go.work, https://go.dev/ref/mod#go-work-file."""

from __future__ import annotations

from ..values.releases import DIRECTIVES
from . import mod_shared
from .directives import Use
from .mod_file import GoWork
from .mod_places import Place
from .mod_syntax import Block, Line

_LINES = frozenset(("go", "godebug", "replace", "toolchain", "use"))
_BLOCKS = frozenset(("godebug", "replace", "use"))


def parse(data: bytes) -> GoWork:
    """Read go.work. Nothing is raised: what is wrong stands in the problems."""
    tree = GoWork(data)
    for statement in tree.syntax.statements:
        if isinstance(statement, Block):
            _block(tree, statement)
        elif isinstance(statement, Line):
            _line(tree, statement, statement.words[0], 1, None)
    tree.edit_problems[:0] = tree.syntax.faults
    tree.problems = tree.edit_problems  # nothing is looked up: loading says the same
    return tree


def _block(tree: GoWork, block: Block) -> None:
    verb = " ".join(block.words)
    since = DIRECTIVES[verb] if verb in _BLOCKS else 999
    if since:
        place = Place(tree, block, verb, lax=False)
        place.say("unknown-block", f"unknown block type: {verb}", -1, until=since - 1)
    if since < 999:
        for line in block.lines:
            _line(tree, line, verb, 0, block)


def _line(tree: GoWork, line: Line, verb: str, skip: int, block: Block | None) -> None:
    since = DIRECTIVES[verb] if verb in _LINES else 999
    place = Place(tree, line, verb, skip, block, lax=False)
    if since and block is None:
        place.say("unknown-directive", f"unknown directive: {verb}", -1, until=since - 1)
    if since < 999:
        place.since = since
        words = line.words[skip:]
        if verb == "use":
            _use(tree, place, words)
        else:
            mod_shared.READERS[verb](place, words)


def _use(tree: GoWork, place: Place, words: list[str]) -> None:
    if len(words) != 1:
        place.say("usage", "usage: use local/dir", -1)
        return
    path = place.string(words, 0, "invalid quoted string: ")
    if path is not None:
        tree.uses.append(Use(path, place.line, place.column))
