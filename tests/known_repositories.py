"""`python3 -m tests.known_repositories`: write hooks/values/known_repositories.txt anew.

It names the repositories of which at least three projects of the recorded ones require modules
(tests/shared.py), by their newest go.mod files: each by the shortest path of a module in it. Of a
host that has no owners one module stands for all, but for golang.org.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping

from hooks.formats import go_mod
from hooks.values.known_repositories import FILE
from hooks.values.look_alike import RepositoryName
from tests import shared

LEAST = 3  # projects


def required() -> dict[str, set[str]]:
    """The modules that each project requires, by its name."""
    found: dict[str, set[str]] = {}
    for project, data in (*_of_corpus(), *_of_graphs()):
        file = go_mod.parse(data)
        found.setdefault(project, set()).update(each.path for each in file.requirements)
    return found


def _of_corpus() -> Iterator[tuple[str, bytes]]:
    corpus = shared.corpus()
    newest = {}
    for entry in sorted(corpus.index(), key=lambda entry: str(entry["date"])):
        newest[entry["repo"]] = entry
    for project, entry in newest.items():
        for path, blob in entry["files"].items():
            if path.rpartition("/")[2] == "go.mod" and "testdata" not in path:
                yield project, corpus.blobs[blob]


def _of_graphs() -> Iterator[tuple[str, bytes]]:
    """The go.mod files of the second corpus, of projects that the first one lacks."""
    known = {project for project, _ in _of_corpus()}
    corpus = shared.modules_corpus()
    for name, files in (("imports.jsonl", "mods"), ("graphs.jsonl", "files")):
        for line in corpus.raw[name].decode("utf-8").splitlines():
            row = json.loads(line)
            project = str(row.get("repo") or row["id"].partition("@")[0]).replace("+", "/")
            for path, text in row[files].items():
                is_read = path.rpartition("/")[2] == "go.mod" and text in corpus.texts
                if project not in known and is_read:
                    yield project, corpus.texts[text]


def paths(projects: Mapping[str, set[str]] | None = None) -> list[str]:
    """The lines of the file, by what projects require."""
    count: Counter[tuple[str, ...]] = Counter()
    shortest: dict[tuple[str, ...], str] = {}
    for modules in (required() if projects is None else projects).values():
        keys = set()
        for path in modules:
            repository = RepositoryName(path)
            is_one = repository.is_hosted or repository.owner == "golang.org"
            key = repository.key if is_one else (repository.owner,)
            keys.add(key)
            known = shortest.get(key, path)
            shortest[key] = min(known, path, key=lambda each: (len(each), each))
        count.update(keys)
    return sorted(shortest[key] for key, number in count.items() if number >= LEAST)


def of(projects: Mapping[str, set[str]]) -> dict[tuple[str, str], str]:
    """What `hooks.values.known_repositories` makes of these projects."""
    return {RepositoryName(path).key: path for path in paths(projects)}


def main() -> int:
    """Write the file."""
    with open(FILE, "w", encoding="utf-8") as file:
        file.write("".join(path + "\n" for path in paths()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
