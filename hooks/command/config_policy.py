"""What a configuration wants of the dependencies: tables in, `rules.policy.Policy` out.

An entry that cannot be obeyed to the letter is a UsageError: an unknown key, a value of another
kind, a range of versions that cannot be read.
"""

from __future__ import annotations

from ..rules.policy import (
    DIRECT_ALONE,
    LISTED,
    WHOLE_GRAPH,
    Entry,
    ModuleRule,
    NamedPolicy,
    Policy,
)
from ..values import version_range
from .config_allow import as_text, today, unknown
from .config_keys import POLICIES, TABLES, Key, PolicyKeys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .config_lines import Source

_WILDCARDS = str.maketrans("", "", "?[]")
DEFAULT_REACH = {"deny": WHOLE_GRAPH, "only": DIRECT_ALONE}


def read(tables: Mapping[str, object], source: Source) -> Policy:
    """The policy of a configuration, by its tables. UsageError for what cannot be obeyed."""
    policy = Policy()
    for name, into in (("deny", policy.deny), ("only", policy.only)):
        entries = tables.get(name, [])
        for number, table in enumerate(entries if isinstance(entries, list) else [entries]):
            rule = _module_rule(name, table, number, source)
            if not _has_ended(rule):
                into.append(rule)
            else:
                policy.ended.append((f"[[{name}]] {rule.patterns[0]}", rule))
    for named in _named_policies(tables.get("policy", {}), source):
        if not _has_ended(named):
            policy.named.append(named)
        else:
            policy.ended.append((f"[policy] {named.name}", named))
    return policy


def _named_policies(table: object, source: Source) -> Iterator[NamedPolicy]:
    known = {each.name: each for each in POLICIES}
    if not isinstance(table, dict):
        raise source.refuse("policy must be a table: [policy]", "policy")
    for name, value in table.items():
        if name not in known:
            raise source.refuse(f"[policy] {unknown(name, [*known])}", "policy", name)
        is_list = isinstance(value, list) and all(isinstance(each, dict) for each in value)
        for number, each in enumerate(value if is_list and value else [value]):
            place = ("policy", name, number) if is_list else ("policy", name)
            if each is not False:
                yield _named_policy(known[name], each, source, *place)


def _named_policy(
    keys: PolicyKeys, value: object, source: Source, *place: str | int
) -> NamedPolicy:
    title = f"[policy] {keys.name}"
    table = value
    if not isinstance(value, dict):
        is_on = value is True and keys.is_switch
        table = {} if is_on else {keys.short: value}
        if not is_on and not keys.short:
            raise source.refuse(f"{title} must be true, false or a table", *place)
    values = checked(title, table, keys.keys, source, *place)
    if keys.short and not keys.is_switch and not values.keys() & {key.name for key in keys.own}:
        names = " or ".join(key.name for key in keys.own)
        raise source.refuse(f"{title} needs {names}", *place)
    policy = NamedPolicy(
        keys.name, reach=str(values.get("indirect", keys.reach or LISTED)), line=source.line(*place)
    )
    policy.values = values
    fill(policy, values)
    return policy


def _has_ended(entry: Entry) -> bool:
    return bool(entry.until) and entry.until < today()


def _module_rule(name: str, table: object, number: int, source: Source) -> ModuleRule:
    place = (name, number)
    values = checked(f"[[{name}]]", table, TABLES[name], source, *place)
    patterns = _texts(values, "module")
    for pattern in patterns:
        _check_pattern(name, pattern, source, *place)
    reach = str(values.get("indirect", DEFAULT_REACH[name]))
    rule = ModuleRule(patterns, reach=reach, line=source.line(*place))
    if "versions" in values:
        try:
            rule.versions = version_range.parse(str(values["versions"]))
        except ValueError as error:
            raise source.refuse(f"[[{name}]] versions: {error}", *place, "versions") from None
    rule.instead = _texts(values, "instead")
    if "required-by" in values:
        rule.required_by = _texts(values, "required-by")
    rule.replacement = values.get("replacement") is not False
    fill(rule, values)
    return rule


def fill(entry: Entry, values: Mapping[str, object]) -> None:
    """Give an entry what every entry may say."""
    entry.paths = _texts(values, "paths")
    entry.reason = str(values.get("reason", ""))
    entry.has_ratchet = bool(values.get("ratchet"))
    entry.until = str(values.get("until", ""))


def checked(
    title: str, table: object, keys: Sequence[Key], source: Source, *place: str | int
) -> dict[str, object]:
    """The values of a table by its keys, each as it is read; UsageError for another key or kind of
    value, and for a key that lacks."""
    known = {key.name: key for key in keys}
    if not isinstance(table, dict):
        raise source.refuse(f"{title} must be a table", *place)
    values = {}
    for name, value in table.items():
        if name not in known:
            raise source.refuse(f"{title} {unknown(name, [*known])}", *place, name)
        kind = known[name].kind
        values[name] = kind.read(value)
        if values[name] is None:
            wanted = kind.wanted + as_text(name, value)
            raise source.refuse(f"{title} {name} must be {wanted}", *place, name)
    for key in keys:
        if key.is_required and key.name not in values:
            raise source.refuse(f"{title} needs a {key.name}", *place)
    return values


def _texts(values: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = values.get(name, ())
    return value if isinstance(value, tuple) else ()


def _check_pattern(name: str, pattern: str, source: Source, *place: str | int) -> None:
    """UsageError for a pattern that stands for no module path at all."""
    from .validate import pattern_fault

    fault = pattern_fault(pattern.translate(_WILDCARDS))
    if fault:
        raise source.refuse(f"[[{name}]] module {pattern!r}: {fault}", *place, "module")
