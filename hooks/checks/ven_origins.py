"""Whether vendored source of a module of this repository is in the directory it is copied from.

VEN308, a file that the directory lacks; VEN304, one that it has and that was deleted from the copy.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..tree.paths import directory, is_outside, join, parent
from .ven_edits import COMPILED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..formats.modules_txt import VendoredModule
    from ..tree.tree import Tree
    from .ven_tree import VendorFolder


def findings(vendored: VendorFolder, changes: Iterable[str]) -> Iterator[Finding]:
    """Source among the paths that a change touches, of modules that are replaced by a directory
    of this tree: what that lacks, and what it has and the vendor folder has lost."""
    files = vendored.tree.files
    by_folder: dict[str, list[str]] = {}
    for path in changes:
        if path.startswith(vendored.start) and path.endswith(COMPILED):
            by_folder.setdefault(parent(path), []).append(path)
    copied: dict[str, tuple[VendoredModule, str]] = {}  # by folder, the last that lists it
    for module in vendored.listing.modules:
        if not module.packages or not module.target or module.target_version:
            continue
        source = directory(vendored.folder, module.target)
        if not is_outside(source) and files.kind(source) == "folder":
            folders = (vendored.start + package for package in module.packages)
            copied.update((folder, (module, source)) for folder in folders if folder in by_folder)
    for folder, (module, source) in copied.items():
        home = vendored.start + module.path
        for path in by_folder[folder]:
            origin = join(source, path[len(home) + 1 :])
            if not path.startswith(home + "/"):
                continue
            if files.oid(path) and not files.kind(origin) and not _has_link(vendored, origin):
                code = "VEN308"
                place = source or "the top folder"
                message = f"{place} replaces {module.path}, and has no such file"
            elif not files.kind(path) and _is_copied(vendored.tree, origin):
                code = "VEN304"
                message = f"deleted, but {origin}, which it is a copy of, is still there"
            else:
                continue
            yield Finding(
                code,
                path,
                0,
                0,
                message,
                hints=[vendored.revendor],
                module=module.path,
                version=module.version,
                target=origin,
            )


def _is_copied(tree: Tree, path: str) -> bool:
    """Whether `go mod vendor` copies a file: no test, and no Go file that is in no build."""
    data = None if path.endswith("_test.go") else tree.files.read(path)
    if data is None or path[-3:] != ".go":
        return data is not None
    from ..formats import go_source  # only for a file that a change deletes

    return go_source.parse(data).counts_for_tidy


def _has_link(vendored: VendorFolder, path: str) -> bool:
    """Whether a link or submodule stands on the way to a path."""
    while path:
        path = parent(path)
        if vendored.tree.files.kind(path) in ("link", "submodule"):
            return True
    return False
