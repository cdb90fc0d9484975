"""DRF101, DRF102, DRF201: one dependency at different versions across the modules of a
repository.

Most repositories with several modules have such drift, and mean no harm by it: it
is reported, and fails only where it is new and the project asked for a ratchet.
Only what some module requires directly is looked at.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import say
from ..tree.paths import modules_txt
from ..values import semver
from ..verdicts.replacements import of_module
from . import remedies

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ..formats.modfile.directives import Requirement
    from ..formats.modfile.file import GoMod
    from ..rules.hint import Hint
    from ..tree.tree import Tree

MOST_NAMED = 5  # modules that are named for one version


class BuiltVersion:
    """The version of a dependency in one module.

    `folder` is the module's, `line` that of the requirement in the file `path`.
    `fork` is the module that stands for the dependency, "" for itself; `version`
    the one that is really built: the fork's, or the vendored one.
    """

    __slots__ = ("column", "folder", "fork", "line", "path", "version")

    def __init__(
        self, folder: str, path: str, line: int, column: int, version: str, fork: str
    ) -> None:
        self.folder = folder
        self.path = path
        self.line = line
        self.column = column
        self.version = version
        self.fork = fork


class Drift:
    """A dependency, and the versions that the modules have it at, in the order of modules.

    `newest` is the highest version; forks count apart, each among its own.
    """

    __slots__ = ("module", "newest", "versions")

    def __init__(self, module: str, versions: Sequence[BuiltVersion]) -> None:
        self.module = module
        self.versions = versions
        self.newest: dict[str, BuiltVersion] = {}
        for built in versions:
            known = self.newest.get(built.fork)
            if known is None or semver.compare(built.version, known.version) > 0:
                self.newest[built.fork] = built

    @property
    def behind(self) -> list[BuiltVersion]:
        """The modules that have a lower version than another has."""
        return [
            built
            for built in self.versions
            if semver.compare(built.version, self.newest[built.fork].version) < 0
        ]

    @property
    def is_forked(self) -> bool:
        """Whether modules build it from different sources."""
        return len(self.newest) > 1

    def by_version(self) -> list[tuple[str, list[BuiltVersion]]]:
        """Versions, highest first, each with the modules that have it: who is behind."""
        groups: dict[tuple[str, str], list[BuiltVersion]] = {}
        for built in self.versions:
            groups.setdefault((built.fork, built.version), []).append(built)
        order = sorted(groups, key=lambda key: (key[0], semver.key(key[1])), reverse=True)
        return [(" ".join(word for word in key if word), groups[key]) for key in order]


def drifts(tree: Tree, folders: Iterable[str], only: Collection[str] = ()) -> Iterator[Drift]:
    """What the modules in `folders` disagree about, by module path.

    `only` are patterns of module paths: `*` stands for any text, and a pattern also
    takes what lies below it.
    """
    files = [(folder, file) for folder in folders if (file := tree.go_mod(folder))]
    suspects = _suspects(tree, files)
    versions: dict[str, list[BuiltVersion]] = {}
    direct: set[str] = set()
    for folder, file in files:
        suspected = [each for each in file.requires if each.path in suspects] if suspects else []
        direct.update(required.path for required in suspected if not required.indirect)
        _collect(tree, folder, file, suspected, versions)
    for module in sorted(direct):
        built = versions.get(module, ())
        if len({(each.fork, each.version) for each in built}) > 1 and is_wanted(module, only):
            yield Drift(module, built)


def _suspects(tree: Tree, files: Iterable[tuple[str, GoMod]]) -> set[str]:
    """The modules that may be at several versions: they are required, replaced by or vendored
    at different ones. Most are at one version everywhere, and need no closer look."""
    pairs: set[tuple[str, str]] = set()
    for folder, file in files:
        pairs.update((each.path, each.version) for each in file.requirements)
        pairs.update((each.path, each.target) for each in file.replaces if each.target_version)
        pairs.update(_vendored(tree, folder).items())
    once: set[str] = set()
    several: set[str] = set()
    for path, _ in pairs:
        (several if path in once else once).add(path)
    return several


def _collect(
    tree: Tree,
    folder: str,
    file: GoMod,
    suspected: Iterable[Requirement],
    versions: dict[str, list[BuiltVersion]],
) -> None:
    """Add the versions of some of a module's dependencies; those in directories have none."""
    path = tree.go_mod_path(folder)
    replacements = of_module(file, folder, path) if file.replaces else None
    vendored = _vendored(tree, folder)
    for required in suspected:
        fork, version = "", vendored.get(required.path, required.version)
        target = None
        if replacements is not None:
            target = replacements.of(required.module)
        if target is not None:
            if target.directory is not None:
                continue
            fork, version = target.written.path, target.written.version
            fork = "" if fork == required.path else fork
        built = versions.setdefault(required.path, [])
        if not built or built[-1].folder != folder:
            place = (folder, path, required.line, required.column)
            built.append(BuiltVersion(*place, version, fork))


def _vendored(tree: Tree, folder: str) -> dict[str, str]:
    """The versions that a vendor folder holds."""
    if tree.files.kind(modules_txt(folder)) != "file":
        return {}
    listing = tree.modules_txt(folder)
    return {each.path: each.version for each in listing.modules if each.version} if listing else {}


def is_wanted(module: str, only: Collection[str]) -> bool:
    return not only or any(matches(module, pattern) for pattern in only)


def matches(module: str, pattern: str) -> bool:
    """Whether a module path, or a path above it, fits a pattern in which `*` is any text."""
    first, *rest = pattern.rstrip("/").split("*")
    if not module.startswith(first):
        return False
    if not rest:
        return len(module) == len(first) or module[len(first)] == "/"
    at = len(first)
    for part in rest[:-1]:
        at = module.find(part, at)
        if at < 0:
            return False
        at += len(part)
    last = rest[-1]
    return f"{module}/".find(last + "/", at) >= 0 if last else True


def several_versions(found: Iterable[Drift], judged: Collection[str]) -> Iterator[Finding]:
    """One finding for each dependency that a module in `judged` has a part in."""
    for drift in found:
        if not any(built.folder in judged for built in drift.versions):
            continue
        behind = drift.behind
        if behind:
            count = len({(built.fork, built.version) for built in drift.versions})
            message = f"{drift.module} is at {count} versions in {len(drift.versions)} modules"
            yield _finding("DRF101", drift, behind[0], message)
        if drift.is_forked:
            forked = next(built for built in drift.versions if built.fork)
            sources = " and from ".join(sorted(name or "itself" for name in drift.newest))
            yield _finding("DRF102", drift, forked, f"{drift.module} is built from {sources}")


def newly_behind(
    tree: Tree,
    found: Iterable[Drift],
    before: Iterable[Drift],
    judged: Collection[str] | None = None,
) -> Iterator[Finding]:
    """Modules that have fallen behind others since `before`, the drift of the base."""
    known = {(drift.module, late.folder, late.fork) for drift in before for late in drift.behind}
    for drift in found:
        if judged is not None and not any(built.folder in judged for built in drift.versions):
            continue
        for late in drift.behind:
            if (drift.module, late.folder, late.fork) in known:
                continue
            newest = drift.newest[late.fork]
            message = f"{drift.module} {late.version} falls behind {newest.version} in "
            message += f"{newest.path}:{newest.line}"
            hint = remedies.get(tree, late.folder, f"{drift.module}@{newest.version}")
            if late.fork:
                at = tree.module_file(late.folder)
                flag = remedies.replacement_flag(drift.module, "", late.fork, newest.version)
                hint = hint if at is None else remedies.edit_and_tidy(tree, at, flag)
            yield _finding("DRF201", drift, late, message, [hint], wanted=newest.version)


def _finding(
    code: str,
    drift: Drift,
    at: BuiltVersion,
    message: str,
    hints: Sequence[Hint] = (),
    *,
    wanted: str = "",
) -> Finding:
    return Finding(
        code,
        at.path,
        at.line,
        at.column,
        message,
        hints=hints or _table(drift),
        module=drift.module,
        version=at.version,
        wanted=wanted,
    )


def _table(drift: Drift) -> list[Hint]:
    """Who is at which version, one line each."""
    rows = [(version, _folders(built)) for version, built in drift.by_version()]
    width = max(len(version) for version, _ in rows)
    return [say(f"{version:{width}}  {folders}") for version, folders in rows]


def _folders(built: Sequence[BuiltVersion]) -> str:
    """The folders of modules; of many the first few."""
    folders = [each.folder or "." for each in built[:MOST_NAMED]]
    more = len(built) - len(folders)
    return ", ".join(folders) + (f" and {more} more" if more else "")
