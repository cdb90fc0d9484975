"""What a run prints: its findings in the format asked for, and what ends a report for people."""

from __future__ import annotations

from ..report.formats import FORMATS, TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..report.severity import ReportedFinding
    from ..report.text import View
    from ..rules.finding import Finding
    from .context import Context


def formatted(reported: Sequence[ReportedFinding], context: Context, inherited: int) -> str:
    """The findings in the format asked for; json also counts those that were there before."""
    name = context.options.value("format", TEXT)
    if name == "json":
        from ..report.json_report import json_report

        return json_report(reported, inherited)
    return FORMATS[name].write(reported, _view(context) if name == TEXT else None)


def closed(
    reported: Sequence[ReportedFinding], context: Context, clauses: Sequence[str] = ()
) -> str:
    """What ends a report on a terminal, or with --verbose anywhere; "" elsewhere.

    `clauses` are more to say in its line with counts.
    """
    from ..report import terminal
    from ..report.closing import Tally, closing

    options = context.options
    if options.value("format", TEXT) != TEXT:
        return ""
    if not (terminal.is_terminal() or options.flag("verbose")):
        return ""
    scope = context.scope
    tally = Tally(
        reported,
        within=len({_module_of(each.finding, context) for each in reported}),
        judged=len({*scope.modules, *scope.workspaces}),
        there=len({*context.modules, *context.workspaces}),
        clauses=clauses,
    )
    return closing(tally, colour=terminal.has_colour())


def _view(context: Context) -> View:
    from ..report.text import View

    is_verbose = context.options.flag("verbose")
    return View.of_standard_output(context.tree.files.read, is_verbose=is_verbose)


def _module_of(finding: Finding, context: Context) -> str:
    """The folder of the module that a finding is about, as far as its path tells."""
    from ..tree.paths import parent
    from ..tree.scope import owner

    folder = owner(finding.path)
    if folder is not None:
        return folder
    modules = set(context.modules)
    folder = parent(finding.path)
    while folder and folder not in modules:
        folder = parent(folder)
    return folder
