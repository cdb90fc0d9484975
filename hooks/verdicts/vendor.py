"""What the go command says of a vendor folder, https://go.dev/ref/mod#vendoring.

`forced` asks it with -mod=vendor, which is the plain question "do these files
agree". Without, it is free to leave the folder aside as a plain build does:
below go 1.14; and from Go 1.22 on, which can vendor a workspace, where the
folder was made for a workspace and Go runs in a module, or the reverse.
"""

from __future__ import annotations

from ..formats.problem import Problem
from ..values import go_version, semver
from . import parse
from .main_modules import MainModules
from .sources import join
from .vendor_run import WORKSPACES, Run, copy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..formats.mod_file import GoMod, ModFile
    from ..values.releases import Release
    from .sources import Sources

_QUERIES = frozenset(["version-lookup", "version-query", "version-standard", "version-invalid"])


def module(
    sources: Sources, folder: str, releases: Sequence[Release], forced: bool = True
) -> list[Problem]:
    """The verdict on the module in `folder`, any go.work left aside."""
    problems = parse.module(sources, folder, releases)
    using = [one for one in releases if forced or is_used(sources, folder, one)]
    go_mod = sources.go_mod(folder)
    if not using or go_mod is None:
        return problems
    if forced:
        problems = _without_queries(problems, go_mod.module.line if go_mod.module else 0)
    mains = MainModules(at_least(go_mod, "1.14"))
    mains.add_module(sources.go_mod_path(folder), go_mod)
    run = Run(sources, folder, problems, using)
    run.compare(mains)
    run.change(sources.go_mod_path(folder), go_mod)
    return run.problems


def workspace(
    sources: Sources, folder: str, releases: Sequence[Release], forced: bool = True
) -> list[Problem]:
    """The verdict on the workspace in `folder`."""
    able = [one for one in releases if one.minor >= WORKSPACES]
    unable = [one for one in releases if one.minor < WORKSPACES]
    problems = parse.workspace(sources, folder, able if forced else releases)
    go_work = sources.go_work(folder)
    using = able if forced or is_used_by_workspace(sources, folder) else []
    if forced and unable:
        text = "-mod=vendor is not for workspaces before Go 1.22"
        path = join(folder, "go.work")
        problems.append(Problem("vendor-in-workspace", text, path=path, releases=unable))
    if not using or go_work is None:
        return problems
    if forced:
        problems = _without_queries(problems)
    run = Run(sources, folder, problems, using)
    run.compare(workspace_modules(sources, folder))
    run.crash()
    return run.problems


def workspace_modules(sources: Sources, folder: str) -> MainModules:
    """The modules of the workspace in `folder`, and what its go.work replaces."""
    mains = MainModules(marked=True)
    go_work = sources.go_work(folder)
    if go_work is None:
        return mains
    mains.add_work(join(folder, "go.work"), go_work)
    by_path: dict[str, tuple[str, GoMod, str]] = {}
    for use in go_work.uses:
        if use.path.startswith("/"):
            continue  # no place in the tree
        place = join(folder, use.path)
        go_mod = sources.go_mod(place)
        if go_mod is not None:
            name = go_mod.module.path if go_mod.module else place
            by_path[name] = (sources.go_mod_path(place), go_mod, use.path)
    for path, go_mod, way in by_path.values():
        mains.add_module(path, go_mod, way)
    return mains


def is_used(sources: Sources, folder: str, release: Release) -> bool:
    """Whether a plain build of the module in `folder` takes packages from its vendor folder."""
    go_mod = sources.go_mod(folder)
    if go_mod is None or sources.files.kind(join(folder, "vendor")) != "folder":
        return False
    if not at_least(go_mod, "1.14"):
        return False
    tree = sources.modules_txt(folder)
    return release.minor < WORKSPACES or tree is None or not tree.workspace


def is_used_by_workspace(sources: Sources, folder: str) -> bool:
    """Whether a plain build in the workspace in `folder` does, from Go 1.22 on; where
    modules.txt is a folder it tries to."""
    go_work, tree = sources.go_work(folder), sources.modules_txt(folder)
    if go_work is None or not at_least(go_work, "1.14"):
        return False
    if tree is None:
        return sources.files.kind(join(folder, "vendor/modules.txt")) == "folder"
    return tree.workspace


def at_least(tree: ModFile, version: str) -> bool:
    """Whether the go line is there and names `version` or a later one."""
    return tree.go is not None and _order(tree.go.version) >= _order(version)


_order = go_version.order


def _without_queries(problems: Sequence[Problem], module_line: int = 0) -> list[Problem]:
    """With -mod=vendor nothing is looked up: each version that is none fails on that account."""
    return [
        copy(one, "vcs-off", one.message, one.releases) if _is_query(one, module_line) else one
        for one in problems
    ]


def _is_query(problem: Problem, module_line: int) -> bool:
    """Whether the complaint is about looking up what is no version."""
    if problem.kind == "path-malformed":  # the main module's own path is no query
        return problem.message.startswith("malformed module path") and problem.line != module_line
    if problem.kind == "version-major":
        version = problem.message.partition('version "')[2].partition('"')[0]
        return not semver.is_canonical(version)
    return problem.kind in _QUERIES
