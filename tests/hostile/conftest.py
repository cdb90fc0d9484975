"""`pytest tests/hostile --inputs 20000`: as many inputs for each property, new ones each time."""

from __future__ import annotations

import pytest

from tests.hostile import texts


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--inputs", type=int, default=0, help="inputs that each property of tests/hostile tries"
    )


def pytest_configure(config: pytest.Config) -> None:
    texts.inputs = config.getoption("--inputs")
