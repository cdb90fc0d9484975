"""The .sum files that a run judges, those of its bases beside them, and what they hold."""

from __future__ import annotations

from ..tree import scope

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from typing import Protocol

    from ..diff.holders import Holders
    from ..formats.go_sum import GoSum
    from ..rules.finding import Finding
    from ..tree.scope import Places
    from ..tree.tree import Tree

    class Run(Protocol):
        """What of a run its .sum files depend on; see `command.context.Context`."""

        @property
        def tree(self) -> Tree: ...
        @property
        def bases(self) -> Sequence[Tree]: ...
        @property
        def modules(self) -> Sequence[str]: ...
        @property
        def workspaces(self) -> Sequence[str]: ...
        @property
        def touched(self) -> Collection[str]: ...
        def places(self, tree: Tree) -> Places: ...


class SumFiles:
    """The go.sum, go.work.sum and vendor.sum files of one run; each list is made once."""

    __slots__ = ("_disagreements", "_holders", "_judged", "_of_bases", "_paths", "_run")

    def __init__(self, run: Run) -> None:
        self._run = run
        self._disagreements: Sequence[Finding] | None = None
        self._holders: Holders | None = None
        self._judged: list[tuple[str, GoSum]] | None = None
        self._of_bases: list[tuple[str, GoSum]] | None = None
        self._paths: Collection[str] = ()

    def judged(self) -> Sequence[tuple[str, GoSum]]:
        """Those of the judged tree, by path."""
        if self._judged is None:
            run = self._run
            self._judged = list(scope.sum_files(run.tree, run.modules, run.workspaces))
        return self._judged

    def of_bases(self) -> Sequence[tuple[str, GoSum]]:
        """The same of every base."""
        if self._of_bases is None:
            self._of_bases = [each for base in self._run.bases for each in self.of_tree(base)]
        return self._of_bases

    def of_tree(self, tree: Tree) -> Iterator[tuple[str, GoSum]]:
        """The same of another tree."""
        skip = self._run.places(tree).is_skipped
        yield from scope.sum_files(tree, scope.modules(tree, skip), scope.workspaces(tree, skip))

    def holders(self, path: str, staged: GoSum) -> Holders:
        """What those of the judged tree and of its bases hold, and the one at `path`, `staged`,
        also where it is not among them."""
        from ..diff.holders import Holders  # only where a .sum file is in the change

        if self._holders is None:
            self._paths = {known for known, _ in self.judged()}
            self._holders = Holders(self.judged(), self.of_bases())
        if path in self._paths:
            return self._holders
        return Holders([*self.judged(), (path, staged)], self.of_bases())

    def disagreements(self) -> Sequence[Finding]:
        """What two of them say differently, where the run is about one of the two."""
        if self._disagreements is None:
            concerned = {path for path in self._run.touched if path.endswith(".sum")}
            files = dict(self.judged()) if concerned else {}
            self._disagreements = []
            if len(files) > 1:
                from ..checks import sum_agreement  # not in a repository of one module

                self._disagreements = list(sum_agreement.disagreements(files, concerned))
        return self._disagreements
