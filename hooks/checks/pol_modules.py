"""POL101 to POL104: modules that a project does not want, and what it admits alone.

Judged is every module that the main module has to do with, at the line that brings it in
(`verdicts.module_uses`), by the entries of [[deny]] and [[only]].
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import say
from ..verdicts.module_uses import DIRECT, GRAPH, REPLACEMENT
from . import pol_reach
from .pol_reach import Reach, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..rules.hint import Hint
    from ..rules.policy import ModuleRule, Policy
    from ..values.version_range import VersionRange
    from ..verdicts.module_uses import ModuleUse, ModuleUses
    from .pol_reach import Judged

    Debt = tuple[ModuleRule, str, str]

BEFORE = "already there before this change"
ONLY_NEW = "only newly added ones fail (ratchet = true)"
_GONE = "nothing to do; adding it again will fail (ratchet = true)"
_ADMIT = "have it admitted, or do without it"


class Breach:
    """A module that an entry does not want, where it is used; `requirer` is the one that may not
    require it, as MODULE@VERSION, "" where that is not the question."""

    __slots__ = ("requirer", "rule", "use")

    def __init__(self, rule: ModuleRule, use: ModuleUse, requirer: str = "") -> None:
        self.rule = rule
        self.use = use
        self.requirer = requirer

    @property
    def debt(self) -> Debt:
        """What is the same in the base: the entry, the module and who requires it, not the
        versions."""
        return self.rule, self.use.module.path, self.requirer.partition("@")[0]


def denied(policy: Policy, judged: Judged, before: Sequence[Judged]) -> Iterator[Finding]:
    """Modules that [[deny]] names; `before` is the same file of the bases."""
    uses = judged.uses
    breaches = list(_denied(policy.deny, uses))
    debts = _debts(breach for old in before for breach in _denied(policy.deny, old.uses))
    for breach in breaches:
        message = _denial(breach)
        if breach.debt in debts:
            yield _debt(breach, message)
        else:
            yield _finding("POL101", breach, message, _hints(judged, before, breach))
    left = {breach.debt for breach in breaches}
    for debt in sorted(debts.keys() - left, key=lambda debt: debt[1:]):
        if debt[0].holds_for(uses.path) and _is_rid_of(uses, debts[debt]):
            yield _gone(uses.path, debts[debt])


def not_admitted(policy: Policy, judged: Judged, before: Sequence[Judged]) -> Iterator[Finding]:
    """Modules that no entry of [[only]] names, where one holds for the file."""
    debts = _debts(breach for old in before for breach in _not_admitted(policy.only, old.uses))
    reasons = dict.fromkeys(rule.reason for rule in policy.only if rule.reason)
    for breach in _not_admitted(policy.only, judged.uses):
        ranges = _admitted(policy.only, breach.use)
        message = told(breach.use, "is not among the modules that are admitted here")
        hints = [say(text) for text in reasons or [_ADMIT]]
        if ranges:
            message = _admission(breach.use, ranges)
            hints = [*_admissible(judged, breach.use, ranges), *hints]
        if breach.debt in debts:
            yield _debt(breach, message)
        else:
            yield _finding("POL102", breach, message, hints)


def _denied(rules: Sequence[ModuleRule], uses: ModuleUses) -> Iterator[Breach]:
    """What the entries of [[deny]] name, each line and module once."""
    seen: set[tuple[object, ...]] = set()
    reach = Reach(uses)
    for rule in rules:
        if uses.main in rule.instead:
            continue  # it is what others are to use instead
        for use in reach.named_by(rule):
            if not _is_named(rule, use):
                continue
            requirers = [""]
            if rule.required_by is not None:
                own = [uses.main] if use.role == DIRECT else []
                every = [*own, *uses.requirers(use.module.path)]
                requirers = [each for each in every if not rule.may_be_required_by(each)]
            for requirer in requirers:
                place = (use.path, use.line, use.module, requirer)
                if place not in seen:
                    seen.add(place)
                    yield Breach(rule, use, requirer)


def _not_admitted(rules: Sequence[ModuleRule], uses: ModuleUses) -> Iterator[Breach]:
    """What no entry of [[only]] admits, each with the first entry that looks as far."""
    seen: set[tuple[object, ...]] = set()
    reach = Reach(uses)
    for rule in rules:
        for use in reach.of(rule):
            place = (use.path, use.line, use.module)
            if place in seen or (use.role == REPLACEMENT and not rule.replacement):
                continue
            seen.add(place)
            if not any(_is_named(each, use) for each in rules if each.holds_for(use.path)):
                yield Breach(rule, use)


def _admitted(rules: Sequence[ModuleRule], use: ModuleUse) -> list[VersionRange]:
    """The versions at which entries of [[only]] admit a module."""
    held = [each for each in rules if each.holds_for(use.path) and _has_its_name(each, use)]
    return [rule.versions for rule in held if rule.versions is not None]


def _admission(use: ModuleUse, ranges: Sequence[VersionRange]) -> str:
    """What is said of a module that is admitted at other versions."""
    versions = " || ".join(each.text for each in ranges)
    if use.is_replaced:
        return f"{use.module.path} is admitted only at {versions}, and not where it is replaced"
    return f"{use.module.path} is admitted only at {versions}, not at {use.module.version}"


def _admissible(judged: Judged, use: ModuleUse, ranges: Sequence[VersionRange]) -> list[Hint]:
    """What brings a module in at the first version that is admitted, where it is known."""
    from . import pol_cures  # only when something was found

    if use.is_replaced:
        return []
    return pol_cures.at_version(judged, use, ranges[0].start, or_later=True)


def _denial(breach: Breach) -> str:
    """What is said of a module that is denied: by which pattern, at which versions, and why."""
    rule, path = breach.rule, breach.use.module.path
    about = [] if path in rule.patterns else [rule.pattern_of(path)]
    about += [f"versions {rule.versions.text}"] if rule.versions is not None else []
    message = told(breach.use, "is denied")
    if breach.requirer:
        others = " or ".join(rule.required_by or ())
        message = f"{breach.requirer} requires {path}, which "
        message += f"only {others} may" if others else "no module may"
    message += f" ({'; '.join(about)})" if about else ""
    return f"{message}: {rule.reason}" if rule.reason else message


def _debts(breaches: Iterable[Breach]) -> dict[Debt, Breach]:
    """What the base has of that for which an entry has a ratchet."""
    return {breach.debt: breach for breach in breaches if breach.rule.has_ratchet}


def _is_rid_of(uses: ModuleUses, breach: Breach) -> bool:
    """Whether what the base had is gone beyond doubt. Of a requirer that is still in the graph
    only what go.mod lists is read for certain: the graph is pruned, and what a directory replaces
    is not looked at (https://go.dev/ref/mod#graph-pruning)."""
    if not breach.requirer:
        return breach.use.role != GRAPH or uses.facts().is_complete
    path, _, version = breach.requirer.partition("@")
    if not version:
        return True  # the main module, whose go.mod lists it no more
    own = uses.facts().modules.get(path)
    is_read = own is None or (own.is_listed and not own.replace)
    return is_read and uses.facts().is_complete


def _is_named(rule: ModuleRule, use: ModuleUse) -> bool:
    """Whether an entry is about a module at its version. What is built in the place of one that is
    replaced has other versions: then no range of versions fits."""
    if not _has_its_name(rule, use):
        return False
    return rule.versions is None or (not use.is_replaced and use.module.version in rule.versions)


def _has_its_name(rule: ModuleRule, use: ModuleUse) -> bool:
    """Whether an entry is about a module at some version."""
    return rule.names(use.module.path) and (use.role != REPLACEMENT or rule.replacement)


def _hints(judged: Judged, before: Sequence[Judged], breach: Breach) -> list[Hint]:
    from ..rules import allow  # only when something was found
    from . import pol_cures

    rule, use = breach.rule, breach.use
    if rule.versions is not None:
        earlier = [old.uses for old in before]
        hints = pol_cures.at_other_version(judged, earlier, use, rule.versions)
        if hints:
            return hints
    hints = [say(f"use {' or '.join(rule.instead)} instead")] if rule.instead else []
    if not hints or use.role != DIRECT:
        hints.append(pol_cures.without(judged, use, breach.requirer))
    exception = [] if rule.instead else allow.hints("POL101", use.module.path)
    return [*hints, *exception]


def _finding(code: str, breach: Breach, message: str, hints: Sequence[Hint]) -> Finding:
    return pol_reach.finding(code, breach.use, message, hints, target=breach.requirer)


def _gone(path: str, breach: Breach) -> Finding:
    """What the base had, and an entry with a ratchet does not want."""
    module, requirer = breach.use.module.path, breach.requirer.partition("@")[0]
    message = f"{module} (denied) is gone from this file"
    if requirer:
        message = f"{requirer} no longer brings in {module} (denied)"
    return Finding(
        "POL104", path, 0, 0, message, hints=[say(_GONE)], module=module, target=requirer
    )


def _debt(breach: Breach, message: str) -> Finding:
    """What the base has too, where an entry has a ratchet."""
    return _finding("POL103", breach, f"{message}; {BEFORE}", [say(ONLY_NEW)])
