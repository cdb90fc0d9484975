"""Keep go.mod in step with the imports of the staged Go files, as `go mod tidy` would.

An import that no requirement provides, a requirement that nothing imports, a wrong
`// indirect` mark. What the files alone decide is rewritten. It says nothing of the rest of
`go mod tidy`: of go.sum lines that are not needed, and of what remote modules require.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import run, run_and_exit
from .tree.paths import GO_FILES, MODULE_FILES, VENDOR_FOLDERS, WORKSPACE_FILES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .command.context import Context
    from .rules.finding import Finding


def judge_repository(context: Context) -> Iterator[Finding]:
    """What is wrong with the imports of the modules that the change concerns."""
    from .checks import tid_module  # only where a Go file or a module file is in the change

    whole, changed = _concerned(context)
    if context.is_of_base:  # what it has, too, is left out below, where both trees are at hand
        whole, changed = set(), set()
    tree, strict = context.tree, context.strict_checks
    leftovers = context.options.flag("strict") or "TID402" in context.options.named_codes()
    for folder in sorted(whole | changed):
        path = tree.go_mod_path(folder)
        if tree.go_mod(folder) is None and tree.files.oid(path):
            raise _lacking(path)
        if folder in changed:
            yield from tid_module.new_findings(
                tree,
                folder,
                context.bases,
                context.changes,
                context.modules,
                strict=strict,
                leftovers=leftovers,
            )
        else:
            yield from tid_module.every_finding(
                tree, folder, context.modules, strict=strict, leftovers=leftovers
            )


def _lacking(path: str) -> Exception:
    """What ends a run that needs a file which this clone lacks."""
    from .git.process import GitError, lacking

    return GitError(lacking(path))


def judge_module(context: Context, folder: str) -> Iterator[Finding]:
    """What keeps the hook from reading the go.mod of a module."""
    at = context.tree.module_file(folder)
    if at is not None:
        yield from context.unreadable(at)


def _concerned(context: Context) -> tuple[set[str], set[str]]:
    """The modules to judge as a whole, and those of which what is new is judged."""
    from .tree import scope

    tree, skip = context.tree, context.is_skipped
    if context.options.flag("all") or not context.bases:
        return set(context.modules), set()
    changed = scope.of_sources(tree, context.base, context.changes, skip)
    changed |= set(context.changed_scope().modules) if context.relevant_changes else set()
    if context.options.flag("no-inherit"):
        return changed, set()
    return scope.of_sources(tree, None, context.named, skip) - changed, changed


def repair(context: Context, path: str, data: bytes) -> bytes | None:
    """The go.mod as `go mod tidy` would leave it; None where the files do not decide it.

    RefusedError where the work tree is not what is staged: what is decided for the one may be
    wrong for the other.
    """
    from .checks import tid_module
    from .command.replace_file import RefusedError
    from .tree.paths import parent

    folder = parent(path)
    if data != context.tree.files.read(path):
        raise RefusedError(f"{path} on disk is not the staged one")
    other = context.worktree.differing_source(folder)
    if other:
        raise RefusedError(f"{other} on disk is not what is staged")
    return tid_module.mended(context.tree, folder)


HOOK = Hook(
    "go-mod-tidy",
    __doc__,
    (*MODULE_FILES, *WORKSPACE_FILES, VENDOR_FOLDERS, GO_FILES),
    module=judge_module,
    repository=judge_repository,
    fixes=("TID201", "TID202", "TID203"),
    repair=repair,
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    run_and_exit(main)
