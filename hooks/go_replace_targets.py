"""Stop a replacement that a fresh clone cannot follow.

Judges every `replace` in go.mod and go.work, and every `use`: a target that is not
staged, absolute, or outside the repository; a module, local or in the module cache, that
requires more than the main module lists.
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
    from .verdicts.module_graph import ModuleGraph
    from .verdicts.replacements import Target


def judge_module(context: Context, folder: str) -> Iterator[Finding]:
    """What is wrong with the replacements of the go.mod in a folder."""
    tree, at = context.tree, context.tree.module_file(folder)
    if at is None:
        return
    yield from context.unreadable(at)
    targets: Sequence[Target] = ()
    if at.file.replaces:
        from .checks import rep_behind  # most modules replace nothing
        from .verdicts import graph, replacements

        targets = replacements.targets(at.file, folder, at.path)
        yield from _targets(context, at, targets, graph.in_force(tree, folder))
        changed = None if context.options.flag("all") else context.touched
        yield from rep_behind.requirements_behind(tree, at, context.releases(at), changed)
    if b"-00010101000000-" in at.file.data:
        from .checks import rep_stand_ins  # few modules require what only a replacement gives

        yield from rep_stand_ins.without_replacement(tree, at, context.releases(at), context.bases)
    if tree.pins(folder):
        from .checks import mod_behind  # only where the module cache is looked at

        yield from mod_behind.requirements_behind(tree, at, context.releases(at))
        if context.strict_checks and context.base is not None:
            changes = context.changes
            yield from mod_behind.dropped_requirements(tree, at, context.base, changes)
    yield from _policy(context, at, targets)


def judge_workspace(context: Context, folder: str) -> Iterator[Finding]:
    """What is wrong with the uses and replacements of the go.work in a folder."""
    tree, at = context.tree, context.tree.workspace_file(folder)
    if at is None:
        return
    from .checks import rep_policy, rep_workspace
    from .verdicts import replacements
    from .verdicts.workspace import Workspace

    yield from rep_workspace.missing_uses(tree, at, context.clues)
    yield from rep_workspace.without_modules(tree, at, context.modules, context.releases(at))
    yield from rep_workspace.repeated_uses(tree, at)
    yield from rep_workspace.replaced_members(tree, at)
    yield from rep_workspace.conflicting_replacements(tree, at)
    targets = replacements.targets(at.file, folder, at.path)
    if targets:
        graph = tree.once(Workspace, folder).whole_graph()
        yield from _targets(context, at, targets, graph)
    yield from _policy(context, at, targets)
    if context.options.flag("forbid-work"):
        yield from rep_policy.committed_workspace(tree, folder)


def _targets(
    context: Context, at: ModFileRef, targets: Sequence[Target], graph: ModuleGraph | None
) -> Iterator[Finding]:
    """The replacements of one go.mod or go.work."""
    from .checks import rep_targets

    tree = context.tree
    yield from rep_targets.outside_targets(tree, at, targets, context.bases, context.clues)
    if graph is None:
        return
    missing = rep_targets.missing_targets(tree, at, targets, graph, context.clues)
    yield from rep_targets.by_use(tree, at, context.releases(at), missing)
    if context.strict_checks:
        from .checks import rep_unused

        yield from rep_targets.unverifiable_targets(tree, targets, graph)
        yield from rep_unused.unused_versions(tree.module_file(at.folder), at, targets, graph)
        yield from rep_unused.self_replacements(at, targets)
        yield from rep_unused.other_module_path(tree, targets)
        yield from rep_unused.vendored_targets(targets)


def _policy(context: Context, at: ModFileRef, targets: Sequence[Target]) -> Iterator[Finding]:
    """What a project does not want, as its options say."""
    verbs = context.options.words("forbid")
    if not verbs and not context.options.flag("forbid-local"):
        return
    from .checks import rep_policy

    if context.options.flag("forbid-local"):
        yield from rep_policy.local_replacements(targets)
    yield from rep_policy.forbidden_directives(context.tree, at, verbs)


HOOK = Hook(
    "go-replace-targets",
    __doc__,
    ("go.mod", "go.work", "vendor.mod", "vendor/modules.txt"),
    module=judge_module,
    workspace=judge_workspace,
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    run_and_exit(main)
