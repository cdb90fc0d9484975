"""Report dependencies at different versions across the modules of a repository.

Drift is normal in many repositories, so that it is told and passes; with
--ratchet, a module that newly falls behind another is stopped. Different hashes of one
version in two go.sum files are never normal.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import run, run_and_exit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .command.context import Context
    from .rules.finding import Finding


def judge_repository(context: Context) -> Iterator[Finding]:
    """Drift that a module in scope has a part in, and hashes that disagree."""
    yield from context.sums.disagreements()
    if len(context.modules) < 2:
        return
    from .checks import drf_versions
    from .tree import scope

    only = context.options.values_of("only")
    if only and context.judges_index:
        _note_patterns(context, only)
    has_ratchet = context.options.flag("ratchet") and context.base is not None
    if not (has_ratchet or context.tells_notes):
        return
    found = list(drf_versions.drifts(context.tree, context.modules, only))
    judged = set(context.scope.modules)
    if has_ratchet and context.base is not None:
        modules = scope.modules(context.base, context.places(context.base).is_skipped)
        before = drf_versions.drifts(context.base, modules, only)
        yield from drf_versions.newly_behind(context.tree, found, before, judged)
    yield from drf_versions.several_versions(found, judged)


def _note_patterns(context: Context, only: Iterable[str]) -> None:
    """Say which patterns match no module that is required here: one may be misspelt."""
    from .checks import drf_versions
    from .command.output import print_note

    files = [context.tree.go_mod(folder) for folder in context.modules]
    paths = {each.path for file in files if file is not None for each in file.requires}
    for pattern in only:
        if not any(drf_versions.is_wanted(path, [pattern]) for path in paths):
            print_note(HOOK.name, f"--only {pattern} matches no module that is required here")


HOOK = Hook(
    "go-version-drift",
    __doc__,
    ("go.mod", "go.sum", "go.work.sum", "vendor.mod", "vendor.sum", "vendor/modules.txt"),
    repository=judge_repository,
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found, or told; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    run_and_exit(main)
