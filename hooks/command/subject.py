"""What a hook judges: a tree, its bases, and the modules that are in scope."""

from __future__ import annotations

from ..checks import scope as scopes
from ..verdicts.sources import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from ..checks.scope import Scope
    from ..formats.go_sum import GoSum
    from ..git.commit import Commit
    from ..git.disk import Disk
    from ..git.history import PastCommit
    from ..rules.finding import Finding
    from ..values.releases import Release
    from ..verdicts.sources import Sources
    from .config import Config
    from .options import Options


# Hooks to which any file matters: one that was copied into a vendor folder
WIDE = ("go-vendor-tree",)


class Subject:
    """One run's matter.

    `tree` is the judged tree, `bases` the trees that it is compared with (none
    for a first commit). `changes` maps every path that differs from the first
    base to git's letter for it (A added, M modified, D deleted, T another type).
    `tidy` tells whether what is merely untidy is heard of: under --strict, and by a
    hook that `fixes` it. `is_skipped` tells of a folder whether a module in it is none of
    ours. `failing` are codes that fail though the run is not strict,
    because one of several hooks is.
    """

    __slots__ = (
        "_changes",
        "_commit",
        "_config",
        "_disagreeing",
        "_given",
        "_modules",
        "_releases",
        "_scope",
        "_unwanted",
        "_wide",
        "failing",
        "is_skipped",
        "options",
        "tidy",
    )

    def __init__(
        self,
        hook: str,
        commit: Commit | PastCommit,
        given: Options,
        config: Config | None,
        *,
        fixes: bool = False,
    ) -> None:
        self._commit = commit
        self._config = config
        self._given = given
        self.options = given if config is None else given.under(config.values(hook))
        self.tidy = fixes or self.options.on("strict")
        self.failing: set[str] = set()
        self._unwanted = self.options.patterns("exclude")
        self._wide = hook in WIDE
        self.is_skipped = self._skipping()
        self._scope: Scope | None = None
        self._modules: list[str] | None = None
        self._releases: dict[tuple[str, bool], Sequence[Release]] = {}
        self._changes: Mapping[str, str] | None = None
        self._disagreeing: list[Finding] | None = None

    def of_hook(self, hook: str) -> Subject:
        """The same matter as another hook sees it, under the options configured for it."""
        own = {} if self._config is None else self._config.hooks.get(hook, {})
        if not own and (hook in WIDE) == self._wide:
            return self
        other = Subject(hook, self._commit, self._given, self._config)
        if "strict" not in own:
            other.tidy = self.tidy
        names = ("exclude", "include-fixtures")
        if all(other.options.values.get(one) == self.options.values.get(one) for one in names):
            other._modules = self._modules
            if other._wide == self._wide:
                other._scope = self._scope
        other._changes = self._changes
        return other

    @property
    def tree(self) -> Sources:
        """The judged tree."""
        return self._commit.tree

    @property
    def bases(self) -> Sequence[Sources]:
        """The trees that it is compared with."""
        return self._commit.bases

    @property
    def base(self) -> Sources | None:
        """The first of them."""
        return self.bases[0] if self.bases else None

    @property
    def disk(self) -> Disk:
        """The work tree, for hints alone."""
        return self._commit.disk

    @property
    def is_index(self) -> bool:
        """Whether the index is judged, not a commit."""
        return not self._commit.rev

    @property
    def unmerged(self) -> Sequence[str]:
        """Paths that the index holds in several versions."""
        return self._commit.unmerged

    @property
    def changes(self) -> Mapping[str, str]:
        """Every path that differs from the first base, with git's letter."""
        if self._changes is None:
            every = self._commit.changes.all()
            self._changes = {path: change.status for path, change in every.items()}
        return self._changes

    @property
    def touched(self) -> Collection[str]:
        """The paths that the run is about: what differs, what FILE arguments name, and with
        --all every module file."""
        if self.options.on("all"):
            return {*self.changes, *self.tree.files.names()}
        return {*self.changes, *self.named} if self.named else self.changes.keys()

    @property
    def named(self) -> list[str]:
        """The FILE arguments that the judged tree knows, as paths in it."""
        prefix = self._commit.place.prefix
        files = [join(prefix.rstrip("/"), path) for path in self.options.files]
        return [path for path in files if self.tree.files.kind(path)]

    @property
    def scope(self) -> Scope:
        """The modules and workspaces to judge."""
        if self._scope is None:
            self._scope = self._scoped()
        return self._scope

    @property
    def modules(self) -> list[str]:
        """Every module of the tree, in scope or not."""
        if self._modules is None:
            self._modules = scopes.modules(self.tree, self.is_skipped)
        return self._modules

    def releases(self, folder: str, *, workspace: bool = False) -> Sequence[Release]:
        """The releases that are to judge a module, or a workspace: those that must accept it,
        but for those that would switch to a newer one first."""
        key = (folder, workspace)
        if key not in self._releases:
            self._releases[key] = self._staying(*key)
        return self._releases[key]

    def _staying(self, folder: str, workspace: bool) -> Sequence[Release]:
        tree = self.tree.go_work(folder) if workspace else self.tree.go_mod(folder)
        asked = self.asked(folder, workspace=workspace)
        if tree is None or self.options.text("toolchain") == "local":
            return asked
        from ..verdicts import switching

        wanted = switching.read(tree.data)
        return [release for release in asked if not wanted.newer(release)]

    def unreadable(self, folder: str, *, workspace: bool = False) -> Iterator[Finding]:
        """What keeps a hook from reading the go.mod, or the go.work, that it needs."""
        from ..checks import standing

        tree = self.tree.go_work(folder) if workspace else self.tree.go_mod(folder)
        if tree is not None and tree.problems:
            asked = self.asked(folder, workspace=workspace)
            toolchain = self.options.text("toolchain", "auto")
            yield from standing.unreadable(
                self.tree, folder, asked, toolchain=toolchain, workspace=workspace
            )

    def asked(self, folder: str, *, workspace: bool = False) -> Sequence[Release]:
        """The releases that must accept a module, or a workspace, as far as --go and its go
        line say."""
        tree = self.tree.go_work(folder) if workspace else self.tree.go_mod(folder)
        return self.options.releases(tree.go.version if tree is not None and tree.go else "")

    def sum_files(self, *, scoped: bool = False) -> Iterator[tuple[str, GoSum | None]]:
        """Every go.sum and go.work.sum of the tree, or of the scope, by path."""
        folders = self.scope.modules if scoped else self.modules
        spaces = self.scope.workspaces if scoped else self.workspaces
        for folder in folders:
            path = self.tree.go_sum_path(folder)
            yield path, self.tree.sums(path)
        for folder in spaces:
            path = join(folder, "go.work.sum")
            yield path, self.tree.sums(path)

    def disagreeing(self) -> Sequence[Finding]:
        """What two go.sum files of the tree say differently, where the run is about one of
        them."""
        if self._disagreeing is None:
            concerned = {path for path in self.touched if path.endswith(".sum")}
            every = self.sum_files() if concerned else ()
            files = {path: staged for path, staged in every if staged is not None}
            self._disagreeing = []
            if len(files) > 1:
                from ..checks import sums_agree  # not in a repository of one module

                self._disagreeing = list(sums_agree.disagreeing(files, concerned))
        return self._disagreeing

    @property
    def workspaces(self) -> list[str]:
        """Every workspace of the tree, in scope or not."""
        return scopes.workspaces(self.tree, self.is_skipped)

    def wants(self, finding: Finding) -> bool:
        """Whether the options ask to hear of a finding, and no exception covers it."""
        select, ignore = self.options.codes("select"), self.options.codes("ignore")
        exceptions = self._config.allow if self._config is not None else []
        return (
            (not select or finding.code.startswith(select))
            and not (ignore and finding.code.startswith(ignore))
            and not self.is_unwanted(finding.path)
            and not any(exception.covers(finding) for exception in exceptions)
        )

    def is_unwanted(self, path: str) -> bool:
        """Whether an option excludes a path."""
        return any(pattern.search(path) for pattern in self._unwanted)

    def _scoped(self) -> Scope:
        if self.options.on("all"):
            return scopes.Scope(self.modules, self.workspaces)
        changed = self.changes if self._wide else self._commit.changes.relevant()
        named = self.named
        paths = [*changed, *named, *scopes.homes(self.tree, named)]
        return scopes.affected(self.tree, self.base, paths, self.is_skipped)

    def _skipping(self) -> Callable[[str], bool]:
        skip = scopes.is_vendored if self.options.on("include-fixtures") else scopes.is_skipped
        if not self._unwanted:
            return skip
        return lambda folder: skip(folder) or self.is_unwanted(folder + "/go.mod")
