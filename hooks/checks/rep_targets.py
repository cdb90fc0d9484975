"""Replacements by directories: where they lead, and whether a fresh clone has what is there.

REP101, an absolute path; REP102, a path out of the repository; REP201, no staged go.mod;
REP202, the same where a vendor folder is built from; REP504, a target that cannot be verified. https://go.dev/ref/mod#go-mod-file-replace:
the go command looks at a target only where its module is in the module graph; a path that
exists on one machine alone is wrong all the same.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import otherwise, quoted, run, say
from ..tree.paths import directory, is_absolute, is_outside, join, relative
from ..tree.tree import UNKNOWN
from ..verdicts import vendor
from . import remedies, unstaged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..rules.hint import Hint
    from ..tree.tree import ModFileRef, Tree
    from ..values.module_version import ModuleVersion
    from ..values.releases import Release
    from ..verdicts.module_graph import ModuleGraph
    from ..verdicts.replacements import Target


_LEAVES = ("REP102", "leaves the repository")
_LONGEST = 300  # letters of flags in one command: what is longer is cut where it is printed
_KEEP_OUT = "a go.work that is not committed can use a directory of this machine"


def outside_targets(
    tree: Tree,
    at: ModFileRef,
    targets: Sequence[Target],
    bases: Sequence[Tree] = (),
    clues: unstaged.Clues | None = None,
) -> Iterator[Finding]:
    """Targets that are absolute, or lie outside the repository, required or not.

    `bases` and `clues` only help with the hint.
    """
    outside = [
        (target, is_absolute(target.written.path))
        for target in targets
        if target.directory is not None
        and (is_absolute(target.written.path) or is_outside(target.directory))
    ]
    if not outside:
        return
    back = _WayBack(at, bases, clues or unstaged.Clues(tree))
    flags = {id(target): back.flag(target) for target, _ in outside}
    every = " ".join(dict.fromkeys(filter(None, flags.values())))
    drops = "-dropreplace" in every
    cures: dict[str, Hint] = {}  # by the note
    for target, is_everywhere in outside:
        code, what = ("REP101", "is an absolute path") if is_everywhere else _LEAVES
        hints = _elsewhere(target)
        if flags[id(target)]:  # one command for all: tidy stops at what is left
            note = _comes_back(tree, target)
            if note not in cures and len(every) <= _LONGEST:
                cures[note] = remedies.edit_and_tidy(tree, at, every, note)
            hints = [cures[note]] if cures else _one_by_one(tree, at, flags[id(target)], note)
            hints += [] if note or not drops else [say(_KEEP_OUT)]
        yield finding(code, target, f"replace target {target.written} {what}", hints)


def _one_by_one(tree: Tree, at: ModFileRef, flag: str, note: str) -> list[Hint]:
    """What leads one of many targets back, and what follows when none is left."""
    edit = remedies.edit(at, flag, note)
    if at.is_workspace:
        return [edit]
    return [edit, say("then, when all of them are edited:"), remedies.tidy(tree, at.folder)]


class _WayBack:
    """What replaces a target that others do not have: the module may lie in the repository, a
    base may have had another replacement or none, and a released version can be fetched."""

    __slots__ = ("_at", "_before", "_clues", "_stand_ins")

    def __init__(self, at: ModFileRef, bases: Sequence[Tree], clues: unstaged.Clues) -> None:
        self._at = at
        self._clues = clues
        self._before: dict[tuple[str, str], tuple[str, str]] = {}
        for base in bases:
            before = base.mod_file(at.folder, at.is_workspace)
            for old in before.file.replaces if before is not None else ():
                if old.target_version or not (
                    is_absolute(old.target) or is_outside(directory(at.folder, old.target))
                ):
                    known = (old.target, old.target_version)
                    self._before.setdefault((old.path, old.version), known)
        self._stand_ins = {
            each.path for each in at.file.requires if remedies.is_stand_in(each.version)
        }

    def flag(self, target: Target) -> str:
        """The flag of go mod edit; "" where nothing takes the target's place."""
        path, version = target.replaces.path, target.replaces.version
        folder = self._clues.folder_of(path)
        if folder is not None:
            return remedies.replacement_flag(path, version, relative(self._at.folder, folder))
        if (path, version) in self._before:
            return remedies.replacement_flag(path, version, *self._before[path, version])
        return "" if path in self._stand_ins else remedies.drop_replacement_flag(path, version)


def _elsewhere(target: Target) -> list[Hint]:
    """What to do about a module that only a directory gives."""
    path = target.replaces.path
    words = f"commit {path} below this repository and replace it by that folder, or require "
    return [say(words + f"a released version: go get {path}@VERSION, without the replacement")]


def _comes_back(tree: Tree, target: Target) -> str:
    """What to say of a target that leaves the repository and comes back to it by the name of
    the folder that it was cloned into."""
    parts = (target.directory or "").split("/")
    up = parts.count("..")
    back = "/".join(parts[2 * up :])
    if not up or len(parts) < 2 * up or not _declares(tree, back, target.replaces.path):
        return ""
    return f"it comes back only if the clone is called {'/'.join(parts[up : 2 * up])}"


def missing_targets(
    tree: Tree,
    at: ModFileRef,
    targets: Sequence[Target],
    graph: ModuleGraph,
    clues: unstaged.Clues | None = None,
) -> Iterator[Finding]:
    """Targets of modules in the graph that have no go.mod in the tree; `clues` only help with
    the hint."""
    if not graph.absent:
        return
    known = clues or unstaged.Clues(tree)
    near = graph.read_by_build()
    absent = {(each.path, each.line): at for at, each in graph.absent.items() if at in near}
    for target in targets:
        module = absent.get((target.path, target.line))
        if module is None or target.directory is None or is_outside(target.directory):
            continue
        hints = _way_out(tree, at, target, module, known)
        message = f"replace target {target.written} has no staged go.mod"
        yield finding("REP201", target, message, hints, module)


def by_use(
    tree: Tree, at: ModFileRef, releases: Sequence[Release], missing: Iterable[Finding]
) -> Iterator[Finding]:
    """The findings about missing targets of `at`, as REP202 where `releases` build from a vendor
    folder, which holds what is missing."""
    is_vendored: bool | None = None
    for each in missing:
        if is_vendored is None:
            ask = vendor.is_in_force_in_workspace if at.is_workspace else vendor.is_in_force
            is_vendored = ask(tree, at.folder, releases)
        yield each.with_code("REP202") if is_vendored else each


def unverifiable_targets(
    tree: Tree, targets: Sequence[Target], graph: ModuleGraph
) -> Iterator[Finding]:
    """Targets of required modules behind a symbolic link or in a submodule."""
    for target in targets:
        if target.directory is None or target.replaces.path not in graph.paths:
            continue
        if tree.go_mod_status(target.directory) == UNKNOWN:
            message = f"replace target {target.written} cannot be verified: it leads through "
            message += _hindrance(tree, target.directory)
            hints = [
                say("name the directory that the link leads to, if it lies in this repository"),
                otherwise(say("what a submodule holds is not judged: --ignore REP504")),
            ]
            yield finding("REP504", target, message, hints)


def finding(
    code: str,
    target: Target,
    message: str,
    hints: Sequence[Hint] = (),
    module: ModuleVersion | None = None,
) -> Finding:
    """A finding about a replacement; `module` is the required module, where it is known."""
    module = module or target.replaces
    return Finding(
        code,
        target.path,
        target.line,
        target.column,
        message,
        hints=hints,
        module=module.path,
        version=module.version,
        target=str(target.written),
    )


def _way_out(
    tree: Tree,
    at: ModFileRef,
    target: Target,
    module: ModuleVersion,
    clues: unstaged.Clues,
) -> list[Hint]:
    """What to do about a target without go.mod, which stands for `module`."""
    path, version = target.replaces.path, target.replaces.version
    directory = target.directory or ""
    twin = clues.twins.of(directory)
    moved = twin or clues.folder_of(path)
    staging = unstaged.module_hints(clues.worktree, directory)
    if staging and not twin:
        return staging
    if moved is not None:
        flag = remedies.replacement_flag(path, version, relative(at.folder, moved))
        why = "in other letters there" if twin else f"in {moved or '.'} now"
        return [remedies.edit(at, flag, f"{path} lies {why}")]
    found = clues.deletions.hints(directory, "go.mod")
    if not found and tree.files.kind(directory) == "folder":
        command = f"go mod init {quoted(path)}"
        command += f" && go mod edit -go={at.go}" if at.go else ""
        found = [run(command, directory, f"then stage {join(directory, 'go.mod')}")]
    if remedies.is_stand_in(module.version):
        return found or [say(f"add {join(directory, 'go.mod')}: no proxy has {path}")]
    drop = remedies.edit_and_tidy(tree, at, remedies.drop_replacement_flag(path, version))
    return [*found, otherwise(drop)] if found else [drop]


def _declares(tree: Tree, folder: str, module: str) -> bool:
    file = tree.go_mod(folder)
    return file is not None and file.module is not None and file.module.path == module


def _hindrance(tree: Tree, directory: str) -> str:
    """The link or submodule on the way to a go.mod, in words."""
    way = join(directory, "go.mod")
    while way:
        kind = tree.files.kind(way)
        if kind == "link":
            return f"the symbolic link {way}"
        if kind == "submodule":
            return f"the submodule {way}"
        way = way.rpartition("/")[0]
    return "a link"
