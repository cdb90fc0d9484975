"""TID201 to TID203: requirements that `go mod tidy` would drop or mark differently.

TID201, a direct requirement that nothing imports; TID202, an imported one that is marked as
indirect; TID203, one that only a tool uses, not marked as indirect
(https://go.dev/ref/mod#go-mod-tidy).
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import run
from ..verdicts.imports import DIRECT, TOOL_ONLY, UNUSED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..verdicts.imports import ModuleImports, RequirementProblem

CODES = {UNUSED: "TID201", DIRECT: "TID202", TOOL_ONLY: "TID203"}


def findings(imports: ModuleImports, problems: Iterable[RequirementProblem]) -> Iterator[Finding]:
    """A finding for each problem, at its requirement."""
    folder = imports.files.folder
    for problem in problems:
        required = problem.requirement
        message = f"{required.path} is required, but no Go file of the module imports it"
        wanted = ""
        if problem.kind == DIRECT and problem.site is not None:
            place = f"{problem.site.path}:{problem.site.imported.line}"
            message = f"{required.path} is marked // indirect, but {place} imports it"
            wanted = "direct"
        elif problem.kind == TOOL_ONLY:
            message = f"{required.path} is used by a tool line alone, but not marked // indirect"
            wanted = "indirect"
        yield Finding(
            CODES[problem.kind],
            imports.tree.go_mod_path(folder),
            required.line,
            required.column,
            message,
            hints=[run("go mod tidy", folder)],
            module=required.path,
            version=required.version,
            wanted=wanted,
        )
