"""The schema of `.gomod-hooks.toml` for editors, and the tables of its keys for the documentation.

Both are made from what reads the file: the flags of the hooks and the keys of exceptions.
`python3 -m tests.readme` writes them.
"""

from __future__ import annotations

import json

from hooks.command import config
from hooks.command.flags import COMMON, IMPORTS, NOT_CONFIGURED, OF_HOOK, Flag, of
from hooks.rules import allow, pages
from hooks.values.product import DOCUMENTATION

MEANINGS = {
    "code": "the code of the findings that are accepted",
    "reason": "why",
    "path": 'a file, a folder with all below it, or a pattern of either: "*/go.mod"',
    "module": 'a module path or a pattern: "example.com/*"',
    "version": "a version of the module",
    "hash": "the content that is accepted, or a list of them, as go.sum writes it",
    "blob": "the git id of the file that is accepted, in full, or a list of them",
    "until": "the last day on which the entry holds",
}
TEXT: dict[str, object] = {"type": "string"}
TEXTS: dict[str, object] = {"anyOf": [TEXT, {"type": "array", "items": TEXT, "minItems": 1}]}
DAY: dict[str, object] = {
    "type": "string",
    "format": "date",
}  # JSON has no type for the dates of TOML
ID = "https://json-schema.org/draft/2020-12/schema"


def top() -> list[Flag]:
    """The keys that hold for every hook."""
    named = {flag.name: flag for flag in (*COMMON, IMPORTS)}
    return [named[name] for name in (*config.TOP, IMPORTS.name)]


def configured(hook: str) -> list[Flag]:
    """The keys of a hook's own table."""
    return [flag for flag in of(hook) if flag.name not in NOT_CONFIGURED]


def schema() -> dict[str, object]:
    """The JSON Schema of the file."""
    hooks = {
        hook: {
            "type": "object",
            "additionalProperties": False,
            "properties": {flag.name: _value(flag) for flag in configured(hook)},
        }
        for hook in OF_HOOK
    }
    properties: dict[str, object] = {flag.name: _value(flag) for flag in top()}
    properties["hooks"] = {
        "type": "object",
        "description": "options of single hooks",
        "additionalProperties": False,
        "properties": hooks,
    }
    properties["allow"] = {"type": "array", "items": _exception()}
    return {
        "$schema": ID,
        "$id": f"{DOCUMENTATION}gomod-hooks.schema.json",
        "title": ".gomod-hooks.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def _value(flag: Flag) -> dict[str, object]:
    described: dict[str, object] = {"description": flag.meaning}
    if not flag.value:
        return described | {"type": "boolean"}
    if flag.choices:
        return described | {"enum": list(flag.choices)}
    return described | (TEXTS if flag.is_repeatable else TEXT)


def _exception() -> dict[str, object]:
    kinds = dict.fromkeys(allow.LISTS, TEXTS)
    kinds |= {"until": DAY, "code": {"enum": pages.codes()}}
    pinned = [
        {
            "if": {"properties": {"code": {"const": code}}, "required": ["code"]},
            "then": {"required": [pin]},
        }
        for code, pin in sorted(allow.PINS.items())
    ]
    return {
        "type": "object",
        "description": "a deliberate exception",
        "additionalProperties": False,
        "required": list(allow.REQUIRED),
        "properties": {
            key: {"description": MEANINGS[key], **kinds.get(key, TEXT)} for key in allow.KEYS
        },
        "allOf": pinned,
    }


def text() -> str:
    """The schema as it is kept."""
    return json.dumps(schema(), indent=2) + "\n"


def table(name: str) -> str:
    """The keys of the file itself ("top"), or of an exception ("allow"), as a table."""
    if name == "top":
        rows = [(flag.name, _kind(flag), flag.meaning) for flag in top()]
        rows.append(("[hooks.ID]", "table", "options of one hook, under the names of its options"))
        rows.append(("[[allow]]", "tables", "deliberate exceptions"))
    else:
        assert name == "allow", name
        rows = [(key, _kind_of_exception(key), MEANINGS[key]) for key in allow.KEYS]
    lines = [f"| `{key}` | {kind} | {meaning} |\n" for key, kind, meaning in rows]
    return "| key | value | meaning |\n|---|---|---|\n" + "".join(lines)


def _kind(flag: Flag) -> str:
    if not flag.value:
        return "true or false"
    return "a string or a list of strings" if flag.is_repeatable else "a string"


def _kind_of_exception(key: str) -> str:
    kind = "a string or a list of strings" if key in allow.LISTS else "a string"
    if key == "until":
        kind = "a date"
    return kind + (", required" if key in allow.REQUIRED else "")
