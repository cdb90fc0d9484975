"""The zips of the module cache that a run compares vendored files with."""

from __future__ import annotations

from ..formats.go_sum import union
from .module_cache import folder_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..checks.prf_vendored import PinnedZips
    from ..formats.go_sum import GoSum
    from .context import Context


def pinned_by_judged(context: Context) -> PinnedZips:
    """Those that the judged .sum files pin, in a hook."""
    return pinned_zips(context, [file for _, file in context.sums.judged()])


def pinned_zips(context: Context, sums: Sequence[GoSum], *, in_hook: bool = True) -> PinnedZips:
    """The zips that .sum files pin and the module cache has; in a hook only those that are
    quickly read."""
    from ..checks.prf_vendored import PinnedZips
    from ..modcache import zips  # only where a vendored file is to be compared

    largest = zips.LARGEST_IN_HOOKS if in_hook else zips.LARGEST
    most = 4 * largest if in_hook else 1 << 62
    return PinnedZips(
        union(sums),
        zips.ModuleZips(folder_of(context.options), algorithm_of(context), largest, most),
    )


def algorithm_of(context: Context) -> str:
    """The algorithm by which the repository names its objects."""
    files = context.tree.files
    return "sha256" if len(files.oid(next(iter(files.names()), ""))) == 64 else "sha1"
