"""Findings as SARIF 2.1.0, which code-scanning services read.

See https://docs.oasis-open.org/sarif/sarif/v2.1.0/.
"""

from __future__ import annotations

from ..rules.pages import page
from ..values.product import NAME, VERSION
from .escaped import cut
from .json_report import dump, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .severity import ReportedFinding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(findings: Sequence[ReportedFinding]) -> str:
    """A log of one run, with the rules of its codes and a result for each finding."""
    codes = sorted({reported.finding.code for reported in findings})
    rules = [_rule(code) for code in codes]
    driver = {"name": NAME, "version": VERSION, "rules": rules}
    results = [_result(reported, codes.index(reported.finding.code)) for reported in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> dict[str, object]:
    description = page(code)
    rule: dict[str, object] = {"id": code}
    if description is not None:
        rule["shortDescription"] = {"text": description.title}
        rule["help"] = {"text": description.text, "markdown": description.text}
    return rule


def _result(reported: ReportedFinding, index: int) -> dict[str, object]:
    finding = reported.finding
    lines = [finding.message, *(line for line in finding.hint.split("\n") if line)]
    text = plain("\n".join(map(cut, lines)))
    region = {"startLine": max(finding.line, 1), "startColumn": max(finding.column, 1)}
    place = {"artifactLocation": {"uri": _uri(finding.path)}, "region": region}
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": reported.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.encode("utf-8", "surrogateescape"))
