"""Scan a build cache: prune, keep below the quota, verify what is left."""

from __future__ import annotations

import time
from dataclasses import replace

from ..report.progress import with_progress
from . import contents, plan, remove, verify
from .outcome import ScanOutcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .contents import Contents
    from .plan import Removal
    from .remove import Removed


def scan(
    root: str,
    *,
    prune: int | None = None,
    prune_text: str = "",
    quota: int | None = None,
    is_verifying: bool = False,
    is_dry_run: bool = False,
    now: int | None = None,
) -> ScanOutcome:
    """Scan the cache at `root`: remove what was not used for `prune` seconds, then the least
    recently used until `quota` bytes are left, then verify. NotACacheError and OSError as
    in `contents.read`."""
    before = contents.read(root, lambda steps, total: with_progress(steps, total, "folders read"))
    now = time.time_ns() if now is None else now
    expired = plan.Removal() if prune is None else plan.expired(before, now, prune)
    excess = plan.Removal() if quota is None else plan.above_quota(before, expired, now, quota)
    wanted = plan.Removal([*expired.actions, *excess.actions], [*expired.outputs, *excess.outputs])
    removed = _pretended(wanted) if is_dry_run else remove.remove(before, wanted)
    verified = None
    if is_verifying:
        verified = verify.verify(
            _left(before, removed),
            lambda steps, total: with_progress(steps, total, "outputs verified"),
        )
    return ScanOutcome(
        before,
        is_dry_run,
        prune_text,
        None if prune is None else _taken(expired, removed),
        quota,
        None if quota is None else _taken(excess, removed),
        removed.used_since,
        removed.refused,
        verified,
    )


def _pretended(removal: Removal) -> Removed:
    return remove.Removed([*removal.actions], [*removal.outputs])


def _taken(removal: Removal, removed: Removed) -> Removal:
    """Those entries of one purpose that were removed."""
    actions = {action.id for action in removed.actions}
    outputs = {output.id for output in removed.outputs}
    return plan.Removal(
        [action for action in removal.actions if action.id in actions],
        [output for output in removal.outputs if output.id in outputs],
    )


def _left(before: Contents, removed: Removed) -> Contents:
    actions = {action.id for action in removed.actions}
    outputs = {output.id for output in removed.outputs}
    return replace(
        before,
        actions=[action for action in before.actions if action.id not in actions],
        outputs={id: output for id, output in before.outputs.items() if id not in outputs},
    )
