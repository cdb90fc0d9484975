"""The present, for the policies that compare a date with it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .context import Context


_known: dict[str, int] = {}
"""Memo of what was asked, by revision: each module asks again."""


def present(context: Context) -> int:
    """Seconds since 1970: when the judged commit was made, or now, whichever is earlier."""
    rev = "" if context.is_of_base else context.commit.rev
    if rev not in _known:
        _known[rev] = _present(rev)
    return _known[rev]


def _present(rev: str) -> int:
    import time  # only where a policy asks

    now = int(time.time())
    if not rev:
        return now
    from ..git.about import committed

    return min(committed(rev) or now, now)
