"""What keeps the go command from loading a go.mod or go.work at all.

DIR101, DIR102, DIR103, DIR104, DIR105: lines that a release refuses; MOD101, MOD102,
MOD106, MOD107, MOD108: files that cannot be read; MOD103, MOD201, MOD202, MOD203: files
that can be read and not loaded; MOD104, MOD105: one module required twice.
https://go.dev/ref/mod#go-mod-file
"""

from __future__ import annotations

from ..formats import conflict_markers, kinds
from ..formats.modfile.syntax import Comments
from ..formats.problem import EDIT, LOAD
from ..rules.finding import Finding
from ..tree.paths import parent
from ..values import releases as known
from ..verdicts import load, matrix
from ..verdicts.load_module import (
    FIRST_THAT_SWITCHES,
    conflicting_replacements,
    go_line_problem,
    reserved_path_problems,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..formats.problem import Problem
    from ..tree.tree import ModFileRef, Tree
    from ..values.releases import Release

# What is said of a go line or a toolchain line, where that hook judges which reports it
UNREADABLE_LINES = ("DIR101", "DIR102")

MOST_UNREAD_LINES = 8  # findings about lines that cannot be read, in one file


def refused(
    tree: Tree, at: ModFileRef, releases: Sequence[Release], *, toolchain: str = "auto"
) -> Iterator[Finding]:
    """What those of `releases` that stay with the file say against it.

    With `toolchain` "auto" a release that hands over to a newer one says nothing; where
    all do, the newest release known is asked what is wrong whatever the release.
    """
    unreadable = _unreadable(tree, at)
    if unreadable is not None:
        yield unreadable
        return
    cells = matrix.cells(tree, at, releases, toolchain=toolchain)
    staying = [cell for cell in cells if cell.state != matrix.TOO_OLD]
    problems = _merged([problem for cell in staying for problem in cell.problems])
    if not staying:
        problems = _whatever_the_release(tree, at)
    own = [each for each in problems if each.path == at.path or _is_between_files(tree, each)]
    asked = [cell.release for cell in staying]
    if not at.is_workspace and all(each.kind == kinds.PATH_INVALID for each in own):
        own = _seen_by_builds(tree, at, asked) or own
    yield from _findings(tree, at, own, asked, toolchain)


def unreadable(at: ModFileRef, refusals: Iterable[Finding]) -> Iterator[Finding]:
    """What of that, see `refused`, keeps another check from reading the file that it needs; a go
    or toolchain line that nobody can read is MOD101 there."""
    if at.file.read_by(LOAD):
        lines = {each.line for each in at.file.read_by(EDIT) if each.applies_to(known.NEWEST)}
        for finding in refusals:
            if finding.code.startswith("MOD"):
                yield finding
            elif finding.code in UNREADABLE_LINES and finding.line in lines:
                yield finding.with_code("MOD101")


def _is_between_files(tree: Tree, problem: Problem) -> bool:
    """Whether a problem in a member of a workspace is not about that file alone."""
    if problem.kind != kinds.CONFLICTING_REPLACEMENTS:
        return False
    member = tree.go_mod(parent(problem.path))
    return member is not None and not conflicting_replacements(member)


def _merged(problems: Sequence[Problem]) -> list[Problem]:
    """Each problem once, in the order of its line; of a setting that releases refuse in
    different words the newest's."""
    once: dict[tuple[str, str, int, str], Problem] = {}
    for problem in problems:
        text = "" if problem.kind == kinds.GODEBUG_VALUE else problem.message
        key = (problem.kind, problem.path, problem.line, text)
        if key in once and problem is not once[key]:
            merged = dict.fromkeys([*once[key].releases, *problem.releases])
            problem = problem.with_releases(merged)
        once[key] = problem
    return sorted(once.values(), key=lambda problem: problem.line)


def _seen_by_builds(tree: Tree, at: ModFileRef, asked: Sequence[Release]) -> list[Problem]:
    """What `go list -m` passes over and every build stops at: a module named like Go itself,
    and a go line that is not a Go version."""
    file = tree.go_mod(at.folder)
    assert file is not None
    named = reserved_path_problems(file)
    line = go_line_problem(file)
    stopped = [release for release in asked if release.minor >= FIRST_THAT_SWITCHES]
    return [
        problem.with_path(at.path).with_releases(stopped)
        for problem in [*named, *([line] if line is not None else [])]
        if stopped
    ]


def _whatever_the_release(tree: Tree, at: ModFileRef) -> list[Problem]:
    """What the newest release known says of a file for a newer one: only what no release
    can understand."""
    newest = [known.newest(known.NEWEST)]
    ask = load.workspace if at.is_workspace else load.module
    newer = kinds.TOO_NEW | kinds.UNKNOWN | {kinds.GODEBUG_VALUE}
    return [each for each in ask(tree, at.folder, newest) if each.kind not in newer]


def _unreadable(tree: Tree, at: ModFileRef) -> Finding | None:
    """The single finding for a file that is not a go.mod at all: conflict, binary or empty."""
    path, data = at.path, at.file.data
    markers = conflict_markers.lines(data)
    if markers:
        from ..rules.hint import quoted, run, say
        from . import remedies

        text = at.file.syntax.line(markers[0]).rstrip("\r")
        hints = [
            say("settle the conflict, then:"),
            remedies.tidy(tree, at.folder),
            run(f"git add {quoted(path)}"),
        ]
        message = f'conflict marker "{text}"'
        return Finding("MOD102", path, markers[0], 1, message, hints=hints, text=text)
    if b"\0" in data and at.file.read_by(LOAD):  # in a comment the go command does not mind it
        from ..rules.hint import otherwise, restore, say

        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        hints = [restore(path), otherwise(say("write the file anew, as UTF-8 text"))]
        return Finding("MOD108", path, line, 1, "this is not text but binary data", hints=hints)
    says_nothing = all(isinstance(each, Comments) for each in at.file.syntax.statements)
    if says_nothing and not at.file.read_by(LOAD) and path.endswith(".mod"):
        from ..rules.hint import say
        from .mod_hints import name_module

        message = "go.mod is empty: it names no module"
        hints = [*name_module(tree, at), say("an empty go.mod only keeps ./... out of its folder")]
        return Finding("MOD107", path, 1, 1, message, hints=hints)
    return None


def _findings(
    tree: Tree,
    at: ModFileRef,
    problems: Sequence[Problem],
    asked: Sequence[Release],
    toolchain: str,
) -> Iterator[Finding]:
    """One finding for each problem, but only one for what is reported again and again."""
    if not problems:
        return
    from ..rules import codes  # only when something is wrong

    code_of = {
        id(problem): "" if problem.kind in codes.REPORTED_ELSEWHERE else codes.of(problem, at.file)
        for problem in problems
    }
    unread = [problem for problem in problems if code_of[id(problem)] == "MOD101"]
    last = unread[MOST_UNREAD_LINES - 1] if len(unread) > MOST_UNREAD_LINES else None
    too_many = set(map(id, unread[MOST_UNREAD_LINES:]))
    counts: dict[tuple[str, str], int] = {}
    for problem in problems:
        code = code_of[id(problem)]
        if not code:
            continue
        key = (code, problem.word if code in codes.ONCE_A_WORD else str(problem.line))
        counts[key] = counts.get(key, 0) + 1
        if counts[key] > 1 or id(problem) in too_many:
            continue
        message = _message(problem, code)
        refusing = [release for release in problem.releases if release in asked]
        if refusing and len(refusing) < len(asked):
            message += f" ({known.in_words(refusing)})"
        if problem is last:
            message += f", and so on in {len(unread) - MOST_UNREAD_LINES} more places"
        yield finding_of(tree, problem, code, at, message, toolchain)


def finding_of(
    tree: Tree,
    problem: Problem,
    code: str,
    at: ModFileRef,
    message: str = "",
    toolchain: str = "auto",
) -> Finding:
    """The finding that reports a problem."""
    from .mod_hints import hints  # only when something is wrong

    return Finding(
        code,
        problem.path,
        max(problem.line, 1),
        max(problem.column, 1),
        message or _message(problem, code),
        hints=hints(problem, code, at, tree, toolchain),
        module=problem.module,
        version=problem.version,
        # tells one bad line from another in two states of a file
        text=at.file.syntax.line(problem.line).strip() if problem.path == at.path else "",
        releases=problem.releases,
    )


def _message(problem: Problem, code: str) -> str:
    """What the finding says."""
    if code == "DIR103":
        first = known.DIRECTIVE_SINCE[problem.word]
        return (
            f"{problem.word} is known from Go 1.{first} on, and the go line admits older releases"
        )
    if code == "MOD103":
        text = f'"{problem.version}" is not a version of {problem.module} that can stand in go.mod'
        is_looked_up = problem.directive in ("require", "replace")
        return text + (": it has to be looked up" if is_looked_up else "")
    if code == "DIR104":
        return (
            f"go {problem.word} is not a go line to releases before 1.21, which read go 1.N alone"
        )
    if code == "MOD106":
        return "go.mod has no module line"
    return problem.reason or problem.message


def repeated(tree: Tree, at: ModFileRef) -> Iterator[Finding]:
    """Requirements of one module on more than one line: at different versions (the go
    command refuses), or at the same (it accepts them)."""
    file = at.file
    paths = {module.path for module in file.requirements}
    if len(paths) == len(file.requirements) or conflict_markers.lines(file.data):
        return
    first: dict[str, tuple[str, int]] = {}
    for required in file.requires:
        version, line = first.setdefault(required.path, (required.version, required.line))
        if line == required.line:
            continue
        from . import remedies
        from .on_requirement import on_requirement

        is_same = version == required.version
        message = f"{required.path} is required at {required.version} here and on line {line}"
        if not is_same:
            message = f"{required.path} is required at {required.version} here, "
            message += f"at {version} on line {line}"
        code = "MOD105" if is_same else "MOD104"
        hints = [remedies.tidy(tree, at.folder, "keeps one of them")]
        yield on_requirement(code, at.path, required, message, hints, wanted=version)
