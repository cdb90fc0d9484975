"""The vendored files themselves, beside what vendor/modules.txt lists.

`go mod vendor` copies, for each package listed, the files of its directory; a
build takes them as they are, without a checksum (https://go.dev/ref/mod#vendoring).
Paths, object ids and what changed are enough to judge; no file is read.
"""

from __future__ import annotations

from ..rules.finding import Finding, quoted
from ..values import go_version
from ..verdicts.sources import join, parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..formats.modules_txt import Block, ModulesTxt
    from ..git.disk import Disk
    from ..verdicts.sources import Sources

    Origin = tuple[str, str, str, str]  # path, version, target and its version

UNSOURCED = "VEN301"
UNLISTED = "VEN302"
EDITED = "VEN303"
STALE = "VEN304"
MODULE_FILE = "VEN305"
LINK = "VEN306"

MANY = 20  # more packages than this without a file are told in one finding


class Folder:
    """A vendor folder: where it lies (`start` ends in "/"), what is listed, what is staged."""

    __slots__ = ("_packages", "folder", "listed", "sources", "start", "tree")

    def __init__(self, sources: Sources, folder: str, tree: ModulesTxt) -> None:
        self.sources = sources
        self.tree = tree
        self.folder = folder
        self.start = join(folder, "vendor") + "/"
        self.listed = set().union(*[block.packages for block in tree.blocks])
        self._packages: set[str] | None = None

    @property
    def list_path(self) -> str:
        """The path of modules.txt."""
        return self.start + "modules.txt"

    @property
    def command(self) -> str:
        """What makes it anew."""
        words = "go work vendor" if self.tree.workspace else "go mod vendor"
        return f"{words}   (in {self.folder})" if self.folder else words

    @property
    def packages(self) -> set[str]:
        """Every directory with a Go file in it, as an import path."""
        if self._packages is None:
            cut = len(self.start)
            paths = self.sources.files.below(self.start[:-1])
            folders = {path.rsplit("/", 1)[0] for path in paths if path[-3:] == ".go"}
            self._packages = {folder[cut:] for folder in folders}
        return self._packages


def folder_of(sources: Sources, folder: str) -> Folder | None:
    """The vendor folder of a module or workspace; None without a modules.txt."""
    tree = sources.modules_txt(folder)
    return None if tree is None else Folder(sources, folder, tree)


def faults(
    sources: Sources,
    folder: str,
    bases: Sequence[Sources] = (),
    changes: Mapping[str, str] | None = None,
    disk: Disk | None = None,
    *,
    tidy: bool = True,
) -> Iterator[Finding]:
    """All that is wrong with the vendored files of the module or workspace in `folder`.

    `changes` maps each path that differs from the first base to git's letter for
    it; without it the whole folder is judged, as if all of it had changed. `tidy`
    asks for what is merely untidy too.
    """
    vendored = folder_of(sources, folder)
    if vendored is None:
        return
    yield from stale(vendored, folder, changes)
    if changes is not None and not any(path.startswith(vendored.start) for path in changes):
        return
    yield from unsourced(vendored, disk)
    yield from edited(vendored, folder, bases, changes or {})
    if tidy:
        yield from unlisted(vendored)
        if _leaves_module_files_out(sources, folder):
            yield from module_files(vendored)
        below = sources.files.below(vendored.start[:-1]) if changes is None else changes
        yield from links(vendored, below)


def _leaves_module_files_out(sources: Sources, folder: str) -> bool:
    """Whether the go line is that of a `go mod vendor` which copies no go.mod and go.sum."""
    tree = sources.modules_txt(folder)
    from_work = tree is not None and tree.workspace
    named = sources.go_work(folder) if from_work else sources.go_mod(folder)
    version = named.go.version if named is not None and named.go is not None else ""
    return go_version.order(version) >= go_version.order("1.17")


def unsourced(vendored: Folder, disk: Disk | None = None) -> Iterator[Finding]:
    """Packages that are listed, but no Go file of them is staged."""
    staged = vendored.packages
    if vendored.listed <= staged:
        return
    links: dict[str, bool] = {}
    lacking = [
        (line, block, package)
        for block in vendored.tree.blocks
        for package, line in zip(block.packages, block.package_lines, strict=True)
        if package not in staged and not _is_behind_link(vendored, package, links)
    ]
    if len(lacking) > MANY and not staged:
        text = f"{len(lacking)} packages are listed, but no Go file is staged below vendor"
        yield _of_list(UNSOURCED, vendored, 0, text, _why_absent(vendored, "", disk))
        return
    seen = set()
    for line, block, package in lacking:
        if package not in seen:
            seen.add(package)
            text = f"package {package} is listed, but no Go file of it is staged"
            hint = _why_absent(vendored, package, disk)
            yield _of_list(UNSOURCED, vendored, line, text, hint, block)


def unlisted(vendored: Folder) -> Iterator[Finding]:
    """Directories with Go files below vendor that modules.txt does not list."""
    for package in sorted(vendored.packages - vendored.listed):
        path = vendored.start + package
        text = f"{path} holds Go files, but modules.txt does not list it"
        hint = vendored.command
        yield Finding(UNLISTED, path, 0, 0, text, hint=hint)


def edited(
    vendored: Folder, folder: str, bases: Sequence[Sources], changes: Mapping[str, str]
) -> Iterator[Finding]:
    """Go files that differ from every base, although their module's version does not.

    A module that is replaced by a directory is none of these: its copy follows
    the directory.
    """
    files = vendored.sources.files
    paths = _changed(vendored, changes)
    if not paths or not bases:
        return
    cut = len(vendored.start)
    packages = {parent(path)[cut:] for path in paths}
    owners = _owners(vendored.tree, packages)
    older = [(base, _owners_in(base, folder, vendored, packages)) for base in bases]
    for path in paths:
        package = parent(path)[cut:]
        origin = owners.get(package)
        if origin is None or (origin[2] and not origin[3]):
            continue
        oid = files.oid(path)
        if oid and all(
            known.get(package) == origin and base.files.oid(path) not in ("", oid)
            for base, known in older
        ):
            text = f"edited, but {origin[0]} {origin[1]} is vendored at the same version as before"
            hint = f"{vendored.command}\nto change a dependency, replace it by a fork"
            yield Finding(EDITED, path, 0, 0, text, hint=hint, module=origin[0], version=origin[1])


def _changed(vendored: Folder, changes: Mapping[str, str]) -> list[str]:
    start = vendored.start
    return [
        path
        for path, status in changes.items()
        if status == "M" and path.startswith(start) and path[-3:] == ".go"
    ]


def _owners(tree: ModulesTxt | None, packages: set[str]) -> dict[str, Origin]:
    """Where each of these packages comes from."""
    return {
        package: (block.path, block.version, block.target, block.target_version)
        for block in (tree.blocks if tree else ())
        if not packages.isdisjoint(block.packages)
        for package in block.packages
    }


def _owners_in(
    base: Sources, folder: str, vendored: Folder, packages: set[str]
) -> dict[str, Origin]:
    if base.files.oid(vendored.list_path) == vendored.sources.files.oid(vendored.list_path):
        return _owners(vendored.tree, packages)
    return _owners(base.modules_txt(folder), packages)


def stale(
    vendored: Folder, folder: str, changes: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """Vendored copies of a module in this repository that differ from it.

    Only files that exist on both sides are compared: what is generated into one of
    them is nobody's mistake. With `changes`, only pairs of which one changed.
    """
    for block in vendored.tree.blocks:
        if block.packages and block.target and not block.target_version:
            place = None if block.target.startswith("/") else join(folder, block.target)
            if place is not None and not place.startswith(".."):
                yield from _stale_module(vendored, block, place, changes)


def _stale_module(
    vendored: Folder, block: Block, place: str, changes: Mapping[str, str] | None
) -> Iterator[Finding]:
    home = vendored.start + block.path
    if changes is not None and not _touches(changes, (home + "/", place + "/" if place else "")):
        return
    files = vendored.sources.files
    folders = {vendored.start + package for package in block.packages}
    for path in files.below(home):
        if parent(path) not in folders:
            continue
        origin = join(place, path[len(home) + 1 :])
        if changes is not None and path not in changes and origin not in changes:
            continue
        copy, source = files.oid(path), files.oid(origin)
        if copy and source and copy != source:
            text = f"differs from {origin}, which it is a copy of"
            hint = vendored.command
            yield Finding(
                STALE, path, 0, 0, text, hint=hint, module=block.path, version=block.version
            )


def _touches(changes: Mapping[str, str], starts: tuple[str, str]) -> bool:
    return any(path.startswith(starts) for path in changes)


def module_files(vendored: Folder) -> Iterator[Finding]:
    """go.mod and go.sum of vendored modules, which `go mod vendor` leaves out since go 1.17."""
    for path in vendored.sources.files.names():
        if path.startswith(vendored.start) and path.endswith(("/go.mod", "/go.sum")):
            text = f"{path.rpartition('/')[2]} of a vendored module, which go 1.17 leaves out"
            yield Finding(MODULE_FILE, path, 0, 0, text, hint=vendored.command)


def links(vendored: Folder, paths: Iterable[str]) -> Iterator[Finding]:
    """Symbolic links among these paths that lie in the vendor folder."""
    for path in paths:
        if path.startswith(vendored.start) and vendored.sources.files.kind(path) == "link":
            text = "symbolic link below vendor, where go mod vendor only writes files"
            yield Finding(LINK, path, 0, 0, text, hint=vendored.command)


def _of_list(
    code: str, vendored: Folder, line: int, text: str, hint: str, block: Block | None = None
) -> Finding:
    finding = Finding(code, vendored.list_path, line, 1 if line else 0, text, hint=hint)
    if block is not None:
        finding.module, finding.version = block.path, block.version
    return finding


def _is_behind_link(vendored: Folder, package: str, known: dict[str, bool]) -> bool:
    """Whether a link or submodule stands on the way to a package: what is there we cannot see."""
    way = []
    while package not in known:
        way.append(package)
        path = (vendored.start + package).rstrip("/")
        if vendored.sources.files.kind(path) in ("link", "submodule"):
            known[package] = True
        elif package:
            package = parent(package)
        else:
            known[package] = False
    known.update(dict.fromkeys(way, known[package]))
    return known[package]


def _why_absent(vendored: Folder, package: str, disk: Disk | None) -> str:
    """What the work tree tells about a folder of which nothing is staged."""
    path = (vendored.start + package).rstrip("/")
    if disk is None or not disk.exists(path):
        return vendored.command
    rule = disk.ignored_by(path)
    if rule:
        return f"git add -f {quoted(path)}   (it is on disk, but {rule} ignores it)"
    return f"git add {quoted(path)}   (it is on disk, but not staged)"
