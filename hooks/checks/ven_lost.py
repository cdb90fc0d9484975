"""Vendored files that do not get into the commit.

VEN310, a file that the compiler reads; VEN311, another one. `go mod vendor` wrote it, `git add`
passed it by for an ignore rule, or `git commit -a` as it is new, and whoever clones the
repository builds another program, or none.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import quoted, run
from ..tree.paths import parent
from .ven_edits import COMPILED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ..tree.files import Worktree
    from .ven_tree import VendorFolder


def findings(
    vendored: VendorFolder, unstaged: Iterable[str], changes: Collection[str], worktree: Worktree
) -> Iterator[Finding]:
    """Files on disk in listed packages among those that git does not know, where the change
    touches modules.txt or the package's module."""
    touched = _touched_packages(vendored, changes)
    for path in unstaged:
        package = parent(path)[len(vendored.start) :]
        if package not in touched or package not in vendored.packages:
            continue  # of a package without any Go file, VEN301 tells
        if path.endswith("_test.go") or vendored.tree.files.kind(path):
            continue
        code = "VEN310" if path.endswith(COMPILED) else "VEN311"
        rule = worktree.ignored_by(path)
        message = "vendored file that is on disk, but not staged"
        hint = run(f"git add {quoted(path)}")
        if rule:
            message = "vendored file that is not staged, because an ignore rule hides it"
            hint = run(f"git add -f {quoted(path)}", note=f"{rule} ignores it")
        yield Finding(code, path, 0, 0, message, hints=[hint], target=package)


def _touched_packages(vendored: VendorFolder, changes: Collection[str]) -> set[str]:
    """The listed packages of the modules that a change touches, all with modules.txt."""
    if vendored.list_path in changes:
        return vendored.listed
    touched: set[str] = set()
    for module in vendored.listing.modules:
        folder = vendored.start + module.path + "/"
        if module.packages and any(path.startswith(folder) for path in changes):
            touched.update(module.packages)
    return touched
