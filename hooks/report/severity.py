"""What a run reports: its findings, each with its severity."""

from __future__ import annotations

from ..rules.pages import ALWAYS, NEVER, ON_REQUEST, page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ..rules.finding import Finding

ERROR, WARNING, NOTE = "error", "warning", "note"


class ReportedFinding:
    """A finding with its severity: an error fails the run, a warning only with `--strict`, a note
    never."""

    __slots__ = ("finding", "severity")

    def __init__(self, finding: Finding, severity: str) -> None:
        self.finding = finding
        self.severity = severity


class Notice:
    """What a run says of itself, about no line of any file."""

    __slots__ = ("severity", "text")

    def __init__(self, text: str, severity: str) -> None:
        self.text = text
        self.severity = severity


def with_severity(
    findings: Iterable[Finding], *, strict: bool, failing: Collection[str]
) -> list[ReportedFinding]:
    """The findings with their severities, sorted by path, line and code, each once.

    `failing` are codes that fail although the run is not strict: codes that the hook can fix,
    and codes of a hook that is strict by itself.
    """
    severities: dict[str, str] = {}
    unique: dict[tuple[str, int, str, int, str], Finding] = {}
    for finding in findings:
        place = (finding.path, finding.line, finding.code, finding.column, finding.message)
        unique.setdefault(place, finding)
    for code in {finding.code for finding in unique.values()}:
        severities[code] = severity_of(code, strict or code in failing)
    return [
        ReportedFinding(unique[place], severities[unique[place].code]) for place in sorted(unique)
    ]


def severity_of(code: str, strict: bool) -> str:
    """The severity of the findings with a code, by its page."""
    rule = page(code)
    fails = rule.fails if rule else ALWAYS
    if fails == NEVER:
        return NOTE
    return ERROR if strict or fails in (ALWAYS, ON_REQUEST) else WARNING
