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
    from collections.abc import Callable, Iterator, Sequence

    from ..tree.tree import ModFileRef, Tree
    from ..values.module_version import ModuleVersion
    from ..values.releases import Release


def without_replacement(
    tree: Tree, at: ModFileRef, releases: Sequence[Release]
) -> Iterator[Finding]:
    """Requirements at such a version that neither a replacement nor a workspace provides, unless
    `releases` build from a vendor folder."""
    lone = [each for each in at.file.requires if pseudo_version.is_stand_in(each.version)]
    if not lone:
        return
    is_provided = _provided(tree, at)
    lone = [each for each in lone if not is_provided(each.module)]
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


def _provided(tree: Tree, at: ModFileRef) -> Callable[[ModuleVersion], bool]:
    """Tells whether a required module is replaced, a module of the workspace, or excluded."""
    excluded = {exclusion.module for exclusion in at.file.excludes}
    folder = tree.workspace_of(at.folder)
    if folder is None:
        replaced, members = of_module(at.file, at.folder, at.path), set()
    else:
        space = tree.once(Workspace, folder)
        replaced, members = space.replacements, space.paths
    return lambda module: (
        module in excluded or module.path in members or replaced.of(module) is not None
    )
