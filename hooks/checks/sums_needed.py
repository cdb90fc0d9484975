"""What go.mod needs of go.sum: hashes that are missing, and those that a change removed.

A module's go.mod is read to build the module graph, so that its hash is always
needed; its zip is read only where a package of it is built
(https://go.dev/ref/mod#go-sum-files).
"""

from __future__ import annotations

from hooks.rules.finding import Finding
from hooks.values import go_version
from hooks.verdicts.graph_problems import Missing
from hooks.verdicts.sources import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hooks.formats.directives import Replacement, Requirement
    from hooks.formats.go_sum import GoSum
    from hooks.formats.problem import Problem
    from hooks.git.disk import Disk
    from hooks.verdicts.sources import Sources

# below it go.mod does not list every module that is built, and tidy kept other hashes
COMPLETE_SINCE = 17


def missing(
    tree: Sources,
    folder: str,
    problems: Iterable[Problem],
    bases: Sequence[Sources] = (),
    disk: Disk | None = None,
) -> Iterator[Finding]:
    """What `verdicts.graph.module` says about missing hashes of the module in `folder`.

    In a workspace the hashes of all members and of go.work.sum count, and the
    members need none. A file that cannot be read, or is not there, is one finding
    for all of them.
    """
    wanted = {one.sum: one for one in problems if isinstance(one, Missing)}
    if not wanted:
        return
    files = known(tree, folder)
    if any(file.malformed for file in files):
        return  # `sums.unreadable` says why
    members = _members(tree, folder)
    lacking = [
        one
        for name, one in wanted.items()
        if one.module not in members
        and not any(file.has_h1(name[0], name[1] + "/go.mod") for file in files)
    ]
    if lacking and not files:
        yield _absent(tree, folder, lacking, disk)
        return
    for one in lacking:
        yield _lacking(tree, folder, one, bases)


def _absent(tree: Sources, folder: str, wanted: Sequence[Missing], disk: Disk | None) -> Finding:
    """go.sum is not there at all."""
    path = tree.go_sum_path(folder)
    first = wanted[0]
    message = f"{path} is missing, but {_count(len(wanted))}: {first.module} {first.version}"
    hint = f"go mod tidy   (writes it), then: git add {path}"
    if disk is not None and disk.exists(path):
        rule = disk.ignored_by(path)
        hint = f"git add -f {path}   ({rule} ignores it)" if rule else f"git add {path}"
        hint += "" if rule else "   (the file exists but is not staged)"
    at, line, column = _place(tree, folder, first)
    return Finding("SUM108", at, line, column, message, hint=hint, releases=first.releases)


def _count(number: int) -> str:
    return "1 module needs it" if number == 1 else f"{number} modules need it"


def _lacking(tree: Sources, folder: str, one: Missing, bases: Sequence[Sources]) -> Finding:
    """One hash is not there."""
    at, line, column = _place(tree, folder, one)
    name = one.sum
    removed = any(
        file.has_h1(name[0], name[1] + "/go.mod") for base in bases for file in known(base, folder)
    )
    path = tree.go_sum_path(folder)
    shown = f"{name[0]} {name[1]}/go.mod"
    if removed:
        code = "SUM109"
        message = f"{path} lost the hash of {shown}, which is still needed"
        hint = f"put the line back: git diff HEAD -- {path}   (or write it anew: go mod tidy)"
    else:
        code = "SUM107"
        message = f"{path} has no hash of {shown}"
        hint = "go mod tidy   (adds it)"
    if one.via:
        message += f" (required by {one.via})"
    return Finding(
        code,
        at,
        line,
        column,
        message,
        hint=hint,
        module=one.module,
        version=one.version,
        releases=one.releases,
    )


def dropped(tree: Sources, folder: str, bases: Sequence[Sources]) -> Iterator[Finding]:
    """The zip's hash of a direct requirement was removed though the requirement stayed."""
    staged = tree.go_sum(folder)
    if staged is None or staged.malformed:
        return
    said: set[tuple[str, str]] = set()
    for base in bases:
        before, old = base.go_sum(folder), base.go_mod(folder)
        if before is None or old is None or set(before.lines).issubset(staged.lines):
            continue
        kept = {(one.path, one.version) for one in old.requires}
        for one, name in _without_zip(tree, folder):
            if (one.path, one.version) in kept and name not in said and before.has_h1(*name):
                said.add(name)
                yield _zip_finding(
                    tree,
                    folder,
                    one,
                    "SUM109",
                    f"{tree.go_sum_path(folder)} lost the hash of {name[0]} {name[1]}, "
                    "which is still required",
                )


def without_zip(tree: Sources, folder: str) -> Iterator[Finding]:
    """A direct requirement, or a vendored module, whose zip has no hash."""
    staged = tree.go_sum(folder)
    if staged is None or staged.malformed:
        return
    for one, name in _without_zip(tree, folder, vendored=True):
        path = tree.go_sum_path(folder)
        yield _zip_finding(tree, folder, one, "SUM201", f"{path} has no hash of {' '.join(name)}")


def _zip_finding(tree: Sources, folder: str, one: Requirement, code: str, message: str) -> Finding:
    return Finding(
        code,
        tree.go_mod_path(folder),
        one.line,
        one.column,
        message,
        hint="go mod tidy   (adds it, or drops the requirement if nothing imports it)",
        module=one.path,
        version=one.version,
    )


def _without_zip(
    tree: Sources, folder: str, *, vendored: bool = False
) -> Iterator[tuple[Requirement, tuple[str, str]]]:
    """Requirements whose zip is needed and has no hash, each with the module that stands for it."""
    go_mod = tree.go_mod(folder)
    if go_mod is None or go_mod.go is None:
        return
    if go_version.minor(go_mod.go.version) < COMPLETE_SINCE:
        return
    own = tree.go_sum(folder)
    providing = _providing(tree, folder) if vendored else set()
    for one in go_mod.requires:
        if one.indirect and one.path not in providing:
            continue
        name = target(tree, folder, one.path, one.version)
        if not name[1] or (own is not None and own.has_h1(*name)):
            continue
        if not any(file.has_h1(*name) for file in known(tree, folder)):
            yield one, name


def _providing(tree: Sources, folder: str) -> set[str]:
    """The modules that vendor/modules.txt lists packages of."""
    listing = tree.modules_txt(folder)
    return {block.path for block in listing.blocks if block.packages} if listing else set()


def known(tree: Sources, folder: str) -> list[GoSum]:
    """The go.sum files that count for the module in `folder`: its own, then those of the
    workspace it is in."""
    found = [tree.go_sum(folder)]
    members = _member_folders(tree, folder)
    if members:
        found.append(tree.go_work_sum(tree.workspace_of(folder) or ""))
        found += [tree.go_sum(member) for member in members]
    return list({id(one): one for one in found if one is not None}.values())


def _member_folders(tree: Sources, folder: str) -> list[str]:
    """The folders of the workspace that the module in `folder` belongs to; none outside one."""
    at = tree.workspace_of(folder)
    go_work = None if at is None else tree.go_work(at)
    if at is None or go_work is None:
        return []
    found = [join(at, one.path) for one in go_work.uses if not one.path.startswith("/")]
    return found if folder in found else []


def target(tree: Sources, folder: str, module: str, version: str) -> tuple[str, str]:
    """The module and version that go.sum names for a required one; version "" for a directory."""
    at = tree.workspace_of(folder)
    go_work = None if at is None else tree.go_work(at)
    go_mod = tree.go_mod(folder)
    for tables in (go_work, go_mod):
        one = _replacement(tables.replaces, module, version) if tables is not None else None
        if one is not None:
            return (one.target, one.target_version)
    return (module, version)


def _replacement(replaces: Sequence[Replacement], module: str, version: str) -> Replacement | None:
    """The replacement that applies: the last one of this version, else of every version."""
    for wanted in (version, ""):
        for one in reversed(replaces):
            if one.path == module and one.version == wanted:
                return one
    return None


def _place(tree: Sources, folder: str, one: Missing) -> tuple[str, int, int]:
    """Path, line and column of the requirement that leads to the module."""
    path, go_mod = tree.go_mod_path(folder), tree.go_mod(folder)
    for at in go_mod.requires if go_mod is not None else ():
        if at.line == one.line:
            return path, at.line, at.column
    return path, max(one.line, 1), 1


def _members(tree: Sources, folder: str) -> set[str]:
    """The module paths of the workspace that the module in `folder` belongs to."""
    trees = [tree.go_mod(member) for member in _member_folders(tree, folder)]
    return {one.module.path for one in trees if one is not None and one.module is not None}
