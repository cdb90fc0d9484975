"""Stop a commit that rewrites, drops or damages a checksum in go.sum.

Judges go.sum and go.work.sum against the base commit, against go.mod and against
each other: a hash changed for a version already known, contradicting or malformed
lines, a requirement without its hash.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import run, run_and_exit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .command.context import Context
    from .formats.go_sum import GoSum
    from .rules.finding import Finding
    from .tree.tree import ModFileRef, Tree


def judge_module(context: Context, folder: str) -> Iterator[Finding]:
    """What is wrong with the go.sum of the module in a folder."""
    tree, at = context.tree, context.tree.module_file(folder)
    if at is not None:
        yield from context.unreadable(at)
    for path in tree.go_sum_paths(folder):
        yield from _lines(context, path)
    if at is None:
        return
    yield from _missing_hashes(context, at)
    yield from _removed_hashes(context, at)
    if context.strict_checks:
        from .checks import sum_layout, sum_missing

        yield from sum_missing.missing_zip_hashes(tree, folder)
        yield from sum_layout.unrequired_versions(tree, folder)


def judge_workspace(context: Context, folder: str) -> Iterator[Finding]:
    """What is wrong with the go.work.sum in a folder."""
    from .tree.paths import join

    yield from _lines(context, join(folder, "go.work.sum"))


def judge_repository(context: Context) -> Iterator[Finding]:
    """Hashes that differ between two files, unless one of them was rewritten just now."""
    for finding in context.sums.disagreements():
        if (finding.path, finding.line) not in context.rewritten:
            yield finding


def _lines(context: Context, path: str) -> Iterator[Finding]:
    """One file for itself and against the bases."""
    from .checks import sum_lines

    staged = context.tree.sums(path)
    if staged is None:
        return
    bases = [before for base in context.bases for before in _before(context, base, path)]
    if staged not in bases:  # equal content is one object, and nothing in it is new
        from .checks import sum_impossible  # only where a .sum file is in the change

        holders, walked_past = context.sums.holders(path, staged), context.walked_past
        for finding in (
            *sum_lines.changed_hashes(path, staged, bases),
            *sum_lines.travelled_hashes(path, staged, bases, holders.several, walked_past),
        ):
            if (path, finding.line) not in context.rewritten:
                context.rewritten.add((path, finding.line))
                yield finding
        for finding in sum_impossible.impossible_hashes(path, staged, bases, holders):
            if (path, finding.line) not in context.rewritten:
                yield finding
        yield from sum_lines.conflicting_hashes(path, staged, bases)
        if context.strict_checks:
            yield from sum_lines.malformed_hashes(path, staged, bases)
    yield from sum_lines.unreadable_lines(path, staged)
    if context.strict_checks:
        from .checks import sum_layout

        yield from sum_layout.untidy_lines(path, staged)


def _before(context: Context, base: Tree, path: str) -> Iterator[GoSum]:
    """The file in a base; for one that is new, those that went: one of them may have moved."""
    before = base.sums(path)
    if before is not None:
        yield before
        return
    for gone, status in context.changes.items():
        if status == "D" and gone.endswith(".sum"):
            moved = base.sums(gone)
            if moved is not None:
                yield moved


def _missing_hashes(context: Context, at: ModFileRef) -> Iterator[Finding]:
    """Hashes that the go command misses when it loads the module graph."""
    tree, releases = context.tree, context.releases(at)
    if not tree.pins(at.folder):
        from .verdicts.trivially_sound import is_trivially_sound

        if is_trivially_sound(tree, at.folder, releases):
            return
    from .verdicts import graph  # only where a closer look is called for

    problems = graph.module(tree, at.folder, releases)
    if not problems:
        return
    from .checks import sum_missing

    yield from sum_missing.missing_hashes(
        tree, at.folder, problems, context.bases, context.worktree, releases
    )


def _removed_hashes(context: Context, at: ModFileRef) -> Iterator[Finding]:
    """Hashes that a change took away though they are still needed."""
    from .diff import sums

    tree, folder = context.tree, at.folder
    staged = tree.go_sum(folder)
    if staged is None:
        return
    others = [before for base in context.bases if (before := base.go_sum(folder)) is not None]
    lost = sums.lost(staged, [before for before in others if before is not staged])
    if not lost:
        return
    if not at.file.replaces and tree.nearest_workspace(folder) is None:
        required = {f"{module.path} {module.version}" for module in at.file.requirements}
        if required.isdisjoint(name.decode("utf-8", "surrogateescape") for name in lost):
            return  # each requirement stands for itself, and none of them lost a line
    from .checks import sum_missing  # only where a closer look is called for

    yield from sum_missing.removed_hashes(tree, folder, context.bases)


def changed_entries(context: Context, findings: Sequence[Finding]) -> str:
    """The tables of changed entries: of the files that findings are about, or with --table
    of all that changed."""
    shows_all = context.options.flag("table")
    if not findings and not shows_all:
        return ""
    from .report import sum_table  # only where there is something to show

    paths = set()
    for finding in findings:
        folder = finding.path.rpartition("/")[0]
        paths.add(finding.path)
        paths.add(context.tree.go_sum_path(folder))
    tables = []
    for path, status in sorted(context.changes.items()):
        if path.endswith(".sum") and (shows_all or path in paths) and not context.excludes(path):
            before = context.base.sums(path) if context.base is not None else None
            after = context.tree.sums(path) if status != "D" else None
            tables.append(sum_table.table(path, before, after))
    return "".join(tables)


HOOK = Hook(
    "go-sum-diff",
    __doc__,
    ("go.mod", "go.sum", "go.work", "go.work.sum", "vendor.mod", "vendor.sum"),
    module=judge_module,
    workspace=judge_workspace,
    repository=judge_repository,
    epilogue=changed_entries,
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    run_and_exit(main)
