"""What `modcheck verify` reports: each line that was judged, and what is wrong with some."""

from __future__ import annotations

from ..checks.prf_vendored import PRIVATE
from ..sumdb.verdict import PROVED, REFUTED, UNPROVED
from .escaped import escaped
from .severity import ERROR, NOTE, Notice
from .terminal import painted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..checks.prf_lines import JudgedLine
    from ..checks.prf_vendored import Counts
    from .severity import ReportedFinding
    from .text import View

NOT_COMPARED = "not compared"
NAMED = 3  # modules named for one reason, without --verbose


class Verification:
    """The judged `lines`, the `findings`, the name of the `database`, and how many `vendored` files
    were compared (None: nobody asked)."""

    __slots__ = ("database", "findings", "lines", "vendored")

    def __init__(
        self,
        lines: Sequence[JudgedLine],
        findings: Sequence[ReportedFinding],
        database: str,
        vendored: Counts | None = None,
    ) -> None:
        self.vendored = vendored
        self.lines = lines
        self.findings = findings
        self.database = database

    def count(self, state: str) -> int:
        """How many lines are in a state."""
        return sum(each.verdict.state == state for each in self.lines)


def verification_text(verification: Verification, view: View) -> str:
    """The findings, the lines that are not proved by their reasons, and a line with counts."""
    from .text import text

    told = text(verification.findings, view)
    told += _unproved(verification, view) + _vendored(verification.vendored, view)
    return told + _closing(verification, view)


def _vendored(counts: Counts | None, view: View) -> str:
    """The modules whose vendored files were not compared, by reasons, and how many files were."""
    if counts is None:
        return ""
    reasons = _by_reason(counts)
    lines = [_because(NOT_COMPARED, reason, reasons[reason], view) for reason in reasons]
    compared, modules, lacking = counts.compared, len(counts.modules), len(counts.lacking)
    files = f"{compared} vendored file{'s' * (compared != 1)}"
    of = f"{modules} module{'s' * (modules != 1)}"
    left = f", those of {lacking} not" if lacking else ""
    return "".join(lines) + f"{files} of {of} compared with the zips{left}\n"


def _by_reason(counts: Counts) -> dict[str, list[str]]:
    """The modules whose vendored files were not compared, by the reasons."""
    reasons: dict[str, list[str]] = {}
    for module, reason in counts.lacking.items():
        reasons.setdefault(reason, []).append(str(module))
    return reasons


def notices(verification: Verification, *, strict: bool) -> list[Notice]:
    """Which modules were not compared, for formats that list findings: an error each where a
    strict run fails for it."""
    counts = verification.vendored
    found = []
    for reason, modules in _by_reason(counts).items() if counts is not None else ():
        severity = ERROR if strict and reason != PRIVATE else NOTE
        found.append(Notice(f"{NOT_COMPARED}, {reason}: {', '.join(modules)}", severity))
    return found


def _unproved(verification: Verification, view: View) -> str:
    """A line for each reason, with the modules that it is about; nothing that a finding says."""
    said = {(each.finding.path, each.finding.line) for each in verification.findings}
    reasons: dict[str, dict[str, None]] = {}
    for each in verification.lines:
        place = (each.path, each.checksum.line)
        if each.verdict.state == UNPROVED and place not in said:
            detail = f" ({each.verdict.detail})" if each.verdict.detail else ""
            reasons.setdefault(each.verdict.reason + detail, {})[each.module] = None
    return "".join(_because("not proved", reason, [*reasons[reason]], view) for reason in reasons)


def _because(what: str, reason: str, modules: Sequence[str], view: View) -> str:
    """A line: what is so, why, and for which modules."""
    shown = modules if view.is_verbose else modules[:NAMED]
    left = len(modules) - len(shown)
    more = f" and {left} more modules" if left > 1 else " and 1 more module" if left else ""
    return f"{what}, {escaped(reason)}: {escaped(', '.join(shown))}{more}\n"


def _closing(verification: Verification, view: View) -> str:
    total = len(verification.lines)
    if not total:
        return "no line to prove; --all takes every line\n"
    counts = [f"{verification.count(PROVED)} proved"]
    if verification.count(UNPROVED):
        counts.append(f"{verification.count(UNPROVED)} not proved")
    counts.append(f"{verification.count(REFUTED) or 'none'} refuted")
    lines = "1 line" if total == 1 else f"{total} lines"
    summary = f"{lines}: {', '.join(counts)} ({escaped(verification.database)})"
    fails = any(each.severity == ERROR for each in verification.findings)
    return painted(summary, ERROR, view.colour and fails) + "\n"


def verification_json(verification: Verification) -> str:
    """The document: the findings as elsewhere, every line with its state, and counts."""
    from .json_report import document, dump, facts, plain

    lines = [
        {
            "path": plain(each.path),
            "line": each.checksum.line,
            "module": plain(each.checksum.module),
            "version": plain(each.checksum.version),
            "hash": plain(each.checksum.hash),
            "state": each.verdict.state,
            "reason": each.verdict.reason,
            "detail": plain(each.verdict.detail),
            "recorded": plain(each.verdict.recorded),
        }
        for each in verification.lines
    ]
    counts = {state: verification.count(state) for state in (PROVED, UNPROVED, REFUTED)}
    found = document([facts(reported) for reported in verification.findings])
    database = plain(verification.database)
    document_ = found | {"database": database, "counts": counts, "lines": lines}
    if verification.vendored is not None:
        document_["vendored"] = {
            "compared": verification.vendored.compared,
            "modules": len(verification.vendored.modules),
            "lacking": {
                plain(str(module)): plain(reason)
                for module, reason in verification.vendored.lacking.items()
            },
        }
    return dump(document_)
