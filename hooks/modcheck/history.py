"""`modcheck check --rev A..B`: which commits would go-mod-gate have stopped?

Each commit of the range is judged against its first parent, and the last one against the start
of the range too, all under one configuration: the one named with --config, or that of the last
commit.
"""

from __future__ import annotations

from ..command.context import Context
from ..command.output import FOUND, PASSED, print_note, write_out
from ..diff import sums
from ..git.history import History
from ..git.objects import Objects
from ..report.history_summary import HistorySummary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..command.config import Config
    from ..command.options import Options
    from ..git.history import HistoryCommit
    from ..report.severity import ReportedFinding
    from ..tree.tree import Tree

    Reported = list[ReportedFinding]


def replay(options: Options) -> int:
    """Print what was found; the exit status is 1 if a commit would have been stopped, else 0.

    Raises UsageError for options that do not go with a range, GitError for an unknown range.
    """
    from ..command.errors import UsageError
    from ..report.history_report import report_of

    if options.value("base"):
        raise UsageError("--base: each commit of a range is compared with its first parent")
    objects = Objects()
    history = History(options.value("rev"), objects)
    config = _configuration(options, objects)
    summary = HistorySummary()
    report = report_of(options.value("format", "text"), is_verbose=options.flag("verbose"))
    fails = False
    for commit, reported in _judged_in_turn(history, summary, options, config):
        fails = fails or any(each.severity == "error" for each in reported)
        write_out(report.findings(commit.rev, reported))
    objects.close()
    _note_configuration(options, config)
    write_out(report.end(summary))
    return FOUND if fails else PASSED


def _judged_in_turn(
    history: History, summary: HistorySummary, options: Options, config: Config | None
) -> Iterator[tuple[HistoryCommit, Reported]]:
    """The commits of which there is something to tell, as they are judged, and at the end what
    the range as a whole brings in and none of its commits seems to. All are counted."""
    import os

    from ..report.progress import with_progress

    is_written_meanwhile = options.flag("verbose") or options.value("format") == "github"
    is_shown = not (is_written_meanwhile and os.isatty(1))  # both would garble each other
    walked_past: dict[bytes, tuple[bytes, str]] = {}
    told: set[tuple[str, ...]] = set()
    for commit in with_progress(history, len(history), "commits", is_shown):
        commit.walked_past = walked_past
        reported = _judged(commit, history.start, options, config)
        is_relevant = bool(commit.changes and commit.changes.relevant())
        summary.add(commit.rev, commit.day, reported, is_relevant=is_relevant)
        told.update(map(_subject, reported))
        if reported:
            yield commit, reported
    end = history.whole()
    found = _judged(end, history.start, options, config)
    more = [each for each in found if _subject(each) not in told]
    summary.add_findings(end.rev, end.day, more)
    if more:
        yield end, more


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


def _subject(each: ReportedFinding) -> tuple[str, ...]:
    finding = each.finding
    return finding.code, finding.path, finding.module, finding.version


def _judged(
    commit: HistoryCommit, start: Tree, options: Options, config: Config | None
) -> Reported:
    from .. import go_mod_gate
    from ..command.judge import advised, filtered

    if not commit.changes:
        return []
    hook = go_mod_gate.HOOK
    context = Context(hook, commit, options, config)
    context.look_outside()
    if not commit.walked_past:
        for path, file in context.sums.of_tree(start):
            sums.remember(commit.walked_past, file, path)
    reported = filtered(hook.judge(context), context, hook)
    _remember(context, commit)
    if reported and commit.base:
        from ..command.brought_in import brought_in

        reported = [*brought_in(hook, context, commit.objects, reported).reported]
    return advised(reported, context)


def _remember(context: Context, commit: HistoryCommit) -> None:
    """Keep the hashes that a commit brought into judged files, to compare later ones with."""
    changed = {path for path in context.changes if path.endswith(".sum")}
    if changed:
        for path, file in context.sums.judged():
            if path in changed:
                sums.remember(commit.walked_past, file, f"{path} in {commit.rev[:12]}")
