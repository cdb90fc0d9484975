"""Which entries go: what was not used for long, then what was used least recently."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .contents import Contents
    from .layout import ActionEntry, OutputEntry

SECOND = 1_000_000_000
# The go command refreshes the time of last use at most hourly, and a build that runs may still
# want to read what it looked up when it began: what was used within this time is not deleted.
GRACE = 2 * 60 * 60


@dataclass(frozen=True, slots=True)
class Removal:
    """Entries to be removed, the action entries before the outputs."""

    actions: Sequence[ActionEntry] = ()
    outputs: Sequence[OutputEntry] = ()

    @property
    def size(self) -> int:
        """The bytes of all of them."""
        entries = sum(action.size for action in self.actions)
        return entries + sum(output.size for output in self.outputs)


def expired(contents: Contents, now: int, seconds: float) -> Removal:
    """The entries that were last used so many seconds before `now` (in nanoseconds) or longer
    ago. An output stays as long as an action entry that stays names it."""
    until = now - int(max(seconds, GRACE) * SECOND)
    actions = [action for action in contents.actions if action.used < until]
    kept = {action.output for action in contents.actions if action.used >= until}
    outputs = [
        output
        for output in contents.outputs.values()
        if output.used < until and output.id not in kept
    ]
    return Removal(actions, outputs)


def above_quota(contents: Contents, gone: Removal, now: int, quota: int) -> Removal:
    """Of what is left without `gone`, the least recently used: outputs, each with all action
    entries that name it, and action entries without an output, until the cache has no more than
    `quota` bytes or the rest was used within the grace."""
    excess = contents.size - gone.size - quota
    removed_actions, removed_outputs = [], []
    for _, actions, output in _by_last_use(contents, gone, now - GRACE * SECOND):
        if excess <= 0:
            break
        removed_actions += actions
        excess -= sum(action.size for action in actions)
        if output is not None:
            removed_outputs.append(output)
            excess -= output.size
    return Removal(removed_actions, removed_outputs)


def _by_last_use(
    contents: Contents, gone: Removal, until: int
) -> list[tuple[int, list[ActionEntry], OutputEntry | None]]:
    """Each output that was last used before `until` with its action entries, the least recently
    used first."""
    without = {action.id for action in gone.actions}
    outputs = {**contents.outputs}
    for output in gone.outputs:
        del outputs[output.id]
    groups: dict[str, list[ActionEntry]] = {id: [] for id in outputs}
    for action in contents.actions:
        if action.id not in without:
            key = action.output if action.output in outputs else action.path
            groups.setdefault(key, []).append(action)
    found = []
    for key, actions in groups.items():
        entry = outputs.get(key)
        used = max([action.used for action in actions] + ([entry.used] if entry else []))
        if used < until:
            found.append((used, actions, entry))
    return sorted(found, key=lambda group: group[0])
