"""Repairs that are proved from outside of the repository: a rewritten hash that is the checksum
database's, an edited vendored file that is as in its module's zip.

Whatever proves them lies in the module cache of this machine. Without it, without the library that
verifies signatures, or under settings that the go command refuses, nothing is proved.
"""

from __future__ import annotations

from ..checks import prf_vendored, repairs, ven_tree
from ..formats import go_sum
from .module_zips import pinned_zips

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ..checks.prf_vendored import PinnedZips
    from ..checks.ven_tree import VendorFolder
    from ..formats.go_sum import Checksum, GoSum
    from ..rules.finding import Finding
    from ..tree.tree import Tree
    from .context import Context


def proved_hashes(context: Context, candidates: Iterable[Finding]) -> list[Finding]:
    """Those of the findings about rewritten hashes whose new hash is the checksum database's:
    the base recorded one that the database does not have."""
    lines = {
        each: go_sum.Checksum(each.module, each.text, each.hash, each.line)
        for each in candidates
        if each.code in repairs.HASHES
    }
    proved = _proved(context, lines.values())
    return [each for each, line in lines.items() if line in proved]


def as_published(
    context: Context, base: Tree, candidates: Iterable[Finding]
) -> dict[Finding, bool]:
    """Whether the edited or added vendored files of some findings are as in the zips of their
    modules, which a line of the base pins, or a line that is proved; nothing of those whose zip is
    not at hand. A file that went puts nothing back: the base may hold more that is not the
    module's."""
    by_folder: dict[str, list[Finding]] = {}
    for finding in candidates:
        is_there = bool(context.tree.files.oid(finding.path))
        if finding.code in repairs.VENDORED and context.commit.is_alone and is_there:
            before, _, _ = ("/" + finding.path).partition("/vendor/")
            by_folder.setdefault(before[1:], []).append(finding)
    if not by_folder:
        return {}
    pinned = pinned_zips(context, [file for _, file in context.sums.of_tree(base)])
    found: dict[Finding, bool] = {}
    for folder, edited in by_folder.items():
        vendored = context.tree.latest(ven_tree.vendor_folder, folder)
        if vendored is not None:
            found |= _in_zips(context, vendored, pinned, edited)
    return found


def _in_zips(
    context: Context, vendored: VendorFolder, pinned: PinnedZips, edited: Sequence[Finding]
) -> dict[Finding, bool]:
    found = prf_vendored.as_published(vendored, pinned, edited)
    left = [each for each in edited if each not in found]
    judged = go_sum.union([file for _, file in context.sums.judged()])
    lines = [
        go_sum.Checksum(module.path, module.version, digest, 0)
        for module in prf_vendored.sources(vendored, left)
        for digest in go_sum.usable(judged.hashes(module.path, module.version))
        if digest != pinned.digest(module)
    ]
    proved = _proved(context, lines)
    if proved:
        pinned = pinned_zips(context, [_file_of(proved)])
        found |= prf_vendored.as_published(vendored, pinned, left)
    return found


def _file_of(lines: Iterable[Checksum]) -> GoSum:
    """A .sum file of these lines."""
    text = "".join(f"{each.module} {each.version} {each.hash}\n" for each in lines)
    return go_sum.parse(text.encode("utf-8", "surrogateescape"))


def _proved(context: Context, lines: Collection[Checksum]) -> list[Checksum]:
    """Those of some lines that the checksum database proves, by what the go command kept."""
    if not lines:
        return []
    from ..sumdb.verdict import PROVED
    from . import proof
    from .errors import UsageError

    try:
        prover = proof.offline(context)
    except UsageError:
        return []
    return [line for line in lines if prover.judge(line).state == PROVED]
