"""Findings as JSON: a document with the tool and its findings."""

from __future__ import annotations

import json

from ..values.product import NAME, VERSION, address_of
from .escaped import cut

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .severity import ReportedFinding


def facts(reported: ReportedFinding, *, commit: str = "") -> dict[str, object]:
    """The object of one finding; `releases` are the Go releases that refuse it. In a range it
    begins with the commit."""
    finding = reported.finding
    return {
        **({"commit": commit} if commit else {}),
        "code": finding.code,
        "severity": reported.severity,
        "path": plain(finding.path),
        "line": max(finding.line, 1),
        "column": max(finding.column, 1),
        "module": plain(finding.module),
        "version": plain(finding.version),
        "message": plain(cut(finding.message)),
        "hint": plain("\n".join(map(cut, finding.hint.split("\n")))),
        "releases": [release.version for release in finding.releases],
        "url": address_of(finding.code),
    }


def json_report(
    findings: Iterable[ReportedFinding], inherited: int = 0, not_known: int | None = None
) -> str:
    """The document with these findings, the number of those that were there before and, where
    the module cache was looked into, of the go.mod files that it lacks."""
    counts = {"inherited": inherited}
    if not_known is not None:
        counts["not_known"] = not_known
    return dump(document([facts(reported) for reported in findings]) | counts)


def document(findings: Sequence[dict[str, object]]) -> dict[str, object]:
    """What every run writes: the tool with its version, and the findings."""
    return {"tool": {"name": NAME, "version": VERSION}, "findings": findings}


def dump(value: object) -> str:
    """`value` as JSON in ASCII, without raw control characters."""
    return json.dumps(value, indent=2).replace("\x7f", "\\u007f") + "\n"


def plain(text: str) -> str:
    """The text as JSON can hold it: bytes that are not UTF-8 become replacement characters."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
