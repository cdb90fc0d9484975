"""The canonical layout of go.mod and go.work, as `go mod edit -fmt` writes it.

Statements are separated by a blank line, blocks are indented by a tab and sorted,
a block of one line is written as a line, an empty block is dropped, of repeated
lines one is kept, versions are written in full, strings are quoted only where they
have to be, and lines end in a line feed.

Two replacements of one path by different targets are both kept, because only the
author knows which one is meant. Where `go mod edit -fmt` changes its own result when
it runs again, this is the final result.
https://go.dev/ref/mod#go-mod-file-format
"""

from __future__ import annotations

from ...values import semver
from ...values.releases import NEWEST
from ..problem import EDIT
from . import quoting, versions
from .syntax import Block, Comments, Line, RequireBlock
from .table import AS_IS, KEEP_FIRST, KEEP_LAST, REPLACEMENT, UNQUOTED, VERSIONED, spec_of
from .words import is_indirect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeGuard

    from .file import ModFile

SEMANTIC_EXCLUDES = "v1.21"  # from this go line on, exclude blocks are sorted by version


class OutputLine:
    """A line to write: the words after its verb, the comments above it (`before`) and the one
    at its end (`suffix`)."""

    __slots__ = ("before", "suffix", "verb", "words")

    def __init__(self, verb: str, words: list[str], before: list[str], suffix: str) -> None:
        self.verb = verb
        self.words = words
        self.before = before
        self.suffix = suffix


class OutputBlock:
    """A block to write, or a single line: then `lines` has one, which has all the comments.

    `before` are the comments above a block, `suffix` the one after its "("; `end_before` and
    `end_suffix` are those above and after its ")".
    """

    __slots__ = ("before", "end_before", "end_suffix", "is_block", "lines", "suffix", "verb")

    def __init__(self, verb: str, lines: list[OutputLine], block: Block | None = None) -> None:
        self.verb = verb
        self.lines = lines
        self.is_block = block is not None
        self.before = list(block.before) if block else []
        self.suffix = block.suffix if block else ""
        self.end_before = list(block.end_before) if block else []
        self.end_suffix = block.end_suffix if block else ""


def canonical(file: ModFile, *, fold: bool = False) -> bytes:
    """The file in canonical layout; with `fold`, in at most two require blocks.

    ValueError where the newest known release cannot read the file.
    """
    if any(problem.applies_to(NEWEST) for problem in file.read_by(EDIT)):
        raise ValueError("the file cannot be read")
    if fold:
        return written(file, folded(outputs(file), file))
    statements = file.syntax.statements
    return written(
        file, [_sorted_requirements(statement) or _output(statement) for statement in statements]
    )


def outputs(file: ModFile) -> list[Comments | OutputBlock]:
    """The statements of a file, to be changed and `written`."""
    return [_output(statement) for statement in file.syntax.statements]


def written(file: ModFile, parts: Sequence[Comments | OutputBlock | str]) -> bytes:
    """The text of these statements of a file, in canonical layout."""
    _drop_repeated([part for part in parts if isinstance(part, OutputBlock)])
    sorts_excludes = file.go is not None and (
        semver.compare("v" + file.go.version, SEMANTIC_EXCLUDES) >= 0
    )
    texts = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
        elif isinstance(part, Comments):
            texts.append("".join(_comment(text, "") for text in part.before))
        elif part.lines:
            _sort(part, sorts_excludes)
            texts.append(_block(part))
    return "\n".join(texts).encode("utf-8", "surrogateescape")


def _sorted_requirements(statement: Line | Comments) -> str:
    """The text of a block of ordinary requirements in the right order, whose lines are written as
    they are; "" for every other statement."""
    if not isinstance(statement, RequireBlock) or len(statement.known) < 2:
        return ""
    required = [(module.path, module.version) for module, _, _ in statement.known]
    if required != sorted(required):
        return ""
    lines = [_comment(text, "").rstrip("\n") for text in statement.before]
    lines.append(f"require ({_suffix(statement.suffix)}")
    lines += [line for _, _, line in statement.known]
    return "\n".join([*lines, ")\n"])


def _output(statement: Line | Comments) -> Comments | OutputBlock:
    if isinstance(statement, Comments):
        return statement
    verb = statement.words[0]
    if isinstance(statement, Block):
        lines = [_output_line(verb, line, line.words) for line in statement.lines]
        return OutputBlock(verb, lines, statement)
    return OutputBlock(verb, [_output_line(verb, statement, statement.words[1:])])


def _output_line(verb: str, line: Line, words: list[str]) -> OutputLine:
    spec = spec_of(verb)
    style = AS_IS if spec is None else spec.style
    return OutputLine(verb, _STYLES[style](words), line.before, line.suffix)


def _as_is(words: list[str]) -> list[str]:
    return words


def _unquoted(words: list[str]) -> list[str]:
    """The words without needless quotes."""
    if not any('"' in word for word in words):
        return words
    return [quoting.requote(word) for word in words]


def _with_version(words: list[str]) -> list[str]:
    words = _unquoted(words)
    if semver.is_canonical(words[1]):
        return words
    return [words[0], versions.in_full(words[1])]


def _replacement(words: list[str]) -> list[str]:
    words = _unquoted(words)
    arrow = 1 if words[1] == "=>" else 2
    for index in (arrow - 1, arrow + 2):
        if 0 < index < len(words) and not semver.is_canonical(words[index]):
            words = [*words[:index], versions.in_full(words[index]), *words[index + 1 :]]
    return words


_STYLES: dict[str, Callable[[list[str]], list[str]]] = {
    AS_IS: _as_is,
    UNQUOTED: _unquoted,
    VERSIONED: _with_version,
    REPLACEMENT: _replacement,
}


def _drop_repeated(blocks: Sequence[OutputBlock]) -> None:
    """Drop repeated lines of the directives that allow it, see `table`."""
    by_verb: dict[str, list[OutputBlock]] = {}
    for block in blocks:
        by_verb.setdefault(block.verb, []).append(block)
    for verb, same in by_verb.items():
        spec = spec_of(verb)
        if spec is not None and spec.repeated == KEEP_FIRST:
            _keep_first(same)
        elif spec is not None and spec.repeated == KEEP_LAST:
            _keep_last(same)


def _keep_first(blocks: Sequence[OutputBlock]) -> None:
    seen = set()
    for block in blocks:
        lines = []
        for line in block.lines:
            words = tuple(line.words)
            if words not in seen:
                seen.add(words)
                lines.append(line)
        block.lines = lines


def _keep_last(blocks: Sequence[OutputBlock]) -> None:
    """Keep the last of equal replacements, but all replacements of one path by different
    targets."""
    last: dict[tuple[str, ...], OutputLine] = {}
    unequal = set()
    for block in blocks:
        for line in block.lines:
            replaced = _replaced(line)
            if replaced in last and last[replaced].words != line.words:
                unequal.add(replaced)
            last[replaced] = line
    for block in blocks:
        block.lines = [
            line
            for line in block.lines
            if last[_replaced(line)] is line or _replaced(line) in unequal
        ]


def _replaced(line: OutputLine) -> tuple[str, ...]:
    """What a replacement replaces: a path, or a path and a version."""
    return tuple(line.words[: line.words.index("=>", 1)])


def _sort(block: OutputBlock, sorts_excludes_by_version: bool) -> None:
    if not block.is_block:
        return
    if block.verb == "retract":
        block.lines.sort(key=_retract_key, reverse=True)
    elif block.verb == "exclude" and sorts_excludes_by_version:
        block.lines.sort(key=_exclude_key)
    else:
        block.lines.sort(key=_text_key)
    before = block.lines[0].before
    if before[:1] == [""]:
        block.lines[0].before = before[1:]


def _text_key(line: OutputLine) -> list[bytes]:
    return [word.encode("utf-8", "surrogateescape") for word in line.words]


def _exclude_key(line: OutputLine) -> tuple[bytes, semver.Key]:
    return line.words[0].encode("utf-8", "surrogateescape"), semver.key(line.words[1])


def _retract_key(line: OutputLine) -> tuple[semver.Key, semver.Key]:
    words = line.words
    low, high = (words[1], words[3]) if words[0] == "[" else (words[0], words[0])
    return semver.key(low), semver.key(high)


def _block(block: OutputBlock) -> str:
    lines = block.lines
    if len(lines) == 1 and not block.end_before:
        return _line(lines[0], block.verb + " ", "", [*block.before, *lines[0].before])
    texts = [_comment(text, "") for text in block.before]
    texts.append(f"{block.verb} ({_suffix(block.suffix)}\n")
    for line in lines:
        texts.append(_line(line, "", "\t", line.before))
    texts += [_comment(text, "") for text in block.end_before]
    texts.append(f"){_suffix(block.end_suffix)}\n")
    return "".join(texts)


def _line(line: OutputLine, start: str, indent: str, before: list[str]) -> str:
    words = " ".join(line.words)
    if line.verb == "retract":
        words = words.replace("[ ", "[").replace(" , ", ", ").replace(" ]", "]")
    text = f"{indent}{start}{words}{_suffix(line.suffix)}\n"
    if before:
        return "".join(_comment(comment, indent) for comment in before) + text
    return text


def _comment(text: str, indent: str) -> str:
    text = text.rstrip()
    return f"{indent}{text}\n" if text else "\n"


def _suffix(text: str) -> str:
    return " " + text.rstrip() if text else ""


def folded(
    parts: list[Comments | OutputBlock],
    file: ModFile,
    edit: Callable[[Sequence[OutputBlock]], None] | None = None,
) -> list[Comments | OutputBlock]:
    """The same statements with the requirements in at most two blocks, one of the direct and one
    of the indirect requirements, as Go 1.27 writes them. Statements of a file below go 1.17,
    which does not separate the two kinds, are returned as they are.

    Each block takes the place of the last statement of its kind; comments above blocks are
    joined. Comments after parentheses and above closing ones, which `go mod tidy` would
    drop, are kept. `edit` changes the lines of the blocks, after the places are found.
    """
    if not file.is_pruned:
        return parts
    blocks = [part for part in parts if _is_of_requirements(part)]
    direct = _gathered(blocks, indirect=False)
    indirect = _gathered(blocks, indirect=True)
    places = _places(parts)
    if edit is not None:
        edit(blocks)
    every = [line for block in blocks for line in block.lines]
    direct.lines = [line for line in every if not is_indirect(line.suffix)]
    indirect.lines = [line for line in every if is_indirect(line.suffix)]
    result: list[Comments | OutputBlock] = []
    for number, part in enumerate(parts):
        if not _is_of_requirements(part):
            result.append(part)
        for place, block in zip(places, (direct, indirect), strict=True):
            if place == number and block.lines:
                result.append(block)
    return result


def _is_of_requirements(part: Comments | OutputBlock) -> TypeGuard[OutputBlock]:
    return isinstance(part, OutputBlock) and part.verb == "require"


def _kinds(block: OutputBlock) -> set[bool]:
    """{True} for a block of indirect requirements, {False} for direct ones, or both values."""
    return {is_indirect(line.suffix) for line in block.lines}


def _gathered(blocks: list[OutputBlock], *, indirect: bool) -> OutputBlock:
    """The block of all requirements of a kind, its lines left out, with the comments of the
    blocks that it is made of.

    The comments of a mixed block go to the block of direct requirements.
    """
    gathered = OutputBlock("require", [])
    gathered.is_block = True
    own = [block for block in blocks if block.lines and (_kinds(block) == {True}) == indirect]
    target = own[-1] if own else None
    for block in own:
        if block.before:
            gathered.before += ["//", *block.before] if gathered.before else block.before
        if block is target:
            gathered.suffix, gathered.end_suffix = block.suffix, block.end_suffix
            gathered.end_before += block.end_before
        else:
            gathered.end_before += [text for text in (block.suffix, block.end_suffix) if text]
            gathered.end_before += block.end_before
    return gathered


def _places(parts: list[Comments | OutputBlock]) -> tuple[int, int]:
    """The numbers of the statements whose place the direct and the indirect block take; -1
    without requirements."""
    last = {False: -1, True: -1}
    mixed = -1
    for number, part in enumerate(parts):
        if _is_of_requirements(part) and part.lines:
            kinds = _kinds(part)
            if len(kinds) == 1:
                last[kinds.pop()] = number
            else:
                mixed = number
    direct, indirect = last[False], last[True]
    if direct < 0:
        direct = indirect if indirect >= 0 else mixed
    if indirect < 0:
        indirect = direct
    return direct, indirect
