"""A snapshot of all modules as JSON: sorted, and the same wherever the same is known."""

from __future__ import annotations

import json

from .json_report import dump, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ..values.module_version import ModuleVersion
    from ..verdicts.graph_facts import GraphFacts
    from ..verdicts.snapshot import SnapshotModule

    Entry = Mapping[str, object]

FORM = 1  # of the document; another number, another form
COMPARED = ("role", "replace", "vendored", "h1", "go_mod_h1")  # of two snapshots
UNDECIDED = ("graph", "hashed")  # which of the two, only the whole graph tells


def snapshot_json(
    facts: GraphFacts,
    modules: Iterable[SnapshotModule],
    published: Callable[[ModuleVersion], str],
) -> str:
    """The document; `published` gives the time of a version, "" where it is not known."""
    return dump(
        {
            "snapshot": FORM,
            "module": plain(facts.mains[0] if facts.mains else ""),
            "complete": facts.is_complete,
            "modules": [_entry(each, published(each.module)) for each in modules],
        }
    )


def _entry(each: SnapshotModule, time: str) -> dict[str, object]:
    return {
        "path": plain(each.module.path),
        "version": plain(each.module.version),
        "role": each.role,
        "replace": plain(each.replace) or None,
        "vendored": each.is_vendored,
        "known": each.is_known,
        "time": plain(time) or None,
        "h1": plain(each.h1) or None,
        "go_mod_h1": plain(each.go_mod_h1) or None,
    }


def differences(before: str, after: str) -> list[str]:
    """What differs between two documents, a line each, in the order of the modules. ValueError
    where the first one is not a snapshot.

    Times do not count, nor whether something is known. Where one of the two does not know the
    whole graph, neither does what only the whole graph tells.
    """
    old, old_is_complete = _read(before)
    new, new_is_complete = _read(after)
    is_complete = old_is_complete and new_is_complete
    return list(_differences(old, new, is_complete))


def _differences(
    old: dict[tuple[str, str], Entry], new: dict[tuple[str, str], Entry], is_complete: bool
) -> Iterator[str]:
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        name = " ".join(key)
        if was is None or now is None:
            entry, sign = (now or was or {}), "-" if now is None else "+"
            is_in_sum = entry.get("h1") or entry.get("go_mod_h1")
            if is_complete or entry.get("role") not in UNDECIDED or is_in_sum:
                yield f"{sign} {name} ({entry.get('role')})"
            continue
        for field in COMPARED:
            before, after = was.get(field), now.get(field)
            is_known = is_complete or before not in UNDECIDED or after not in UNDECIDED
            if before != after and is_known:
                yield f"~ {name}: {field} {_shown(before)} -> {_shown(after)}"


def _shown(value: object) -> str:
    return "none" if value is None else str(value).lower() if value in (True, False) else str(value)


def _read(text: str) -> tuple[dict[tuple[str, str], Entry], bool]:
    """The entries of a document by path and version, and whether it is complete."""
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("snapshot") != FORM:
        raise ValueError("no snapshot of this form")
    listed = document.get("modules")
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        raise ValueError("a snapshot without modules")
    entries = {(str(entry.get("path")), str(entry.get("version"))): entry for entry in listed}
    return entries, bool(document.get("complete"))
