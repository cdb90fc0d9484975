"""Requirements dropped, added, raised and marked as direct or indirect, as `go mod tidy` writes
them.

Below go 1.17 a line stays where it is. From there on direct and indirect requirements have
blocks of their own: a line whose mark changes moves from the last block of one kind alone to
that of the other, which is made where it is lacking. Blocks with comments, and blocks of both
kinds, keep their lines; but the only block of a file, if it is of both kinds, is split. From
go 1.27 on all requirements are gathered in two blocks (see `layout.folded`).
https://go.dev/ref/mod#go-mod-file-require, https://pkg.go.dev/golang.org/x/mod/modfile
"""

from __future__ import annotations

from ...values.releases import NEWEST
from ..problem import EDIT
from . import layout, quoting
from .layout import OutputBlock, OutputLine
from .words import is_indirect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .file import GoMod
    from .syntax import Comments

DROPPED, AS_DIRECT, AS_INDIRECT = "dropped", "direct", "indirect"
FIRST_FOLDED = "1.27"


def edited(
    file: GoMod, edits: Mapping[str, str], versions: Mapping[str, str] | None = None
) -> bytes:
    """The file with its requirements edited, by module path, and in canonical layout; `versions`
    are those of requirements that change, and of those that are added.

    ValueError where it cannot be read, or requires a module twice; and from go 1.27 on where
    comments belong to requirements, since it is not known where they end up.
    """
    problems = file.read_by(EDIT)
    if any(problem.applies_to(NEWEST) for problem in problems) or len(
        {each.path for each in file.requires}
    ) != len(file.requires):
        raise ValueError("the file cannot be edited")
    edit = _Edit(edits, versions or {})
    parts = layout.outputs(file)
    blocks = [part for part in parts if isinstance(part, OutputBlock) and part.verb == "require"]
    if file.go_at_least(FIRST_FOLDED):
        if any(
            _has_comments(each) or each.suffix or each.end_before or each.end_suffix
            for each in blocks
        ):
            raise ValueError("it is not known where the comments end up")
        return layout.written(file, layout.folded(parts, file, edit.apply_and_add))
    if not file.is_pruned:
        edit.apply_and_add(blocks)
        return layout.written(file, parts)
    separate = _Separate(parts, blocks)
    edit.apply(blocks)
    separate.settle(blocks, edit.added())
    return layout.written(file, parts)


class _Edit:
    """What is done to requirements, and which of them were met."""

    def __init__(self, edits: Mapping[str, str], versions: Mapping[str, str]) -> None:
        self._edits = edits
        self._versions = versions
        self._met: set[str] = set()

    def apply(self, blocks: Sequence[OutputBlock]) -> None:
        """Drop, raise and mark lines; blank lines between requirements are dropped."""
        for block in blocks:
            kept = []
            for line in block.lines:
                path = quoting.unquote(line.words[0]) or ""
                self._met.add(path)
                edit = self._edits.get(path)
                if edit == DROPPED:
                    continue
                if edit is not None and (edit == AS_INDIRECT) != is_indirect(line.suffix):
                    _mark(line, indirect=edit == AS_INDIRECT)
                if path in self._versions:
                    line.words = [line.words[0], self._versions[path]]
                if not any(line.before):
                    line.before = []
                kept.append(line)
            block.lines = kept

    def added(self) -> list[OutputLine]:
        """The lines of the requirements that were not met."""
        return [
            OutputLine(
                "require",
                [path, version],
                [],
                "// indirect" if self._edits.get(path) == AS_INDIRECT else "",
            )
            for path, version in self._versions.items()
            if path not in self._met
        ]

    def apply_and_add(self, blocks: Sequence[OutputBlock]) -> None:
        """The same, where one block may hold both kinds."""
        self.apply(blocks)
        added = self.added()
        if added and not blocks:
            raise ValueError("there is no block for what is added")
        if added:
            blocks[-1].is_block = True
            blocks[-1].lines += added


def _mark(line: OutputLine, *, indirect: bool) -> None:
    """Set or remove the comment `// indirect`, and keep what else the comment says."""
    text = _remark(line.suffix)
    if indirect:
        line.suffix = f"// indirect; {text}" if text else "// indirect"
    else:
        line.suffix = f"// {text}" if text else ""


class _Separate:
    """The block of direct and the block of indirect requirements, and what moves there."""

    def __init__(self, parts: list[Comments | OutputBlock], blocks: list[OutputBlock]) -> None:
        self._parts = parts
        self._direct: OutputBlock | None = None
        self._indirect: OutputBlock | None = None
        if len(blocks) == 1 and not blocks[0].before:
            (block,) = blocks
            self._direct = None if _are_indirect(block) else block
            self._indirect = block if _are_indirect(block) else None
            block.suffix, block.end_before, block.end_suffix = "", [], ""
            return
        for block in blocks:
            if _has_comments(block):
                continue
            if _are_indirect(block):
                self._indirect = block
            elif not any(is_indirect(line.suffix) for line in block.lines):
                self._direct = block

    def settle(self, blocks: Sequence[OutputBlock], added: Sequence[OutputLine]) -> None:
        """Move the lines whose marks changed, and those that are `added`, to their blocks; a block
        that is lacking is made."""
        moved: dict[bool, list[OutputLine]] = {False: [], True: []}
        for line in added:
            moved[is_indirect(line.suffix)].append(line)
        for block in blocks:
            is_free = block.is_block or len(blocks) == 1
            if is_free and block in (self._direct, self._indirect):
                own = block is self._indirect
                moved[not own] += [line for line in block.lines if is_indirect(line.suffix) != own]
                block.lines = [line for line in block.lines if is_indirect(line.suffix) == own]
        for indirect, lines in moved.items():
            target, other = self._direct, self._indirect
            if indirect:
                target, other = other, target
            if lines and target is None:
                if other is None:
                    raise ValueError("there is no block for what is added")
                target = OutputBlock("require", [])
                self._parts.insert(self._parts.index(other) + indirect, target)
            if lines and target is not None:
                target.is_block = True
                target.lines += lines


def _are_indirect(block: OutputBlock) -> bool:
    """Whether all lines of a block are marked as indirect."""
    return all(is_indirect(line.suffix) for line in block.lines)


def _has_comments(block: OutputBlock) -> bool:
    """Whether a comment other than a mark belongs to a block, or to a line of it."""
    return bool(block.before) or any(line.before or _remark(line.suffix) for line in block.lines)


def _remark(suffix: str) -> str:
    """What the comment at the end of a line says besides "indirect"."""
    text = suffix.removeprefix("//").strip()
    if is_indirect(suffix):
        text = text.removeprefix("indirect").removeprefix(";").strip()
    return text
