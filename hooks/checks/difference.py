"""What a change did to dependencies: requirements, replacements, go lines and checksums.

Not a judgement: every difference is a row, in the terms of people who review one.
"""

from __future__ import annotations

from ..formats import go_sum
from ..values import go_version, semver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ..formats.directives import Replacement
    from ..formats.go_sum import GoSum
    from ..formats.mod_file import GoMod, GoWork

    Pair = tuple[GoMod | GoWork | None, GoSum | None]
    Compare = Callable[[str, str], int]

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
UPGRADED, DOWNGRADED = "upgraded", "downgraded"
FORKED, REHASHED = "moved to a fork", "re-hashed"
# what a reviewer should look at first comes first
STATUSES = (REHASHED, FORKED, DOWNGRADED, UPGRADED, ADDED, REMOVED, CHANGED)

GO, TOOLCHAIN, REQUIREMENT = "go", "toolchain", "requirement"
REPLACEMENT, CHECKSUM = "replacement", "checksum"


class Row:
    """One difference.

    `path` is the go.mod or go.work that it belongs to, checksums included;
    `section` what kind of line it is; `module` its module path ("" for go and
    toolchain). `before` and `after` are the versions, or targets of a
    replacement, "" where there was or is none; `old_hash` and `new_hash` go with
    them in a checksum. `indirect`: no main module asks for it in a line of its own.
    """

    __slots__ = (
        "after",
        "before",
        "indirect",
        "module",
        "new_hash",
        "old_hash",
        "path",
        "section",
        "status",
    )

    def __init__(
        self,
        path: str,
        section: str,
        module: str,
        status: str,
        before: str,
        after: str,
        *,
        indirect: bool = False,
        old_hash: str = "",
        new_hash: str = "",
    ) -> None:
        self.path = path
        self.section = section
        self.module = module
        self.status = status
        self.before = before
        self.after = after
        self.indirect = indirect
        self.old_hash = old_hash
        self.new_hash = new_hash

    def __repr__(self) -> str:
        return f"Row({self.path} {self.module}: {self.status} {self.before} => {self.after})"


def compare(
    before: Mapping[str, Pair], after: Mapping[str, Pair], *, strict: bool = False
) -> Iterator[Row]:
    """The differences between two sides, each a go.mod or go.work with its sums, by path.

    `strict` adds the hashes of go.mod files; one that was rewritten is always told.
    """
    for path in sorted({**before, **after}):
        old_mod, old_sum = before.get(path, (None, None))
        new_mod, new_sum = after.get(path, (None, None))
        yield from _releases(path, old_mod, new_mod)
        yield from _requirements(path, old_mod, new_mod)
        yield from _replacements(path, old_mod, new_mod)
        direct = {*_direct(old_mod), *_direct(new_mod)}
        yield from _checksums(path, old_sum, new_sum, direct, strict)


def _releases(
    path: str, before: GoMod | GoWork | None, after: GoMod | GoWork | None
) -> Iterator[Row]:
    """The go and toolchain lines."""
    old, new = _go(before), _go(after)
    if old != new:
        yield Row(path, GO, "", _moved(old, new, go_version.compare), old, new)
    old, new = _toolchain(before), _toolchain(after)
    if old != new:
        yield Row(path, TOOLCHAIN, "", _moved(old, new, _compare_toolchains), old, new)


def _go(tree: GoMod | GoWork | None) -> str:
    return tree.go.version if tree is not None and tree.go is not None else ""


def _toolchain(tree: GoMod | GoWork | None) -> str:
    return tree.toolchain.name if tree is not None and tree.toolchain is not None else ""


def _compare_toolchains(one: str, other: str) -> int:
    return go_version.compare(go_version.of_toolchain(one), go_version.of_toolchain(other))


def _moved(before: str, after: str, compare: Compare = semver.compare) -> str:
    """The status of a version that was one and is another."""
    if not before or not after:
        return ADDED if not before else REMOVED
    order = compare(before, after)
    return CHANGED if order == 0 else UPGRADED if order < 0 else DOWNGRADED


def _requirements(
    path: str, before: GoMod | GoWork | None, after: GoMod | GoWork | None
) -> Iterator[Row]:
    """Requirements, the direct ones first."""
    old, new = _required(before), _required(after)
    rows = []
    for module in old.keys() | new.keys():
        was, indirect_before = old.get(module, ("", True))
        now, indirect_after = new.get(module, ("", True))
        if (was, indirect_before) == (now, indirect_after):
            continue
        indirect = indirect_after if module in new else indirect_before
        status = _moved(was, now) if was != now else CHANGED
        if was == now:  # the same version, now with or without its comment
            was, now = was + _comment(indirect_before), now + _comment(indirect_after)
        rows.append(Row(path, REQUIREMENT, module, status, was, now, indirect=indirect))
    yield from sorted(rows, key=lambda row: (row.indirect, row.module))


def _comment(indirect: bool) -> str:
    return " // indirect" if indirect else ""


def _required(tree: GoMod | GoWork | None) -> dict[str, tuple[str, bool]]:
    """Version by module path, and whether only an indirect line asks for it; of several
    lines the highest version counts, as in the go command."""
    found: dict[str, tuple[str, bool]] = {}
    for one in getattr(tree, "requires", ()):
        version, indirect = found.get(one.path, ("", True))
        if not version or semver.compare(version, one.version) < 0:
            version = one.version
        found[one.path] = (version, indirect and one.indirect)
    return found


def _direct(tree: GoMod | GoWork | None) -> list[str]:
    return [module for module, (_, indirect) in _required(tree).items() if not indirect]


def _replacements(
    path: str, before: GoMod | GoWork | None, after: GoMod | GoWork | None
) -> Iterator[Row]:
    old, new = _replaced(before), _replaced(after)
    listed = _required(before)
    required = {**listed, **_required(after)}
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name), new.get(name)
        if _target(was) == _target(now):
            continue
        status = _replaced_status(was, now)
        module, version = name
        yield Row(
            path,
            REPLACEMENT,
            f"{module} {version}".rstrip(),
            status,
            _target(was) or listed.get(module, ("",))[0],
            _target(now),
            indirect=required.get(module, ("", False))[1],
        )


def _replaced(tree: GoMod | GoWork | None) -> dict[tuple[str, str], Replacement]:
    """The replacements by what they replace; the last one counts."""
    return {(one.path, one.version): one for one in (tree.replaces if tree is not None else ())}


def _target(one: Replacement | None) -> str:
    return "" if one is None else f"{one.target} {one.target_version}".rstrip()


def _replaced_status(was: Replacement | None, now: Replacement | None) -> str:
    if now is None:
        return REMOVED
    before = was.target if was is not None and was.target_version else now.path
    if now.target_version and now.target != before:
        return FORKED
    if was is None:
        return ADDED
    if was.target_version and now.target_version:
        return _moved(was.target_version, now.target_version)
    return CHANGED


def _checksums(
    path: str, before: GoSum | None, after: GoSum | None, direct: set[str], strict: bool
) -> Iterator[Row]:
    """What changed in go.sum: by module one version that became another, else each entry."""
    old, new = _entries(before, after), _entries(after, before)
    for module in sorted(old.keys() | new.keys()):
        for ending in ("", "/go.mod"):
            was = {at: one for at, one in old.get(module, {}).items() if _is(at, ending)}
            now = {at: one for at, one in new.get(module, {}).items() if _is(at, ending)}
            for row in _paired(path, module, was, now):
                row.indirect = module not in direct
                if strict or not ending or row.status == REHASHED:
                    yield row


def _is(version: str, ending: str) -> bool:
    return version.endswith("/go.mod") if ending else not version.endswith("/go.mod")


def _entries(tree: GoSum | None, other: GoSum | None) -> dict[str, dict[str, str]]:
    """The hashes by module and version, of those whose hashes `other` has otherwise.

    Several hashes of one version stand together, with blanks between.
    """
    found: dict[str, dict[str, str]] = {}
    lines = set() if tree is None else set(go_sum.normal(tree))
    others = set() if other is None else set(go_sum.normal(other))
    for name in {line.rpartition(b" ")[0] for line in (lines ^ others) if line}:
        module, _, version = go_sum.text(name).partition(" ")
        hashes = [] if tree is None else tree.hashes(module, version)
        if hashes:
            found.setdefault(module, {})[version] = " ".join(sorted(hashes))
    return found


def _paired(path: str, module: str, was: dict[str, str], now: dict[str, str]) -> Iterator[Row]:
    for version in sorted(was.keys() & now.keys(), key=semver.key):
        yield _checksum(path, module, REHASHED, version, version, was[version], now[version])
    gone, come = _alone(was, now), _alone(now, was)
    if len(gone) == len(come) == 1:
        old, new = gone[0], come[0]
        yield _checksum(path, module, _moved_sum(old, new), old, new, was[old], now[new])
        return
    for old in gone:
        yield _checksum(path, module, REMOVED, old, "", was[old], "")
    for new in come:
        yield _checksum(path, module, ADDED, "", new, "", now[new])


def _alone(these: dict[str, str], those: dict[str, str]) -> Sequence[str]:
    """The versions that only these have, in order."""
    found = these.keys() - those.keys()
    return sorted(found, key=lambda version: (semver.key(version.partition("/")[0]), version))


def _moved_sum(before: str, after: str) -> str:
    return _moved(before.partition("/")[0], after.partition("/")[0])


def _checksum(
    path: str, module: str, status: str, before: str, after: str, old_hash: str, new_hash: str
) -> Row:
    return Row(path, CHECKSUM, module, status, before, after, old_hash=old_hash, new_hash=new_hash)
