"""`modcheck graph` and `modcheck why`: which versions a module graph selects, and who wants them.

Nothing is checked out, fetched or written: go.mod files of the index or of any commit, and those
of the module cache that its go.sum files pin.
"""

from __future__ import annotations

from ..command.errors import UsageError
from ..command.output import write_out
from ..command.parser import Parser
from ..tree.paths import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from ..git.objects import Objects
    from ..tree.tree import Tree
    from ..verdicts.graph_facts import GraphFacts

ABOUT = """The module graph of the module in a folder, or of a workspace, of the index or of a
commit: the versions that are selected, who asks for them, and what is not in order. The go.mod
files of other modules are those of the module cache that go.sum pins by their hash."""
WHY = """Why a version of a module is selected: the chain of requirements that leads to it, and
every version that anybody asks for."""
FORMATS = ("text", "json", "dot", "mermaid")
EXITS = "0 printed; 2 {failed}"


def graph(arguments: Sequence[str]) -> int:
    """Print the graph. Raises UsageError and GitError."""
    given = graph_parser().parse_args(arguments)
    return write_out(_written(asked(given).facts, given.format))


def why(arguments: Sequence[str]) -> int:
    """Print why a module is in the graph. Raises UsageError and GitError."""
    given = why_parser().parse_args(arguments)
    facts = asked(given).facts
    if given.format == "json":
        from ..report.graph_json import why_json

        return write_out(why_json(facts, given.module))
    from ..report.graph_text import why_text

    return write_out(why_text(facts, given.module))


def graph_parser() -> Parser:
    """The command line of `modcheck graph`."""
    return parser_of("modcheck graph", ABOUT, FORMATS)


def why_parser() -> Parser:
    """The command line of `modcheck why`."""
    return parser_of("modcheck why", WHY, FORMATS[:2], before=("module", "MODULE"))


def _written(facts: GraphFacts, form: str) -> str:
    if form == "json":
        from ..report.graph_json import graph_json

        return graph_json(facts)
    if form == "text":
        from ..report.graph_text import graph_text

        return graph_text(facts)
    from ..report import graph_drawing

    return graph_drawing.graph_dot(facts) if form == "dot" else graph_drawing.graph_mermaid(facts)


def parser_of(
    name: str,
    about: str,
    formats: Sequence[str],
    before: tuple[str, str] | None = None,
    exits: str = EXITS,
) -> Parser:
    """The command line of a command about one module graph; `before` is the name of an argument
    before the folder, and how it is shown."""
    from ..command import flags

    parser = Parser(name, about, exits)
    if before is not None:
        parser.add_argument(before[0], metavar=before[1], help="its module path")
    parser.add_argument(
        "folder", nargs="?", default="", metavar="FOLDER", help="the folder of a go.mod or go.work"
    )
    parser.add_argument("--rev", metavar="REV", help="of this commit instead of the index")
    parser.add_argument(
        "--work", action="store_true", help="the workspace of FOLDER, if it has a go.mod as well"
    )
    parser.add(flags.MODULE_CACHE)
    parser.add_argument("--format", choices=formats, default=formats[0], help="(default text)")
    return parser


class Asked:
    """What a command line asks about: the tree and the `time` of its commit (or of HEAD, in
    seconds since 1970), the folder in it, whether its go.work is meant, and the `facts` of its
    module graph."""

    __slots__ = ("facts", "folder", "is_workspace", "time", "tree")

    def __init__(
        self, tree: Tree, time: int, folder: str, is_workspace: bool, facts: GraphFacts
    ) -> None:
        self.tree = tree
        self.time = time
        self.folder = folder
        self.is_workspace = is_workspace
        self.facts = facts


def asked(given: argparse.Namespace) -> Asked:
    """What the arguments ask about. UsageError for a folder without go.mod or go.work."""
    from ..command.module_cache import modules_at
    from ..git.commit import judged
    from ..verdicts import graph_facts

    commit = judged(given.rev or "")
    tree = commit.tree
    tree.modules = modules_at(given.module_cache or "auto")
    folder = _folder(given.folder, commit.repository.prefix)
    facts = None if given.work else graph_facts.of_module(tree, folder)
    is_workspace = facts is None
    if facts is None:
        facts = graph_facts.of_workspace(tree, folder)
    time = _time(commit.objects, commit.rev or commit.objects.resolve("HEAD"))
    commit.objects.close()
    if facts is None:
        wanted = "go.work" if given.work else "go.mod or go.work"
        raise UsageError(f"{given.folder or '.'}: no {wanted} in this folder of the judged tree")
    return Asked(tree, time, folder, is_workspace, facts)


def _time(objects: Objects, rev: str) -> int:
    """When a commit was made, in seconds since 1970; 0 without one."""
    headers = ((objects.read(rev) or b"") if rev else b"").partition(b"\n\n")[0]
    for line in headers.split(b"\n"):
        if line.startswith(b"committer "):
            seconds = line.split(b" ")[-2]
            return int(seconds) if seconds.isdigit() else 0
    return 0


def _folder(given: str, prefix: str) -> str:
    """A folder as a path in the tree; the name of a go.mod or go.work stands for its folder."""
    given = given.rstrip("/")
    folder, _, name = given.rpartition("/")
    if name in ("go.mod", "go.work", "vendor.mod"):
        given = folder
    return join(prefix.rstrip("/"), given) if given not in ("", ".") else prefix.rstrip("/")
