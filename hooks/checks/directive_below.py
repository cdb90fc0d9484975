"""A go line below what the module's own parts ask for: what is vendored, what is replaced
by a directory, and what a workspace uses."""

from __future__ import annotations

from ..values import go_version
from ..values import releases as known
from ..verdicts.sources import join
from . import directive

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..rules.finding import Finding
    from ..values.releases import Release
    from ..verdicts.sources import Sources

FIRST_ASKED = go_version.order("1.21")  # older go lines are compared by no release


def vendored(
    sources: Sources, folder: str, releases: Sequence[Release], *, workspace: bool = False
) -> Iterator[Finding]:
    """A go line that admits releases which a vendored module refuses."""
    found = directive.file(sources, folder, workspace=workspace)
    listing = sources.modules_txt(folder)
    if found is None or not found.tree.is_readable or listing is None or not listing.go_marks:
        return
    marks = [one for one in listing.go_marks if go_version.is_valid(one.version)]
    if not marks:
        return
    mark = max(marks, key=lambda one: go_version.order(one.version))
    wanted = go_version.order(mark.version)
    if go_version.order(found.go) >= wanted:
        return
    from ..verdicts import vendor_run  # only where a module asks for more

    minding = [
        one
        for one in releases
        if go_version.order(one.version) < wanted
        and one.minor >= vendor_run.ASKS_FOR_GO
        and _is_used(sources, folder, one, workspace)
    ]
    place = f"{join(folder, 'vendor/modules.txt')}:{mark.line}"
    message = f"{_go(found.go)} here, but vendored {mark.block.path} needs go {mark.version}"
    hint = f"{found.edit} -go={mark.version}   ({place})"
    if minding:
        message += f": {known.named(minding)} will refuse it"
        yield found.finding("DIR301", message, hint, minding)
    elif go_version.language(mark.version) != go_version.language(found.go):
        yield found.finding("DIR302", message, hint)


def _is_used(sources: Sources, folder: str, release: Release, workspace: bool) -> bool:
    from ..verdicts import vendor  # only where a module asks for more

    if workspace:
        return vendor.is_used_by_workspace(sources, folder)
    return vendor.is_used(sources, folder, release)


def _go(version: str) -> str:
    return f"go {version}" if version else "no go line"


def replaced(sources: Sources, folder: str, releases: Sequence[Release]) -> Iterator[Finding]:
    """A go line below that of a directory which replaces a required module."""
    found = directive.file(sources, folder)
    if found is None or not found.tree.replaces or not found.tree.is_readable:
        return
    from . import consistency  # most modules replace nothing

    needs = list(consistency.go_behind(sources, folder))
    if needs:
        need = max(needs, key=lambda one: go_version.order(one.version))
        plain = consistency.is_read(sources, folder, releases)
        message = f"{_go(found.go)} is lower than go {need.version} of {need.by}:{need.by_line}"
        hint = f"go mod edit -go={need.version}"
        yield found.finding("DIR303" if plain else "DIR304", message, hint)
        return
    yield from _old_replaced(sources, folder, found)


def _old_replaced(sources: Sources, folder: str, found: directive.File) -> Iterator[Finding]:
    """The same between go lines below 1.21, which no release compares."""
    tree = sources.go_mod(folder)
    if tree is None or not found.go:
        return
    from ..verdicts.graph_dependencies import FOUND, standing  # not where `needs` said all
    from ..verdicts.replacements import is_absolute

    required = {path for path, _ in tree.names}
    for one in tree.replaces:
        if one.target_version or one.path not in required or is_absolute(one.target):
            continue
        place = join(folder, one.target)
        other = sources.go_mod(place) if standing(sources, place) == FOUND else None
        if other is None or other.go is None:
            continue
        order = go_version.order(other.go.version)
        if go_version.order(found.go) < order < FIRST_ASKED:
            where = f"{join(place, 'go.mod')}:{other.go.line}"
            message = f"go {found.go} is lower than go {other.go.version} of {where}"
            yield found.finding("DIR304", message, f"go mod edit -go={other.go.version}")
            return


def members(sources: Sources, folder: str, releases: Sequence[Release]) -> Iterator[Finding]:
    """A go line of go.work below that of a module which it uses."""
    found = directive.file(sources, folder, workspace=True)
    work = sources.go_work(folder)
    if found is None or work is None:
        return
    from ..verdicts import parse  # few repositories have one

    said = [
        one for one in parse.workspace(sources, folder, releases) if one.kind == "gowork-go-too-old"
    ]
    if not said:
        return
    newest = max(said, key=lambda one: go_version.order(one.version))
    message = f"{_go(found.go)} is lower than go {newest.version} of {newest.module}/go.mod"
    more = len({one.module for one in said}) - 1
    if more:
        message += f" (and lower than {more} other module{'s' if more > 1 else ''} ask)"
    hint = f"go work edit -go={newest.version}, or go work use"
    yield found.finding("DIR305", message, hint, newest.releases)
