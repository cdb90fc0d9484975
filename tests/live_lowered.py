"""Requirements of real monorepos lowered, and mended beside the real `go mod tidy`:
`python -m tests.live_lowered --scratch FOLDER`.

In modules of each repository one requirement at a time is set to a lower version, one that some
go.sum of the repository has the hash of if there is such, so that some other module of the graph
asks for more. `go mod tidy` says what go.mod has to be, and fills the module cache in passing;
what go-mod-tidy writes must be the same bytes, or it has to decline. With the go.mod and the
go.sum that it wrote, `go list -mod=readonly` must load every package, offline.

Needs git, a go command and the network. Clones and module cache stay in the folder, so that
another run takes a fraction of the time.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from hooks.checks import tid_graph
from hooks.command.module_cache import modules_at
from hooks.modcache import zips
from hooks.tree import scope
from hooks.tree.tree import Tree
from hooks.values import semver
from hooks.verdicts import graph_facts
from hooks.verdicts.module_contents import UndecidedError, ZipContents
from tests.memory import MemoryFiles, module_file

REPOSITORIES = (
    "etcd-io/etcd",
    "kubernetes-sigs/kustomize",
    "open-telemetry/opentelemetry-collector",
    "open-telemetry/opentelemetry-go",
    "open-telemetry/opentelemetry-go-contrib",
)
MODULE_FILES = ("go.mod", "go.sum", "go.work", "go.work.sum", "modules.txt")
SAME, DECLINED, OTHER, REFUSED, LOST = "same", "declined", "OTHER BYTES", "go refuses", "UNUSABLE"


class Lowered:
    """One requirement of a module at another version."""

    def __init__(self, folder: str, path: str, version: str, lower: str, is_hashed: bool) -> None:
        self.folder = folder
        self.path = path
        self.version = version
        self.lower = lower
        self.is_hashed = is_hashed

    def __str__(self) -> str:
        return f"{self.folder or '.'}: {self.path} {self.version} -> {self.lower}"

    def applied(self, go_mod: bytes) -> bytes:
        """The go.mod with the lower version."""
        line = re.compile(rb"(?m)^((?:\t|require )%b) \S+" % re.escape(self.path.encode()))
        return line.sub(rb"\1 " + self.lower.encode(), go_mod)


class Monorepo:
    """A clone, and what is made of it; the module cache lies in `cache`."""

    def __init__(self, top: Path, cache: Path) -> None:
        self.top = top
        self.cache = cache
        cache.mkdir(parents=True, exist_ok=True)
        listed = self._git("ls-files", "-z").split("\0")[:-1]
        places = {name: top / name for name in listed}
        self.files = {
            name: place.read_bytes() if _is_read(name) else b""
            for name, place in places.items()
            if place.is_file() and not place.is_symlink()
        }
        links = [name for name, place in places.items() if place.is_symlink()]
        self.tree = Tree(MemoryFiles(self.files, links=links), modules=modules_at(str(cache)))
        self.zips = ZipContents(zips.ModuleZips(str(cache)))
        self.modules = scope.modules(self.tree)
        sums = [self.tree.go_sum(folder) for folder in self.modules]
        self.lent = tid_graph.lent_hashes(file for file in sums if file is not None)

    def _git(self, *arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments], cwd=self.top, check=True, capture_output=True, text=True
        ).stdout

    def go(self, folder: str, *arguments: str, offline: bool = False) -> tuple[int, str]:
        """Run the go command in a folder; its exit status and what it said of errors."""
        environment = {
            **os.environ,
            "GOMODCACHE": str(self.cache),
            "GOFLAGS": "-modcacherw",
            "GOWORK": "off",
            "GOTOOLCHAIN": "local",
            **({"GOPROXY": "off"} if offline else {}),
        }
        done = subprocess.run(
            ["go", *arguments],
            cwd=self.top / folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=600,
        )
        return done.returncode, done.stderr

    def lowered(self, random: Random, most: int) -> Iterator[Lowered]:
        """Requirements to lower, all modules in turn, those first whose hash is at hand."""
        folders = [folder for folder in self.modules if self.tree.go_sum(folder) is not None]
        random.shuffle(folders)
        queues = []
        for folder in folders:
            status, _ = self.go(folder, "mod", "tidy", "-diff")
            if status == 0:
                found = [*self._candidates(folder)]
                random.shuffle(found)
                queues.append(sorted(found, key=lambda each: not each.is_hashed))
            if sum(len(queue[:4]) for queue in queues) >= most:
                break
        given = 0
        while any(queues) and given < most:
            for queue in queues:
                if queue and given < most:
                    # one in four where the hash of the lower version is nowhere
                    yield queue.pop(0 if given % 4 else -1)
                    given += 1

    def _candidates(self, folder: str) -> Iterator[Lowered]:
        """What can be lowered in a module so that another module asks for more than it lists."""
        facts = graph_facts.of_module(self.tree, folder)
        if facts is None or not facts.is_complete:
            return
        known: dict[str, set[str]] = {}
        for name in self.lent:
            path, _, version = name.decode().partition(" ")
            if version.endswith("/go.mod"):
                known.setdefault(path, set()).add(version.removesuffix("/go.mod"))
        for required in module_file(self.tree, folder).file.requires:
            module = facts.modules.get(required.path)
            if module is None or module.replace:
                continue
            wanted = {each.wanted for each in module.required_by if each.version}
            highest = max(wanted, key=semver.key, default="")
            hashed = known.get(required.path, set())
            for lower in sorted(hashed | wanted):
                if (
                    semver.compare(lower, highest) < 0
                    and semver.compare(lower, required.version) < 0
                ):
                    yield Lowered(folder, required.path, required.version, lower, lower in hashed)

    def put(self, lowered: Lowered) -> tuple[str, str]:
        """What becomes of one lowered requirement, and more about it."""
        folder = self.top / lowered.folder
        go_mod = module_file(self.tree, lowered.folder).path
        before = lowered.applied(self.files[go_mod])
        if before == self.files[go_mod]:
            return REFUSED, "not lowered"
        try:
            (self.top / go_mod).write_bytes(before)
            status, error = self.go(lowered.folder, "mod", "tidy")
            if status:
                return REFUSED, error.strip().rpartition("\n")[2]
            expected = (self.top / go_mod).read_bytes()
            tree = self.tree.with_files({go_mod: before})
            if not tid_graph.is_behind(tree, lowered.folder):
                return DECLINED, self._why_silent(expected == before)
            try:
                repair = tid_graph.repaired(tree, lowered.folder, self.lent, self.zips)
            except UndecidedError as reason:
                return DECLINED, str(reason)
            if repair.go_mod != expected:
                return OTHER, f"ours:\n{repair.go_mod.decode()}\ngo mod tidy:\n{expected.decode()}"
            (folder / "go.sum").write_bytes(repair.go_sum or self.files[f"{_start(lowered)}go.sum"])
            status, error = self.go(
                lowered.folder, "list", "-mod=readonly", "-test", "-deps", "./...", offline=True
            )
            if status:
                return LOST, error[-300:]
            return SAME, "with hashes copied" if repair.go_sum else "go.sum as it was"
        finally:
            self._git("checkout", "-q", "--", ".")

    def _why_silent(self, is_tidy: bool) -> str:
        return "nothing known asks for more" + (", and go mod tidy leaves it" if is_tidy else "")


def _start(lowered: Lowered) -> str:
    return f"{lowered.folder}/" if lowered.folder else ""


def _is_read(name: str) -> bool:
    return name.endswith(".go") or name.rpartition("/")[2] in MODULE_FILES


def clone(name: str, scratch: Path) -> Path | None:
    """A clone of a repository, given by OWNER/NAME or as a folder; None where it cannot be had."""
    source = name if os.path.isdir(name) else f"https://github.com/{name}"
    place = scratch / "repositories" / Path(name).name
    if not place.exists():
        done = subprocess.run(["git", "clone", "-q", "--depth", "1", source, place], check=False)
        if done.returncode:
            return None
    return place


def compare(top: Path, cache: Path, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Lower `count` requirements of a clone; how many became what, and the faults."""
    repository = Monorepo(top, cache)
    counts: Counter[str] = Counter()
    faults = []
    for lowered in repository.lowered(Random(seed), count):
        result, more = repository.put(lowered)
        counts[result] += 1
        said = more.partition("\n")[0]
        print(f"{top.name} {lowered}: {result}: {said}", flush=True)
        if result in (OTHER, LOST):
            faults.append(f"{top.name} {lowered}: {result}: {more}")
    return counts, faults


def main(arguments: Sequence[str]) -> int:
    """0: every repair is that of `go mod tidy`; 1: one is not; 2: git or go is not there."""
    parser = argparse.ArgumentParser("python -m tests.live_lowered", description=__doc__)
    parser.add_argument("--scratch", type=Path, required=True, help="where clones are kept")
    parser.add_argument("--count", type=int, default=40, help="how many of each (default: 40)")
    parser.add_argument("--seed", type=int, default=0, help="which ones (default: 0)")
    parser.add_argument("repository", nargs="*", default=REPOSITORIES, help="OWNER/NAME or folder")
    given = parser.parse_args(arguments)
    if shutil.which("go") is None or shutil.which("git") is None:
        print("git and go have to be on the search path", file=sys.stderr)
        return 2
    total: Counter[str] = Counter()
    faults: list[str] = []
    for name in given.repository:
        top = clone(name, given.scratch)
        if top is None:
            print(f"{name} cannot be cloned", file=sys.stderr)
            return 2
        counts, found = compare(top, given.scratch / "mod", given.count, given.seed)
        print(f"{name}: {dict(counts)}", flush=True)
        total += counts
        faults += found
    print(f"all: {dict(total)}")
    print("\n\n".join(faults))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
