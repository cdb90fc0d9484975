"""Vendored packages that modules.txt does not list.

VEN302, a folder with Go files; VEN313, one that files came to, where a build takes it.

From go 1.23 on, a package must be listed to be imported from a vendor folder. Below, whatever
lies there is (https://go.dev/ref/mod#vendoring), though `go mod vendor` would delete it and no
line of modules.txt says where it is from.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..tree.paths import parent
from .ven_edits import COMPILED, by_folder, older_listings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ..tree.tree import Tree
    from .ven_tree import VendorFolder

_ELSEWHERE = ("link", "submodule")
FIRST_LISTED = "1.23"  # from this go line on a package that is not listed is not there


def findings(
    vendored: VendorFolder, changes: Iterable[str] | None = None, told: Collection[str] = ()
) -> Iterator[Finding]:
    """Folders with Go files below vendor that modules.txt does not list, but for those of which
    VEN313 has `told`; with `changes` only if one of these paths is below vendor."""
    if vendored.tree.modules_txt(vendored.folder) is None:
        return
    if changes is not None and not any(path.startswith(vendored.start) for path in changes):
        return
    for package in sorted(vendored.packages - vendored.listed):
        path = vendored.start + package
        if path not in told:
            message = f"{path} holds Go files, but modules.txt does not list it"
            yield Finding("VEN302", path, 0, 0, message, hints=[vendored.revendor])


def taken(
    vendored: VendorFolder, bases: Sequence[Tree], changes: Mapping[str, str]
) -> Iterator[Finding]:
    """Folders of which a build takes Go files without a line in modules.txt, and did not take
    the same from a base."""
    if not bases:
        return
    folder, is_workspace = vendored.folder, vendored.listing.workspace
    start = vendored.start
    if not _takes_all(vendored.tree, folder, is_workspace):
        yield from _twins(vendored, bases, changes)
        return
    if all(_takes_all(base, folder, is_workspace) for base in bases):
        paths = [path for path in changes if path.startswith(start)]
    else:  # a go line that went down, or a go.mod beside what was merely called vendor
        paths = list(vendored.tree.files.below(start[:-1]))
    earlier = [
        (base, old)
        for base in bases
        for old in {start, *(old for old, _ in older_listings(base, folder, changes))}
        if _takes_all(base, old[: -len("vendor/")].rstrip("/"), is_workspace)
    ]
    changed: dict[str, None] = {}
    for path in paths:
        package = parent(path)[len(start) :]
        if vendored.tree.files.kind(path) in _ELSEWHERE:
            if not any(_is_told(tree, old + path[len(start) :]) for tree, old in earlier):
                yield _taken(vendored, path[len(start) :])
            continue
        if not package or package in changed or package in vendored.listed:
            continue
        oid = vendored.tree.files.oid(path) if path.endswith(COMPILED) else ""
        if oid and all(tree.files.oid(old + path[len(start) :]) != oid for tree, old in earlier):
            changed[package] = None
    files = by_folder(vendored.tree, start) if changed else {}
    for package in changed:
        if _is_in_a_build(vendored, package, files[package]):
            yield _taken(vendored, package)


def _twins(
    vendored: VendorFolder, bases: Sequence[Tree], changes: Iterable[str]
) -> Iterator[Finding]:
    """Folders whose new source takes the place of that of a listed package where a file system
    takes the two names for one."""
    start, listed = vendored.start, vendored.listed
    places: dict[str, None] = {}
    for path in changes:
        package = parent(path)[len(start) :]
        if path.startswith(start) and path.endswith(COMPILED) and package not in listed:
            oid = vendored.tree.files.oid(path)
            if oid and all(base.files.oid(path) != oid for base in bases):
                places[package] = None
    if not places:
        return
    from . import unstaged  # only where packages came that are not listed

    twins = unstaged.Twins(sorted(listed))
    for package in places:
        twin = twins.of(package)
        if twin:
            message = f"{start}{package} is new or changed, not listed in modules.txt, and the "
            message += f"same as {twin} where case does not count"
            hints = [vendored.revendor]
            yield Finding("VEN313", start + package, 0, 0, message, hints=hints, target=package)


def _is_told(base: Tree, path: str) -> bool:
    """Whether a link or submodule was there before, or VEN309 says that it took a place."""
    kind = base.files.kind(path)
    if kind == "folder":
        return any(file.endswith(COMPILED) for file in base.files.below(path))
    return kind in _ELSEWHERE or (kind == "file" and path.endswith(COMPILED))


def _takes_all(tree: Tree, folder: str, is_workspace: bool) -> bool:
    """Whether a build in a folder takes packages that modules.txt does not list."""
    # Older releases do not know that a listing is a workspace's
    at = tree.mod_file(folder, is_workspace) or tree.module_file(folder)
    return at is not None and not at.file.go_at_least(FIRST_LISTED)


def _taken(vendored: VendorFolder, package: str) -> Finding:
    from ..rules.hint import say

    path = vendored.start + package
    message = f"{path} is new or changed, and not listed in modules.txt"
    note = f"below go {FIRST_LISTED} a build takes what is not listed"
    hints = [vendored.revendor, say(note)]
    return Finding("VEN313", path, 0, 0, message, hints=hints, target=package)


def _is_in_a_build(vendored: VendorFolder, package: str, names: Iterable[str]) -> bool:
    """Whether a Go file of a package is for some build."""
    from ..formats import go_source  # only where a folder is not listed

    for name in names:
        if name[-3:] == ".go" and not name.endswith("_test.go"):
            data = vendored.tree.files.read(f"{vendored.start}{package}/{name}")
            if data is not None and go_source.parse(data).counts_for_tidy:
                return True
    return False
