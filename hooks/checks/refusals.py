"""The go command's complaints about go.mod and go.work as findings: code, words, hint."""

from __future__ import annotations

from ..formats.mod_file import GoMod
from ..values.releases import DIRECTIVES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..formats.mod_file import ModFile
    from ..formats.problem import Problem

# Complaints that a release is too old: a matter of `directive`, not of the file
NEWER = frozenset(["gomod-too-new", "gowork-too-new"])

# What the checks of go.work's members, and of directives, say in their own words
_ELSEWHERE = NEWER | {
    "missing-file",
    "work-cannot-load",
    "work-duplicate-use",
    "work-replaced-module",
    "gowork-go-too-old",
}

_CODES = {
    "conflicting-replacements": "MOD202",
    "excluded-required": "MOD203",
    "go-args": "DIR101",
    "go-version": "DIR101",
    "go-crash": "MOD201",
    "godebug-value": "DIR105",
    "no-module-line": "MOD106",
    "path-invalid": "MOD201",
    "path-malformed": "MOD201",
    "retract-no-module": "MOD201",
    "toolchain-args": "DIR102",
    "toolchain-invalid": "DIR102",
    "toolchain-version": "DIR102",
    "version-invalid": "MOD201",
    "version-lookup": "MOD103",
    "version-major": "MOD201",
    "version-query": "MOD103",
    "version-standard": "MOD201",
}

# Codes that are worth one finding for each directive or block they are about
ONCE_A_WORD = ("DIR103",)


def code(problem: Problem, tree: ModFile) -> str:
    """The code of a complaint; "" where another check says it."""
    kind = problem.kind
    if kind in _ELSEWHERE:
        return ""
    if kind in ("unknown-directive", "unknown-block"):
        return "DIR103" if _is_newer(problem) else "MOD101"
    if kind == "go-version" and tree.go is not None and tree.go.line == problem.line:
        return "DIR104"
    if kind == "toolchain-invalid" and "GOTOOLCHAIN" in problem.message:
        return "DIR101"
    if kind == "updates-needed":
        return _of_update(problem, tree)
    return _CODES.get(kind, "MOD101")


def _is_newer(problem: Problem) -> bool:
    """Whether a newer release knows the directive, as a line or as a block."""
    return DIRECTIVES.get(word(problem), 0) > 0 and problem.until < 998


def _of_update(problem: Problem, tree: ModFile) -> str:
    """The code of "updates to go.mod needed", by the line that needs them."""
    if tree.toolchain is not None and problem.line == tree.toolchain.line:
        return "DIR102"
    if not isinstance(tree, GoMod):
        return "MOD201"
    excluded = {(one.path, one.version) for one in tree.excludes}
    seen = set()
    for one in tree.requires:
        if (one.path, one.version) in excluded:
            return ""  # MOD203 names the line
        if one.path in seen and one.line == problem.line:
            return ""  # MOD104 says so
        seen.add(one.path)
    return "MOD201"


def word(problem: Problem) -> str:
    """The directive that a complaint about an unknown one names."""
    return problem.message.rpartition(": ")[2]


def message(problem: Problem, code: str) -> str:
    """What is said in a finding."""
    if code == "DIR103":
        name = word(problem)
        first = DIRECTIVES[name]
        return f"{name} is known from Go 1.{first} on, and the go line admits older releases"
    if code == "MOD103":
        text = f'"{problem.version}" is no version of {problem.module} that can stand in go.mod'
        return text + ": it has to be looked up"
    if code == "DIR104":
        version = problem.message.split("'")[1]
        return f"go {version} is no go line to releases before 1.21, which read go 1.N alone"
    if code == "MOD106":
        return "go.mod has no module line"
    return problem.message.removeprefix("updates to go.mod needed: ")


def hint(problem: Problem, code: str, path: str) -> str:
    """What to do about it."""
    work = path.endswith("go.work")
    edit = "go work edit" if work else "go mod edit"
    if code == "DIR103":
        first = DIRECTIVES[word(problem)]
        return f"{edit} -go=1.{first}, or keep the go line and {edit} -toolchain=go1.{first}.0"
    if code == "DIR102":
        return f"{edit} -toolchain=none, or name a release, such as toolchain go1.24.0"
    if code in _HINTS:
        return _HINTS[code].replace("EDIT", edit)
    return ""


_HINTS = {
    "DIR101": "write go 1.N or, from 1.21 on, go 1.N.P",
    "DIR104": "EDIT -go=1.N   (releases before 1.21 take no patch number)",
    "DIR105": "drop the setting, or leave out with --go the releases that do not know it",
    "MOD103": "go mod tidy   (writes the version that it stands for)",
    "MOD106": "go mod edit -module=MODULE-PATH",
    "MOD202": "keep one of the replacements",
    "MOD203": "go mod tidy, or drop the exclude line",
}
