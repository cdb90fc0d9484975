"""MOD203 in a workspace: a requirement of one module that another one excludes.

The exclusions of all modules of a workspace apply together
(https://go.dev/ref/mod#go-mod-file-exclude), and a requirement of an excluded version counts
for nothing, without a word.
"""

from __future__ import annotations

from ..rules.hint import otherwise, run, say
from ..values import semver
from ..verdicts.workspace import Workspace
from .on_requirement import on_requirement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..formats.modfile.directives import Exclusion, Requirement
    from ..rules.finding import Finding
    from ..tree.tree import ModFileRef, Tree
    from ..values.module_version import ModuleVersion
    from ..verdicts.workspace import WorkspaceModule


def dropped_requirements(tree: Tree, at: ModFileRef) -> Iterator[Finding]:
    """Requirements of the modules of a go.work that others of them exclude, where nothing else
    selects the version or a higher one."""
    space = tree.once(Workspace, at.folder)
    if not space.excluded:
        return
    excluding: dict[ModuleVersion, tuple[WorkspaceModule, Exclusion]] = {}
    for member in space.effective:
        for exclusion in member.file.excludes:
            excluding.setdefault(exclusion.module, (member, exclusion))
    is_open = _open_to(space)
    selected: dict[str, str] = {}
    for module in space.whole_graph().walk():
        if semver.compare(module.version, selected.setdefault(module.path, module.version)) > 0:
            selected[module.path] = module.version
    for member in space.effective:
        if space.excluded.isdisjoint(member.file.requirements):
            continue
        own = {exclusion.module for exclusion in member.file.excludes}
        for required in member.file.requires:
            if required.module not in excluding or required.module in own:
                continue
            if required.path in space.paths or is_open(required.path):
                continue
            version = selected.get(required.path, "")
            if semver.compare(version, required.version) < 0:
                yield _finding(member, required, *excluding[required.module], version)


def _open_to(space: Workspace) -> Callable[[str], bool]:
    """Tells whether a module may require another one without a line of it in a go.mod of the
    workspace: below go 1.17 they do not list everything."""
    paths = {
        required.path
        for member in space.effective
        if not member.file.is_pruned
        for required in member.file.requirements
    }
    two = list(paths)[:2]  # of two different ones, one is another than any path
    return lambda path: any(other != path for other in two)


def _finding(
    member: WorkspaceModule,
    required: Requirement,
    other: WorkspaceModule,
    exclusion: Exclusion,
    selected: str,
) -> Finding:
    instead = f"builds with {selected}" if selected else "drops the requirement"
    message = f"{required.path} {required.version} is excluded by {other.path}:{exclusion.line}, "
    message += f"so that the workspace {instead}"
    excluded = f"{exclusion.path}@{exclusion.version}"
    hints = [
        run(f"go mod edit -dropexclude={excluded}", other.folder),
        otherwise(say("require a version in both modules that is not excluded")),
    ]
    return on_requirement(
        "MOD203", member.path, required, message, hints, target=other.path, wanted=selected
    )
