"""The lines of one go.sum: can they be read, and do they say what they said before?"""

from __future__ import annotations

from ..formats import conflict, go_sum
from ..rules.finding import Finding
from . import sum_changes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..formats.go_sum import Entry, GoSum


def rewritten(path: str, staged: GoSum, bases: Sequence[GoSum]) -> Iterator[Finding]:
    """A hash that no base has, for a module and version that a base knows.

    Where the old hash stands beside the new one, `ambiguous` says so instead.
    """
    explained: set[tuple[str, str]] = set()
    for entry, before in sum_changes.replaced(staged, bases):
        name = (entry.module, entry.version.removesuffix("/go.mod"))
        hint = "" if name in explained else _verify("SUM101", *name)
        explained.add(name)
        yield _finding(
            "SUM101",
            path,
            staged,
            entry,
            f"hash of {entry.module} {entry.version} changed from {before} to {entry.hash}",
            hint,
        )


def ambiguous(path: str, staged: GoSum, bases: Sequence[GoSum]) -> Iterator[Finding]:
    """Two h1: hashes for one module and version, unless a base had them both already.

    Of a file with conflict markers `unreadable` says what has to be said.
    """
    if _markers(staged):
        return
    for key in staged.more:
        module, _, version = go_sum.text(key).partition(" ")
        digests = go_sum.usable(staged.hashes(module, version))
        if len(digests) < 2:
            continue
        if any(set(digests).issubset(base.hashes(module, version)) for base in bases):
            continue
        before = {digest for base in bases for digest in base.hashes(module, version)}
        late = next((one for one in reversed(digests) if one not in before), digests[-1])
        other = next(one for one in digests if one != late)
        first = staged.line_of(module, version, other)
        entry = go_sum.Entry(module, version, late, staged.line_of(module, version, late))
        yield _finding(
            "SUM102",
            path,
            staged,
            entry,
            f"{module} {version} has another hash on line {first}: {other}",
            _verify("SUM102", module, version.removesuffix("/go.mod")),
        )


def unreadable(path: str, staged: GoSum) -> Iterator[Finding]:
    """Conflict markers, another file's text, a line that is no entry: the first reason alone."""
    markers = _markers(staged)
    if markers:
        line = go_sum.text(staged.lines[markers[0] - 1].rstrip(b"\r"))
        yield Finding(
            "SUM104", path, markers[0], 1, f'conflict marker "{line}"', hint=_union(staged)
        )
        return
    malformed = staged.malformed
    if not malformed:
        return
    if _is_go_mod(staged):
        message = "this is the text of a go.mod, not of a go.sum"
        yield Finding("SUM105", path, 1, 1, message, hint="go mod tidy   (writes go.sum anew)")
        return
    number, count = malformed[0]
    more = f", and {len(malformed) - 1} more such lines" if len(malformed) > 1 else ""
    words = "word" if count == 1 else "words"
    line = go_sum.text(staged.lines[number - 1].strip())
    message = f'{count} {words}, not module, version and hash: "{_cut(line)}"{more}'
    hint = "remove the line, then: go mod tidy"
    yield Finding("SUM103", path, number, 1, message, hint=hint)


def undigested(path: str, staged: GoSum, bases: Sequence[GoSum]) -> Iterator[Finding]:
    """A new or changed h1: hash that is no SHA-256 in base64, so that no content can match it."""
    from ..values import checksum  # base64 is read by a C library that takes time to load

    for entry in sum_changes.fresh(staged, bases):
        fault = checksum.fault(entry.hash)
        if fault:
            yield _finding(
                "SUM106",
                path,
                staged,
                entry,
                f'hash "{_cut(entry.hash)}" of {entry.module} {entry.version} {fault}',
                "remove the line, then: go mod download "
                f"{entry.module}@{entry.version.removesuffix('/go.mod')}",
            )


def _finding(code: str, path: str, tree: GoSum, entry: Entry, message: str, hint: str) -> Finding:
    """A finding at the hash of an entry."""
    line = go_sum.text(tree.lines[entry.line - 1])
    return Finding(
        code,
        path,
        entry.line,
        line.rfind(entry.hash) + 1,
        message,
        hint=hint,
        module=entry.module,
        version=entry.version.removesuffix("/go.mod"),
    )


def _verify(code: str, module: str, version: str) -> str:
    """What to look at before a hash is believed."""
    from ..rules import allowance  # only when something was found

    lookup = "".join("!" + one.lower() if one.isupper() else one for one in f"{module}@{version}")
    return "\n".join(
        [
            "a version never changes: put the known hash back, or find out who moved it",
            f"the checksum database on a public module: https://sum.golang.org/lookup/{lookup}",
            "if the change is meant, these lines in .gomod-hooks.toml allow it, with a reason:",
            allowance.lines(code, module, version),
        ]
    )


def _markers(tree: GoSum) -> list[int]:
    if tree.ordinary:
        return []
    return [number for number, line in enumerate(tree.lines, 1) if conflict.marker(line)]


def _union(tree: GoSum) -> str:
    """How to get rid of the markers."""
    from ..formats import go_sum_layout  # only when there are some

    merged = go_sum_layout.resolve(bytes(tree))
    if merged is None:
        return "take the lines of both sides, drop the markers, then: go mod tidy"
    if not merged.disagreements:
        return "go-sum-sort   (keeps the lines of both sides: they agree on every hash)"
    one = merged.disagreements[0]
    if not one.module:
        return "remove the lines that are no entries, then: go-sum-sort"
    return f"the sides know different hashes for {one.module} {one.version}: verify them first"


def _is_go_mod(tree: GoSum) -> bool:
    """Whether a file that is no go.sum reads like a go.mod."""
    heads = {line.split()[0] for line in tree.lines if line.strip()}
    return b"module" in heads and not heads.isdisjoint((b"go", b"require", b"replace"))


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
