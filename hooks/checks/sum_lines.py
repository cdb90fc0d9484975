"""The lines of one go.sum: can they be read, and do they say what they said before?

SUM101, a hash that changed; SUM102, two hashes for one version; SUM103, SUM104, SUM105, a
file that cannot be read; SUM106, a hash that no content can have.
https://go.dev/ref/mod#go-sum-files
"""

from __future__ import annotations

from ..diff import sums
from ..formats import conflict_markers, go_sum
from ..rules.finding import Finding
from ..tree.paths import parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..formats.go_sum import Checksum, GoSum
    from ..rules.hint import Hint


def changed_hashes(path: str, staged: GoSum, bases: Sequence[GoSum]) -> Iterator[Finding]:
    """A hash that no base has, for a module and version that a base knows.

    Where the old hash stands beside the new one, `conflicting_hashes` reports it instead.
    """
    replaced = list(sums.replaced(staged, bases))
    unexplained: dict[tuple[str, str], list[str]] = {}  # the new hashes of each version
    for checksum, _ in replaced:
        name = (checksum.module, checksum.version.removesuffix("/go.mod"))
        unexplained.setdefault(name, []).append(checksum.hash)
    for checksum, before in replaced:
        name = (checksum.module, checksum.version.removesuffix("/go.mod"))
        hashes = unexplained.pop(name, [])
        hints = _how_to_verify(path, "SUM101", *name, hashes) if hashes else []
        yield _finding(
            "SUM101",
            path,
            staged,
            checksum,
            f"hash of {checksum.module} {checksum.version} changed from {before} "
            f"to {checksum.hash}",
            hints,
            wanted=before,
        )


def travelled_hashes(
    path: str,
    staged: GoSum,
    bases: Sequence[GoSum],
    several: Mapping[bytes, Mapping[bytes, str]],
    walked_past: Mapping[bytes, tuple[bytes, str]],
) -> Iterator[Finding]:
    """A hash that is new in this file, for a module and version that another file of a base,
    or an earlier commit of a range, knows by another one. Parameters as for
    `diff.sums.contradicted`.

    A rewritten hash may come with a new go.work.sum, a new or a copied module.
    """
    for checksum, other, place in sums.contradicted(staged, bases, several, walked_past):
        version = checksum.version.removesuffix("/go.mod")
        yield _finding(
            "SUM101",
            path,
            staged,
            checksum,
            f"hash of {checksum.module} {checksum.version} is {checksum.hash}, "
            f"but {place} had {other} before",
            _how_to_verify(path, "SUM101", checksum.module, version, [checksum.hash]),
            wanted=other,
        )


def conflicting_hashes(path: str, staged: GoSum, bases: Sequence[GoSum]) -> Iterator[Finding]:
    """Two h1: hashes for one module and version, unless a base had them both already.

    Of a file with conflict markers `unreadable_lines` says what has to be said.
    """
    if _markers(staged):
        return
    conflicts = list(_conflicts(staged, bases))
    unexplained: dict[tuple[str, str], list[str]] = {}  # the late hashes of each version
    for module, version, _, late in conflicts:
        name = (module, version.removesuffix("/go.mod"))
        unexplained.setdefault(name, []).extend(late)
    for module, version, other, late in conflicts:
        name = (module, version.removesuffix("/go.mod"))
        first = staged.line_of(module, version, other)
        for hash in late:
            hashes = unexplained.pop(name, [])
            yield _finding(
                "SUM102",
                path,
                staged,
                go_sum.Checksum(module, version, hash, staged.line_of(module, version, hash)),
                f"{module} {version} has another hash on line {first}: {other}",
                _how_to_verify(path, "SUM102", *name, hashes) if hashes else [],
                wanted=other,
            )


def _conflicts(
    staged: GoSum, bases: Sequence[GoSum]
) -> Iterator[tuple[str, str, str, Sequence[str]]]:
    """Each module and version with several hashes, unless a base had them all: one of those
    that were there before, and those that came later."""
    for key in staged.several:
        module, _, version = go_sum.text(key).partition(" ")
        hashes = go_sum.usable(staged.hashes(module, version))
        if len(hashes) < 2:
            continue
        if any(set(hashes).issubset(base.hashes(module, version)) for base in bases):
            continue
        late = _late(hashes, [base.hashes(module, version) for base in bases])
        other = next(each for each in hashes if each not in late)
        yield module, version, other, late


def _late(hashes: Sequence[str], bases: Sequence[Sequence[str]]) -> list[str]:
    """Those of several hashes of one version that came later: that no base has; else that the
    first base has not; else the last. Never all of them."""
    known = {hash for base in bases for hash in base}
    for before in (known, set(bases[0]) if bases else known):
        late = [hash for hash in hashes if hash not in before]
        if late:
            return late if len(late) < len(hashes) else late[1:]
    return [hashes[-1]]


def unreadable_lines(path: str, staged: GoSum) -> Iterator[Finding]:
    """Conflict markers, another file's text, a line that is not a checksum: the first reason
    only."""
    markers, malformed = _markers(staged), staged.malformed
    if not markers and not malformed:
        return
    from . import sum_hints

    if markers:
        line = go_sum.text(staged.lines[markers[0] - 1].rstrip(b"\r"))
        message = f'conflict marker "{line}"'
        hints = _union(staged, path)
        yield Finding("SUM104", path, markers[0], 1, message, hints=hints, text=line)
        return
    if _is_go_mod(staged):
        message = "this is the text of a go.mod, not of a go.sum"
        yield Finding("SUM105", path, 1, 1, message, hints=_another_file(path))
        return
    number, count = malformed[0]
    more = f", and {len(malformed) - 1} more such lines" if len(malformed) > 1 else ""
    words = "word" if count == 1 else "words"
    line = go_sum.text(staged.lines[number - 1].strip())
    message = f'{count} {words}, not module, version and hash: "{_cut(line)}"{more}'
    hints = sum_hints.write_anew(path)
    every = "\n".join(go_sum.text(staged.lines[number - 1]) for number, _ in malformed)
    yield Finding("SUM103", path, number, 1, message, hints=hints, text=every)


def malformed_hashes(path: str, staged: GoSum, bases: Sequence[GoSum]) -> Iterator[Finding]:
    """A new or changed h1: hash that is not a SHA-256 in base64, so that no content matches."""
    from ..values import checksum  # base64 is read by a C library that takes time to load

    for line in sums.fresh(staged, bases):
        fault = checksum.fault(line.hash)
        if fault:
            from . import sum_hints

            version = line.version.removesuffix("/go.mod")
            yield _finding(
                "SUM106",
                path,
                staged,
                line,
                f'hash "{_cut(line.hash)}" of {line.module} {line.version} {fault}',
                sum_hints.write_anew(path, f"{line.module}@{version}"),
            )


def _finding(
    code: str,
    path: str,
    file: GoSum,
    checksum: Checksum,
    message: str,
    hints: Sequence[Hint],
    *,
    wanted: str = "",
) -> Finding:
    """A finding at the hash of a line."""
    line = go_sum.text(file.lines[checksum.line - 1])
    return Finding(
        code,
        path,
        checksum.line,
        line.rfind(checksum.hash) + 1,
        message,
        hints=hints,
        module=checksum.module,
        version=checksum.version.removesuffix("/go.mod"),
        wanted=wanted,
        hash=checksum.hash,
        text=checksum.version,
    )


def _how_to_verify(
    path: str, code: str, module: str, version: str, hashes: Sequence[str]
) -> list[Hint]:
    """What to look at before these hashes are believed."""
    from ..rules import allow  # only when something was found
    from ..rules.hint import otherwise, say
    from . import sum_hints

    escaped = "".join(
        "!" + letter.lower() if letter.isupper() else letter for letter in f"{module}@{version}"
    )
    return [
        sum_hints.from_base(path),
        otherwise(say("a version never changes: find out who moved it")),
        say(f"the checksum database on a public module: https://sum.golang.org/lookup/{escaped}"),
        *allow.hints(code, module, version, pins=hashes, meant="the change is"),
    ]


def _markers(file: GoSum) -> list[int]:
    if file.ordinary:
        return []
    return [number for number, line in enumerate(file.lines, 1) if conflict_markers.marker(line)]


def _union(file: GoSum, path: str) -> list[Hint]:
    """How to get rid of the markers."""
    from ..formats import go_sum_layout  # only when there are some
    from ..rules.hint import mend, run, say

    merged = go_sum_layout.resolve(bytes(file))
    if merged is None:
        both = say("take the lines of both sides, drop the markers, then:")
        return [both, run("go mod tidy", parent(path))]
    if not merged.disagreements:
        note = "keeps the lines of both sides: they agree on every hash"
        return [mend("go-sum-sort", path, note)]
    conflict = merged.disagreements[0]
    if not conflict.module:
        words = say("remove the lines that are not checksums by hand, then:")
        return [words, mend("go-sum-sort", path)]
    module = f"{conflict.module} {conflict.version}"
    return [say(f"the sides know different hashes for {module}: verify them first")]


def _another_file(path: str) -> list[Hint]:
    """What to do where go.sum holds the text of another file: all of it can be written anew."""
    from ..rules.hint import otherwise, quoted, run
    from . import sum_hints

    folder, name = parent(path), path.rpartition("/")[2]
    anew = run(f"git rm -f {quoted(name)} && go mod tidy", folder, "writes it anew")
    return [sum_hints.from_base(path), otherwise(anew)]


def _is_go_mod(file: GoSum) -> bool:
    """Whether a file that is not a go.sum reads like a go.mod."""
    heads = {line.split()[0] for line in file.lines if line.strip()}
    return b"module" in heads and not heads.isdisjoint((b"go", b"require", b"replace"))


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
