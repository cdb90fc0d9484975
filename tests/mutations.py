"""The small faults that may be put into the code: one operator, number or statement is another.

Only what can change the behaviour is a mutant: nothing in documentation, annotations or what only
type checkers read, and nothing that is not Python.
"""

from __future__ import annotations

import ast
import difflib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

ROOMS = ("checks", "formats", "git", "verdicts")

COMPARED = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
CALCULATED = {ast.Add: ("+", "-"), ast.Sub: ("-", "+")}
JOINED = {ast.And: ("and", "or"), ast.Or: ("or", "and")}
BESIDE_OPERATOR = rb"(?:[\s()\\]|#[^\n]*)*"  # what may stand between it and an operand


@dataclass(frozen=True, order=True)
class Mutant:
    """The bytes from `start` to `end` of a file are `text`.

    `lines` are those from the beginning of the statement to the fault: a test that runs one of
    them meets it. `at_import` says that it stands outside of all functions.
    """

    path: str
    start: int
    end: int
    text: str
    lines: tuple[int, ...]
    at_import: bool

    def applied(self, data: bytes) -> bytes:
        """The file with the fault in it."""
        return data[: self.start] + self.text.encode() + data[self.end :]

    def difference(self, checkout: Path) -> str:
        """The fault as a reader sees it."""
        whole = (checkout / self.path).read_bytes()
        lines, faulty = whole.decode().splitlines(), self.applied(whole).decode().splitlines()
        shown = difflib.unified_diff(lines, faulty, self.path, self.path, lineterm="", n=2)
        return "\n".join(shown)


class Finder(ast.NodeVisitor):
    """All mutants of one file."""

    def __init__(self, path: str, data: bytes) -> None:
        self._path = path
        self._data = data
        self._starts = [0]
        for line in data.split(b"\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._depth = 0  # of functions
        self._statement = 1
        self.found: list[Mutant] = []

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.stmt):
            self._statement = node.lineno
        super().visit(node)

    def visit_If(self, node: ast.If) -> None:
        if not (isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"):
            self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if ast.unparse(node.targets[0]) not in ("TYPE_CHECKING", "__slots__"):
            self.visit(node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._depth += 1
        for statement in node.body:
            self.visit(statement)
        self._depth -= 1

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, (ast.Call, ast.YieldFrom)):
            self._whole(node, "pass")
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        left: ast.expr = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            self._between(left, right, *COMPARED[type(operator)])
            left = right
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._between(left, right, *JOINED[type(node.op)])
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in CALCULATED:
            self._between(node.left, node.right, *CALCULATED[type(node.op)])
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._whole(node, f"bool({ast.unparse(node.operand)})")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._whole(node, str(not node.value))
        elif isinstance(node.value, int):
            self._whole(node, str(node.value + 1))

    def visit_Break(self, node: ast.Break) -> None:
        self._whole(node, "continue")

    def visit_Continue(self, node: ast.Continue) -> None:
        self._whole(node, "break")

    def _whole(self, node: ast.expr | ast.stmt, text: str) -> None:
        """Something else instead of a node."""
        self._add(*_first(node), *_last(node), text)

    def _between(self, left: ast.expr, right: ast.expr, old: str, new: str) -> None:
        """Another operator between two operands."""
        line, column = _last(left)
        last = self._starts[_first(right)[0] - 1] + _first(right)[1]
        gap = self._data[self._starts[line - 1] + column : last]
        operator = re.match(BESIDE_OPERATOR + b"(" + re.escape(old).encode() + b")", gap)
        if operator:
            self._add(line, column + operator.start(1), line, column + operator.end(1), new)

    def _add(self, line: int, column: int, end_line: int, end_column: int, text: str) -> None:
        start = self._starts[line - 1] + column
        end = self._starts[end_line - 1] + end_column
        lines = tuple(range(min(self._statement, line), end_line + 1))
        self.found.append(Mutant(self._path, start, end, text, lines, self._depth == 0))


def _first(node: ast.expr | ast.stmt) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _last(node: ast.expr | ast.stmt) -> tuple[int, int]:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return node.end_lineno, node.end_col_offset


def mutants_of(path: str, data: bytes) -> list[Mutant]:
    """Every mutant of a file, in the order of the file."""
    finder = Finder(path, data)
    finder.visit(ast.parse(data))
    return sorted(finder.found)


def drawn(checkout: Path, count: int, seed: str) -> Iterator[Mutant]:
    """So many mutants of the rooms that are judged, chosen by a name. A change of the code changes
    the choice no more than it has to: each is chosen for the text of its line."""
    paths = sorted(path for room in ROOMS for path in (checkout / "hooks" / room).rglob("*.py"))
    files = {path.relative_to(checkout).as_posix(): path.read_bytes() for path in paths}
    ranks: dict[Mutant, bytes] = {}
    for path, data in files.items():
        for mutant in mutants_of(path, data):
            first = data.rfind(b"\n", 0, mutant.start) + 1
            before = data[first : mutant.start].lstrip()
            after = data[mutant.start :].partition(b"\n")[0]
            named = [seed.encode(), path.encode(), before, after, mutant.text.encode()]
            ranks[mutant] = hashlib.sha256(b"\0".join(named)).digest()
    ranked = sorted(ranks, key=lambda mutant: (ranks[mutant], mutant))
    return islice((each for each in ranked if _is_python(each.applied(files[each.path]))), count)


def _is_python(data: bytes) -> bool:
    try:
        ast.parse(data)
    except SyntaxError:
        return False
    return True
