"""The vendored files themselves, beside what vendor/modules.txt lists.

VEN301, a listed package without source; VEN304, a copy
that differs from the module of this repository that it was taken from; VEN305, VEN306, files
that do not belong there; VEN316, paths that differ in case alone.

`go mod vendor` copies, for each package listed, the files of its directory; a
build takes them as they are, without a checksum (https://go.dev/ref/mod#vendoring).
Paths, object ids and what changed are enough to judge; no file is read.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..tree.paths import directory, is_outside, join, parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..formats.modules_txt import ModulesTxt, VendoredModule
    from ..rules.hint import Hint
    from ..tree.files import Worktree
    from ..tree.tree import Tree
    from .unstaged import Deletions, Twins

MANY_PACKAGES = 20  # more packages than this without a file are reported in one finding


class VendorFolder:
    """A vendor folder: where it lies (`start` ends in "/"), what is listed, what is staged."""

    __slots__ = ("_packages", "folder", "listed", "listing", "start", "tree")

    def __init__(self, tree: Tree, folder: str, listing: ModulesTxt) -> None:
        self.tree = tree
        self.listing = listing
        self.folder = folder
        self.start = join(folder, "vendor") + "/"
        self.listed = set().union(*[module.packages for module in listing.modules])
        self._packages: set[str] | None = None

    @property
    def list_path(self) -> str:
        """The path of modules.txt."""
        return self.start + "modules.txt"

    @property
    def revendor(self) -> Hint:
        """What makes it anew."""
        from . import remedies

        return remedies.vendor(self.tree, self.folder, workspace=self.listing.workspace)

    @property
    def packages(self) -> set[str]:
        """Every directory with a Go file in it, as an import path."""
        if self._packages is None:
            self._packages = self.tree.files.go_folders(self.start[:-1])
        return self._packages

    def of_file(
        self,
        code: str,
        path: str,
        message: str,
        module: VendoredModule,
        *,
        hints: Sequence[Hint] = (),
        target: str = "",
        wanted: str = "",
        hash: str = "",
    ) -> Finding:
        """A finding about a file of a vendored module; without hints the cure is to vendor anew."""
        return Finding(
            code,
            path,
            0,
            0,
            message,
            hints=hints or [self.revendor],
            module=module.path,
            version=module.version,
            target=target,
            wanted=wanted,
            hash=hash,
        )


def vendor_folder(tree: Tree, folder: str) -> VendorFolder | None:
    """The vendor folder of a module or workspace; None without a modules.txt, unless nothing is
    required: then a build needs none."""
    listing = tree.modules_txt(folder)
    if listing is None:
        file = tree.go_mod(folder)
        if file is None or file.requirements or tree.files.kind(join(folder, "vendor")) != "folder":
            return None
        from ..formats import modules_txt  # few modules require nothing

        listing = modules_txt.parse(b"")
    return VendorFolder(tree, folder, listing)


def findings(
    tree: Tree,
    folder: str,
    changes: Mapping[str, str] | None = None,
    worktree: Worktree | None = None,
    *,
    strict: bool = True,
) -> Iterator[Finding]:
    """All that is wrong with the vendored files of the module or workspace in `folder`.

    `changes` maps each path that differs from the first base to git's letter for
    it; without it the whole folder is judged, as if all of it had changed. `strict`
    asks for what is merely untidy too.
    """
    vendored = tree.latest(vendor_folder, folder)
    if vendored is None:
        return
    yield from stale_copies(vendored, changes)
    if changes is not None and not any(path.startswith(vendored.start) for path in changes):
        return
    yield from packages_without_source(vendored, worktree, changes or {})
    if strict:
        if _leaves_module_files_out(vendored):
            yield from module_files(vendored)
        below = tree.files.below(vendored.start[:-1]) if changes is None else changes
        yield from symbolic_links(vendored, below)
        yield from colliding_paths(vendored, changes)


def _leaves_module_files_out(vendored: VendorFolder) -> bool:
    """Whether the go line is that of a `go mod vendor` which copies no go.mod and go.sum."""
    at = vendored.tree.mod_file(vendored.folder, vendored.listing.workspace)
    return at is not None and at.file.is_pruned


def packages_without_source(
    vendored: VendorFolder,
    worktree: Worktree | None = None,
    changes: Mapping[str, str] | None = None,
) -> Iterator[Finding]:
    """Packages that are listed, but no Go file of them is staged. `worktree` and `changes` only
    help with the hint."""
    staged = vendored.packages
    if vendored.listed <= staged:
        return
    from . import unstaged

    deletions, twins = unstaged.Deletions(changes or {}), unstaged.Twins(staged)

    def why(package: str) -> list[Hint]:
        return _why_absent(vendored, package, worktree, deletions, twins)

    if not staged:
        count = sum(1 for _ in _missing_packages(vendored))
        if count > MANY_PACKAGES:
            message = f"{count} packages are listed, but no Go file is staged below vendor"
            yield Finding("VEN301", vendored.list_path, 0, 0, message, hints=why(""))
            return
    seen = set()
    for line, module, package in _missing_packages(vendored):
        if package not in seen:
            seen.add(package)
            message = f"package {package} is listed, but no Go file of it is staged"
            yield Finding(
                "VEN301",
                vendored.list_path,
                line,
                1 if line else 0,
                message,
                hints=why(package),
                module=module.path,
                version=module.version,
                target=package,
            )


def _missing_packages(vendored: VendorFolder) -> Iterator[tuple[int, VendoredModule, str]]:
    """Line, module and package of each package line without a staged Go file."""
    staged = vendored.packages
    links: dict[str, bool] = {}
    for module in vendored.listing.modules:
        for package, line in zip(module.packages, module.package_lines, strict=True):
            if package not in staged and not _is_behind_link(vendored, package, links):
                yield line, module, package


def stale_copies(
    vendored: VendorFolder, changes: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """Vendored copies of a module in this repository that differ from it.

    Only files that exist on both sides are compared: what is generated into one of
    them is nobody's mistake. With `changes`, only pairs of which one changed.
    """
    copied: dict[str, tuple[VendoredModule, str]] = {}  # by folder, the last that lists it
    for module in vendored.listing.modules:
        if module.packages and module.target and not module.target_version:
            source = directory(vendored.folder, module.target)
            if not is_outside(source):
                copied.update(
                    (vendored.start + package, (module, source)) for package in module.packages
                )
    if not copied:
        return
    homes: dict[str, None] = {}
    ordered = sorted(changes or ())
    touched: dict[str, bool] = {"": True}
    for module, source in copied.values():
        home = vendored.start + module.path
        for place in (home + "/", source + "/" if source else ""):
            if place not in touched:
                touched[place] = changes is None or _any_starts_with(ordered, place)
            if touched[place]:
                homes[home] = None
    for home in homes:
        yield from _stale_copies(vendored, home, copied, changes)


def _any_starts_with(ordered: Sequence[str], start: str) -> bool:
    """Whether one of these paths, in order, begins like this."""
    from bisect import bisect_left  # only where modules of the repository are vendored

    at = bisect_left(ordered, start)
    return at < len(ordered) and ordered[at].startswith(start)


def _stale_copies(
    vendored: VendorFolder,
    home: str,
    copied: Mapping[str, tuple[VendoredModule, str]],
    changes: Mapping[str, str] | None,
) -> Iterator[Finding]:
    files = vendored.tree.files
    for path in files.below(home):
        module, source = copied.get(parent(path), (None, ""))
        if module is None or vendored.start + module.path != home:
            continue
        origin = join(source, path[len(home) + 1 :])
        if changes is not None and path not in changes and origin not in changes:
            continue
        copy, original = files.oid(path), files.oid(origin)
        if copy and original and copy != original:
            message = f"differs from {origin}, which it is a copy of"
            yield vendored.of_file(
                "VEN304", path, message, module, target=origin, wanted=original, hash=copy
            )


def module_files(vendored: VendorFolder) -> Iterator[Finding]:
    """go.mod and go.sum of vendored modules, which `go mod vendor` leaves out since go 1.17."""
    for path in vendored.tree.files.names():
        if path.startswith(vendored.start) and path.endswith(("/go.mod", "/go.sum")):
            name = path.rpartition("/")[2]
            message = f"{name} of a vendored module, which go 1.17 leaves out"
            yield Finding("VEN305", path, 0, 0, message, hints=[vendored.revendor])


def symbolic_links(vendored: VendorFolder, paths: Iterable[str]) -> Iterator[Finding]:
    """Symbolic links among these paths that lie in the vendor folder."""
    for path in paths:
        if path.startswith(vendored.start) and vendored.tree.files.kind(path) == "link":
            message = "symbolic link below vendor, where go mod vendor only writes files"
            yield Finding("VEN306", path, 0, 0, message, hints=[vendored.revendor])


def colliding_paths(
    vendored: VendorFolder, changes: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """Paths in the vendor folder that are one and the same where case, or the Unicode form, does
    not count. With `changes`, only those of which one changed."""
    from . import unstaged

    paths = vendored.tree.files.below(vendored.start[:-1])
    first: dict[str, str] = {}
    for path in paths:
        other = first.setdefault(unstaged.folded(path), path)
        if other == path:
            continue
        if changes is None or path in changes or other in changes:
            message = f"differs from {other} in nothing but case"
            hints = [vendored.revendor]
            yield Finding("VEN316", path, 0, 0, message, hints=hints, target=other)


def _is_behind_link(vendored: VendorFolder, package: str, known: dict[str, bool]) -> bool:
    """Whether a link or submodule stands on the way to a package: what is there we cannot see."""
    way = []
    is_behind = False
    while package not in known:
        way.append(package)
        path = (vendored.start + package).rstrip("/")
        if vendored.tree.files.kind(path) in ("link", "submodule"):
            is_behind = True
            break
        if not package:
            break
        package = parent(package)
    else:
        is_behind = known[package]
    known.update(dict.fromkeys(way[1:], is_behind))  # the package itself is asked for once
    return is_behind


def _why_absent(
    vendored: VendorFolder,
    package: str,
    worktree: Worktree | None,
    deletions: Deletions,
    twins: Twins,
) -> list[Hint]:
    """What the work tree and the change tell about a folder of which nothing is staged."""
    from ..rules.hint import otherwise, quoted, restore, run

    path = (vendored.start + package).rstrip("/")
    twin = twins.of(package) if package else ""
    if twin:
        other = vendored.start + twin
        command = f"git rm -r --quiet --cached {quoted(other)} && git add {quoted(path)}"
        note = f"it is staged as {twin}: the file system takes the two for one"
        return [vendored.revendor, run(command, note=note)]
    from . import unstaged

    staging = unstaged.folder_hint(worktree, path)
    has_source = not package or (worktree is not None and worktree.has_go_file(path))
    if staging is not None and has_source:
        return [staging]
    again = vendored.revendor
    if not deletions.has_source(path):
        return [again]
    return [restore(path, "the change deletes it"), otherwise(again)]
