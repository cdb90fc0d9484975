"""Made-up module files put to the real releases: `python -m tests.live`."""

from __future__ import annotations

import sys
from random import Random

from hypothesis import strategies as st

from tests import inputs, live_go, made_up, trees
from tests.live_compare import Comparison
from tests.live_trees import TreeComparison

KINDS = ("parse", "vendor", "graph")


def compare(comparison: Comparison, count: int, number: int = 0, most: int = 20) -> None:
    """Put `count` go.mod and go.work files to the releases; `number` chooses which. Stops
    early at `most` disagreements."""
    progress = Progress(comparison, most)

    def compare_one(made: bytes | tuple[bytes, bytes, bytes]) -> None:
        if not progress.goes_on():
            return
        if isinstance(made, bytes):
            comparison.module(made)
        else:
            comparison.workspace(made[0], {"a/go.mod": made[1], "b/go.mod": made[2]})

    every = st.one_of(inputs.go_mods(), inputs.go_mods(), workspaces())
    made_up.put(every, compare_one, count, number)
    progress.tell()


def compare_trees(
    comparison: TreeComparison, kind: str, count: int, number: int = 0, most: int = 20
) -> None:
    """The same with trees for the verdicts of a kind, every third of them a workspace."""
    progress = Progress(comparison, most)
    for turn in range(count):
        if not progress.goes_on():
            break
        random = Random(f"{kind} {number} {turn}")
        if kind == "vendor":
            make = trees.vendored_workspace if turn % 3 == 2 else trees.vendored_module
            comparison.vendored(make(random))
        elif turn % 3 == 2:
            comparison.workspace_graph(trees.workspace_graph(random))
        else:
            comparison.graph(trees.graph(random))
    progress.tell()


class Progress:
    """What is told while a comparison runs."""

    def __init__(self, comparison: Comparison, most: int) -> None:
        self._comparison = comparison
        self._most = most
        self._done = self._told = 0

    def goes_on(self) -> bool:
        """Count an input; False once there were too many disagreements."""
        self.tell()
        if self._told >= self._most:
            return False
        self._done += 1
        if self._done % 1000 == 0:
            print(f"{self._done} inputs, {self._told} disagreements", file=sys.stderr, flush=True)
        return True

    def tell(self) -> None:
        """Write the disagreements that are new."""
        for disagreement in self._comparison.disagreements[self._told :]:
            print(disagreement, file=sys.stderr, flush=True)
        self._told = len(self._comparison.disagreements)


def workspaces() -> st.SearchStrategy[tuple[bytes, bytes, bytes]]:
    """A go.work and the go.mod files of two members."""
    return st.tuples(inputs.go_works(), inputs.members(), inputs.members())


def main(arguments: list[str]) -> int:
    """0: no disagreement; 1: some; 2: no release at hand."""
    parser = made_up.parser_of("tests.live", __doc__, 20)
    parser.add_argument(
        "--kind", choices=KINDS, action="append", help="which verdict (default: all of them)"
    )
    parser.add_argument("--no-install", action="store_true", help="take the releases at hand")
    given = parser.parse_args(arguments)
    for line in [] if given.no_install else live_go.install():
        print(line, file=sys.stderr)
    releases = live_go.installed()
    if not releases:
        print("no Go release at hand", file=sys.stderr)
        return 2
    disagreements = 0
    for kind in given.kind or KINDS:
        with live_go.Go(releases) as go:
            disagreements += _compared(kind, go, given.inputs, given.seed, given.most)
    return bool(disagreements)


def _compared(kind: str, go: live_go.Go, count: int, number: int, most: int) -> int:
    """Compare one kind and print its table; the number of disagreements."""
    comparison: Comparison
    if kind == "parse":
        comparison = Comparison(go)
        compare(comparison, count, number, most)
    else:
        comparison = TreeComparison(go)
        compare_trees(comparison, kind, count, number, most)
    print(comparison.table())
    return len(comparison.disagreements)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
