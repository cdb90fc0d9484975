"""One module and version in several go.sum and go.work.sum files of a repository."""

from __future__ import annotations

from ..formats import go_sum
from ..rules.finding import Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from ..formats.go_sum import GoSum

    Holders = dict[str, list[str]]


def disagreeing(
    sums: Mapping[str, GoSum], concerned: Container[str] | None = None
) -> Iterator[Finding]:
    """An h1: hash that differs between two files, at the file that fewer others agree with.

    `sums` are all files of the repository by path; `concerned` the paths that
    the change touches (None: all). A disagreement between others is not ours.
    """
    several = _several(sums)
    for key, holders in sorted(_holders(sums, several).items()) if several else ():
        module, _, version = go_sum.text(key).partition(" ")
        if len(holders) < 2:
            continue
        ranked = sorted(holders, key=lambda digest: (-len(holders[digest]), holders[digest][0]))
        for path, digest, other, elsewhere in _differences(holders, ranked, concerned):
            yield _finding(sums[path], path, module, version, digest, other, elsewhere)


def _several(sums: Mapping[str, GoSum]) -> set[bytes]:
    """Each `module version` with more than one hash in all files together.

    The files of a repository share most lines, so this looks at each distinct
    line once.
    """
    index: dict[bytes, bytes] = {}
    several: set[bytes] = set()
    first = index.setdefault
    for line in go_sum.normal(go_sum.union(list(sums.values()))):
        key, _, digest = line.rpartition(b" ")
        if first(key, digest) != digest:
            several.add(key)
    return several - {b""}


def _holders(sums: Mapping[str, GoSum], several: set[bytes]) -> dict[bytes, Holders]:
    """Which files hold which hash; a file that holds several is left to `sums.ambiguous`."""
    found: dict[bytes, Holders] = {}
    for path in sorted(sums):
        here: dict[bytes, set[str]] = {}
        for line in go_sum.normal(sums[path]):
            key, _, digest = line.rpartition(b" ")
            if key in several:
                here.setdefault(key, set()).update(go_sum.usable([go_sum.text(digest)]))
        for key, digests in here.items():
            if len(digests) == 1:
                found.setdefault(key, {}).setdefault(digests.pop(), []).append(path)
    return found


def _differences(
    holders: Holders, ranked: list[str], concerned: Container[str] | None
) -> Iterator[tuple[str, str, str, str]]:
    """Path and hash of each finding, then the other hash and a file that has it."""
    usual, *odd = ranked
    seen = False
    for digest in odd:
        for path in holders[digest]:
            if concerned is None or path in concerned:
                seen = True
                yield path, digest, usual, holders[usual][0]
    if not seen and concerned is not None:
        for path in holders[usual]:
            if path in concerned:
                yield path, usual, odd[0], holders[odd[0]][0]


def _finding(
    tree: GoSum, path: str, module: str, version: str, digest: str, other: str, elsewhere: str
) -> Finding:
    from ..rules import allowance  # only when something was found

    number = tree.line_of(module, version, digest)
    column = go_sum.text(tree.lines[number - 1]).rfind(digest) + 1
    name = version.removesuffix("/go.mod")
    return Finding(
        "SUM110",
        path,
        number,
        column,
        f"hash of {module} {version} is {digest}, but {elsewhere} has {other}",
        hint="\n".join(
            [
                "one version has one content: find out which hash is true, then go mod tidy",
                "if both are meant, these lines in .gomod-hooks.toml allow it, with a reason:",
                allowance.lines("SUM110", module, name),
            ]
        ),
        module=module,
        version=name,
    )
