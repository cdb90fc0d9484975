"""The table from kinds of problems, which the go command reports, to codes.

There is no default: each kind has a code, or a reason in UNMAPPED why it has no code.
"""

from __future__ import annotations

from ..formats import kinds
from ..formats.problem import (
    UPDATE_EXCLUDED,
    UPDATE_GO_LINE,
    UPDATE_OUTSIDE,
    UPDATE_REPEATED,
    UPDATE_TOOLCHAIN,
)
from ..values.releases import DIRECTIVE_SINCE, UNBOUNDED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..formats.modfile.file import ModFile
    from ..formats.problem import Problem

PARSE, VENDOR, GRAPH = "parse", "vendor", "graph"  # see `verdicts.matrix`
NO_CODE = ""

# Codes that are reported once for each directive, however many lines have it
ONCE_A_WORD = ("DIR103",)

CODES = {
    kinds.CONFLICTING_REPLACEMENTS: "MOD202",
    kinds.DEP_TOO_NEW: "DIR303",  # or DIR306, see `of`
    kinds.EXCLUDED_REQUIRED: "MOD203",
    kinds.EXTRA_TOKEN: "MOD101",
    kinds.GO_ARGS: "DIR101",
    kinds.GO_CRASH: "MOD201",
    kinds.GO_VERSION: "DIR101",  # or DIR104, see `of`
    kinds.GODEBUG_VALUE: "DIR105",
    kinds.GOMOD_TOO_NEW: "DIR201",
    kinds.GOSUM_FIELDS: "SUM103",
    kinds.GOSUM_MISSING: "SUM107",
    kinds.GOWORK_GO_TOO_OLD: "DIR305",
    kinds.GOWORK_TOO_NEW: "DIR201",
    kinds.IGNORE_ARGS: "MOD101",
    kinds.MISSING_FILE: "REP401",
    kinds.NO_GOMOD: "REP406",
    kinds.NO_MODULE_LINE: "MOD106",
    kinds.PATH_INVALID: "MOD201",
    kinds.PATH_MALFORMED: "MOD201",
    kinds.QUOTING: "MOD101",
    kinds.REPEATED: "MOD101",
    kinds.REPLACE_AT: "MOD101",
    kinds.REPLACE_DIR_VERSION: "MOD101",
    kinds.REPLACE_NEEDS_DIR: "MOD101",
    kinds.REPLACE_NO_GOMOD: "REP201",
    kinds.REPLACE_WINDOWS: "MOD101",
    kinds.RETRACT_INTERVAL: "MOD101",
    kinds.RETRACT_NO_MODULE: "MOD201",
    kinds.SYNTAX_AFTER_PAREN: "MOD101",
    kinds.SYNTAX_BLOCK_OPEN: "MOD101",
    kinds.SYNTAX_CHAR: "MOD101",
    kinds.SYNTAX_COMMENT: "MOD101",
    kinds.SYNTAX_STRING: "MOD101",
    kinds.TOO_LARGE: "MOD201",
    kinds.TOOL_ARGS: "MOD101",
    kinds.TOOLCHAIN_ARGS: "DIR102",
    kinds.TOOLCHAIN_INVALID: "DIR102",  # or DIR101, see `of`
    kinds.TOOLCHAIN_MISSING: "DIR102",  # or DIR101, see `of`
    kinds.TOOLCHAIN_VERSION: "DIR102",
    kinds.UNKNOWN_BLOCK: "MOD101",  # or DIR103, see `of`
    kinds.UNKNOWN_DIRECTIVE: "MOD101",  # or DIR103, see `of`
    kinds.UPDATES_NEEDED: "MOD201",  # by the reason, see `of`
    kinds.USAGE: "MOD101",
    kinds.VENDOR_BAD_DIR: "VEN109",
    kinds.VENDOR_EXPLICIT_NOT_REQUIRED: "VEN102",
    kinds.VENDOR_NOT_EXPLICIT: "VEN101",
    kinds.VENDOR_NOT_MARKED_REPLACED: "VEN103",
    kinds.VENDOR_OTHER_VERSION: "VEN101",
    kinds.VENDOR_REPLACED_DIFFERENTLY: "VEN104",
    kinds.VENDOR_REPLACED_NOT_IN_GOMOD: "VEN105",
    kinds.VENDOR_SHOULD_BE_REQUIRED: "VEN106",
    kinds.VENDOR_TOO_NEW: "DIR301",
    kinds.VERSION_FORM: "MOD101",
    kinds.VERSION_INVALID: "MOD201",
    kinds.VERSION_LOOKUP: "MOD103",
    kinds.VERSION_MAJOR: "MOD201",
    kinds.VERSION_QUERY: "MOD103",
    kinds.VERSION_STANDARD: "MOD201",
    kinds.WORK_CANNOT_LOAD: "REP401",
    kinds.WORK_DUPLICATE_USE: "REP402",
    kinds.WORK_NO_MODULES: "REP406",
    kinds.WORK_REPLACED_MODULE: "REP404",
}

# Kinds that are not reported with a code, and why
UNMAPPED = {
    kinds.VCS_OFF: "only with -mod=vendor; without it, the version has a code of its own",
    kinds.VENDOR_IN_WORKSPACE: "only with -mod=vendor, of releases that cannot vendor workspaces",
}

# Kinds that the checks of workspaces and of releases that are too old report themselves
REPORTED_ELSEWHERE = kinds.TOO_NEW | {
    kinds.MISSING_FILE,
    kinds.WORK_CANNOT_LOAD,
    kinds.WORK_DUPLICATE_USE,
    kinds.WORK_REPLACED_MODULE,
    kinds.GOWORK_GO_TOO_OLD,
}


def of(problem: Problem, file: ModFile, question: str = PARSE) -> str:
    """The code of a problem of `file` in the answer to `question` (PARSE, VENDOR or GRAPH); ""
    for a problem that is not reported. KeyError for a kind that is not in the tables.
    """
    kind = problem.kind
    if kind in UNMAPPED:
        return NO_CODE
    if kind == kinds.UPDATES_NEEDED:
        return _of_updates(problem, question)
    if kind == kinds.DEP_TOO_NEW and problem.module:
        return "DIR306"  # it is not a directory's
    if kind in kinds.UNKNOWN and problem.last < UNBOUNDED and DIRECTIVE_SINCE[problem.word]:
        return "DIR103"  # a newer release knows it
    if kind == kinds.GO_VERSION and file.go is not None and file.go.line == problem.line:
        return "DIR104"  # newer releases accept this line
    if kind in (kinds.TOOLCHAIN_INVALID, kinds.TOOLCHAIN_MISSING) and problem.directive == "go":
        return "DIR101"
    return CODES[kind]


def _of_updates(problem: Problem, question: str) -> str:
    if problem.update == UPDATE_GO_LINE:
        return "DIR101"
    if question == VENDOR:
        return "VEN107"
    if question == GRAPH:
        return "MOD401" if problem.update == UPDATE_OUTSIDE else "REP301"
    if problem.update == UPDATE_TOOLCHAIN:
        return "DIR102"
    if problem.update in (UPDATE_EXCLUDED, UPDATE_REPEATED):
        return NO_CODE  # MOD203 and MOD104 name the line
    return CODES[problem.kind]
