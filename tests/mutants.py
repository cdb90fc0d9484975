"""How many small faults the tests see: `python -m tests.mutants --seed NAME`.

Each mutant (tests/mutations.py) is put to the tests that run its line, the quickest first, in a
copy of the checkout; it is killed where one of them fails, or takes far too long. What survives
the near tests is put to the far ones, which take their time or start other processes. What
survives them too is printed as a difference, to be killed by a new test or shown to mean the same.

Which test runs which line is recorded first, which takes longer than the tests do. `--keep FOLDER`
keeps copies and record for another run, which judges the same code by the same tests.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import hypothesis.strategies  # imported once here, and not again for each mutant  # noqa: F401
import pytest

from tests import covered
from tests.mutations import Mutant, drawn

CHECKOUT = Path(__file__).parent.parent

FAR = tuple(
    f"tests/{name}"
    for name in (
        *("differential", "end_to_end", "gocache", "hostile", "modcheck/test_history.py"),
        *("modcheck/test_history_agrees.py", "modcheck/test_merge_driver.py"),
        *("modcheck/test_doctor.py", "test_recipes.py", "test_site.py", "report/test_screen.py"),
    )
)
NEAR = ("tests", *(f"--ignore={path}" for path in FAR))
TIMED = ("-k", "not growth and not linear")  # a busy machine fails them too
FIRST = 60  # so many tests are tried before the rest
LONGEST = 20  # seconds for one test, besides ten times what it took
COLLECTED = 120  # seconds for finding the tests
MEMORY = 4 << 30  # bytes


class Copy:
    """A copy of the checkout, a git repository like it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "checkout"
        self._scratch = folder / "scratch"
        self._edits = 0
        if self.folder.exists():
            return
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=True).stdout
        for name in filter(None, os.fsdecode(listed).split("\0")):
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(CHECKOUT / name, self.folder / name, follow_symlinks=False)
        for arguments in (["init", "-q"], ["add", "--all", "--force"]):
            subprocess.run(["git", *arguments], cwd=self.folder, check=True)

    @contextlib.contextmanager
    def with_fault(self, mutant: Mutant) -> Iterator[None]:
        """The copy with the fault in it."""
        path = self.folder / mutant.path
        whole, times = path.read_bytes(), path.stat()
        path.write_bytes(mutant.applied(whole))
        # Compiled files are told apart by length and second
        self._edits += 1
        os.utime(path, (times.st_atime, times.st_mtime + 2 * self._edits))
        try:
            yield
        finally:
            path.write_bytes(whole)
            os.utime(path, (times.st_atime, times.st_mtime + 2 * self._edits + 1))

    def recorded(self, name: str, suite: Sequence[str], jobs: int) -> covered.Record:
        """What the tests of a suite run, recorded now where no folder `name` has it."""
        folder = self.folder.parent / name
        if not folder.exists():
            folder.mkdir()
            environment = covered.environment(folder, self.folder / "hooks")
            command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
            command += ["-p", "tests.covered", "-n", str(jobs), *suite]
            with (folder / "said.txt").open("w") as said:
                subprocess.run(
                    command, cwd=self.folder, env={**os.environ, **environment}, stdout=said
                )
        return covered.Record(folder)

    def killer(self, tests: Sequence[str], seconds: dict[str, float]) -> str:
        """The first of the tests that fails or takes far too long; "" where none does."""
        into, out = os.pipe()
        child = os.fork()
        if not child:
            os.close(into)
            self._run(tests, seconds, out)
        os.close(out)
        with os.fdopen(into) as pipe:
            said = pipe.read().splitlines()
        _, status = os.waitpid(child, 0)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # what the tests started
        if said and said[-1] == "none failed":
            return ""
        return f"{said[-1] if said else 'nothing ran'} ({status})"

    def _run(self, tests: Sequence[str], seconds: dict[str, float], out: int) -> None:
        """In a process of its own: run the tests, write down which runs, and whether all pass."""
        os.setsid()
        os.chdir(self.folder)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        said = os.open(self.folder.parent / "said.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1)
        os.dup2(said, 2)
        sys.path[:] = [
            os.fspath(self.folder),
            *(p for p in sys.path if p not in ("", str(CHECKOUT))),
        ]
        for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
            del sys.modules[name]
        files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
        options = ["-q", "-x", "-p", "no:cacheprovider", f"--basetemp={self._scratch}"]
        options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # of what was imported once
        status = pytest.main([*options, *files], plugins=[Chosen(tests, seconds, out)])
        if status in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            os.write(out, b"none failed\n")
        os._exit(status)


class Chosen:
    """Runs only these tests, in this order; none may take far longer than it did."""

    def __init__(self, tests: Sequence[str], seconds: dict[str, float], out: int) -> None:
        self._order = {test: number for number, test in enumerate(tests)}
        self._seconds = seconds
        self._out = out
        signal.alarm(COLLECTED)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [item for item in items if item.nodeid in self._order]
        items[:] = sorted(chosen, key=lambda item: self._order[item.nodeid])

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        os.write(self._out, f"{nodeid}\n".encode())
        signal.alarm(LONGEST + int(10 * self._seconds[nodeid]))


@dataclass
class Judge:
    """Puts mutants to the tests of one suite."""

    copy: Copy
    record: covered.Record

    def __call__(self, mutant: Mutant) -> str:
        """Which test kills it; "" where none does."""
        path = self.copy.folder / mutant.path
        tests = self.record.tests(path, None if mutant.at_import else mutant.lines)
        seconds = self.record.seconds
        rest = sorted(tests[FIRST:], key=lambda test: test.partition("::")[0])
        with self.copy.with_fault(mutant):
            for some in (tests[:FIRST], rest):
                killer = some and self.copy.killer(some, seconds)
                if killer:
                    return killer
        return ""


def judged(mutants: dict[int, Mutant], judge: Judge) -> dict[int, str]:
    """Which test kills each mutant, where one does; said as it goes."""
    killers = {}
    for number, mutant in mutants.items():
        killer = judge(mutant)
        if killer:
            killers[number] = killer
        fate = f"killed by {killer}" if killer else "survives"
        print(f"{number} {mutant.path}:{mutant.lines[-1]} {fate}", flush=True)
    return killers


def main(arguments: Sequence[str]) -> int:
    """0: nine of ten or more are killed; 1: fewer."""
    parser = argparse.ArgumentParser("python -m tests.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=300, help="how many (default: 300)")
    parser.add_argument("--seed", default="0", help="a name that decides which")
    parser.add_argument("--only", help="of these the numbers A-B, or A,B,C")
    parser.add_argument("--near", action="store_true", help="leave out the tests that take time")
    parser.add_argument("--jobs", type=int, default=2, help="processes that record (default: 2)")
    parser.add_argument("--keep", type=Path, help="a folder for copy and record (default: none)")
    given = parser.parse_args(arguments)
    os.environ.setdefault("GOMOD_HOOKS_SHARED", os.fspath(CHECKOUT.parent / "shared"))
    assert "hooks" not in sys.modules, "each mutant imports its own"
    with contextlib.ExitStack() as stack:
        folder = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        copy = Copy(folder.resolve())
        chosen = dict(enumerate(drawn(copy.folder, given.count, given.seed), start=1))
        if given.only:
            first, dash, last = given.only.partition("-")
            numbers = range(int(first), int(last) + 1) if dash else map(int, given.only.split(","))
            chosen = {number: chosen[number] for number in numbers}
        left = chosen
        for name, suite in (("near", NEAR), ("far", FAR))[: 1 if given.near else 2]:
            killers = judged(left, Judge(copy, copy.recorded(name, [*TIMED, *suite], given.jobs)))
            left = {number: mutant for number, mutant in left.items() if number not in killers}
        for number, mutant in left.items():
            print(f"\nsurvives ({number}):\n{mutant.difference(copy.folder)}")
    print(f"\n{len(chosen) - len(left)} of {len(chosen)} killed")
    return int(len(left) * 10 > len(chosen))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
