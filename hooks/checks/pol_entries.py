"""POL301, POL302: entries of the policy that have ended, or admit nothing."""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import say
from ..tree.paths import CONFIGURATION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..rules.policy import Policy
    from ..verdicts.module_uses import ModuleUses


def ended(policy: Policy) -> Iterator[Finding]:
    """Entries whose last day is over."""
    for title, entry in policy.ended:
        message = f"{title} ended on {entry.until} and no longer holds"
        hint = say("remove the entry, or write a later day after until")
        yield Finding("POL301", CONFIGURATION, entry.line, 1, message, hints=[hint], text=title)


def admits_nothing(policy: Policy, every: Iterable[ModuleUses]) -> Iterator[Finding]:
    """Entries of [[only]] that name no module that any go.mod, go.work or modules.txt brings in."""
    uses = [use for each in every for use in each.listed]
    for rule in policy.only:
        if not any(rule.holds_for(use.path) and rule.names(use.module.path) for use in uses):
            title = f"[[only]] {', '.join(rule.patterns)}"
            message = f"{title} names no module that is used here"
            hint = say("remove the entry, or correct its pattern")
            yield Finding("POL302", CONFIGURATION, rule.line, 1, message, hints=[hint], text=title)
