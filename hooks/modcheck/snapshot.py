"""`modcheck snapshot`: every module with its hashes, to keep and to compare with later."""

from __future__ import annotations

from ..command.errors import UsageError
from ..command.output import FOUND, PASSED, print_error, write_out
from ..values import pseudo_version
from .graph import asked, parser_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..command.parser import Parser
    from ..tree.files import ModuleFiles
    from ..values.module_version import ModuleVersion

ABOUT = """Every module that the module in a folder, or a workspace, has to do with: what it is to
it, what replaces it, whether it is vendored, and its hashes. --check FILE compares with a snapshot
that was kept."""
FORMATS = ("text", "json", "cyclonedx")
EXTRA = "gomod-hooks[sbom]"
EXITS = "0 no difference; 1 with --check, something differs; 2 {failed}, or a library is missing"


def snapshot(arguments: Sequence[str]) -> int:
    """Print the snapshot, or with --check what differs from one. The exit status: 0; 1 if
    something differs; 2 if a library that the format needs is not installed."""
    from ..verdicts import snapshot as snapshots

    given = parser().parse_args(arguments)
    about = asked(given)
    modules = snapshots.modules(about.tree, about.folder, about.facts, about.is_workspace)
    published = _published(about.tree.modules)
    if given.check or given.format == "json":
        from ..report.snapshot_json import snapshot_json

        text = snapshot_json(about.facts, modules, published)
        return _compared(given.check, text) if given.check else write_out(text)
    if given.format == "text":
        from ..report.snapshot_text import snapshot_text

        return write_out(snapshot_text(modules, published))
    try:
        from ..report.sbom import sbom
    except ModuleNotFoundError as error:
        message = f"--format cyclonedx needs {error.name}: pip install '{EXTRA}'"
        return print_error("modcheck snapshot", message)
    return write_out(sbom(about.facts, modules, about.time))


def parser() -> Parser:
    """The command line."""
    made = parser_of("modcheck snapshot", ABOUT, FORMATS, exits=EXITS)
    made.add_argument("--check", metavar="FILE", help="compare with this snapshot, as json")
    return made


def _compared(path: str, now: str) -> int:
    """Print what differs from the snapshot in a file."""
    from ..report.escaped import escaped
    from ..report.snapshot_json import differences

    try:
        with open(path, encoding="utf-8") as file:
            lines = differences(file.read(), now)
    except OSError as error:
        raise UsageError(f"--check {path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"--check {path}: {error}") from None
    write_out("".join(escaped(line) + "\n" for line in lines))
    return FOUND if lines else PASSED


def _published(modules: ModuleFiles | None) -> Callable[[ModuleVersion], str]:
    """When a version was made: what a pseudo-version says, else what the module cache does."""

    def published(module: ModuleVersion) -> str:
        parsed = pseudo_version.parse(module.version)
        if parsed is not None:
            day, clock = parsed.time[:8], parsed.time[8:]
            return f"{day[:4]}-{day[4:6]}-{day[6:]}T{clock[:2]}:{clock[2:4]}:{clock[4:]}Z"
        return "" if modules is None else modules.time(module)

    return published
