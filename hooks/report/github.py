"""Findings as workflow commands, which GitHub shows beside the changed lines.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from .escaped import escaped
from .severity import ERROR, NOTE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .severity import Notice, ReportedFinding

_COMMANDS = {ERROR: "error", NOTE: "notice"}


def github(
    findings: Iterable[ReportedFinding], *, commit: str = "", notices: Sequence[Notice] = ()
) -> str:
    """A workflow command for each finding, and for what the run says of itself: error, warning or
    notice. `commit`, the id of the commit that they are in, is named in the titles."""
    where = f" in {commit[:12]}" if commit else ""
    lines = []
    for reported in findings:
        finding = reported.finding
        command = _command(reported.severity)
        place = f"file={_property(finding.path)},line={max(finding.line, 1)}"
        message = "\n".join([escaped(finding.message), *map(escaped, finding.hint.split("\n"))])
        lines.append(
            f"::{command} {place},col={max(finding.column, 1)},title={finding.code}{where}"
            f"::{_data(message.rstrip())}\n"
        )
    lines += [f"::{_command(each.severity)}::{_data(escaped(each.text))}\n" for each in notices]
    return "".join(lines)


def _command(severity: str) -> str:
    return _COMMANDS.get(severity, "warning")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(escaped(text)).replace(":", "%3A").replace(",", "%2C")
