"""Stop a vendor folder that lost source files, or whose files were edited by hand.

Judges the vendored files beside modules.txt: a listed package without staged
source, a file edited though its module's version did not move, a copy that
differs from the module of this repository that it was taken from.
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
    """What is wrong with the vendored files in scope."""
    from .checks import vendor_tree

    tree, bases, changes = subject.tree, subject.bases, subject.changes
    every = subject.options.on("all")
    for folder in dict.fromkeys([*subject.scope.modules, *subject.scope.workspaces]):
        seen = None if every else {**dict.fromkeys(subject.named, "M"), **changes}
        yield from vendor_tree.faults(tree, folder, bases, seen, subject.disk, tidy=subject.tidy)
        vendored = vendor_tree.folder_of(tree, folder) if every else None
        if vendored is not None:
            yield from vendor_tree.edited(vendored, folder, bases, changes)


HOOK = Hook("go-vendor-tree", __doc__, judge, ("*",))


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    alone(main)
