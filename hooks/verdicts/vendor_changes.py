"""Changes to go.mod that the go command would make once it knows the vendored modules.

With -mod=vendor it may not make them and says "updates to go.mod needed".
https://go.dev/ref/mod#go-mod-file-updates.
"""

from __future__ import annotations

from ..formats.problem import Problem
from ..values import go_version, semver
from .consistency import Disagreement, Place
from .vendor_listing import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..formats.directives import Requirement
    from ..formats.mod_file import GoMod
    from .vendor_listing import Listing


def needed(
    path: str, listing: Listing, go_mod_path: str, go_mod: GoMod, without: Iterable[str] = ()
) -> list[Problem]:
    """The changes to `go_mod` that the modules listed in the modules.txt at `path` ask for;
    requirements of the paths in `without` do not count."""
    pruned = _is_pruned(go_mod)
    problems = _unlisted(path, listing, go_mod_path, go_mod, without) if pruned else []
    odd = _odd_requirement(go_mod, listing, pruned)
    if odd or problems:
        line, column = (odd.line, odd.column) if odd else (0, 0)
        text = "updates to go.mod needed, which -mod=vendor does not allow"
        problems.append(Problem("updates-needed", text, line, column, path=go_mod_path))
    return problems


def _is_pruned(go_mod: GoMod) -> bool:
    """Whether go.mod lists all modules that packages come from, as it does since go 1.17."""
    version = go_mod.go.version if go_mod.go else ""
    return go_version.order(version) >= go_version.order("1.17")


def _unlisted(
    path: str, listing: Listing, go_mod_path: str, go_mod: GoMod, without: Iterable[str]
) -> list[Problem]:
    """The vendored modules that go.mod lists at another version or not at all."""
    roots: dict[str, str] = {}
    excluded = {(one.path, one.version) for one in go_mod.excludes}
    for one in go_mod.requires:
        if (one.path, one.version) not in excluded:
            known = roots.get(one.path)
            if known is None or semver.compare(known, one.version) < 0:
                roots[one.path] = one.version
    for module in (*without, go_mod.module.path if go_mod.module else ""):
        roots.pop(module, None)
    problems: list[Problem] = []
    for name in listing.built:
        if roots.get(name[0]) != name[1]:
            text = f"vendored module {shown(name)} should be required in go.mod"
            other = next((one.line for one in go_mod.requires if one.path == name[0]), 0)
            place = Place(path, listing.names[name].line)
            second = Place(go_mod_path, other)
            problems.append(Disagreement("vendor-should-be-required", name, text, place, second))
    return problems


def _odd_requirement(go_mod: GoMod, listing: Listing, pruned: bool) -> Requirement | None:
    """A requirement that the go command would change: of an excluded version, of the main
    module itself, of a second version, or called indirect although a line before is not.

    Below go 1.17, where a line is repeated: one of a module vendored at a later version.
    """
    excluded = {(one.path, one.version) for one in go_mod.excludes}
    main = go_mod.module.path if go_mod.module and not pruned else None
    last = {one.path: one for one in go_mod.requires}
    for one in go_mod.requires:
        if (one.path, one.version) in excluded or one.path == main:
            return one
        other = last[one.path]
        if other.version != one.version or (other.indirect and not one.indirect):
            return other
    if not pruned and len(last) < len(go_mod.requires):
        for one in go_mod.requires:
            if semver.compare(listing.newest.get(one.path, ""), one.version) > 0:
                return one
    return None
