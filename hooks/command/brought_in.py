"""What is left of a run's findings: those that the commit brings in.

A finding that the first base has too is inherited, in a module or workspace of which something
differs from it. One that only another parent of a merge has comes with that branch. A rewritten
hash or an edited vendored file may be a repair.
"""

from __future__ import annotations

from ..report.severity import ERROR, NOTE, WARNING, ReportedFinding, with_severity
from ..rules.hint import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ..git.objects import Objects
    from ..git.repository import Repository
    from ..git.worktree import GitWorktree
    from ..rules.finding import Finding
    from ..tree.tree import Tree
    from .context import Context
    from .hook import Hook
    from .judged import JudgedCommit

# What a repair puts back, by the code that it would have been
RESTORED = {
    "SUM101": "the known hash of",
    "VEN303": "a file of",
    "VEN307": "a file of",
}


class BroughtIn:
    """What there is to report, and what is not: the number of `inherited` findings, and the
    findings that are `repairs`."""

    __slots__ = ("inherited", "repairs", "reported")

    def __init__(
        self,
        reported: Sequence[ReportedFinding],
        inherited: int = 0,
        repairs: Sequence[Finding] = (),
    ) -> None:
        self.reported = reported
        self.inherited = inherited
        self.repairs = repairs

    @property
    def fails(self) -> bool:
        """Whether the commit is stopped."""
        return any(each.severity == ERROR for each in self.reported)


class _Base:
    """A base as if it were judged by itself: what the judged commit inherits from it."""

    __slots__ = ("base", "changes", "opposite", "repository", "tree", "worktree")

    is_alone = False
    rev = "base"
    bases: Sequence[Tree] = ()
    unmerged: Sequence[str] = ()
    walked_past: Mapping[bytes, tuple[bytes, str]] = {}

    def __init__(self, tree: Tree, judged: JudgedCommit, worktree: GitWorktree) -> None:
        self.base = ""
        self.tree = tree
        self.opposite: Tree | None = judged.tree
        self.changes = judged.changes
        self.repository: Repository = judged.repository
        self.worktree = worktree


def brought_in(
    hook: Hook,
    context: Context,
    objects: Objects,
    reported: Sequence[ReportedFinding],
    merged: Sequence[Tree] = (),
) -> BroughtIn:
    """What the commit brings in of the findings. `merged` are the trees of the other parents
    while a merge is concluded, `objects` the store that history is read from."""
    left = list(reported)
    inherited = 0
    if context.bases and _inherits(context.options.flag):
        inheritable = _inheritable(hook, context)
        left = _without(left, inheritable, _identities(hook, context, context.bases[0]))
        inherited = len(reported) - len(left)
        for tree in merged:
            left = _as_warnings(left, inheritable, _identities(hook, context, tree))
    repairs = _repairs(context, objects, left)
    if repairs:
        left = [each for each in left if each.finding not in repairs]
        left += _behind(context, left, repairs)
    return BroughtIn(left, inherited, repairs)


def _inherits(flag: Callable[[str], bool]) -> bool:
    return not (flag("all") or flag("no-inherit"))


def _inheritable(hook: Hook, context: Context) -> Callable[[ReportedFinding], bool]:
    """Whether a finding may be inherited: it is about a module or workspace of which something
    differs, no note, and nothing that the hook mends, or with --fix another."""
    folders: set[str] | None = None
    mended = set(hook.fixes)
    for fixer, _ in hook.mending(context):
        mended |= context.strict_codes.intersection(fixer.fixes)
    if context.named:
        scope = context.changed_scope()
        folders = {*scope.modules, *scope.workspaces}
        for folder in scope.workspaces:
            folders.update(context.tree.workspace_members(folder))

    def test(each: ReportedFinding) -> bool:
        if each.severity == NOTE or each.finding.code in mended:
            return False
        return folders is None or context.module_of(each.finding.path) in folders

    return test


def _identities(hook: Hook, context: Context, base: Tree) -> dict[tuple[object, ...], int]:
    """How often each finding is in a base."""
    from ..git.worktree import GitWorktree

    commit = _Base(base, context.commit, GitWorktree(""))
    base.look_outside_like(context.tree)
    earlier = context.of_base(hook, commit)
    counts: dict[tuple[object, ...], int] = {}
    for finding in _once(each for each in hook.judge(earlier) if earlier.selects(each)):
        counts[finding.identity] = counts.get(finding.identity, 0) + 1
    return counts


def _once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Each finding once, as it is reported."""
    places: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        place = (finding.path, finding.line, finding.code, finding.column, finding.message)
        places.setdefault(place, finding)
    return places.values()


def _without(
    reported: Sequence[ReportedFinding],
    inheritable: Callable[[ReportedFinding], bool],
    counts: dict[tuple[object, ...], int],
) -> list[ReportedFinding]:
    """The findings without as many of each kind as there were before."""
    left = []
    for each in reported:
        identity = each.finding.identity
        if counts.get(identity) and inheritable(each):
            counts[identity] -= 1
        else:
            left.append(each)
    return left


def _as_warnings(
    reported: Sequence[ReportedFinding],
    inheritable: Callable[[ReportedFinding], bool],
    counts: dict[tuple[object, ...], int],
) -> list[ReportedFinding]:
    """The findings, those that a merged branch has too as warnings."""
    news = {id(each) for each in _without(reported, inheritable, counts)}
    hint = say("the merged branch has this too: it does not stop the merge")
    return [
        each
        if id(each) in news
        else ReportedFinding(each.finding.with_hints([*each.finding.hints, hint]), WARNING)
        for each in reported
    ]


def _repairs(
    context: Context, objects: Objects, reported: Sequence[ReportedFinding]
) -> list[Finding]:
    """The findings that stand for a repair."""
    candidates = [each.finding for each in reported if each.finding.code in RESTORED]
    base = context.base
    if not candidates or base is None:
        return []
    from ..checks import repairs  # only where a commit is about to be stopped
    from ..git.past import Past

    as_published = _as_published(context, base, candidates)
    candidates = [each for each in candidates if each not in as_published]
    restored = repairs.repairs(
        candidates,
        context.tree,
        context.sums.of_tree(base),
        context.changes,
        Past(context.commit.base, objects),
    )
    return [*as_published, *restored]


def _as_published(context: Context, base: Tree, candidates: Sequence[Finding]) -> list[Finding]:
    """The findings after which a vendored file is as in the zip that a line of the base pins. One
    that went puts nothing back: the base may hold more that is not the module's."""
    from ..checks import prf_vendored, repairs, ven_tree
    from .module_zips import pinned_zips

    by_folder: dict[str, list[Finding]] = {}
    for finding in candidates:
        is_there = bool(context.tree.files.oid(finding.path))
        if finding.code in repairs.VENDORED and context.commit.is_alone and is_there:
            before, _, _ = ("/" + finding.path).partition("/vendor/")
            by_folder.setdefault(before[1:], []).append(finding)
    found: list[Finding] = []
    files = [file for _, file in context.sums.of_tree(base)] if by_folder else []
    pinned = pinned_zips(context, files) if by_folder else None
    for folder, edited in by_folder.items():
        vendored = context.tree.latest(ven_tree.vendor_folder, folder)
        if vendored is not None and pinned is not None:
            found += prf_vendored.repaired(vendored, pinned, edited)
    return found


def _behind(
    context: Context, left: Sequence[ReportedFinding], repairs: Sequence[Finding]
) -> list[ReportedFinding]:
    """What was not said of a repaired hash, as it was said that it is rewritten: that another
    file still has the other one."""
    places = {(finding.path, finding.line) for finding in repairs}
    places -= {(each.finding.path, each.finding.line) for each in left}
    findings = [
        finding
        for finding in context.sums.disagreements()
        if (finding.path, finding.line) in places and context.selects(finding)
    ]
    return with_severity(findings, strict=context.options.flag("strict"), failing=())


def sentence(found: Sequence[Finding]) -> str:
    """One line that tells what was repaired."""
    first = found[0]
    more = f", and {len(found) - 1} more like it" if len(found) > 1 else ""
    restored = RESTORED[first.code]
    return f"{first.path}: puts back {restored} {first.module} {first.version}{more}: passes"
