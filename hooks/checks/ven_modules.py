"""VEN101 to VEN110: whether Go accepts vendor/modules.txt beside go.mod or go.work.

https://go.dev/ref/mod#vendoring
"""

from __future__ import annotations

from ..formats import kinds
from ..rules.finding import Finding
from ..tree.paths import join, modules_txt
from ..verdicts import load, vendor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..formats.problem import Problem
    from ..rules.hint import Hint
    from ..tree.tree import ModFileRef, Tree
    from ..values.releases import Release

SHOULD_BE_REQUIRED = "VEN106"
UPDATES = "VEN107"
MISSING = "VEN108"
IGNORED = "VEN110"

# Kinds that are about the vendor folder; a module that needs a newer Go is not among them
_ABOUT_VENDOR = frozenset(
    [
        kinds.UPDATES_NEEDED,
        kinds.VENDOR_BAD_DIR,
        kinds.VENDOR_EXPLICIT_NOT_REQUIRED,
        kinds.VENDOR_NOT_EXPLICIT,
        kinds.VENDOR_NOT_MARKED_REPLACED,
        kinds.VENDOR_OTHER_VERSION,
        kinds.VENDOR_REPLACED_DIFFERENTLY,
        kinds.VENDOR_REPLACED_NOT_IN_GOMOD,
        kinds.VENDOR_SHOULD_BE_REQUIRED,
    ]
)


def inconsistencies(
    tree: Tree, at: ModFileRef, releases: Sequence[Release], *, strict: bool = True
) -> Iterator[Finding]:
    """What the go command says of the vendor folder of a module, or of a workspace.

    Where a plain build leaves the folder aside (a go line below 1.14), what
    -mod=vendor would say is a finding of its own kind, which is `strict`.
    """
    if tree.files.kind(join(at.folder, "vendor")) not in ("folder", "file"):
        return
    ask = vendor.workspace if at.is_workspace else vendor.module
    problems = ask(tree, at.folder, releases, forced=False)
    if any(problem.kind in _ABOUT_VENDOR for problem in problems):
        yield from _refused(tree, at, problems)
    elif strict and _is_left_aside(tree, at, releases):
        forced = ask(tree, at.folder, releases, forced=True)
        yield from _left_aside(tree, forced, at)


def deleted_list(tree: Tree, at: ModFileRef, changes: Mapping[str, str]) -> Iterator[Finding]:
    """A modules.txt that the change deletes below go 1.14, where -mod=vendor builds without it:
    from then on nothing says which module a vendored file is from."""
    path = modules_txt(at.folder)
    if changes.get(path) != "D" or tree.files.kind(path) or at.file.go_at_least("1.14"):
        return
    file = tree.go_mod(at.folder)
    if file is not None and file.requirements and tree.files.go_folders(join(at.folder, "vendor")):
        yield _missing_list(tree, at, path)


def _refused(tree: Tree, at: ModFileRef, problems: Sequence[Problem]) -> Iterator[Finding]:
    """What a plain build says."""
    path = modules_txt(at.folder)
    if not tree.files.kind(path):
        yield _missing_list(tree, at, path)
        return
    hints: Sequence[Hint] = ()
    seen: set[tuple[str, str, str]] = set()
    if _is_reported_otherwise(tree, at, problems):
        seen.add((UPDATES, "", ""))
    for problem in problems:
        if problem.kind not in _ABOUT_VENDOR:
            continue
        from ..rules import codes

        code = codes.of(problem, at.file, codes.VENDOR)
        key = (code, problem.module, problem.version)
        if key in seen:
            continue
        seen.add(key)
        hints = hints or _remedies(tree, at)
        message = problem.message + _elsewhere(problem)
        yield _finding(tree, code, problem, message, at, hints)


def _remedies(tree: Tree, at: ModFileRef) -> Sequence[Hint]:
    """What to do: rewriting modules.txt is enough where nothing is lacking but its lines."""
    from ..rules.hint import mend, otherwise
    from . import ven_normal_form  # only when something was found

    form = ven_normal_form.of_folder(tree, at.folder)
    if form is None or not form.is_derived:
        return [revendor(tree, at)]
    path = modules_txt(at.folder)
    return [
        mend("go-vendor-modules", path, "only its lines are not as they were written"),
        otherwise(revendor(tree, at)),
    ]


def _is_reported_otherwise(tree: Tree, at: ModFileRef, problems: Sequence[Problem]) -> bool:
    """Whether updates to go.mod are needed for what is reported of a vendored module, or
    without a vendor folder too."""
    reported = {problem.kind for problem in problems}
    if kinds.UPDATES_NEEDED not in reported or kinds.VENDOR_SHOULD_BE_REQUIRED in reported:
        return True
    if at.is_workspace:
        return True
    updates = next(problem for problem in problems if problem.kind == kinds.UPDATES_NEEDED)
    alone = load.module(tree, at.folder, updates.releases)
    return any(problem.kind == kinds.UPDATES_NEEDED for problem in alone)


def _missing_list(tree: Tree, at: ModFileRef, path: str) -> Finding:
    """modules.txt is not there, and Go says so of every requirement."""
    from ..rules.hint import otherwise, quoted, restore, run

    folder = join(at.folder, "vendor")
    return Finding(
        MISSING,
        path,
        0,
        0,
        f"{path} is missing, but files are staged below {folder}",
        hints=[
            restore(path, "as it was"),
            otherwise(revendor(tree, at)),
            otherwise(run(f"git rm -r {quoted(folder)}", note="to build without it")),
        ],
    )


def _is_left_aside(tree: Tree, at: ModFileRef, releases: Sequence[Release]) -> bool:
    """Whether a plain build of any release passes by a folder that was made for it."""
    folder = at.folder
    listing = tree.modules_txt(folder)
    if listing is None:
        return False
    if at.is_workspace:
        has_module = tree.files.kind(tree.go_mod_path(folder)) == "file"
        return not vendor.is_used_by_workspace(tree, folder) and not has_module
    return not listing.workspace and not any(
        vendor.is_used(tree, folder, release) for release in releases
    )


def _left_aside(tree: Tree, problems: Iterable[Problem], at: ModFileRef) -> Iterator[Finding]:
    """What only -mod=vendor says."""
    seen = set()
    for problem in problems:
        key = (problem.kind, problem.module, problem.version)
        if (
            problem.kind in _ABOUT_VENDOR
            and problem.kind != kinds.UPDATES_NEEDED
            and key not in seen
        ):
            seen.add(key)
            message = f"{problem.message}{_elsewhere(problem)}; a plain build ignores vendor here"
            yield _finding(tree, IGNORED, problem, message, at, [revendor(tree, at)])


def _finding(
    tree: Tree,
    code: str,
    problem: Problem,
    message: str,
    at: ModFileRef,
    hints: Sequence[Hint],
) -> Finding:
    if code in (UPDATES, SHOULD_BE_REQUIRED):
        from . import remedies

        hints = [remedies.tidy_and_vendor(tree, at.folder)]
    return Finding(
        code,
        problem.path,
        problem.line,
        problem.column,
        message,
        hints=hints,
        module=problem.module,
        version=problem.version,
        text=problem.kind,
        releases=problem.releases,
    )


def _elsewhere(problem: Problem) -> str:
    """The second place of a disagreement."""
    return f" ({problem.other_path}:{problem.other_line})" if problem.other_line else ""


def revendor(tree: Tree, at: ModFileRef) -> Hint:
    """What makes the vendor folder anew."""
    from . import remedies

    return remedies.vendor(tree, at.folder, workspace=at.is_workspace)
