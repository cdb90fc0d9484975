"""Stop a replacement that a fresh clone cannot follow.

Judges every `replace` in go.mod and go.work, and every `use`: a target that is not
staged, absolute, or outside the repository; a local module that requires more than
the main module lists.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import alone, run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .command.subject import Subject
    from .rules.finding import Finding
    from .verdicts.graph_load import Graph
    from .verdicts.replacements import Target


def judge(subject: Subject) -> Iterator[Finding]:
    """What is wrong with the replacements in scope."""
    tree = subject.tree
    for folder in subject.scope.modules:
        yield from subject.unreadable(folder)
        module = tree.go_mod(folder)
        targets: Sequence[Target] = ()
        if module is not None and module.replaces:
            from .checks import consistency, replacements  # most modules replace nothing

            targets = replacements.of_module(tree, folder)
            read = replacements.read_by(tree, folder)
            yield from _of_file(subject, folder, targets, read)
            releases = subject.releases(folder)
            changed = None if subject.options.on("all") else subject.touched
            yield from consistency.behind(tree, folder, releases, changed)
        yield from _policy(subject, folder, targets, workspace=False)
    for folder in subject.scope.workspaces:
        yield from _of_workspace(subject, folder)


def _of_workspace(subject: Subject, folder: str) -> Iterator[Finding]:
    from .checks import replacements, workspace

    tree = subject.tree
    yield from workspace.unstaged(tree, folder, subject.disk, subject.changes)
    yield from workspace.repeated(tree, folder)
    yield from workspace.replaced(tree, folder)
    yield from workspace.conflicting(tree, folder)
    targets = replacements.of_workspace(tree, folder)
    if targets:
        yield from _of_file(subject, folder, targets, workspace.read(tree, folder))
    yield from _policy(subject, folder, targets, workspace=True)
    if subject.options.on("forbid-work"):
        yield from workspace.committed(tree, folder)


def _of_file(
    subject: Subject, folder: str, targets: Sequence[Target], read: Graph | None
) -> Iterator[Finding]:
    """The replacements of one go.mod or go.work."""
    from .checks import replacements

    tree = subject.tree
    yield from replacements.misplaced(targets)
    if read is None:
        return
    yield from replacements.unstaged(
        tree, targets, read, subject.disk, subject.changes, subject.modules
    )
    if subject.tidy:
        from .checks import replacements_idle

        yield from replacements.unverifiable(tree, targets, read)
        yield from replacements_idle.unmatched(tree, folder, targets, read)
        yield from replacements_idle.same(targets)
        yield from replacements_idle.renamed(tree, targets)
        yield from replacements_idle.vendored(targets)


def _policy(
    subject: Subject, folder: str, targets: Sequence[Target], *, workspace: bool
) -> Iterator[Finding]:
    """What a project does not want, as its options say."""
    names = subject.options.words("forbid")
    if not names and not subject.options.on("forbid-local"):
        return
    from .checks import replacements_policy
    from .verdicts.sources import join

    if subject.options.on("forbid-local"):
        yield from replacements_policy.local(targets)
    if workspace:
        work = subject.tree.go_work(folder)
        if work is not None:
            yield from replacements_policy.forbidden(join(folder, "go.work"), work, names)
        return
    module = subject.tree.go_mod(folder)
    if module is not None:
        path = subject.tree.go_mod_path(folder)
        yield from replacements_policy.forbidden(path, module, names)


HOOK = Hook(
    "go-replace-targets",
    __doc__,
    judge,
    ("go.mod", "go.work", "vendor.mod", "vendor/modules.txt"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    alone(main)
