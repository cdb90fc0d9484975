"""Findings as SARIF 2.1.0, which code-scanning services read.

See https://docs.oasis-open.org/sarif/sarif/v2.1.0/.
"""

from __future__ import annotations

from ..rules.pages import page
from ..values.product import DOCUMENTATION, NAME, VERSION, address_of
from .escaped import cut
from .json_report import dump, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .severity import Notice, ReportedFinding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "gomodHooks/v1"


def sarif(findings: Sequence[ReportedFinding], notices: Sequence[Notice] = ()) -> str:
    """A log of one run, with the rules of its codes, a result for each finding, and what the run
    says of itself."""
    return sarif_of_commits([("", reported) for reported in findings], notices)


def sarif_of_commits(
    findings: Sequence[tuple[str, ReportedFinding]], notices: Sequence[Notice] = ()
) -> str:
    """The same of several commits: the id of its commit, "" for none, with each finding."""
    codes = sorted({reported.finding.code for _, reported in findings})
    rules = [_rule(code) for code in codes]
    driver = {
        "name": NAME,
        "version": VERSION,
        "semanticVersion": VERSION,
        "informationUri": DOCUMENTATION,
        "rules": rules,
    }
    index = {code: number for number, code in enumerate(codes)}
    results = []
    seen: dict[str, int] = {}
    for rev, reported in findings:
        fingerprint = _fingerprint(reported, rev)
        seen[fingerprint] = seen.get(fingerprint, 0) + 1
        result = _result(reported, index[reported.finding.code], rev)
        prints = {FINGERPRINT: f"{fingerprint}:{seen[fingerprint]}"}
        results.append(result | {"partialFingerprints": prints})
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    if notices:
        run["invocations"] = [_invocation(notices)]
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _invocation(notices: Sequence[Notice]) -> dict[str, object]:
    """The run itself: it came to its end, and says this."""
    told = [{"level": each.severity, "message": {"text": plain(each.text)}} for each in notices]
    return {"executionSuccessful": True, "toolExecutionNotifications": told}


def _rule(code: str) -> dict[str, object]:
    description = page(code)
    rule: dict[str, object] = {"id": code, "helpUri": address_of(code)}
    if description is not None:
        rule["shortDescription"] = {"text": description.title}
        rule["help"] = {"text": description.text, "markdown": description.text}
    return rule


def _result(reported: ReportedFinding, index: int, commit: str) -> dict[str, object]:
    finding = reported.finding
    message = f"{finding.message} (commit {commit[:12]})" if commit else finding.message
    lines = [message, *(line for line in finding.hint.split("\n") if line)]
    text = plain("\n".join(map(cut, lines)))
    region = {"startLine": max(finding.line, 1), "startColumn": max(finding.column, 1)}
    place = {"artifactLocation": {"uri": _uri(finding.path)}, "region": region}
    result = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": reported.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
    return result | {"properties": {"commit": commit}} if commit else result


def _fingerprint(reported: ReportedFinding, commit: str) -> str:
    """What stays the same where lines move and where another Go release appears. It is not under
    the name that GitHub fills in itself, by the text of the line."""
    from hashlib import sha256

    *parts, _releases = reported.finding.identity
    text = "\0".join([commit, *map(str, parts)])
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.encode("utf-8", "surrogateescape"))
