"""`modcheck diff A [B]`: what changed in go.mod and go.sum, for reviewers."""

from __future__ import annotations

import os

from ..command import flags
from ..command.module_cache import modules_at
from ..command.output import print_error, write_out
from ..command.parser import Parser
from ..diff import owners, raised
from ..diff import rows as differences
from ..tree.paths import join
from .inputs import INDEX, Input, find

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from ..diff.rows import DiffRow, Pair

FORMATS = ("table", "json", "markdown", "html")
# The format that the name of an output file asks for
ENDINGS = {".json": "json", ".md": "markdown", ".html": "html", ".htm": "html"}
MODULE, DEPENDENCY = "module", "dependency"


def diff(arguments: Sequence[str]) -> int:
    """Print the differences. The exit status: 0; 1 with --exit-code if there are any, and with
    --strict if a known checksum is another; 2 if a library that the format needs is not
    installed."""
    options = parser().parse_args(arguments)
    form, path = _destination(options.format, options.output)
    before, after = find(options.before), find(options.after)
    rows = compared(before, after, strict=options.strict, vendored="vendor" not in options.skip)
    if not (before.lone or after.lone):
        after.tree.modules = modules_at(options.module_cache or "auto")
        raised.mark_raised(rows, after.tree)
    if options.by == DEPENDENCY:
        from ..report.diff_rows import by_dependency

        rows = by_dependency(rows)
    try:
        text = _written(rows, before, after, form, is_verbose=options.verbose)
    except ModuleNotFoundError as error:
        return print_error(
            "modcheck diff",
            f"--format {form} needs {error.name}: pip install 'gomod-hooks[report]'",
        )
    _write(text, path)
    return _status(rows, options)


def _destination(form: str | None, output: str) -> tuple[str, str]:
    """The format, and the file to write to ("" for standard output). An --output that is the name
    of a format asks for that format."""
    if output in FORMATS:
        return form or output, ""
    ending = os.path.splitext(output)[1].lower()
    return form or ENDINGS.get(ending, "table"), output


def _status(rows: Sequence[DiffRow], options: argparse.Namespace) -> int:
    fails = options.strict and any(row.change == differences.REHASHED for row in rows)
    return int(fails or (options.exit_code and bool(rows)))


def compared(before: Input, after: Input, *, strict: bool, vendored: bool) -> list[DiffRow]:
    """The differences; only files that differ are read, and where a module comes in, what was
    there before.

    A lone file is compared with another lone file, or with the file at its path in a tree.
    """
    if before.lone or after.lone:
        old, new = _lone_pairs(before, after)
    else:
        paths = before.paths(vendored=vendored) | after.paths(vendored=vendored)
        changed = [path for path in paths if before.oids(path) != after.oids(path)]
        old = {path: before.pair(path) for path in changed}
        new = {path: after.pair(path) for path in changed}

    def all_before() -> Iterator[Pair]:
        yield from old.values()
        if not before.lone:
            yield from (before.pair(path) for path in sorted(before.paths()))

    rows = list(differences.compare(old, new, strict=strict))
    owners.mark_new(rows, all_before())
    return rows


def _lone_pairs(before: Input, after: Input) -> tuple[dict[str, Pair], dict[str, Pair]]:
    """The two sides where one of them at least is a single file, under the path of that file."""
    lone = after.lone or before.lone
    owner = _owner(lone)
    home = (after if after.lone else before).home
    place = join(home, owner)
    old = before.pair(owner if before.lone else place)
    new = after.pair(owner if after.lone else place)
    shown = join(home, lone)
    return {shown: _narrowed(old, lone)}, {shown: _narrowed(new, lone)}


def _owner(lone: str) -> str:
    """The go.mod or go.work that a lone file is, or whose sums it is."""
    if lone.endswith(".sum"):
        return "go.work" if lone == "go.work.sum" else "go.mod"
    return lone


def _narrowed(pair: Pair, lone: str) -> Pair:
    """A pair without the file that was not named."""
    return (None, pair[1]) if lone.endswith(".sum") else (pair[0], None)


def _written(
    rows: Sequence[DiffRow], before: Input, after: Input, form: str, *, is_verbose: bool
) -> str:
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

    return diff_table(rows, *names, is_verbose=is_verbose)


def _write(text: str, path: str) -> None:
    """Write to a file, or to standard output ("" or "-"), in UTF-8 with "\\n" as line end."""
    if path in ("", "-"):
        write_out(text)
        return
    with open(path, "wb") as file:
        file.write(text.encode("utf-8", "backslashreplace"))


def parser() -> Parser:
    """The command line."""
    parser = Parser(
        "modcheck diff",
        "What changed in go.sum and go.mod of every module from A to B: a commit, branch or tag, "
        "INDEX, WORKTREE, a file in a commit (main:go.sum), or a plain file.",
        "0 printed; 1 with --strict, a hash is another; 2 {failed}, or a library is missing",
    )
    parser.add_argument("before", metavar="A", help="the side to start from")
    parser.add_argument(
        "after", metavar="B", nargs="?", default=INDEX, help="the side to arrive at (default INDEX)"
    )
    parser.add_argument(
        "--format", choices=FORMATS, help="(default: what --output says, else table)"
    )
    parser.add_argument(
        "--output",
        metavar="FORMAT|FILE",
        default="",
        help="a format, or a file to write to (of a format that its ending names)",
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="show the hashes of go.mod files as well, and exit 1 when a hash of a version that "
        "both sides have is another",
    )
    parser.add_argument(
        "--ignore",
        dest="skip",
        choices=("vendor",),
        action="append",
        default=[],
        help="vendor: skip files below vendor folders",
    )
    parser.add_argument(
        "--by",
        choices=(MODULE, DEPENDENCY),
        default=MODULE,
        help="group by module (default), or tell a difference that several modules share once",
    )
    parser.add(flags.MODULE_CACHE)
    parser.add_argument("--exit-code", action="store_true", help="exit 1 when something differs")
    parser.add_argument(
        "--verbose",
        action="store_true",
        help="in a table, also all modules of a difference and the page that compares two versions",
    )
    return parser
