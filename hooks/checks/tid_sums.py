"""TID301: go.sum lacks the hash of a module that a Go file imports.

https://go.dev/ref/mod#go-sum-files: a module's zip is read, and so its hash is needed, as soon
as a package of it is built.
"""

from __future__ import annotations

from ..verdicts.providers import ONE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ..rules.finding import Finding
    from ..verdicts.imports import ModuleImports, Site


def without_hash(imports: ModuleImports) -> list[str]:
    """The requirements whose zip has no hash in any .sum file that counts, by module path; none
    where the vendor folder is built, or where there is no readable go.sum at all."""
    tree, folder = imports.tree, imports.files.folder
    if tree.modules_txt(folder) is not None:
        return []
    from .build_context import BuildContext  # not where the vendor folder is built

    context = BuildContext(tree, folder)
    if context.is_malformed or context.has_no_sums:
        return []
    found = []
    for path, required in imports.providers.required.items():
        checksum = context.checksum_of(required.module)
        if checksum is not None and not context.has_hash(checksum):
            found.append(path)
    return found


def findings(
    imports: ModuleImports, sites: Iterable[Site], paths: Collection[str]
) -> Iterator[Finding]:
    """The requirements of these paths that one of these imports, in a file that is built, uses."""
    tree, folder = imports.tree, imports.files.folder
    wanted = set(paths)
    for site in sites if wanted else ():
        provider = imports.provider(site)
        path = provider.modules[0] if provider.kind == ONE else ""
        if path not in wanted or not site.is_built:
            continue
        from . import remedies
        from .on_requirement import on_requirement

        wanted.remove(path)
        required = imports.providers.required[path]
        message = f"{tree.go_sum_path(folder)} has no hash of {path} {required.version}, which "
        message += f"{site.path}:{site.imported.line} imports"
        hints = [remedies.tidy(tree, folder, "adds it")]
        yield on_requirement("TID301", tree.go_mod_path(folder), required, message, hints)
