"""What go.mod needs of go.sum: hashes that are missing, and those that a change removed.

A module's go.mod is read to build the module graph, so that its hash is always
needed; its zip is read only where a package of it is built
(https://go.dev/ref/mod#go-sum-files).
"""

from __future__ import annotations

from ..formats import go_sum
from ..rules.finding import Finding, quoted
from ..values import go_version
from ..verdicts import workspace_members
from ..verdicts.graph_problems import Missing
from ..verdicts.replacements import Replacements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..formats.directives import Requirement
    from ..formats.go_sum import GoSum
    from ..formats.problem import Problem
    from ..git.disk import Disk
    from ..verdicts.sources import Sources
    from ..verdicts.workspace import Workspace

    Places = dict[int, int]

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
    home = Home(tree, folder)
    lacking = [
        one
        for name, one in wanted.items()
        if home.target(one.module, one.version) and not home.has((name[0], name[1] + "/go.mod"))
    ]
    if home.malformed:
        return  # `sums.unreadable` says why
    if lacking and home.empty:
        yield _absent(tree, folder, lacking, disk)
        return
    hinted: set[str] = set()
    places = _places(tree, folder)
    before = [Home(base, folder) for base in bases] if lacking else []
    for one in lacking:
        finding = _lacking(tree, folder, one, places, before)
        if finding.hint in hinted:  # one run of go mod tidy mends them all
            finding.hint = ""
        hinted.add(finding.hint)
        yield finding


def _absent(tree: Sources, folder: str, wanted: Sequence[Missing], disk: Disk | None) -> Finding:
    """go.sum is not there at all."""
    path = tree.go_sum_path(folder)
    first = wanted[0]
    message = f"{path} is missing, but {_count(len(wanted))}: {first.module} {first.version}"
    hint = f"go mod tidy   (writes it), then: git add {quoted(path)}"
    if disk is not None and disk.holds(path):
        rule = disk.ignored_by(path)
        if rule:
            hint = f"git add -f {quoted(path)}   ({rule} ignores it)"
        else:
            hint = f"git add {quoted(path)}   (the file exists but is not staged)"
    at, line, column = _place(tree, folder, first, _places(tree, folder))
    return Finding("SUM108", at, line, column, message, hint=hint, releases=first.releases)


def _count(number: int) -> str:
    return "1 module needs it" if number == 1 else f"{number} modules need it"


def _lacking(
    tree: Sources, folder: str, one: Missing, places: Places, before: Sequence[Home]
) -> Finding:
    """One hash is not there; `before` is where the bases had theirs."""
    at, line, column = _place(tree, folder, one, places)
    name = one.sum
    removed = any(home.has((name[0], name[1] + "/go.mod")) for home in before)
    path = tree.go_sum_path(folder)
    shown = f"{name[0]} {name[1]}/go.mod"
    if removed:
        code = "SUM109"
        message = f"{path} lost the hash of {shown}, which is still needed"
        hint = f"put the line back (git diff HEAD -- {quoted(path)} shows it), or: go mod tidy"
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
        before = base.go_sum(folder)
        if before is None or before is staged:
            continue
        old = base.go_mod(folder)
        if old is None or set(before.lines).issubset(staged.lines):
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
    home = Home(tree, folder)
    providing = _providing(tree, folder) if vendored else set()
    for one in go_mod.requires:
        if one.indirect and one.path not in providing:
            continue
        name = home.target(one.path, one.version)
        if name is not None and not home.has(name):
            yield one, name


def _providing(tree: Sources, folder: str) -> set[str]:
    """The modules that vendor/modules.txt lists packages of."""
    listing = tree.modules_txt(folder)
    return {block.path for block in listing.blocks if block.packages} if listing else set()


class Home:
    """Where the module in `folder` is built: alone, or in the workspace that uses it.

    `empty`: there is no go.sum that counts; `malformed`: its own cannot be read.
    """

    __slots__ = ("_folder", "_own", "_replacements", "_space", "_tree", "empty", "malformed")

    def __init__(self, tree: Sources, folder: str) -> None:
        self._tree = tree
        self._folder = folder
        at = workspace_members.home(tree, folder)
        self._space = None if at is None else _space(tree, at)
        self._replacements: Replacements | None = None
        own = self._own = tree.go_sum(folder)
        files = [own] if own is not None else []
        if self._space is not None:
            files = [file for _, file in self._space.sums()]
        self.empty = not files
        self.malformed = own is not None and bool(own.malformed)

    def has(self, name: tuple[str, str]) -> bool:
        """Whether a hash that the go command can use is there."""
        if self._own is not None and self._own.has_h1(*name):
            return True
        return self._space is not None and _union(self._tree, self._space).has_h1(*name)

    def target(self, module: str, version: str) -> tuple[str, str] | None:
        """The module and version that go.sum names for a required one; None where it names
        none: a directory, or another module of the workspace."""
        found = self._replacing.of(module, version)
        if found is not None:
            return found.name if found.directory is None else None
        if self._space is None:
            return (module, version)
        return None if module in self._space.paths else (module, version)

    @property
    def _replacing(self) -> Replacements:
        if self._space is not None:
            return self._space.replacements
        if self._replacements is None:
            go_mod = self._tree.go_mod(self._folder)
            found = go_mod.replaces if go_mod is not None else ()
            self._replacements = Replacements(found, self._folder, "go.mod")
        return self._replacements


def _space(tree: Sources, folder: str) -> Workspace:
    """The workspace of the go.work in `folder`."""
    from ..verdicts import workspace  # not where a module stands alone

    return workspace.of(tree, folder)


def _union(tree: Sources, space: Workspace) -> GoSum:
    """The hashes of a workspace, taken together once."""
    key = ("sums", space.folder)
    found = tree.memo.get(key)
    if not isinstance(found, go_sum.GoSum):
        found = tree.memo[key] = go_sum.union([file for _, file in space.sums()])
    return found


def _places(tree: Sources, folder: str) -> Places:
    """The column of the requirement on each line of a go.mod."""
    go_mod = tree.go_mod(folder)
    return {at.line: at.column for at in go_mod.requires} if go_mod is not None else {}


def _place(tree: Sources, folder: str, one: Missing, places: Places) -> tuple[str, int, int]:
    """Path, line and column of the requirement that leads to the module."""
    return tree.go_mod_path(folder), max(one.line, 1), places.get(one.line, 1)
