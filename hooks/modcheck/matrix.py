"""`modcheck matrix`: what would each Go release report? Modules down, releases across.

`hooks.verdicts` predicts the go command; policies of this package have no influence.
"""

from __future__ import annotations

from ..command.errors import UsageError
from ..command.output import FOUND, PASSED, write_out
from ..tree import scope
from ..tree.paths import join
from ..values import releases
from ..verdicts import matrix as verdicts
from .matrix_row import MatrixRow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..command.parser import Parser
    from ..formats.problem import Problem
    from ..git.commit import Commit
    from ..verdicts.matrix import Cell

ABOUT = """What would each Go release say of the modules and workspaces of the index, or of a
commit? parse: go list -m; vendor: go list -mod=vendor -m; graph: go list -m all with
-mod=readonly, as far as the files alone decide it."""

EXITS = "0 printed; 1 with --exit-code, a release declines; 2 {failed}"


def matrix(arguments: Sequence[str]) -> int:
    """Print the matrix. The exit status is 1 with --exit-code if a release declines, else 0.
    Raises UsageError and GitError."""
    from ..command.command_line import options_from
    from ..command.module_cache import modules_at
    from ..git.commit import judged

    given = parser().parse_args(arguments)
    options = options_from(given)
    commit = judged(options.value("rev"))
    commit.tree.modules = modules_at(options.value("module-cache", "auto"))
    asked = options.value("kind")
    questions = (asked,) if asked else verdicts.QUESTIONS
    rows = list(_rows(commit, options.files, questions, options.value("go"), given.toolchain))
    if given.format == "github-matrix":
        return _jobs(rows, commit, given.oldest, given.newest)
    if given.oldest or given.newest:
        rows = _ends(rows, given.oldest, given.newest)
    write_out(_json(rows) if given.format == "json" else _text(rows))
    declined = any(cell.state != verdicts.ACCEPTS for row in rows for cell in row.cells)
    return FOUND if declined and given.exit_code else PASSED


def parser() -> Parser:
    """The command line."""
    from ..command import flags
    from ..command.parser import Parser

    parser = Parser("modcheck matrix", ABOUT, EXITS)
    parser.add_argument("files", nargs="*", metavar="FILE", help="only these go.mod, go.work")
    parser.add_argument("--rev", metavar="REV", help="judge this commit instead of the index")
    parser.add_argument(
        "--kind", choices=verdicts.QUESTIONS, help="only this question (default: all)"
    )
    ranges = f"1.21-1.{releases.NEWEST}, 1.22-, 1.23, 1.23.9"
    parser.add_argument("--go", metavar="RANGE", help=ranges)
    parser.add_argument("--toolchain", choices=("auto", "local"), default="auto")
    parser.add(flags.MODULE_CACHE)
    formats = ("text", "json", "github-matrix")
    parser.add_argument("--format", choices=formats, default="text", help="how it is written")
    ends = "only the {} release that accepts the file; both: the two ends"
    parser.add_argument("--oldest", action="store_true", help=ends.format("oldest"))
    parser.add_argument("--newest", action="store_true", help=ends.format("newest"))
    parser.add_argument("--exit-code", action="store_true", help="exit 1 when a cell declines")
    return parser


def _rows(
    commit: Commit, files: Sequence[str], questions: Sequence[str], go: str, toolchain: str
) -> Iterator[MatrixRow]:
    tree = commit.tree
    for folder, is_workspace in _chosen(commit, files):
        at = tree.mod_file(folder, is_workspace)
        if at is None:
            continue
        try:
            asked = releases.span(go) if go else releases.default_span(at.go)
        except ValueError as error:
            raise UsageError(f"--go {go}: {error}") from None
        for question in questions:
            if question == verdicts.VENDOR and not tree.files.kind(join(folder, "vendor")):
                continue
            cells = verdicts.cells(tree, at, asked, question, toolchain=toolchain)
            yield MatrixRow(at, question, cells)


def _chosen(commit: Commit, files: Sequence[str]) -> list[tuple[str, bool]]:
    """The files to ask about: their folders, and whether it is the go.work there. UsageError for
    a FILE that is not a go.mod or go.work of the tree."""
    tree = commit.tree
    if not files:
        every = [(folder, False) for folder in scope.modules(tree)]
        every += [(folder, True) for folder in scope.workspaces(tree)]
        return sorted(every)
    chosen = []
    for file in files:
        path = join(commit.repository.prefix.rstrip("/"), file)
        folder, _, name = path.rpartition("/")
        if name not in ("go.mod", "go.work", "vendor.mod") or tree.files.kind(path) != "file":
            raise UsageError(f"{file}: no go.mod or go.work of the judged tree")
        chosen.append((folder, name == "go.work"))
    return chosen


def _ends(rows: Sequence[MatrixRow], is_oldest: bool, is_newest: bool) -> list[MatrixRow]:
    """The rows with the cells of the oldest or newest releases that accept their file."""
    from . import job_matrix

    takes = job_matrix.accepted(rows)
    chosen = {path: job_matrix.ends(each, is_oldest, is_newest) for path, each in takes.items()}
    return [
        MatrixRow(
            row.at,
            row.question,
            [cell for cell in row.cells if cell.release in chosen[row.at.path]],
        )
        for row in rows
    ]


def _jobs(rows: Sequence[MatrixRow], commit: Commit, is_oldest: bool, is_newest: bool) -> int:
    """Print the matrix for GitHub Actions, on one line; modules that no release accepts are told
    on standard error, and the exit status is 1 then."""
    import json

    from ..command.output import print_note
    from . import job_matrix

    made, without = job_matrix.jobs(rows, commit.tree, is_oldest, is_newest)
    write_out(json.dumps({"include": made}, separators=(",", ":")) + "\n")
    for path in without:
        print_note("modcheck matrix", f"no Go release accepts {path}: it gets no job")
    return FOUND if without else PASSED


def _text(rows: Sequence[MatrixRow]) -> str:
    """A table for each question about each file: a column for each release, the reasons below."""
    from ..report.escaped import escaped

    lines = []
    for row in rows:
        heads = [cell.release.version for cell in row.cells]
        states = [_state(cell) for cell in row.cells]
        widths = [max(len(head), len(state)) for head, state in zip(heads, states, strict=True)]
        lines.append(f"{escaped(row.at.path)} {row.question}\n")
        lines.append("  " + "  ".join(map(str.ljust, heads, widths)).rstrip() + "\n")
        lines.append("  " + "  ".join(map(str.ljust, states, widths)).rstrip() + "\n")
        for problem, versions in _reasons(row):
            place = f"{escaped(problem.path)}:{problem.line}" if problem.line else problem.path
            lines.append(f"    {place}: {escaped(problem.message)}   ({versions})\n")
        lines.append("\n")
    return "".join(lines)


def _state(cell: Cell) -> str:
    if cell.state == verdicts.TOO_OLD:
        return f"too old, switches to {cell.switches_to}" if cell.switches_to else "too old"
    return cell.state


def _reasons(row: MatrixRow) -> list[tuple[Problem, str]]:
    """Each problem once, with the releases that report it: "1.21.13 to 1.23.12" if all columns
    between the two report it, else an enumeration."""
    reasons: dict[tuple[str, str, int, str], tuple[Problem, list[int]]] = {}
    for number, cell in enumerate(row.cells):
        for problem in cell.problems:
            key = (problem.kind, problem.path, problem.line, problem.message)
            reasons.setdefault(key, (problem, []))[1].append(number)
    return [(problem, _span(row, numbers)) for problem, numbers in reasons.values()]


def _span(row: MatrixRow, numbers: Sequence[int]) -> str:
    names = [row.cells[number].release.version for number in numbers]
    if len(names) == 1:
        return names[0]
    is_whole = numbers[-1] - numbers[0] == len(numbers) - 1
    return f"{names[0]} to {names[-1]}" if is_whole else ", ".join(names)


def _json(rows: Sequence[MatrixRow]) -> str:
    from ..report.json_report import dump, plain

    return dump(
        [
            {
                "file": plain(row.at.path),
                "module": plain(row.module),
                "kind": row.question,
                "release": cell.release.version,
                "verdict": cell.state,
                "switches_to": cell.switches_to,
                "reasons": [_fact(row, problem) for problem in cell.problems],
            }
            for row in rows
            for cell in row.cells
        ]
    )


def _fact(row: MatrixRow, problem: Problem) -> dict[str, object]:
    from ..report.json_report import plain
    from ..rules import codes

    return {
        "code": codes.of(problem, row.at.file, row.question),
        "kind": problem.kind,
        "file": plain(problem.path),
        "line": problem.line,
        "column": problem.column,
        "module": plain(problem.module),
        "version": plain(problem.version),
        "message": plain(problem.message),
    }
