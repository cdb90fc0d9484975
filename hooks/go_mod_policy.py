"""Stop a dependency that the project's configuration does not want.

Judges every module that go.mod, go.work and vendor/modules.txt bring in, directly, indirectly or
as a replacement, and the module graph as far as it is known, by what .gomod-hooks.toml says of
them. Without such a word it has nothing to judge.
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


def judge_module(context: Context, folder: str) -> Iterator[Finding]:
    """What the policy says of what the module in a folder brings in."""
    at = context.tree.module_file(folder)
    if at is not None:
        yield from _judge(context, at)


def judge_workspace(context: Context, folder: str) -> Iterator[Finding]:
    """What the policy says of what the go.work in a folder brings in by itself."""
    at = context.tree.workspace_file(folder)
    if at is not None:
        yield from _judge(context, at)


def _judge(context: Context, at: ModFileRef) -> Iterator[Finding]:
    policy = context.policy
    if policy is None:
        return
    from .checks import pol_modules  # few projects have a policy
    from .verdicts import module_uses

    of = module_uses.of_workspace if at.is_workspace else module_uses.of_module
    tree = context.tree
    for base in context.bases:
        base.look_outside_like(tree)
    uses, before = of(tree, at.folder), [of(base, at.folder) for base in context.bases]
    if policy.deny:
        yield from pol_modules.denied(tree, at, policy, uses, before)
    if policy.only:
        yield from pol_modules.not_admitted(policy, uses, before)


def judge_repository(context: Context) -> Iterator[Finding]:
    """What is to say of the policy itself, where it is the judged tree's own."""
    policy = context.policy
    if policy is None or context.options.value("config"):
        return
    from .checks import pol_entries

    yield from pol_entries.ended(policy)
    if context.strict_checks and context.options.flag("all"):
        from .verdicts import module_uses

        every = [module_uses.of_module(context.tree, folder) for folder in context.modules]
        every += [module_uses.of_workspace(context.tree, folder) for folder in context.workspaces]
        yield from pol_entries.admits_nothing(policy, every)


HOOK = Hook(
    "go-mod-policy",
    __doc__,
    ("go.mod", "go.work", "vendor.mod", "vendor/modules.txt"),
    module=judge_module,
    workspace=judge_workspace,
    repository=judge_repository,
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    run_and_exit(main)
