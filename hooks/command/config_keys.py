"""The keys of the tables that say what a project wants of its dependencies, declared once: the
reader of the configuration, its JSON Schema and the README look here.

[[deny]] and [[only]] name modules; [policy] names policies, each by itself or as a table, or as
several tables, each for folders of its own.
"""

from __future__ import annotations

from ..rules.policy import DIRECT_ALONE, LISTED, VENDORED, WHOLE_GRAPH
from ..values.amounts import duration
from .config_allow import day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

REPLACEMENT_KINDS = ("all", "versioned", "local")
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


def _age(value: object) -> int | None:
    """The seconds of a duration."""
    try:
        return duration(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _replacements(value: object) -> tuple[str, ...] | None:
    kinds = _texts(value)
    return kinds if kinds and set(kinds) <= set(REPLACEMENT_KINDS) else None


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


AGE = Kind("a duration, as 7d or 48h", {"type": "string", "pattern": r"^[0-9.smhdw]+$"}, _age)
REPLACEMENTS = Kind(
    'one or several of "all", "versioned", "local"',
    {
        "anyOf": [
            {"enum": list(REPLACEMENT_KINDS)},
            {"type": "array", "items": {"enum": list(REPLACEMENT_KINDS)}, "minItems": 1},
        ]
    },
    _replacements,
)


class Key:
    """A key of a table: its name, what it takes, and what it means."""

    __slots__ = ("is_required", "kind", "meaning", "name")

    def __init__(self, name: str, kind: Kind, meaning: str, *, is_required: bool = False) -> None:
        self.name = name
        self.kind = kind
        self.meaning = meaning
        self.is_required = is_required


ALLOW = {
    "code": "the code of the findings that are accepted",
    "reason": "why they are",
    "path": "a file, a folder with all below it, or a pattern of either",
    "module": "a module path, or a pattern as example.com/*",
    "version": "the version of the module",
    "hash": "every hash that is accepted",
    "blob": "the git id of every content that is accepted",
    "until": "the last day on which the entry holds",
}
"""What the keys of [[allow]] mean; `rules.allow` has them and `config_allow` reads them."""

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
        "the modules that alone may require it: any other that does fails, the main module too; "
        "its // indirect lines do not",
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

_COMMON = (REASON, UNTIL, PATHS)
_INDIRECT = Key("indirect", REACH, "how far to look, as in [[deny]]")
EVERYWHERE = ("indirect", "ratchet", "reason", "until", "paths")  # what many policies take


class PolicyKeys:
    """A policy of [policy]: its `name`, what it means, how far it looks by itself (`reach`, ""
    where that is not the question) and the keys of its table; one about what a change does
    (`of_change`) needs no ratchet. `own` are the keys that no other has. `short` is the one whose
    value may stand in the place of the table, "" where `true` does."""

    __slots__ = ("keys", "meaning", "name", "own", "reach", "short")

    def __init__(
        self,
        name: str,
        meaning: str,
        reach: str = "",
        keys: tuple[Key, ...] = (),
        *,
        short: str = "",
        of_change: bool = False,
    ) -> None:
        self.name = name
        self.meaning = meaning
        self.reach = reach
        self.short = short
        self.own = keys
        shared = (*((_INDIRECT,) if reach else ()), *(() if of_change else (RATCHET,)), *_COMMON)
        self.keys = (*keys, *shared)

    @property
    def is_switch(self) -> bool:
        """Whether `true` is enough to ask for it."""
        return not self.short or self.name == "module-path"


POLICIES = (
    PolicyKeys("pseudo-version", "no version of a commit without a tag", DIRECT_ALONE),
    PolicyKeys("pre-release", "no alpha, beta or release candidate", DIRECT_ALONE),
    PolicyKeys("incompatible", "no +incompatible version", DIRECT_ALONE),
    PolicyKeys("future-date", "no pseudo-version of a commit of the future", LISTED),
    PolicyKeys(
        "min-age",
        "no version that is younger than this when it comes in",
        LISTED,
        (Key("age", AGE, "how old it has to be, as 7d or 48h", is_required=True),),
        short="age",
        of_change=True,
    ),
    PolicyKeys(
        "replace",
        "no replacement of some kind",
        "",
        (
            Key("forbid", REPLACEMENTS, 'which ones: "all", "versioned" (by a module), "local"'),
            Key("hosts", TEXTS, "module paths, patterns or hosts that alone may stand for others"),
        ),
        short="forbid",
    ),
    PolicyKeys(
        "module-path",
        "each module has the path by which it is fetched, as go install needs it",
        "",
        (
            Key(
                "prefix",
                TEXT,
                "the path, or address, of the repository; without it only paths are "
                "told that nobody can fetch",
            ),
        ),
        short="prefix",
    ),
    PolicyKeys(
        "owner-change", "nothing from another owner of the same name", LISTED, of_change=True
    ),
    PolicyKeys("downgrade", "no version below that of the base", LISTED, of_change=True),
    PolicyKeys("look-alike", "no new module that looks like a known one", LISTED, of_change=True),
    PolicyKeys("frozen", "no requirement or replacement moves", of_change=True),
    PolicyKeys(
        "retracted", "tell of versions that are retracted, as far as known", LISTED, of_change=True
    ),
    PolicyKeys(
        "deprecated", "tell of modules that are deprecated, as far as known", LISTED, of_change=True
    ),
)
