"""Report dependencies at different versions across the modules of a repository.

Drift is normal in many repositories, so that it is told and passes; with
--ratchet, a module that newly falls behind another is stopped. Different hashes of one
version in two go.sum files are never normal.
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
    """Drift that a module in scope has a part in, and hashes that disagree."""
    yield from subject.disagreeing()
    if len(subject.modules) < 2:
        return
    from .checks import drift, scope

    only = subject.options.texts("only")
    found = list(drift.drifts(subject.tree, subject.modules, only))
    judged = set(subject.scope.modules)
    if subject.options.on("ratchet") and subject.base is not None:
        before = drift.drifts(subject.base, scope.modules(subject.base, subject.is_skipped), only)
        yield from drift.raised(found, before, judged)
    yield from drift.behind(found, judged)


HOOK = Hook(
    "go-version-drift",
    __doc__,
    judge,
    ("go.mod", "go.sum", "go.work.sum", "vendor.mod", "vendor.sum", "vendor/modules.txt"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found, or told; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    alone(main)
