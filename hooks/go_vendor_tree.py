"""Stop a vendor folder that lost source files, or whose files were edited by hand.

Judges the vendored files beside modules.txt: a listed package without staged
source, a file that came, went or was edited though its module's version did not
move, a link in place of files, a copy that differs from the module of this
repository that it was taken from, or from the module's zip in the module cache.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import run, run_and_exit
from .tree.paths import ALL_FILES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .checks.ven_tree import VendorFolder
    from .command.context import Context
    from .rules.finding import Finding


def judge_folder(context: Context, folder: str) -> Iterator[Finding]:
    """What is wrong with the vendored files of a module or workspace."""
    tree, bases, changes = context.tree, context.bases, context.changes
    if tree.modules_txt(folder) is None:
        file = tree.go_mod(folder)
        if file is None or file.requirements:
            return
    # only where something may be vendored
    from .checks import ven_edits, ven_reach, ven_tree, ven_unlisted

    vendored = tree.latest(ven_tree.vendor_folder, folder)
    if vendored is None:
        return
    strict = context.strict_checks
    judges_all = context.options.flag("all")
    seen = None if judges_all else {**dict.fromkeys(context.named, "M"), **changes}
    known = changes if seen is None else seen
    taken = list(ven_unlisted.taken(vendored, bases, known))
    yield from taken
    if strict:
        yield from ven_unlisted.findings(vendored, seen, {finding.path for finding in taken})
    found = ven_tree.findings(tree, folder, seen, context.worktree, strict=strict)
    yield from ven_reach.graded(vendored, found, changes)
    places = context.places
    edited = list(ven_edits.findings(vendored, bases, known, strict=strict, places=places))
    if bases:
        from .checks import ven_origins

        edited += ven_origins.findings(vendored, known)
    yield from edited
    if not any(path.startswith(vendored.start) for path in changes):
        return
    worktree = context.worktree
    if bases:
        from .checks import ven_embeds, ven_marks

        if vendored.list_path in changes:
            yield from ven_marks.findings(vendored, bases, changes)
        yield from ven_embeds.findings(vendored, changes, worktree)
        yield from _not_of_the_module(context, vendored, {each.path for each in edited})
    if context.judges_index:
        from .checks import ven_lost  # only where something vendored is to be committed

        base = context.base if context.inherits else None
        yield from ven_lost.findings(vendored, base, changes, worktree)


def _not_of_the_module(
    context: Context, vendored: VendorFolder, said: set[str]
) -> Iterator[Finding]:
    """Vendored files of the change that are not those in the zip of their module, where that is
    at hand; nothing of those of which something is `said` already."""
    if not context.commit.is_alone:
        return
    from .command.module_cache import is_there

    if not is_there(context.options):
        return
    from .checks import prf_vendored, ven_edits
    from .command.module_zips import pinned_by_judged

    strict = context.strict_checks
    ends = (*ven_edits.COMPILED, *ven_edits.INCLUDED)
    paths = [
        path
        for path, status in context.changes.items()
        if status != "D"
        and path.startswith(vendored.start)
        and path not in said
        and (strict or path.endswith(ends))
    ]
    if paths:
        pinned = context.once(pinned_by_judged)
        yield from prf_vendored.findings(vendored, pinned, sorted(paths), strict=strict)
        if strict:
            found = prf_vendored.missing(vendored, pinned, paths)
            yield from (each for each in found if each.path not in said)


def judge_repository(context: Context) -> Iterator[Finding]:
    """Where links and submodules took the place of files."""
    changes = context.commit.changes.all()
    links = [path for path, change in changes.items() if change.mode[:3] in ("120", "160")]
    if links and context.bases:
        from .checks import ven_links  # few changes bring any

        skip, read = context.is_skipped, context.content
        yield from ven_links.findings(context.tree, context.bases, links, skip, read)


HOOK = Hook(
    "go-vendor-tree", __doc__, (ALL_FILES,), folder=judge_folder, repository=judge_repository
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    run_and_exit(main)
