"""Requirements below what the module graph selects, mended as `go mod tidy` would.

The findings are those of `rep_behind` and `mod_behind`. What is written is the whole go.mod as
`go mod tidy` leaves it, and the hashes that it needs and that its go.sum lacks, copied from other
go.sum files; nothing where any of it is not known.
"""

from __future__ import annotations

from ..formats import go_sum
from ..verdicts import graph
from ..verdicts.graph_updates import Requirements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ..formats.go_sum import GoSum
    from ..formats.modfile.file import GoMod
    from ..rules.finding import Finding
    from ..tree.tree import Tree
    from ..values.releases import Release
    from ..verdicts.module_contents import ZipContents
    from ..verdicts.tidy_requirements import TidyRequirements

CODES = ("REP301", "MOD401")
STRICT_CODES = ("REP302", "MOD402")


class Repair:
    """The new content of a go.mod, and of the go.sum beside it, None where that stays as it is."""

    __slots__ = ("go_mod", "go_sum")

    def __init__(self, go_mod: bytes, go_sum: bytes | None) -> None:
        self.go_mod = go_mod
        self.go_sum = go_sum


def findings(
    tree: Tree, folder: str, releases: Sequence[Release], changed: Collection[str] | None
) -> Iterator[Finding]:
    """The requirements of a module below what is selected; `changed` as for `rep_behind`."""
    at = tree.module_file(folder)
    if at is None or not at.file.is_readable:
        return
    if at.file.replaces:
        from . import rep_behind  # few modules replace anything

        yield from rep_behind.requirements_behind(tree, at, releases, changed)
    if tree.pins(folder):
        from . import mod_behind

        yield from mod_behind.requirements_behind(tree, at, releases)


def is_behind(tree: Tree, folder: str) -> bool:
    """Whether some requirement of a module is below what is selected."""
    at, loaded = tree.module_file(folder), graph.of_folder(tree, folder)
    if at is None or loaded is None or not at.file.is_readable:
        return False
    from .rep_behind import GO_LINE

    requirements = Requirements(at, graph.excluded_by(at), with_go=True)
    updates = requirements.asked_by(loaded, loaded.edges)
    return any(update.module != GO_LINE for update in updates)


def lent_hashes(files: Iterable[GoSum]) -> dict[bytes, bytes]:
    """The hashes that go.sum files have, by b"module version", but for those on which they
    disagree."""
    lent: dict[bytes, bytes] = {}
    disputed: set[bytes] = set()
    for file in files:
        for name, digest in file.index.items():
            if go_sum.usable([go_sum.text(digest)]) and lent.setdefault(name, digest) != digest:
                disputed.add(name)
        disputed.update(file.several)
    return {name: digest for name, digest in lent.items() if name not in disputed}


def repaired(tree: Tree, folder: str, lent: Mapping[bytes, bytes], zips: ZipContents) -> Repair:
    """The go.mod and the go.sum of a module as they have to be, where `lent` are the hashes of
    other go.sum files. UndecidedError where that is not known."""
    from ..verdicts import tidy_requirements
    from ..verdicts.module_contents import UndecidedError
    from . import tid_module

    imports, sums = tid_module.imports_of(tree, folder), tree.go_sum(folder)
    if imports is None or sums is None or sums.malformed:
        raise UndecidedError("go.mod or go.sum is not there, or cannot be read")
    wider = go_sum.with_lent(sums, lent)
    tidy = tidy_requirements.of_module_imports(imports, wider, zips)
    return Repair(_go_mod(imports.files.file, tidy), _go_sum(sums, wider, tidy))


def _go_mod(file: GoMod, tidy: TidyRequirements) -> bytes:
    from ..formats.modfile import require_edit
    from ..verdicts.module_contents import UndecidedError

    edits = dict.fromkeys((each.path for each in file.requirements), require_edit.DROPPED)
    for path in tidy.versions:
        is_direct = path in tidy.direct
        edits[path] = require_edit.AS_DIRECT if is_direct else require_edit.AS_INDIRECT
    try:
        return require_edit.edited(file, edits, tidy.versions)
    except ValueError as error:
        raise UndecidedError(f"how it would be written is not known: {error}") from None


def _go_sum(sums: GoSum, wider: GoSum, tidy: TidyRequirements) -> bytes | None:
    """go.sum with the hashes that it lacks."""
    from ..formats import go_sum_layout

    names = [f"{module.path} {module.version}/go.mod" for module in tidy.go_mods]
    names += [f"{module.path} {module.version}" for module in tidy.zips]
    keys = {name.encode("utf-8", "surrogateescape") for name in names}
    lacking = sorted(keys.difference(sums.index))
    if not lacking:
        return None
    lines = [name + b" " + wider.index[name] for name in lacking]
    return go_sum_layout.canonical(go_sum.parse(b"\n".join([*sums.lines, *lines, b""])))
