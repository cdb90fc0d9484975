"""Stop a dependency that the project's configuration does not want.

Judges every module that go.mod, go.work and vendor/modules.txt bring in, directly, indirectly or
as a replacement, and the module graph as far as it is known, by what .gomod-hooks.toml says of
them. Without such a word it has nothing to judge, but for what is suspicious under --strict.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import run, run_and_exit
from .tree.paths import SETTINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .checks.pol_reach import Judged
    from .command.context import Context
    from .rules.finding import Finding
    from .rules.policy import Policy
    from .tree.tree import ModFileRef, Tree
    from .verdicts.module_uses import ModuleUses


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
        if context.strict_checks:
            yield from _suspicious(context, _uses(context.tree, at))
        return
    from .checks import pol_modules, pol_reach  # few projects have a policy

    tree, before = context.tree, []
    for base in context.bases:
        base.look_outside_like(tree)
        old = base.mod_file(at.folder, at.is_workspace)
        if old is not None:
            before.append(pol_reach.Judged(base, old, _uses(base, old)))
    judged = pol_reach.Judged(tree, at, _uses(tree, at))
    if policy.deny:
        yield from pol_modules.denied(policy, judged, before)
    if policy.only:
        yield from pol_modules.not_admitted(policy, judged, before)
    yield from _named(context, policy, judged, before)


def _named(
    context: Context, policy: Policy, judged: Judged, before: Sequence[Judged]
) -> Iterator[Finding]:
    """What the policies say that have a name."""
    if policy.named:
        from .checks import pol_named  # each has a check of its own
        from .command.dates import Dates

        dates = context.once(Dates)
        for named in policy.named:
            yield from pol_named.findings(named, judged, before, dates)
    if context.strict_checks and not any(each.name == "future-date" for each in policy.named):
        yield from _suspicious(context, judged.uses)


def _uses(tree: Tree, at: ModFileRef) -> ModuleUses:
    """What a go.mod, or a go.work by itself, brings in."""
    from .verdicts import module_uses  # only where there is something to judge

    of = module_uses.of_workspace if at.is_workspace else module_uses.of_module
    return of(tree, at.folder)


def _suspicious(context: Context, uses: ModuleUses) -> Iterator[Finding]:
    """What is suspicious whether a policy asks for it or not."""
    from .checks import pol_versions
    from .command.dates import Dates

    return pol_versions.of_the_future(uses, context.once(Dates))


def judge_repository(context: Context) -> Iterator[Finding]:
    """What is to say of the policy itself, where it is the judged tree's own; settings in files of
    the repository that switch verification off."""
    if context.strict_checks:
        from .checks import env_settings
        from .formats.go_settings import is_read

        is_whole = context.options.flag("all")
        paths = context.tree.files.below("") if is_whole else context.touched
        kept = [path for path in paths if is_read(path) and not _is_foreign(path)]
        yield from env_settings.findings(context.tree, sorted(kept), context.modules)
    policy = context.policy
    if policy is None or context.options.value("config"):
        return
    from .checks import pol_entries

    yield from pol_entries.ended(policy)
    if context.strict_checks and context.options.flag("all"):
        tree = context.tree
        files = [*map(tree.module_file, context.modules)]
        files += map(tree.workspace_file, context.workspaces)
        every = [_uses(tree, at) for at in files if at is not None]
        yield from pol_entries.admits_nothing(policy, every)


def _is_foreign(path: str) -> bool:
    """Whether a file is vendored, or of a fixture: nobody runs it here."""
    from .tree.scope import is_fixture, is_vendored

    folder = path.rpartition("/")[0]
    folder = "" if folder == ".github" or folder.startswith(".github/") else folder
    return is_vendored(folder) or is_fixture(folder)


HOOK = Hook(
    "go-mod-policy",
    __doc__,
    ("go.mod", "go.work", "vendor.mod", "vendor/modules.txt", SETTINGS),
    module=judge_module,
    workspace=judge_workspace,
    repository=judge_repository,
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    run_and_exit(main)
