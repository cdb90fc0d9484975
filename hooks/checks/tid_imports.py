"""TID101 to TID106: imports of Go files that no module provides, or more than one.

TID101, no requirement provides it; TID102, likewise, in files that only custom build tags
select; TID103, only the workspace provides it; TID104, the module that should have it lies in
the tree and lacks it; TID105, two modules of the tree have it; TID106, a tool that no
requirement provides (https://go.dev/ref/mod#resolve-pkg-mod).
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..tree.paths import join, relative
from ..values import module_path, semver
from ..verdicts import go_files
from ..verdicts.imports import unprovided
from ..verdicts.providers import AMBIGUOUS, LACKING, UNREQUIRED, beginnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..rules.hint import Hint
    from ..tree.tree import Tree
    from ..verdicts.imports import ModuleImports, Site
    from ..verdicts.providers import Provider


class RequiredVersions:
    """The newest version of each module that the go.mod files in some folders of a tree require,
    read when it is first asked for."""

    __slots__ = ("_folders", "_known", "_tree")

    def __init__(self, tree: Tree, folders: Sequence[str]) -> None:
        self._tree = tree
        self._folders = folders
        self._known: dict[str, tuple[semver.Key, str, str]] | None = None

    def of(self, import_path: str) -> tuple[str, str, str] | None:
        """The module of the longest path that may provide a package: path, version, and the go.mod
        that requires it; None where no module may."""
        if self._known is None:
            self._known = self._read()
        for path in beginnings(import_path):
            if path in self._known:
                _, version, place = self._known[path]
                return path, version, place
        return None

    def _read(self) -> dict[str, tuple[semver.Key, str, str]]:
        from . import remedies

        newest: dict[str, tuple[semver.Key, str, str]] = {}
        for folder in self._folders:
            file = self._tree.go_mod(folder)
            if file is None:
                continue
            held = {each.path for each in file.replaces if not each.target_version}
            for module in file.requirements:
                if module.path in held or remedies.is_stand_in(module.version):
                    continue  # where its directory is, not where it is published
                place = self._tree.go_mod_path(folder)
                found = (semver.key(module.version), module.version, place)
                newest[module.path] = max(newest.get(module.path, found), found)
        return newest


def unprovided_imports(
    imports: ModuleImports, sites: Iterable[Site], required: RequiredVersions
) -> Iterator[Finding]:
    """The imports that no module provides, each package once, at the first file that a plain
    build reads. `required` are the versions that the modules of the tree require."""
    places: dict[str, list[tuple[Site, Provider]]] = {}
    for site, provider in unprovided(imports, sites):
        places.setdefault(site.imported.path, []).append((site, provider))
    for import_path, found in places.items():
        site, provider = next((each for each in found if each[0].is_built), found[0])
        others = len({other.path for other, _ in found}) - 1
        message = f"{import_path} is imported, but {_reason(imports, site, provider)}"
        if others:
            message += f" (and in {others} more {'file' if others == 1 else 'files'})"
        yield Finding(
            _code(imports, site, provider),
            site.path,
            site.imported.line,
            site.imported.column,
            message,
            hints=_hints(imports, import_path, provider, required),
            module=import_path,
        )


def _code(imports: ModuleImports, site: Site, provider: Provider) -> str:
    if provider.kind == AMBIGUOUS:
        return "TID105"
    if _workspace_of(imports).provides(site.imported.path):
        return "TID103"
    if provider.kind == LACKING:
        return "TID104"
    return "TID101" if site.is_built else "TID102"


def _reason(imports: ModuleImports, site: Site, provider: Provider) -> str:
    go_mod = imports.tree.go_mod_path(imports.files.folder)
    if provider.kind == AMBIGUOUS:
        names = [name or imports.files.module_path for name in provider.modules]
        return f"{' and '.join(names)} both have it"
    if _workspace_of(imports).provides(site.imported.path):
        return f"no requirement of {go_mod} provides it, only the workspace does"
    if provider.kind == LACKING:
        name = provider.modules[0] or imports.files.module_path
        return f"no Go file of it is staged in {name}"
    return f"no requirement of {go_mod} provides it"


class _Workspace:
    """The other modules of the workspace that uses the module in a folder: their `folders` by their
    paths, and the paths that they require or go.work replaces (`required`); none without one."""

    __slots__ = ("_known", "_tree", "folders", "required")

    def __init__(self, tree: Tree, folder: str) -> None:
        at = tree.workspace_of(folder)
        work = None if at is None else tree.go_work(at)
        self._tree = tree
        self._known: dict[str, str] = {}
        self.folders: dict[str, str] = {}
        self.required = set() if work is None else {each.path for each in work.replaces}
        for member in () if at is None else tree.workspace_members(at):
            file = tree.go_mod(member)
            if file is not None and member != folder:
                self.folders[file.module.path if file.module is not None else ""] = member
                self.required.update(each.path for each in file.requirements)

    def module_with(self, import_path: str) -> str:
        """The path of the module whose folder has a package; "" where none has."""
        if import_path not in self._known:
            holding = (path for path in beginnings(import_path) if self._has(path, import_path))
            self._known[import_path] = next(holding, "")
        return self._known[import_path]

    def _has(self, path: str, import_path: str) -> bool:
        folder = self.folders.get(path)
        files = None if folder is None else go_files.of_module(self._tree, folder)
        return files is not None and files.has_package(import_path[len(path) + 1 :])

    def provides(self, import_path: str) -> bool:
        """Whether one of the modules has a package, or what they require may have it."""
        if self.module_with(import_path):
            return True
        return any(path in self.required for path in beginnings(import_path))


def _workspace_of(imports: ModuleImports) -> _Workspace:
    return imports.tree.once(_Workspace, imports.files.folder)


def _hints(
    imports: ModuleImports, import_path: str, provider: Provider, required: RequiredVersions
) -> list[Hint]:
    from ..rules.hint import otherwise, quoted, say
    from . import remedies

    if provider.kind == AMBIGUOUS:
        return [say("leave the package in one of them, or require versions that do not overlap")]
    tree, folder = imports.tree, imports.files.folder
    member = _workspace_of(imports).module_with(import_path)
    if provider.kind == LACKING and not member:
        return _lacking(imports, import_path)
    replaced = imports.providers.replaced_only(import_path)
    if replaced:
        note = "it is replaced, but not required"
        return [remedies.tidy(tree, folder, note, first=f"go get {quoted(replaced)}")]
    local = _by_directory(imports, member) if member else []
    known = required.of(import_path)
    if known is not None:
        path, version, place = known
        get = f"go get {quoted(f'{path}@{version}')}"
        published = remedies.tidy(tree, folder, f"the version that {place} requires", first=get)
        return [published, *map(otherwise, local)]
    if local:
        words = f"if {import_path} is published, go mod tidy alone finds a version"
        return [*local, otherwise(say(words))]
    return [remedies.tidy(tree, folder, "adds the module that provides it")]


def _lacking(imports: ModuleImports, import_path: str) -> list[Hint]:
    """What to do about a package that its module lacks; one whose folder is gone altogether was
    deleted, if the base has it."""
    from ..rules.hint import otherwise, restore, say

    below = imports.files.named_by(import_path)
    place = join(imports.files.folder, below or "")
    is_gone = bool(below) and not imports.tree.files.kind(place)
    back = [restore(place, "as it was")] if is_gone else []
    return [
        *back,
        otherwise(say("stage its Go files, or correct the import")),
        otherwise(say("if a build generates it first, an [[allow]] in .gomod-hooks.toml")),
    ]


def _by_directory(imports: ModuleImports, wanted: str) -> list[Hint]:
    """What requires a module of the workspace, by its directory: whether it is published, no file
    tells. What it needs of the workspace itself is replaced likewise."""
    from ..rules.hint import quoted
    from . import remedies

    tree, folder = imports.tree, imports.files.folder
    at = tree.module_file(folder)
    if at is None:
        return []
    places = _workspace_of(imports).folders
    replaced = {each.path for each in at.file.replaces}
    found = [wanted]
    for path in found:
        file = tree.go_mod(places[path])
        required = file.requirements if file is not None else ()
        found += [each.path for each in required if each.path in places and each.path not in found]
    _, suffix, _ = module_path.split_major(wanted)
    version = f"{module_path.major_of(suffix) or 'v0'}.0.0"
    flags = [f"-require={quoted(f'{wanted}@{version}')}"]
    for path in found:
        if path not in replaced:
            flags.append(remedies.replacement_flag(path, "", relative(folder, places[path])))
    return [remedies.edit_and_tidy(tree, at, " ".join(flags), "as long as it is not published")]


def unprovided_tools(imports: ModuleImports) -> Iterator[Finding]:
    """The tools of go.mod that no module provides."""
    folder = imports.files.folder
    if not imports.files.file.is_pruned:
        return  # a module of the graph that is not listed may provide it
    for tool in imports.files.file.tools:
        provider = imports.providers.of(tool.path)
        if provider.kind == UNREQUIRED:
            from ..rules.hint import otherwise, run, say

            yield Finding(
                "TID106",
                imports.tree.go_mod_path(folder),
                tool.line,
                tool.column,
                f"no requirement provides the tool {tool.path}",
                hints=[
                    run(f"go get -tool {tool.path}", folder),
                    otherwise(say("drop the tool line")),
                ],
                module=tool.path,
            )
