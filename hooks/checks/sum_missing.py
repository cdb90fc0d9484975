"""What go.mod needs of go.sum: hashes that are missing, and those that a change removed.

SUM107, no hash of a required go.mod; SUM108, no go.sum; SUM109, a hash removed though it is
still needed; SUM201, no hash of a required module's zip; SUM205, SUM206, as SUM107 and SUM108,
where no plain build asks for them; SUM207, what a module of a workspace lacks alone; SUM208, no
hash of a go.mod that only the whole module graph needs.

A module's go.mod is read to build the module graph, so that its hash is always needed; its zip
is read only where a package of it is built (https://go.dev/ref/mod#go-sum-files).
"""

from __future__ import annotations

from ..diff import sums
from ..formats import go_sum
from ..rules.finding import Finding
from ..rules.hint import otherwise, quoted, restore, run, say
from ..tree.paths import join, parent
from ..values import go_version, pseudo_version, semver
from ..values.module_version import ModuleVersion
from ..verdicts import vendor
from ..verdicts.graph_checksums import MissingChecksum
from . import remedies, sum_hints, unstaged
from .build_context import BuildContext, of_go_mod
from .on_requirement import on_requirement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ..formats.modfile.directives import Requirement
    from ..formats.modfile.file import GoMod
    from ..formats.problem import Problem
    from ..rules.hint import Hint
    from ..tree.files import Worktree
    from ..tree.tree import Tree
    from ..values.releases import Release

# below it go.mod does not list every module that is built, and tidy kept other hashes
FIRST_COMPLETE = 17
_ZIP_NOTE = "adds it, or drops the requirement if nothing imports it"


def missing_hashes(
    tree: Tree,
    folder: str,
    problems: Iterable[Problem],
    bases: Sequence[Tree] = (),
    worktree: Worktree | None = None,
    releases: Sequence[Release] = (),
) -> Iterator[Finding]:
    """What `verdicts.graph.module` reports of missing hashes of the module in `folder`.

    In a workspace the hashes of all members and of go.work.sum count, and the
    members need none. A file that cannot be read, or is not there, is one finding
    for all of them. Of `releases` all build from a vendor folder, or the finding fails.
    """
    superseded = _superseded(tree.go_mod(folder))
    wanted = {
        each.checksum: each
        for each in problems
        if isinstance(each, MissingChecksum)
        and not pseudo_version.is_stand_in(each.checksum.version)  # REP203 tells
        and ModuleVersion(each.module, each.version) not in superseded  # MOD104 tells
    }
    if not wanted:
        return
    context = BuildContext(tree, folder)
    missing = [
        problem
        for checksum, problem in wanted.items()
        if context.checksum_of(ModuleVersion(problem.module, problem.version))
        and not context.has_hash(of_go_mod(checksum))
    ]
    if context.is_malformed:
        return  # `sum_lines` says why
    if not missing:
        yield from _missing_alone(tree, folder, context, wanted.values())
        return
    before = [BuildContext(base, folder) for base in bases]
    is_vendored = vendor.is_in_force(tree, folder, releases)
    if context.has_no_sums:
        yield _absent_file(tree, folder, missing, before, worktree, is_vendored=is_vendored)
        return
    columns = _columns(tree, folder)
    shrank = _only_lost_lines(tree, folder, bases)
    for problem in missing:
        yield _missing_hash(
            tree, folder, problem, columns, before, shrank=shrank, is_vendored=is_vendored
        )


def _superseded(file: GoMod | None) -> set[ModuleVersion]:
    """The requirements of a module that go.mod lists at a higher version as well."""
    if file is None or len({each.path for each in file.requirements}) == len(file.requirements):
        return set()
    latest = _latest(file.requires)
    return {each for each in file.requirements if each.version != latest[each.path]}


def _absent_file(
    tree: Tree,
    folder: str,
    missing: Sequence[MissingChecksum],
    before: Sequence[BuildContext],
    worktree: Worktree | None,
    *,
    is_vendored: bool,
) -> Finding:
    """go.sum is not there at all; `before` is where the bases had theirs."""
    path = tree.go_sum_path(folder)
    first = missing[0]
    count = len(missing)
    need = "1 module needs it" if count == 1 else f"{count} modules need it"
    shown = f"{first.module} {first.version}"
    message = f"{path} is missing, but {need}: {shown}"
    code = "SUM108"
    rule = _ignore_rule(tree, path)
    if not any(
        context.has_hash(of_go_mod(each.checksum)) for context in before for each in missing
    ):
        if is_vendored:
            code, message = "SUM206", f"{message}, without the vendor folder"
        elif rule:
            code, message = "SUM206", f"{message}, and {rule} ignores it"
    if code == "SUM108" and tree.workspace_of(folder) is not None:
        message += ", with GOWORK=off"
    staging = unstaged.file_hint(worktree, path)
    hints = (
        [staging]
        if staging is not None
        else _writing(tree, folder, path, rule, is_meant=code == "SUM206")
    )
    return Finding(
        code,
        tree.go_mod_path(folder),
        max(first.line, 1),
        _columns(tree, folder).get(first.line, 1),
        message,
        hints=hints,
        releases=first.releases,
    )


def _writing(tree: Tree, folder: str, path: str, rule: str, *, is_meant: bool) -> list[Hint]:
    """What makes a go.sum that is not there; one that a rule ignores is not added by itself."""
    hints = [restore(path, "as it was"), otherwise(remedies.tidy(tree, folder, "writes it"))]
    if rule:
        hints.append(run(f"git add -f {quoted(path)}", note=f"{rule} ignores it"))
        words = "where it is left out on purpose, an [[allow]] of SUM206 in .gomod-hooks.toml"
        hints += [otherwise(say(words))] if is_meant else []
    return hints


def _ignore_rule(tree: Tree, path: str) -> str:
    """The rule of a tracked .gitignore that ignores a go.sum by its name, as ".gitignore:4"; ""
    for none. The nearest file that has a rule for it decides."""
    from ..formats import gitignore  # few modules lack their go.sum

    folder = path
    while folder:
        folder = parent(folder)
        place = join(folder, ".gitignore")
        data = tree.files.read(place)
        line = gitignore.rule_for_go_sum(data or b"", path[len(folder) + bool(folder) :])
        if line >= 0:
            return f"{place}:{line}" if line else ""
    return ""


def _missing_alone(
    tree: Tree, folder: str, context: BuildContext, problems: Iterable[MissingChecksum]
) -> Iterator[Finding]:
    """What a module of a workspace lacks without the hashes of the others: one finding."""
    lacking = [
        problem
        for problem in problems
        if (problem.read_by_build or not problem.is_outside) and context.lacks_alone(problem)
    ]
    if not lacking:
        return
    first = lacking[0]
    path = tree.go_sum_path(folder)
    rule = _ignore_rule(tree, path) if tree.go_sum(folder) is None else ""
    more = f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""
    hints = [run("go mod tidy", folder, "adds it", environment="GOWORK=off")]
    if rule:
        hints.append(run(f"git add -f {quoted(path)}", note=f"{rule} ignores it"))
    yield Finding(
        "SUM207",
        tree.go_mod_path(folder),
        max(first.line, 1),
        _columns(tree, folder).get(first.line, 1),
        f"{path} has no hash of {first.checksum.path} {first.checksum.version}/go.mod{more}, "
        "which a build with GOWORK=off needs",
        hints=hints,
        module=first.module,
        version=first.version,
        target=str(first.checksum),
        releases=first.releases,
    )


def _missing_hash(
    tree: Tree,
    folder: str,
    problem: MissingChecksum,
    columns: dict[int, int],
    before: Sequence[BuildContext],
    *,
    shrank: bool,
    is_vendored: bool,
) -> Finding:
    """One hash is not there; `before` is where the bases had theirs, `shrank` whether the file
    only lost lines."""
    path = tree.go_sum_path(folder)
    checksum = problem.checksum
    shown = f"{checksum.path} {checksum.version}/go.mod"
    if _is_of_whole_graph(tree, folder, problem):
        code = "SUM208"
        message = f"{path} has no hash of {shown}"
        hints = [remedies.tidy(tree, folder, "adds it")]
    elif any(context.has_hash(of_go_mod(checksum)) for context in before):
        code = "SUM109"
        message = f"{path} lost the hash of {shown}, which is still needed"
        hints = _lost(tree, folder, shrank)
    else:
        code = "SUM205" if is_vendored else "SUM107"
        message = f"{path} has no hash of {shown}"
        hints = [remedies.tidy(tree, folder, "adds it")]
    if problem.via:
        message += f" (required by {problem.via})"
    return Finding(
        code,
        tree.go_mod_path(folder),
        max(problem.line, 1),
        columns.get(problem.line, 1),
        message,
        hints=hints,
        module=problem.module,
        version=problem.version,
        target=str(checksum),
        releases=problem.releases,
    )


def _only_lost_lines(tree: Tree, folder: str, bases: Sequence[Tree]) -> bool:
    """Whether go.sum is that of a base with lines left out."""
    staged = tree.go_sum(folder)
    files = [base.go_sum(folder) for base in bases]
    return staged is not None and any(
        before is not None and set(staged.lines).issubset(before.lines) for before in files
    )


def _lost(tree: Tree, folder: str, shrank: bool, note: str = "") -> list[Hint]:
    """What brings back lines that the change took away: the whole file where it took nothing
    else, and where that is not enough the go command adds what is new."""
    path = tree.go_sum_path(folder)
    again = otherwise(remedies.tidy(tree, folder, note))
    return [restore(path, "it only lost lines") if shrank else sum_hints.from_base(path), again]


def _is_of_whole_graph(tree: Tree, folder: str, problem: MissingChecksum) -> bool:
    """Whether a hash is wanted only when the whole module graph is loaded: that of a module that
    one outside of the tree requires, in a pruned graph or in a workspace."""
    if not problem.is_outside:
        return False
    return not problem.read_by_build or tree.workspace_of(folder) is not None


def removed_hashes(tree: Tree, folder: str, bases: Sequence[Tree]) -> Iterator[Finding]:
    """The zip's hash of a requirement was removed though the requirement stayed.

    From go 1.17 on `go mod tidy` lists a module only where a package of it is loaded, and
    keeps its hash for as long; a hash that is gone may come back as another one.
    """
    staged = tree.go_sum(folder)
    if staged is None or staged.malformed:
        return
    reported: set[ModuleVersion] = set()
    shrank = _only_lost_lines(tree, folder, bases)
    for base in bases:
        before = base.go_sum(folder)
        if before is None or before is staged:
            continue
        old = base.go_mod(folder)
        if old is None or set(before.lines).issubset(staged.lines):
            continue
        kept = set(old.requirements)
        lost = {go_sum.module_of(name) for name in sums.lost(staged, [before])}
        for required, checksum in _without_zip(tree, folder, indirect=True, among=lost):
            if required.module not in kept or checksum in reported:
                continue
            if before.has_h1(checksum.path, checksum.version):
                reported.add(checksum)
                message = f"{tree.go_sum_path(folder)} lost the hash of "
                message += f"{checksum.path} {checksum.version}, which is still required"
                hints = _lost(tree, folder, shrank, _ZIP_NOTE)
                yield _zip_finding(tree, folder, required, checksum, "SUM109", message, hints)


def missing_zip_hashes(tree: Tree, folder: str) -> Iterator[Finding]:
    """A direct requirement, or a vendored module, whose zip has no hash."""
    staged = tree.go_sum(folder)
    if staged is None or staged.malformed:
        return
    path = tree.go_sum_path(folder)
    for required, checksum in _without_zip(tree, folder, vendored=True):
        message = f"{path} has no hash of {checksum.path} {checksum.version}"
        hints = [remedies.tidy(tree, folder, _ZIP_NOTE)]
        yield _zip_finding(tree, folder, required, checksum, "SUM201", message, hints)


def _zip_finding(
    tree: Tree,
    folder: str,
    required: Requirement,
    checksum: ModuleVersion,
    code: str,
    message: str,
    hints: Sequence[Hint],
) -> Finding:
    path, target = tree.go_mod_path(folder), str(checksum)
    return on_requirement(code, path, required, message, hints, target=target, text="zip")


def _without_zip(
    tree: Tree,
    folder: str,
    *,
    vendored: bool = False,
    indirect: bool = False,
    among: Collection[ModuleVersion] | None = None,
) -> Iterator[tuple[Requirement, ModuleVersion]]:
    """Requirements without a hash of their zip, each with the module that stands for it: the
    direct ones; with `vendored` those that packages are vendored from, with `indirect` those
    of which no other requirement names a later version; only `among` these modules."""
    file = tree.go_mod(folder)
    if file is None or file.go is None:
        return
    if go_version.minor(file.go.version) < FIRST_COMPLETE:
        return
    context = BuildContext(tree, folder)
    superseded = _superseded(file)
    providing = _providing_modules(tree, folder) if vendored else set()
    selected = _latest(file.requires) if indirect else {}
    for required in file.requires:
        is_asked_for = required.path in providing or selected.get(required.path) == required.version
        if required.indirect and not is_asked_for:
            continue
        checksum = context.checksum_of(required.module)
        if checksum is None or required.module in superseded:
            continue
        if among is not None and checksum not in among:
            continue
        if not pseudo_version.is_stand_in(checksum.version) and not context.has_hash(checksum):
            yield required, checksum


def _latest(requirements: Iterable[Requirement]) -> dict[str, str]:
    """The latest version of each module among these."""
    versions: dict[str, str] = {}
    for each in requirements:
        known = versions.setdefault(each.path, each.version)
        if known != each.version and semver.compare(known, each.version) < 0:
            versions[each.path] = each.version
    return versions


def _providing_modules(tree: Tree, folder: str) -> set[str]:
    """The modules that vendor/modules.txt lists packages of."""
    listing = tree.modules_txt(folder)
    return {each.path for each in listing.modules if each.packages} if listing else set()


def _columns(tree: Tree, folder: str) -> dict[int, int]:
    """The column of the requirement on each line of a go.mod."""
    file = tree.go_mod(folder)
    return {each.line: each.column for each in file.requires} if file is not None else {}
