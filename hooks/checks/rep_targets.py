"""Replacements by directories: where they lead, and whether a fresh clone has what is there.

REP101, an absolute path; REP102, a path out of the repository; REP201, no staged go.mod;
REP202, the same where a vendor folder is built from; REP504, a target that cannot be verified. https://go.dev/ref/mod#go-mod-file-replace:
the go command looks at a target only where its module is in the module graph; a path that
exists on one machine alone is wrong all the same.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import quoted, run, say
from ..tree.paths import is_absolute, is_outside, join, parent, relative
from ..tree.tree import UNKNOWN
from ..verdicts import vendor
from . import unstaged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ..rules.hint import Hint
    from ..tree.files import Worktree
    from ..tree.tree import ModFileRef, Tree
    from ..values.module_version import ModuleVersion
    from ..values.releases import Release
    from ..verdicts.module_graph import ModuleGraph
    from ..verdicts.replacements import Target


_KEEP_OUT = "keep the replacement out of the commit"


def outside_targets(tree: Tree, targets: Sequence[Target]) -> Iterator[Finding]:
    """Targets that are absolute, or lie outside the repository, required or not."""
    for target in targets:
        if target.directory is None:
            continue
        shown = target.written
        if is_absolute(shown.path):
            hint = say(
                "use a path relative to this file, or keep the replacement out of the commit"
            )
            yield finding("REP101", target, f"replace target {shown} is an absolute path", [hint])
        elif is_outside(target.directory):
            hint = _way_back(tree, target, target.directory) or say(
                "move the module into the repository, or keep the replacement out of the commit"
            )
            yield finding("REP102", target, f"replace target {shown} leaves the repository", [hint])


def _way_back(tree: Tree, target: Target, directory: str) -> Hint | None:
    """What to write for a target that leaves the repository and comes back to a module of it
    by the name of the folder that it was cloned into."""
    parts = directory.split("/")
    up = parts.count("..")
    clone, back = "/".join(parts[up : 2 * up]), "/".join(parts[2 * up :])
    if not up or len(parts) < 2 * up or not _declares(tree, back, target.replaces.path):
        return None
    short = relative(parent(target.path), back)
    return say(f"it comes back only if the clone is called {clone}: write {short}")


def missing_targets(
    tree: Tree,
    targets: Sequence[Target],
    graph: ModuleGraph,
    worktree: Worktree | None = None,
    changes: Mapping[str, str] | None = None,
    modules: Collection[str] = (),
) -> Iterator[Finding]:
    """Targets of modules in the graph that have no go.mod in the tree.

    `worktree`, `changes` (path to git's letter) and `modules` (the folders of all
    modules) only help with the hint.
    """
    absent = {(target.path, target.line): module for module, target in graph.absent.items()}
    if not absent:
        return
    for target in targets:
        module = absent.get((target.path, target.line))
        if module is None or target.directory is None or is_outside(target.directory):
            continue
        hint = _way_out(tree, target, target.directory, worktree, changes or {}, modules)
        message = f"replace target {target.written} has no staged go.mod"
        yield finding("REP201", target, message, [hint], module)


def by_use(
    tree: Tree, at: ModFileRef, releases: Sequence[Release], missing: Iterable[Finding]
) -> Iterator[Finding]:
    """The findings about missing targets of `at`, as REP202 where `releases` build from a vendor
    folder, which holds what is missing."""
    is_vendored: bool | None = None
    for each in missing:
        if is_vendored is None:
            ask = vendor.is_in_force_in_workspace if at.is_workspace else vendor.is_in_force
            is_vendored = ask(tree, at.folder, releases)
        yield each.with_code("REP202") if is_vendored else each


def unverifiable_targets(
    tree: Tree, targets: Sequence[Target], graph: ModuleGraph
) -> Iterator[Finding]:
    """Targets of required modules behind a symbolic link or in a submodule."""
    for target in targets:
        if target.directory is None or target.replaces.path not in graph.paths:
            continue
        if tree.go_mod_status(target.directory) == UNKNOWN:
            message = f"replace target {target.written} cannot be verified: it leads through "
            message += _hindrance(tree, target.directory)
            yield finding("REP504", target, message)


def finding(
    code: str,
    target: Target,
    message: str,
    hints: Sequence[Hint] = (),
    module: ModuleVersion | None = None,
) -> Finding:
    """A finding about a replacement; `module` is the required module, where it is known."""
    module = module or target.replaces
    return Finding(
        code,
        target.path,
        target.line,
        target.column,
        message,
        hints=hints,
        module=module.path,
        version=module.version,
        target=str(target.written),
    )


def _way_out(
    tree: Tree,
    target: Target,
    directory: str,
    worktree: Worktree | None,
    changes: Mapping[str, str],
    modules: Collection[str],
) -> Hint:
    """What to do about a target without go.mod."""
    path = join(directory, "go.mod")
    hint = unstaged.file_hint(worktree, path)
    if hint is not None:
        return hint
    module = target.replaces.path
    moved = [folder for folder in modules if _declares(tree, folder, module)]
    if moved:
        return say(f"{module} lies in {moved[0] or '.'} now: replace it with that directory")
    if changes.get(path) == "D":
        command = f"git restore --staged --worktree {quoted(path)}"
        return run(command, note="this commit deletes it")
    return say(f"add {path}, or drop the replacement")


def _declares(tree: Tree, folder: str, module: str) -> bool:
    file = tree.go_mod(folder)
    return file is not None and file.module is not None and file.module.path == module


def _hindrance(tree: Tree, directory: str) -> str:
    """The link or submodule on the way to a go.mod, in words."""
    way = join(directory, "go.mod")
    while way:
        kind = tree.files.kind(way)
        if kind == "link":
            return f"the symbolic link {way}"
        if kind == "submodule":
            return f"the submodule {way}"
        way = way.rpartition("/")[0]
    return "a link"
