"""What `go list -m` says of a module's go.mod, or of a workspace's go.work: the first
thing that every build does."""

from __future__ import annotations

from ..formats.problem import Problem
from .loading import Loading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..values.releases import Release
    from .sources import Sources


def module(sources: Sources, folder: str, releases: Sequence[Release]) -> list[Problem]:
    """The verdict on the module in `folder`, any go.work left aside."""
    tree = sources.go_mod(folder)
    if tree is None:
        return []
    said = Said(sources.go_mod_path(folder))
    key = ("loading", folder)
    loading = sources.memo.get(key)
    if not isinstance(loading, Loading):
        loading = sources.memo[key] = Loading(tree)  # several verdicts begin with this one
    for release in releases:
        for problem in loading.said(release):
            said.add(problem, release)
    return said.problems


def workspace(sources: Sources, folder: str, releases: Sequence[Release]) -> list[Problem]:
    """The verdict on the workspace of the go.work in `folder`."""
    tree = sources.go_work(folder)
    if tree is None:
        return []
    from .work_loading import WorkLoading  # few repositories have one

    loading = WorkLoading(sources, folder, tree)
    said = Said(loading.path)
    for release in releases:
        for problem in loading.said(release):
            said.add(problem, release)
    return said.problems


class Said:
    """Problems, each once, with the releases that said it."""

    __slots__ = ("_by_text", "path", "problems")

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self._by_text: dict[tuple[str, str, str, int, int], Problem] = {}

    def add(self, problem: Problem, release: Release) -> None:
        """Take up what a release said; `problem` itself is left as it is."""
        path = problem.path or self.path
        key = (problem.kind, problem.message, path, problem.line, problem.column)
        kept = self._by_text.get(key)
        if kept is None:
            kept = Problem(
                problem.kind,
                problem.message,
                problem.line,
                problem.column,
                path=path,
                module=problem.module,
                version=problem.version,
                since=problem.since,
                until=problem.until,
                releases=[release],
            )
            self._by_text[key] = kept
            self.problems.append(kept)
        else:
            kept.releases = [*kept.releases, release]
