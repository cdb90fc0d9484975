"""`python3 -m bench`: the cost of every hook, as a ratio to the floor of the same run.

The floor is the same interpreter doing nothing plus one `git ls-files -s`. The
hooks are installed from this checkout into .venv-bench, as the framework does it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import repositories
from bench.compare import compare_with_go
from bench.measure import Cost, least
from tests.environment import CHECKOUT, UnavailableError, python_of

HOOKS = sorted(path.stem for path in (CHECKOUT / "hooks").glob("go_*.py"))
SMALL, LARGE, GATE, ALL = 1.5, 2.5, 3.5, 3.0
CACHED = 4.5  # of the large module, with the go.mod of every module that go.sum pins


def main() -> int:
    """0 when every budget is met, 1 when one is not, 2 where nothing can be measured."""
    parser = argparse.ArgumentParser("python3 -m bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=25, help="runs of each command (25)")
    parser.add_argument("--modules", type=int, default=400, help="modules of the monorepo (400)")
    options = parser.parse_args()
    try:
        python = python_of(".venv-bench", "--upgrade", "pip")
        install = [python, "-m", "pip", "install", "-q", "--no-deps", "--force-reinstall", "."]
        subprocess.run(install, cwd=CHECKOUT, check=True, capture_output=True)
    except (UnavailableError, subprocess.CalledProcessError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="gomod-hooks-bench-") as scratch:
        return Bench(python, Path(scratch), options.runs).all(options.modules)


class Bench:
    """One run of everything; `missed` counts the budgets that were not met."""

    def __init__(self, python: str, scratch: Path, runs: int) -> None:
        self.python = python
        self.scratch = scratch
        self.runs = runs
        self.missed = 0

    def all(self, modules: int) -> int:
        """Print the tables."""
        os.environ["GOMODCACHE"] = os.devnull
        large = repositories.large(self.scratch / "large")
        print(f"Python {sys.version.split()[0]}, {self.runs} runs, least CPU ms and MiB\n")
        repositories.write(large, {"main.go": "package main // changed\n"})
        repositories.git(large, "add", "main.go")
        repositories.git(large, "write-tree")
        self.hooks("nothing relevant changed", large, SMALL)
        change(large)
        self.hooks("large vendored module, all its files changed", large, LARGE)
        cache = self.scratch / "modcache"
        repositories.fill_cache(cache, large)
        os.environ["GOMODCACHE"] = str(cache)
        self.hooks("the same, the module cache full", large, CACHED)
        for count in (modules // 2, modules):
            self.every(repositories.monorepo(self.scratch / f"mono{count}", count, 1000), count)
        compare_with_go(self.python, large, self.runs)
        return 1 if self.missed else 0

    def floor(self) -> dict[str, list[str]]:
        return {
            "interpreter": [self.python, "-I", "-c", "pass"],
            "git ls-files -s": ["git", "ls-files", "-s"],
        }

    def hooks(self, title: str, folder: Path, budget: float) -> None:
        """Every hook in one repository."""
        commands = self.floor()
        commands |= {hook: [self.python, "-Im", f"gomod_hooks.{hook}"] for hook in HOOKS}
        costs = least(commands, folder, self.runs)
        floor = costs["interpreter"].seconds + costs["git ls-files -s"].seconds
        print(f"{title}\n  {'floor':24} {floor * 1000:7.1f}")
        for hook in HOOKS:
            limit = budget
            if budget == LARGE and hook == "go_mod_gate":
                limit = GATE
            if budget == SMALL and hook in ("go_vendor_tree", "go_mod_gate"):
                limit = LARGE
            self.row(hook, costs[hook], floor, limit, 3 * costs["interpreter"].memory)
        print()

    def every(self, folder: Path, modules: int) -> None:
        """The gate over a whole monorepo."""
        listed = subprocess.run(["git", "ls-files", "-s"], cwd=folder, capture_output=True)
        oids = b"".join(line.split()[1] + b"\n" for line in listed.stdout.splitlines())
        (self.scratch / "oids").write_bytes(oids)
        commands = self.floor()
        script = f"git cat-file --batch < {self.scratch / 'oids'}"
        commands["git cat-file --batch"] = ["sh", "-c", script]
        commands["go_mod_gate"] = [self.python, "-Im", "gomod_hooks.go_mod_gate", "--all"]
        costs = least(commands, folder, max(self.runs // 5, 3))
        floor = sum(costs[name].seconds for name in list(commands)[:3])
        print(f"go-mod-gate --all, {modules} modules, {modules * 1000} go.sum lines")
        print(f"  {'floor with cat-file':24} {floor * 1000:7.1f}")
        self.row("go_mod_gate", costs["go_mod_gate"], floor, ALL, 0)
        print()

    def row(self, name: str, cost: Cost, floor: float, budget: float, memory: float) -> None:
        """One line, and whether the budget is met."""
        ratio = cost.seconds / floor
        met = ratio <= budget and (not memory or cost.memory <= memory)
        self.missed += not met
        print(
            f"  {name:24} {cost.seconds * 1000:7.1f}  ratio {ratio:5.2f} (<= {budget})"
            f"  {cost.memory:6.1f} MiB  exit {cost.status}{'' if met else '  MISSED'}"
        )


def change(folder: Path) -> None:
    """Move one requirement, its hashes and its vendored copy: a sound commit of all files."""
    path, old, new = repositories.name(0), "v1.0.0", "v1.0.1"
    for file in ("go.mod", "vendor/modules.txt", "go.sum"):
        lines = (folder / file).read_text().split("\n")
        moved = [
            line.replace(f"{path} {old}", f"{path} {new}") if f"{path} {old}" in line else line
            for line in lines
        ]
        zipped = f"{path} {new} h1:"  # another zip, another hash
        fresh = f"{path} {new} {repositories.checksum(new)}"
        moved = [fresh if line.startswith(zipped) else line for line in moved]
        (folder / file).write_text("\n".join(moved))
    repositories.write(folder, {f"vendor/{path}/f0.go": "package p // newer\n"})
    repositories.git(folder, "add", "-A", "-f")
    # As `git commit` leaves the index for its hooks: with the trees of its folders known.
    repositories.git(folder, "write-tree")


if __name__ == "__main__":
    sys.exit(main())
