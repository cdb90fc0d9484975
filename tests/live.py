"""Made-up go.mod and go.work files put to the real releases: `python -m tests.live`."""

from __future__ import annotations

import argparse
import sys

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests import inputs, live_go
from tests.live_compare import Comparison


def compare(comparison: Comparison, count: int, number: int = 0, most: int = 20) -> None:
    """Put `count` inputs to the releases; `number` chooses which. Stops early at `most`
    disagreements."""
    done = told = 0

    def tell() -> None:
        nonlocal told
        for disagreement in comparison.found[told:]:
            print(disagreement, file=sys.stderr, flush=True)
        told = len(comparison.found)

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(inputs.go_mods(), inputs.go_mods(), workspaces()))
    def one(made: bytes | tuple[bytes, bytes, bytes]) -> None:
        nonlocal done
        tell()
        if told >= most:
            return
        done += 1
        if done % 1000 == 0:
            print(f"{done} inputs, {told} disagreements", file=sys.stderr, flush=True)
        if isinstance(made, bytes):
            comparison.module(made)
        else:
            comparison.workspace(made[0], {"a/go.mod": made[1], "b/go.mod": made[2]})

    one()
    tell()


def workspaces() -> st.SearchStrategy[tuple[bytes, bytes, bytes]]:
    """A go.work and the go.mod files of two members."""
    return st.tuples(inputs.go_works(), inputs.members(), inputs.members())


def main(arguments: list[str]) -> int:
    """0: no disagreement; 1: some; 2: no release at hand."""
    parser = argparse.ArgumentParser("python -m tests.live", description=__doc__)
    parser.add_argument("--inputs", type=int, default=1000, help="how many (default: 1000)")
    parser.add_argument("--seed", type=int, default=0, help="which ones (default: 0)")
    parser.add_argument("--most", type=int, default=20, help="stop at so many disagreements")
    parser.add_argument("--no-install", action="store_true", help="take the releases at hand")
    given = parser.parse_args(arguments)
    for line in [] if given.no_install else live_go.install():
        print(line, file=sys.stderr)
    releases = live_go.installed()
    if not releases:
        print("no Go release at hand", file=sys.stderr)
        return 2
    with live_go.Go(releases) as go:
        comparison = Comparison(go)
        compare(comparison, given.inputs, given.seed, given.most)
    print(comparison.table())
    return bool(comparison.found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
