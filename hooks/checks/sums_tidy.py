"""What `go mod tidy` would change in a go.sum without changing what it means."""

from __future__ import annotations

from ..formats import go_sum, go_sum_layout
from ..rules.finding import Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..formats.go_sum import GoSum
    from ..verdicts.sources import Sources

# from here on tidy keeps no hashes for the module graph of older releases
PRUNED_SINCE = 18


def untidy(path: str, tree: GoSum) -> Iterator[Finding]:
    """Lines that stand there twice, and the first thing that is not in canonical form."""
    if go_sum_layout.is_canonical(tree) or tree.malformed:
        return
    hint = "go-sum-sort   (writes the canonical form)"
    twice = _duplicates(tree)
    if twice:
        number, first = twice[0]
        more = f", and {len(twice) - 1} more such lines" if len(twice) > 1 else ""
        message = f"the same line as line {first}{more}"
        yield Finding("SUM203", path, number, 1, message, hint=hint)
    number, message = _fault(tree)
    if number:
        yield Finding("SUM204", path, number, 1, message, hint=hint)


def _duplicates(tree: GoSum) -> list[tuple[int, int]]:
    """Number of each repeated line, and of the line that it repeats."""
    places: dict[bytes, int] = {}
    found = []
    for number, line in enumerate(tree.lines, 1):
        name = b" ".join(go_sum.words(line))
        if name and places.setdefault(name, number) != number:
            found.append((number, places[name]))
    return found


def _fault(tree: GoSum) -> tuple[int, str]:
    """The first line that is not as tidy writes it, duplicates aside, and why; (0, "") if none."""
    last = len(tree.lines)
    for number, line in enumerate(tree.lines, 1):
        words = go_sum.words(line)
        if not words and number < last:
            return number, "blank line"
        if line and line != b" ".join(words):
            return number, _spacing(line)
    if tree.lines[-1]:
        return last, "no newline at the end of the file"
    lines = list(dict.fromkeys(tree.lines[:-1]))
    for line, wanted in zip(lines, go_sum_layout.ordered(lines), strict=True):
        if line != wanted:
            found, other = go_sum.text(line), go_sum.text(wanted)
            return tree.lines.index(line) + 1, f"{_name(other)} belongs before {_name(found)}"
    return 0, ""


def _spacing(line: bytes) -> str:
    if line.endswith(b"\r"):
        return "carriage return at the end of the line"
    return "more than one blank between the words, or blanks around them"


def _name(line: str) -> str:
    return line.rpartition(" ")[0]


def stale(tree: Sources, folder: str) -> Iterator[Finding]:
    """The zip's hash of a module at another version than the one that go.mod requires.

    From go 1.17 on go.mod lists every module that is built, so no other version
    of a listed one can be. In a workspace another member may decide.
    """
    from ..values import go_version
    from . import sums_needed  # on request

    go_mod, sums = tree.go_mod(folder), tree.go_sum(folder)
    if go_mod is None or sums is None or go_mod.go is None or tree.workspace_of(folder) is not None:
        return
    if go_version.minor(go_mod.go.version) < PRUNED_SINCE:
        return
    home = sums_needed.Home(tree, folder)
    required: dict[str, set[str]] = {}
    for one in go_mod.requires:
        own = (one.path, one.version)
        for name, version in (own, home.target(*own) or own):
            required.setdefault(name, set()).add(version)
    targets = {(one.target, one.target_version) for one in go_mod.replaces}
    for entry in sums.entries():
        wanted = required.get(entry.module)
        if wanted is None or "/" in entry.version or entry.version in wanted:
            continue
        if (entry.module, entry.version) not in targets:
            other = sorted(wanted)[-1]
            yield Finding(
                "SUM202",
                tree.go_sum_path(folder),
                entry.line,
                1,
                f"hash of {entry.module} {entry.version}, but go.mod requires {other}",
                hint="go mod tidy   (drops it)",
                module=entry.module,
                version=entry.version,
            )
