"""Options of the suite."""

from __future__ import annotations

import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("verdicts of real Go releases")
    group.addoption(
        "--live",
        action="store_true",
        help="ask real Go releases, fetched into a cache folder when they are not there",
    )
    group.addoption(
        "--live-inputs", type=int, default=1000, help="how many made-up files (default: 1000)"
    )
    group.addoption(
        "--whole-corpus", action="store_true", help="every recorded case, not a sample of them"
    )


def pytest_configure(config: pytest.Config) -> None:
    os.environ["GOMODCACHE"] = os.devnull  # nothing of this machine's decides
    config.addinivalue_line("markers", "live: asks real Go releases; needs --live")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--live"):
        return
    skip = pytest.mark.skip(reason="asks Go releases or the module proxy: run with --live")
    for item in items:
        if "live" in item.keywords:
            item.add_marker(skip)
