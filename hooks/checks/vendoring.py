"""vendor/modules.txt: whether Go accepts it beside go.mod, and whether it is in normal form."""

from __future__ import annotations

from ..rules.finding import Finding, quoted
from ..verdicts import parse, vendor
from ..verdicts.sources import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..formats.problem import Problem
    from ..values.releases import Release
    from ..verdicts.sources import Sources

CODES = {
    "vendor-not-explicit": "VEN101",
    "vendor-other-version": "VEN101",
    "vendor-explicit-not-required": "VEN102",
    "vendor-not-marked-replaced": "VEN103",
    "vendor-replaced-differently": "VEN104",
    "vendor-replaced-not-in-gomod": "VEN105",
    "vendor-should-be-required": "VEN106",
    "updates-needed": "VEN107",
    "vendor-bad-dir": "VEN109",
}
UNLISTED = "VEN106"
UPDATES = "VEN107"
MISSING = "VEN108"
IGNORED = "VEN110"
UNTIDY = "VEN201"


def consistency(
    sources: Sources, folder: str, releases: Sequence[Release], *, workspace: bool = False
) -> Iterator[Finding]:
    """What the go command says of the vendor folder of a module, or of a workspace.

    Where a plain build leaves the folder aside (a go line below 1.14), what
    -mod=vendor would say is a finding of its own kind. A module that needs a
    newer Go is no disagreement and not said here.
    """
    if sources.files.kind(join(folder, "vendor")) not in ("folder", "file"):
        return
    verdict = vendor.workspace if workspace else vendor.module
    problems = verdict(sources, folder, releases, forced=False)
    if any(problem.kind in CODES for problem in problems):
        yield from _refused(sources, folder, problems, workspace)
    elif _is_left_aside(sources, folder, releases, workspace):
        problems = verdict(sources, folder, releases, forced=True)
        yield from _left_aside(problems, command(folder, workspace))


def form(sources: Sources, folder: str) -> Iterator[Finding]:
    """A modules.txt that is not as `go mod vendor` would write it, where that can be derived.

    Where it cannot, `consistency` says why.
    """
    tree = sources.modules_txt(folder)
    if tree is None:
        return
    from . import vendoring_form  # only where there is a modules.txt

    wanted = vendoring_form.of_folder(sources, folder)
    if wanted is None or wanted.problems or wanted.data == tree.data:
        return
    from .vendoring_layout import difference  # only when something was found

    path = join(folder, "vendor/modules.txt")
    line, message = difference(tree.data, wanted.data)
    hint = "go-vendor-modules puts it in form; so does go mod vendor"
    yield Finding(UNTIDY, path, line, 1, message, hint=hint)


def _refused(
    sources: Sources, folder: str, problems: Sequence[Problem], workspace: bool
) -> Iterator[Finding]:
    """What a plain build says."""
    path = join(folder, "vendor/modules.txt")
    if not sources.files.kind(path):
        yield _missing(sources, folder, path, workspace)
        return
    hint = ""
    seen: set[tuple[str | None, str, str]] = set()
    if _said_otherwise(sources, folder, problems, workspace):
        seen.add((UPDATES, "", ""))
    for problem in problems:
        code = CODES.get(problem.kind)
        key = (code, problem.module, problem.version)
        if code is None or key in seen:
            continue
        seen.add(key)
        hint = hint or _remedy(sources, folder, workspace)
        yield _finding(code, problem, problem.message + _elsewhere(problem), hint)


def _remedy(sources: Sources, folder: str, workspace: bool) -> str:
    """What to do: rewriting modules.txt is enough where nothing is lacking but its lines."""
    from . import vendoring_form  # only when something was found

    wanted = vendoring_form.of_folder(sources, folder)
    if wanted is None or wanted.problems:
        return command(folder, workspace)
    return f"put modules.txt in form ({UNTIDY}), or {command(folder, workspace)}"


def _said_otherwise(
    sources: Sources, folder: str, problems: Sequence[Problem], workspace: bool
) -> bool:
    """Whether updates to go.mod are needed for what is said of a vendored module, or without
    a vendor folder too."""
    kinds = {one.kind for one in problems}
    if "updates-needed" not in kinds or "vendor-should-be-required" in kinds or workspace:
        return True
    releases = next(one.releases for one in problems if one.kind == "updates-needed")
    alone = parse.module(sources, folder, releases)
    return any(one.kind == "updates-needed" for one in alone)


def _missing(sources: Sources, folder: str, path: str, workspace: bool) -> Finding:
    """modules.txt is not there, and Go says so of every requirement."""
    return Finding(
        MISSING,
        path,
        0,
        0,
        f"{path} is missing, but files are staged below {join(folder, 'vendor')}",
        hint=f"git rm -r {quoted(join(folder, 'vendor'))} to build without it, or\n"
        + command(folder, workspace),
    )


def _is_left_aside(
    sources: Sources, folder: str, releases: Sequence[Release], workspace: bool
) -> bool:
    """Whether a plain build of any release passes by a folder that was made for it."""
    tree = sources.modules_txt(folder)
    if tree is None:
        return False
    if workspace:
        has_module = sources.files.kind(sources.go_mod_path(folder)) == "file"
        return not vendor.is_used_by_workspace(sources, folder) and not has_module
    return not tree.workspace and not any(
        vendor.is_used(sources, folder, release) for release in releases
    )


def _left_aside(problems: Iterable[Problem], hint: str) -> Iterator[Finding]:
    """What only -mod=vendor says."""
    seen = set()
    for problem in problems:
        key = (problem.kind, problem.module, problem.version)
        if problem.kind in CODES and problem.kind != "updates-needed" and key not in seen:
            seen.add(key)
            message = f"{problem.message}{_elsewhere(problem)}; a plain build ignores vendor here"
            yield _finding(IGNORED, problem, message, hint)


def _finding(code: str, problem: Problem, message: str, hint: str) -> Finding:
    return Finding(
        code,
        problem.path,
        problem.line,
        problem.column,
        message,
        hint="go mod tidy, then go mod vendor" if code in (UPDATES, UNLISTED) else hint,
        module=problem.module,
        version=problem.version,
        releases=problem.releases,
    )


def _elsewhere(problem: Problem) -> str:
    """The second place of a disagreement."""
    line = getattr(problem, "other_line", 0)
    return f" ({problem.other_path}:{line})" if line else ""  # type: ignore[attr-defined]


def command(folder: str, workspace: bool) -> str:
    """What makes the vendor folder anew."""
    words = "go work vendor" if workspace else "go mod vendor"
    return f"{words}   (in {folder})" if folder else words
