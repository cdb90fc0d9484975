"""The keys of the tables that say what a project wants of its dependencies, declared once: the
reader of the configuration, its JSON Schema and the README look here.

[[deny]] and [[only]] name modules.
"""

from __future__ import annotations

from ..rules.policy import DIRECT_ALONE, LISTED, VENDORED, WHOLE_GRAPH
from .config_allow import day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TEXT_SCHEMA: dict[str, object] = {"type": "string", "minLength": 1}


class Kind:
    """What a key takes: in words (`wanted`), as a JSON Schema, and how it is read: `read` gives
    None for a value of another kind."""

    __slots__ = ("read", "schema", "wanted")

    def __init__(
        self, wanted: str, schema: Mapping[str, object], read: Callable[[object], object]
    ) -> None:
        self.wanted = wanted
        self.schema = schema
        self.read = read


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _texts(value: object) -> tuple[str, ...] | None:
    given: list[object] = value if isinstance(value, list) else [value]
    texts = [text for each in given if (text := _text(each)) is not None]
    return tuple(texts) if texts and len(texts) == len(given) else None


def _switch(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _any_texts(value: object) -> tuple[str, ...] | None:
    return () if value == [] else _texts(value)


def _reach(value: object) -> str | None:
    """How far an entry reaches, by its key `indirect`."""
    if isinstance(value, bool):
        return WHOLE_GRAPH if value else DIRECT_ALONE
    return next((word for word in (LISTED, VENDORED) if word == value), None)


def _day(value: object) -> str | None:
    return day(value) or None


TEXT = Kind("a string", TEXT_SCHEMA, _text)
TEXTS = Kind(
    "a string or a list of strings",
    {"anyOf": [TEXT_SCHEMA, {"type": "array", "items": TEXT_SCHEMA, "minItems": 1}]},
    _texts,
)
ANY_TEXTS = Kind(
    "a list of strings",
    {"anyOf": [TEXT_SCHEMA, {"type": "array", "items": TEXT_SCHEMA}]},
    _any_texts,
)
SWITCH = Kind("true or false", {"type": "boolean"}, _switch)
REACH = Kind(
    f'true, false, "{LISTED}" or "{VENDORED}"',
    {"anyOf": [{"type": "boolean"}, {"enum": [LISTED, VENDORED]}]},
    _reach,
)
DAY = Kind(
    "a day, as 2026-12-31",
    {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    _day,
)


class Key:
    """A key of a table: its name, what it takes, and what it means."""

    __slots__ = ("is_required", "kind", "meaning", "name")

    def __init__(self, name: str, kind: Kind, meaning: str, *, is_required: bool = False) -> None:
        self.name = name
        self.kind = kind
        self.meaning = meaning
        self.is_required = is_required


REASON = Key("reason", TEXT, "why; it is told with what is found")
UNTIL = Key("until", DAY, "the last day on which the entry holds")
PATHS = Key("paths", TEXTS, "the folders, or files, that the entry holds for (default: all)")
RATCHET = Key("ratchet", SWITCH, "what the base has too passes, and is told; what is new fails")
_MODULE = Key(
    "module",
    TEXTS,
    "module paths: one path, path/... for it and all below it, or a pattern as example.com/*",
    is_required=True,
)
_VERSIONS = Key(
    "versions", TEXT, "the versions meant, in Go's order: <v1.2.0, >=v2.0.0-0 (default: all)"
)
_REPLACEMENT = Key(
    "replacement", SWITCH, "whether a module counts that stands for another one (default: true)"
)

DENY = (
    _MODULE,
    _VERSIONS,
    Key(
        "indirect",
        REACH,
        f'how far to look: true for the whole module graph, "{LISTED}" for what go.mod and '
        f'modules.txt list, "{VENDORED}" for what the vendor folder has packages of, false for '
        "what go.mod requires directly (default: true)",
    ),
    _REPLACEMENT,
    Key(
        "required-by",
        ANY_TEXTS,
        "the modules that may require it; with this, those that others require fail, and what "
        "go.mod itself lists does not",
    ),
    Key("instead", TEXTS, "what to use instead; a module of this name may use what is denied"),
    REASON,
    UNTIL,
    PATHS,
    RATCHET,
)
ONLY = (
    _MODULE,
    _VERSIONS,
    Key("indirect", REACH, "how far to look, as in [[deny]] (default: false)"),
    _REPLACEMENT,
    REASON,
    UNTIL,
    PATHS,
    RATCHET,
)
TABLES = {"deny": DENY, "only": ONLY}
