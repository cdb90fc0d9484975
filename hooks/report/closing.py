"""The lines that end a report on a terminal: what the run came to, and where to read on."""

from __future__ import annotations

from ..values.product import DOCUMENTATION, address_of
from .severity import ERROR, NOTE, WARNING
from .terminal import painted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .severity import ReportedFinding

NAMED_CODES = 5  # codes that the last line names


class Tally:
    """What a run came to: its `findings`, the number of modules that they are `within`, of those
    that were `judged`, and of those in the tree (`there`). `clauses` is what else there is to
    say, each a clause of the closing line."""

    __slots__ = ("clauses", "findings", "judged", "there", "within")

    def __init__(
        self,
        findings: Sequence[ReportedFinding],
        *,
        within: int,
        judged: int,
        there: int,
        clauses: Sequence[str] = (),
    ) -> None:
        self.findings = findings
        self.within = within
        self.judged = judged
        self.there = there
        self.clauses = clauses


def closing(tally: Tally, *, colour: bool = False) -> str:
    """One line with counts. After findings it stands apart from them, and another line names the
    command that explains their codes."""
    summary = "; ".join([_counts(tally), *tally.clauses])
    codes = list(dict.fromkeys(each.finding.code for each in tally.findings))
    if not codes:
        return summary + "\n"
    worst = next(
        severity
        for severity in (ERROR, WARNING, NOTE)
        if any(each.severity == severity for each in tally.findings)
    )
    more = ", for example" if len(codes) > NAMED_CODES else ""
    explain = f"modcheck rule {' '.join(codes[:NAMED_CODES])}"
    what = "what this means" if len(codes) == 1 else "what these mean"
    address = address_of(codes[0]) if len(codes) == 1 else f"{DOCUMENTATION}codes/"
    return (
        f"\n{painted(summary, worst, colour)}\n"
        f"{what} and how to mend it{more}: {painted(explain, 'command', colour)}\n"
        f"{painted(address, 'aside', colour)}\n"
    )


def _counts(tally: Tally) -> str:
    severities = [each.severity for each in tally.findings]
    counts = [
        _counted(severities.count(severity), severity)
        for severity in (ERROR, WARNING, NOTE)
        if severity in severities
    ]
    there = _counted(tally.there, "module")
    if counts:
        where = f" in {_counted(tally.within, 'module')}" if tally.within else ""
        part = f"{tally.judged} of " if tally.judged != tally.there else ""
        return f"{', '.join(counts)}{where}; {part}{tally.there} judged"
    if not tally.judged:
        return f"nothing of {there} changed; --all judges all" if tally.there else "no module"
    part = f"{tally.judged} of " if tally.judged != tally.there else ""
    return f"nothing found; {part}{there} judged"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"
