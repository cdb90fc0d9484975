"""POL101 to POL104: modules that a project does not want, and what it admits alone.

Judged is every module that the main module has to do with, at the line that brings it in
(`verdicts.module_uses`), by the entries of [[deny]] and [[only]].
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import say
from ..verdicts.module_uses import DIRECT, GRAPH, INDIRECT, REPLACEMENT
from . import remedies
from .pol_reach import Reach, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..rules.hint import Hint
    from ..rules.policy import ModuleRule, Policy
    from ..tree.tree import ModFileRef, Tree
    from ..verdicts.module_uses import ModuleUse, ModuleUses
    from .pol_reach import Judged


class Breach:
    """A module that an entry does not want, where it is used; `requirer` is the one that may not
    require it, as MODULE@VERSION, "" where that is not the question."""

    __slots__ = ("requirer", "rule", "use")

    def __init__(self, rule: ModuleRule, use: ModuleUse, requirer: str = "") -> None:
        self.rule = rule
        self.use = use
        self.requirer = requirer

    @property
    def debt(self) -> tuple[ModuleRule, str, str]:
        """What is the same in the base: the entry, the module and who requires it, not the
        versions."""
        return self.rule, self.use.module.path, self.requirer.partition("@")[0]


def denied(policy: Policy, judged: Judged, before: Sequence[Judged]) -> Iterator[Finding]:
    """Modules that [[deny]] names; `before` is the same file of the bases."""
    uses = judged.uses
    breaches = list(_denied(policy.deny, uses))
    debts = _debts(breach for old in before for breach in _denied(policy.deny, old.uses))
    for breach in breaches:
        rule, module = breach.rule, breach.use.module
        message = f"{shown(breach.use)} is denied"
        if breach.requirer:
            message = f"{module.path} is denied, and {breach.requirer} requires it"
        message += f": {rule.reason}" if rule.reason else ""
        if breach.debt in debts:
            yield _told(breach, message)
        else:
            yield _finding("POL101", breach, message, _hints(judged.tree, judged.at, breach))
    left = {breach.debt for breach in breaches}
    for rule, module_path, requirer in sorted(debts - left, key=lambda debt: debt[1:]):
        if rule.holds_for(uses.path):
            message = f"{module_path}, which is denied, is gone from this file"
            if requirer and not uses.facts().is_complete:
                continue  # it may be required by what is not known here
            if requirer:
                message = f"{requirer} does not require {module_path} any more, which is denied"
            yield Finding("POL104", uses.path, 0, 0, message, module=module_path, target=requirer)


def not_admitted(policy: Policy, judged: Judged, before: Sequence[Judged]) -> Iterator[Finding]:
    """Modules that no entry of [[only]] names, where one holds for the file."""
    debts = _debts(breach for old in before for breach in _not_admitted(policy.only, old.uses))
    reasons = dict.fromkeys(rule.reason for rule in policy.only if rule.reason)
    for breach in _not_admitted(policy.only, judged.uses):
        message = f"{shown(breach.use)} is not among the modules that are admitted here"
        if breach.debt in debts:
            yield _told(breach, message)
        else:
            yield _finding("POL102", breach, message, [say(reason) for reason in reasons])


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


def _debts(breaches: Iterable[Breach]) -> set[tuple[ModuleRule, str, str]]:
    """What the base has of that for which an entry has a ratchet."""
    return {breach.debt for breach in breaches if breach.rule.has_ratchet}


def _is_named(rule: ModuleRule, use: ModuleUse) -> bool:
    """Whether an entry is about a module at its version. What is built in the place of one that is
    replaced has other versions: then no range of versions fits."""
    if not rule.names(use.module.path) or (use.role == REPLACEMENT and not rule.replacement):
        return False
    return rule.versions is None or (not use.is_replaced and use.module.version in rule.versions)


def _hints(tree: Tree, at: ModFileRef, breach: Breach) -> list[Hint]:
    rule, use = breach.rule, breach.use
    hints = []
    if rule.instead:
        hints.append(say(f"use {' or '.join(rule.instead)} instead"))
    end = rule.versions.end if rule.versions is not None else ""
    if end and use.role == REPLACEMENT:
        flag = remedies.replacement_flag(use.replaces, use.replaced_version, use.module.path, end)
        hints.append(remedies.edit_and_tidy(tree, at, flag))
    elif end and not at.is_workspace:
        hints.append(remedies.get(tree, at.folder, f"{use.module.path}@{end}"))
    elif use.role in (INDIRECT, GRAPH):
        hints.append(say(f"who requires it: modcheck why {use.module.path}"))
    return hints


def _finding(code: str, breach: Breach, message: str, hints: Sequence[Hint]) -> Finding:
    use = breach.use
    return Finding(
        code,
        use.path,
        use.line,
        use.column,
        message,
        hints=hints,
        module=use.module.path,
        version=use.module.version,
        target=breach.requirer,
    )


def _told(breach: Breach, message: str) -> Finding:
    """What the base has too, where an entry has a ratchet."""
    return _finding("POL103", breach, f"{message} (the base has it too)", ())
