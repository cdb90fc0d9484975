"""MOD109: a directory that is called go.mod where a module is meant."""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import otherwise, quoted, run
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
    folder like any other. Where nothing else is a module, the folder has none. What is
    said of one of these directories holds for those below it: they are not named again.
    """
    seen = set()
    for path in paths:
        at = f"/{path}".find("/go.mod/")
        folder = path[: max(at - 1, 0)]
        if at < 0 or folder in seen:
            continue
        seen.add(folder)
        place = join(folder, "go.mod")
        if is_skipped(folder) or _is_in_module(tree, folder):
            continue
        if any(tree.files.below(place)):
            renamed = join(folder, "go-mod")
            hints = [
                run(f"git mv {quoted(place)} {quoted(renamed)}", note="or any other name"),
                otherwise(run(f"git rm -r --cached {quoted(place)}", note="leaves it on disk")),
            ]
            yield Finding("MOD109", place, 1, 1, "go.mod is a directory", hints=hints)


def _is_in_module(tree: Tree, folder: str) -> bool:
    """Whether a go.mod, or a link of this name, lies in a folder or above it."""
    while tree.files.kind(join(folder, "go.mod")) in ("", "folder"):
        if not folder:
            return False
        folder = parent(folder)
    return True
