"""The directives of go.mod, read from its syntax; https://go.dev/ref/mod#go-mod-file."""

from __future__ import annotations

from ..values.releases import DIRECTIVES
from . import mod_shared, mod_versions
from .directives import (
    Exclusion,
    Ignore,
    Module,
    Requirement,
    Retraction,
    Tool,
)
from .mod_places import Place
from .mod_syntax import Block, Line, Requirements
from .mod_words import is_indirect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .mod_file import GoMod

BLOCKS = frozenset(
    ("exclude", "godebug", "ignore", "module", "replace", "require", "retract", "tool")
)
_LAX = frozenset(("go", "ignore", "module", "require"))


def read(tree: GoMod) -> None:
    """Fill a go.mod's directives and problems from its syntax."""
    for statement in tree.syntax.statements:
        if isinstance(statement, Requirements):
            tree.add(statement)
        elif isinstance(statement, Block):
            _block(tree, statement)
        elif isinstance(statement, Line):
            _line(tree, statement, statement.words[0], 1, None)
    _check_retractions(tree)
    for faults in (tree.problems, tree.edit_problems, tree.lax_problems, tree.lasting_problems):
        faults[:0] = tree.syntax.faults


def _block(tree: GoMod, block: Block) -> None:
    verb = " ".join(block.words)
    since = DIRECTIVES.get(verb, 999) if verb in BLOCKS else 999
    if since:
        place = Place(tree, block, verb)
        message = f"unknown block type: {verb}"
        place.say("unknown-block", message, -1, until=since - 1, lax=False)
    if since < 999:
        for line in block.lines:
            _line(tree, line, verb, 0, block)


def _line(tree: GoMod, line: Line, verb: str, skip: int, block: Block | None) -> None:
    place = Place(tree, line, verb, skip, block)
    since = DIRECTIVES.get(verb, 999) if verb != "use" else 999
    if since and block is None:
        message = f"unknown directive: {verb}"
        place.say("unknown-directive", message, -1, until=since - 1, lax=False)
    if since < 999:
        place.since = since
        place.lax = verb in _LAX
        words = line.words[skip:] if skip else line.words
        if verb in _READERS:
            _READERS[verb](tree, place, words)
        else:
            mod_shared.READERS[verb](place, words)


def _module(tree: GoMod, place: Place, words: list[str]) -> None:
    if tree.module is not None:
        place.say("repeated", "repeated module statement", -1)
        return
    if len(words) != 1:
        tree.module = Module("", "", place.line, place.column)
        place.say("usage", "usage: module module/path", -1)
        return
    path = place.string(words, 0, "invalid quoted string: ")
    tree.module = Module(path or "", place.deprecation(), place.line, place.column)


def _module_version(place: Place, words: list[str]) -> tuple[str, str] | None:
    """The path and version of a require or exclude line; None where they cannot be read."""
    verb = place.verb
    if len(words) != 2:
        place.say("usage", f"usage: {verb} module/path v1.2.3", -1)
        return None
    path = place.string(words, 0, "invalid quoted string: ")
    if path is None:
        return None
    version = place.version(words, 1, path)
    return None if version is None else (path, version)


def _require(tree: GoMod, place: Place, words: list[str]) -> None:
    found = _module_version(place, words)
    if found is not None:
        path, version = found
        suffix = place.node.suffix
        indirect = bool(suffix) and is_indirect(suffix)
        made = Requirement(path, version, indirect, place.line, place.column)
        tree.add(made)


def _exclude(tree: GoMod, place: Place, words: list[str]) -> None:
    found = _module_version(place, words)
    if found is not None:
        tree.excludes.append(Exclusion(found[0], found[1], place.line, place.column))


def _retract(tree: GoMod, place: Place, words: list[str]) -> None:
    interval = _interval(place, words)
    if interval is None:
        return
    low, high, end = interval
    made = Retraction(low, high, place.rationale(), place.line, place.column)
    if end < len(words):
        message = f'unexpected token after version: "{words[end]}"'
        place.say("extra-token", message, end)
        tree.cut_retracts.append(made)
    else:
        tree.retracts.append(made)


def _interval(place: Place, words: list[str]) -> tuple[str, str, int] | None:
    """The bounds of a retract line and the number of words that they take; None where they
    cannot be read."""
    if not words or words[0] == "(":
        place.say("retract-interval", "expected '[' or version", 0 if words else -1)
        return None
    if words[0] != "[":
        version = place.string(words, 0, f'retract: version "{words[0]}" invalid: ')
        return None if version is None else (version, version, 1)
    low = _bound(place, words, 1, "expected version after '['")
    if low is None or not _expects(place, words, 2, ",", "expected ',' after version"):
        return None
    high = _bound(place, words, 3, "expected version after ','")
    if high is None or not _expects(place, words, 4, "]", "expected ']' after version"):
        return None
    return low, high, 5


def _bound(place: Place, words: list[str], index: int, message: str) -> str | None:
    if index >= len(words):
        place.say("retract-interval", message, -1)
        return None
    return place.string(words, index, f'retract: version "{words[index]}" invalid: ')


def _expects(place: Place, words: list[str], index: int, word: str, message: str) -> bool:
    if index < len(words) and words[index] == word:
        return True
    place.say("retract-interval", message, index if index < len(words) else -1)
    return False


def _check_retractions(tree: GoMod) -> None:
    """What loading says of retractions once the module's path is known."""
    for some, load in ((tree.retracts, True), (tree.cut_retracts, False)):
        if not some:
            continue
        if tree.module is None or not tree.module.path:
            message = "no module directive found, so retract cannot be used"
            place = Place.at(tree, some[0])
            fault = ("retract-no-module", message)
            place.say(*fault, -1, edit=False, load=load, lax=False, lasting=True)
        else:
            _check_versions(tree, tree.module.path, some, load)


def _check_versions(tree: GoMod, path: str, retracts: list[Retraction], load: bool) -> None:
    """The first version of each retraction that loading refuses."""
    for one in retracts:
        for version in (one.low, one.high):
            fault = mod_versions.loaded("retract", path, version)
            if fault[0]:
                Place.at(tree, one).say(
                    *fault,
                    -1,
                    edit=False,
                    load=load,
                    lax=False,
                    lasting=True,
                    module=path,
                    version=version,
                )
                break


def _one(place: Place, words: list[str]) -> str | None:
    """The one argument of a tool or ignore line."""
    if len(words) != 1:
        verb = place.verb
        place.say(f"{verb}-args", f"{verb} directive expects exactly one argument", -1)
        return None
    return place.string(words, 0, "invalid quoted string: ")


def _tool(tree: GoMod, place: Place, words: list[str]) -> None:
    path = _one(place, words)
    if path is not None:
        tree.tools.append(Tool(path, place.line, place.column))


def _ignore(tree: GoMod, place: Place, words: list[str]) -> None:
    path = _one(place, words)
    if path is not None:
        tree.ignores.append(Ignore(path, place.line, place.column))


_READERS: dict[str, Callable[[GoMod, Place, list[str]], None]] = {
    "exclude": _exclude,
    "ignore": _ignore,
    "module": _module,
    "require": _require,
    "retract": _retract,
    "tool": _tool,
}
