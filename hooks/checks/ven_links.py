"""VEN309: a link or a submodule where files were that a build reads.

What a link leads to and what a submodule holds lies elsewhere: no reviewer sees it in the
difference, and no other check can look behind it.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import quoted, run, say
from ..tree.paths import FILES, MODULES_TXT, parent
from ..tree.scope import is_vendored
from .ven_edits import COMPILED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ..tree.tree import Tree


def findings(
    tree: Tree, bases: Sequence[Tree], changes: Iterable[str], skip: Callable[[str], bool]
) -> Iterator[Finding]:
    """Links and submodules in place of module files, of vendored source and of the folders on
    the way to it; `skip` tells which modules are not judged, by their folder."""
    if not bases:
        return
    for path in changes:
        kind = tree.files.kind(path)
        if kind not in ("link", "submodule"):
            continue
        earlier = {base.files.kind(path) for base in bases}
        if not earlier.isdisjoint(("link", "submodule")) or skip(_module_of(path)):
            continue
        if "file" in earlier and _is_read(path):
            was = "a file"
        elif "folder" in earlier and any(_holds_vendored(base, path) for base in bases):
            was = "a folder"
        else:
            continue
        now = "symbolic link" if kind == "link" else "submodule"
        hints = [say("commit the files themselves, where they are reviewed")]
        if is_vendored(path):
            folder = _module_of(path)
            back = run(f"git rm --cached {quoted(path)}", note=f"and delete the {now}")
            hints = [back, run("go mod vendor", folder)]
        yield Finding("VEN309", path, 0, 0, f"{was} became a {now}", hints=hints)


def _module_of(path: str) -> str:
    """The folder of the module that a path belongs to by its name."""
    before, vendor, _ = ("/" + path + "/").partition("/vendor/")
    return before[1:] if vendor else parent(path)


def _is_read(path: str) -> bool:
    """Whether the go command reads a file: module files, and source below vendor."""
    if is_vendored(parent(path)):
        return path.endswith(COMPILED) or ("/" + path).endswith("/" + MODULES_TXT)
    return path.rpartition("/")[2] in FILES


def _holds_vendored(base: Tree, path: str) -> bool:
    """Whether vendored packages lay in or below a folder."""
    below = base.files.below(path)
    if is_vendored(path):
        return any(file.endswith((*COMPILED, "/modules.txt")) for file in below)
    return any(file.endswith("/" + MODULES_TXT) for file in below)
