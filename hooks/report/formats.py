"""The formats of findings, by the name that `--format` takes.

To add a format, add a module to this folder that writes it, and a row here.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .severity import ReportedFinding

    Writer = Callable[[Sequence[ReportedFinding]], str]


class Format:
    """One format. `write(findings)` is its text. `is_document`: it is written without findings as
    well, for the program that reads it. `for_gate_only`: single hooks do not offer it."""

    __slots__ = ("for_gate_only", "is_document", "write")

    def __init__(
        self, write: Writer, *, is_document: bool = False, for_gate_only: bool = False
    ) -> None:
        self.write = write
        self.is_document = is_document
        self.for_gate_only = for_gate_only


# Imported by the call: importing json alone takes as long as a whole run without findings


def _text(findings: Sequence[ReportedFinding]) -> str:
    from .text import text

    return text(findings)


def _json(findings: Sequence[ReportedFinding]) -> str:
    from .json_report import json_report

    return json_report(findings)


def _github(findings: Sequence[ReportedFinding]) -> str:
    from .github import github

    return github(findings)


def _sarif(findings: Sequence[ReportedFinding]) -> str:
    from .sarif import sarif

    return sarif(findings)


TEXT = "text"
FORMATS = {
    TEXT: Format(_text),
    "json": Format(_json, is_document=True),
    "github": Format(_github),
    "sarif": Format(_sarif, is_document=True, for_gate_only=True),
}
