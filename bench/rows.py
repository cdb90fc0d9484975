"""The rows that have a budget."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from bench import commands, histories, repositories
from bench.measure import Cost, least
from bench.table import Table

IDLE, IDLE_VENDORED = 1.0, 1.25
LARGE, LARGE_VENDORED, GATE, CACHED = 2.0, 2.3, 3.0, 4.5
ONE_MODULE, EVERY_MODULE, FOUR_TIMES = 5.0, 8.0, 4.4
# 5 and 15 milliseconds a commit, where a floor is 14.5 (8,000 files) and 11.5
VENDORED_COMMIT, MONOREPO_COMMIT, HISTORY_MEMORY = 5 / 14.5, 15 / 11.5, 150.0
SOURCES, ALL_SOURCES = 2.5, 2.0
GRAPH, INHERITED, ZIP = 3.0, 2.0, 2.0
SEEING_ALL = ("go-mod-gate", "go-vendor-tree")
VENDORING = ("go-vendor-modules", "go-vendor-tree")


class Bench:
    """One run of everything."""

    def __init__(self, python: str, scratch: Path, runs: int) -> None:
        self.python = python
        self.scratch = scratch
        self.runs = runs
        self.few = max(runs // 5, 3)
        self.table = Table()
        self.entries = commands.entries(python)
        self.gate = self.entries["go-mod-gate"]
        self.modcheck = [python, "-Im", "gomod_hooks.modcheck"]
        self.idle = scratch / "idle"

    def all(self, modules: int, commits: int) -> None:
        """Print the rows."""
        self.large()
        self.monorepo(modules)
        self.workspaces(modules)
        self.histories(commits)
        self.sources()
        self.inherited()
        self.zip()

    def large(self) -> None:
        """One large vendored module: nothing of it changed, then all of its files."""
        idle = repositories.large(self.idle)
        repositories.write(idle, {"main.go": "package main // changed\n"})
        repositories.staged(idle)
        budgets = {name: IDLE_VENDORED if name in SEEING_ALL else IDLE for name in self.entries}
        budgets["go-mod-tidy"] = SOURCES  # the change is one of a Go file
        self.hooks("nothing relevant changed, 8,000 vendored files", idle, budgets)
        large = repositories.large(self.scratch / "large")
        repositories.move_one(large)
        budgets = {name: LARGE_VENDORED if name in VENDORING else LARGE for name in self.entries}
        budgets["go-mod-gate"] = GATE
        self.hooks("the same module, all its module files changed", large, budgets)
        self.cached(large)

    def cached(self, large: Path) -> None:
        """The same with the go.mod of every module that go.sum pins in the module cache."""
        cache = self.scratch / "modcache"
        found = repositories.fill_cache(cache, large)
        (self.scratch / "pinned").write_text("".join(f"{path}\n" for path in found))
        script = f'"{self.python}" -Ic \'{commands.HASH}\' < "{self.scratch / "pinned"}"'
        costs = least(
            {
                **commands.floor(self.python),
                "full": [*self.gate, f"--module-cache={cache}"],
                "off": [*self.gate, "--module-cache=off"],
                "reading and hashing": ["sh", "-c", script],
            },
            large,
            self.runs,
        )
        floor = _floor(costs)
        self.table.title("the same, the module cache full", floor)
        self.table.row("go-mod-gate", costs["full"], floor, CACHED)
        hashing = costs["reading and hashing"].seconds - costs["interpreter"].seconds
        graph = costs["full"].seconds - costs["off"].seconds
        self.table.ratio("its graph, to reading and hashing", graph / hashing, GRAPH)

    def hooks(self, title: str, folder: Path, budgets: dict[str, float]) -> None:
        """Every hook in one repository."""
        costs = least(commands.floor(self.python) | self.entries, folder, self.runs)
        floor = _floor(costs)
        self.table.title(title, floor)
        for name, budget in budgets.items():
            self.table.row(name, costs[name], floor, budget, 3 * costs["interpreter"].memory)

    def monorepo(self, modules: int) -> None:
        """One module of a monorepo, and all of them."""
        folder = repositories.monorepo(self.scratch / "one-of-100", 100, 300)
        repositories.raise_own(folder, 50)
        costs = least(commands.floor(self.python) | {"gate": self.gate}, folder, self.runs)
        floor = _floor(costs)
        self.table.title("one of 100 modules that replace each other", floor)
        memory = 3 * costs["interpreter"].memory
        self.table.row("go-mod-gate", costs["gate"], floor, ONE_MODULE, memory)
        for count in (modules // 2, modules):
            self.every(repositories.monorepo(self.scratch / f"mono{count}", count, 1000), count)

    def every(self, folder: Path, modules: int) -> None:
        """The gate over a whole monorepo."""
        listed = subprocess.run(["git", "ls-files", "-s"], cwd=folder, capture_output=True)
        oids = self.scratch / "oids"
        oids.write_bytes(b"".join(line.split()[1] + b"\n" for line in listed.stdout.splitlines()))
        measured = commands.floor_with_bytes(self.python, oids) | {"gate": [*self.gate, "--all"]}
        costs = least(measured, folder, self.few)
        floor = _floor(costs) + costs["git cat-file --batch"].seconds
        title = f"--all, {modules} modules, {modules * 1000} go.sum lines"
        self.table.title(title, floor, "floor with all bytes")
        self.table.row("go-mod-gate", costs["gate"], floor, EVERY_MODULE)

    def workspaces(self, members: int) -> None:
        """A go.work of some members, and one of four times as many."""
        found = []
        for count in (members, 4 * members):
            folder = repositories.workspace(self.scratch / f"work{count}", count)
            found.append(least({"gate": [*self.gate, "--all"]}, folder, self.few)["gate"])
        self.table.title(f"--all, a go.work of {members} and {4 * members} members")
        for count, cost in zip((members, 4 * members), found, strict=True):
            print(f"  {count:<28} {cost.seconds * 1000:8.1f}  {cost.memory:6.1f} MiB")
        self.table.ratio("of the two", found[1].seconds / found[0].seconds, FOUR_TIMES)

    def histories(self, commits: int) -> None:
        """Each commit of a range, judged by `modcheck check`."""
        for name, make, budget in (
            ("vendored", histories.vendored, VENDORED_COMMIT),
            ("monorepo", histories.monorepo, MONOREPO_COMMIT),
        ):
            folder = make(self.scratch / f"history-{name}", commits)
            check = [*self.modcheck, "check", "--rev", f"HEAD~{commits}..HEAD"]
            measured = commands.floor(self.python) | {"check": check}
            costs = least(measured, folder, self.few)
            cost, floor = costs["check"], _floor(costs)
            self.table.title(f"a history of {commits} commits, {name}", floor)
            each = Cost(cost.seconds / commits, cost.memory, cost.status)
            self.table.row("modcheck check, a commit", each, floor, budget, HISTORY_MEMORY)

    def sources(self) -> None:
        """The imports of Go files."""
        folder = repositories.sources(self.scratch / "sources", 300)
        repositories.edit_sources(folder, range(0, 300, 15), 300)
        tidy = self.entries["go-mod-tidy"]
        costs = least(commands.floor(self.python) | {"tidy": tidy}, folder, self.runs)
        floor = _floor(costs)
        self.table.title("20 Go files changed of 300", floor)
        self.table.row("go-mod-tidy", costs["tidy"], floor, SOURCES)
        folder = repositories.sources(self.scratch / "all-sources", 5000)
        grep = ["git", "grep", "--cached", "--quiet", "--threads=1", "no such words", "--", "*.go"]
        costs = least({"git grep": grep, "tidy": [*tidy, "--all"]}, folder, self.few)
        self.table.title("a module of 5,000 Go files", costs["git grep"].seconds, "git grep")
        self.table.row("go-mod-tidy --all", costs["tidy"], costs["git grep"].seconds, ALL_SOURCES)

    def inherited(self) -> None:
        """A change of a module that has 26 findings already, and of one that has none."""
        costs = {}
        for count in (0, 26):
            folder = repositories.lacking(self.scratch / f"lacking{count}", count)
            costs[count] = least({"gate": self.gate}, folder, self.runs)["gate"]
        self.table.title("26 inherited findings", costs[0].seconds, "the gate without them")
        self.table.row("go-mod-gate", costs[26], costs[0].seconds, INHERITED)

    def zip(self) -> None:
        """An edited vendored file whose module's zip is in the module cache."""
        folder, cache, place = repositories.with_zip(self.scratch / "zipped")
        tree = self.entries["go-vendor-tree"]
        costs = least(
            {
                "interpreter": [self.python, "-I", "-c", "pass"],
                "hash": [self.python, "-Ic", commands.HASH_ZIP, str(place)],
                "full": [*tree, f"--module-cache={cache}"],
                "off": [*tree, "--module-cache=off"],
            },
            folder,
            self.runs,
        )
        hashing = costs["hash"].seconds - costs["interpreter"].seconds
        added = Cost(costs["full"].seconds - costs["off"].seconds, costs["full"].memory, 0)
        self.table.title(f"a zip of {os.path.getsize(place) >> 20} MiB", hashing, "hashing it")
        self.table.row("go-vendor-tree, what it adds", added, hashing, ZIP)


def _floor(costs: dict[str, Cost]) -> float:
    return costs["interpreter"].seconds + costs["git ls-files -s"].seconds
