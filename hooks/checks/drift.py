"""One dependency at different versions across the modules of a repository.

Most repositories with several modules have such drift, and mean no harm by it: it
is reported, and fails only where it is new and the project asked for a ratchet.
Only what some module requires directly is looked at.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..values import semver
from ..verdicts.replacements import Replacements
from ..verdicts.sources import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ..formats.directives import Requirement
    from ..formats.mod_file import GoMod
    from ..verdicts.sources import Sources

MOST = 5  # modules that are named for one version


class Version:
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

    def __init__(self, module: str, versions: Sequence[Version]) -> None:
        self.module = module
        self.versions = versions
        self.newest: dict[str, Version] = {}
        for one in versions:
            known = self.newest.get(one.fork)
            if known is None or semver.compare(one.version, known.version) > 0:
                self.newest[one.fork] = one

    @property
    def behind(self) -> list[Version]:
        """The modules that have a lower version than another has."""
        return [
            one
            for one in self.versions
            if semver.compare(one.version, self.newest[one.fork].version) < 0
        ]

    @property
    def is_forked(self) -> bool:
        """Whether modules build it from different sources."""
        return len(self.newest) > 1

    def by_version(self) -> list[tuple[str, list[Version]]]:
        """Versions, highest first, each with the modules that have it: who is behind."""
        found: dict[tuple[str, str], list[Version]] = {}
        for one in self.versions:
            found.setdefault((one.fork, one.version), []).append(one)
        names = sorted(found, key=lambda name: (name[0], semver.key(name[1])), reverse=True)
        return [(" ".join(word for word in name if word), found[name]) for name in names]


def drifts(sources: Sources, folders: Iterable[str], only: Collection[str] = ()) -> Iterator[Drift]:
    """What the modules in `folders` disagree about, by module path.

    `only` are patterns of module paths: `*` stands for any text, and a pattern also
    takes what lies below it.
    """
    read = [(folder, go_mod) for folder in folders if (go_mod := sources.go_mod(folder))]
    suspects = _suspects(sources, read)
    versions: dict[str, list[Version]] = {}
    direct: set[str] = set()
    for folder, go_mod in read:
        some = [one for one in go_mod.requires if one.path in suspects] if suspects else []
        direct.update(one.path for one in some if not one.indirect)
        _collect(sources, folder, go_mod, some, versions)
    for module in sorted(direct):
        found = versions.get(module, ())
        if len({(one.fork, one.version) for one in found}) > 1 and _is_wanted(module, only):
            yield Drift(module, found)


def _suspects(sources: Sources, read: Iterable[tuple[str, GoMod]]) -> set[str]:
    """The modules that may be at several versions: they are required, replaced by or vendored
    at different ones. Most are none of these, and need no closer look."""
    names: set[tuple[str, str]] = set()
    for folder, go_mod in read:
        names.update(go_mod.names)
        names.update((one.path, one.target) for one in go_mod.replaces if one.target_version)
        names.update(_vendored(sources, folder).items())
    once: set[str] = set()
    found: set[str] = set()
    for path, _ in names:
        (found if path in once else once).add(path)
    return found


def _collect(
    sources: Sources,
    folder: str,
    go_mod: GoMod,
    some: Iterable[Requirement],
    versions: dict[str, list[Version]],
) -> None:
    """Add the versions of some of a module's dependencies; those in directories have none."""
    path = sources.go_mod_path(folder)
    replaced = Replacements(go_mod.replaces, folder, path) if go_mod.replaces else None
    vendored = _vendored(sources, folder)
    for one in some:
        fork, version = "", vendored.get(one.path, one.version)
        target = replaced.of(one.path, one.version) if replaced is not None else None
        if target is not None:
            if target.directory is not None:
                continue
            fork, version = target.name
            fork = "" if fork == one.path else fork
        found = versions.setdefault(one.path, [])
        if not found or found[-1].folder != folder:
            found.append(Version(folder, path, one.line, one.column, version, fork))


def _vendored(sources: Sources, folder: str) -> dict[str, str]:
    """The versions that a vendor folder holds."""
    if sources.files.kind(join(folder, "vendor/modules.txt")) != "file":
        return {}
    listing = sources.modules_txt(folder)
    return {one.path: one.version for one in listing.blocks if one.version} if listing else {}


def _is_wanted(module: str, only: Collection[str]) -> bool:
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


def behind(found: Iterable[Drift], judged: Collection[str]) -> Iterator[Finding]:
    """One finding for each dependency that a module in `judged` has a part in."""
    for drift in found:
        if not any(one.folder in judged for one in drift.versions):
            continue
        late = drift.behind
        if late:
            yield _finding("DRF101", drift, late[0], f"{drift.module} is at {_count(drift)}")
        if drift.is_forked:
            other = next(one for one in drift.versions if one.fork)
            yield _finding("DRF102", drift, other, f"{drift.module} is built from {_forks(drift)}")


def raised(
    found: Iterable[Drift], before: Iterable[Drift], judged: Collection[str] | None = None
) -> Iterator[Finding]:
    """Modules that have fallen behind others since `before`, the drift of the base."""
    known = {(one.module, late.folder, late.fork) for one in before for late in one.behind}
    for drift in found:
        if judged is not None and not any(one.folder in judged for one in drift.versions):
            continue
        for late in drift.behind:
            if (drift.module, late.folder, late.fork) in known:
                continue
            newest = drift.newest[late.fork]
            message = f"{drift.module} {late.version} falls behind {newest.version} in "
            message += f"{newest.path}:{newest.line}"
            hint = (
                f"go get {drift.module}@{newest.version}   (in {late.folder or 'the root module'})"
            )
            yield _finding("DRF201", drift, late, message, hint)


def _finding(code: str, drift: Drift, at: Version, message: str, hint: str = "") -> Finding:
    return Finding(
        code,
        at.path,
        at.line,
        at.column,
        message,
        hint=hint or _table(drift),
        module=drift.module,
        version=at.version,
    )


def _count(drift: Drift) -> str:
    versions = {(one.fork, one.version) for one in drift.versions}
    return f"{len(versions)} versions in {len(drift.versions)} modules"


def _forks(drift: Drift) -> str:
    names = [name or "itself" for name in drift.newest]
    return " and from ".join(sorted(names))


def _table(drift: Drift) -> str:
    """Who is at which version, one line each."""
    rows = [(version, _names(some)) for version, some in drift.by_version()]
    width = max(len(version) for version, _ in rows)
    return "\n".join(f"{version:{width}}  {names}" for version, names in rows)


def _names(some: Sequence[Version]) -> str:
    """The folders of modules; of many the first few."""
    names = [one.folder or "." for one in some[:MOST]]
    more = len(some) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")
