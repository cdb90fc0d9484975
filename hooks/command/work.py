"""A run that has something to judge."""

from __future__ import annotations

from .hook import MODULE_FILES
from .output import FOUND, PASSED, put
from .subject import Subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..git.commit import Commit
    from ..report.report import Said
    from ..rules.finding import Finding
    from .hook import Hook
    from .options import Options


def work(hook: Hook, commit: Commit, options: Options) -> int:
    """Judge, leave out what is not wanted, mend what can be mended, say the rest."""
    from .settings import configuration

    commit.whole = "*" in hook.watches
    config = configuration(commit, options)
    subject = Subject(hook.name, commit, options, config, fixes=bool(hook.fixes))
    options = subject.options
    _settled(subject)
    findings = list(hook.judge(subject))
    if options.on("all"):
        _note(hook, commit)
    said = heard(findings, subject, hook) if findings else []
    epilogue = ""
    if hook.epilogue is not None and options.text("format", "text") == "text":
        epilogue = hook.epilogue(subject, [one.finding for one in said])
    if not said and not epilogue and options.text("format", "text") == "text":
        return PASSED
    if hook.repair is not None and said:
        from .repair import repaired  # only when something is out of form

        repaired(hook, subject, said)
    if said and subject.is_index and not options.text("config"):
        from .settings import unstaged

        last = said[-1].finding
        last.hint = (last.hint + unstaged(commit)).lstrip("\n")
    put(written(said, options) + epilogue)
    return FOUND if any(one.severity == "error" for one in said) else PASSED


def heard(findings: Iterable[Finding], subject: Subject, hook: Hook) -> list[Said]:
    """What is said of these findings: those that nobody wants are left out."""
    from ..report.report import NOTE, WARNING, placed, weighed  # only when something was found

    options = subject.options
    wanted = [finding for finding in findings if subject.wants(finding)]
    strict = options.on("strict")
    quiet = (WARNING,) if hook.tells or strict else (WARNING, NOTE)
    said = weighed(wanted, strict=strict, fixes=(*hook.fixes, *subject.failing))
    told = [one for one in said if one.severity not in quiet]
    for one in told:
        one.finding.hint = placed(one.finding)
    return told


def written(said: Sequence[Said], options: Options) -> str:
    """The findings in the format asked for."""
    form = options.text("format", "text")
    if form == "json":
        from ..report.json_text import json_text

        return json_text(said)
    if form == "github":
        from ..report.github import github

        return github(said)
    if form == "sarif":
        from ..report.sarif import sarif

        return sarif(said)
    from ..report.text import text

    return text(said)


def _settled(subject: Subject) -> None:
    """A merge that is under way has to be settled before its files can be judged."""
    for path in subject.unmerged:
        if path.rpartition("/")[2] in MODULE_FILES or path.endswith("vendor/modules.txt"):
            from ..rules.finding import quoted
            from .failure import UsageError

            raise UsageError(
                f"{path} is unmerged: settle the conflict, then git add {quoted(path)}"
            )


def _note(hook: Hook, commit: Commit) -> None:
    """Say that a comparison has nothing to compare with, lest a pass be taken for more."""
    if commit.base and commit.changes:
        return
    import sys

    sys.stderr.write(f"{hook.name}: nothing to compare with: checks against a base did not run\n")
