"""How a range of commits is reported, format by format.

Each report is told of the findings commit by commit, and ends with the summary, so that nothing
has to be kept where the format allows it.
"""

from __future__ import annotations

from .formats import FORMATS, TEXT
from .history_summary import HistorySummary, history_facts, history_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from .severity import ReportedFinding

    class HistoryReport(Protocol):
        """The text of a report, piece by piece."""

        def findings(self, rev: str, reported: Sequence[ReportedFinding]) -> str:
            """What there is to say of the findings of a commit."""

        def end(self, summary: HistorySummary) -> str:
            """What comes last."""


def report_of(form: str, *, is_verbose: bool) -> HistoryReport:
    """The report in a format of `report.formats`."""
    if form == "json":
        return _JsonHistory()
    if form == "sarif":
        return _SarifHistory()
    if form == "github":
        return _GithubHistory()
    return _TextHistory(is_verbose=is_verbose) if form == TEXT else _PlainHistory(form)


class _TextHistory:
    """For people: a summary; the findings above it where they are asked for."""

    def __init__(self, *, is_verbose: bool) -> None:
        self._is_verbose = is_verbose

    def findings(self, rev: str, reported: Sequence[ReportedFinding]) -> str:
        if not self._is_verbose:
            return ""
        from .text import text

        return "".join(f"{rev[:12]} {text([each], hints=False)}" for each in reported)

    def end(self, summary: HistorySummary) -> str:
        return history_text(summary, is_verbose=self._is_verbose)


class _GithubHistory:
    """Workflow commands, each of which names its commit."""

    def findings(self, rev: str, reported: Sequence[ReportedFinding]) -> str:
        from .github import github

        return github(reported, commit=rev)

    def end(self, summary: HistorySummary) -> str:
        return ""


class _PlainHistory:
    """Any other format, written as for one commit."""

    def __init__(self, form: str) -> None:
        self._form = form

    def findings(self, rev: str, reported: Sequence[ReportedFinding]) -> str:
        return FORMATS[self._form].write(reported)

    def end(self, summary: HistorySummary) -> str:
        return ""


class _JsonHistory:
    """The document of a single commit, with the commit of each finding and the summary."""

    def __init__(self) -> None:
        self._found: list[dict[str, object]] = []

    def findings(self, rev: str, reported: Sequence[ReportedFinding]) -> str:
        from .json_report import facts

        self._found += [facts(each, commit=rev) for each in reported]
        return ""

    def end(self, summary: HistorySummary) -> str:
        from .json_report import document, dump

        return dump(document(self._found) | {"summary": history_facts(summary)})


class _SarifHistory:
    """One run, in which each result names its commit."""

    def __init__(self) -> None:
        self._found: list[tuple[str, ReportedFinding]] = []

    def findings(self, rev: str, reported: Sequence[ReportedFinding]) -> str:
        self._found += [(rev, each) for each in reported]
        return ""

    def end(self, summary: HistorySummary) -> str:
        from .sarif import sarif_of_commits

        return sarif_of_commits(self._found)
