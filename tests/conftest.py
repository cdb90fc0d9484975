"""Options of the suite."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.repository import Repository, isolate

# What --quick leaves out: folders, and tests that draw many examples or measure time
SLOW = ("differential", "end_to_end", "gocache", "hostile", "modcheck", "sumdb")
SLOW_TESTS = [
    *("linear_time", "test_site.py", "test_recipes.py", "without_a_base", "bulk.py"),
    *("test_diff_page.py", "test_select.py", "standard_library", "real_files"),
]


def is_slow(item: pytest.Item) -> bool:
    """Whether --quick leaves a test out."""
    folder = item.path.relative_to(item.config.rootpath).parts[1]
    draws = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    return draws or folder in SLOW or any(name in item.nodeid for name in SLOW_TESTS)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--quick",
        action="store_true",
        help="what takes less than a minute: no real framework, no servers, no drawn examples",
    )
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
    if config.getoption("--quick"):
        left_out = [item for item in items if is_slow(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not is_slow(item)]
    if config.getoption("--live"):
        return
    skip = pytest.mark.skip(reason="asks Go releases or the module proxy: run with --live")
    for item in items:
        if "live" in item.keywords:
            item.add_marker(skip)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """An empty repository, this process standing at its top."""
    isolate(monkeypatch)
    made = Repository(tmp_path / "repository")
    monkeypatch.chdir(made.top)
    return made
