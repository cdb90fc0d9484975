"""The formats of findings, by the name that `--format` takes.

To add a format, add a module to this folder that writes it, and a row here.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .severity import ReportedFinding
    from .text import View

    Writer = Callable[[Sequence[ReportedFinding], View | None], str]


class Format:
    """One format. `is_document`: it is written without findings as well, for the program that
    reads it. `for_gate_only`: single hooks do not offer it."""

    __slots__ = ("_write", "for_gate_only", "is_document")

    def __init__(
        self, write: Writer, *, is_document: bool = False, for_gate_only: bool = False
    ) -> None:
        self._write = write
        self.is_document = is_document
        self.for_gate_only = for_gate_only

    def write(self, findings: Sequence[ReportedFinding], view: View | None = None) -> str:
        """The findings in this format; `view` is how people want to see them."""
        return self._write(findings, view)


# Imported by the call: importing json alone takes as long as a whole run without findings


def _text(findings: Sequence[ReportedFinding], view: View | None) -> str:
    from .text import text

    return text(findings, view)


def _json(findings: Sequence[ReportedFinding], view: View | None) -> str:
    from .json_report import json_report

    return json_report(findings)


def _github(findings: Sequence[ReportedFinding], view: View | None) -> str:
    from .github import github

    return github(findings)


def _sarif(findings: Sequence[ReportedFinding], view: View | None) -> str:
    from .sarif import sarif

    return sarif(findings)


TEXT = "text"
FORMATS = {
    TEXT: Format(_text),
    "json": Format(_json, is_document=True),
    "github": Format(_github),
    "sarif": Format(_sarif, is_document=True, for_gate_only=True),
}
