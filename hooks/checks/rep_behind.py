"""REP301, REP302: what a module lists below what the directories that it replaces modules
with require.

The go command refuses to build with "updates to go.mod needed" where a replaced
directory requires a higher version than go.mod lists
(https://go.dev/ref/mod#mvs). A module that go.mod does not list at all is none of
its business here.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..verdicts import graph, vendor
from ..verdicts.graph_updates import Requirements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..formats.modfile.directives import Directive
    from ..tree.tree import ModFileRef, Tree
    from ..values.releases import Release
    from ..verdicts.graph_updates import Update

GO_LINE = "go"


def requirements_behind(
    tree: Tree,
    at: ModFileRef,
    releases: Sequence[Release],
    changed: Collection[str] | None = None,
) -> Iterator[Finding]:
    """Requirements below what a replaced directory requires.

    `changed` are the paths in the change, None for all: a finding fails by default
    only where go.mod or the directory's go.mod is among them, and a plain build
    reads go.mod (REP301); else it is a strict one (REP302). The go line is left to
    `go_line_updates`.
    """
    updates = tree.latest(_updates, at.folder)
    is_plain = bool(updates) and is_read_by_plain_build(tree, at.folder, releases)
    wanted = {f"{each.module}@{each.version}": None for each in updates if each.module != GO_LINE}
    hints = []
    if wanted:
        from . import remedies

        hints = [remedies.get(tree, at.folder, *wanted), remedies.by_hook(tree, at.folder)]
    for update in updates:
        if update.module == GO_LINE:
            continue
        is_touched = changed is None or at.path in changed or update.asked_by in changed
        yield Finding(
            "REP301" if is_plain and is_touched else "REP302",
            at.path,
            update.line,
            column(at.file.requires, update.line),
            f"{update.module} {update.listed} is lower than {update.version}, which "
            f"{update.asked_by}:{update.asked_line} requires",
            hints=hints,
            module=update.module,
            version=update.listed,
            target=update.asked_by,
            wanted=update.version,
        )


def go_line_updates(tree: Tree, folder: str) -> Iterator[Update]:
    """Where the go line is below a replaced directory's (from go 1.21 on): what it would be."""
    return (update for update in tree.latest(_updates, folder) if update.module == GO_LINE)


def is_read_by_plain_build(tree: Tree, folder: str, releases: Sequence[Release]) -> bool:
    """Whether a plain build reads go.mod: no workspace uses it, no vendor folder is used."""
    if tree.workspace_of(folder) is not None:
        return False
    return not all(vendor.is_used(tree, folder, release) for release in releases)


def _updates(tree: Tree, folder: str) -> list[Update]:
    """The changes that go.mod needs because of a replaced directory."""
    at = tree.module_file(folder)
    if at is None or not at.file.replaces:
        return []
    read = graph.of_folder(tree, folder)
    if read is None or not read.local:
        return []
    requirements = Requirements(at, graph.excluded_by(at), with_go=True)
    return requirements.asked_by(read, read.local)


def column(directives: Sequence[Directive], line: int) -> int:
    """The column of the directive in a line."""
    return next((directive.column for directive in directives if directive.line == line), 1)
