"""What `go list -m` says of a module's go.mod, or of a workspace's go.work: the first
thing that every build does."""

from __future__ import annotations

from .load_module import ModuleLoading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..formats.problem import Problem
    from ..tree.tree import Tree
    from ..values.releases import Release


def module(tree: Tree, folder: str, releases: Sequence[Release]) -> list[Problem]:
    """The verdict on the module in `folder`, any go.work left aside."""
    if tree.go_mod(folder) is None:
        return []
    loading = tree.once(_module_loading, folder)  # several verdicts begin with this one
    if loading.is_accepted(releases):
        return []
    reported = ProblemsByRelease(tree.go_mod_path(folder))
    for release in releases:
        for problem in loading.problems(release):
            reported.add(problem, [release])
    return reported.problems()


def _module_loading(tree: Tree, folder: str) -> ModuleLoading:
    file = tree.go_mod(folder)
    assert file is not None
    return ModuleLoading(file)


def workspace(tree: Tree, folder: str, releases: Sequence[Release]) -> list[Problem]:
    """The verdict on the workspace of the go.work in `folder`."""
    file = tree.go_work(folder)
    if file is None:
        return []
    from .load_workspace import WorkspaceLoading  # few repositories have one

    loading = WorkspaceLoading(tree, folder, file)
    reported = ProblemsByRelease(loading.path)
    for release in releases:
        for problem in loading.problems(release):
            reported.add(problem, [release])
    return reported.problems()


class ProblemsByRelease:
    """Problems, each once, with the releases that report it; those without a path are about
    the file at `path`."""

    __slots__ = ("_path", "_reported")

    def __init__(self, path: str) -> None:
        self._path = path
        self._reported: dict[tuple[object, ...], tuple[Problem, list[Release]]] = {}

    def add(self, problem: Problem, releases: Sequence[Release]) -> None:
        """Add a problem that these releases report."""
        path = problem.path or self._path
        key = (problem.kind, problem.message, path, problem.line, problem.column)
        if key in self._reported:
            self._reported[key][1].extend(releases)
        else:
            located = problem if problem.path else problem.with_path(path)
            self._reported[key] = (located, [*releases])

    def problems(self) -> list[Problem]:
        """The problems, in the order in which they were first reported."""
        return [problem.with_releases(releases) for problem, releases in self._reported.values()]
