"""The configuration of gomodguard, of its second version or its first.

https://github.com/ryancurrah/gomodguard: `allowed` and `blocked` are lists of modules, matched
exactly, by the beginning of the path, or by a regular expression; both look at direct requirements.
"""

from __future__ import annotations

from ..command.validate import pattern_fault
from . import imported_constraint
from .imported import ImportedPolicy, entries, table, text, texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Entry = dict[str, object]

_REGEX = "\\^$.|?*+()[]{}"  # letters that mean something in a regular expression
_LEFT_OUT = "module %s: %s; the entry is left out"


def gomodguard(settings: dict[str, object], policy: ImportedPolicy) -> None:
    """Add what a configuration of gomodguard says."""
    allowed, blocked = settings.get("allowed"), settings.get("blocked")
    is_first = _is_first(allowed) or _is_first(blocked)
    blocked_entries = _blocked_of_first(blocked) if is_first else _entries(blocked, "blocked")
    allowed_entries = _allowed_of_first(allowed) if is_first else _entries(allowed, "allowed")
    for entry in blocked_entries:
        _add(policy, "[[deny]]", entry)
    for entry in allowed_entries:
        _add(policy, "[[only]]", entry)
    local = settings.get("local_replace_directives", settings.get("local-replace-directives"))
    if is_first and isinstance(blocked, dict):
        local = blocked.get("local_replace_directives", blocked.get("local-replace-directives"))
    if local:
        policy.add("[policy.replace]", forbid="local")
        policy.note("local_replace_directives: sibling modules are not exempt here; excuse them")


def _is_first(value: object) -> bool:
    """Whether a section is written as in the first version: a table of lists."""
    return isinstance(value, dict) and bool(
        value.keys() & {"modules", "domains", "prefixes", "versions", "local_replace_directives"}
        or "local-replace-directives" in value
    )


def _entries(value: object, what: str) -> Iterator[Entry]:
    """The entries of a section: a list of tables, or a table with the modules as keys."""
    if isinstance(value, dict):
        for module, entry in value.items():
            yield {"module": str(module), **table(entry, str(module))}
        return
    for entry in entries(value, what):
        yield table(entry, f"an entry of {what}")


def _allowed_of_first(value: object) -> Iterator[Entry]:
    section = table(value, "allowed")
    for module in texts(section.get("modules")):
        yield {"module": module}
    for name in ("domains", "prefixes"):
        for prefix in texts(section.get(name)):
            yield {"module": prefix, "match-type": "prefix"}


def _blocked_of_first(value: object) -> Iterator[Entry]:
    """The blocked modules of the first version; one with a constraint beside is one entry."""
    section = table(value, "blocked")
    merged: dict[str, Entry] = {}
    for name in ("modules", "versions"):
        for item in entries(section.get(name), f"blocked.{name}"):
            for module, entry in table(item, f"an entry of blocked.{name}").items():
                known = merged.setdefault(module, {"module": module})
                known.update(table(entry, module))
    yield from merged.values()


def _add(policy: ImportedPolicy, heading: str, entry: Entry) -> None:
    module = text(entry.get("module"))
    pattern = _pattern(module, text(entry.get("match-type")) or "exact", policy)
    if not pattern:
        return
    fault = pattern_fault(pattern.replace("?", ""))
    if fault:
        policy.note(_LEFT_OUT % (module, fault))
        return
    versions, constraint = "", entry.get("version") or ""
    if not isinstance(constraint, str):  # YAML takes 1.20 for the number 1.2
        policy.note(_LEFT_OUT % (module, f"version {constraint} is not written as a text"))
        return
    if constraint:
        try:
            versions = imported_constraint.versions(constraint)
        except ValueError as error:
            policy.note(
                _LEFT_OUT % (module, f"version {constraint!r} has no counterpart ({error})")
            )
            return
        policy.note("version: a pre-release counts in Go's order here, and nowhere there")
    if heading == "[[only]]":
        policy.add(heading, module=pattern, versions=versions, replacement=False)
    else:
        policy.add(
            heading,
            module=pattern,
            versions=versions,
            indirect=False,
            replacement=False,
            instead=texts(entry.get("recommendations")) or "",
            reason=text(entry.get("reason")),
        )


def _pattern(module: str, kind: str, policy: ImportedPolicy) -> str:
    """The pattern that stands for the same modules; "" where there is none."""
    if not module:
        return ""
    if kind == "exact":
        return module
    if kind == "prefix":
        policy.note("match-type prefix: letters count as they are written here")
        return module + "*"
    if kind == "regex":
        pattern = _of_expression(module)
        if not pattern:
            policy.note(_LEFT_OUT % (module, "the regular expression has no counterpart"))
        return pattern
    policy.note(_LEFT_OUT % (module, f"match-type {kind} has no counterpart"))
    return ""


def _of_expression(expression: str) -> str:
    """The pattern of a simple regular expression, of letters, ".*" and "."; "" for any other. One
    that is not tied to the beginning or the end may begin and end with anything."""
    inner = expression.removeprefix("^").removesuffix("$")
    pattern, at = "", 0
    while at < len(inner):
        letter = inner[at]
        if letter == "\\" and inner[at + 1 : at + 2] in tuple(_REGEX + "-/"):
            pattern, at = pattern + inner[at + 1], at + 2
        elif inner.startswith(".*", at):
            pattern, at = pattern + "*", at + 2
        elif letter == ".":
            pattern, at = pattern + "?", at + 1
        elif letter in _REGEX:
            return ""
        else:
            pattern, at = pattern + letter, at + 1
    start = "" if expression.startswith("^") else "*"
    end = "" if expression.endswith("$") else "*"
    return (start + pattern + end).replace("**", "*")
