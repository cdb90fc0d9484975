"""MOD109: a directory that is called go.mod where a module is meant."""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import quoted, run
from ..tree.paths import join, parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..tree.tree import Tree


def directories(
    tree: Tree, paths: Iterable[str], is_skipped: Callable[[str], bool]
) -> Iterator[Finding]:
    """Directories called go.mod with no module around them; `paths` are those of files.

    The go command passes by a directory of that name, so that within a module it is a
    folder like any other. Where nothing else is a module, the folder has none.
    """
    seen = set()
    for path in paths:
        if "go.mod/" not in path:
            continue
        parts = path.split("/")
        for depth in [depth for depth, part in enumerate(parts[:-1]) if part == "go.mod"]:
            folder = "/".join(parts[:depth])
            place = join(folder, "go.mod")
            if place in seen or is_skipped(folder):
                continue
            seen.add(place)
            if any(tree.files.below(place)) and not _is_in_module(tree, folder):
                note = "or give the directory another name"
                hint = run(f"git rm -r --cached {quoted(place)}", note=note)
                yield Finding("MOD109", place, 1, 1, "go.mod is a directory", hints=[hint])


def _is_in_module(tree: Tree, folder: str) -> bool:
    """Whether a go.mod, or a link of this name, lies in a folder or above it."""
    while tree.files.kind(join(folder, "go.mod")) in ("", "folder"):
        if not folder:
            return False
        folder = parent(folder)
    return True
