"""Which imports and requirements of a module a change concerns.

A commit of Go files concerns the imports in those files, and the requirements that lost one. A
commit of go.mod concerns the requirements that came, went or changed their mark or their
replacement, and what may import them.
"""

from __future__ import annotations

from ..verdicts.go_files import FOREIGN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..verdicts.go_files import GoFiles
    from ..verdicts.imports import ModuleImports, Site


class Concern:
    """What to judge: the imports in the Go files `paths` and those that begin with one of
    `texts`, and the requirements `required`, by module path."""

    __slots__ = ("paths", "required", "texts")

    def __init__(self) -> None:
        self.paths: set[str] = set()
        self.texts: set[str] = set()
        self.required: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self.paths or self.texts or self.required)

    def sites(self, imports: ModuleImports) -> list[Site]:
        """The imports to judge, in one tree."""
        found = list(imports.sites(imports.counted(sorted(self.paths))))
        known = {site.path for site in found}
        searched = self.texts | self.required
        if searched:
            found += [site for site in imports.users(searched) if site.path not in known]
        return found


def concern(
    imports: ModuleImports, before: ModuleImports, changes: Iterable[str]
) -> Concern | None:
    """What the change from the module `before` concerns; None for everything."""
    now, then = imports.files, before.files
    if now.module_path != then.module_path or _ignored(now) != _ignored(then):
        return None
    result = Concern()
    start = f"{now.folder}/" if now.folder else ""
    changed = [path for path in changes if path.startswith(start)]
    sources = [path for path in changed if path[-3:] == ".go"]
    result.paths.update(sources)
    if now.file is not then.file:
        _compare_requirements(result, imports, before)
    for path in changed:
        if path.endswith("/go.mod") and path != f"{start}go.mod":
            _compare_nested(result, path[len(start) : -len("/go.mod")], now, then)
    result.texts |= set(_moved_packages(imports, before, changes))
    result.required |= _lost(sources, imports, before)
    return result


def _ignored(files: GoFiles) -> set[str]:
    return {each.path for each in files.file.ignores}


def _compare_requirements(result: Concern, imports: ModuleImports, before: ModuleImports) -> None:
    """Add the requirements, and the tools, that differ."""
    now, then = imports.providers, before.providers
    for path in now.required.keys() | then.required.keys():
        new, old = now.required.get(path), then.required.get(path)
        if new is None or old is None:
            result.texts.add(path)
            result.required.add(path)
            continue
        if new.indirect != old.indirect:
            result.required.add(path)
        target, other = now.replaced.of(new.module), then.replaced.of(old.module)
        if (target and target.written) != (other and other.written):
            result.texts.add(path)
    tools = {each.path for each in imports.files.file.tools}
    for tool in tools ^ {each.path for each in before.files.file.tools}:
        result.required.update(now.of(tool).modules, then.of(tool).modules)
        result.texts.add(tool)  # a tool in a hidden folder makes it count
    result.required.discard("")


def _compare_nested(result: Concern, nested: str, now: GoFiles, then: GoFiles) -> None:
    """Add what is below a folder whose go.mod came or went."""
    result.texts.add(now.import_path(nested))
    for files in (now, then):
        below = files.tree.files.below(f"{files.folder}/{nested}" if files.folder else nested)
        result.paths.update(path for path in below if files.kind_of(path) != FOREIGN)


def _moved_packages(
    imports: ModuleImports, before: ModuleImports, changes: Iterable[str]
) -> Iterator[str]:
    """The import paths of packages, of the module or of its local replacements, that have no
    file any more, or that came where another module may have them as well."""
    files, others = imports.tree.files, before.tree.files
    moved = [
        path
        for path in changes
        if path[-3:] == ".go" and bool(files.kind(path)) != bool(others.kind(path))
    ]
    if not moved:
        return
    providers = imports.providers
    places = [(imports.files.module_path, imports.files)]
    for path in providers.required:
        local = providers.local(path)
        if local is not None:
            places.append((path, local))
    for module_path, place in places:
        start = f"{place.folder}/" if place.folder else ""
        for folder in {place.folder_of(path) for path in moved if path.startswith(start)}:
            package = f"{module_path}/{folder}" if folder else module_path
            if not place.has_package(folder) or len(providers.candidates(package)) > 1:
                yield package


def _lost(paths: Iterable[str], imports: ModuleImports, before: ModuleImports) -> set[str]:
    """The requirements that the imports which these files lost may have used."""
    kept: dict[str, set[str]] = {}
    for site in imports.sites(imports.counted(paths)):
        kept.setdefault(site.path, set()).add(site.imported.path)
    lost: set[str] = set()
    for site in before.sites(before.counted(paths)):
        if site.imported.path not in kept.get(site.path, ()):
            lost.update(imports.provider(site).modules)
    lost.discard("")
    return lost
