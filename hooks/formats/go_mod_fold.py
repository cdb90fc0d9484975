"""Requirements in at most two blocks: the direct ones, and the indirect ones.

That is how `go mod tidy` writes a go.mod from go 1.27 on. The two blocks stand
where the last statement of their kind stood; comments above blocks are joined.
What that command would drop, the comments behind parentheses and above closing
ones, is kept here.
"""

from __future__ import annotations

from ..values import go_version
from .mod_groups import Group
from .mod_words import is_indirect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeGuard

    from .mod_file import ModFile
    from .mod_syntax import Comments

FIRST_APART = go_version.order("1.17")  # from here on the two kinds stand apart


def folded(parts: list[Comments | Group], tree: ModFile) -> list[Comments | Group]:
    """The same statements with the requirements folded; as they are below go 1.17."""
    if tree.go is None or go_version.order(tree.go.version) < FIRST_APART:
        return parts
    groups = [one for one in parts if _is_of_requirements(one)]
    direct = _gathered(groups, indirect=False)
    indirect = _gathered(groups, indirect=True)
    places = _places(parts)
    done: list[Comments | Group] = []
    for number, part in enumerate(parts):
        if not _is_of_requirements(part):
            done.append(part)
        for place, made in zip(places, (direct, indirect), strict=True):
            if place == number and made.entries:
                done.append(made)
    return done


def _is_of_requirements(part: Comments | Group) -> TypeGuard[Group]:
    return isinstance(part, Group) and part.verb == "require"


def _kinds(group: Group) -> set[bool]:
    return {is_indirect(one.suffix) for one in group.entries}


def _gathered(groups: list[Group], *, indirect: bool) -> Group:
    """One block of all requirements of a kind, with the comments of their blocks.

    The comments of a block that holds both kinds go with the direct ones.
    """
    made = Group("require", [])
    made.is_block = True
    own = [one for one in groups if one.entries and (_kinds(one) == {True}) == indirect]
    made.entries = [
        entry for one in groups for entry in one.entries if is_indirect(entry.suffix) == indirect
    ]
    target = own[-1] if own else None
    for one in own:
        if one.before:
            made.before += ["//", *one.before] if made.before else one.before
        if one is target:
            made.suffix, made.end_suffix = one.suffix, one.end_suffix
            made.end_before += one.end_before
        else:
            made.end_before += [text for text in (one.suffix, one.end_suffix) if text]
            made.end_before += one.end_before
    return made


def _places(parts: list[Comments | Group]) -> tuple[int, int]:
    """The numbers of the statements in whose place the two blocks go."""
    last = {False: -1, True: -1}
    mixed = -1
    for number, part in enumerate(parts):
        if _is_of_requirements(part) and part.entries:
            kinds = _kinds(part)
            if len(kinds) == 1:
                last[kinds.pop()] = number
            else:
                mixed = number
    direct, indirect = last[False], last[True]
    if direct < 0:
        direct = indirect if indirect >= 0 else mixed
    if indirect < 0:
        indirect = direct
    return direct, indirect
