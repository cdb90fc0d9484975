"""What a gate would have stopped in a range of commits: a line for each module, code and cure.

It answers whether to adopt the gate, and at what price: how many commits it would have
stopped, in which modules, and what would have settled that. Findings themselves are not kept,
so that a long history takes little memory.
"""

from __future__ import annotations

from ..rules.allow import PINS
from ..rules.pages import page
from ..tree.paths import parent
from ..tree.scope import owner
from ..values import releases
from .escaped import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..rules.finding import Finding
    from .severity import ReportedFinding

STANDING = 3  # commits from which on an exception, or an exclusion, is the cheaper cure
ROWS_SHOWN = 40
LATER = "Go releases newer than the commit"


class SummaryRow:
    """The findings of one code in the modules at `folders` that one `cure` mends, "" where
    there is no command. `commits` has a bit for each commit, `findings` is their number, `place`
    that of the first, in the commit `first`. With `is_later` only newer Go releases refuse."""

    __slots__ = ("code", "commits", "cure", "findings", "first", "folders", "is_later", "place")

    def __init__(self, code: str, cure: str, folder: str, *, is_later: bool) -> None:
        self.code = code
        self.cure = cure
        self.folders = [folder]
        self.is_later = is_later
        self.commits = 0
        self.findings = 0
        self.first = ""
        self.place = ""

    @property
    def count(self) -> int:
        """How many commits have such findings."""
        return self.commits.bit_count()

    @property
    def folder(self) -> str:
        """The folder that all its modules lie in, "" for the top."""
        return _common(self.folders)


class HistorySummary:
    """What is known of the commits judged so far. `commits` is the number of all of them,
    `dependency_commits` of those that touch files that the gate judges."""

    __slots__ = ("_rows", "commits", "dependency_commits")

    def __init__(self) -> None:
        self.commits = 0
        self.dependency_commits = 0
        self._rows: dict[tuple[object, ...], SummaryRow] = {}

    def add(
        self, rev: str, day: str, reported: Iterable[ReportedFinding], *, is_relevant: bool
    ) -> None:
        """Count a commit: its id, its day, what the gate says, and whether it touches a file that
        the gate judges."""
        self.commits += 1
        self.dependency_commits += is_relevant
        self.add_findings(rev, day, reported)

    def add_findings(self, rev: str, day: str, reported: Iterable[ReportedFinding]) -> None:
        """Count findings of the commit that was added last."""
        for each in reported:
            finding = each.finding
            is_later = is_told_by_later(finding, day)
            key = (_folder(finding), finding.code, _cure(finding), is_later)
            row = self._rows.get(key)
            if row is None:
                row = self._rows[key] = SummaryRow(finding.code, key[2], key[0], is_later=is_later)
                row.first, row.place = rev, f"{finding.path}:{max(finding.line, 1)}"
            row.commits |= 1 << self.commits
            row.findings += 1

    @property
    def stopped(self) -> int:
        """How many commits would have been stopped by the Go releases of their time."""
        return _union(row for row in self._rows.values() if not row.is_later).bit_count()

    @property
    def later(self) -> int:
        """How many more would have been stopped only by releases that came out after them."""
        return _union(self._rows.values()).bit_count() - self.stopped

    def rows(self) -> list[SummaryRow]:
        """What was found, the most frequent first: modules beside each other as one."""
        groups: dict[tuple[object, ...], list[SummaryRow]] = {}
        for row in self._rows.values():
            top = row.folder.partition("/")[0]
            groups.setdefault((row.code, row.cure, row.is_later, top), []).append(row)
        folded = [_folded(rows) for rows in groups.values()]
        return sorted(folded, key=lambda row: (row.is_later, -row.count, row.folder, row.code))


def is_told_by_later(finding: Finding, day: str) -> bool:
    """Whether all Go releases that refuse came out after a day ("2026-12-31", "" if unknown)."""
    return releases.came_after(finding.releases, day)


def history_text(summary: HistorySummary, *, is_verbose: bool) -> str:
    """The summary for people."""
    total = f"{summary.commits:,} commits, {summary.dependency_commits:,} of them touch"
    lines = [f"{total} dependency files: {_would(summary.stopped)}\n"]
    if summary.later:
        more = "another" if summary.later == 1 else f"{summary.later} more"
        lines.append(f"{more} only by {LATER} (--go 1.{releases.OLDEST}- asks older ones too)\n")
    rows = summary.rows()
    for row in rows[:ROWS_SHOWN]:
        lines += [
            f"\n{escaped(line)}\n" if not n else f"    {escaped(line)}\n"
            for n, line in enumerate(_described(row))
        ]
    if len(rows) > ROWS_SHOWN:
        lines.append(f"\nand {len(rows) - ROWS_SHOWN} more lines in --format json\n")
    if rows and not is_verbose:
        lines.append("\n--verbose lists the findings; modcheck rule CODE explains a code\n")
    return "".join(lines)


def history_facts(summary: HistorySummary) -> dict[str, object]:
    """The summary for programs."""
    return {
        "commits": summary.commits,
        "dependency_commits": summary.dependency_commits,
        "stopped": summary.stopped,
        "stopped_by_later_releases": summary.later,
        "rows": [
            {
                "code": row.code,
                "folders": sorted(row.folders),
                "commits": row.count,
                "findings": row.findings,
                "cure": row.cure,
                "later_releases": row.is_later,
                "first": {"commit": row.first, "place": row.place},
            }
            for row in summary.rows()
        ],
    }


def _would(stopped: int) -> str:
    if not stopped:
        return "none would have been stopped"
    return f"{stopped:,} would have been stopped"


def _described(row: SummaryRow) -> list[str]:
    """What there is to say of a row: a line that sums it up, the cure, the first place."""
    rule = page(row.code)
    name = row.folder or "."
    if len(row.folders) > 1:
        name = f"{row.folder}/" if row.folder else "several folders"
        name += f" ({len(row.folders)} modules)"
    commits = "1 commit" if row.count == 1 else f"{row.count:,} commits"
    after = f" (only by {LATER})" if row.is_later else ""
    title = rule.title if rule is not None else ""
    return [
        f"{name}: {commits}, {row.code} {title}{after}",
        ", ".join([row.cure or f"by hand: modcheck rule {row.code}", *_once(row)]),
        f"first {row.first[:12]} {row.place}",
    ]


def _once(row: SummaryRow) -> list[str]:
    """What settles a row for good, where it came up often enough."""
    if row.count < STANDING:
        return []
    if row.code in PINS:
        return ["or an [[allow]] for each"]
    if not row.folder:
        return ["or one [[allow]]"]
    return [f'or one [[allow]] with path = "{row.folder}/"', f"or --exclude '^{row.folder}/'"]


def _folder(finding: Finding) -> str:
    """The folder of the module that a finding is about, as far as its path tells."""
    folder = owner(finding.path)
    return parent(finding.path) if folder is None else folder


def _cure(finding: Finding) -> str:
    """The command that mends a finding, without what differs from case to case; "" for none."""
    for hint in finding.hints:
        if hint.command:
            words = hint.command.split(" ")
            plain = [word.replace("-", "").isalpha() and word[0] != "-" for word in words]
            count = plain.index(False) if False in plain else len(words)
            rest = ["..."] if count < len(words) else []
            return " ".join([*filter(None, [hint.environment]), *words[:count], *rest])
    return ""


def _union(rows: Iterable[SummaryRow]) -> int:
    commits = 0
    for row in rows:
        commits |= row.commits
    return commits


def _folded(rows: Sequence[SummaryRow]) -> SummaryRow:
    """Several rows that differ in their folder alone as one."""
    first = rows[0]
    row = SummaryRow(first.code, first.cure, "", is_later=first.is_later)
    row.folders = [folder for each in rows for folder in each.folders]
    row.commits = _union(rows)
    row.findings = sum(each.findings for each in rows)
    row.first, row.place = first.first, first.place
    return row


def _common(folders: Sequence[str]) -> str:
    """The folder that all of these are, or lie in."""
    parts = [folder.split("/") if folder else [] for folder in folders]
    shared = []
    for names in zip(*parts, strict=False):
        if len(set(names)) > 1:
            break
        shared.append(names[0])
    return "/".join(shared)
