"""What a change did to vendored files whose module did not move.

VEN303, a file that the compiler reads came, went or was edited; VEN307, the same of another file.

A version of a module has one content, so a vendored file is what it is for as long as its
module's source, path and version, stands still. Object ids tell; a file is read only to see
whether line ends are all that differs.
"""

from __future__ import annotations

from ..tree.paths import MODULES_TXT, directory, is_outside, join, parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ..formats.modules_txt import ModulesTxt, VendoredModule
    from ..rules.finding import Finding
    from ..rules.hint import Hint
    from ..tree.scope import Places
    from ..tree.tree import Tree
    from .ven_tree import VendorFolder

# The files of a package that a build reads: go/build's list, and .sx, .f and .f90 in every case
COMPILED: tuple[str, ...] = (
    ".go",
    ".s",
    ".S",
    ".sx",
    ".c",
    ".cc",
    ".cpp",
    ".cxx",
    ".m",
    ".h",
    ".hh",
    ".hpp",
)
COMPILED += (".hxx", ".f", ".F", ".for", ".f90", ".swig", ".swigcxx", ".syso")
# What the files of a package include, and what cgo links: from any folder, listed or not
INCLUDED = tuple(ending for ending in COMPILED if ending != ".go")
INCLUDED += (".inc", ".inl", ".ipp", ".tcc", ".tpp", ".def")
_BINARY = (".syso", ".a", ".o", ".so", ".dylib", ".dll", ".lib")
INCLUDED += _BINARY
# What a vendor folder may hold or not, by the release that made it
_LEFT_OUT = ("/go.mod", "/go.sum")
MANY_FILES = 20  # no exception is proposed for more edited files of one module than this


def findings(
    vendored: VendorFolder,
    bases: Sequence[Tree],
    changes: Mapping[str, str],
    *,
    strict: bool,
    places: Callable[[Tree], Places],
) -> Iterator[Finding]:
    """Vendored files that are as in no base, although their module is.

    `changes` maps each path that differs from the first base to git's letter for it;
    `strict` asks for what the compiler does not read too; `places` tells which modules of a
    base are judged.
    """
    start = vendored.start
    changed = {path: status for path, status in changes.items() if path.startswith(start)}
    if not changed or not bases:
        return
    older = [
        OlderFolder(base, start, listing)
        for base in bases
        for start, listing in older_listings(base, vendored.folder, changes)
    ]
    now = owners_of(vendored.listing)
    modules = vendored.listing.modules  # which of them are nowhere, each tree says for itself
    now.nowhere = {each.path: each for each in modules if _is_nowhere(vendored, each)}
    strangers: list[str] = []  # no base has their package here from the same source
    found: dict[tuple[str, str, str], list[Finding]] = {}  # by code, module and version
    judged: list[Finding] = []
    for path in _candidates(vendored, bases[0], older, changed):
        if path == vendored.list_path or (not strict and not path.endswith((".go", *INCLUDED))):
            continue
        package = parent(path[len(start) :])
        if not any(each.same(package, now) for each in older):
            strangers.append(path)
            continue
        finding = _judge(vendored, now, older, path)
        if finding is not None:
            judged.append(finding)
    judged += _unlike_others(vendored, now, bases, strangers, places)
    for finding in judged:
        if strict or finding.code == "VEN303":
            key = (finding.code, finding.module, finding.version)
            found.setdefault(key, []).append(finding)
    for first, *others in found.values():
        if first.code == "VEN303" and len(others) < MANY_FILES:
            first = first.with_hints([*first.hints, *_how_to_allow([first, *others])])
        yield first
        yield from others


def _how_to_allow(edited: Sequence[Finding]) -> list[Hint]:
    """The exception for edited files of one module."""
    from ..rules import allow  # only when something was found

    first = edited[0]
    path = first.path if len(edited) == 1 else ""
    blobs = [finding.hash for finding in edited]
    return allow.hints("VEN303", first.module, first.version, path, blobs, meant="the edit is")


class Owners:
    """Which modules of a modules.txt a package is from. `nowhere` are those, by path, of which
    nobody can say where their files come from."""

    __slots__ = ("_by_package", "_by_path", "_by_source", "nowhere")

    def __init__(self, listing: ModulesTxt) -> None:
        by_path: dict[str, list[VendoredModule]] = {}
        self.nowhere: dict[str, VendoredModule] = {}
        self._by_package: dict[str, list[VendoredModule]] = {}
        for module in listing.modules:
            if module.version:
                by_path.setdefault(module.path, []).append(module)
            for package in module.packages:
                self._by_package.setdefault(package, []).append(module)
        # A replacement of a version that is not in use stands in a block with nothing in it
        self._by_path = {
            path: [each for each in blocks if not _is_bare(each)] or blocks
            for path, blocks in by_path.items()
        }
        self._by_source: dict[str, dict[tuple[str, str], VendoredModule]] = {}

    def of_package(self, package: str) -> list[VendoredModule]:
        """The blocks that list a package; else those of the longest path that leads to it."""
        blocks = self._by_package.get(package)
        while blocks is None and package:
            blocks = self._by_path.get(package)
            package = parent(package)
        return blocks or []

    def of_module(self, path: str) -> list[VendoredModule]:
        """The blocks of a module."""
        return self._by_path.get(path, [])

    def by_source(self, path: str) -> dict[tuple[str, str], VendoredModule]:
        """The blocks of a module, by what their files come from: the first of each source."""
        if path not in self._by_source:
            blocks = reversed(self.of_module(path))
            self._by_source[path] = {source(each): each for each in blocks}
        return self._by_source[path]

    def lists(self, package: str) -> bool:
        """Whether a block lists a package."""
        return package in self._by_package


def owners_of(listing: ModulesTxt) -> Owners:
    """Which modules of a modules.txt a package is from; kept for a few listings, as several checks
    ask, and the next commit of a range asks again."""
    for known, owners in _recent:
        if known is listing:
            return owners
    owners = Owners(listing)
    _recent.append((listing, owners))
    del _recent[:-_FEW]
    return owners


_recent: list[tuple[ModulesTxt, Owners]] = []
_FEW = 4


def _is_bare(module: VendoredModule) -> bool:
    return bool(module.target) and not (module.packages or module.go or module.explicit)


def _is_nowhere(vendored: VendorFolder, module: VendoredModule) -> bool:
    """Whether a module is replaced by a directory that is not in this tree, or lies behind a
    link, or is vendored. What a submodule holds is not for us to say."""
    if not module.target or module.target_version:
        return False
    place, kind = directory(vendored.folder, module.target), vendored.tree.files.kind
    if is_outside(place) or (place + "/").startswith(vendored.start):
        return not is_outside(place)  # of what is outside, REP102 tells
    if kind(place) == "folder":
        return False
    while place and kind(place) != "submodule":
        place = parent(place)
    return not place


def source(module: VendoredModule) -> tuple[str, str]:
    """The path and version that the files come from; no version for a directory."""
    if module.target:
        return module.target, module.target_version
    return module.path, module.version


class OlderFolder:
    """A vendor folder of a base: `start` is where it lay, `owners` what it listed."""

    __slots__ = ("_packages", "base", "known", "owners", "start")

    def __init__(self, base: Tree, start: str, listing: ModulesTxt) -> None:
        self._packages: dict[str, list[str]] | None = None
        self.base = base
        self.start = start
        self.owners = owners_of(listing)
        self.known: dict[str, VendoredModule | None] = {}

    def same(self, package: str, now: Owners) -> VendoredModule | None:
        """The module that a package is from now, if its source is the same as then, or nowhere to
        be seen."""
        if package not in self.known:
            self.known[package] = next(
                (
                    module
                    for before in self.owners.of_package(package)
                    if source(before)[1]
                    and (
                        module := now.by_source(before.path).get(source(before))
                        or now.nowhere.get(before.path)
                    )
                ),
                None,
            )
        return self.known[package]

    @property
    def packages(self) -> dict[str, list[str]]:
        """The names of the files directly in each folder, by its path below the vendor folder."""
        if self._packages is None:
            self._packages = by_folder(self.base, self.start)
        return self._packages

    def has_go_files(self, package: str) -> bool:
        """Whether a Go file lay directly in the folder of a package."""
        return any(name[-3:] == ".go" for name in self.packages.get(package, ()))

    def oid(self, rest: str) -> str:
        """What names the content of a file, given by its path below the vendor folder."""
        return self.base.files.oid(self.start + rest)


def by_folder(tree: Tree, start: str) -> dict[str, list[str]]:
    """The names of the files directly in each folder below one whose path ends in "/"."""
    folders: dict[str, list[str]] = {}
    for path in tree.files.below(start[:-1]):
        folder, _, name = path[len(start) :].rpartition("/")
        folders.setdefault(folder, []).append(name)
    return folders


def older_listings(
    base: Tree, folder: str, changes: Mapping[str, str]
) -> list[tuple[str, ModulesTxt]]:
    """Where the vendor folder of a module lay in a base, and what it listed; where the base had
    none, the vendor folders that the change deletes, one of which may have moved here."""
    start = join(folder, "vendor") + "/"
    listing = base.modules_txt(folder)
    if listing is not None:
        return [(start, listing)]
    moved = []
    for path, status in changes.items():
        if status == "D" and ("/" + path).endswith("/" + MODULES_TXT):
            listing = base.modules_txt(path[: -len(MODULES_TXT)].rstrip("/"))
            if listing is not None:
                moved.append((path[: -len("modules.txt")], listing))
    return moved


def _candidates(
    vendored: VendorFolder, first: Tree, older: Iterable[OlderFolder], changed: Mapping[str, str]
) -> Iterable[str]:
    """The paths to compare: what changed since the first base, and what another has beside it and
    this tree has not; all that lay in a folder that moved here."""
    paths = dict.fromkeys(changed)
    touched = dict.fromkeys(parent(path[len(vendored.start) :]) for path in changed)
    for each in older:
        has_moved = each.start != vendored.start
        if each.base is first and not has_moved:
            continue
        for package in each.packages if has_moved else touched:
            folder = vendored.start + package + "/" if package else vendored.start
            for name in each.packages.get(package, ()):
                paths[folder + name] = None
    return paths


def _unlike_others(
    vendored: VendorFolder,
    now: Owners,
    bases: Iterable[Tree],
    strangers: Sequence[str],
    places: Callable[[Tree], Places],
) -> Iterator[Finding]:
    """What there is to say of files that came with a module, against the other vendor folders
    of the bases that have it from the same source."""
    if not strangers:
        return
    start = vendored.start
    others = [
        OlderFolder(base, join(folder, "vendor") + "/", listing)
        for base in bases
        for folder, listing in base.once(_listings, "")
        if folder != vendored.folder and not places(base).is_skipped(folder)
    ]
    paths = dict.fromkeys(strangers)
    for package in {parent(path[len(start) :]) for path in strangers} if others else ():
        for each in others:
            if each.same(package, now):
                names = each.packages.get(package, ())
                paths.update((f"{start}{package}/{name}", None) for name in names)
    for path in paths if others else ():
        finding = _judge(vendored, now, others, path)
        if finding is not None:
            yield finding


def _listings(tree: Tree, _: str) -> list[tuple[str, ModulesTxt]]:
    """Every folder of a tree with a vendor folder in it, and what that lists."""
    ends = "/" + MODULES_TXT
    folders = [path[: -len(ends)] for path in tree.files.names() if ("/" + path).endswith(ends)]
    listings = [(folder, tree.modules_txt(folder)) for folder in folders]
    return [(folder, listing) for folder, listing in listings if listing is not None]


def _judge(
    vendored: VendorFolder, now: Owners, older: Iterable[OlderFolder], path: str
) -> Finding | None:
    """What there is to say of one path."""
    rest = path[len(vendored.start) :]
    package = parent(rest)
    oid = vendored.tree.files.oid(path)
    exists = bool(vendored.tree.files.kind(path))
    unlike = None
    for each in older:
        before = each.oid(rest)
        if oid and before == oid:
            return None
        module = each.same(package, now)
        if module is None:
            continue
        was_there = before or each.base.files.kind(each.start + rest)
        if not was_there and not exists:
            return None
        if before and oid:
            unlike = ("edited", each, module)
        elif bool(was_there) == exists:
            continue  # a link or a submodule on one side, see VEN309
        elif _keeps_files(vendored, each, package) and not rest.endswith(_LEFT_OUT):
            unlike = ("added" if exists else "deleted", each, module)
    return None if unlike is None else _told(vendored, path, *unlike)


def _told(
    vendored: VendorFolder, path: str, what: str, older: OlderFolder, module: VendoredModule
) -> Finding:
    """A file that was "edited", "added" or "deleted" against an older folder, which has its module
    from the same source."""
    from ..rules.hint import otherwise, restore, say

    rest = path[len(vendored.start) :]
    oid, before = vendored.tree.files.oid(path), older.oid(rest)
    code = _code(vendored, path, what, older)
    is_moved = older.start != vendored.start
    message = f"but {module.path} {module.version} is vendored at the same version as before"
    if is_moved:
        message = f"in comparison with {older.start[:-1]}, which has {module.path} "
        message += f"{module.version} as well"
    if what == "edited" and code == "VEN303" and _differ_in_line_ends(older, rest, vendored, path):
        code, what = "VEN307", "line ends changed"
    message = f"{what} {message}" if is_moved else f"{what}, {message}"
    hints = [vendored.revendor]
    if before and not is_moved:
        hints = [restore(path, "as it was"), otherwise(vendored.revendor)]
    if code == "VEN303":
        hints.append(say("to change a dependency, replace it by a fork"))
    return vendored.of_file(code, path, message, module, hints=hints, hash=oid or before)


def _code(vendored: VendorFolder, path: str, what: str, older: OlderFolder) -> str:
    """VEN303 for what the compiler reads, VEN307 for the rest."""
    rest = path[len(vendored.start) :]
    package = parent(rest)
    is_listed = older.owners.lists(package) or package in vendored.listed
    if path.endswith(COMPILED) and is_listed:
        is_read = what == "edited" or not _is_ignored(vendored, older, path, rest)
    else:
        is_read = path.endswith(INCLUDED) and (what == "edited" or (what == "added" and is_listed))
    return "VEN303" if is_read else "VEN307"


def _keeps_files(vendored: VendorFolder, older: OlderFolder, package: str) -> bool:
    """Whether the set of files of a package stays the same: it is listed, had Go files and has
    some. The main module's go line decides of go.mod and go.sum alone whether they are copied."""
    return (
        older.owners.lists(package) and package in vendored.packages and older.has_go_files(package)
    )


def _is_ignored(vendored: VendorFolder, older: OlderFolder, path: str, rest: str) -> bool:
    """Whether a Go file is in no build: old releases vendor `// +build ignore`, new ones not."""
    if path[-3:] != ".go":
        return False
    from ..formats import go_source  # only for a file that came or went

    data = vendored.tree.files.read(path) or older.base.files.read(older.start + rest)
    return data is not None and not go_source.parse(data).counts_for_tidy


def _differ_in_line_ends(older: OlderFolder, rest: str, vendored: VendorFolder, path: str) -> bool:
    before = older.base.files.read(older.start + rest)
    after = vendored.tree.files.read(path)
    if before is None or after is None or path.endswith(_BINARY):
        return False
    return before.replace(b"\r\n", b"\n") == after.replace(b"\r\n", b"\n")
