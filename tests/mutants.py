"""How many small faults the tests see: `python -m tests.mutants --seed NAME`.

Mutants are drawn from the readers, verdicts and checks: one operator, number or statement is
another one. Each is put to the tests that run its line, the quickest first, in a copy of the
checkout; a mutant is killed where one of them fails, or takes far too long. What survives is
printed as a difference, to be killed by a new test or shown to mean the same.

Tests that start other processes, which import what is installed, and those that take their time
count for nothing here; so the share is a lower bound of what the whole suite kills.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

CHECKOUT = Path(__file__).parent.parent
ROOMS = ("checks", "formats", "git", "verdicts")
SUITE = ("tests", *(f"--ignore=tests/{each}" for each in ("differential", "end_to_end", "hostile")))
COPIED = (
    *("hooks", "tests", "testdata", "bench", "docs", "templates", ".pre-commit-hooks.yaml"),
    *("action.yml", "mkdocs.yml", "problem-matcher.json", "pyproject.toml"),
)
LONGEST = 300  # seconds for all tests of one mutant
FIRST = 40  # so many tests are tried before the rest

COMPARED = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: (" in ", " not in "),
    ast.NotIn: (" not in ", " in "),
    ast.Is: (" is ", " is not "),
    ast.IsNot: (" is not ", " is "),
}
CALCULATED = {ast.Add: ("+", "-"), ast.Sub: ("-", "+")}
JOINED = {ast.And: (" and ", " or "), ast.Or: (" or ", " and ")}


@dataclass(frozen=True, order=True)
class Mutant:
    """The bytes from `start` to `end` of a file are `text`; the line is the first of them."""

    path: str
    line: int
    start: int
    end: int
    text: str


class Finder(ast.NodeVisitor):
    """All mutants of one file, but for what only types and documentation are made of."""

    def __init__(self, path: str, source: str) -> None:
        self._path = path
        self._bytes = source.encode()
        self._starts = [0]
        for line in self._bytes.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self.found: list[Mutant] = []

    def visit_If(self, node: ast.If) -> None:
        if not (isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"):
            self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for statement in node.body:
            self.visit(statement)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, (ast.Call, ast.YieldFrom)):
            self._add(node, "pass")
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
            self._add(node, f"bool({ast.unparse(node.operand)})")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._add(node, str(not node.value))
        elif isinstance(node.value, int):
            self._add(node, str(node.value + 1))

    def visit_Break(self, node: ast.Break) -> None:
        self._add(node, "continue")

    def visit_Continue(self, node: ast.Continue) -> None:
        self._add(node, "break")

    def _at(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column

    def _add(self, node: ast.expr | ast.stmt, text: str) -> None:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self._at(node.lineno, node.col_offset)
        end = self._at(node.end_lineno, node.end_col_offset)
        self.found.append(Mutant(self._path, node.lineno, start, end, text))

    def _between(self, left: ast.expr, right: ast.expr, old: str, new: str) -> None:
        """Another operator between two operands; left alone where a line ends beside it."""
        assert left.end_lineno is not None
        assert left.end_col_offset is not None
        start = self._at(left.end_lineno, left.end_col_offset)
        end = self._at(right.lineno, right.col_offset)
        at = self._bytes.find(old.encode(), start, end)
        if at >= 0:
            self.found.append(Mutant(self._path, left.end_lineno, at, at + len(old), new))


def mutants() -> list[Mutant]:
    """Every mutant of the rooms that are judged."""
    found = []
    for room in ROOMS:
        for path in sorted((CHECKOUT / "hooks" / room).rglob("*.py")):
            source = path.read_text(encoding="utf-8")
            finder = Finder(path.relative_to(CHECKOUT).as_posix(), source)
            finder.visit(ast.parse(source))
            found += finder.found
    return sorted(found)


def mutated(mutant: Mutant) -> bytes:
    """The file with the fault in it."""
    data = (CHECKOUT / mutant.path).read_bytes()
    return data[: mutant.start] + mutant.text.encode() + data[mutant.end :]


def difference(mutant: Mutant) -> str:
    """The fault as a reader sees it."""
    lines = (CHECKOUT / mutant.path).read_text(encoding="utf-8").splitlines()
    faulty = mutated(mutant).decode().splitlines()
    shown = difflib.unified_diff(lines, faulty, mutant.path, mutant.path, lineterm="", n=2)
    return "\n".join(shown)


RECORDER = """
import json, os, time
import coverage
import pytest

_cover = coverage.Coverage(data_file=None, branch=False, source=["hooks"])
_cover.start()
_seconds = {}


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item):
    _cover.switch_context(item.nodeid)
    start = time.perf_counter()
    yield
    _seconds[item.nodeid] = time.perf_counter() - start


def pytest_sessionfinish():
    _cover.stop()
    data = _cover.get_data()
    lines = {
        os.path.relpath(path): {str(line): sorted(names) for line, names in
                                data.contexts_by_lineno(path).items()}
        for path in data.measured_files()
    }
    with open("covered.json", "w") as file:
        json.dump({"seconds": _seconds, "lines": lines}, file)
"""


class Copies:
    """Copies of the checkout, one for each that works at the same time."""

    def __init__(self, folder: Path, count: int) -> None:
        self._free: Queue[Path] = Queue()
        for number in range(count):
            place = folder / str(number)
            place.mkdir()
            for name in COPIED:
                source = CHECKOUT / name
                if source.is_dir():
                    ignored = shutil.ignore_patterns("__pycache__")
                    shutil.copytree(source, place / name, symlinks=True, ignore=ignored)
                else:
                    shutil.copy2(source, place / name)
            for path in CHECKOUT.glob("*.md"):
                shutil.copy2(path, place / path.name)
            self._free.put(place)

    def run(self, arguments: Sequence[str], place: Path, seconds: int) -> int | None:
        """The status of pytest; None where it took too long."""
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
        try:
            return subprocess.run(
                [*command, *arguments],
                cwd=place,
                env=environment,
                timeout=seconds,
                capture_output=True,
            ).returncode
        except subprocess.TimeoutExpired:
            return None

    def covered(self) -> tuple[dict[str, float], dict[str, dict[str, list[str]]]]:
        """How long each test takes, and by file and line those that run it."""
        place = self._free.get()
        (place / "recorder.py").write_text(RECORDER)
        status = self.run(["-p", "recorder", *SUITE], place, 3600)
        if status:
            sys.exit(f"the tests fail without any fault in the code (status {status})")
        (place / "recorder.py").unlink()
        recorded = json.loads((place / "covered.json").read_text())
        self._free.put(place)
        return recorded["seconds"], recorded["lines"]

    def is_killed(self, mutant: Mutant, tests: Sequence[str]) -> bool:
        """Whether one of the tests fails with the fault in the code."""
        place = self._free.get()
        path = place / mutant.path
        whole = path.read_bytes()
        try:
            path.write_bytes(mutated(mutant))
            for some in (tests[:FIRST], tests[FIRST:]):
                (place / "chosen.txt").write_text("".join(f"{each}\n" for each in some))
                if some and self.run(["@chosen.txt"], place, LONGEST) != 0:
                    return True
            return False
        finally:
            path.write_bytes(whole)
            self._free.put(place)


def drawn(count: int, seed: str) -> Iterator[Mutant]:
    """So many of the mutants, chosen by a name."""
    every = mutants()
    yield from random.Random(seed).sample(every, min(count, len(every)))


def main(arguments: Sequence[str]) -> int:
    """0: nine of ten or more are killed; 1: fewer."""
    parser = argparse.ArgumentParser("python -m tests.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=300, help="how many (default: 300)")
    parser.add_argument("--seed", default="0", help="a name that decides which")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time (default: 2)")
    given = parser.parse_args(arguments)
    chosen = list(drawn(given.count, given.seed))
    survivors: list[Mutant] = []
    with tempfile.TemporaryDirectory() as folder:
        copies = Copies(Path(folder), given.jobs)
        seconds, lines = copies.covered()

        def judge(mutant: Mutant) -> bool:
            of_file = lines.get(mutant.path, {})
            # What runs at import is recorded for whichever test came first
            tests = set(of_file.get(str(mutant.line), ())) - {""} or set().union(*of_file.values())
            known = [test for test in tests if test in seconds]
            return copies.is_killed(mutant, sorted(known, key=lambda test: seconds[test]))

        with ThreadPoolExecutor(given.jobs) as pool:
            for number, (mutant, killed) in enumerate(
                zip(chosen, pool.map(judge, chosen), strict=True), start=1
            ):
                if not killed:
                    survivors.append(mutant)
                    print(f"\nsurvives ({number} of {len(chosen)}):\n{difference(mutant)}")
                    sys.stdout.flush()
    print(f"\n{len(chosen) - len(survivors)} of {len(chosen)} killed")
    return int(len(survivors) * 10 > len(chosen))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
