"""REP501, REP502, REP503, REP505: replacements that do nothing, or not what they seem to.

They do no harm yet, but nobody means them. https://go.dev/ref/mod#go-mod-file-replace
"""

from __future__ import annotations

from ..rules.hint import otherwise, quoted, run, say
from ..tree.paths import join
from . import remedies
from .rep_targets import finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..formats.modfile.directives import Requirement
    from ..rules.finding import Finding
    from ..rules.hint import Hint
    from ..tree.tree import ModFileRef, Tree
    from ..verdicts.module_graph import ModuleGraph
    from ..verdicts.replacements import Target


def unused_versions(
    at: ModFileRef | None, replacing: ModFileRef, targets: Sequence[Target], graph: ModuleGraph
) -> Iterator[Finding]:
    """Replacements of a version that is not in the module graph, in `replacing`; `at` is the
    go.mod in its folder.

    Where go.mod does not list all of the graph (below go 1.17) only those whose
    module it lists at another version.
    """
    if at is None or not any(target.replaces.version for target in targets):
        return
    listed = {required.path: required for required in at.file.requires}
    mentioned = graph.walk()
    for target in targets:
        path, version = target.replaces.path, target.replaces.version
        if not version or target.replaces in mentioned:
            continue
        if path not in listed and not at.file.is_pruned:
            continue
        message = f"replacement of {path} {version} matches nothing: "
        message += _instead(at.path, listed.get(path))
        yield finding("REP501", target, message, _without_version(replacing, target))


def _without_version(at: ModFileRef, target: Target) -> list[Hint]:
    """Dropping the line changes no build; the version may be what is wrong with it."""
    replaced, written = target.replaces, target.written
    drop = remedies.drop_replacement_flag(replaced.path, replaced.version)
    every = remedies.replacement_flag(replaced.path, "", written.path, written.version)
    note = "if every version is meant"
    return [
        remedies.edit(at, drop, "changes no build"),
        otherwise(remedies.edit(at, f"{drop} {every}", note)),
    ]


def _instead(path: str, required: Requirement | None) -> str:
    if required is None:
        return "no module requires it"
    return f"{path}:{required.line} requires {required.version}"


def self_replacements(at: ModFileRef, targets: Sequence[Target]) -> Iterator[Finding]:
    """Versions replaced by themselves.

    A module replaced at every version by the one that is required is held there, and
    so does something.
    """
    for target in targets:
        if target.directory is None and target.written == target.replaces:
            replaced = target.replaces
            message = f"{replaced.path} {replaced.version} is replaced by itself"
            drop = remedies.drop_replacement_flag(replaced.path, replaced.version)
            yield finding("REP502", target, message, [remedies.edit(at, drop)])


def other_module_path(tree: Tree, targets: Sequence[Target]) -> Iterator[Finding]:
    """Directories whose go.mod declares another module path than the one replaced."""
    for target in targets:
        if target.directory is None or target.directory[:1] == "/":
            continue
        path = join(target.directory, "go.mod")
        if tree.files.kind(path) != "file":
            continue
        file = tree.go_mod(target.directory)
        if file is None or file.module is None or file.module.path == target.replaces.path:
            continue
        message = f"{target.replaces.path} is replaced by {target.written}, but "
        message += f"{path}:{file.module.line} declares {file.module.path}"
        note = "if that is what it is called; the go command accepts both"
        flag = f"-module={quoted(target.replaces.path)}"
        hint = run(f"go mod edit {flag}", target.directory, note)
        yield finding("REP503", target, message, [hint])


def vendored_targets(targets: Sequence[Target]) -> Iterator[Finding]:
    """Directories in a vendor folder, which `go mod vendor` writes anew."""
    for target in targets:
        if target.directory is not None and "vendor" in target.directory.split("/"):
            message = f"replace target {target.written} lies in a vendor folder"
            yield finding("REP505", target, message, [say("keep the module outside of vendor")])
