"""Read the directives of a go.mod or go.work from its syntax, by the table in `table`."""

from __future__ import annotations

from ...values.releases import UNBOUNDED
from ..kinds import RETRACT_NO_MODULE, UNKNOWN_BLOCK, UNKNOWN_DIRECTIVE
from ..problem import EDIT, FORWARD, LOAD
from . import versions
from .line import DirectiveLine
from .syntax import Block, Line, RequireBlock
from .table import BLOCK, LINE, spec_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .directives import Retraction
    from .file import ModFile


def read(file: ModFile) -> None:
    """Fill in the directives and problems of a file from its syntax."""
    for statement in file.syntax.statements:
        if isinstance(statement, RequireBlock) and file.name == "go.mod":
            file.add(statement)
        elif isinstance(statement, Block):
            _read_block(file, statement)
        elif isinstance(statement, Line):
            _read_line(file, statement, statement.words[0], 1, None)
    faults = file.syntax.faults
    if file.name == "go.work":  # nobody reads it as a dependency
        faults = [fault.with_readers(LOAD | EDIT) for fault in faults]
    file.problems[:0] = faults


def _read_block(file: ModFile, block: Block) -> None:
    verb = " ".join(block.words)
    spec = spec_of(verb)
    is_known = spec is not None and bool(spec.allowed_in(file) & BLOCK)
    first = spec.first if spec is not None and is_known else UNBOUNDED
    if first:
        line = DirectiveLine(file, block, verb)
        last = first - 1 if is_known else UNBOUNDED
        message = f"unknown block type: {verb}"
        line.report(UNKNOWN_BLOCK, message, readers=LOAD | EDIT, last=last, word=verb)
    if is_known:
        for inner in block.lines:
            _read_line(file, inner, verb, 0, block)


def _read_line(file: ModFile, node: Line, verb: str, skip: int, block: Block | None) -> None:
    line = DirectiveLine(file, node, verb, skip, block)
    spec = spec_of(verb)
    if spec is not None and not spec.allowed_in(file) & (LINE if block is None else BLOCK):
        spec = None
    if block is None and (spec is None or spec.first):
        last = UNBOUNDED if spec is None else spec.first - 1
        message = f"unknown directive: {verb}"
        line.report(UNKNOWN_DIRECTIVE, message, readers=LOAD | EDIT, last=last, word=verb)
    if spec is not None:
        line.first = spec.first
        line.is_lax = spec.is_lax
        spec.read(line, node.words[skip:] if skip else node.words)


def check_retractions(file: ModFile) -> None:
    """Report what loading finds wrong with retractions, for which it needs the module's path."""
    _check_retractions(file, file.retracts, LOAD | FORWARD)
    _check_retractions(file, file.cut_retracts, FORWARD)


def _check_retractions(file: ModFile, retracts: list[Retraction], readers: int) -> None:
    if not retracts:
        return
    path = file.module.path if file.module is not None else ""
    if not path:
        message = "no module directive found, so retract cannot be used"
        line = DirectiveLine.of(file, retracts[0], "retract")
        line.report(RETRACT_NO_MODULE, message, readers=readers)
        return
    for retraction in retracts:
        for version in (retraction.low, retraction.high):
            fault = versions.load_fault("retract", path, version)
            if fault is not None:
                DirectiveLine.of(file, retraction, "retract").report(
                    fault.kind,
                    fault.message,
                    readers=readers,
                    word=version,
                    module=path,
                    version=version,
                    is_query=fault.is_query,
                )
                break
