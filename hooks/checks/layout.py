"""Whether go.mod and go.work are in canonical layout, and the text that is."""

from __future__ import annotations

from ..rules.finding import Finding, quoted
from ..verdicts.loading import conflicts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..formats.directives import Replacement
    from ..formats.mod_file import ModFile


def undecided(path: str, tree: ModFile) -> Iterator[Finding]:
    """Unequal replacements of one path, between which `go mod edit -fmt` would choose."""
    for problem in conflicts(tree):
        from . import refusals  # only when something is wrong

        hint = refusals.hint(problem, "MOD202", path)
        place = (problem.line, problem.column)
        yield Finding("MOD202", path, *place, problem.message, hint=hint, module=problem.module)


def untidy(path: str, tree: ModFile, *, fold: bool = False) -> Iterator[Finding]:
    """The first line that is not as `go mod edit -fmt` writes it; nothing for a file that
    cannot be read, which `syntax` speaks of."""
    wanted = _canonical(path, tree, fold)
    if wanted is None or wanted == tree.data:
        return
    line = _first_difference(tree.data, wanted)
    edit = f"go {'work' if path.endswith('go.work') else 'mod'} edit -fmt {quoted(path)}"
    message = "not in canonical layout from here on"
    if fold and _canonical(path, tree, False) == tree.data:
        message, edit = "more require blocks than two", "go-mod-format --fold"
    yield Finding("FMT101", path, line, 1, message, hint=edit)


def _canonical(path: str, tree: ModFile, fold: bool) -> bytes | None:
    from ..formats import go_mod_layout  # only where somebody asks for the layout

    try:
        return go_mod_layout.canonical(tree, fold=fold and not path.endswith("go.work"))
    except ValueError:
        return None


def _first_difference(data: bytes, wanted: bytes) -> int:
    """The number of the first line of `data` that differs."""
    lines, others = data.split(b"\n"), wanted.split(b"\n")
    for number, (line, other) in enumerate(zip(lines, others, strict=False), 1):
        if line != other:
            return number
    return min(len(lines), len(others))


def repaired(path: str, data: bytes, *, fold: bool = False) -> bytes | None:
    """The file in canonical layout; None where it cannot be read, or where the text would
    not mean the same."""
    read = _work if path.endswith("go.work") else _module
    tree = read(data)
    wanted = _canonical(path, tree, fold)
    if wanted is None or meaning(read(wanted)) != meaning(tree):
        return None
    return wanted


def _module(data: bytes) -> ModFile:
    from ..formats import go_mod  # only where something is rewritten

    return go_mod.parse(data)


def _work(data: bytes) -> ModFile:
    from ..formats import go_work  # few repositories have one

    return go_work.parse(data)


def meaning(tree: ModFile) -> list[object]:
    """What a file says, whatever its layout: repetitions and order do not count."""
    from ..formats.mod_file import (
        GoMod,  # only where something is rewritten
        GoWork,
    )

    told: list[object] = [
        tree.go.version if tree.go else "",
        tree.toolchain.name if tree.toolchain else "",
        {(one.key, one.value) for one in tree.godebugs},
        _targets(tree.replaces),
        {(one.kind, one.since, one.until) for one in tree.edit_problems},
    ]
    if isinstance(tree, GoMod):
        told += [
            (tree.module.path, tree.module.deprecated) if tree.module else None,
            {(one.path, one.version, one.indirect) for one in tree.requires},
            {(one.path, one.version) for one in tree.excludes},
            {(one.low, one.high) for one in tree.retracts},
            {one.path for one in tree.tools},
            {one.path for one in tree.ignores},
        ]
    if isinstance(tree, GoWork):
        told.append({one.path for one in tree.uses})
    return told


def _targets(replaces: list[Replacement]) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """What each path and version is replaced with."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for one in replaces:
        found.setdefault((one.path, one.version), set()).add((one.target, one.target_version))
    return found
