"""Findings for a terminal: a line each, with its hints below."""

from __future__ import annotations

from .escaped import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .severity import ReportedFinding


def text(findings: Iterable[ReportedFinding], *, hints: bool = True) -> str:
    """For each finding `path:line:column: CODE message`, and indented below it the hints."""
    lines = []
    for reported in findings:
        finding = reported.finding
        place = f"{escaped(finding.path)}:{max(finding.line, 1)}:{max(finding.column, 1)}"
        lines.append(f"{place}: {finding.code} {escaped(finding.message)}\n")
        if hints:
            lines += [f"    {escaped(line)}\n" for line in finding.hint.split("\n") if line]
    return "".join(lines)
