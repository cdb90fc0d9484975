"""Findings for a terminal: a line each, and what to do below it."""

from __future__ import annotations

from .visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .report import Said


def text(said: Iterable[Said], *, hints: bool = True) -> str:
    """`path:line:column: CODE message`, then the hint, indented."""
    lines = []
    for one in said:
        finding = one.finding
        place = f"{visible(finding.path)}:{max(finding.line, 1)}:{max(finding.column, 1)}"
        lines.append(f"{place}: {finding.code} {visible(finding.message)}\n")
        if hints:
            lines += [f"    {visible(line)}\n" for line in finding.hint.split("\n") if line]
    return "".join(lines)
