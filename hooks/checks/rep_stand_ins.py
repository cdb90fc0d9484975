"""REP203: a version that stands in for a replaced module, where nothing replaces it.

`go mod tidy` requires a module that only a replacement gives at a version of no commit
(https://go.dev/ref/mod#go-mod-file-replace); without the replacement nobody can fetch it.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import run, say
from ..values import pseudo_version
from ..verdicts import vendor
from ..verdicts.replacements import of_module
from ..verdicts.workspace import Workspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..formats.modfile.directives import Requirement
    from ..tree.tree import ModFileRef, Tree
    from ..values.releases import Release


def without_replacement(
    tree: Tree, at: ModFileRef, releases: Sequence[Release]
) -> Iterator[Finding]:
    """Requirements at such a version that neither a replacement nor a workspace provides, unless
    `releases` build from a vendor folder."""
    lone = [
        required
        for required in at.file.requires
        if pseudo_version.is_stand_in(required.version) and not _is_provided(tree, at, required)
    ]
    if not lone or vendor.is_in_force(tree, at.folder, releases):
        return
    for required in lone:
        message = f"{required.path} {required.version} stands in for a replaced module, but "
        message += "nothing replaces it, and it cannot be fetched"
        yield Finding(
            "REP203",
            at.path,
            required.line,
            required.column,
            message,
            hints=[
                say("put the replacement back, or:"),
                run(f"go get {required.path}@VERSION", at.folder),
            ],
            module=required.path,
            version=required.version,
            releases=releases,
        )


def _is_provided(tree: Tree, at: ModFileRef, required: Requirement) -> bool:
    folder = tree.workspace_of(at.folder)
    if folder is None:
        target = of_module(at.file, at.folder, at.path).of(required.module)
    else:
        space = tree.once(Workspace, folder)
        if required.path in space.paths:
            return True
        target = space.replacements.of(required.module)
    excluded = any(each.module == required.module for each in at.file.excludes)
    return excluded or target is not None
