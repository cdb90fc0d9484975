"""Stop a vendor/modules.txt that does not fit go.mod or go.work; rewrite it in normal form.

The verdict is the go command's own consistency check. What can be derived from
the staged files is rewritten; what only `go mod vendor` can know is reported.
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
    """What is wrong with the vendor folders in scope."""
    from .checks import vendoring

    tree = subject.tree
    for folder in subject.scope.modules:
        yield from subject.unreadable(folder)
        yield from vendoring.consistency(tree, folder, subject.releases(folder))
    for folder in subject.scope.workspaces:
        yield from subject.unreadable(folder, workspace=True)
        releases = subject.releases(folder, workspace=True)
        yield from vendoring.consistency(tree, folder, releases, workspace=True)
    if not subject.tidy:
        return
    for folder in dict.fromkeys([*subject.scope.modules, *subject.scope.workspaces]):
        yield from vendoring.form(tree, folder)


def repair(subject: Subject, path: str, data: bytes) -> bytes | None:
    """The normal form of a modules.txt; None where it cannot be derived."""
    from .checks import vendoring_form

    folder = path.removesuffix("vendor/modules.txt").rstrip("/")
    form = vendoring_form.of_folder(subject.tree, folder, data)
    return None if form is None or form.problems else form.data


HOOK = Hook(
    "go-vendor-modules",
    __doc__,
    judge,
    ("go.mod", "go.work", "vendor.mod", "vendor/"),
    fixes=("VEN201",),
    repair=repair,
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    alone(main)
