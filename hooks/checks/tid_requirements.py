"""TID201 to TID203: requirements that `go mod tidy` would drop or mark differently.

TID201, a direct requirement that nothing imports; TID202, an imported one that is marked as
indirect; TID203, one that only a tool uses, not marked as indirect
(https://go.dev/ref/mod#go-mod-tidy).
"""

from __future__ import annotations

from ..verdicts.imports import DIRECT, TOOL_ONLY, UNUSED, RequirementProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ..formats.modfile.file import GoMod
    from ..rules.finding import Finding
    from ..verdicts.imports import ModuleImports, Site, Usage

CODES = {UNUSED: "TID201", DIRECT: "TID202", TOOL_ONLY: "TID203"}


def problems(
    imports: ModuleImports,
    uses: Mapping[str, Usage],
    sites: Sequence[Site],
    paths: Collection[str],
) -> list[RequirementProblem]:
    """What is wrong with the requirements of these paths, given all imports of the module.

    Whatever files that cannot be seen may use is left out. Where every package that is loaded
    is known, indirect requirements can be unused as well.
    """
    found = list(imports.requirement_problems(uses, paths))
    if imports.is_empty() or imports.is_undecided(sites):
        return [problem for problem in found if problem.kind == DIRECT]
    needed = imports.needs(uses, sites)
    if needed is not None:
        for path, required in imports.providers.required.items():
            if path not in needed and required.indirect:
                found.append(RequirementProblem(UNUSED, required))
    return found


def edits(
    imports: ModuleImports,
    uses: Mapping[str, Usage],
    sites: Sequence[Site],
    found: Sequence[RequirementProblem],
) -> dict[str, str]:
    """What `go mod tidy` would do about these problems, as far as the files decide it, by module
    path; see `formats.modfile.require_edit`.

    A requirement that the module does not use itself is dropped where no remote package is
    loaded at all, and marked where a vendored package that is loaded uses it; else only the
    contents of remote modules tell.
    """
    from ..formats.modfile.require_edit import AS_DIRECT, AS_INDIRECT, DROPPED
    from . import tid_vendored

    some_unused = any(problem.kind == UNUSED for problem in found)
    is_pruned = imports.files.file.is_pruned
    vendored = tid_vendored.needed(imports, sites) if some_unused and is_pruned else set()
    needed = imports.needs(uses, sites) if some_unused else None
    decided = {}
    for problem in found:
        path = problem.requirement.path
        if problem.kind == DIRECT:
            decided[path] = AS_DIRECT
        elif problem.kind == TOOL_ONLY:
            decided[path] = AS_INDIRECT
        elif needed is not None and path not in needed:
            decided[path] = DROPPED
        elif path in vendored:
            decided[path] = AS_INDIRECT
    return decided


def mended(file: GoMod, decided: Mapping[str, str]) -> bytes | None:
    """The go.mod with what was decided, as `go mod tidy` writes it; None where that is unknown."""
    from ..formats.modfile import require_edit

    try:
        return require_edit.edited(file, decided)
    except ValueError:
        return None


def findings(imports: ModuleImports, found: Iterable[RequirementProblem]) -> Iterator[Finding]:
    """A finding for each problem, at its requirement."""
    folder = imports.files.folder
    for problem in found:
        from . import remedies
        from .on_requirement import on_requirement

        required = problem.requirement
        message = f"{required.path} is required, but no Go file of the module imports it"
        wanted = ""
        if required.indirect and problem.kind == UNUSED:
            message = f"{required.path} is required, but nothing that is built imports it"
        if problem.kind == DIRECT and problem.site is not None:
            place = f"{problem.site.path}:{problem.site.imported.line}"
            message = f"{required.path} is marked // indirect, but {place} imports it"
            wanted = "direct"
        elif problem.kind == TOOL_ONLY:
            message = f"{required.path} is used by a tool line alone, but not marked // indirect"
            wanted = "indirect"
        code, path = CODES[problem.kind], imports.tree.go_mod_path(folder)
        hints = [remedies.tidy(imports.tree, folder)]
        yield on_requirement(code, path, required, message, hints, wanted=wanted)
