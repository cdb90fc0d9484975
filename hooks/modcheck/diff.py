"""`modcheck diff A [B]`: what changed in go.mod and go.sum, for reviewers."""

from __future__ import annotations

from ..command.output import print_error, write_out
from ..command.parser import Parser
from ..diff import rows as differences
from ..tree.paths import join
from .inputs import INDEX, Input, find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..diff.rows import DiffRow, Pair

FORMATS = ("table", "json", "markdown", "html")


def diff(arguments: Sequence[str]) -> int:
    """Print the differences. The exit status: 0; 1 with --exit-code if there are any; 2 if a
    library that the format needs is not installed."""
    options = _parser().parse_args(arguments)
    before, after = find(options.before), find(options.after)
    rows = compared(before, after, strict=options.strict, vendored="vendor" not in options.skip)
    try:
        text = _written(rows, before, after, options.format)
    except ModuleNotFoundError as error:
        return print_error(
            "modcheck diff",
            f"--format {options.format} needs {error.name}: pip install 'gomod-hooks[report]'",
        )
    _write(text, options.output)
    return 1 if rows and options.exit_code else 0


def compared(before: Input, after: Input, *, strict: bool, vendored: bool) -> list[DiffRow]:
    """The differences; only files that differ are read.

    A lone file is compared with another lone file, or with the file at its path in a tree.
    """
    lone = before.lone or after.lone
    if lone:
        name = _owner(lone)
        place = name if before.lone and after.lone else join(before.home or after.home, name)
        old = {place: _narrowed(before.pair(name if before.lone else place), lone)}
        new = {place: _narrowed(after.pair(name if after.lone else place), lone)}
    else:
        paths = before.paths(vendored=vendored) | after.paths(vendored=vendored)
        changed = [path for path in paths if before.oids(path) != after.oids(path)]
        old = {path: before.pair(path) for path in changed}
        new = {path: after.pair(path) for path in changed}
    return list(differences.compare(old, new, strict=strict))


def _owner(lone: str) -> str:
    """The go.mod or go.work that a lone file is, or whose sums it is."""
    if lone.endswith(".sum"):
        return "go.work" if lone == "go.work.sum" else "go.mod"
    return lone


def _narrowed(pair: Pair, lone: str) -> Pair:
    """A pair without the file that was not named."""
    return (None, pair[1]) if lone.endswith(".sum") else (pair[0], None)


def _written(rows: Sequence[DiffRow], before: Input, after: Input, form: str) -> str:
    """The differences in the format `form`."""
    names = (before.name, after.name)
    if form == "json":
        from ..report.diff_json import diff_json

        return diff_json(rows, *names)
    if form == "markdown":
        from ..report.diff_markdown import diff_markdown

        return diff_markdown(rows, *names)
    if form == "html":
        from ..report.diff_page import diff_page

        return diff_page(rows, *names)
    from ..report.diff_table import diff_table

    return diff_table(rows, *names)


def _write(text: str, path: str) -> None:
    """Write to a file, or to standard output ("" or "-"), in UTF-8 with "\\n" as line end."""
    if path in ("", "-"):
        write_out(text)
        return
    with open(path, "wb") as file:
        file.write(text.encode("utf-8", "backslashreplace"))


def _parser() -> Parser:
    parser = Parser(
        "modcheck diff",
        "What changed in go.sum and go.mod of every module from A to B: a commit, "
        "branch or tag, INDEX, WORKTREE, or a plain file.",
    )
    parser.add_argument("before", metavar="A", help="the side to start from")
    parser.add_argument(
        "after", metavar="B", nargs="?", default=INDEX, help="the side to arrive at (default INDEX)"
    )
    parser.add_argument("--format", choices=FORMATS, default="table", help="(default table)")
    parser.add_argument(
        "--strict", action="store_true", help="show the hashes of go.mod files as well"
    )
    parser.add_argument(
        "--ignore",
        dest="skip",
        choices=("vendor",),
        action="append",
        default=[],
        help="vendor: skip files below vendor folders",
    )
    parser.add_argument("--exit-code", action="store_true", help="exit 1 when something differs")
    parser.add_argument("--output", metavar="FILE", default="", help="write here")
    return parser
