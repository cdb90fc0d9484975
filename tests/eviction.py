"""`python3 -m tests.eviction DIR [PACKAGE ...]`: builds of a Go module beside evictions.

Each round makes every entry of a build cache look 3 hours old, changes the module, and builds it
while `gocache-scan` evicts down to a quota. No build may fail, and something must be evicted. It
needs a go command and a module whose requirements are at hand; it works on copies of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.repository import CHECKOUT

HOURS = 3
SHARES = [0.5, 0.8, 0.9, 0.95, 0.98]


def age(cache: Path, hours: float) -> int:
    """Make all entries look so many hours old; how many there are."""
    moment = time.time() - hours * 3600
    entries = 0
    for path in cache.glob("[0-9a-f][0-9a-f]/*"):
        os.utime(path, (moment, moment))
        entries += 1
        for program in path.iterdir() if path.is_dir() else ():
            os.utime(program, (moment, moment))
    return entries


def size(cache: Path) -> int:
    """The bytes of all files below."""
    return sum(path.lstat().st_size for path in cache.rglob("*") if path.is_file())


def scan(cache: Path, report: Path, *options: str) -> subprocess.Popen[str]:
    """A scan of the checkout's own gocache-scan, started."""
    command = [sys.executable, "-m", "hooks.gocache", "--root", os.fspath(cache)]
    return subprocess.Popen(
        [*command, f"--report-json={report}", *options],
        cwd=CHECKOUT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


class Rounds:
    """Builds of a copy of the module `source` with a cache below `scratch`."""

    def __init__(self, source: Path, packages: list[str], scratch: Path) -> None:
        self.cache, self.module = scratch / "cache", scratch / "module"
        self.report, self.packages = scratch / "report.json", packages
        self.evicted = self.bytes = self.kept = self.failed = 0
        shutil.copytree(source, self.module)
        for path in [self.module, *self.module.rglob("*")]:
            path.chmod(path.stat().st_mode | 0o200)
        self.folder = self.module / packages[0]

    def build(self) -> subprocess.Popen[str]:
        """A build, started."""
        return subprocess.Popen(
            ["go", "build", "-o", os.devnull, *self.packages],
            cwd=self.module,
            env={**os.environ, "GOCACHE": os.fspath(self.cache), "GOFLAGS": "-mod=mod"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def round(self, number: int, delay: float, share: float) -> None:
        """One build, and beside it one eviction down to a share of the cache."""
        changed = f"package main\n\nconst round{number} = {number}\n"
        (self.folder / "zz_round.go").write_text(changed)
        age(self.cache, HOURS)
        quota = f"--quota={int(size(self.cache) * share)}"
        if delay < 0:
            scanning = scan(self.cache, self.report, quota)
            time.sleep(-delay)
            building = self.build()
        else:
            building = self.build()
            time.sleep(delay)
            scanning = scan(self.cache, self.report, quota)
        built = building.communicate()[1]
        said = scanning.communicate()[1]
        told = json.loads(self.report.read_text())
        self.evicted += told["evicted"]["actions"] + told["evicted"]["outputs"]
        self.bytes += told["evicted"]["bytes"]
        self.kept += len(told["used_since"])
        if building.returncode or scanning.returncode == 2:
            self.failed += 1
            print(f"round {number}: {built}{said}", flush=True)


def main() -> int:
    """The exit status: 0 where no build failed, something was evicted and nothing is damaged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("module", type=Path)
    parser.add_argument("packages", nargs="+", help="the first is a folder of a program")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chosen = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as scratch:
        rounds = Rounds(given.module.resolve(), given.packages, Path(scratch))
        first = rounds.build()
        told = first.communicate()[1]
        if first.returncode:
            print(f"the module does not build: {told}")
            return 2
        for number in range(given.rounds):
            rounds.round(number, chosen.uniform(-2.5, 1.5), chosen.choice(SHARES))
        whole = scan(rounds.cache, rounds.report, "--verify-checksum")
        whole.communicate()
        last = rounds.build()
        print(last.communicate()[1], end="")
        rounds.failed += bool(last.returncode)
        print(
            f"{given.rounds} rounds: {rounds.evicted} entries evicted ({rounds.bytes} bytes), "
            f"{rounds.kept} kept because a build used them meanwhile, {rounds.failed} failed; "
            f"afterwards {'clean' if whole.returncode == 0 else 'DAMAGED'}"
        )
        return int(bool(rounds.failed or whole.returncode or not rounds.evicted))


if __name__ == "__main__":
    sys.exit(main())
