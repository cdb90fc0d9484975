"""`modcheck check --rev A..B`: which commits would go-mod-gate have stopped?

Each commit of the range is judged against its first parent, and the last one against the start
of the range too, all under one configuration: the one named with --config, or that of the last
commit.
"""

from __future__ import annotations

import sys

from ..command.context import Context
from ..command.output import FOUND, PASSED, print_note, write_out
from ..diff import sums
from ..git.history import History
from ..git.objects import Objects

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..command.config import Config
    from ..command.options import Options
    from ..git.history import HistoryCommit
    from ..report.severity import ReportedFinding
    from ..tree.tree import Tree

    Judged = list[tuple[str, list[ReportedFinding]]]  # ids of commits, and their findings


def replay(options: Options) -> int:
    """Print the findings; the exit status is 1 if a commit would have been stopped, else 0.

    Raises UsageError for options that do not go with a range, GitError for an unknown range.
    """
    from ..command.errors import UsageError

    form = options.value("format", "text")
    if form not in ("text", "json"):
        raise UsageError(f"--format {form}: a range is reported as text or json")
    if options.value("base"):
        raise UsageError("--base: each commit of a range is compared with its first parent")
    objects = Objects()
    history = History(options.value("rev"), objects)
    config = _configuration(options, objects)
    stopped: Judged = []
    walked_past: dict[bytes, tuple[bytes, str]] = {}
    for commit in _with_progress(history):
        commit.walked_past = walked_past
        reported = _judged(commit, history.start, options, config)
        if reported:
            stopped.append((commit.rev, reported))
    _add_whole(history.whole(), history.start, options, config, stopped)
    objects.close()
    _note_configuration(options, config)
    write = _json if form == "json" else _text
    write_out(write(stopped, len(history)))
    fails = any(finding.severity == "error" for _, reported in stopped for finding in reported)
    return FOUND if fails else PASSED


def _configuration(options: Options, objects: Objects) -> Config | None:
    from ..command.config_source import named, of_revision
    from ..git.repository import current

    asked = options.value("config")
    if asked:
        return None if asked == "none" else named(asked, objects, current())
    return of_revision(options.value("rev").partition("..")[2] or "HEAD", objects)


def _note_configuration(options: Options, config: Config | None) -> None:
    """Say that the range edits the configuration, and that there is none where one was named."""
    from ..command.config_source import notes_on_range

    start, _, end = options.value("rev").partition("..")
    objects = Objects()
    notes = notes_on_range(start or "HEAD", end or "HEAD", config, objects)
    objects.close()
    asked = options.value("config")
    if config is None and asked not in ("", "none"):
        notes.append(f"--config {asked}: that revision has no configuration")
    for note in notes:
        print_note("modcheck check", note)


def _add_whole(
    end: HistoryCommit, start: Tree, options: Options, config: Config | None, stopped: Judged
) -> None:
    """What the range as a whole brings in, and none of its commits seems to."""
    told = {_subject(each) for _, reported in stopped for each in reported}
    more = [each for each in _judged(end, start, options, config) if _subject(each) not in told]
    if more and stopped and stopped[-1][0] == end.rev:
        stopped[-1][1].extend(more)
    elif more:
        stopped.append((end.rev, more))


def _subject(each: ReportedFinding) -> tuple[str, ...]:
    finding = each.finding
    return finding.code, finding.path, finding.module, finding.version


def _judged(
    commit: HistoryCommit, start: Tree, options: Options, config: Config | None
) -> list[ReportedFinding]:
    from .. import go_mod_gate
    from ..command.judge import filtered

    if not commit.changes:
        return []
    hook = go_mod_gate.HOOK
    context = Context(hook, commit, options, config)
    if not commit.walked_past:
        for path, file in context.sums_of(start):
            sums.remember(commit.walked_past, file, path)
    reported = filtered(hook.judge(context), context, hook)
    _remember(context, commit)
    if reported and commit.base:
        from ..command.outcome import outcome

        return [*outcome(hook, context, commit.objects, reported).reported]
    return reported


def _remember(context: Context, commit: HistoryCommit) -> None:
    """Keep the hashes that a commit brought into judged files, to compare later ones with."""
    changed = {path for path in context.changes if path.endswith(".sum")}
    if changed:
        for path, file in context.sum_files():
            if path in changed:
                sums.remember(commit.walked_past, file, f"{path} in {commit.rev[:12]}")


def _with_progress(history: History) -> Iterator[HistoryCommit]:
    """The commits, with a progress bar if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield from history
        return
    total = len(history)
    for number, commit in enumerate(history, start=1):
        if number % 20 == 0 or number == total:
            full = 30 * number // total
            bar = "█" * full + "░" * (30 - full)
            sys.stderr.write(f"\r{bar} {number}/{total} commits")
            sys.stderr.flush()
        yield commit
    sys.stderr.write("\r\x1b[K")


def _text(stopped: Judged, total: int) -> str:
    from ..report.text import View, text

    lines = []
    for rev, reported in stopped:
        lines += [
            f"{rev[:12]} {line}\n"
            for line in text(reported, View(is_verbose=True), hints=False).splitlines()
        ]
    lines.append(f"{len(stopped)} of {total} commits would have been stopped or told of\n")
    lines += [f"  {code}  {count:6}  {title}\n" for code, count, title in _counts(stopped)]
    return "".join(lines)


def _json(stopped: Judged, total: int) -> str:
    from ..report.json_report import dump, facts

    return dump(
        {
            "commits": total,
            "stopped": [
                {"commit": rev, "findings": [facts(finding) for finding in reported]}
                for rev, reported in stopped
            ],
            "codes": {code: count for code, count, _ in _counts(stopped)},
        }
    )


def _counts(stopped: Sequence[tuple[str, list[ReportedFinding]]]) -> list[tuple[str, int, str]]:
    """Code, number of commits with it, and title, the most frequent first."""
    from ..rules.pages import page

    counts: dict[str, int] = {}
    for _, reported in stopped:
        for code in {entry.finding.code for entry in reported}:
            counts[code] = counts.get(code, 0) + 1
    ordered = sorted(counts, key=lambda code: (-counts[code], code))
    pages = {code: page(code) for code in ordered}
    return [
        (code, counts[code], rule.title if (rule := pages[code]) is not None else "")
        for code in ordered
    ]
