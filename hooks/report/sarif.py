"""Findings as SARIF 2.1.0, which code-scanning services read.

See https://docs.oasis-open.org/sarif/sarif/v2.1.0/.
"""

from __future__ import annotations

from ..rules.pages import page
from .json_text import dump, plain
from .visible import cut

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .report import Said

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(said: Iterable[Said]) -> str:
    """One run with the rules that it names and a result for each finding."""
    every = list(said)
    codes = sorted({one.finding.code for one in every})
    driver = {"name": "gomod-hooks", "rules": [_rule(code) for code in codes]}
    results = [_result(one, codes.index(one.finding.code)) for one in every]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> dict[str, object]:
    found = page(code)
    rule: dict[str, object] = {"id": code}
    if found is not None:
        rule["shortDescription"] = {"text": found.title}
        rule["help"] = {"text": found.text, "markdown": found.text}
    return rule


def _result(one: Said, index: int) -> dict[str, object]:
    finding = one.finding
    lines = [finding.message, *(line for line in finding.hint.split("\n") if line)]
    text = plain("\n".join(map(cut, lines)))
    region = {"startLine": max(finding.line, 1), "startColumn": max(finding.column, 1)}
    place = {"artifactLocation": {"uri": _uri(finding.path)}, "region": region}
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": one.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.encode("utf-8", "surrogateescape"))
