"""The code that speaks of what the go command says."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..formats.mod_file import ModFile
    from ..formats.problem import Problem

# Complaints of a newer release than the one asked, and about the module graph
CODES = {
    "dep-too-new": "DIR303",
    "gomod-too-new": "DIR201",
    "gosum-fields": "SUM103",
    "gosum-missing": "SUM107",
    "gowork-go-too-old": "DIR305",
    "gowork-too-new": "DIR201",
    "missing-file": "REP401",
    "replace-no-gomod": "REP201",
    "vendor-too-new": "DIR301",
    "work-cannot-load": "REP401",
    "work-duplicate-use": "REP402",
    "work-replaced-module": "REP404",
}


def code_of(problem: Problem, tree: ModFile, question: str) -> str:
    """The code of a complaint about the file `tree`; "" where no check of ours says it.

    `question` is the kind of verdict: parse, vendor or graph.
    """
    from . import refusals

    if problem.kind in CODES:
        return CODES[problem.kind]
    if question == "vendor":
        from . import vendoring

        if problem.kind in vendoring.CODES:
            return vendoring.CODES[problem.kind]
    if question == "graph" and problem.kind == "updates-needed":
        return "REP301"
    return refusals.code(problem, tree)
