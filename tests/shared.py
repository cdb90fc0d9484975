"""What real Go releases said, recorded: small cases, real repositories, damaged copies.

The records are no part of this project. They lie in a folder `shared` beside the
checkout (or where GOMOD_HOOKS_SHARED points); without it the tests that read them
are skipped.
"""

from __future__ import annotations

import functools
import importlib
import json
import lzma
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hooks.tree.tree import Tree
from hooks.values.releases import Release
from tests.memory import MemoryFiles
from tests.modules import MemoryCache

FOLDER = Path(
    os.environ.get("GOMOD_HOOKS_SHARED") or Path(__file__).resolve().parent.parent.parent / "shared"
)

Answer = dict[str, Any]
Files = tuple[dict[str, bytes], list[str]]  # files, and folders besides theirs


def folder() -> Path:
    """The folder of the records; the running test is skipped where it is absent."""
    if not (FOLDER / "oracle" / "behaviour.jsonl").is_file():
        pytest.skip("no recorded verdicts: there is no folder 'shared' beside this checkout")
    return FOLDER


def release(version: str) -> Release:
    """The release of "1.24.11"."""
    minor, _, patch = version.removeprefix("1.").partition(".")
    return Release(int(minor), int(patch or 0))


class Case:
    """Files, the folder in which Go ran, and the answers: check → [[versions, answer], …]."""

    def __init__(
        self,
        name: str,
        dir: str,
        checks: dict[str, list[list[Any]]],
        files: Callable[[], Files],
    ) -> None:
        self.name = name
        self.dir = dir
        self.checks = checks
        self._files = files

    def __repr__(self) -> str:
        return f"Case({self.name})"

    @property
    def files(self) -> dict[str, bytes]:
        """The content of each file."""
        return self._files()[0]

    @property
    def folders(self) -> list[str]:
        """Folders that exist besides those of the files."""
        return self._files()[1]

    def path(self, name: str) -> str:
        """A file name in the folder where Go ran."""
        return f"{self.dir}/{name}" if self.dir else name

    def tree(self) -> Tree:
        """The tree of the case."""
        files, folders = self._files()
        return Tree(MemoryFiles(files, folders=folders))

    def answers(self, check: str) -> Iterator[tuple[Release, Answer]]:
        """What each release answered to a check; nothing where it was not asked."""
        for versions, answer in self.checks.get(check, ()):
            for version in versions:
                yield release(version), answer


def _row_bytes(text: str | dict[str, str]) -> bytes:
    if isinstance(text, str):
        return text.encode("utf-8", "surrogateescape")
    return text["latin-1"].encode("latin-1")


def _held(files: Files) -> Callable[[], Files]:
    return lambda: files


@functools.cache
def behaviour() -> list[Case]:
    """The small cases, one feature each."""
    cases = []
    with open(folder() / "oracle" / "behaviour.jsonl", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if isinstance(row["files"], dict):  # else too large, and told in words only
                files = {path: _row_bytes(text) for path, text in row["files"].items()}
                name = f"{row['section']}: {row['label']}"
                cases.append(Case(name, row["dir"], row["checks"], _held((files, row["dirs"]))))
    return cases


@functools.cache
def _module(name: str) -> Any:
    place = str(folder() / "oracle")
    if place not in sys.path:
        sys.path.append(place)
    return importlib.import_module(name)


@functools.cache
def corpus() -> Any:
    """The archive of real repositories, read once."""
    return _module("corpus").Corpus(str(folder() / "corpus"))


@functools.lru_cache(maxsize=64)
def _corpus_files(name: str) -> Files:
    files, folders = corpus().files(name)
    return files, folders


def corpus_cases(stride: int = 1) -> Iterator[Case]:
    """Every stride-th case of real files."""
    folder()
    for number, row in enumerate(corpus().cases()):
        if number % stride == 0:
            name = row["id"]
            yield Case(name, row["dir"], row["checks"], functools.partial(_corpus_files, name))


def mutants(stride: int = 1) -> Iterator[Case]:
    """Every stride-th damaged case."""
    place = folder() / "corpus" / "mutants"
    with lzma.open(place / "verdicts.jsonl.xz", "rt", encoding="utf-8") as lines:
        checks = {row["id"]: row["checks"] for row in map(json.loads, lines)}
    with lzma.open(place / "mutants.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % stride == 0:
                row = json.loads(line)
                name = f"{row['id']} ({', '.join(row['labels'])}) of {row['base']}"
                yield Case(
                    name, row["dir"], checks[row["id"]], functools.partial(_mutant_files, row)
                )


def _mutant_files(row: dict[str, Any]) -> Files:
    files = _module("mutate").apply(_corpus_files(row["base"])[0], row)
    return files, row["dirs"]


def corpus_texts(*names: str) -> Iterator[tuple[str, bytes]]:
    """Each distinct file of these names in the archive, with one place where it stands."""
    folder()
    seen = set()
    for entry in corpus().index():
        for path, blob in entry["files"].items():
            if path.rpartition("/")[2] in names and blob not in seen:
                seen.add(blob)
                yield f"{entry['repo']}@{entry['commit'][:12]}:{path}", corpus().blobs[blob]


KindAndLine = tuple[str, int]  # kind, and line where Go gives one


def kinds_and_lines(answer: Answer, *, lines: bool = True) -> list[KindAndLine]:
    """An answer as sorted kinds and lines; [] for a file that is accepted."""
    kinds = {
        (problem["kind"], problem.get("line", 0) if lines else 0)
        for problem in answer.get("problems", ())
    }
    return sorted(kinds)


@functools.cache
def modules_corpus() -> Any:
    """The archive of module graphs: go.mod files with the go.mod files of all that they need."""
    place = folder() / "imports"
    if not (place / "corpus.tar.xz").is_file():
        pytest.skip("no recorded module graphs in the folder 'shared' beside this checkout")
    if str(place) not in sys.path:
        sys.path.append(str(place))
    return importlib.import_module("imports_corpus").Corpus(str(place / "corpus.tar.xz"))


class GraphCase:
    """A module, or a workspace (`work` is the path of its go.work), with the go.mod files of the
    modules that it needs, and what each release answered to `go list -m all`.

    `go_mods` are what was in the module cache, by module@version; `poisoned` names those of them
    that are not what go.sum says.
    """

    def __init__(self, name: str) -> None:
        row = modules_corpus().case(name)
        texts, listed = modules_corpus().texts, modules_corpus().modlist
        self.name = name
        self.dir: str = row["dir"]
        self.work: str = row.get("work") or ""
        self.mutation: list[str] = row.get("mutation") or []
        known = [listed[number] for number in row["mods"]]
        self.go_mods: dict[str, bytes] = {
            each["m"]: each["t"].encode("utf-8", "surrogateescape")
            for each in known
            if each.get("t") is not None  # else nobody reads it
        }
        self.poisoned: dict[str, bytes] = {
            module: texts[text] for module, text in row.get("poison", {}).items()
        }
        newest = row["go"]["1.26.8"]
        self.answers: dict[Release, Answer] = {
            release(version): newest if answer == "same" else answer
            for version, answer in row["go"].items()
        }

    def __repr__(self) -> str:
        return f"{self.name} {self.mutation}"

    def tree(self, without: Iterable[str] = ()) -> Tree:
        """Its tree, with its module cache but for these modules."""
        go_mods = {**self.go_mods, **self.poisoned}
        for module in without:
            go_mods.pop(module, None)
        return Tree(MemoryFiles(modules_corpus().files(self.name)), modules=MemoryCache(go_mods))


@functools.cache
def graph_cases() -> list[GraphCase]:
    """Every module graph of the archive."""
    return [GraphCase(row["id"]) for row in modules_corpus().cases("graph")]
