"""Stop a commit that rewrites, drops or damages a checksum in go.sum.

Judges go.sum and go.work.sum against the base commit, against go.mod and against
each other: a hash changed for a version already known, contradicting or malformed
lines, a requirement without its hash.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import alone, run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .command.subject import Subject
    from .formats.go_sum import GoSum
    from .rules.finding import Finding
    from .verdicts.sources import Sources


def judge(subject: Subject) -> Iterator[Finding]:
    """What is wrong with the go.sum files in scope."""
    from .verdicts.sources import join

    tree = subject.tree
    for folder in subject.scope.modules:
        yield from subject.unreadable(folder)
        yield from _lines(subject, tree.go_sum_path(folder))
        yield from _missing(subject, folder)
        yield from _dropped(subject, folder)
        if subject.tidy:
            from .checks import sums_needed, sums_tidy

            yield from sums_needed.without_zip(tree, folder)
            yield from sums_tidy.stale(tree, folder)
    for folder in subject.scope.workspaces:
        yield from _lines(subject, join(folder, "go.work.sum"))
    yield from subject.disagreeing()


def _lines(subject: Subject, path: str) -> Iterator[Finding]:
    """One file for itself and against the bases."""
    from .checks import sums

    staged = subject.tree.sums(path)
    if staged is None:
        return
    bases = [before for base in subject.bases for before in _before(subject, base, path)]
    if staged not in bases:  # equal content is one object, and nothing in it is new
        yield from sums.rewritten(path, staged, bases)
        yield from sums.ambiguous(path, staged, bases)
        if subject.tidy:
            yield from sums.undigested(path, staged, bases)
    yield from sums.unreadable(path, staged)
    if subject.tidy:
        from .checks import sums_tidy

        yield from sums_tidy.untidy(path, staged)


def _dropped(subject: Subject, folder: str) -> Iterator[Finding]:
    """Hashes that a change took away though they are still needed."""
    from .checks import sum_changes

    tree = subject.tree
    staged, module = tree.go_sum(folder), tree.go_mod(folder)
    if staged is None or module is None:
        return
    bases = [before for base in subject.bases if (before := base.go_sum(folder)) is not None]
    lost = sum_changes.lost(staged, [before for before in bases if before is not staged])
    if not lost:
        return
    if not module.replaces and tree.workspace_of(folder) is None:  # each name stands for itself
        required = {f"{path} {version}" for path, version in module.names}
        if required.isdisjoint(name.decode("utf-8", "surrogateescape") for name in lost):
            return
    from .checks import sums_needed  # only where a closer look is called for

    yield from sums_needed.dropped(tree, folder, subject.bases)


def _before(subject: Subject, base: Sources, path: str) -> Iterator[GoSum]:
    """The file in a base; for one that is new, those that went: one of them may have moved."""
    before = base.sums(path)
    if before is not None:
        yield before
        return
    for gone, status in subject.changes.items():
        if status == "D" and gone.endswith(".sum"):
            moved = base.sums(gone)
            if moved is not None:
                yield moved


def _missing(subject: Subject, folder: str) -> Iterator[Finding]:
    """Hashes that the go command misses when it loads the module graph."""
    from .verdicts import graph_plain

    tree, releases = subject.tree, subject.releases(folder)
    if graph_plain.is_sound(tree, folder, releases):
        return
    from .checks import sums_needed
    from .verdicts import graph  # only where a closer look is called for

    problems = graph.module(tree, folder, releases)
    yield from sums_needed.missing(tree, folder, problems, subject.bases, subject.disk)


def changed_entries(subject: Subject, findings: Sequence[Finding]) -> str:
    """The tables of changed entries: of the files that findings are about, or with --table
    of all that changed."""
    every = subject.options.on("table")
    if not findings and not every:
        return ""
    from .report import sum_table  # only where there is something to show

    paths = set()
    for finding in findings:
        folder = finding.path.rpartition("/")[0]
        paths.add(finding.path)
        paths.add(subject.tree.go_sum_path(folder))
    tables = []
    for path, status in sorted(subject.changes.items()):
        if path.endswith(".sum") and (every or path in paths) and not subject.is_unwanted(path):
            before = _sums(subject.base, path)
            after = subject.tree.sums(path) if status != "D" else None
            tables.append(sum_table.table(path, before, after))
    return "".join(tables)


def _sums(tree: Sources | None, path: str) -> GoSum | None:
    return None if tree is None else tree.sums(path)


HOOK = Hook(
    "go-sum-diff",
    __doc__,
    judge,
    ("go.mod", "go.sum", "go.work", "go.work.sum", "vendor.mod", "vendor.sum"),
    epilogue=changed_entries,
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    alone(main)
