"""What a module lists against what the directories that it replaces modules with require.

The go command refuses to build with "updates to go.mod needed" where a replaced
directory requires a higher version than go.mod lists
(https://go.dev/ref/mod#mvs). A module that go.mod does not list at all is none of
its business here.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..verdicts import graph, vendor, workspace_members
from ..verdicts.graph_needs import Listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..formats.directives import Directive
    from ..formats.mod_file import GoMod
    from ..values.releases import Release
    from ..verdicts.graph_problems import Need
    from ..verdicts.sources import Sources

GO_LINE = "go"


def behind(
    sources: Sources,
    folder: str,
    releases: Sequence[Release],
    changed: Collection[str] | None = None,
) -> Iterator[Finding]:
    """Requirements below what a replaced directory requires.

    `changed` are the paths in the change, None for all: a finding fails by default
    only where go.mod or the directory's go.mod is among them, and a plain build
    reads go.mod (REP301); else it is a strict one (REP302). The go line is left to
    `go_behind`.
    """
    found = _needs(sources, folder)
    if not found:
        return
    go_mod = sources.go_mod(folder)
    path = sources.go_mod_path(folder)
    plain = is_read(sources, folder, releases)
    for need in found:
        if need.module == GO_LINE or go_mod is None:
            continue
        touched = changed is None or path in changed or need.by in changed
        yield Finding(
            "REP301" if plain and touched else "REP302",
            path,
            need.line,
            _column(go_mod.requires, need.line),
            f"{need.module} {need.listed} is lower than {need.version}, which "
            f"{need.by}:{need.by_line} requires",
            hint=f"write {need.module} {need.version} here   "
            f"(go get {need.module}@{need.version}, or go mod tidy)",
            module=need.module,
            version=need.version,
        )


def go_behind(sources: Sources, folder: str) -> Iterator[Need]:
    """Where the go line is below a replaced directory's (from go 1.21 on): what it would be."""
    return (need for need in _needs(sources, folder) if need.module == GO_LINE)


def is_read(sources: Sources, folder: str, releases: Sequence[Release]) -> bool:
    """Whether a plain build reads go.mod: no workspace uses it, no vendor folder is used."""
    if workspace_members.home(sources, folder) is not None:
        return False
    return not all(vendor.is_used(sources, folder, one) for one in releases)


def _needs(sources: Sources, folder: str) -> list[Need]:
    """The changes that go.mod needs because of a replaced directory."""
    go_mod = sources.go_mod(folder)
    if go_mod is None or not go_mod.replaces:
        return []
    read = graph.of_module(sources, folder)
    if read is None or not read.local:
        return []
    listed = _listed(sources, folder, go_mod)
    return [need for need in listed.needs(read) if need.by]


def _listed(sources: Sources, folder: str, go_mod: GoMod) -> Listed:
    excluded = {(one.path, one.version) for one in go_mod.excludes}
    return Listed(sources.go_mod_path(folder), go_mod, excluded, with_go=True)


def _column(lines: Sequence[Directive], line: int) -> int:
    """The column of the directive in a line."""
    return next((one.column for one in lines if one.line == line), 1)
