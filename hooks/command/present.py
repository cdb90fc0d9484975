"""The present, for the policies that compare a date with it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .context import Context


def present(context: Context) -> int:
    """Seconds since 1970: when the judged commit was made, or now, whichever is earlier."""
    import time  # only where a policy asks

    now = int(time.time())
    rev = context.commit.rev
    if not rev or context.is_of_base:
        return now
    from ..git.about import committed

    return min(committed(rev) or now, now)
