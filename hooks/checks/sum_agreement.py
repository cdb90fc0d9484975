"""SUM110: one module and version with different hashes in two go.sum or go.work.sum files.

https://go.dev/ref/mod#go-sum-files
"""

from __future__ import annotations

from ..formats import go_sum
from ..rules.finding import Finding
from ..rules.hint import otherwise, run, say
from ..tree.paths import parent
from . import sum_hints

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from ..formats.go_sum import GoSum
    from ..rules.hint import Hint

    Holders = dict[str, list[str]]  # by hash, the paths of the files that hold it


def disagreements(
    files: Mapping[str, GoSum], concerned: Container[str] | None = None
) -> Iterator[Finding]:
    """An h1: hash that differs between two files, at the file that fewer others agree with.

    `files` are all go.sum files of the repository by path; `concerned` the paths that
    the change touches (None: all). A disagreement between others is not reported.
    """
    found: list[tuple[str, str, str, str, str, str]] = []
    unexplained: dict[tuple[str, str, str], list[str]] = {}  # the hashes of each version
    several = _several(files)
    for key, holders in sorted(_holders(files, several).items()) if several else ():
        module, _, version = go_sum.text(key).partition(" ")
        if len(holders) < 2:
            continue
        ranked = sorted(holders, key=lambda each: (-len(holders[each]), holders[each][0]))
        for path, hash, other, other_path in _differences(holders, ranked, concerned):
            found.append((path, module, version, hash, other, other_path))
            name = (path, module, version.removesuffix("/go.mod"))
            unexplained.setdefault(name, []).extend((hash, other))
    for path, module, version, hash, other, other_path in found:
        pins = unexplained.pop((path, module, version.removesuffix("/go.mod")), [])
        yield _finding(files[path], path, module, version, hash, other, other_path, pins)


def _several(files: Mapping[str, GoSum]) -> set[bytes]:
    """Each `module version` with more than one hash in all files together.

    The files of a repository share most lines, so this looks at each distinct
    line once.
    """
    first_hash: dict[bytes, bytes] = {}
    several: set[bytes] = set()
    first = first_hash.setdefault
    for line in go_sum.normal(go_sum.union(list(files.values()))):
        key, _, hash = line.rpartition(b" ")
        if first(key, hash) != hash:
            several.add(key)
    return several - {b""}


def _holders(files: Mapping[str, GoSum], several: set[bytes]) -> dict[bytes, Holders]:
    """Which files hold which hash; a file that holds several is SUM102's."""
    holders: dict[bytes, Holders] = {}
    for path in sorted(files):
        here: dict[bytes, set[str]] = {}
        for line in go_sum.normal(files[path]):
            key, _, hash = line.rpartition(b" ")
            if key in several:
                here.setdefault(key, set()).update(go_sum.usable([go_sum.text(hash)]))
        for key, hashes in here.items():
            if len(hashes) == 1:
                holders.setdefault(key, {}).setdefault(hashes.pop(), []).append(path)
    return holders


def _differences(
    holders: Holders, ranked: Sequence[str], concerned: Container[str] | None
) -> Iterator[tuple[str, str, str, str]]:
    """Path and hash of each finding, then the other hash and a file that has it."""
    usual, *odd = ranked
    some_reported = False
    for hash in odd:
        for path in holders[hash]:
            if concerned is None or path in concerned:
                some_reported = True
                yield path, hash, usual, holders[usual][0]
    if not some_reported and concerned is not None:
        for path in holders[usual]:
            if path in concerned:
                yield path, usual, odd[0], holders[odd[0]][0]


def _finding(
    file: GoSum,
    path: str,
    module: str,
    version: str,
    hash: str,
    other: str,
    other_path: str,
    pins: Sequence[str],
) -> Finding:
    number = file.line_of(module, version, hash)
    column = go_sum.text(file.lines[number - 1]).rfind(hash) + 1
    bare = version.removesuffix("/go.mod")
    return Finding(
        "SUM110",
        path,
        number,
        column,
        f"hash of {module} {version} is {hash}, but {other_path} has {other}",
        hints=_hints(path, other_path, module, bare, pins) if pins else [],
        module=module,
        version=bare,
        target=other_path,
        wanted=other,
        hash=hash,
        text=version,
    )


def _hints(
    path: str, other_path: str, module: str, version: str, pins: Sequence[str]
) -> list[Hint]:
    """What to do about a version; `pins` are all its hashes, of the zip and of go.mod."""
    from ..rules import allow  # only when something was found

    return [
        sum_hints.from_base(path),
        otherwise(say(f"find out which hash is true, remove the other line in {path} or")),
        say(f"{other_path} by hand, and there:"),
        run("go mod tidy", parent(path)),
        *allow.hints("SUM110", module, version, pins=pins, meant="both are"),
    ]
