"""POL209, POL211: modules from another owner of the same name, and such as look like others.

Both are about what a change brings in: a squat is told where it comes in, beside what the base
requires or what many projects do.
"""

from __future__ import annotations

from ..rules.hint import say
from ..values import known_repositories
from ..values.look_alike import RepositoryName, distance, is_taken_for
from ..verdicts.module_uses import DIRECT, REPLACEMENT
from . import pol_cures, pol_reach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..rules.finding import Finding
    from ..verdicts.module_uses import ModuleUse, ModuleUses
    from .pol_reach import Judged

SHORTEST_NAME = 5  # letters of a name that only one project is likely to have
MOST_ALIKE = 50  # repositories of names alike that one is held against: real ones are a dozen


class _Originals:
    """Modules that others may be taken for, found by the name of their repository."""

    __slots__ = ("_by_name", "_near")

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_name: dict[str, list[tuple[RepositoryName, str]]] = {}
        self._near: dict[str, list[tuple[RepositoryName, str]]] = {}
        for path in paths:
            repository = RepositoryName(path)
            self._by_name.setdefault(repository.name.lower(), []).append((repository, path))
            for spelling in _spellings(repository.name):
                self._near.setdefault(spelling, []).append((repository, path))

    def of_its_name(self, here: RepositoryName) -> Iterator[tuple[RepositoryName, str]]:
        """Those of the same name and another owner."""
        for there, path in self._by_name.get(here.name.lower(), ()):
            if here.has_the_name_of(there) and not here.is_of(there):
                yield there, path

    def taken_for(self, here: RepositoryName) -> str:
        """One that a repository is taken for: both names are alike; "" for none."""
        seen: set[str] = set()
        for spelling in _spellings(here.name):
            for there, path in self._near.get(spelling, ())[:MOST_ALIKE]:
                if path in seen:
                    continue
                seen.add(path)
                if distance(here.name, there.name, 1) <= 1 and is_taken_for(
                    here.owner, there.owner
                ):
                    return path
        return ""


def _spellings(name: str) -> list[str]:
    """A name, and what is left of it without one letter: names that differ in one have one in
    common."""
    return [name, *(name[:at] + name[at + 1 :] for at in range(len(name)))]


def owner_changes(
    uses: Iterable[ModuleUse], judged: Judged, before: Sequence[ModuleUses]
) -> Iterator[Finding]:
    """What the change brings in in the place of a module of another owner and the same name: a
    requirement, where that other is required directly no more, and a replacement."""
    had = _had(before)
    left = {use.module.path for use in judged.uses.listed if use.role == DIRECT}
    gone = _Originals(path for path, was_direct in had.items() if was_direct and path not in left)
    for use in uses:
        path = use.module.path
        if path in had or not before:
            continue
        is_replacement = use.role == REPLACEMENT
        others = _Originals([use.replaces]) if is_replacement else gone
        for _, other in others.of_its_name(RepositoryName(path)):
            message = f"{path} takes the place of {other}"
            if is_replacement:
                message = f"{other} is replaced by {path}"
            message += ", which has a different owner"
            yield _finding("POL209", judged, use, other, message)
            break


def look_alikes(
    uses: Iterable[ModuleUse], judged: Judged, before: Sequence[ModuleUses]
) -> Iterator[Finding]:
    """New modules of somebody unknown that look like one that the base requires, or that many
    projects do."""
    had = _had(before)
    strangers = _strangers(uses, {*had, judged.uses.main})
    if not strangers:
        return
    originals = _Originals(had)
    direct = _Originals(path for path, was_direct in had.items() if was_direct)
    for use, here in strangers:
        path = use.module.path
        other = originals.taken_for(here) or _well_known().taken_for(here)
        message = f"{path} looks like {other}"
        if not other and use.role == DIRECT and len(here.name) >= SHORTEST_NAME:
            other = next((each for _, each in direct.of_its_name(here)), "")
            message = f"{path} has the name of {other}"
        if other:
            message += ", and is from an owner used nowhere else here"
            yield _finding("POL211", judged, use, other, message)


def _strangers(uses: Iterable[ModuleUse], had: set[str]) -> list[tuple[ModuleUse, RepositoryName]]:
    """The modules that are new, from a code host and from somebody of whom nothing is here."""
    new = [(use, RepositoryName(use.module.path)) for use in uses if use.module.path not in had]
    some = [each for each in new if each[1].is_hosted]
    some = [each for each in some if each[1].owner not in known_repositories.owners()]
    if not some:
        return []
    owners = {RepositoryName(path).owner for path in had}
    return [each for each in some if each[1].owner not in owners]


_originals: list[_Originals] = []
"""Memo of `_well_known`: each module of a repository asks again."""


def _well_known() -> _Originals:
    """What many projects require."""
    if not _originals:
        _originals.append(_Originals(known_repositories.repositories().values()))
    return _originals[0]


def _had(before: Sequence[ModuleUses]) -> dict[str, bool]:
    """The modules that the bases required, and whether directly."""
    had: dict[str, bool] = {}
    for each in before:
        for use in each.listed:
            if use.role != REPLACEMENT:
                had[use.module.path] = had.get(use.module.path, False) or use.role == DIRECT
            else:
                had.setdefault(use.module.path, False)
    return had


def _finding(code: str, judged: Judged, use: ModuleUse, other: str, message: str) -> Finding:
    hint = say(f"require {other} instead")
    if use.role == REPLACEMENT:
        hint = pol_cures.drop_replacement(judged, use)
    return pol_reach.finding(code, use, message, [hint], target=other)
