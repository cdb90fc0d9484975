"""What a run prints: its findings in the format asked for, and what ends a report for people."""

from __future__ import annotations

from ..report.formats import FORMATS, TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..report.severity import ReportedFinding
    from .context import Context


def formatted(reported: Sequence[ReportedFinding], context: Context, inherited: int) -> str:
    """The findings in the format asked for; json also counts those that were there before, and
    the go.mod files outside of the tree that were not known."""
    name = context.options.value("format", TEXT)
    if name == "json":
        from ..report.json_report import json_report

        modules = context.tree.modules
        return json_report(reported, inherited, None if modules is None else modules.lacking)
    if name != TEXT:
        return FORMATS[name].write(reported)
    from ..report.text import View, text

    is_verbose = context.options.flag("verbose")
    view = View.of_standard_output(context.tree.files.read, is_verbose=is_verbose)
    return text(reported, view)


def is_closed(context: Context) -> bool:
    """Whether the report ends with a line that sums it up: on a terminal, or with --verbose
    anywhere."""
    from ..report import terminal

    options = context.options
    is_for_people = terminal.is_terminal() or options.flag("verbose")
    return is_for_people and options.value("format", TEXT) == TEXT


def closed(reported: Sequence[ReportedFinding], context: Context, inherited: int = 0) -> str:
    """What ends a report where `is_closed`; "" elsewhere. `inherited` findings are not told."""
    if not is_closed(context):
        return ""
    from ..report import terminal
    from ..report.closing import Tally, closing

    scope = context.scope
    tally = Tally(
        reported,
        within=len({context.module_of(each.finding.path) for each in reported}),
        judged=len({*scope.modules, *scope.workspaces}),
        there=len({*context.modules, *context.workspaces}),
        clauses=[f"{inherited} there before (--no-inherit shows)"] if inherited else [],
    )
    return closing(tally, colour=terminal.has_colour())
