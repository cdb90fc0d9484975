"""REP203: a version that stands in for a replaced module, where nothing replaces it.

`go mod tidy` requires a module that only a replacement gives at a version of no commit
(https://go.dev/ref/mod#go-mod-file-replace); without the replacement nobody can fetch it.
"""

from __future__ import annotations

from ..rules.hint import otherwise, quoted
from ..values import pseudo_version
from ..verdicts import vendor
from ..verdicts.replacements import of_module
from ..verdicts.workspace import Workspace
from . import remedies
from .on_requirement import on_requirement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..rules.finding import Finding
    from ..rules.hint import Hint
    from ..tree.tree import ModFileRef, Tree
    from ..values.module_version import ModuleVersion
    from ..values.releases import Release


def without_replacement(
    tree: Tree, at: ModFileRef, releases: Sequence[Release], bases: Sequence[Tree] = ()
) -> Iterator[Finding]:
    """Requirements at such a version that neither a replacement nor a workspace provides, unless
    `releases` build from a vendor folder. `bases` only help with the hint."""
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
        hints = _hints(tree, at, required.path, bases)
        yield on_requirement("REP203", at.path, required, message, hints, releases=releases)


def _hints(tree: Tree, at: ModFileRef, path: str, bases: Sequence[Tree]) -> list[Hint]:
    """The replacement that was there, or one by the folder that holds the module; a version that
    is published: go get cannot load go.mod as it is."""
    flag = remedies.lost_replacement(tree, at, bases, path)
    first = remedies.edit_command(at, f"-require={quoted(path + '@latest')}")
    latest = remedies.tidy(tree, at.folder, "if it is published", first=first)
    if not flag:
        return [latest]
    return [remedies.edit_and_tidy(tree, at, flag, "replaces it again"), otherwise(latest)]


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
