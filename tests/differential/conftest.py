"""How many of the recorded cases are judged."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Sample = Callable[[int], int]


@pytest.fixture(scope="session")
def stride(pytestconfig: pytest.Config) -> Sample:
    """Of so many cases one is judged; each of them with --whole-corpus."""
    return lambda every: 1 if pytestconfig.getoption("--whole-corpus") else every
