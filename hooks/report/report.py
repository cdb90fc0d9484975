"""What a run says: its findings with their weight, and the texts that go with them."""

from __future__ import annotations

from hooks.rules.pages import ALWAYS, NEVER, ON_REQUEST, page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hooks.rules.finding import Finding

ERROR, WARNING, NOTE = "error", "warning", "note"


class Said:
    """A finding with its severity: an error fails the run, a warning would under
    `--strict`, a note never does."""

    __slots__ = ("finding", "severity")

    def __init__(self, finding: Finding, severity: str) -> None:
        self.finding = finding
        self.severity = severity


def weighed(findings: Iterable[Finding], *, strict: bool, fixes: Sequence[str]) -> list[Said]:
    """Findings in the order of file and line, each place and code once, with severities.

    `fixes` are codes that fail here because the hook mends them.
    """
    weights: dict[str, str] = {}
    unique: dict[tuple[str, int, int, str, str], Finding] = {}
    for one in findings:
        unique.setdefault((one.path, one.line, one.column, one.code, one.message), one)
    for one in unique.values():
        if one.code not in weights:
            weights[one.code] = _weight(one.code, strict or one.code in fixes)
    return [Said(unique[key], weights[key[3]]) for key in sorted(unique)]


def _weight(code: str, strict: bool) -> str:
    found = page(code)
    fails = found.fails if found else ALWAYS
    if fails == NEVER:
        return NOTE
    return ERROR if strict or fails in (ALWAYS, ON_REQUEST) else WARNING
