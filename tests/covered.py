"""Which tests run which line, and how long each takes: `pytest -p tests.covered`.

coverage is started by the environment, in this process and in those that the tests start:
`environment` says how. `Record` reads what was recorded.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

TEST = "GOMOD_HOOKS_TEST"  # the number of the running test, for the processes that it starts
FOLDER = "GOMOD_HOOKS_COVERED"
WHOLE = "whole.coverage"


def environment(folder: Path, source: Path) -> dict[str, str]:
    """What a process needs to record in `folder` the lines of `source` that it runs."""
    rc = folder / "coveragerc"
    settings = [
        *("[run]", f"source = {source}", f"data_file = {folder}/data", "parallel = true"),
        *(f"context = ${{{TEST}}}", "patch = _exit"),
        "disable_warnings = no-data-collected, module-not-imported, module-not-measured",
    ]
    rc.write_text("".join(f"{line}\n" for line in settings))
    return {"COVERAGE_PROCESS_START": os.fspath(rc), FOLDER: os.fspath(folder)}


class Record:
    """What was recorded in a folder. `seconds`: how long each test takes that passes."""

    def __init__(self, folder: Path) -> None:
        self._names: list[str] = []  # by number; alike in all processes of one run
        self.seconds: dict[str, float] = {}
        for path in folder.glob("tests-*.json"):
            found = json.loads(path.read_text())
            self._names = found["names"]
            self.seconds |= found["seconds"]
        parts = list(folder.glob("data.*"))
        self._data = coverage.CoverageData(os.fspath(folder / WHOLE))
        self._data.read()
        for path in parts:
            part = coverage.CoverageData(os.fspath(path))
            with contextlib.suppress(coverage.CoverageException):  # of a process that was killed
                part.read()
                self._data.update(part)
        self._data.close()
        for path in parts:
            path.unlink()

    def tests(self, path: Path, lines: tuple[int, ...] | None) -> list[str]:
        """The tests that run one of the lines of a file (None: any), the quickest first."""
        by_line = self._data.contexts_by_lineno(os.fspath(path))
        numbers = {
            context.rpartition("|")[2]
            for line in (by_line if lines is None else lines)
            for context in by_line.get(line, ())
        }
        names = {self._names[int(number)] for number in numbers if number}
        return sorted(names & self.seconds.keys(), key=lambda name: (self.seconds[name], name))


class Recorder:
    """Tells coverage and other processes which test runs, and takes its time."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._seconds: dict[str, float] = {}
        self._failed: set[str] = set()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._names = [item.nodeid for item in session.items]
        self._numbers = {name: number for number, name in enumerate(self._names)}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        measured = coverage.Coverage.current()
        assert measured is not None
        os.environ[TEST] = str(self._numbers[item.nodeid])
        measured.switch_context(os.environ[TEST])
        start = time.perf_counter()
        yield
        self._seconds[item.nodeid] = time.perf_counter() - start

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self._failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        seconds = {name: took for name, took in self._seconds.items() if name not in self._failed}
        text = json.dumps({"names": self._names, "seconds": seconds})
        (Path(os.environ[FOLDER]) / f"tests-{os.getpid()}.json").write_text(text)


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("numprocesses", None):  # not the one that hands out the tests
        config.pluginmanager.register(Recorder())
