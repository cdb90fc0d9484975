"""POL209, POL211: modules from another owner of the same name, and such as look like others.

Both are about what a change brings in: a squat is told where it comes in, beside what the base
requires or what many projects do.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import say
from ..values import known_repositories
from ..values.look_alike import RepositoryName, distance, is_taken_for
from ..verdicts.module_uses import DIRECT, REPLACEMENT

SHORTEST_NAME = 5  # letters of a name that only one project is likely to have

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..verdicts.module_uses import ModuleUse, ModuleUses


class _Names:
    """The repositories of modules, worked out once each."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[str, RepositoryName] = {}

    def of(self, module: str) -> RepositoryName:
        if module not in self._known:
            self._known[module] = RepositoryName(module)
        return self._known[module]


def owner_changes(
    uses: Iterable[ModuleUse], every: ModuleUses, before: Sequence[ModuleUses]
) -> Iterator[Finding]:
    """What the change brings in in the place of a module of another owner and the same name: a
    requirement, where that other is required directly no more, and a replacement."""
    names = _Names()
    had = _had(before)
    left = {use.module.path for use in every.listed if use.role == DIRECT}
    gone = [path for path, was_direct in had.items() if was_direct and path not in left]
    for use in uses:
        path = use.module.path
        if path in had or not before:
            continue
        others = [use.replaces] if use.role == REPLACEMENT else gone
        for other in others:
            here, there = names.of(path), names.of(other)
            if here.has_the_name_of(there) and not here.is_of(there):
                verb = "stands for" if use.role == REPLACEMENT else "comes in the place of"
                message = f"{path} {verb} {other}, and is from another owner"
                yield _finding("POL209", use, other, message)
                break


def look_alikes(
    uses: Iterable[ModuleUse], every: ModuleUses, before: Sequence[ModuleUses]
) -> Iterator[Finding]:
    """New modules of somebody unknown that look like one that the base requires, or that many
    projects do."""
    names = _Names()
    had = _had(before)
    known = {names.of(path).owner for path in (*had, every.main)} | known_repositories.owners()
    originals = {names.of(path).key: path for path in had}
    for use in uses:
        here = names.of(use.module.path)
        if use.module.path in had or here.owner in known or not here.is_hosted:
            continue
        for key, path in [*originals.items(), *known_repositories.repositories().items()]:
            if _is_taken_for(here, key):
                message = f"{use.module.path} looks like {path}, from somebody unknown here"
                yield _finding("POL211", use, path, message)
                break
        else:
            for path, was_direct in had.items():
                there = names.of(path)
                if was_direct and use.role == DIRECT and _is_the_name_of(here, there):
                    message = f"{use.module.path} has the name of {path}, and nothing else here "
                    message += "is from its owner"
                    yield _finding("POL211", use, path, message)
                    break


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


def _is_taken_for(here: RepositoryName, there: tuple[str, str]) -> bool:
    owner, name = there
    if not is_taken_for(here.owner, owner):
        return False
    return here.name == name or distance(here.name, name, 1) <= 1


def _finding(code: str, use: ModuleUse, other: str, message: str) -> Finding:
    hint = say(f"require {other}; if this one is meant, except it: [[allow]] with its module")
    return Finding(
        code,
        use.path,
        use.line,
        use.column,
        message,
        hints=[hint],
        module=use.module.path,
        version=use.module.version,
        target=other,
    )


def _is_the_name_of(here: RepositoryName, there: RepositoryName) -> bool:
    return len(here.name) >= SHORTEST_NAME and here.has_the_name_of(there)
