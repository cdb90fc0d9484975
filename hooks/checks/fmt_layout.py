"""FMT101: whether go.mod and go.work are in canonical layout, and the text that is.

https://go.dev/ref/mod#go-mod-file-format
"""

from __future__ import annotations

from ..formats.modfile.table import meaning
from ..rules.finding import Finding
from ..tree.tree import ModFileRef
from ..verdicts.load_module import conflicting_replacements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..formats.modfile.file import ModFile
    from ..tree.tree import Tree


def undecided_replacements(tree: Tree, at: ModFileRef) -> Iterator[Finding]:
    """Unequal replacements of one path, between which `go mod edit -fmt` would choose."""
    for problem in conflicting_replacements(at.file):
        from .mod_load import finding_of  # only when something is wrong

        yield finding_of(tree, problem.with_path(at.path), "MOD202", at)


def not_canonical(at: ModFileRef, *, fold: bool = False) -> Iterator[Finding]:
    """The first line that is not as `go mod edit -fmt` writes it; nothing for a file that
    cannot be read, which `mod_load` reports."""
    data = at.file.data
    wanted = _canonical(at, fold)
    if wanted is None or wanted == data:
        return
    from ..rules.hint import mend

    hint = mend("go-mod-format", at.path)  # releases before the newest write other layouts
    message = "not in canonical layout from here on"
    if fold and _canonical(at, False) == data:
        message, hint = (
            "more require blocks than two",
            mend("go-mod-format", at.path, option="--fold"),
        )
    yield Finding("FMT101", at.path, _first_difference(data, wanted), 1, message, hints=[hint])


def _canonical(at: ModFileRef, fold: bool) -> bytes | None:
    from ..formats.modfile import layout  # only where somebody asks for the layout

    try:
        return layout.canonical(at.file, fold=fold and not at.is_workspace)
    except ValueError:
        return None


def _first_difference(data: bytes, wanted: bytes) -> int:
    """The number of the first line of `data` that differs."""
    lines, others = data.split(b"\n"), wanted.split(b"\n")
    for number, (line, other) in enumerate(zip(lines, others, strict=False), 1):
        if line != other:
            return number
    return min(len(lines), len(others))


def formatted(path: str, data: bytes, *, fold: bool = False) -> bytes | None:
    """The file in canonical layout; None where it cannot be read, or where the text would
    not mean the same."""
    is_workspace = path.endswith("go.work")
    file = _parsed(data, is_workspace)
    wanted = _canonical(ModFileRef("", path, file, is_workspace), fold)
    if wanted is None or meaning(_parsed(wanted, is_workspace)) != meaning(file):
        return None
    return wanted


def _parsed(data: bytes, is_workspace: bool) -> ModFile:
    if is_workspace:
        from ..formats import go_work  # few repositories have one

        return go_work.parse(data)
    from ..formats import go_mod  # only where something is rewritten

    return go_mod.parse(data)
