"""What one hook run judges: the tree, its bases and the modules in scope."""

from __future__ import annotations

from ..tree import scope as scopes
from ..tree.paths import ALL_FILES, join, parent
from .options import Options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from typing import Any, TypeVar

    from ..checks.unstaged import Clues
    from ..git.worktree import GitWorktree
    from ..rules.finding import Finding
    from ..rules.policy import Policy
    from ..tree.scope import Scope
    from ..tree.tree import ModFileRef, Tree
    from ..values.releases import Release
    from .config import Config
    from .judged import JudgedCommit, JudgingHook
    from .module_cache import ModulesAtHand
    from .sum_files import SumFiles

    T = TypeVar("T")


class Context:
    """What one run of a hook judges, under the options that hold for the hook.

    `strict_checks` tells whether what is merely untidy is looked for: under --strict, by a hook
    that mends it, and where --select names a code; `tells_notes` whether what never fails a run is.
    `strict_codes` are codes that fail though the run is not strict, because one of several hooks
    is. `rewritten` are path and line of the hashes that were found to be rewritten, so that nothing
    else is said of them.
    """

    __slots__ = (
        "_asked",
        "_changes",
        "_clues",
        "_commit",
        "_config",
        "_excluded",
        "_excludes",
        "_given",
        "_is_wide",
        "_modules",
        "_once",
        "_parent",
        "_places",
        "_refused",
        "_releases",
        "_requirements",
        "_scope",
        "_siblings",
        "_sums",
        "options",
        "policy",
        "rewritten",
        "strict_checks",
        "strict_codes",
        "tells_notes",
    )

    def __init__(
        self, hook: JudgingHook, commit: JudgedCommit, given: Options, config: Config | None
    ) -> None:
        self._is_wide = ALL_FILES in hook.files
        self._siblings: dict[tuple[bool, bool], Context] = {(self._is_wide, False): self}
        self._parent: Context | None = None
        self._commit = commit
        self._config = config
        self._given = given
        self.policy: Policy | None = None if config is None else config.policy
        self.options = given if config is None else given.under(config.values(hook.name))
        asks = bool(self.options.flag("strict") or self.options.named_codes())
        self.strict_checks = asks or bool(hook.fixes)
        self.tells_notes = asks or hook.reports_notes
        self.strict_codes: set[str] = set()
        self.rewritten: set[tuple[str, int]] = set()
        self._excluded = self.options.patterns("exclude")
        self._places: dict[int, scopes.Places] = {}
        self._asked: tuple[tuple[str, ...], tuple[str, ...]] | None = None
        self._excludes: dict[str, bool] = {}
        self._requirements: set[str] | None = None
        self._scope: Scope | None = None
        self._once: dict[object, Any] = {}
        self._modules: list[str] | None = None
        self._releases: dict[tuple[str, bool], Sequence[Release]] = {}
        self._refused: dict[tuple[str, bool], Sequence[Finding]] = {}
        self._changes: Mapping[str, str] | None = None
        self._clues: Clues | None = None
        self._sums: SumFiles | None = None

    def once(self, make: Callable[[Context], T]) -> T:
        """`make(context)`, worked out once in a run."""
        if make not in self._once:
            self._once[make] = make(self)
        made: T = self._once[make]
        return made

    def of_base(self, hook: JudgingHook, base: JudgedCommit) -> Context:
        """A run of the same hook over a base, for what differs between it and the judged tree."""
        given = Options((), self._given.values)
        other = Context(hook, base, given, self._config)
        other.strict_checks = self.strict_checks
        return other

    def of_hook(self, hook: JudgingHook) -> Context:
        """The same run as another hook sees it, under the options configured for it."""
        configured = {} if self._config is None else self._config.hooks.get(hook.name, {})
        kind = (ALL_FILES in hook.files, bool(hook.fixes) and self.options.flag("fix"))
        if configured:
            return self._derived(hook, configured)
        if kind not in self._siblings:
            self._siblings[kind] = self._derived(hook, configured)
        return self._siblings[kind]

    def _derived(self, hook: JudgingHook, configured: Mapping[str, object]) -> Context:
        other = Context(hook, self._commit, self._given, self._config)
        other.tells_notes = self.tells_notes
        mends = bool(hook.fixes) and self.options.flag("fix")
        if "strict" not in configured:
            other.strict_checks = self.strict_checks or mends
        elif not mends:
            named = other.options.named_codes()
            other.strict_checks = bool(named) or other.options.flag("strict")
        narrowing = ("exclude", "include-fixtures")
        ours, theirs = self.options.values, other.options.values
        if all(ours.get(name) == theirs.get(name) for name in narrowing):
            other._parent = self
        return other

    @property
    def tree(self) -> Tree:
        """The judged tree."""
        return self._commit.tree

    @property
    def commit(self) -> JudgedCommit:
        """What is judged."""
        return self._commit

    @property
    def bases(self) -> Sequence[Tree]:
        """The trees that it is compared with; none for a first commit."""
        return self._commit.bases

    @property
    def base(self) -> Tree | None:
        """The first of them."""
        return self.bases[0] if self.bases else None

    @property
    def worktree(self) -> GitWorktree:
        """The work tree, for hints only."""
        return self._commit.worktree

    @property
    def judges_index(self) -> bool:
        """Whether the index is judged, not a commit."""
        return not self._commit.rev

    @property
    def inherits(self) -> bool:
        """Whether what the base has too is left out."""
        return not (self.options.flag("all") or self.options.flag("no-inherit"))

    @property
    def base_name(self) -> str:
        """A revision that names the first base for git; "" for a first commit."""
        commit = self._commit
        return f"{commit.rev}^" if commit.base == "parent" else commit.base

    @property
    def authors(self) -> str:
        """Who made the judged commit, in one text: HEAD where nothing is staged, "" for what is
        only staged."""
        from ..git.about import authors  # only for a hint

        rev = self._commit.rev or ("" if self._commit.changes else "HEAD")
        return authors(rev) if rev else ""

    def content(self, path: str) -> bytes | None:
        """A file of the judged tree, whatever it is; None where there is none."""
        from ..git.about import content  # only for a hint

        return content(self._commit.rev, path)

    @property
    def unmerged(self) -> Sequence[str]:
        """Paths that the index holds in several versions."""
        return self._commit.unmerged

    @property
    def changes(self) -> Mapping[str, str]:
        """Every path that differs from the first base, with git's letter for it (A added, M
        modified, D deleted, T another type)."""
        if self._changes is None:
            every = self._commit.changes.all()
            self._changes = {path: change.status for path, change in every.items()}
        return self._changes

    @property
    def clues(self) -> Clues:
        """What helps with the hints about files that the judged tree lacks."""
        if self._clues is None:
            from ..checks.unstaged import Clues  # few modules replace or use a directory

            self._clues = Clues(self.tree, self.worktree, self.changes, self.modules)
        return self._clues

    @property
    def is_of_base(self) -> bool:
        """Whether a base is judged, for what the judged commit inherits from it."""
        return not self.bases and self._commit.opposite is not None

    @property
    def relevant_changes(self) -> Sequence[str]:
        """Those of the paths that can change a verdict on module files."""
        return self._commit.changes.relevant()

    @property
    def touched(self) -> Collection[str]:
        """The paths that the run is about: what differs, what FILE arguments name, and with
        --all every module file."""
        if self.options.flag("all"):
            return {*self.changes, *self.tree.files.names()}
        return {*self.changes, *self.named} if self.named else self.changes.keys()

    def look_outside(self) -> ModulesAtHand | None:
        """Let the judged tree look into the module cache, for the modules of which a go.mod or
        .sum file is in the change; None where an option says that it may not."""
        from .module_cache import modules_at

        modules = modules_at(self.options.value("module-cache", "auto"))
        if modules is not None:
            self.tree.modules = modules
            self.tree.looks_outside = lambda folder: (
                modules.is_there and self.touches_requirements(folder)
            )
        return modules

    def touches_requirements(self, folder: str) -> bool:
        """Whether the run is about the go.mod, or go.work, in a folder, or about the .sum files
        that count there."""
        if self._requirements is None:
            files = ("go.mod", "go.sum", "go.work", "go.work.sum", "vendor.mod", "vendor.sum")
            touched = (path.rpartition("/") for path in self.touched)
            self._requirements = {where for where, _, name in touched if name in files}
        at = self.tree.workspace_of(folder) if self.tree.go_mod(folder) is not None else folder
        members = () if at is None else (at, *self.tree.workspace_members(at))
        return folder in self._requirements or not self._requirements.isdisjoint(members)

    @property
    def named(self) -> list[str]:
        """The FILE arguments that the judged tree knows, as paths in it."""
        prefix = self._commit.repository.prefix.rstrip("/")
        paths = [join(prefix, path) for path in self.options.files]
        return [path for path in paths if self.tree.files.kind(path)]

    @property
    def unknown_files(self) -> list[str]:
        """The FILE arguments that the judged tree does not know, as given."""
        prefix = self._commit.repository.prefix.rstrip("/")
        kind = self.tree.files.kind
        return [path for path in self.options.files if not kind(join(prefix, path))]

    @property
    def scope(self) -> Scope:
        """The modules and workspaces to judge."""
        if self._scope is None:
            parent = self._parent
            if parent is not None and (
                parent._is_wide == self._is_wide or len(self.relevant_changes) == len(self.changes)
            ):
                self._scope = parent.scope
            else:
                self._scope = self._find_scope()
        return self._scope

    @property
    def modules(self) -> list[str]:
        """Every module of the tree, in scope or not."""
        if self._modules is None:
            parent = self._parent
            self._modules = parent.modules if parent else scopes.modules(self.tree, self.is_skipped)
        return self._modules

    @property
    def workspaces(self) -> list[str]:
        """Every workspace of the tree, in scope or not."""
        return scopes.workspaces(self.tree, self.is_skipped)

    def module_of(self, path: str) -> str:
        """The folder of the module or workspace that a path belongs to: by its name, else the
        nearest one around it; "" where none is."""
        folder = scopes.owner(path)
        if folder is not None:
            return folder
        known = {*self.modules, *self.workspaces}
        folder = parent(path)
        while folder and folder not in known:
            folder = parent(folder)
        return folder

    @property
    def toolchain(self) -> str:
        """Whether a release may switch to a newer one: "auto" or "local"."""
        return self.options.value("toolchain", "auto")

    def releases(self, at: ModFileRef) -> Sequence[Release]:
        """The releases that judge a module, or a workspace: those that must accept it, but for
        those that hand over to a newer one first."""
        key = (at.folder, at.is_workspace)
        if key not in self._releases:
            asked = self.asked(at)
            if self.toolchain != "local":
                from ..verdicts import toolchain

                request = toolchain.of_file(at.file)
                asked = [release for release in asked if not request.switches_to(release)]
            self._releases[key] = asked
        return self._releases[key]

    def asked(self, at: ModFileRef) -> Sequence[Release]:
        """The releases that must accept a module, or a workspace, as far as --go and its go
        line say."""
        return self.options.releases(at.go)

    def refused(self, at: ModFileRef) -> Sequence[Finding]:
        """What releases say against a go.mod or go.work, see `checks.mod_load.refused`; most hooks
        ask that where a file has problems."""
        parent, names = self._parent, ("go", "toolchain")
        if parent is not None and all(
            parent.options.value(name) == self.options.value(name) for name in names
        ):
            return parent.refused(at)
        key = (at.folder, at.is_workspace)
        if key not in self._refused:
            from ..checks import mod_load  # only where something is wrong

            found = mod_load.refused(self.tree, at, self.asked(at), toolchain=self.toolchain)
            self._refused[key] = list(found)
        return self._refused[key]

    def unreadable(self, at: ModFileRef) -> Iterator[Finding]:
        """What keeps a hook from reading the go.mod, or the go.work, that it needs."""
        if at.file.problems:
            from ..checks import mod_load

            yield from mod_load.unreadable(at, self.refused(at))

    @property
    def sums(self) -> SumFiles:
        """The .sum files that are judged."""
        if self._sums is None:
            from .sum_files import SumFiles  # only where a hash is judged

            self._sums = SumFiles(self)
        return self._sums

    @property
    def walked_past(self) -> Mapping[bytes, tuple[bytes, str]]:
        """What `diff.sums.remember` kept of earlier commits of a range."""
        return self._commit.walked_past

    def selects(self, finding: Finding) -> bool:
        """Whether the options ask for a finding, and no exception covers it."""
        if self._asked is None:
            self._asked = self.options.codes("select"), self.options.codes("ignore")
        select, ignore = self._asked
        return (
            (not select or finding.code.startswith(select))
            and not (ignore and finding.code.startswith(ignore))
            and not self.excludes(finding.path)
            and not (self._config is not None and self._config.accepts(finding))
        )

    def excludes(self, path: str) -> bool:
        """Whether an option excludes a path."""
        if not self._excluded:
            return False
        if path not in self._excludes:
            self._excludes[path] = any(pattern.search(path) for pattern in self._excluded)
        return self._excludes[path]

    def _find_scope(self) -> Scope:
        if self.options.flag("all"):
            return scopes.Scope(self.modules, self.workspaces)
        named = self.named
        return self._affected([*named, *scopes.enclosing_modules(self.tree, named)])

    def changed_scope(self) -> Scope:
        """The modules and workspaces of which something differs, whatever FILE names."""
        return self._affected([]) if self.named else self.scope

    def _affected(self, named: Sequence[str]) -> Scope:
        changed = self.changes if self._is_wide else self._commit.changes.relevant()
        opposite = self._commit.opposite
        paths = [*changed, *named]
        return scopes.affected(self.tree, opposite, paths, self.is_skipped, self.modules)

    def is_skipped(self, folder: str) -> bool:
        """Whether a module in this folder of the judged tree is not judged."""
        return self.places(self.tree).is_skipped(folder)

    def places(self, tree: Tree) -> scopes.Places:
        """Which folders of a tree, the judged one or a base, hold modules that are judged."""
        key = id(tree)
        if key not in self._places:
            self._places[key] = scopes.Places(
                tree,
                includes_fixtures=self.options.flag("include-fixtures"),
                excludes=self.excludes if self._excluded else None,
            )
        return self._places[key]
