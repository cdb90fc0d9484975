"""ENV202: an attribute that turns a file into another one when it is checked out.

What is judged are the bytes of the commit. With a filter, or an encoding for the work tree, the
go command sees other bytes in a clone that knows the filter.
"""

from __future__ import annotations

from ..formats import gitattributes
from ..rules.finding import Finding
from ..rules.hint import say
from ..tree.paths import join, parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..formats.gitattributes import AttributeLine
    from ..tree.tree import Tree

CHANGING = ("filter", "working-tree-encoding")
UNCHANGED = ("UTF-8", "UTF8")


def findings(tree: Tree, paths: Iterable[str]) -> Iterator[Finding]:
    """The lines of .gitattributes files that set such an attribute for one of these paths, each
    line once, with the first path that it concerns."""
    files: dict[str, list[AttributeLine]] = {}
    told: set[tuple[str, int]] = set()
    for path in paths:
        for name, value, source, number in _in_force(tree, path, files):
            if (source, number) not in told:
                told.add((source, number))
                yield _finding(path, name, value, source, number)


def _in_force(
    tree: Tree, path: str, files: dict[str, list[AttributeLine]]
) -> Iterator[tuple[str, str, str, int]]:
    """Name and value of each such attribute of a path, with the file and line that set it: the
    last line of the file nearest to the path wins."""
    folder, waiting = parent(path), set(CHANGING)
    while waiting:
        source = join(folder, ".gitattributes")
        if source not in files:
            data = tree.files.read(source) if tree.files.kind(source) == "file" else None
            files[source] = gitattributes.parse(data) if data else []
        rest = path[len(folder) + 1 :] if folder else path
        for line in reversed(files[source]):
            if waiting.isdisjoint(line.values) or not line.matches(rest):
                continue
            for name in waiting.intersection(line.values):
                value = line.values[name]
                if isinstance(value, str) and value.upper() not in UNCHANGED:
                    yield name, value, source, line.number
                waiting.discard(name)
        if not folder:
            return
        folder = parent(folder)


def _finding(path: str, name: str, value: str, source: str, number: int) -> Finding:
    return Finding(
        "ENV202",
        source,
        number,
        1,
        f"{name}={value} makes {path} another file in the work tree than in the commit",
        hints=[say(f"take {path} out of the pattern, or add below it: {path} -{name}")],
        target=path,
        text=f"{name}={value}",
    )


def judged_paths(tree: Tree, folders: Iterable[str], changed: Iterable[str]) -> Iterator[str]:
    """The module files in these folders, and what changed below their vendor folders."""
    for folder in folders:
        names = ("go.mod", "go.sum", "go.work", "go.work.sum", "vendor.mod", "vendor.sum")
        for name in (*names, "vendor/modules.txt"):
            path = join(folder, name)
            if tree.files.kind(path) == "file":
                yield path
    for path in changed:
        if ("/" + path).find("/vendor/") >= 0 and tree.files.kind(path) == "file":
            yield path
