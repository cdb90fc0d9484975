"""`modcheck verify`: which lines of go.sum the checksum database proves."""

from __future__ import annotations

from .. import go_sum_verify
from ..command import proof
from ..command.context import Context
from ..command.output import FOUND, PASSED, write_out
from ..report.severity import ERROR, with_severity
from ..report.verification import Verification

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..command.options import Options
    from ..command.parser import Parser
    from ..git.commit import Commit

NAME = "modcheck verify"
ABOUT = """Prove the lines of go.sum that the index, a commit (--rev REV) or a range (A..B) brings
in, or all lines (--all), against the checksum database: from what the go command kept of it
in the module cache. With --online it asks for what is not there, as the go command would."""


def verify(arguments: Sequence[str]) -> int:
    """Print what is proved, not proved and refuted. The exit status is 1 if a line is refuted, or
    with --strict is not proved or a vendored file not compared, else 0; private modules excepted.
    Raises UsageError and GitError."""
    from ..command.command_line import options_from

    given = parser().parse_args(arguments)
    options = options_from(given)
    commit = _commit(options)
    try:
        return _verify(commit, options)
    finally:
        commit.objects.close()


def _verify(commit: Commit, options: Options) -> int:
    from ..report.progress import with_progress

    commit.lists_all_files = options.flag("vendor")
    context = _context(commit, options)
    options = context.options
    wanted = list(proof.lines(context))
    prover = proof.offline(context)
    is_text = options.value("format", "text") == "text"
    judged = with_progress(proof.judged(wanted, prover), len(wanted), "lines", is_text)
    lines = list(judged)
    pairs = prover.contradictions
    if options.flag("online"):
        from .online import completed

        lines, more = completed(lines, prover, is_shown=is_text)
        pairs = [*pairs, *more]
    found = list(go_sum_verify.findings(context, lines, prover, pairs))
    counts = None
    if options.flag("vendor"):
        from . import vendored

        counts, of_vendored = vendored.compared(context, is_shown=is_text)
        found += of_vendored
    selected = [finding for finding in found if context.selects(finding)]
    reported = with_severity(selected, strict=options.flag("strict"), failing=())
    write_out(_written(Verification(lines, reported, prover.name, counts), context))
    if options.flag("strict") and counts is not None and not counts.is_complete:
        return FOUND
    return FOUND if any(each.severity == ERROR for each in reported) else PASSED


def _commit(options: Options) -> Commit:
    """What is judged; UsageError where it is named twice."""
    from ..command.errors import UsageError
    from ..git.commit import judged

    revision, asked = options.value("rev"), options.value("range")
    if asked and (revision or options.value("base")):
        raise UsageError("name a range or a revision, not both")
    asked = asked or revision
    start, dots, end = asked.partition("..")
    if not dots:
        if options.value("range"):
            raise UsageError(f"{asked[:80]}: expected a range A..B, or --rev REV")
        return judged(revision, options.value("base"))
    if not start or not end or end.startswith("."):
        raise UsageError(f"{asked[:80]}: expected a range A..B")
    return judged(end, start)


def _context(commit: Commit, options: Options) -> Context:
    """The run that the options describe, under the configuration in force."""
    from ..tree.paths import CONFIGURATION

    config = None
    if options.value("config") or commit.files.kind(CONFIGURATION):
        from ..command.config_source import in_force

        config = in_force(commit, options)
    return Context(go_sum_verify.HOOK, commit, options, config)


def _written(verification: Verification, context: Context) -> str:
    """The report in the format asked for."""
    name = context.options.value("format", "text")
    if name == "json":
        from ..report.verification import verification_json

        return verification_json(verification)
    if name != "text":
        from ..report.verification import notices

        told = notices(verification, strict=context.options.flag("strict"))
        if name == "github":
            from ..report.github import github

            return github(verification.findings, notices=told)
        from ..report.sarif import sarif

        return sarif(verification.findings, told)
    from ..report.text import View
    from ..report.verification import verification_text

    is_verbose = context.options.flag("verbose")
    view = View.of_standard_output(context.tree.files.read, is_verbose=is_verbose)
    return verification_text(verification, view)


def parser() -> Parser:
    """The command line."""
    from ..command import flags
    from ..command.parser import Parser

    parser = Parser(NAME, ABOUT)
    parser.add_argument("range", nargs="?", metavar="A..B", help="the lines of B that A lacks")
    parser.set_defaults(files=[])
    for flag in flags.VERIFY:
        parser.add(flag)
    return parser
