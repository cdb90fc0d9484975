"""MOD203 in a workspace: a requirement of one module that another one excludes.

The exclusions of all modules of a workspace apply together
(https://go.dev/ref/mod#go-mod-file-exclude), and a requirement of an excluded version counts
for nothing, without a word.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import run, say
from ..values import semver
from ..verdicts.workspace import Workspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..formats.modfile.directives import Exclusion, Requirement
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
    for member in space.effective:
        if space.excluded.isdisjoint(member.file.requirements):
            continue
        own = {exclusion.module for exclusion in member.file.excludes}
        for required in member.file.requires:
            if required.module not in excluding or required.module in own:
                continue
            if required.path in space.paths or _is_unknown(space, required.path):
                continue
            selected = _selected(space, required.path)
            if semver.compare(selected, required.version) < 0:
                yield _finding(member, required, *excluding[required.module], selected)


def _is_unknown(space: Workspace, path: str) -> bool:
    """Whether a module may require this one without a line of it in a go.mod of the workspace:
    below go 1.17 they do not list everything."""
    return any(
        not member.file.is_pruned and any(each.path != path for each in member.file.requirements)
        for member in space.effective
    )


def _selected(space: Workspace, path: str) -> str:
    """The version of a module that the workspace selects, "" where it is not in the graph."""
    versions = [module.version for module in space.whole_graph().walk() if module.path == path]
    return max(versions, key=semver.key, default="")


def _finding(
    member: WorkspaceModule,
    required: Requirement,
    other: WorkspaceModule,
    exclusion: Exclusion,
    selected: str,
) -> Finding:
    instead = f"builds with {selected}" if selected else "drops the requirement"
    message = f"{required.path} {required.version} is excluded by {other.path}:{exclusion.line}, "
    excluded = f"{exclusion.path}@{exclusion.version}"
    return Finding(
        "MOD203",
        member.path,
        required.line,
        required.column,
        f"{message}so that the workspace {instead}",
        hints=[
            run(f"go mod edit -dropexclude={excluded}", other.folder),
            say("or require a version in both modules that is not excluded"),
        ],
        module=required.path,
        version=required.version,
        target=other.path,
        wanted=selected,
    )
