"""The canonical layout of go.mod and go.work, as `go mod edit -fmt` writes it.

Statements stand apart by one blank line, blocks are indented by a tab and
sorted, a block of one line is written as a line, an empty one not at all, what
is said twice is said once, versions are written in full, strings are quoted only
where they have to be, and lines end in a line feed.

Two replacements of one path by different targets are left as they are: which
one is meant is not ours to choose. Where `go mod edit -fmt` changes its own
result when it runs again, this is the result that stays.
https://go.dev/ref/mod#go-mod-file-format
"""

from __future__ import annotations

from ..values import semver
from ..values.releases import ROWS
from . import mod_strings, mod_versions
from .mod_groups import Entry, Group
from .mod_syntax import Block, Comments, Line, Requirements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .mod_file import ModFile

SEMANTIC_EXCLUDES = "v1.21"  # from this go line on, exclude blocks are in the order of versions


def canonical(tree: ModFile, *, fold: bool = False) -> bytes:
    """The file in canonical layout; with `fold`, in at most two require blocks.

    ValueError where the newest release cannot read the file: then there is none.
    """
    newest = ROWS[-1].minor
    if any(one.since <= newest <= one.until for one in tree.edit_problems):
        raise ValueError("the file cannot be read")
    parts: list[Comments | Group | str] = []
    if fold:
        from .go_mod_fold import folded  # on request only

        parts += folded([_group(one) for one in tree.syntax.statements], tree)
    else:
        parts += [_settled(one) or _group(one) for one in tree.syntax.statements]
    groups = [part for part in parts if isinstance(part, Group)]
    _drop_repeated(groups)
    key = _exclude_key if _sorts_excludes_by_version(tree) else None
    texts = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
        elif isinstance(part, Comments):
            texts.append("".join(_comment(text, "") for text in part.before))
        elif part.entries:
            _sort(part, key)
            texts.append(_block(part))
    return "\n".join(texts).encode("utf-8", "surrogateescape")


def _settled(one: Line | Comments) -> str:
    """The text of a block of ordinary requirements that are in order, which is written as it
    stands; "" for all else."""
    if not isinstance(one, Requirements) or len(one.known) < 2:
        return ""
    names = [name for name, _, _ in one.known]
    if names != sorted(names):
        return ""
    lines = [_comment(text, "").rstrip("\n") for text in one.before]
    lines.append(f"require ({_suffix(one.suffix)}")
    lines += [line for _, _, line in one.known]
    return "\n".join([*lines, ")\n"])


def _group(one: Line | Comments) -> Comments | Group:
    if isinstance(one, Comments):
        return one
    verb = one.words[0]
    if isinstance(one, Block):
        return Group(verb, [_entry(verb, line, line.words) for line in one.lines], one)
    return Group(verb, [_entry(verb, one, one.words[1:])])


def _entry(verb: str, line: Line, words: list[str]) -> Entry:
    read = _WORDS.get(verb)
    return Entry(verb, read(words) if read else words, line.before, line.suffix)


def _quoted(words: list[str]) -> list[str]:
    """The words with no quotes but those they need."""
    if not any('"' in word for word in words):
        return words
    return [mod_strings.requote(word) for word in words]


def _with_version(words: list[str]) -> list[str]:
    words = _quoted(words)
    if semver.is_canonical(words[1]):
        return words
    return [words[0], mod_versions.written(words[1])]


def _replacement(words: list[str]) -> list[str]:
    words = _quoted(words)
    arrow = 1 if words[1] == "=>" else 2
    for index in (arrow - 1, arrow + 2):
        if 0 < index < len(words) and not semver.is_canonical(words[index]):
            words = [*words[:index], mod_versions.written(words[index]), *words[index + 1 :]]
    return words


_WORDS: dict[str, Callable[[list[str]], list[str]]] = {
    "exclude": _with_version,
    "ignore": _quoted,
    "module": _quoted,
    "replace": _replacement,
    "require": _with_version,
    "retract": _quoted,
    "tool": _quoted,
    "use": _quoted,
}


def _drop_repeated(groups: Iterable[Group]) -> None:
    """Leave out what is said twice: of replacements the last stays, of others the first."""
    by_verb: dict[str, list[Group]] = {}
    for one in groups:
        by_verb.setdefault(one.verb, []).append(one)
    for verb in ("exclude", "ignore", "tool"):
        seen = set()
        for group in by_verb.get(verb, ()):
            kept = []
            for entry in group.entries:
                name = tuple(entry.words)
                if name not in seen:
                    seen.add(name)
                    kept.append(entry)
            group.entries = kept
    _drop_replaced(by_verb.get("replace", []))


def _drop_replaced(groups: list[Group]) -> None:
    last: dict[tuple[str, ...], Entry] = {}
    unequal = set()
    for group in groups:
        for entry in group.entries:
            name = _replaced(entry)
            if name in last and last[name].words != entry.words:
                unequal.add(name)
            last[name] = entry
    for group in groups:
        group.entries = [
            entry
            for entry in group.entries
            if last[_replaced(entry)] is entry or _replaced(entry) in unequal
        ]


def _replaced(entry: Entry) -> tuple[str, ...]:
    """The path, and the version if one is named, that a replacement is for."""
    return tuple(entry.words[: entry.words.index("=>", 1)])


def _sorts_excludes_by_version(tree: ModFile) -> bool:
    if tree.go is None:
        return False
    return semver.compare("v" + tree.go.version, SEMANTIC_EXCLUDES) >= 0


def _sort(group: Group, exclude_key: Callable[[Entry], object] | None) -> None:
    if not group.is_block:
        return
    _order(group, exclude_key)
    before = group.entries[0].before
    if before[:1] == [""]:
        group.entries[0].before = before[1:]


def _order(group: Group, exclude_key: Callable[[Entry], object] | None) -> None:
    if group.verb == "retract":
        group.entries.sort(key=_retract_key, reverse=True)
    elif group.verb == "exclude" and exclude_key is not None:
        group.entries.sort(key=exclude_key)  # type: ignore[arg-type]
    else:
        group.entries.sort(key=_text_key)


def _text_key(entry: Entry) -> list[bytes]:
    return [word.encode("utf-8", "surrogateescape") for word in entry.words]


def _exclude_key(entry: Entry) -> tuple[bytes, semver.Key]:
    return entry.words[0].encode("utf-8", "surrogateescape"), semver.key(entry.words[1])


def _retract_key(entry: Entry) -> tuple[semver.Key, semver.Key]:
    words = entry.words
    low, high = (words[1], words[3]) if words[0] == "[" else (words[0], words[0])
    return semver.key(low), semver.key(high)


def _block(group: Group) -> str:
    entries = group.entries
    if len(entries) == 1 and not group.end_before:
        return _line(entries[0], group.verb + " ", "", [*group.before, *entries[0].before])
    lines = [_comment(text, "") for text in group.before]
    lines.append(f"{group.verb} ({_suffix(group.suffix)}\n")
    for entry in entries:
        lines.append(_line(entry, "", "\t", entry.before))
    lines += [_comment(text, "") for text in group.end_before]
    lines.append(f"){_suffix(group.end_suffix)}\n")
    return "".join(lines)


def _line(entry: Entry, start: str, indent: str, before: list[str]) -> str:
    words = " ".join(entry.words)
    if entry.verb == "retract":
        words = words.replace("[ ", "[").replace(" , ", ", ").replace(" ]", "]")
    text = f"{indent}{start}{words}{_suffix(entry.suffix)}\n"
    if before:
        return "".join(_comment(one, indent) for one in before) + text
    return text


def _comment(text: str, indent: str) -> str:
    text = text.rstrip()
    return f"{indent}{text}\n" if text else "\n"


def _suffix(text: str) -> str:
    return " " + text.rstrip() if text else ""
