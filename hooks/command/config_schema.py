"""The JSON Schema of `.gomod-hooks.toml`, from the tables that its reader uses.

https://json-schema.org/draft/2020-12. A date of TOML counts as a string.
"""

from __future__ import annotations

from ..rules.allow import KEYS, LISTS, REQUIRED
from . import config_keys
from .config import TOP
from .config_keys import DAY, POLICIES, TABLES, TEXT, TEXTS
from .flags import COMMON, IMPORTS, NOT_CONFIGURED, OF_HOOK, of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .config_keys import Key, PolicyKeys
    from .flags import Flag

    Schema = Mapping[str, object]

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, object]:
    """The schema of a whole configuration."""
    common = {flag.name: _of_flag(flag) for flag in (*COMMON, IMPORTS) if flag.name in _at_top()}
    hooks = {
        name: _object({flag.name: _of_flag(flag) for flag in of(name) if _is_configured(flag)})
        for name in OF_HOOK
    }
    return {
        "$schema": DRAFT,
        "title": ".gomod-hooks.toml",
        "description": "The configuration of gomod-hooks, at the top of a repository.",
        **_object(
            {
                **common,
                "hooks": _object(hooks),
                "allow": _list(_of_allow()),
                **{name: _list(_of_keys(keys)) for name, keys in TABLES.items()},
                "policy": _object({each.name: _of_policy(each) for each in POLICIES}),
            }
        ),
    }


def _at_top() -> tuple[str, ...]:
    return (*TOP, IMPORTS.name)


def _is_configured(flag: Flag) -> bool:
    return flag.name not in NOT_CONFIGURED


def _of_flag(flag: Flag) -> Schema:
    if not flag.value:
        kind: Schema = {"type": "boolean"}
    elif flag.choices:
        kind = {"enum": list(flag.choices)}
    elif flag.is_repeatable:
        kind = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    else:
        kind = {"type": "string"}
    return {"description": flag.meaning, **kind}


def _of_allow() -> Schema:
    kinds = {"until": DAY, **dict.fromkeys(LISTS, TEXTS)}
    meanings = config_keys.ALLOW
    properties = {
        name: {"description": meanings[name], **kinds.get(name, TEXT).schema} for name in KEYS
    }
    return _object(properties, REQUIRED)


def _of_keys(keys: Iterable[Key]) -> Schema:
    properties = {key.name: {"description": key.meaning, **key.kind.schema} for key in keys}
    return _object(properties, [key.name for key in keys if key.is_required])


def _of_policy(policy: PolicyKeys) -> Schema:
    """A policy: by itself, as a table, or as several tables."""
    table = _of_keys(policy.keys)
    forms: list[Schema] = [{"const": False}, table, {**_list(table), "minItems": 1}]
    if policy.is_switch:
        forms.append({"const": True})
    forms += [key.kind.schema for key in policy.keys if key.name == policy.short]
    return {"description": policy.meaning, "anyOf": forms}


def _object(properties: Mapping[str, Schema], required: Iterable[str] = ()) -> dict[str, object]:
    names = list(required)
    needed: dict[str, object] = {"required": names} if names else {}
    return {
        "type": "object",
        "properties": dict(properties),
        **needed,
        "additionalProperties": False,
    }


def _list(items: Schema) -> dict[str, object]:
    return {"type": "array", "items": items}
