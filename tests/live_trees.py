"""The vendor and graph verdicts beside what the go command reports of the same trees.

The graph is loaded in a closed world: every module of `trees.REMOTE` lies in the
module cache, so that the files alone decide. What the go command would have to fetch
all the same is not decided by them, and not compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from hooks.formats.problem import Problem
from hooks.values.releases import Release
from hooks.verdicts import graph, vendor
from tests import trees
from tests.live_compare import Comparison
from tests.live_go import Answer, Go
from tests.live_words import Reported, reported
from tests.memory import memory_tree

VENDOR = ["list", "-mod=vendor", "-m"]
DEFAULT = ["list", "-m"]
GRAPH = ["list", "-mod=readonly", "-m", "none.invalid/..."]  # loads what "all" loads

_FETCHED = frozenset(["lookup-off", "version-lookup", "version-query"])
_NAMED = ("vendor-", "gosum-missing")
_MISSING = re.compile(r"(\S+@\S+?)(?: \(replaced by (\S+@\S+)\))?: missing go\.sum entry")


class TreeComparison(Comparison):
    """Trees put to the releases."""

    def __init__(self, go: Go) -> None:
        super().__init__(go)
        self.undecided: Counter[tuple[str, Release]] = Counter()
        fill_cache(go.home / "path" / "pkg" / "mod" / "cache" / "download")

    def vendored(self, files: Mapping[str, bytes]) -> None:
        """A module or workspace with a vendor folder: vendor mode, and a plain build."""
        work = "go.work" in files
        folder = self.go.lay_out(files)
        verdict = vendor.workspace if work else vendor.module
        for question, arguments in (("vendor", VENDOR), ("default", DEFAULT)):
            ours = verdict(memory_tree(files), "", self.releases, question == "vendor")
            asked = self.go.ask_all(self.releases, arguments, folder, work=work)
            for release, answer in asked:
                self._compare("w" * work + question, release, files, ours, _of_answer(answer))

    def graph(self, files: Mapping[str, bytes]) -> None:
        """A module whose module graph is loaded."""
        folder = self.go.lay_out(files)
        ours = graph.module(memory_tree(files), "", self.releases)
        for release, answer in list(self.go.ask_all(self.releases, GRAPH, folder)):
            theirs = _of_answer(answer)
            if any(kind == "gosum-missing" for kind, _, _ in theirs):
                theirs = self._with_sums(release, folder, files, answer)
            self._compare("graph", release, files, ours, theirs)

    def workspace_graph(self, files: Mapping[str, bytes]) -> None:
        """A workspace whose module graph is loaded, afresh for each release: it adds to
        go.work.sum what it misses there."""
        ours = graph.workspace(memory_tree(files), "", self.releases)
        for release in self.releases:
            answer = self.go.ask(release, GRAPH, self.go.lay_out(files), work=True)
            self._compare("wgraph", release, files, ours, _of_answer(answer))

    def _with_sums(
        self, release: Release, folder: Path, files: Mapping[str, bytes], answer: Answer
    ) -> set[Reported]:
        """All missing hashes, and what is reported once they are there: asked again and again."""
        path = folder / "go.sum"
        missing: set[Reported] = set()
        added: dict[str, None] = {}
        while True:
            theirs = _of_answer(answer)
            names = [fork or module for module, fork in _MISSING.findall(answer.error)]
            fresh = [name for name in names if name not in added]
            if not fresh:
                break
            missing |= {each for each in theirs if each[0] == "gosum-missing"}
            added.update(dict.fromkeys(fresh))
            lines = [_sum_line(name) for name in added]
            path.write_bytes(files.get("go.sum", b"") + "\n".join(["", *lines, ""]).encode())
            answer = self.go.ask(release, GRAPH, folder)
        if "go.sum" in files:
            path.write_bytes(files["go.sum"])
        else:
            path.unlink(missing_ok=True)
        return missing | theirs

    def _compare(
        self,
        question: str,
        release: Release,
        files: Mapping[str, bytes],
        problems: Sequence[Problem],
        theirs: set[Reported],
    ) -> None:
        if {kind for kind, _, _ in theirs} & _FETCHED:
            self.undecided[question, release] += 1
            return
        nowhere = {(kind, name) for kind, line, name in theirs if not line}
        ours = set()
        for problem in problems:
            if release in problem.releases:
                name = _name(problem)
                line = 0 if (problem.kind, name) in nowhere else problem.line
                ours.add((problem.kind, line, name))
        if question == "default" and _loads_graph(ours, theirs):
            theirs = ours
        if "default" in question and _is_of_folder(theirs):
            ours = {each for each in ours if each[0] != "excluded-required"}
        if question == "wgraph" and _is_race(ours, theirs):
            theirs = ours
        self._count(question, release, files, ours, theirs)

    def table(self) -> str:
        lines = [super().table()]
        for question in dict.fromkeys(question for question, _ in self.undecided):
            count = sum(self.undecided[question, release] for release in self.releases)
            lines.append(f"{question}: {count} answers not decided by the files alone")
        return "\n".join(lines)


def fill_cache(place: Path) -> None:
    """Put each remote module's go.mod in the module cache."""
    for path, version in trees.REMOTE:
        folder = place / path / "@v"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{version}.mod").write_bytes(trees.content(path))


def _loads_graph(ours: set[Reported], theirs: set[Reported]) -> bool:
    """Whether the go command loads the graph for the main module alone and stops there.

    It does where a go.mod below go 1.17 lists a module twice; we report what it does once the
    graph is in order (and of the graph the graph verdict tells).
    """
    kinds = {kind for kind, _, _ in theirs}
    graph = {"gosum-missing", "gosum-fields", "replace-no-gomod", "dep-too-new", "usage"}
    return {kind for kind, _, _ in ours} - kinds <= {"updates-needed"} and bool(kinds & graph)


def _is_of_folder(theirs: set[Reported]) -> bool:
    """Whether modules.txt is a folder: a plain build stops there from 1.22 on before it
    names the requirements that it leaves out, which we do all the same."""
    return {kind for kind, _, _ in theirs} == {"vendor-bad-dir"}


def _is_race(ours: set[Reported], theirs: set[Reported]) -> bool:
    """Whether contradictory replacements went unsaid because something else was met first:
    modules are read side by side, and which comes first changes from run to run."""
    conflicts = {each for each in ours if each[0] == "conflicting-replacements"}
    return bool(theirs) and theirs == ours - conflicts


def _sum_line(name: str) -> str:
    path, _, version = name.rpartition("@")
    return trees.sum_lines((path, version))[0]


def _of_answer(answer: Answer) -> set[Reported]:
    if answer.status == 0:
        return set()
    return {
        (kind, line, name if kind.startswith(_NAMED) else "")
        for kind, line, name in reported(answer.error)
    }


def _name(problem: Problem) -> str:
    if not problem.kind.startswith(_NAMED):
        return ""
    return f"{problem.module}@{problem.version}" if problem.version else problem.module
