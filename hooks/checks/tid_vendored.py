"""TID401, TID402: imports beside the packages that vendor/modules.txt lists.

TID401, a package that is imported and not listed; TID402, one that is listed and that nothing
imports. A vendored build looks at nothing but the vendor folder
(https://go.dev/ref/mod#vendoring).
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..tree.paths import join, modules_txt, parent
from ..verdicts.providers import ONE, SEVERAL, is_external

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ..verdicts.imports import ModuleImports, Site
    from .ven_tree import VendorFolder

FIRST_BY_DEFAULT = "1.14"  # from this go line on a build takes the vendor folder
FIRST_WITHOUT_TESTS = "1.17"  # from this go line on no tests of dependencies are vendored for


def folder_of(imports: ModuleImports) -> VendorFolder | None:
    """The vendor folder that a build of the module takes; None without one, or where that of the
    workspace goes before it."""
    tree, folder = imports.tree, imports.files.folder
    if not imports.files.file.go_at_least(FIRST_BY_DEFAULT):
        return None
    if tree.workspace_of(folder) is not None or tree.files.kind(join(folder, "vendor")) != "folder":
        return None
    from .ven_tree import vendor_folder  # few modules have one

    vendored = tree.latest(vendor_folder, folder)
    return None if vendored is None or vendored.listing.workspace else vendored


def unlisted(
    imports: ModuleImports, sites: Iterable[Site], paths: Iterable[str], lost: Collection[str]
) -> Iterator[Finding]:
    """The packages that these imports, and those of the vendored Go files among `paths`, name and
    that are not listed; and the `lost` ones, no longer listed, that anything imports."""
    start = join(imports.files.folder, "vendor") + "/"
    found = [path for path in paths if path.startswith(start) and path[-3:] == ".go"]
    every = [*sites]
    vendored = folder_of(imports) if every or found or lost else None
    if vendored is None:
        return
    every += imports.users(lost) if lost else ()
    own = [site for site in every if imports.provider(site).kind in (ONE, SEVERAL)]
    if lost:
        found += imports.tree.files.sources_with(vendored.start[:-1], lost)
    inside = [path for path in dict.fromkeys(found) if _is_listed(vendored, path)]
    seen = set()
    for site in (*own, *imports.sites(inside)):
        package = site.imported.path
        if package in vendored.listed or package in seen or not is_external(package):
            continue
        if imports.files.named_by(package) is None and site.is_built:
            seen.add(package)
            yield Finding(
                "TID401",
                site.path,
                site.imported.line,
                site.imported.column,
                f"{package} is imported, but {vendored.list_path} does not list it",
                hints=[vendored.revendor],
                module=package,
            )


def _is_listed(vendored: VendorFolder, path: str) -> bool:
    """Whether a vendored file is of a listed package, and is built."""
    name = path.rpartition("/")[2]
    package = parent(path)[len(vendored.start) :]
    return package in vendored.listed and name[:1] not in (".", "_") and "_test.go" not in name


def lost_packages(imports: ModuleImports, before: ModuleImports) -> set[str]:
    """The packages that a change takes from the list."""
    path = modules_txt(imports.files.folder)
    if imports.tree.files.oid(path) == before.tree.files.oid(path):
        return set()
    now, then = folder_of(imports), folder_of(before)
    if now is None or then is None:
        return set()
    return then.listed - now.listed


def needed(imports: ModuleImports, sites: Iterable[Site]) -> set[str]:
    """The modules of which vendored packages that the module imports itself import a package."""
    vendored = folder_of(imports)
    if vendored is None:
        return set()
    modules = {
        package: module.path for module in vendored.listing.modules for package in module.packages
    }
    by_package = _by_package(vendored)
    direct = {site.imported.path for site in sites} & by_package.keys()
    paths = [path for package in sorted(direct) for path in by_package[package]]
    found = {modules.get(site.imported.path, "") for site in imports.sites(paths)}
    return found - {""}


def unreached(imports: ModuleImports, sites: Iterable[Site]) -> Iterator[Finding]:
    """The listed packages that neither the module nor what it imports imports, given all
    imports of the module."""
    vendored = folder_of(imports)
    if vendored is None or not imports.files.file.go_at_least(FIRST_WITHOUT_TESTS):
        return
    waiting = {site.imported.path for site in sites}
    waiting |= {tool.path for tool in imports.files.file.tools}
    reached: set[str] = set()
    by_package = _by_package(vendored)
    while waiting:
        reached |= waiting
        paths = [path for package in waiting for path in by_package.get(package, ())]
        waiting = {site.imported.path for site in imports.sites(paths)} - reached
    for module in vendored.listing.modules:
        for package, line in zip(module.packages, module.package_lines, strict=True):
            if package not in reached:
                yield Finding(
                    "TID402",
                    vendored.list_path,
                    line,
                    1,
                    f"{package} is listed, but nothing imports it",
                    hints=[vendored.revendor],
                    module=package,
                )


def _by_package(vendored: VendorFolder) -> dict[str, list[str]]:
    """The Go files of each listed package."""
    files: dict[str, list[str]] = {}
    for path in vendored.tree.files.below(vendored.start[:-1]):
        if path[-3:] == ".go" and _is_listed(vendored, path):
            files.setdefault(parent(path)[len(vendored.start) :], []).append(path)
    return files
