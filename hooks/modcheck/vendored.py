"""`modcheck verify --vendor`: every vendored file beside the zip of its module."""

from __future__ import annotations

from ..checks import prf_vendored, ven_tree
from ..command.module_zips import algorithm_of, pinned_zips
from ..modcache.go_env import GoEnvironment
from ..values import goproxy
from ..values.glob import matches_prefix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..checks.prf_vendored import Counts, PinnedZips
    from ..checks.ven_tree import VendorFolder
    from ..command.context import Context
    from ..modcache.zip_files import ZipFiles
    from ..rules.finding import Finding
    from ..values.module_version import ModuleVersion


def compared(context: Context, *, is_shown: bool) -> tuple[Counts, list[Finding]]:
    """How many vendored files of the tree were compared, and what is wrong with some: with the
    zips of the module cache and, with --online, those that it lacks. UsageError where nobody can
    be asked."""
    counts = prf_vendored.Counts()
    found: list[Finding] = []
    folders = _vendor_folders(context)
    pinned = pinned_zips(context, [file for _, file in context.sums.judged()], in_hook=False)
    for vendored in folders:
        paths = context.tree.files.below(vendored.start[:-1])
        found += _judged(vendored, pinned, paths, counts)
    waiting = _not_private(counts, pinned)
    if waiting and context.options.flag("online"):
        from . import online

        for name, files in online.zips(waiting, algorithm_of(context), is_shown=is_shown):
            if isinstance(files, str):
                counts.lacking[name] = files
                continue
            one, paths = pinned.over(_OneZip(name, files)), counts.left.pop(name)
            del counts.lacking[name]
            for vendored in folders:
                found += _judged(vendored, one, paths, counts)
    return counts, found


def _not_private(counts: Counts, pinned: PinnedZips) -> list[tuple[ModuleVersion, str]]:
    """The modules whose zip is lacking and that a proxy may be asked for, each with the hash of
    its zip; of the others it is noted that they are private."""
    private = goproxy.exempt(GoEnvironment().value)
    found = []
    for name, reason in counts.lacking.items():
        if reason == prf_vendored.NOT_HERE:
            if matches_prefix(private, name.path):
                counts.lacking[name] = prf_vendored.PRIVATE
            else:
                found.append((name, pinned.digest(name)))
    return found


class _OneZip:
    """The zip of one module alone, whose hash has been compared."""

    __slots__ = ("_files", "_name")

    def __init__(self, name: ModuleVersion, files: ZipFiles) -> None:
        self._name = name
        self._files = files

    def files(self, module: ModuleVersion, digest: str) -> ZipFiles | None:
        """The files of that module; None for any other."""
        return self._files if module is self._name else None


def _vendor_folders(context: Context) -> list[VendorFolder]:
    found = []
    for folder in dict.fromkeys([*context.modules, *context.workspaces]):
        if context.tree.modules_txt(folder) is not None:
            vendored = context.tree.latest(ven_tree.vendor_folder, folder)
            if vendored is not None:
                found.append(vendored)
    return found


def _judged(
    vendored: VendorFolder, pinned: PinnedZips, paths: Iterable[str], counts: Counts
) -> list[Finding]:
    found = prf_vendored.findings(vendored, pinned, paths, strict=True, counts=counts)
    return [*found, *prf_vendored.missing(vendored, pinned)]
