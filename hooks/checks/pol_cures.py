"""What to do about a module that a policy does not want."""

from __future__ import annotations

from ..rules.hint import ask, quoted, say
from ..verdicts.module_uses import DIRECT, REPLACEMENT
from . import remedies

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..rules.hint import Hint
    from ..values.version_range import VersionRange
    from ..verdicts.module_uses import ModuleUse, ModuleUses
    from .pol_reach import Judged


def at_version(
    judged: Judged, use: ModuleUse, version: str, note: str = "", *, or_later: bool = False
) -> list[Hint]:
    """What brings a module in at another version, or at the first one from there on (`or_later`,
    for a limit, which need not be a version that was released); nothing for "", for a version
    that its path cannot have, and where go.mod is not at hand."""
    path = use.module.path
    wanted = remedies.canonical(version, path) if version else ""
    if not wanted:
        return []
    if use.role == REPLACEMENT:
        flag = remedies.replacement_flag(use.replaces, use.replaced_version, path, wanted)
        return [remedies.edit_and_tidy(judged.tree, judged.at, flag, note)]
    if judged.at.is_workspace:
        return []
    query = f">={wanted}" if or_later else wanted
    return [remedies.get(judged.tree, judged.at.folder, f"{path}@{query}", note=note)]


def at_other_version(
    judged: Judged, before: Sequence[ModuleUses], use: ModuleUse, denied: VersionRange
) -> list[Hint]:
    """What brings a module in at a version that a range does not hold: that of a base, else the
    first above the range; nothing where none is known."""
    return at_version_before(judged, before, use, denied) or at_version(
        judged, use, denied.end, "the first version that is not denied", or_later=True
    )


def at_version_before(
    judged: Judged,
    before: Sequence[ModuleUses],
    use: ModuleUse,
    denied: VersionRange | None = None,
) -> list[Hint]:
    """What brings a module in at the version of a base, one that is not `denied`; nothing where no
    base lists it so."""
    for old in before:
        for each in old.like(use):
            version = each.module.version
            if denied is None or version not in denied:
                return at_version(judged, use, version, "the version before this change")
    return []


def without(judged: Judged, use: ModuleUse, requirer: str = "") -> Hint:
    """What brings a module in no more, or not by `requirer` (MODULE@VERSION; "" for any): no
    replacement by it, another requirement than the one that leads to it; where that is not known,
    how to find out."""
    path, is_other, _ = requirer.partition("@")
    if use.role == REPLACEMENT:
        return drop_replacement(judged, use)
    if use.role == DIRECT and not is_other:
        return say("do without it")
    leading = judged.uses.direct_requirement_of(path if is_other else use.module.path)
    if leading is None:
        question = f"why {quoted(use.module.path)}"
        folder = f" {quoted(judged.at.folder)}" if judged.at.folder else ""
        return ask("see what brings it in", question + folder)
    place = f"line {leading.line}" if leading.path == use.path else f"{leading.path}:{leading.line}"
    return say(f"drop or change {leading.module.path} ({place}), which brings it in")


def drop_replacement(judged: Judged, use: ModuleUse) -> Hint:
    """What drops the replacement by which a module is brought in."""
    flag = remedies.drop_replacement_flag(use.replaces, use.replaced_version)
    return remedies.edit_and_tidy(judged.tree, judged.at, flag)
