"""Stop a go.mod or go.work that Go releases which it admits cannot read.

Judges the go and toolchain lines and all directives against every release that
must accept the file; policies on request. What no release can read is said here too.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import run, run_and_exit
from .tree import scope
from .tree.paths import GO_VERSIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .command.context import Context
    from .rules.finding import Finding
    from .tree.tree import ModFileRef


def judge_module(context: Context, folder: str) -> Iterator[Finding]:
    """What is wrong with the go.mod in a folder."""
    tree, at = context.tree, context.tree.module_file(folder)
    if at is None:
        return
    yield from _lines(context, at)
    from .checks import dir_below, mod_load

    yield from dir_below.below_replaced(tree, at, context.releases(at))
    if tree.pins(folder):
        from .checks import mod_behind  # only where the module cache is looked at

        yield from mod_behind.go_line_behind(tree, at, context.releases(at))
    yield from mod_load.repeated(tree, at)
    if context.strict_checks:
        from .checks import dir_lines, mod_fetch

        yield from dir_lines.odd_lines(at)
        yield from mod_fetch.unfetchable_requirements(tree, at, context.bases)
        yield from mod_fetch.empty_retractions(at)
    yield from _policy(context, at)


def judge_workspace(context: Context, folder: str) -> Iterator[Finding]:
    """What is wrong with the go.work in a folder."""
    tree, at = context.tree, context.tree.workspace_file(folder)
    if at is None:
        return
    yield from _lines(context, at)
    from .checks import dir_below

    yield from dir_below.below_members(tree, at, context.releases(at))
    members = map(tree.go_mod, tree.workspace_members(at.folder))
    if any(member is not None and member.excludes for member in members):
        from .checks import mod_exclusions  # few modules exclude anything

        yield from mod_exclusions.dropped_requirements(tree, at)
    yield from _policy(context, at)


def _lines(context: Context, at: ModFileRef) -> Iterator[Finding]:
    """What releases say of the file itself, and of its go line beside what is vendored."""
    from .checks import dir_below

    tree, asked, toolchain = context.tree, context.asked(at), context.toolchain
    yield from context.refused(at)
    if context.options.value("go") or toolchain == "local":
        from .checks import dir_lines

        yield from dir_lines.releases_too_old(tree, at, asked, toolchain=toolchain)
    yield from dir_below.below_vendored(tree, at, context.releases(at))


def _policy(context: Context, at: ModFileRef) -> Iterator[Finding]:
    """What a project asks of its go and toolchain lines."""
    options = context.options
    names = ("min", "max", "forbid-toolchain", "forbid-patch", "forbid-bump", "match-file")
    if not any(options.values.get(name) for name in names) or not at.file.is_readable:
        return
    from .checks import dir_policy

    yield from dir_policy.out_of_bounds(at, options.value("min"), options.value("max"))
    if options.flag("forbid-toolchain"):
        yield from dir_policy.toolchain_line(at)
    if options.flag("forbid-patch"):
        yield from dir_policy.patch_release(at)
    if options.flag("forbid-bump"):
        yield from dir_policy.raised_lines(context.bases, at)
    if options.values_of("match-file"):
        from .command import version_files  # few runs name one

        files = version_files.read(context)
        for path in version_files.absent(context):
            yield from dir_policy.absent_version_file(at, path)
        yield from dir_policy.older_than_go_line(context.tree, at, files)


def judge_repository(context: Context) -> Iterator[Finding]:
    """Directories that are called go.mod; modules that disagree about the go line; attributes
    that change files at checkout, and files that take a module's place there."""
    if context.options.values_of("match-file"):
        yield from _named_elsewhere(context)
    files = context.tree.files
    if files.kind("go.mod") != "file":  # else all folders are in a module
        from .checks import mod_files

        paths = files.below("") if context.options.flag("all") else context.touched
        yield from mod_files.directories(context.tree, paths, context.is_skipped)
    if context.options.flag("same"):
        from .checks import dir_policy

        modules = context.modules
        yield from dir_policy.differing_go_lines(context.tree, modules, context.scope.modules)
    folders = dict.fromkeys([*context.scope.modules, *context.scope.workspaces])
    owners = ((path, scope.owner(path)) for path in context.touched)
    strays = [path for path, owner in owners if owner and owner not in folders]
    if strays:
        from .checks import env_twins  # only for files of what is not judged

        judged = [*context.modules, *context.workspaces]
        yield from env_twins.findings(context.tree, strays, judged)
    if context.strict_checks:
        from .checks import env_attributes

        paths = env_attributes.judged_paths(context.tree, folders, context.touched)
        yield from env_attributes.findings(context.tree, paths)


def _named_elsewhere(context: Context) -> Iterator[Finding]:
    """What a change of the files alone that name a version of Go brings in: of the modules and
    workspaces that are not in scope."""
    from .checks import dir_policy
    from .command import version_files

    files = version_files.changed(context)
    gone = [path for path in version_files.absent(context) if path in context.changes]
    if not files and not gone:
        return
    tree, judged = context.tree, context.scope
    modules = [folder for folder in context.modules if folder not in judged.modules]
    workspaces = [folder for folder in context.workspaces if folder not in judged.workspaces]
    others = [*map(tree.module_file, modules), *map(tree.workspace_file, workspaces)]
    before = [(base, version_files.in_base(base, files)) for base in context.bases]
    for at in others:
        if at is not None and at.file.is_readable:
            for path in gone:
                yield from dir_policy.absent_version_file(at, path)
            yield from dir_policy.older_than_go_line(tree, at, files, before)


HOOK = Hook(
    "go-directive",
    __doc__,
    ("go.mod", "go.work", "vendor.mod", "vendor/modules.txt", GO_VERSIONS),
    module=judge_module,
    workspace=judge_workspace,
    repository=judge_repository,
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    run_and_exit(main)
