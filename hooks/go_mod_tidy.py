"""Keep go.mod in step with the imports of the staged Go files, as `go mod tidy` would.

An import that no requirement provides, a requirement that nothing imports, a wrong
`// indirect` mark, a version below what the module graph selects. What the files alone decide, or
with the module cache where go.sum has the hashes, is rewritten. It says nothing of the rest of
`go mod tidy`: of go.sum lines that are not needed, and of modules that dependencies alone need.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import run, run_and_exit
from .tree.paths import GO_FILES, MODULE_FILES, VENDOR_FOLDERS, WORKSPACE_FILES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .command.context import Context
    from .rules.finding import Finding
    from .tree.tree import Tree


def judge_repository(context: Context) -> Iterator[Finding]:
    """What is wrong with the imports of the modules that the change concerns."""
    if context.is_of_base:
        return  # what it has, too, is left out below, where both trees are at hand
    from .checks import tid_imports, tid_module  # only where a Go file or module file changed

    whole, changed = _concerned(context)
    tree, strict = context.tree, context.strict_checks
    leftovers = context.options.flag("strict") or "TID402" in context.options.named_codes()
    if context.options.flag("all"):
        yield from _behind_mended_ones(context)
    versions = tid_imports.RequiredVersions(tree, context.modules)
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
                versions,
                strict=strict,
                leftovers=leftovers,
            )
        else:
            yield from tid_module.every_finding(
                tree, folder, versions, strict=strict, leftovers=leftovers
            )


def _lacking(path: str) -> Exception:
    """What ends a run that needs a file which this clone lacks."""
    from .git.process import GitError, lacking

    return GitError(lacking(path))


def judge_module(context: Context, folder: str) -> Iterator[Finding]:
    """What keeps the hook from reading the go.mod of a module, and what it lists below what is
    selected."""
    at = context.tree.module_file(folder)
    if at is None:
        return
    yield from context.unreadable(at)
    if at.file.replaces or context.tree.pins(folder):
        found = list(_behind(context, context.tree, folder))
        if found and context.options.flag("all"):
            from .command.tidy_repairs import TidyRepairs

            context.once(TidyRepairs).behind.add(folder)
        yield from found


def _behind(context: Context, tree: Tree, folder: str) -> Iterator[Finding]:
    """What a module lists below what is selected in a tree."""
    from .checks import tid_graph  # only where another go.mod may ask for more

    at = context.tree.module_file(folder)
    if at is None:
        return
    changed = None
    if context.options.flag("all"):
        context.strict_codes.update(tid_graph.STRICT_CODES)
    else:
        changed = context.touched
    yield from tid_graph.findings(tree, folder, context.releases(at), changed)


def _behind_mended_ones(context: Context) -> Iterator[Finding]:
    """Under --all, what modules list below what is selected once those that they replace are
    mended."""
    from .command.tidy_repairs import TidyRepairs

    repairs = context.once(TidyRepairs)
    for folder in context.modules:
        tree = repairs.tree_for(folder)
        if tree is not context.tree:
            known = {each.module for each in _behind(context, context.tree, folder)}
            found = _behind(context, tree, folder)
            yield from (finding for finding in found if finding.module not in known)


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
    from .command.tidy_repairs import TidyRepairs
    from .tree.paths import parent

    folder = parent(path)
    if data != context.tree.files.read(path):
        raise RefusedError(f"{path} on disk is not the staged one")
    repairs = context.once(TidyRepairs)
    made = repairs.of(folder)
    if made is not None:
        return made.go_mod
    repairs.check_disk(folder)
    return tid_module.mended(context.tree, folder)


def beside(context: Context, path: str) -> Mapping[str, bytes]:
    """The go.sum that a repaired go.mod needs, by its path, where it has to change."""
    from .command.tidy_repairs import TidyRepairs
    from .tree.paths import parent

    folder = parent(path)
    made = context.once(TidyRepairs).of(folder)
    if made is None or made.go_sum is None:
        return {}
    return {context.tree.go_sum_path(folder): made.go_sum}


HOOK = Hook(
    "go-mod-tidy",
    __doc__,
    (*MODULE_FILES, *WORKSPACE_FILES, VENDOR_FOLDERS, GO_FILES),
    module=judge_module,
    repository=judge_repository,
    fixes=("TID201", "TID202", "TID203"),
    also_fixes=("REP301", "REP302", "MOD401", "MOD402"),
    repair=repair,
    beside=beside,
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    run_and_exit(main)
