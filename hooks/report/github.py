"""Findings as workflow commands, which GitHub Actions shows beside the changed line.

See "Workflow commands for GitHub Actions" in GitHub's documentation.
"""

from __future__ import annotations

from .report import ERROR, NOTE
from .visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .report import Said


def github(said: Iterable[Said]) -> str:
    """One command a finding: error, warning or notice."""
    lines = []
    for one in said:
        finding = one.finding
        command = {ERROR: "error", NOTE: "notice"}.get(one.severity, "warning")
        place = f"file={_property(finding.path)},line={max(finding.line, 1)}"
        message = "\n".join([visible(finding.message), *map(visible, finding.hint.split("\n"))])
        lines.append(
            f"::{command} {place},col={max(finding.column, 1)},title={finding.code}"
            f"::{_data(message.rstrip())}\n"
        )
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
