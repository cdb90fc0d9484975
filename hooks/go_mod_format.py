"""Rewrite go.mod and go.work in the layout of `go mod edit -fmt` and `go work edit -fmt`.

Byte for byte as the newest release writes it, comments kept. Two unequal
replacements of one path are reported, not rewritten.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import alone, run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .command.subject import Subject
    from .formats.mod_file import ModFile
    from .rules.finding import Finding


def judge(subject: Subject) -> Iterator[Finding]:
    """The files in scope that are not in form."""
    from .verdicts.sources import join

    tree = subject.tree
    for folder in subject.scope.modules:
        yield from subject.unreadable(folder)
        yield from _of_file(subject, tree.go_mod_path(folder), tree.go_mod(folder))
    for folder in subject.scope.workspaces:
        yield from subject.unreadable(folder, workspace=True)
        yield from _of_file(subject, join(folder, "go.work"), tree.go_work(folder))


def _of_file(subject: Subject, path: str, file: ModFile | None) -> Iterator[Finding]:
    if file is None or not (file.replaces or subject.tidy):
        return
    from .checks import layout  # only where it has something to look at

    yield from layout.undecided(path, file)
    if subject.tidy:
        yield from layout.untidy(path, file, fold=subject.options.on("fold"))


def repair(subject: Subject, path: str, data: bytes) -> bytes | None:
    """The canonical layout; None for a file that cannot be read."""
    from .checks import layout

    return layout.repaired(path, data, fold=subject.options.on("fold"))


HOOK = Hook(
    "go-mod-format",
    __doc__,
    judge,
    ("go.mod", "go.work", "vendor.mod"),
    fixes=("FMT101",),
    repair=repair,
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: in form; 1: not in form, rewritten where it could be; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    alone(main)
