"""Replacements that do nothing, or not what they seem to: no harm yet, but nobody means them."""

from __future__ import annotations

from ..verdicts.graph_dependencies import is_pruned
from ..verdicts.sources import join
from .replacements import found

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..formats.directives import Requirement
    from ..rules.finding import Finding
    from ..verdicts.graph_load import Graph
    from ..verdicts.replacements import Target
    from ..verdicts.sources import Sources


def unmatched(
    sources: Sources, folder: str, targets: Sequence[Target], read: Graph
) -> Iterator[Finding]:
    """Replacements of a version that is not in the module graph.

    Where go.mod does not list all of the graph (below go 1.17) only those whose
    module it lists at another version.
    """
    go_mod = sources.go_mod(folder)
    if go_mod is None or not any(one.replaces[1] for one in targets):
        return
    listed = {one.path: one for one in go_mod.requires}
    mentioned = set(read.walk())
    for one in targets:
        path, version = one.replaces
        if not version or one.replaces in mentioned:
            continue
        if path not in listed and not is_pruned(go_mod):
            continue
        message = f"replacement of {path} {version} matches nothing: "
        message += _instead(sources.go_mod_path(folder), listed.get(path))
        yield found("REP501", one, message, "drop the version from the replacement, or the line")


def _instead(path: str, required: Requirement | None) -> str:
    if required is None:
        return "no module requires it"
    return f"{path}:{required.line} requires {required.version}"


def same(targets: Sequence[Target]) -> Iterator[Finding]:
    """Versions replaced by themselves.

    A module replaced at every version by the one that is required is held there, and
    so is not idle.
    """
    for one in targets:
        if one.directory is None and one.name == one.replaces:
            message = f"{one.name[0]} {one.name[1]} is replaced by itself"
            yield found("REP502", one, message, "drop the replacement")


def renamed(sources: Sources, targets: Sequence[Target]) -> Iterator[Finding]:
    """Directories whose go.mod declares another module path than the one replaced."""
    for one in targets:
        if one.directory is None or one.directory[:1] == "/":
            continue
        if sources.files.kind(join(one.directory, "go.mod")) != "file":
            continue
        go_mod = sources.go_mod(one.directory)
        if go_mod is None or go_mod.module is None or go_mod.module.path == one.replaces[0]:
            continue
        place = f"{join(one.directory, 'go.mod')}:{go_mod.module.line}"
        message = f"{one.replaces[0]} is replaced by {one.text}, but {place} declares "
        yield found("REP503", one, message + go_mod.module.path)


def vendored(targets: Sequence[Target]) -> Iterator[Finding]:
    """Directories in a vendor folder, which `go mod vendor` writes anew."""
    for one in targets:
        if one.directory is not None and "vendor" in one.directory.split("/"):
            message = f"replace target {one.text} lies in a vendor folder"
            yield found("REP505", one, message, "keep the module outside of vendor")
