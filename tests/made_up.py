"""Made-up inputs, put to a comparison with real Go releases by a test or from the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

T = TypeVar("T")


def put(
    inputs: st.SearchStrategy[T], compare: Callable[[T], None], count: int, number: int
) -> None:
    """Put `count` inputs to a comparison; `number` chooses which."""

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(inputs)
    def compare_one(made: T) -> None:
        compare(made)

    compare_one()


def parser_of(name: str, about: str | None, most: int) -> argparse.ArgumentParser:
    """The command line of a comparison, which stops at `most` disagreements."""
    parser = argparse.ArgumentParser(f"python -m {name}", description=about)
    parser.add_argument("--inputs", type=int, default=1000, help="how many (default: 1000)")
    parser.add_argument("--seed", type=int, default=0, help="which ones (default: 0)")
    parser.add_argument("--most", type=int, default=most, help="stop at so many disagreements")
    return parser


def told(disagreements: Sequence[str], summary: str) -> bool:
    """Print what a comparison came to; whether there are disagreements."""
    for disagreement in disagreements:
        print(disagreement, end="\n\n")
    print(f"{summary}, {len(disagreements)} disagreements")
    return bool(disagreements)
