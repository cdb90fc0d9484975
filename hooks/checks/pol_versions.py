"""POL201 to POL206, POL210, POL213, POL214: versions that a project does not want.

What is replaced by something else is not looked at: its version is of no effect.
"""

from __future__ import annotations

from ..rules.hint import otherwise, say
from ..values import pseudo_version, semver
from ..values.moment import seconds
from ..verdicts.module_uses import GRAPH, REPLACEMENT
from . import pol_cures, pol_reach, remedies
from .pol_reach import Reach, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Protocol

    from ..formats.modfile.file import GoMod
    from ..rules.finding import Finding
    from ..rules.policy import NamedPolicy
    from ..tree.tree import ModFileRef, Tree
    from ..values.module_version import ModuleVersion
    from ..verdicts.module_uses import ModuleUse, ModuleUses
    from .pol_reach import Judged

    class Calendar(Protocol):
        """The present, and when versions were made."""

        def now(self) -> int:
            """The time that counts as the present, in seconds since 1970."""

        def made(self, modules: Sequence[ModuleVersion]) -> Mapping[ModuleVersion, int]:
            """When versions were made, in seconds since 1970, as far as that is known."""


_RELEASE = "require a release; they are listed by: go list -m -versions {path}"
_ADVICE = {
    "POL201": _RELEASE,
    "POL202": _RELEASE,
    "POL203": "try go get {path}/{major}@latest, and import that path",
    "POL204": "look at the commit, and require a release or another commit",
}
LAST = 253402300799  # the last second of the year 9999
DAY = 86400  # seconds; so far clocks may be apart before a date is one of the future


def of_kind(policy: NamedPolicy, uses: ModuleUses, now: int) -> Iterator[Finding]:
    """Versions of a kind that is not wanted: pseudo-versions, pre-releases, +incompatible ones,
    pseudo-versions of a time after `now` (seconds since 1970)."""
    for use in _built(Reach(uses).of(policy)):
        found = _kind(policy.name, use.module.version, now)
        if found:
            code, what = found
            yield pol_reach.finding(code, use, told(use, what), [say(_advice(code, use))])


def _advice(code: str, use: ModuleUse) -> str:
    module = use.module
    return _ADVICE[code].format(path=module.path, major=semver.major(module.version))


def _kind(name: str, version: str, now: int) -> tuple[str, str] | None:
    """The code and the words for a version that a policy is about."""
    pseudo = pseudo_version.parse(version)
    if name == "pseudo-version":
        is_meant = pseudo is not None and not pseudo_version.is_stand_in(version)
        return ("POL201", "is a pseudo-version (a commit, not a release)") if is_meant else None
    if name == "pre-release":
        is_meant = pseudo is None and bool(semver.prerelease(version))
        return ("POL202", "is a pre-release") if is_meant else None
    if name == "incompatible":
        is_meant = semver.build(version) == "+incompatible"
        return ("POL203", "is of a major version without a go.mod") if is_meant else None
    if pseudo is not None and is_of_the_future(pseudo.time, now):
        return "POL204", f"is dated {_day(pseudo.time)}, in the future"
    return None


def of_the_future(uses: ModuleUses, dates: Calendar) -> Iterator[Finding]:
    """Pseudo-versions of a time after the present, where no policy asks for them."""
    for use in _built(uses.listed):
        pseudo = pseudo_version.parse(use.module.version)
        if pseudo is not None and is_of_the_future(pseudo.time, dates.now()):
            message = told(use, f"is dated {_day(pseudo.time)}, in the future")
            yield pol_reach.finding("POL205", use, message, [say(_advice("POL204", use))])


def is_of_the_future(time: str, now: int) -> bool:
    """Whether the time of a pseudo-version is more than a day after `now`."""
    made = seconds(time)
    return made > now + DAY


def too_young(
    policy: NamedPolicy, judged: Judged, before: Sequence[ModuleUses], dates: Calendar
) -> Iterator[Finding]:
    """Versions that come in before they are as old as is asked for, as far as it is known when
    they were made."""
    known = {use.module for each in before for use in each.listed}
    new = [use for use in _built(Reach(judged.uses).of(policy)) if use.module not in known]
    if not new:
        return
    now, least = dates.now(), policy.number("age")
    for use, made in zip(new, _made(new, dates), strict=True):
        if made and now - made < least:
            age = f"{_in_words(max(now - made, 0))} old"
            message = told(use, f"is {age}, and at least {_in_words(least)} are asked for")
            older = pol_cures.at_version_before(judged, before, use)
            wait = f"wait until {_date(made + least)}"
            hints = [say(wait if older else f"{wait}, or take an older version")]
            yield pol_reach.finding("POL206", use, message, [*hints, *map(otherwise, older)])


def _made(uses: Sequence[ModuleUse], dates: Calendar) -> list[int]:
    """When each version was made, in seconds since 1970; 0 where nothing tells."""
    pseudo = [pseudo_version.parse(use.module.version) for use in uses]
    rest = [use.module for use, each in zip(uses, pseudo, strict=True) if each is None]
    told = dates.made(rest) if rest else {}
    return [
        told.get(use.module, 0) if each is None else seconds(each.time)
        for use, each in zip(uses, pseudo, strict=True)
    ]


def downgrades(
    policy: NamedPolicy,
    tree: Tree,
    at: ModFileRef,
    uses: ModuleUses,
    before: Sequence[ModuleUses],
) -> Iterator[Finding]:
    """Versions lower than in every base."""
    had: dict[tuple[str, str], list[str]] = {}
    for each in before:
        for use in _built(Reach(each).of(policy)):
            had.setdefault((use.module.path, use.replaces), []).append(use.module.version)
    for use in _built(Reach(uses).of(policy)):
        versions = had.get((use.module.path, use.replaces), [])
        lowest = min(versions, key=semver.key, default="")
        if lowest and semver.compare(use.module.version, lowest) < 0:
            hints = []
            if use.role not in (REPLACEMENT, GRAPH) and not at.is_workspace:
                hints = [remedies.get(tree, at.folder, f"{use.module.path}@{lowest}")]
            message = told(use, f"is lower than {lowest}, which was there before")
            yield pol_reach.finding("POL210", use, message, hints, wanted=lowest)


def retired(policy: NamedPolicy, judged: Judged) -> Iterator[Finding]:
    """Versions that are retracted, or modules that are deprecated, by the newest go.mod of the
    module that the module cache has. Nothing pins that file: it is told, and stops nobody."""
    modules = judged.tree.modules
    if modules is None:
        return
    for use in _built(Reach(judged.uses).of(policy)):
        newest, latest = modules.newest_go_mod(use.module.path)
        if not newest:
            continue
        from ..formats import go_mod  # only where there is one

        file = go_mod.parse(latest)
        if policy.name == "deprecated" and file.module is not None and file.module.deprecated:
            message = told(use, f"is deprecated: {file.module.deprecated}")
            yield pol_reach.finding(
                "POL214",
                use,
                message,
                [say("require what its author recommends instead")],
            )
        elif policy.name == "retracted" and (why := _retracted(file, use.module.version)):
            cure = [] if _retracted(file, newest) else pol_cures.at_version(judged, use, newest)
            hints = cure or [say("require a version that is not retracted")]
            yield pol_reach.finding("POL213", use, told(use, f"is retracted{why}"), hints)


def _retracted(file: GoMod, version: str) -> str:
    """Why a version is retracted, as ": reason", or " by its author"; "" where it is not."""
    for retraction in [*file.retracts, *file.cut_retracts]:
        is_below = semver.compare(version, retraction.low) < 0
        if not is_below and semver.compare(version, retraction.high) <= 0:
            return f": {retraction.rationale}" if retraction.rationale else " by its author"
    return ""


def _built(uses: Iterable[ModuleUse]) -> list[ModuleUse]:
    """What is not replaced by something else."""
    return [use for use in uses if not use.is_replaced]


def _day(time: str) -> str:
    return f"{time[:4]}-{time[4:6]}-{time[6:8]}"


def _date(moment: int) -> str:
    from datetime import datetime, timezone

    return datetime.fromtimestamp(min(moment, LAST), timezone.utc).strftime("%Y-%m-%d %H:%M UTC")


def _in_words(duration: int) -> str:
    """A duration for people: "3 days", "5 hours"."""
    number, unit = (duration // DAY, "day") if duration >= DAY else (duration // 3600, "hour")
    return f"{number} {unit}" + ("" if number == 1 else "s")
