"""All findings about the imports of one module: what a change concerns, and what is new in it.

TID101 to TID106, TID201 to TID203, TID301, TID401 and TID402: see `tid_imports`,
`tid_requirements`, `tid_sums` and `tid_vendored`.
"""

from __future__ import annotations

from ..diff.imports import Concern, concern
from ..verdicts.imports import TOOL_ONLY, UNUSED, ModuleImports
from . import tid_imports, tid_sums, tid_vendored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..rules.finding import Finding
    from ..tree.tree import Tree
    from ..verdicts.imports import Site
    from .tid_imports import RequiredVersions


def imports_of(tree: Tree, folder: str) -> ModuleImports | None:
    """The imports of the module in a folder; None where its go.mod cannot be judged."""
    file = tree.go_mod(folder)
    if file is None or file.module is None or not file.is_readable:
        return None
    return tree.latest(ModuleImports, folder)


def every_finding(
    tree: Tree, folder: str, versions: RequiredVersions, *, strict: bool, leftovers: bool = False
) -> Iterator[Finding]:
    """What is wrong with the imports of the module in a folder: with `strict` also what is merely
    untidy, with `leftovers` also what is vendored for nothing. `versions` are those that modules of
    the tree require."""
    imports = imports_of(tree, folder)
    if imports is None:
        return
    sites = imports.every_site()
    uses = imports.uses(sites)
    yield from tid_imports.unprovided_imports(imports, sites, versions)
    if strict:
        yield from tid_imports.unprovided_tools(imports)
        from . import tid_requirements

        found = tid_requirements.problems(imports, uses, sites, list(uses))
        yield from tid_requirements.findings(imports, found)
    yield from tid_sums.findings(imports, sites, tid_sums.without_hash(imports))
    vendored = tid_vendored.folder_of(imports)
    if vendored is not None:
        inside = tree.files.below(vendored.start[:-1])
        yield from tid_vendored.unlisted(imports, sites, inside, ())
        if leftovers:
            yield from tid_vendored.unreached(imports, sites)


def new_findings(
    tree: Tree,
    folder: str,
    bases: Sequence[Tree],
    changes: Collection[str],
    versions: RequiredVersions,
    *,
    strict: bool,
    leftovers: bool = False,
) -> Iterator[Finding]:
    """The same, but what a change concerns, and no base has as well."""
    imports = imports_of(tree, folder)
    if imports is None:
        return
    before = imports_of(bases[0], folder) if bases else None
    judged = None if before is None else concern(imports, before, changes)

    def judge(place: Tree, others: RequiredVersions) -> list[Finding]:
        each = imports_of(place, folder)
        if each is None:
            return []
        if judged is None or before is None:
            return list(every_finding(place, folder, others, strict=strict, leftovers=leftovers))
        lost = tid_vendored.lost_packages(imports, before)
        return list(_findings(each, judged, lost, others, strict=strict, leftovers=leftovers))

    found = judge(tree, versions)
    known = [judge(base, tid_imports.RequiredVersions(base, ())) for base in bases] if found else []
    inherited = {finding.identity for each in known for finding in each}
    yield from (finding for finding in found if finding.identity not in inherited)


def _findings(
    imports: ModuleImports,
    judged: Concern,
    lost: Collection[str],
    versions: RequiredVersions,
    *,
    strict: bool,
    leftovers: bool,
) -> Iterator[Finding]:
    """What is wrong in one tree with what a change concerns; `lost` are packages that are no
    longer listed as vendored."""
    unhashed = tid_sums.without_hash(imports)
    sites = judged.sites(imports) if judged else []
    uses = imports.uses(sites)
    yield from tid_imports.unprovided_imports(imports, sites, versions)
    if strict:
        yield from tid_imports.unprovided_tools(imports)
        required = imports.providers.required
        paths = judged.required.union(
            path for path, use in uses.items() if use.site is not None and required[path].indirect
        )
        problems = list(imports.requirement_problems(uses, sorted(paths)))
        if problems:
            from . import tid_requirements  # few changes make one

            if any(problem.kind in (UNUSED, TOOL_ONLY) for problem in problems):
                every = imports.every_site()  # before something is called unused, all is read
                used = imports.uses(every)
                problems = tid_requirements.problems(imports, used, every, sorted(paths))
            yield from tid_requirements.findings(imports, problems)
    yield from _unhashed(imports, sites, unhashed)
    yield from tid_vendored.unlisted(imports, sites, sorted(judged.paths), lost)
    if leftovers and tid_vendored.folder_of(imports) is not None:
        yield from tid_vendored.unreached(imports, imports.every_site())


def _unhashed(
    imports: ModuleImports, sites: Sequence[Site], paths: Sequence[str]
) -> Iterator[Finding]:
    """The imported modules without a hash. Few requirements lack one: those that go.mod calls
    direct are looked for in files that the change does not concern, too."""
    required = imports.providers.required
    direct = [path for path in paths if not required[path].indirect]
    others = imports.users(direct) if direct else ()
    yield from tid_sums.findings(imports, [*sites, *others], paths)


def mended(tree: Tree, folder: str) -> bytes | None:
    """The go.mod of the module in a folder as `go mod tidy` would leave it, as far as the files
    decide that; None where they decide nothing."""
    from . import tid_requirements  # only where something is mended

    imports = imports_of(tree, folder)
    if imports is None:
        return None
    sites = imports.every_site()
    uses = imports.uses(sites)
    found = tid_requirements.problems(imports, uses, sites, list(uses))
    decided = tid_requirements.edits(imports, uses, sites, found)
    return tid_requirements.mended(imports.files.file, decided) if decided else None
