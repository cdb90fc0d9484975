"""What a change did to dependencies: requirements, replacements, go lines and checksums.

Every difference is a row, in the terms of people who review one.
"""

from __future__ import annotations

from ..values import go_version, semver
from . import sums

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ..formats.go_sum import GoSum
    from ..formats.modfile.directives import Replacement
    from ..formats.modfile.file import ModFile

    Pair = tuple[ModFile | None, GoSum | None]
    Sums = tuple[GoSum | None, GoSum | None]
    Compare = Callable[[str, str], int]

ADDED, REMOVED, MODIFIED = "added", "removed", "modified"
STATUSES = (ADDED, REMOVED, MODIFIED)

# What of a row is modified
CHANGED = "changed"
UPGRADED, DOWNGRADED = "upgraded", "downgraded"
FORKED, REHASHED = "moved to a fork", "re-hashed"
# what a reviewer should look at first comes first
CHANGES = (REHASHED, FORKED, DOWNGRADED, UPGRADED, ADDED, REMOVED, CHANGED)

GO, TOOLCHAIN, REQUIREMENT = "go", "toolchain", "requirement"
REPLACEMENT, CHECKSUM = "replacement", "checksum"


class DiffRow:
    """One difference.

    `path` is the go.mod or go.work that it belongs to, checksums included, or the file of sums
    where no go.mod or go.work is compared; `paths` are all of them where one row stands for
    equal differences of several modules, and `path` is "" then. `section` is what kind of line
    it is; `module` its module path ("" for go and toolchain). `change` is one of CHANGES.
    `before` and `after` are the versions, or targets of a replacement, "" where there was or is
    none; `old_hash` and `new_hash` go with them, as far as the sums have them. `indirect`: no
    main module asks for it in a line of its own; None where no go.mod tells. `is_new_owner`:
    nothing on the side before is from the owner of this module. `raised_by` are modules, with
    their version, that ask for the version of an upgraded indirect requirement.
    """

    __slots__ = (
        "after",
        "before",
        "change",
        "indirect",
        "is_new_owner",
        "module",
        "new_hash",
        "old_hash",
        "path",
        "paths",
        "raised_by",
        "section",
    )

    def __init__(
        self,
        path: str,
        section: str,
        module: str,
        change: str,
        before: str,
        after: str,
        *,
        indirect: bool | None = False,
        old_hash: str = "",
        new_hash: str = "",
    ) -> None:
        self.path = path
        self.paths: Sequence[str] = (path,)
        self.section = section
        self.module = module
        self.change = change
        self.before = before
        self.after = after
        self.indirect = indirect
        self.old_hash = old_hash
        self.new_hash = new_hash
        self.is_new_owner = False
        self.raised_by: Sequence[str] = ()

    def __repr__(self) -> str:
        return f"DiffRow({self.path} {self.module}: {self.change} {self.before} => {self.after})"

    @property
    def status(self) -> str:
        """One of STATUSES."""
        return self.change if self.change in (ADDED, REMOVED) else MODIFIED


def compare(
    before: Mapping[str, Pair], after: Mapping[str, Pair], *, strict: bool = False
) -> Iterator[DiffRow]:
    """The differences between two sides, each a go.mod or go.work with its sums, by path.

    `strict` adds the hashes of go.mod files; one that was rewritten is always told.
    """
    for path in sorted({**before, **after}):
        old_mod, old_sum = before.get(path, (None, None))
        new_mod, new_sum = after.get(path, (None, None))
        yield from _releases(path, old_mod, new_mod)
        yield from _requirements(path, old_mod, new_mod, (old_sum, new_sum))
        yield from _replacements(path, old_mod, new_mod, (old_sum, new_sum))
        direct = None
        if old_mod is not None or new_mod is not None:
            direct = {*_direct(old_mod), *_direct(new_mod)}
        yield from _checksums(path, old_sum, new_sum, direct, strict)


def _releases(path: str, before: ModFile | None, after: ModFile | None) -> Iterator[DiffRow]:
    """The go and toolchain lines."""
    old, new = _go(before), _go(after)
    if old != new:
        yield DiffRow(path, GO, "", _moved(old, new, go_version.compare), old, new)
    old, new = _toolchain(before), _toolchain(after)
    if old != new:
        yield DiffRow(path, TOOLCHAIN, "", _moved(old, new, _compare_toolchains), old, new)


def _go(file: ModFile | None) -> str:
    return file.go.version if file is not None and file.go is not None else ""


def _toolchain(file: ModFile | None) -> str:
    return file.toolchain.name if file is not None and file.toolchain is not None else ""


def _compare_toolchains(left: str, right: str) -> int:
    return go_version.compare(go_version.of_toolchain(left), go_version.of_toolchain(right))


def _moved(before: str, after: str, compare: Compare = semver.compare) -> str:
    """The change of a version that was one and is another."""
    if not before or not after:
        return ADDED if not before else REMOVED
    order = compare(before, after)
    return CHANGED if order == 0 else UPGRADED if order < 0 else DOWNGRADED


def _requirements(
    path: str, before: ModFile | None, after: ModFile | None, of: Sums
) -> Iterator[DiffRow]:
    """Requirements, the direct ones first."""
    old, new = _required(before), _required(after)
    rows = []
    for module in old.keys() | new.keys():
        was, indirect_before = old.get(module, ("", True))
        now, indirect_after = new.get(module, ("", True))
        if (was, indirect_before) == (now, indirect_after):
            continue
        indirect = indirect_after if module in new else indirect_before
        change = _moved(was, now) if was != now else CHANGED
        old_hash, new_hash = _hash(of[0], module, was), _hash(of[1], module, now)
        if was == now:  # the same version, now with or without its comment
            was, now = was + _comment(indirect_before), now + _comment(indirect_after)
        row = DiffRow(path, REQUIREMENT, module, change, was, now, indirect=indirect)
        row.old_hash, row.new_hash = old_hash, new_hash
        rows.append(row)
    yield from sorted(rows, key=lambda row: (row.indirect, row.module))


def _hash(file: GoSum | None, module: str, version: str) -> str:
    """The hashes that go.sum has of a module's content, "" for none."""
    return " ".join(sorted(file.hashes(module, version))) if file is not None and version else ""


def _comment(indirect: bool) -> str:
    return " // indirect" if indirect else ""


def _required(file: ModFile | None) -> dict[str, tuple[str, bool]]:
    """Version by module path, and whether only an indirect line asks for it; of several
    lines the highest version counts, as in the go command."""
    versions: dict[str, tuple[str, bool]] = {}
    for required in file.requires if file is not None else ():
        version, indirect = versions.get(required.path, ("", True))
        if not version or semver.compare(version, required.version) < 0:
            version = required.version
        versions[required.path] = (version, indirect and required.indirect)
    return versions


def _direct(file: ModFile | None) -> list[str]:
    return [module for module, (_, indirect) in _required(file).items() if not indirect]


def _replacements(
    path: str, before: ModFile | None, after: ModFile | None, of: Sums
) -> Iterator[DiffRow]:
    old, new = _replaced(before), _replaced(after)
    listed = _required(before)
    required = {**listed, **_required(after)}
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name), new.get(name)
        if _target(was) == _target(now):
            continue
        module, version = name
        listed_version = listed.get(module, ("",))[0]
        row = DiffRow(
            path,
            REPLACEMENT,
            f"{module} {version}".rstrip(),
            _replaced_change(was, now),
            _target(was) or listed_version,
            _target(now),
            indirect=required.get(module, ("", False))[1],
        )
        row.old_hash = _target_hash(of[0], was) if was else _hash(of[0], module, listed_version)
        row.new_hash = _target_hash(of[1], now)
        yield row


def _target_hash(file: GoSum | None, replaced: Replacement | None) -> str:
    return _hash(file, replaced.target, replaced.target_version) if replaced is not None else ""


def _replaced(file: ModFile | None) -> dict[tuple[str, str], Replacement]:
    """The replacements by what they replace; the last one counts."""
    replaces = file.replaces if file is not None else ()
    return {(replaced.path, replaced.version): replaced for replaced in replaces}


def _target(replaced: Replacement | None) -> str:
    if replaced is None:
        return ""
    return f"{replaced.target} {replaced.target_version}".rstrip()


def _replaced_change(was: Replacement | None, now: Replacement | None) -> str:
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
    path: str, before: GoSum | None, after: GoSum | None, direct: set[str] | None, strict: bool
) -> Iterator[DiffRow]:
    """The entries of go.sum that differ, each for itself."""
    for entry in sums.changed(before, after):
        change = REHASHED if entry.old and entry.new else ADDED if entry.new else REMOVED
        if strict or not entry.is_of_go_mod or change == REHASHED:
            yield DiffRow(
                path,
                CHECKSUM,
                entry.module,
                change,
                entry.version if entry.old else "",
                entry.version if entry.new else "",
                indirect=None if direct is None else entry.module not in direct,
                old_hash=" ".join(sorted(entry.old)),
                new_hash=" ".join(sorted(entry.new)),
            )
