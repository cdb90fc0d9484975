"""Judge, repair and report: the part of a run after git has seen a change."""

from __future__ import annotations

from ..tree.paths import ALL_FILES, CONFIGURATION, FILES, GO_FILES, MODULES_TXT
from .context import Context
from .output import FOUND, PASSED, print_note, write_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..git.commit import Commit
    from ..report.severity import ReportedFinding
    from ..rules.finding import Finding
    from .config import Config
    from .hook import Hook
    from .options import Options


def judge(hook: Hook, commit: Commit, options: Options, *, tells_pass: bool = False) -> int:
    """Judge, leave out what is not asked for, mend what can be mended, report the rest.

    With `tells_pass` a run at a terminal says so if it found nothing; a hook passes in silence.
    """
    config = None
    commit.lists_all_files = ALL_FILES in hook.files or GO_FILES in hook.files
    if options.value("config") or commit.files.kind(CONFIGURATION):
        from .config_source import in_force  # only where there is a configuration

        config = in_force(commit, options)
    context = Context(hook, commit, options, config)
    options = context.options
    _refuse_unmerged(context)
    if options.files:
        from .file_arguments import notes  # only where there are some

        for note in notes(context):
            print_note(hook.name, note)
    modules = context.look_outside()
    findings = list(hook.judge(context))
    if modules is not None and options.flag("verbose"):
        modules.tell(hook.name)
    if commit.files.absent:
        _refuse_absent(hook, context, commit.files.absent)
    elif commit.files.unknown:
        _note_unknown(hook, sorted(commit.files.unknown))
    if options.flag("all") and not (commit.base and commit.changes):
        _note_missing_base(hook)
    reported = filtered(findings, context, hook) if findings else []
    if config is not None and (config.has_ended or options.flag("strict")):
        from .config_unused import with_unused  # only where an exception may be of no use

        reported = with_unused(hook, context, config, reported)
    _note_configuration(hook, commit, options, config)
    inherited = 0
    if reported and commit.base:
        reported, inherited = _brought_in(hook, context, commit, reported)
    is_text = options.value("format", "text") == "text"
    epilogue = ""
    if hook.epilogue is not None and is_text:
        epilogue = hook.epilogue(context, [each.finding for each in reported])
    if inherited and (reported or not is_text):
        _note_inherited(hook, context, inherited)
    if not reported and not epilogue and is_text:
        tells_pass = tells_pass or options.flag("verbose")
        return _pass(context, inherited) if tells_pass else PASSED
    reported = advised(reported, context)
    if reported and (fixers := hook.mending(context)):
        from .repair import repaired  # only when something is out of form

        reported = repaired(fixers, context, reported)
    if reported and context.judges_index and not options.value("config"):
        reported = _with_configuration_note(reported, commit)
    from .reporting import closed, formatted  # only when there is something to report

    text = formatted(reported, context, inherited) + epilogue
    write_out(text + closed(reported, context, inherited))
    return FOUND if any(each.severity == "error" for each in reported) else PASSED


def _brought_in(
    hook: Hook, context: Context, commit: Commit, reported: list[ReportedFinding]
) -> tuple[list[ReportedFinding], int]:
    """The findings that the commit brings in, and the number of those that it inherits."""
    from .brought_in import brought_in, sentences  # only when something was found

    merged = [] if commit.rev else commit.bases[1:]
    result = brought_in(hook, context, commit.objects, reported, merged)
    if commit.files.absent:
        _refuse_absent(hook, context, commit.files.absent)
    for sentence in sentences(result):
        print_note(hook.name, sentence)
    return [*result.reported], result.inherited


def _note_inherited(hook: Hook, context: Context, count: int) -> None:
    """Say how many findings are not this commit's, unless the closing line does."""
    from .reporting import is_closed

    if not is_closed(context):
        findings = "1 finding was" if count == 1 else f"{count} findings were"
        print_note(hook.name, f"{findings} there before this commit (--no-inherit shows them)")


def _pass(context: Context, inherited: int) -> int:
    """Pass, and say so to people who asked."""
    from .reporting import closed

    return write_out(closed((), context, inherited))


def filtered(findings: Iterable[Finding], context: Context, hook: Hook) -> list[ReportedFinding]:
    """The findings to report, with their severity: what nobody asked for is left out."""
    from ..report.severity import NOTE, WARNING, with_severity  # only when something was found

    strict = context.options.flag("strict")
    silent = (WARNING,) if hook.reports_notes or strict else (WARNING, NOTE)
    selected = [finding for finding in findings if context.selects(finding)]
    named = context.options.named_codes()
    failing = {*hook.fixes, *context.strict_codes, *named}
    reported = with_severity(selected, strict=strict, failing=failing)
    return [each for each in reported if each.severity not in silent or each.finding.code in named]


def advised(reported: list[ReportedFinding], context: Context) -> list[ReportedFinding]:
    """The findings with hints that can be followed here and now."""
    if not any(each.finding.hints for each in reported):
        return reported
    from .advice import Advice  # only when there is something to say

    return Advice(context).given(reported)


def _refuse_unmerged(context: Context) -> None:
    """UsageError for a merge under way: it has to be settled before its files can be judged."""
    for path in context.unmerged:
        name = path.rpartition("/")[2]
        if name in FILES or path.endswith(MODULES_TXT) or path == CONFIGURATION:
            from ..rules.hint import quoted
            from .errors import UsageError

            raise UsageError(
                f"{path} is unmerged: settle the conflict, then git add {quoted(path)}"
            )


def _refuse_absent(hook: Hook, context: Context, absent: Iterable[str]) -> None:
    """GitError where this clone lacks a file, or what it was before, of a module in scope; a note
    for other files, which verdicts reach for."""
    from ..git.process import GitError, lacking
    from ..tree.paths import parent
    from ..tree.scope import owner

    others = []
    for path in sorted(absent):
        if (
            path in context.changes
            or owner(path) in context.scope.modules
            or parent(path) in context.scope.workspaces
        ):
            raise GitError(lacking(path))
        others.append(path)
    _note_unknown(hook, others)


def _note_unknown(hook: Hook, paths: Sequence[str]) -> None:
    """Say which files were not read, because this clone lacks them."""
    import sys

    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    sys.stderr.write(f"{hook.name}: not known: {paths[0]}{more}, which this clone lacks\n")


def _note_missing_base(hook: Hook) -> None:
    """Say that there is nothing to compare with, so that nobody takes a pass for more."""
    import sys

    sys.stderr.write(f"{hook.name}: nothing to compare with: checks against a base did not run\n")


def _note_configuration(
    hook: Hook, commit: Commit, options: Options, config: Config | None
) -> None:
    """Say that the change edits the configuration, and that there is none where one was named."""
    if CONFIGURATION.encode() in commit.changes.raw:
        from .config_source import notes_on_commit

        for note in notes_on_commit(commit, config):
            print_note(hook.name, note)
    asked = options.value("config")
    if config is None and asked not in ("", "none"):
        print_note(hook.name, f"--config {asked}: that revision has no configuration")


def _with_configuration_note(
    reported: list[ReportedFinding], commit: Commit
) -> list[ReportedFinding]:
    """The findings, the last one with a note where the configuration on disk is another."""
    from ..report.severity import ReportedFinding
    from ..rules.hint import say
    from .config_source import unstaged_note

    note = unstaged_note(commit)
    if not note:
        return reported
    *others, last = reported
    finding = last.finding.with_hints([*last.finding.hints, say(note)])
    return [*others, ReportedFinding(finding, last.severity)]
