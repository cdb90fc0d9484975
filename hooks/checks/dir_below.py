"""A go line below what the module's own parts ask for: DIR301, DIR302 of what is vendored;
DIR303, DIR304 of what is replaced by a directory; DIR305 of what a workspace uses.

https://go.dev/ref/mod#go-mod-file-go
"""

from __future__ import annotations

from ..formats.kinds import GOWORK_GO_TOO_OLD
from ..tree.paths import directory, is_absolute, join, modules_txt
from ..tree.tree import FOUND
from ..values import go_version
from ..values import releases as known

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..rules.finding import Finding
    from ..tree.tree import ModFileRef, Tree
    from ..values.releases import Release

FIRST_COMPARED = go_version.order("1.21")  # older go lines are compared by no release


def below_vendored(tree: Tree, at: ModFileRef, releases: Sequence[Release]) -> Iterator[Finding]:
    """A go line that admits releases which a vendored module refuses."""
    listing = tree.modules_txt(at.folder)
    if not at.file.is_readable or listing is None or not listing.go_marks:
        return
    marks = [mark for mark in listing.go_marks if go_version.is_valid(mark.version)]
    if not marks:
        return
    mark = max(marks, key=lambda mark: go_version.order(mark.version))
    wanted = go_version.order(mark.version)
    if go_version.order(at.go) >= wanted:
        return
    from ..verdicts import vendor  # only where a module asks for more

    refusing = [
        release
        for release in releases
        if go_version.order(release.version) < wanted
        and release.minor >= vendor.FIRST_THAT_ASKS_FOR_GO
        and (
            vendor.is_used_by_workspace(tree, at.folder)
            if at.is_workspace
            else vendor.is_used(tree, at.folder, release)
        )
    ]
    place = f"{modules_txt(at.folder)}:{mark.line}"
    message = f"{_go(at.go)} here, but vendored {mark.module.path} needs go {mark.version}"
    module, newest = mark.module.path, mark.version
    if refusing:
        message += f": {known.in_words(refusing)} will refuse it"
        yield _too_low(at, "DIR301", message, newest, place, module=module, releases=refusing)
    elif go_version.language(mark.version) != go_version.language(at.go):
        yield _too_low(at, "DIR302", message, newest, place, module=module)


def _too_low(
    at: ModFileRef,
    code: str,
    message: str,
    wanted: str,
    note: str = "",
    *,
    module: str = "",
    target: str = "",
    releases: Sequence[Release] = (),
) -> Finding:
    """A finding at a go line that has to be raised; `note` tells what to."""
    from . import remedies
    from .dir_lines import on_go_line

    return on_go_line(
        at,
        code,
        message,
        [remedies.edit(at, f"-go={wanted}", note)],
        module=module,
        target=target,
        wanted=wanted,
        releases=releases,
    )


def _go(version: str) -> str:
    return f"go {version}" if version else "no go line"


def below_replaced(tree: Tree, at: ModFileRef, releases: Sequence[Release]) -> Iterator[Finding]:
    """A go line below that of a directory which replaces a required module."""
    if not at.file.replaces or not at.file.is_readable:
        return
    from . import rep_behind  # most modules replace nothing

    updates = list(rep_behind.go_line_updates(tree, at.folder))
    if updates:
        update = max(updates, key=lambda update: go_version.order(update.version))
        is_plain = rep_behind.is_read_by_plain_build(tree, at.folder, releases)
        where = f"{update.asked_by}:{update.asked_line}"
        message = f"{_go(at.go)} is lower than go {update.version} of {where}"
        code = "DIR303" if is_plain else "DIR304"
        yield _too_low(at, code, message, update.version, target=update.asked_by)
        return
    yield from _below_old_replaced(tree, at)


def _below_old_replaced(tree: Tree, at: ModFileRef) -> Iterator[Finding]:
    """The same between go lines below 1.21, which no release compares."""
    if not at.go or go_version.order(at.go) >= FIRST_COMPARED:
        return
    required = {module.path for module in at.file.requirements}
    for replaced in at.file.replaces:
        if replaced.target_version or replaced.path not in required:
            continue
        place = directory(at.folder, replaced.target)
        if is_absolute(replaced.target) or tree.go_mod_status(place) != FOUND:
            continue
        other = tree.go_mod(place)
        if other is None or other.go is None:
            continue
        wanted = other.go.version
        if go_version.order(at.go) < go_version.order(wanted) < FIRST_COMPARED:
            path = join(place, "go.mod")
            message = f"go {at.go} is lower than go {wanted} of {path}:{other.go.line}"
            yield _too_low(at, "DIR304", message, wanted, target=path)
            return


def below_members(tree: Tree, at: ModFileRef, releases: Sequence[Release]) -> Iterator[Finding]:
    """A go line of go.work below that of a module which it uses."""
    from ..verdicts import load  # few repositories have a workspace

    problems = [
        problem
        for problem in load.workspace(tree, at.folder, releases)
        if problem.kind == GOWORK_GO_TOO_OLD
    ]
    if not problems:
        return
    newest = max(problems, key=lambda problem: go_version.order(problem.version))
    here = "is" if at.go else "in go.work counts as go 1.18, which is"
    message = f"{_go(at.go)} {here} lower than go {newest.version} of {newest.module}/go.mod"
    more = len({problem.module for problem in problems}) - 1
    if more:
        message += f" (and lower than {more} other module{'s' if more > 1 else ''} ask)"
    yield _too_low(
        at,
        "DIR305",
        message,
        newest.version,
        target=newest.module,
        releases=newest.releases,
    )
