"""All findings about the imports of one module: what a change concerns, and what is new in it.

TID101 to TID106, TID201 to TID203 and TID301: see `tid_imports`, `tid_requirements` and
`tid_sums`.
"""

from __future__ import annotations

from ..diff.imports import Concern, concern
from ..verdicts.imports import TOOL_ONLY, UNUSED, ModuleImports
from . import tid_imports, tid_requirements, tid_sums

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ..rules.finding import Finding
    from ..tree.tree import Tree
    from ..verdicts.imports import Usage


def imports_of(tree: Tree, folder: str) -> ModuleImports | None:
    """The imports of the module in a folder; None where its go.mod cannot be judged."""
    file = tree.go_mod(folder)
    if file is None or file.module is None or not file.is_readable:
        return None
    return tree.latest(ModuleImports, folder)


def every_finding(
    tree: Tree, folder: str, modules: Sequence[str], *, strict: bool
) -> Iterator[Finding]:
    """What is wrong with the imports of the module in a folder."""
    imports = imports_of(tree, folder)
    if imports is None:
        return
    sites = imports.every_site()
    uses = imports.uses(sites)
    yield from tid_imports.unprovided_imports(imports, sites, modules)
    if strict:
        yield from tid_imports.unprovided_tools(imports)
        found = tid_requirements.problems(imports, uses, sites, list(uses))
        yield from tid_requirements.findings(imports, found)
    yield from tid_sums.findings(imports, uses, tid_sums.without_hash(imports))


def new_findings(
    tree: Tree,
    folder: str,
    bases: Sequence[Tree],
    changes: Collection[str],
    modules: Sequence[str],
    *,
    strict: bool,
) -> Iterator[Finding]:
    """The same, but what a change concerns, and no base has as well."""
    imports = imports_of(tree, folder)
    if imports is None:
        return
    before = imports_of(bases[0], folder) if bases else None
    judged = None if before is None else concern(imports, before, changes)
    if judged is None:
        found = list(every_finding(tree, folder, modules, strict=strict))
        known = [list(every_finding(base, folder, (), strict=strict)) for base in bases if found]
    else:
        found = list(_findings(imports, judged, modules, strict=strict))
        known = []
        for base in bases if found else ():
            other = imports_of(base, folder)
            if other is not None:
                known.append(list(_findings(other, judged, (), strict=strict)))
    inherited = {finding.identity for each in known for finding in each}
    yield from (finding for finding in found if finding.identity not in inherited)


def _findings(
    imports: ModuleImports, judged: Concern, modules: Sequence[str], *, strict: bool
) -> Iterator[Finding]:
    """What is wrong in one tree with what a change concerns."""
    unhashed = tid_sums.without_hash(imports)
    sites = judged.sites(imports) if judged else []
    uses = imports.uses(sites)
    yield from tid_imports.unprovided_imports(imports, sites, modules)
    if strict:
        yield from tid_imports.unprovided_tools(imports)
        required = imports.providers.required
        paths = judged.required.union(
            path for path, use in uses.items() if use.site is not None and required[path].indirect
        )
        problems = list(imports.requirement_problems(uses, sorted(paths)))
        if any(problem.kind in (UNUSED, TOOL_ONLY) for problem in problems):
            every = imports.every_site()  # before something is called unused, all is read
            used = imports.uses(every)
            problems = tid_requirements.problems(imports, used, every, sorted(paths))
        yield from tid_requirements.findings(imports, problems)
    yield from _unhashed(imports, uses, unhashed)


def _unhashed(
    imports: ModuleImports, uses: Mapping[str, Usage], paths: Sequence[str]
) -> Iterator[Finding]:
    """The imported modules without a hash. Few requirements lack one: those that go.mod calls
    direct are looked for in files that the change does not concern."""
    required = imports.providers.required
    unknown = [path for path in paths if uses[path].site is None and not required[path].indirect]
    if unknown:
        others = imports.uses(list(imports.users(unknown)))
        uses = {**uses, **{path: others[path] for path in unknown}}
    yield from tid_sums.findings(imports, uses, paths)


def mended(tree: Tree, folder: str) -> bytes | None:
    """The go.mod of the module in a folder as `go mod tidy` would leave it, as far as the files
    decide that; None where they decide nothing."""
    imports = imports_of(tree, folder)
    if imports is None:
        return None
    sites = imports.every_site()
    uses = imports.uses(sites)
    found = tid_requirements.problems(imports, uses, sites, list(uses))
    decided = tid_requirements.edits(imports, uses, sites, found)
    return tid_requirements.mended(imports.files.file, decided) if decided else None
