"""All that is said of the replacements and of the workspace of one folder, in one place."""

from __future__ import annotations

from hooks.checks import consistency, replacements, replacements_idle, workspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from hooks.git.disk import Disk
    from hooks.rules.finding import Finding
    from hooks.values.releases import Release
    from hooks.verdicts.sources import Sources


class Around:
    """What is known around the folder that is judged.

    `touched` are the paths that the run is about, None for all; `changes` maps a path
    to git's letter and `disk` is the work tree, both for hints; `modules` are the
    folders of all modules; `strict` asks for what is merely suspicious, too.
    """

    __slots__ = ("changes", "disk", "modules", "strict", "touched")

    def __init__(
        self,
        touched: Collection[str] | None = None,
        changes: Mapping[str, str] | None = None,
        disk: Disk | None = None,
        modules: Collection[str] = (),
        strict: bool = False,
    ) -> None:
        self.touched = touched
        self.changes = changes
        self.disk = disk
        self.modules = modules
        self.strict = strict


def module(
    sources: Sources, folder: str, releases: Sequence[Release], around: Around
) -> Iterator[Finding]:
    """Of the module in `folder`."""
    targets = replacements.of_module(sources, folder)
    if not targets:
        return
    yield from replacements.misplaced(targets)
    read = replacements.read_by(sources, folder)
    if read is None:
        return
    yield from replacements.unstaged(
        sources, targets, read, around.disk, around.changes, around.modules
    )
    yield from consistency.behind(sources, folder, releases, around.touched)
    if around.strict:
        yield from replacements.unverifiable(sources, targets, read)
        yield from replacements_idle.unmatched(sources, folder, targets, read)
        yield from replacements_idle.same(sources, folder, targets)
        yield from replacements_idle.renamed(sources, targets)
        yield from replacements_idle.vendored(targets)


def of_workspace(sources: Sources, folder: str, around: Around) -> Iterator[Finding]:
    """Of the workspace in `folder`: its go.work alone, and what its modules disagree about."""
    yield from workspace.unstaged(sources, folder, around.disk, around.changes)
    yield from workspace.repeated(sources, folder)
    yield from workspace.replaced(sources, folder)
    yield from workspace.conflicting(sources, folder)
    targets = replacements.of_workspace(sources, folder)
    if not targets:
        return
    yield from replacements.misplaced(targets)
    read = workspace.read(sources, folder)
    yield from replacements.unstaged(
        sources, targets, read, around.disk, around.changes, around.modules
    )
    if around.strict:
        yield from replacements.unverifiable(sources, targets, read)
        yield from replacements_idle.renamed(sources, targets)
        yield from replacements_idle.vendored(targets)
