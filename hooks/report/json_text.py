"""Findings as JSON: a list of objects, one for each."""

from __future__ import annotations

import json

from .visible import cut

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .report import Said


def facts(one: Said) -> dict[str, object]:
    """What a finding is made of; `releases` are the Go releases concerned."""
    finding = one.finding
    return {
        "code": finding.code,
        "severity": one.severity,
        "path": plain(finding.path),
        "line": max(finding.line, 1),
        "column": max(finding.column, 1),
        "module": plain(finding.module),
        "version": plain(finding.version),
        "message": plain(cut(finding.message)),
        "hint": plain("\n".join(map(cut, finding.hint.split("\n")))),
        "releases": [release.version for release in finding.releases],
    }


def json_text(said: Iterable[Said]) -> str:
    """The findings as one JSON list; [] for none."""
    return dump([facts(one) for one in said])


def dump(value: object) -> str:
    """JSON in ASCII, so that no control character stands in it raw."""
    return json.dumps(value, indent=2).replace("\x7f", "\\u007f") + "\n"


def plain(text: str) -> str:
    """The text with bytes that are no UTF-8 as replacement characters, as JSON wants it."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
