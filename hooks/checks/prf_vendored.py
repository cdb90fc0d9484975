"""Vendored files against the zip of their module.

PRF201, a file that the compiler reads is not that of the module; PRF202, the same of another
file; PRF203, a Go file of a listed package is missing.

A zip counts only by its hash (`modcache.zips`). Of modules whose zip is not at hand nothing is
said.
"""

from __future__ import annotations

from ..formats import go_sum
from ..tree.paths import parent
from ..values import goproxy
from ..values.module_version import ModuleVersion
from . import ven_edits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Protocol

    from ..formats.go_sum import GoSum
    from ..formats.modules_txt import VendoredModule
    from ..modcache.zip_files import ZipFiles
    from ..rules.finding import Finding
    from .ven_tree import VendorFolder

    class Zips(Protocol):
        """Where zips are; see `modcache.zips.ModuleZips`."""

        def files(self, module: ModuleVersion, digest: str) -> ZipFiles | None: ...


NOT_PINNED = "no line of go.sum pins its zip, or two differ"
NOT_HERE = "no such zip in the module cache"
PRIVATE = f"{goproxy.PRIVATE}, and {NOT_HERE}"


class Counts:
    """How many vendored files were compared, and with those of how many modules; the modules
    whose zip is `lacking`, each with the reason, and with its files by their paths (`left`)."""

    __slots__ = ("compared", "lacking", "left", "modules")

    def __init__(self) -> None:
        self.compared = 0
        self.modules: set[ModuleVersion] = set()
        self.lacking: dict[ModuleVersion, str] = {}
        self.left: dict[ModuleVersion, list[str]] = {}

    @property
    def is_complete(self) -> bool:
        """Whether all files were compared but those of private modules."""
        return all(reason == PRIVATE for reason in self.lacking.values())


class PinnedZips:
    """The zips that the lines of .sum files pin, as far as they are at hand."""

    __slots__ = ("_digests", "_sums", "_zips")

    def __init__(self, sums: GoSum, zips: Zips) -> None:
        self._sums = sums
        self._zips = zips
        self._digests: dict[ModuleVersion, str] = {}

    def over(self, zips: Zips) -> PinnedZips:
        """The same pins, of zips that are elsewhere."""
        other = PinnedZips(self._sums, zips)
        other._digests = self._digests
        return other

    def of(self, module: VendoredModule) -> ZipFiles | None:
        """The files that a vendored module is copied from; None where nothing pins them, or pins
        disagree."""
        name = ModuleVersion(*ven_edits.source(module))
        digest = self.digest(name)
        return self._zips.files(name, digest) if digest else None

    def digest(self, module: ModuleVersion) -> str:
        """The hash of its zip; "" where nothing pins it, or pins disagree."""
        if module not in self._digests:
            hashes = go_sum.usable(self._sums.hashes(module.path, module.version))
            is_pinned = module.version and len(hashes) == 1
            self._digests[module] = hashes[0] if is_pinned else ""
        return self._digests[module]


def findings(
    vendored: VendorFolder,
    pinned: PinnedZips,
    paths: Iterable[str],
    *,
    strict: bool,
    counts: Counts | None = None,
) -> Iterator[Finding]:
    """What is wrong with the vendored files at some paths; `strict` asks for what the compiler
    does not read, too."""
    owners = ven_edits.owners_of(vendored.listing)
    counts = Counts() if counts is None else counts
    for path in paths:
        if path == vendored.list_path or not path.startswith(vendored.start):
            continue
        oid = vendored.tree.files.oid(path)
        module = _owner(owners, path[len(vendored.start) :])
        if module is None or not oid:
            continue
        name = ModuleVersion(*ven_edits.source(module))
        files = pinned.of(module)
        if files is None:
            if name not in counts.lacking:
                counts.lacking[name] = NOT_HERE if pinned.digest(name) else NOT_PINNED
            counts.left.setdefault(name, []).append(path)
            continue
        counts.modules.add(name)
        counts.compared += 1
        if not _is_of(vendored, module, path, files):
            finding = _differs(vendored, module, path, files)
            if strict or finding.code == "PRF201":
                yield finding


def _owner(owners: ven_edits.Owners, rest: str) -> VendoredModule | None:
    """The module that a vendored file is from; None where that is not certain, or it is replaced
    by a directory."""
    blocks = owners.of_package(parent(rest))
    if len({ven_edits.source(each) for each in blocks}) != 1:
        return None
    [module, *_] = blocks
    has_version = bool(ven_edits.source(module)[1])
    return module if has_version and rest.startswith(module.path + "/") else None


def _within(vendored: VendorFolder, module: VendoredModule, path: str) -> str:
    """The path of a vendored file in its module."""
    return path[len(vendored.start) + len(module.path) + 1 :]


def _is_of(vendored: VendorFolder, module: VendoredModule, path: str, files: ZipFiles) -> bool:
    """Whether a vendored file is that of its module, but for line ends."""
    within = _within(vendored, module, path)
    is_equal = files.has(within, vendored.tree.files.oid(path))
    return is_equal or _has_other_line_ends(vendored, path, within, files)


def _differs(vendored: VendorFolder, module: VendoredModule, path: str, files: ZipFiles) -> Finding:
    from ..rules.hint import say

    within = _within(vendored, module, path)
    source = str(ModuleVersion(*ven_edits.source(module)))
    package = parent(path[len(vendored.start) :])
    is_built = path.endswith(ven_edits.COMPILED) and package in vendored.listed
    is_built = is_built or (within in files.oids and path.endswith(ven_edits.INCLUDED))
    what = "differs from the file of" if within in files.oids else "is not a file of"
    message = f"{what} {source}, by its zip, which go.sum pins"
    hints = [vendored.revendor, say("to change a dependency, replace it by a fork")]
    code, oid = "PRF201" if is_built else "PRF202", vendored.tree.files.oid(path)
    return vendored.of_file(code, path, message, module, hints=hints, hash=oid)


def _has_other_line_ends(vendored: VendorFolder, path: str, within: str, files: ZipFiles) -> bool:
    """Whether line ends are all that differs, or the file is kept elsewhere (git-lfs)."""
    if within not in files.oids:
        return False
    data = vendored.tree.files.read(path) or b""
    if data.startswith(b"version https://git-lfs.github.com/"):
        return True
    if b"\r\n" not in data:
        return False
    from ..modcache.zip_files import blob_oid  # only for a file that differs

    algorithm = "sha256" if len(files.oids[within]) == 64 else "sha1"
    return files.has(within, blob_oid(data.replace(b"\r\n", b"\n"), algorithm))


def missing(
    vendored: VendorFolder, pinned: PinnedZips, changed: Iterable[str] | None = None
) -> Iterator[Finding]:
    """Go files of listed packages that the module has and the vendor folder lacks, but for tests
    and what no build reads. `changed` are paths to whose packages this is confined."""
    touched = None if changed is None else {parent(path) for path in changed}
    kind = vendored.tree.files.kind
    for module in vendored.listing.modules:
        files = pinned.of(module) if module.packages else None
        if files is None:
            continue
        for within in files.oids:
            package = parent(f"{module.path}/{within}")
            if package not in module.packages or not within.endswith(".go"):
                continue
            path = f"{vendored.start}{module.path}/{within}"
            if touched is not None and parent(path) not in touched:
                continue
            if within.endswith("_test.go") or kind(path) or not _is_copied(files, within):
                continue
            source = str(ModuleVersion(*ven_edits.source(module)))
            message = f"{source} has this file, and the vendor folder lacks it"
            yield vendored.of_file("PRF203", path, message, module)


def _is_copied(files: ZipFiles, within: str) -> bool:
    """Whether every release copies a Go file: those that are in no build, new ones leave out."""
    from ..formats import go_source  # only for a file that is missing

    data = files.read(within)
    return data is not None and go_source.parse(data).counts_for_tidy


def sources(vendored: VendorFolder, found: Iterable[Finding]) -> set[ModuleVersion]:
    """The modules that the files of some findings are copied from."""
    owners = ven_edits.owners_of(vendored.listing)
    modules = (_owner(owners, finding.path[len(vendored.start) :]) for finding in found)
    return {ModuleVersion(*ven_edits.source(module)) for module in modules if module is not None}


def as_published(
    vendored: VendorFolder, pinned: PinnedZips, found: Iterable[Finding]
) -> dict[Finding, bool]:
    """Whether the vendored files of some findings are as in the zips of their modules; nothing of
    those whose zip is not at hand."""
    owners = ven_edits.owners_of(vendored.listing)
    result = {}
    for finding in found:
        module = _owner(owners, finding.path[len(vendored.start) :])
        files = None if module is None else pinned.of(module)
        if module is not None and files is not None:
            result[finding] = _is_of(vendored, module, finding.path, files)
    return result
