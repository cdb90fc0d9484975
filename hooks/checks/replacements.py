"""Replacements by directories: where they lead, and whether a fresh clone has what is there.

https://go.dev/ref/mod#go-mod-file-replace. The go command looks at a target only
where its module is in the module graph; a path that exists on one machine alone is
wrong all the same.
"""

from __future__ import annotations

from ..rules.finding import Finding, quoted
from ..verdicts import graph, workspace, workspace_members
from ..verdicts.graph_dependencies import UNKNOWN, standing
from ..verdicts.replacements import Replacements, is_absolute
from ..verdicts.sources import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ..git.disk import Disk
    from ..verdicts.graph_load import Graph
    from ..verdicts.replacements import Name, Target
    from ..verdicts.sources import Sources


def of_module(sources: Sources, folder: str) -> list[Target]:
    """The replacements of the module in `folder`."""
    go_mod = sources.go_mod(folder)
    if go_mod is None or not go_mod.replaces:
        return []
    return Replacements(go_mod.replaces, folder, sources.go_mod_path(folder)).every


def of_workspace(sources: Sources, folder: str) -> list[Target]:
    """The replacements of the go.work in `folder`."""
    go_work = sources.go_work(folder)
    if go_work is None or not go_work.replaces:
        return []
    return Replacements(go_work.replaces, folder, join(folder, "go.work")).every


def misplaced(targets: Sequence[Target]) -> Iterator[Finding]:
    """Targets that are absolute, or lie outside the repository, required or not."""
    for one in targets:
        if one.directory is None:
            continue
        if is_absolute(one.written[0]):
            hint = "use a path relative to this file, or keep the replacement out of the commit"
            yield found("REP101", one, f"replace target {one.text} is an absolute path", hint)
        elif one.directory == ".." or one.directory.startswith("../"):
            hint = "move the module into the repository, or keep the replacement out of the commit"
            yield found("REP102", one, f"replace target {one.text} leaves the repository", hint)


def unstaged(
    sources: Sources,
    targets: Sequence[Target],
    read: Graph,
    disk: Disk | None = None,
    changes: Mapping[str, str] | None = None,
    modules: Collection[str] = (),
) -> Iterator[Finding]:
    """Targets of modules in the graph `read` that have no go.mod in the tree.

    `disk`, `changes` (path to git's letter) and `modules` (the folders of all
    modules) only help with the hint.
    """
    absent = {(one.path, one.line): name for name, one in read.absent.items()}
    if not absent:
        return
    for one in targets:
        name = absent.get((one.path, one.line))
        if name is None or one.directory is None or _is_outside(one.directory):
            continue
        hint = _way_out(sources, one, one.directory, disk, changes or {}, modules)
        message = f"replace target {one.text} has no staged go.mod"
        yield found("REP201", one, message, hint, name)


def unverifiable(sources: Sources, targets: Sequence[Target], read: Graph) -> Iterator[Finding]:
    """Targets of required modules behind a symbolic link or in a submodule."""
    required = {name[0] for name in read.walk()}
    for one in targets:
        if one.directory is None or one.replaces[0] not in required:
            continue
        if standing(sources, one.directory) == UNKNOWN:
            message = f"replace target {one.text} cannot be verified: it leads through "
            message += _hindrance(sources, one.directory)
            yield found("REP504", one, message)


def read_by(sources: Sources, folder: str) -> Graph | None:
    """The module graph that counts for the module in `folder`: its workspace's, if one uses it."""
    at = workspace_members.home(sources, folder)
    return graph.of_module(sources, folder) if at is None else workspace.of(sources, at).whole()


def found(
    code: str, one: Target, message: str, hint: str = "", name: Name | None = None
) -> Finding:
    """A finding about a replacement; `name` is the required module and version, where known."""
    module, version = name or one.replaces
    return Finding(
        code, one.path, one.line, one.column, message, hint=hint, module=module, version=version
    )


def _is_outside(directory: str) -> bool:
    return directory[:1] == "/" or directory == ".." or directory.startswith("../")


def _way_out(
    sources: Sources,
    one: Target,
    directory: str,
    disk: Disk | None,
    changes: Mapping[str, str],
    modules: Collection[str],
) -> str:
    """What to do about a target without go.mod."""
    path = join(directory, "go.mod")
    if disk is not None and disk.holds(path):
        rule = disk.ignored_by(path)
        if rule:
            return f"git add -f {quoted(path)}   ({rule} ignores it)"
        return f"git add {quoted(path)}   (the file exists but is not staged)"
    moved = [at for at in modules if _declares(sources, at, one.replaces[0])]
    if moved:
        return f"{one.replaces[0]} lies in {moved[0] or '.'} now: replace it with that directory"
    if changes.get(path) == "D":
        return f"git restore --staged --worktree {quoted(path)}   (this commit deletes it)"
    return f"add {path}, or drop the replacement"


def _declares(sources: Sources, folder: str, module: str) -> bool:
    go_mod = sources.go_mod(folder)
    return go_mod is not None and go_mod.module is not None and go_mod.module.path == module


def _hindrance(sources: Sources, directory: str) -> str:
    """What stands in the way to a go.mod, in words."""
    way = join(directory, "go.mod")
    while way:
        kind = sources.files.kind(way)
        if kind == "link":
            return f"the symbolic link {way}"
        if kind == "submodule":
            return f"the submodule {way}"
        way = way.rpartition("/")[0]
    return "a link"
