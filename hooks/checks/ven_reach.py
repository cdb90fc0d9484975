"""What a finding about vendored files reaches: some fail a commit only where a build notices.

VEN314, as VEN301, a listed package without source, that no Go file imports; VEN315, as VEN304,
a copy that differs from the module of this repository that it was taken from, where the change
leaves the vendor folder alone or the compiler does not read the file.
"""

from __future__ import annotations

from ..tree.paths import encode, join, parent
from .ven_edits import COMPILED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ..rules.finding import Finding
    from .ven_tree import VendorFolder

FEW = 20  # so many packages are looked for as text before a file is read as Go


def graded(
    vendored: VendorFolder, findings: Iterable[Finding], changes: Collection[str]
) -> Iterator[Finding]:
    """The findings, each under the code that fails or the one that is strict; `changes` are the
    paths that differ from the first base."""
    absent: list[Finding] = []
    is_touched: bool | None = None
    for finding in findings:
        if finding.code == "VEN301":
            absent.append(finding)
            continue
        if finding.code == "VEN304":
            if is_touched is None:
                is_touched = any(path.startswith(vendored.start) for path in changes)
            if not is_touched or not finding.path.endswith(COMPILED):
                finding = finding.with_code("VEN315")
        yield finding
    if absent:
        yield from _by_imports(vendored, absent)


def _by_imports(vendored: VendorFolder, absent: Sequence[Finding]) -> Iterator[Finding]:
    """Findings about packages without source: those that some Go file imports fail."""
    without = vendored.listed - vendored.packages
    is_whole = any(not finding.target for finding in absent)
    imported = _imported(vendored, without, 1 if is_whole else len(without))
    for finding in absent:
        is_imported = finding.target in imported if finding.target else bool(imported)
        yield finding if is_imported else finding.with_code("VEN314")


def _imported(vendored: VendorFolder, packages: Collection[str], enough: int) -> set[str]:
    """Those of the packages that a Go file of the module, of a module of the workspace or below
    vendor imports, or as many of them as are `enough`. The build tag "ignore" is false, every
    other build constraint may hold."""
    from ..formats import go_source  # only where a package has no source

    few = [encode(package) for package in packages] if len(packages) <= FEW else []
    imported: set[str] = set()
    for path in _go_files(vendored):
        data = vendored.tree.files.read(path)
        if data is None or (few and not any(package in data for package in few)):
            continue
        source = go_source.parse(data)
        if source.counts_for_tidy:
            imported.update(each.path for each in source.imports if each.path in packages)
        if len(imported) >= enough:
            break
    return imported


def _go_files(vendored: VendorFolder) -> Iterator[str]:
    """The Go files that a build of the module, or of the workspace's modules, may read."""
    from ..tree.scope import is_fixture  # only where a package has no source

    tree, start = vendored.tree, vendored.start
    folders = [vendored.folder]
    if vendored.listing.workspace:
        folders = list(tree.workspace_members(vendored.folder))
    for path in tree.files.below(start[:-1]):
        if path[-3:] == ".go" and not path.endswith("_test.go"):
            yield path
    for folder in folders:
        known: dict[str, bool] = {}
        for path in tree.files.below(folder):
            name = path.rpartition("/")[2]
            if path[-3:] != ".go" or name[0] in "._" or is_fixture(path[len(folder) :].lstrip("/")):
                continue
            if _belongs(vendored, parent(path), folder, known):
                yield path


def _belongs(vendored: VendorFolder, place: str, module: str, known: dict[str, bool]) -> bool:
    """Whether a folder belongs to the module in `module`, not to a nested one or a vendor
    folder; `known` keeps the answers."""
    way = []
    while place not in known:
        way.append(place)
        if place == module:
            known[place] = True
        elif place.rpartition("/")[2] == "vendor" or vendored.tree.files.kind(
            join(place, "go.mod")
        ):
            known[place] = False
        else:
            place = parent(place)
    known.update(dict.fromkeys(way, known[place]))
    return known[place]
