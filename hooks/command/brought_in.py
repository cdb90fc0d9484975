"""What is left of a run's findings: those that the commit brings in.

A finding that the first base has too is inherited, in a module or workspace of which something
differs from it. One that only another parent of a merge has comes with that branch. A rewritten
hash or an edited vendored file may be a repair, by the history or by what proves it.
"""

from __future__ import annotations

from ..report.severity import ERROR, NOTE, WARNING, ReportedFinding, with_severity
from ..rules.hint import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

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
    """What there is to report, and what is not: the number of `inherited` findings, those that
    are `repairs`, and those of rewritten hashes that are `proved`."""

    __slots__ = ("inherited", "proved", "repairs", "reported")

    def __init__(
        self,
        reported: Sequence[ReportedFinding],
        inherited: int = 0,
        repairs: Sequence[Finding] = (),
        proved: Sequence[Finding] = (),
    ) -> None:
        self.reported = reported
        self.inherited = inherited
        self.repairs = repairs
        self.proved = proved

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
    if context.bases and context.inherits:
        inheritable = _inheritable(hook, context)
        left = _without(left, inheritable, _identities(hook, context, context.bases[0]))
        inherited = len(reported) - len(left)
        for tree in merged:
            left = _as_warnings(left, inheritable, _identities(hook, context, tree))
    repairs, proved = _repairs(context, objects, left)
    if repairs or proved:
        passing = {*repairs, *proved}
        left = [each for each in left if each.finding not in passing]
        left += _behind(context, left, passing)
    return BroughtIn(left, inherited, repairs, proved)


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
) -> tuple[list[Finding], list[Finding]]:
    """The findings that stand for a repair, and those of hashes that are proved."""
    candidates = [each.finding for each in reported if each.finding.code in RESTORED]
    base = context.base
    if not candidates or base is None:
        return [], []
    from ..checks import repairs  # only where a commit is about to be stopped
    from ..git.past import Past
    from . import proved_repairs

    by_zips = proved_repairs.as_published(context, base, candidates)
    candidates = [each for each in candidates if each not in by_zips]
    restored = repairs.repairs(
        candidates,
        context.tree,
        context.sums.of_tree(base),
        context.changes,
        Past(context.commit.base, objects),
    )
    known = set(restored)
    left = [each for each in candidates if each not in known]
    as_in_zips = [each for each, is_equal in by_zips.items() if is_equal]
    return [*as_in_zips, *restored], proved_repairs.proved_hashes(context, left)


def _behind(
    context: Context, left: Sequence[ReportedFinding], repairs: Iterable[Finding]
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


def sentences(result: BroughtIn) -> Iterator[str]:
    """What is told of findings that pass: one line for all that is put back, one for what is
    proved."""
    if result.repairs:
        first = result.repairs[0]
        more, restored = _and_more(result.repairs), RESTORED[first.code]
        yield f"{first.path}: puts back {restored} {first.module} {first.version}{more}: passes"
    if result.proved:
        first = result.proved[0]
        yield (
            f"{first.path}: {first.module} {first.text} has the hash of the checksum database now; "
            f"the commit before recorded {first.wanted}, which it does not have"
            f"{_and_more(result.proved)}: passes"
        )


def _and_more(found: Sequence[Finding]) -> str:
    return f", and {len(found) - 1} more like it" if len(found) > 1 else ""
