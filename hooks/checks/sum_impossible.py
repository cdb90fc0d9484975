"""Hashes that no module can have, whatever its content.

SUM111, one zip hash under two names: the names of the files are part of what is hashed, and
they begin with module and version. SUM112, a +incompatible version's go.mod hash that is not
that of the go.mod which the go command makes up; SUM113, the hash of no files for a go.mod.
https://go.dev/ref/mod#go-sum-files, https://go.dev/ref/mod#non-module-compat
"""

from __future__ import annotations

from ..diff import sums
from ..formats import go_sum
from ..rules.finding import Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..diff.holders import Holders
    from ..formats.go_sum import Checksum, GoSum

NO_FILES = "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def impossible_hashes(
    path: str, staged: GoSum, bases: Sequence[GoSum], holders: Holders
) -> Iterator[Finding]:
    """Hashes of lines that no base has at this path. `holders` tells what the judged .sum files
    of the judged tree and of the bases hold."""
    new = sums.new_lines(staged, bases)
    shared = holders.shared if new else {}
    zips = {}
    for line, _ in sums.entries(staged, {each for each in new if _is_odd(each, shared)}):
        if not line.version.endswith("/go.mod"):
            zips[line.hash] = line
        elif line.hash == NO_FILES:
            message = f"hash of {line.module} {line.version} is that of no files at all"
            yield _finding("SUM113", path, staged, line, message)
        else:
            wanted = _of_made_up_go_mod(line.module)
            if line.hash not in (wanted, go_sum.EMPTY_GO_MOD):
                message = f"hash of {line.module} {line.version} is {line.hash}, but a version "
                message += f"+incompatible has no go.mod, and that of none is {wanted}"
                yield _finding("SUM112", path, staged, line, message, wanted=wanted)
    for hash, line in zips.items():
        names = map(go_sum.text, shared[hash.encode()])
        others = [name for name in names if name != f"{line.module} {line.version}"]
        message = f"{line.module} {line.version} and {others[0]} have the same hash "
        message += f"{hash}, which depends on module and version"
        yield _finding("SUM111", path, staged, line, message, target=others[0])


def _is_odd(line: bytes, shared: Mapping[bytes, Sequence[bytes]]) -> bool:
    """Whether a line, in normal form, has to be looked at closely."""
    name, _, digest = line.rpartition(b" ")
    if not digest.startswith(b"h1:"):
        return False
    if not name.endswith(b"/go.mod"):
        return digest in shared
    return name.endswith(b"+incompatible/go.mod") or digest == NO_FILES.encode()


def _of_made_up_go_mod(module: str) -> str:
    """The hash of the go.mod that the go command makes up for a module without one."""
    import base64  # only where there is such a version
    import hashlib

    content = hashlib.sha256(f"module {module}\n".encode("utf-8", "surrogateescape")).hexdigest()
    listing = hashlib.sha256(f"{content}  go.mod\n".encode())
    return "h1:" + base64.b64encode(listing.digest()).decode()


def _finding(
    code: str,
    path: str,
    staged: GoSum,
    line: Checksum,
    message: str,
    *,
    wanted: str = "",
    target: str = "",
) -> Finding:
    from . import sum_hints

    version = line.version.removesuffix("/go.mod")
    return Finding(
        code,
        path,
        line.line,
        go_sum.text(staged.lines[line.line - 1]).rfind(line.hash) + 1,
        message,
        hints=sum_hints.write_anew(path, f"{line.module}@{version}"),
        module=line.module,
        version=version,
        wanted=wanted,
        target=target,
        hash=line.hash,
        text=line.version,
    )
