"""Rewrite go.sum and go.work.sum as go mod tidy orders them; settle conflict markers.

Entries that tidy would drop are kept. Where two sides of a conflict disagree
about a hash, the file is left alone and the disagreement reported.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import alone, run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .command.subject import Subject
    from .rules.finding import Finding


def judge(subject: Subject) -> Iterator[Finding]:
    """What go-sum-sort would change in the files in scope."""
    from .checks import sums

    for path, staged in subject.sum_files(scoped=True):
        if staged is not None:
            if subject.tidy:
                from .checks import sums_tidy

                yield from sums_tidy.untidy(path, staged)
            yield from sums.unreadable(path, staged)


def repair(subject: Subject, path: str, data: bytes) -> bytes | None:
    """The canonical text; None where only a person can tell."""
    from .formats import go_sum_layout

    return go_sum_layout.repaired(data)


HOOK = Hook(
    "go-sum-sort",
    __doc__,
    judge,
    ("go.sum", "go.work.sum", "vendor.sum"),
    fixes=("SUM103", "SUM104", "SUM203", "SUM204"),
    repair=repair,
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: in form; 1: not in form, rewritten where it could be; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    alone(main)
