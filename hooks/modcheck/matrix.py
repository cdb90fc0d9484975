"""`modcheck matrix`: what would each Go release say? Modules down, releases across.

The answer is the go command's, free of opinions of ours; `hooks.verdicts` gives it.
"""

from __future__ import annotations

from ..checks import scope
from ..command.failure import UsageError
from ..command.output import FOUND, PASSED, put
from ..formats.mod_file import GoMod
from ..values import releases
from ..verdicts import matrix as verdicts
from ..verdicts.sources import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..command.parser import Parser
    from ..formats.mod_file import ModFile
    from ..formats.problem import Problem
    from ..git.commit import Commit
    from ..verdicts.matrix import Cell

ABOUT = """What would each Go release say of the modules and workspaces of the index, or of a
commit? parse: go list -m; vendor: go list -mod=vendor -m; graph: go list -m all with
-mod=readonly, as far as the files alone decide it."""


class Row:
    """One kind of question about one go.mod or go.work, with a cell for each release."""

    __slots__ = ("cells", "kind", "path", "tree")

    def __init__(self, path: str, tree: ModFile, kind: str, cells: Sequence[Cell]) -> None:
        self.path = path
        self.tree = tree
        self.kind = kind
        self.cells = cells

    @property
    def module(self) -> str:
        """The module's path; "" for a workspace."""
        line = self.tree.module if isinstance(self.tree, GoMod) else None
        return "" if line is None else line.path


def matrix(arguments: Sequence[str]) -> int:
    """0: told; 1: with --exit-code, some release declines; 2: usage or git error."""
    from ..command.command_line import values_of
    from ..git.commit import judged

    given = _parser().parse_args(arguments)
    options = values_of(given)
    commit = judged(options.text("rev"))
    kinds = verdicts.KINDS if not options.text("kind") else (options.text("kind"),)
    rows = list(_rows(commit, options.files, kinds, options.text("go"), given.toolchain))
    put(_json(rows) if given.format == "json" else _text(rows))
    declined = any(cell.state != verdicts.ACCEPTS for row in rows for cell in row.cells)
    return FOUND if declined and given.exit_code else PASSED


def _parser() -> Parser:
    from ..command.parser import Parser

    parser = Parser("modcheck matrix", ABOUT)
    parser.add_argument("files", nargs="*", metavar="FILE", help="only these go.mod, go.work")
    parser.add_argument("--rev", metavar="REV", help="judge this commit instead of the index")
    parser.add_argument("--kind", choices=verdicts.KINDS, help="only this question (default: all)")
    parser.add_argument("--go", metavar="RANGE", help="1.21-1.27, 1.22-, 1.23, 1.23.9")
    parser.add_argument("--toolchain", choices=("auto", "local"), default="auto")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--exit-code", action="store_true", help="exit 1 when a cell declines")
    return parser


def _rows(
    commit: Commit, files: Sequence[str], kinds: Sequence[str], go: str, toolchain: str
) -> Iterator[Row]:
    tree = commit.tree
    for folder, workspace in _chosen(commit, files):
        found: ModFile | None = tree.go_work(folder) if workspace else tree.go_mod(folder)
        if found is None:
            continue
        try:
            line = found.go.version if found.go else ""
            asked = releases.span(go) if go else releases.default_span(line)
        except ValueError as error:
            raise UsageError(f"--go {go}: {error}") from None
        path = join(folder, "go.work") if workspace else tree.go_mod_path(folder)
        for kind in kinds:
            if kind == "vendor" and not tree.files.kind(join(folder, "vendor")):
                continue
            cells = verdicts.cells(
                tree, folder, asked, kind, toolchain=toolchain, workspace=workspace
            )
            yield Row(path, found, kind, cells)


def _chosen(commit: Commit, files: Sequence[str]) -> list[tuple[str, bool]]:
    """Folders, and whether their go.work is meant, in the order of paths."""
    tree = commit.tree
    if not files:
        found = [(folder, False) for folder in scope.modules(tree)]
        found += [(folder, True) for folder in scope.workspaces(tree)]
        return sorted(found)
    found = []
    for file in files:
        path = join(commit.place.prefix.rstrip("/"), file)
        folder, _, name = path.rpartition("/")
        if name not in ("go.mod", "go.work", "vendor.mod") or tree.files.kind(path) != "file":
            raise UsageError(f"{file}: no go.mod or go.work of the judged tree")
        found.append((folder, name == "go.work"))
    return found


def _text(rows: Sequence[Row]) -> str:
    """A line for each question, a column for each release, and the reasons below."""
    from ..report.visible import visible

    lines = []
    for row in rows:
        heads = [cell.release.version for cell in row.cells]
        states = [_state(cell) for cell in row.cells]
        widths = [max(len(head), len(state)) for head, state in zip(heads, states, strict=True)]
        label = f"{visible(row.path)} {row.kind}"
        lines.append(f"{label}\n")
        lines.append("  " + "  ".join(map(str.ljust, heads, widths)).rstrip() + "\n")
        lines.append("  " + "  ".join(map(str.ljust, states, widths)).rstrip() + "\n")
        for problem, versions in _reasons(row):
            place = f"{visible(problem.path)}:{problem.line}" if problem.line else problem.path
            lines.append(f"    {place}: {visible(problem.message)}   ({versions})\n")
        lines.append("\n")
    return "".join(lines)


def _state(cell: Cell) -> str:
    if cell.state == verdicts.TOO_OLD:
        return f"too old, switches to {cell.switches_to}" if cell.switches_to else "too old"
    return cell.state


def _reasons(row: Row) -> list[tuple[Problem, str]]:
    """Each problem once, with the releases that say it: "1.21.13 to 1.23.12" where none of
    the columns between is left out."""
    found: dict[int, tuple[Problem, list[int]]] = {}
    keys: dict[tuple[str, str, int, str], int] = {}
    for number, cell in enumerate(row.cells):
        for problem in cell.problems:
            key = (problem.kind, problem.path, problem.line, problem.message)
            at = keys.setdefault(key, len(keys))
            found.setdefault(at, (problem, []))[1].append(number)
    return [(problem, _span(row, numbers)) for problem, numbers in found.values()]


def _span(row: Row, numbers: list[int]) -> str:
    names = [row.cells[number].release.version for number in numbers]
    if len(names) == 1:
        return names[0]
    whole = numbers[-1] - numbers[0] == len(numbers) - 1
    return f"{names[0]} to {names[-1]}" if whole else ", ".join(names)


def _json(rows: Sequence[Row]) -> str:
    from ..report.json_text import dump, plain

    return dump(
        [
            {
                "file": plain(row.path),
                "module": plain(row.module),
                "kind": row.kind,
                "release": cell.release.version,
                "verdict": cell.state,
                "switches_to": cell.switches_to,
                "reasons": [_fact(row, problem) for problem in cell.problems],
            }
            for row in rows
            for cell in row.cells
        ]
    )


def _fact(row: Row, problem: Problem) -> dict[str, object]:
    from ..checks.kinds import code_of
    from ..report.json_text import plain

    return {
        "code": code_of(problem, row.tree, row.kind),
        "kind": problem.kind,
        "file": plain(problem.path),
        "line": problem.line,
        "column": problem.column,
        "module": plain(problem.module),
        "version": plain(problem.version),
        "message": plain(problem.message),
    }
