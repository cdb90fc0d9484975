"""The policies that [policy] names, each by its check; POL103 where a ratchet lets one pass."""

from __future__ import annotations

from ..rules import allow
from ..rules.finding import Finding
from ..rules.hint import say
from . import pol_files, pol_versions
from .pol_modules import BEFORE, ONLY_NEW
from .pol_reach import Reach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..rules.policy import NamedPolicy
    from .pol_reach import Judged
    from .pol_versions import Calendar

# Those that look at what is there, not at what a change does
OF_STATE = (
    *("pseudo-version", "pre-release", "incompatible", "future-date"),
    *("replace", "module-path"),
)
# Those that stop what somebody may well mean
OFTEN_MEANT = ("owner-change", "look-alike", "frozen")


def findings(
    policy: NamedPolicy, judged: Judged, before: Sequence[Judged], dates: Calendar
) -> Iterator[Finding]:
    """What a policy says of a file, `before` being the same file of the bases. `dates` tells the
    present, and when versions were made."""
    if not policy.holds_for(judged.at.path):
        return
    debts = set()
    if policy.name in OF_STATE:
        found = _of_state(policy, judged, dates)
        if policy.has_ratchet:
            debts = {_debt(each) for old in before for each in _of_state(policy, old, dates)}
    else:
        found = _of_change(policy, judged, before, dates)
    reason = [say(policy.reason)] if policy.reason else []
    for finding in found:
        if _debt(finding) in debts:
            yield _told(finding)
            continue
        is_meant = policy.name in OFTEN_MEANT
        exception = allow.hints(finding.code, finding.module) if is_meant else []
        yield finding.with_hints([*finding.hints, *reason, *exception])


def _of_state(policy: NamedPolicy, judged: Judged, dates: Calendar) -> Iterable[Finding]:
    if policy.name == "replace":
        return pol_files.replaced(policy, judged.tree, judged.at)
    if policy.name == "module-path":
        return pol_files.misplaced(policy, judged.at)
    moment = dates.now() if policy.name == "future-date" else 0
    return pol_versions.of_kind(policy, judged.uses, moment)


def _of_change(
    policy: NamedPolicy, judged: Judged, before: Sequence[Judged], dates: Calendar
) -> Iterable[Finding]:
    tree, at, uses = judged.tree, judged.at, judged.uses
    earlier = [each.uses for each in before]
    if policy.name == "frozen":
        return pol_files.moved(tree, at, [each.at for each in before])
    if policy.name == "min-age":
        return pol_versions.too_young(policy, judged, earlier, dates)
    if policy.name == "downgrade":
        return pol_versions.downgrades(policy, tree, at, uses, earlier)
    if policy.name in ("retracted", "deprecated"):
        return pol_versions.retired(policy, judged)
    from . import pol_names  # reads the list of known modules

    check = pol_names.owner_changes if policy.name == "owner-change" else pol_names.look_alikes
    return check(Reach(uses).of(policy), judged, earlier)


def _debt(finding: Finding) -> tuple[str, str]:
    """What is the same in the base, at whatever version."""
    return finding.module, finding.target.partition("@")[0]


def _told(finding: Finding) -> Finding:
    """What the base has too, where the policy has a ratchet."""
    return Finding(
        "POL103",
        finding.path,
        finding.line,
        finding.column,
        f"{finding.message}; {BEFORE}",
        hints=[say(ONLY_NEW)],
        module=finding.module,
        version=finding.version,
        target=finding.target,
    )
