"""Rewrite go.sum and go.work.sum as go mod tidy orders them; settle conflict markers.

Entries that tidy would drop are kept. Where two sides of a conflict disagree
about a hash, the file is left alone and the disagreement reported.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import run, run_and_exit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .command.context import Context
    from .rules.finding import Finding


def judge_module(context: Context, folder: str) -> Iterator[Finding]:
    """What would be rewritten in a go.sum."""
    yield from _judge(context, context.tree.go_sum_path(folder))


def judge_workspace(context: Context, folder: str) -> Iterator[Finding]:
    """What would be rewritten in a go.work.sum."""
    from .tree.paths import join

    yield from _judge(context, join(folder, "go.work.sum"))


def _judge(context: Context, path: str) -> Iterator[Finding]:
    staged = context.tree.sums(path)
    if staged is None:
        return
    from .checks import sum_lines

    if context.strict_checks:
        from .checks import sum_layout

        yield from sum_layout.untidy_lines(path, staged)
    yield from sum_lines.unreadable_lines(path, staged)


def repair(context: Context, path: str, data: bytes) -> bytes | None:
    """The canonical text; None where only a person can tell."""
    from .formats import go_sum_layout

    return go_sum_layout.repaired(data)


HOOK = Hook(
    "go-sum-sort",
    __doc__,
    ("go.sum", "go.work.sum", "vendor.sum"),
    module=judge_module,
    workspace=judge_workspace,
    fixes=("SUM103", "SUM104", "SUM203", "SUM204"),
    repair=repair,
    switches=("--exit-zero-on-fix",),
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: in form; 1: not in form, rewritten where it could be; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    run_and_exit(main)
