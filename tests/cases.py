"""The cases in testdata: how one is laid out, run and recorded.

    testdata/<hook-id>/<situation>/
      base/          what the base commit holds (none: first commit)
      staged/        what the index holds
      copies.txt     "OLD => NEW", one a line: files that the index holds at a second path, which
                     not every system can have beside the first
      disk/          only where the work tree differs
      modcache/      the module cache (none: an empty one), as GOMODCACHE names it
      gopath/        the first folder of GOPATH (none: an empty one)
      environment.txt  variables of the go command, NAME=VALUE, one a line
      args.txt       options, one a line
      expected.txt   standard output, exact; empty: silence and exit status 0
      status.txt     the exit status, where expected.txt does not imply it
      after/         fixers: the work tree afterwards

`python3 -m tests.cases --write CASE ...` runs the hook of each case folder and records what
it says in expected.txt (and in status.txt). Read what was recorded before you commit it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.repository import CHECKOUT, Repository, clean_environment

TESTDATA = CHECKOUT / "testdata"


def all_cases() -> list[Path]:
    """The folders of all cases, sorted."""
    return sorted(path.parent for path in TESTDATA.glob("go-*/*/expected.txt"))


def laid_out(case: Path, folder: Path) -> Repository:
    """A repository in `folder` in the state that a case describes."""
    repository = Repository(folder)
    if (case / "base").exists():
        repository.copy(case / "base")
        repository.commit("base")
    repository.clear()
    repository.copy(case / "staged")
    repository.add()
    for old, new in copies_of(case):
        oid = repository.git("rev-parse", f":{old}").strip()
        repository.git("update-index", "--add", "--cacheinfo", f"100644,{oid},{new}")
    if (case / "disk").exists():
        repository.copy(case / "disk")
    return repository


def arguments_of(case: Path) -> list[str]:
    """The options of a case."""
    return _lines(case / "args.txt")


def copies_of(case: Path) -> list[tuple[str, str]]:
    """Path and second path of each file that the index holds twice."""
    pairs = (line.partition(" => ") for line in _lines(case / "copies.txt"))
    return [(old, new) for old, _, new in pairs]


def _lines(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").split("\n") if file.exists() else []
    return [line for line in lines if line]


def status_of(case: Path) -> int:
    """The exit status that a case expects."""
    file = case / "status.txt"
    if file.exists():
        return int(file.read_text(encoding="utf-8"))
    return int(bool((case / "expected.txt").read_bytes()))


def modcache_of(case: Path) -> str:
    """The module cache in which the hook of a case looks."""
    return str(case.resolve() / "modcache")


def environment_of(case: Path) -> dict[str, str]:
    """The variables of the go command under which the hook of a case runs."""
    lines = [line.partition("=") for line in _lines(case / "environment.txt")]
    return {
        "GOENV": "off",
        "GOMODCACHE": modcache_of(case),
        "GOPATH": str(case.resolve() / "gopath"),
        **{name: value for name, _, value in lines},
    }


def door_of(case: Path) -> str:
    """The module of the hook that judges a case."""
    return "hooks." + case.parent.name.replace("-", "_")


def record(case: Path) -> str:
    """Run the hook of a case and write down what it says; that, for people."""
    with tempfile.TemporaryDirectory() as scratch:
        repository = laid_out(case, Path(scratch) / "repository")
        done = subprocess.run(
            [sys.executable, "-m", door_of(case), *arguments_of(case)],
            cwd=repository.top,
            env=clean_environment() | environment_of(case),
            capture_output=True,
            check=False,
        )
    output = done.stdout
    (case / "expected.txt").write_bytes(output)
    status = case / "status.txt"
    if done.returncode == bool(output):
        status.unlink(missing_ok=True)
    else:
        status.write_text(f"{done.returncode}\n", encoding="utf-8")
    shown = (output + done.stderr).decode("utf-8", "replace")
    return f"{os.path.relpath(case)}: exit status {done.returncode}\n{shown}"


def main() -> int:
    """0: recorded; 2: no such case."""
    parser = argparse.ArgumentParser("python3 -m tests.cases", description=__doc__)
    parser.add_argument("--write", nargs="+", metavar="CASE", type=Path, required=True)
    for case in parser.parse_args().write:
        if not (case / "staged").is_dir():
            print(f"{case}: not a case: it has no folder staged/", file=sys.stderr)
            return 2
        print(record(case.resolve()), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
