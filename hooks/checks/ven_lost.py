"""Vendored files that do not get into the commit.

VEN310, a file that the compiler reads; VEN311, another one. `go mod vendor` wrote it, `git add`
passed it by for an ignore rule, or `git commit -a` as it is new, and whoever clones the
repository builds another program, or none.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..tree.paths import parent
from .ven_edits import COMPILED, source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ..tree.files import WorktreeFolders
    from ..tree.tree import Tree
    from .ven_tree import VendorFolder


MANY_PACKAGES = 200  # beyond, git is as fast at reading so many folders


def findings(
    vendored: VendorFolder, base: Tree | None, changes: Collection[str], worktree: WorktreeFolders
) -> Iterator[Finding]:
    """Files on disk that git does not know, in listed packages of modules that the change touches;
    in those of every module where there is no `base`, whose findings would be inherited."""
    touched = _touched_packages(vendored, base, changes)
    if len(touched) <= MANY_PACKAGES and not _has_more(vendored, touched, worktree):
        return
    from ..rules.hint import quoted, run

    for path in worktree.unstaged_below(vendored.start[:-1]):
        package = parent(path)[len(vendored.start) :]
        if package not in touched or path.endswith("_test.go") or vendored.tree.files.kind(path):
            continue
        code = "VEN310" if path.endswith(COMPILED) else "VEN311"
        rule = worktree.ignored_by(path)
        message = "vendored file that is on disk, but not staged"
        hint = run(f"git add {quoted(path)}")
        if rule:
            message = "vendored file that is not staged, because an ignore rule hides it"
            hint = run(f"git add -f {quoted(path)}", note=f"{rule} ignores it")
        yield Finding(code, path, 0, 0, message, hints=[hint], target=package)


def _touched_packages(
    vendored: VendorFolder, base: Tree | None, changes: Collection[str]
) -> set[str]:
    """The listed packages of modules of which the change touches the folder, and of those whose
    block it touches or that are copied from a directory if it touches modules.txt; without those
    of which VEN301 tells, as no Go file of them is staged."""
    start = vendored.start
    folders = _folders(path[len(start) :] for path in changes if path.startswith(start))
    is_relisted = vendored.list_path in changes
    listing = base.modules_txt(vendored.folder) if base is not None and is_relisted else None
    before = {(*source(each), *each.packages) for each in listing.modules} if listing else ()
    touched: set[str] = set()
    for module in vendored.listing.modules:
        origin = source(module)
        is_as_before = origin[1] and (*origin, *module.packages) in before
        if module.path in folders or (is_relisted and not is_as_before):
            touched.update(module.packages)
    return touched & vendored.packages


def _folders(paths: Iterable[str]) -> set[str]:
    """All folders on the way to these paths."""
    folders: set[str] = set()
    for path in paths:
        folder = parent(path)
        while folder not in folders:
            folders.add(folder)
            folder = parent(folder)
    return folders


def _has_more(vendored: VendorFolder, packages: Iterable[str], worktree: WorktreeFolders) -> bool:
    """Whether a file lies on disk beside those that are staged; git may know it all the same."""
    paths = [path for each in packages for path in worktree.files_in(vendored.start + each)]
    return not all(vendored.tree.files.oids(paths).values())
