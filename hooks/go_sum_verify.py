"""Stop a go.sum with a hash that the checksum database does not have.

Proves each line that the change brings in, offline, from what the go command left in the
module cache of this machine when it added the line. What cannot be proved is told in one
line, and fails with --strict.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import run, run_and_exit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .checks.prf_lines import JudgedLine
    from .command.context import Context
    from .command.proof import Prover
    from .rules.finding import Finding


def judge_repository(context: Context) -> Iterator[Finding]:
    """What is wrong with the lines that the run is about."""
    from .command import proof  # only where a .sum file is in the change

    found = list(proof.lines(context))
    if not found:
        return
    prover = proof.offline(context)
    lines = list(proof.judged(found, prover))
    yield from findings(context, lines, prover, prover.contradictions)
    if context.commit.is_alone:
        _tell(context, lines)


def findings(
    context: Context,
    lines: Sequence[JudgedLine],
    prover: Prover,
    contradictions: Sequence[tuple[int, int]],
) -> Iterator[Finding]:
    """What is wrong with judged lines, and with the database that signed contradicting trees."""
    from .checks import prf_lines
    from .formats.go_sum import union

    known = union([file for _, file in context.sums.of_bases()])
    strict = context.strict_checks
    yield from prf_lines.findings(lines, known, prover.settings.address, strict=strict)
    if lines:
        pairs = dict.fromkeys(contradictions)
        yield from prf_lines.contradictions(lines[0].path, pairs, prover.name)


def _tell(context: Context, lines: Sequence[JudgedLine]) -> None:
    """Say how many lines are not proved, and why."""
    from .command.output import print_note
    from .sumdb.verdict import UNPROVED

    reasons: dict[str, int] = {}
    for each in lines:
        if each.verdict.state == UNPROVED:
            reasons[each.verdict.reason] = reasons.get(each.verdict.reason, 0) + 1
    if reasons and not context.options.flag("strict"):
        told = ", ".join(f"{count} {reason}" for reason, count in reasons.items())
        number = f"{sum(reasons.values())} of {len(lines)} lines"
        print_note(HOOK.name, f"{number} of go.sum not proved: {told} (--strict fails)")


HOOK = Hook(
    "go-sum-verify",
    __doc__,
    ("go.sum", "go.work.sum", "vendor.sum"),
    repository=judge_repository,
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    run_and_exit(main)
