"""Stop a go.mod or go.work that Go releases which it admits cannot read.

Judges the go and toolchain lines and all directives against every release that
must accept the file; policies on request. What no release can read is said here too.
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
    """What is wrong with the go.mod and go.work files in scope."""
    files = subject.tree.files
    if files.kind("go.mod") != "file":  # else all folders are in a module
        from .checks import standing

        paths = files.below("") if subject.options.on("all") else subject.touched
        yield from standing.directories(subject.tree, paths, subject.is_skipped)
    for folder in subject.scope.modules:
        yield from _of_file(subject, folder, workspace=False)
    for folder in subject.scope.workspaces:
        yield from _of_file(subject, folder, workspace=True)
    if subject.options.on("same"):
        from .checks import directive_policy

        modules = subject.modules
        yield from directive_policy.unequal(subject.tree, modules, subject.scope.modules)


def _of_file(subject: Subject, folder: str, *, workspace: bool) -> Iterator[Finding]:
    from .checks import directive, directive_below, syntax

    tree, options = subject.tree, subject.options
    asked = subject.asked(folder, workspace=workspace)
    toolchain = options.text("toolchain", "auto")
    yield from syntax.refused(tree, folder, asked, toolchain=toolchain, workspace=workspace)
    if options.text("go") or toolchain == "local":
        yield from directive.too_old(tree, folder, asked, toolchain=toolchain, workspace=workspace)
    releases = subject.releases(folder, workspace=workspace)
    yield from directive_below.vendored(tree, folder, releases, workspace=workspace)
    if workspace:
        yield from directive_below.members(tree, folder, releases)
    else:
        yield from directive_below.replaced(tree, folder, releases)
        module = tree.go_mod(folder)
        if module is not None:
            yield from syntax.repeated(tree.go_mod_path(folder), module)
        if subject.tidy:
            yield from directive.untidy(tree, folder)
            if module is not None:
                from .checks import plausibility

                yield from plausibility.implausible(tree.go_mod_path(folder), module)
    yield from _policy(subject, folder, workspace=workspace)


def _policy(subject: Subject, folder: str, *, workspace: bool) -> Iterator[Finding]:
    """What a project asks of its go and toolchain lines."""
    options = subject.options
    names = ("min", "max", "forbid-toolchain", "forbid-patch", "forbid-bump", "match-file")
    if not any(options.values.get(name) for name in names):
        return
    from .checks import directive, directive_policy

    file = directive.file(subject.tree, folder, workspace=workspace)
    if file is None or not file.tree.is_readable:
        return
    yield from directive_policy.bounds(file, options.text("min"), options.text("max"))
    if options.on("forbid-toolchain"):
        yield from directive_policy.no_toolchain(file)
    if options.on("forbid-patch"):
        yield from directive_policy.no_patch(file)
    if options.on("forbid-bump"):
        yield from directive_policy.bumped(subject.tree, subject.bases, folder, workspace=workspace)
    if options.text("match-file"):
        yield from directive_policy.unmatched(subject.tree, file, options.text("match-file"))


HOOK = Hook(
    "go-directive",
    __doc__,
    judge,
    ("go.mod", "go.work", "vendor.mod", "vendor/modules.txt"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    alone(main)
