"""What go.mod lists below what the module graph selects: MOD401, MOD402; the same of the go line:
DIR306, DIR307; a requirement that was dropped though one that stays requires it: MOD403.

Of modules outside of the tree only those speak whose go.mod is known, see
`verdicts.module_graph`; directories of the tree are left to `rep_behind` and `dir_below`.
https://go.dev/ref/mod#mvs
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..verdicts import graph
from ..verdicts.graph_updates import Requirements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..formats.modfile.directives import Requirement
    from ..tree.tree import ModFileRef, Tree
    from ..values.module_version import ModuleVersion
    from ..values.releases import Release
    from ..verdicts.graph_updates import Update


def requirements_behind(
    tree: Tree, at: ModFileRef, releases: Sequence[Release]
) -> Iterator[Finding]:
    """Requirements below what a module outside of the tree requires."""
    asked = tree.once(_asked_outside, at.folder)
    loaded = graph.of_folder(tree, at.folder) if asked else None
    if loaded is None:
        return
    from . import remedies, rep_behind

    selected = loaded.selected()
    is_plain = rep_behind.is_read_by_plain_build(tree, at.folder, releases)
    for update, is_near in asked:
        if update.module == rep_behind.GO_LINE:
            continue
        version = selected[update.module]
        yield Finding(
            "MOD401" if is_near and is_plain else "MOD402",
            at.path,
            update.line,
            rep_behind.column(at.file.requires, update.line),
            f"{update.module} {update.listed} is lower than {update.version}, which "
            f"{update.asked_by} requires",
            hints=[
                remedies.get(tree, at.folder, f"{update.module}@{version}", note="or go mod tidy"),
                remedies.by_hook(tree, at.folder),
            ],
            module=update.module,
            version=update.listed,
            target=update.asked_by,
            wanted=version,
        )


def go_line_behind(tree: Tree, at: ModFileRef, releases: Sequence[Release]) -> Iterator[Finding]:
    """A go line below that of a module outside of the tree."""
    asked = tree.once(_asked_outside, at.folder)
    if not asked:
        return
    from . import remedies, rep_behind
    from .dir_lines import on_go_line

    for update, is_near in asked:
        if update.module != rep_behind.GO_LINE:
            continue
        is_plain = rep_behind.is_read_by_plain_build(tree, at.folder, releases)
        shown = f"go {at.go}" if at.go else "no go line"
        yield on_go_line(
            at,
            "DIR306" if is_near and is_plain else "DIR307",
            f"{shown} is lower than go {update.version} of {update.asked_by}",
            [remedies.edit(at, f"-go={update.version}", "or go mod tidy")],
            target=update.asked_by,
            wanted=update.version,
        )


def dropped_requirements(
    tree: Tree, at: ModFileRef, base: Tree, changes: Collection[str]
) -> Iterator[Finding]:
    """Requirements that a change takes out of go.mod though one that stays requires them: from
    go 1.17 on go.mod lists each module that packages of the build come from.

    `changes` are all paths in the change. Without the packages nobody can say whether one was
    needed; where no Go file and no other requirement changed, and go.sum kept the hash of its
    zip, there is a reason to ask.
    """
    before, sums = base.go_mod(at.folder), tree.go_sum(at.folder)
    if before is None or sums is None or not (before.is_pruned and at.file.is_pruned):
        return
    dropped = set(before.requirements).difference(at.file.requirements)
    if not dropped or set(at.file.requirements).difference(before.requirements):
        return
    loaded = graph.of_folder(tree, at.folder)
    if loaded is None or any(path.endswith(".go") for path in changes):
        return
    listed = {module.path for module in at.file.requirements}
    for required in at.file.requires:
        for module in loaded.edges.get(required.module, ()):
            is_settled = module.path in listed or not sums.has_h1(module.path, module.version)
            if module in dropped and not is_settled:
                dropped.discard(module)
                yield _dropped(tree, at, required, module)


def _dropped(tree: Tree, at: ModFileRef, required: Requirement, module: ModuleVersion) -> Finding:
    from . import remedies

    return Finding(
        "MOD403",
        at.path,
        required.line,
        required.column,
        f"{module.path} {module.version} was dropped, and {required.module} still requires it",
        hints=[remedies.tidy(tree, at.folder, "puts it back where a build needs it")],
        module=module.path,
        version=module.version,
        target=str(required.module),
    )


def _asked_outside(tree: Tree, folder: str) -> list[tuple[Update, bool]]:
    """The changes of go.mod that modules outside of the tree ask for, and whether those ask
    whose go.mod a plain build reads; without what a directory of the tree asks for as well."""
    at = tree.module_file(folder)
    loaded = graph.of_folder(tree, folder) if at is not None and tree.pins(folder) else None
    if at is None or loaded is None:
        return []
    outside = loaded.remote.keys() & loaded.read.keys()
    if not outside:
        return []
    requirements = Requirements(at, graph.excluded_by(at), with_go=True)
    near = outside & loaded.read_by_build()
    said = {update.module for update in requirements.asked_by(loaded, loaded.local)}
    found = []
    for modules, is_near in ((near, True), (outside - near, False)):
        for update in requirements.asked_by(loaded, modules):
            if update.module not in said:
                said.add(update.module)
                found.append((update, is_near))
    return found
