"""REP401 to REP406: what go.work uses, and whether its modules agree.

https://go.dev/ref/mod#go-work-file
"""

from __future__ import annotations

from ..formats.problem import LOAD
from ..rules.finding import Finding
from ..rules.hint import otherwise, quoted, run, say
from ..tree.paths import directory, is_absolute, is_outside, relative
from ..tree.tree import MISSING
from ..verdicts.workspace import Workspace
from . import remedies, unstaged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..formats.modfile.directives import Directive, Use
    from ..rules.hint import Hint
    from ..tree.tree import ModFileRef, Tree
    from ..values.releases import Release
    from ..verdicts.replacements import Target


def missing_uses(
    tree: Tree,
    at: ModFileRef,
    clues: unstaged.Clues | None = None,
) -> Iterator[Finding]:
    """Directories that go.work uses and that hold no go.mod in the tree.

    One behind a symbolic link or in a submodule is passed over: what is there cannot
    be known. `clues` only help with the hint.
    """
    known = clues or unstaged.Clues(tree)
    for use, place in _uses(at):
        if tree.go_mod_status(place) != MISSING:
            continue
        drop = f"go work edit -dropuse={quoted(use.path)}"
        if is_outside(place):
            message = f"go.work uses {use.path}, which lies outside the repository"
            hints = [run(drop, at.folder)]
        else:
            message = f"go.work uses {use.path}, which has no staged go.mod"
            hints = unstaged.module_hints(known.worktree, place)
            twin = known.twins.of(place)
            if twin:
                flag = f"-use={quoted(relative(at.folder, twin))}"
                hints = [run(f"{drop} {flag}", at.folder, "so it is written there")]
            elif not hints:
                hints = known.deletions.hints(place, "go.mod")
                dropping = run(drop, at.folder)
                hints.append(otherwise(dropping) if hints else dropping)
        yield _finding("REP401", at, use, message, hints, target=use.path)


def without_modules(
    tree: Tree, at: ModFileRef, modules: Collection[str], releases: Sequence[Release]
) -> Iterator[Finding]:
    """A go.work that uses nothing, above a module that its builds then do not find; `modules`
    are the folders of all modules."""
    if at.file.uses or at.file.read_by(LOAD):
        return
    below = [each for each in modules if tree.nearest_workspace(each) == at.folder]
    if below:
        place = relative(at.folder, below[0])
        message = f"go.work uses no module, so that nothing is built in {below[0] or '.'}"
        hint = run(f"go work use {quoted(place)}", at.folder, "or remove go.work")
        yield Finding("REP406", at.path, 1, 1, message, hints=[hint], releases=releases)


def repeated_uses(tree: Tree, at: ModFileRef) -> Iterator[Finding]:
    """A directory used twice, and two directories of one module path."""
    by_folder: dict[str, Use] = {}
    by_module: dict[str, Use] = {}
    for use, place in _uses(at):
        first = by_folder.setdefault(place, use)
        if first is not use:
            message = f"go.work uses {use.path} twice: line {first.line} names it as well"
            yield _finding("REP402", at, use, message, [_use_once(at, use, first)], target=use.path)
            continue
        if tree.go_mod_status(place) == MISSING:
            continue
        file = tree.go_mod(place)
        if file is None or file.module is None:
            continue
        other = by_module.setdefault(file.module.path, use)
        if other is not use:
            message = f"{use.path} is module {file.module.path}, and so is {other.path}"
            message += f" of line {other.line}"
            hints = [
                run(f"go work edit -dropuse={quoted(use.path)}", at.folder),
                otherwise(run(f"go work edit -dropuse={quoted(other.path)}", at.folder)),
                otherwise(say("give one of the two another module path")),
            ]
            yield _finding("REP403", at, use, message, hints, target=use.path)


def _use_once(at: ModFileRef, *uses: Use) -> Hint:
    """What leaves one of two lines: -dropuse drops every line that is written as go work edit
    would write it, and no other."""
    place = directory(at.folder, uses[0].path)
    written = relative(at.folder, place)
    plain = [use for use in uses if use.path == written]
    if not plain:
        return say(f"drop one of the lines by hand: go work edit knows the folder as {written}")
    again = f" -use={quoted(written)}" if len(plain) == len(uses) else ""
    return run(f"go work edit -dropuse={quoted(written)}{again}", at.folder)


def replaced_members(tree: Tree, at: ModFileRef) -> Iterator[Finding]:
    """Modules of the workspace that go.work replaces at every version."""
    if not at.file.replaces:
        return
    paths = tree.once(Workspace, at.folder).paths
    for replaced in at.file.replaces:
        if not replaced.version and replaced.path in paths:
            message = f"go.work replaces {replaced.path}, a module of the workspace, "
            message += "at every version"
            hint = run(f"go work edit -dropreplace={replaced.path}", at.folder)
            yield _finding("REP404", at, replaced, message, [hint], module=replaced.path)


def conflicting_replacements(tree: Tree, at: ModFileRef) -> Iterator[Finding]:
    """Modules of the workspace that replace a required module differently.

    Two that replace the same version by different targets keep go.work from being
    loaded at all; here stands the rest: every version in one, one version in the other.
    """
    space = tree.once(Workspace, at.folder)
    graph = space.whole_graph()
    reported = set()
    for module in [*graph.local, *graph.absent, *graph.remote]:
        pair = space.replacements.conflicting(module)
        if pair is None or pair[1] in reported:
            continue
        first, second = pair
        reported.add(second)
        message = f"{module.path} {module.version} is replaced by {second.written} here, "
        message += f"by {first.written} in "
        command = f"go work edit {_as_go_work_says(at, first, module.path)}"
        yield Finding(
            "REP405",
            second.path,
            second.line,
            second.column,
            f"{message}{first.path}:{first.line}",
            hints=[run(command, at.folder, "settles it for the workspace")],
            module=module.path,
            version=module.version,
            target=str(second.written),
            wanted=str(first.written),
        )


def _as_go_work_says(at: ModFileRef, target: Target, path: str) -> str:
    """The flag that replaces a module in go.work as a member does."""
    written = target.written
    if target.directory is None or is_absolute(written.path):
        return remedies.replacement_flag(path, "", written.path, written.version)
    return remedies.replacement_flag(path, "", relative(at.folder, target.directory))


def _uses(at: ModFileRef) -> Iterator[tuple[Use, str]]:
    for use in at.file.uses:
        yield use, directory(at.folder, use.path)


def _finding(
    code: str,
    at: ModFileRef,
    directive: Directive,
    message: str,
    hints: Sequence[Hint],
    *,
    module: str = "",
    target: str = "",
) -> Finding:
    return Finding(
        code,
        at.path,
        directive.line,
        directive.column,
        message,
        hints=hints,
        module=module,
        target=target,
    )
