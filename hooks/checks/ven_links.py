"""VEN309: a link or a submodule where files were that a build reads.

What a link leads to and what a submodule holds lies elsewhere: no reviewer sees it in the
difference, and no other check can look behind it.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import otherwise, restore, say
from ..tree.paths import FILES, MODULES_TXT, decode, is_absolute, join, parent
from ..tree.scope import Places
from . import remedies
from .ven_edits import COMPILED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ..tree.tree import Tree


def findings(
    tree: Tree,
    bases: Sequence[Tree],
    changes: Iterable[str],
    skip: Callable[[str], bool],
    read: Callable[[str], bytes | None],
) -> Iterator[Finding]:
    """Links and submodules in place of module files, of vendored source and of the folders on
    the way to it, and links in place of modules that lead where none is judged; `skip` tells
    which modules are not judged, by their folder, `read` what is at a path."""
    if not bases:
        return
    earlier = [(base, Places(base)) for base in bases]
    for path in changes:
        kind = tree.files.kind(path)
        if kind not in ("link", "submodule"):
            continue
        before = {base.files.kind(path) for base in bases}
        if not before.isdisjoint(("link", "submodule")):
            continue
        homes = [places.vendoring(path) for _, places in earlier]
        home = next((each for each in homes if each is not None), None)
        if skip(parent(path) if home is None else home):
            continue
        if any(
            base.files.kind(path) == "file" and _is_read(places, path) for base, places in earlier
        ):
            was = "a file"
        elif any(_holds_vendored(base, places, path) for base, places in earlier):
            was = "a folder"
        elif kind == "link" and any(
            _hides_module(base, places, path, tree, skip, read) for base, places in earlier
        ):
            was = "a module"
        else:
            continue
        now = "symbolic link" if kind == "link" else "submodule"
        words = say("commit the files themselves, where they are reviewed")
        hints = [restore(path, "the files as they were"), otherwise(words)]
        if home is not None and kind == "link":
            again = remedies.vendor(tree, home, "writes files")
            hints = [hints[0], otherwise(again)]
        yield Finding("VEN309", path, 0, 0, f"{was} became a {now}", hints=hints)


def _is_read(places: Places, path: str) -> bool:
    """Whether the go command reads a file: module files, and source below vendor."""
    if places.is_vendored(parent(path)):
        return path.endswith(COMPILED) or ("/" + path).endswith("/" + MODULES_TXT)
    return path.rpartition("/")[2] in FILES


def _holds_vendored(base: Tree, places: Places, path: str) -> bool:
    """Whether a folder of a base held vendored packages, itself or below."""
    if base.files.kind(path) != "folder":
        return False
    below = base.files.below(path)
    if places.is_vendored(path):
        return any(file.endswith((*COMPILED, "/modules.txt")) for file in below)
    return any(file.endswith("/" + MODULES_TXT) for file in below)


def _hides_module(
    base: Tree,
    places: Places,
    path: str,
    tree: Tree,
    skip: Callable[[str], bool],
    read: Callable[[str], bytes | None],
) -> bool:
    """Whether a link takes the place of a folder with judged modules, and one of them is judged
    no more where it leads."""
    if base.files.kind(path) != "folder":
        return False
    below = base.files.below(path)
    homes = [parent(file) for file in below if ("/" + file).endswith("/go.mod")]
    homes = [home for home in homes if not places.is_skipped(home)]
    target = decode(read(path) or b"") if homes else ""
    for home in homes:
        place = join(parent(path), target + home[len(path) :])
        if is_absolute(target) or not tree.files.oid(join(place, "go.mod")) or skip(place):
            return True
    return False
