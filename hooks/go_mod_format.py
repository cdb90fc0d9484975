"""Rewrite go.mod and go.work in the layout of `go mod edit -fmt` and `go work edit -fmt`.

Byte for byte as the newest release writes it, comments kept. Two unequal
replacements of one path are reported, not rewritten.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import run, run_and_exit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .command.context import Context
    from .rules.finding import Finding
    from .tree.tree import ModFileRef


def judge_module(context: Context, folder: str) -> Iterator[Finding]:
    """A go.mod that is not in form."""
    yield from _judge(context, context.tree.module_file(folder))


def judge_workspace(context: Context, folder: str) -> Iterator[Finding]:
    """A go.work that is not in form."""
    yield from _judge(context, context.tree.workspace_file(folder))


def _judge(context: Context, at: ModFileRef | None) -> Iterator[Finding]:
    if at is None:
        return
    yield from context.unreadable(at)
    if not (at.file.replaces or context.strict_checks):
        return
    from .checks import fmt_layout  # only where it has something to look at

    yield from fmt_layout.undecided_replacements(context.tree, at)
    if context.strict_checks:
        yield from fmt_layout.not_canonical(at, fold=context.options.flag("fold"))


def repair(context: Context, path: str, data: bytes) -> bytes | None:
    """The canonical layout; None for a file that cannot be read."""
    from .checks import fmt_layout

    return fmt_layout.formatted(path, data, fold=context.options.flag("fold"))


HOOK = Hook(
    "go-mod-format",
    __doc__,
    ("go.mod", "go.work", "vendor.mod"),
    module=judge_module,
    workspace=judge_workspace,
    fixes=("FMT101",),
    repair=repair,
    switches=("--exit-zero-on-fix",),
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: in form; 1: not in form, rewritten where it could be; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    run_and_exit(main)
