"""go.work: what it uses, and whether its modules agree; https://go.dev/ref/mod#go-work-file."""

from __future__ import annotations

from ..rules.finding import Finding, quoted
from ..verdicts import workspace
from ..verdicts.graph_dependencies import MISSING, standing
from ..verdicts.replacements import is_absolute
from ..verdicts.sources import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..formats.directives import Directive, Use
    from ..git.disk import Disk
    from ..verdicts.graph_load import Graph
    from ..verdicts.sources import Sources


def unstaged(
    sources: Sources,
    folder: str,
    disk: Disk | None = None,
    changes: Mapping[str, str] | None = None,
) -> Iterator[Finding]:
    """Directories that go.work uses and that hold no go.mod in the tree.

    One behind a symbolic link or in a submodule is passed over: what is there cannot
    be known. `disk` and `changes` (path to git's letter) only help with the hint.
    """
    for use, directory in _uses(sources, folder):
        if standing(sources, directory) != MISSING:
            continue
        if directory[:1] == "/" or directory == ".." or directory.startswith("../"):
            message = f"go.work uses {use.path}, which lies outside the repository"
            yield _finding(
                "REP401", folder, use, message, f"go work edit -dropuse={quoted(use.path)}"
            )
            continue
        message = f"go.work uses {use.path}, which has no staged go.mod"
        yield _finding(
            "REP401", folder, use, message, _way_out(use, directory, disk, changes or {})
        )


def repeated(sources: Sources, folder: str) -> Iterator[Finding]:
    """A directory used twice, and two directories of one module path."""
    seen: dict[str, Use] = {}
    paths: dict[str, Use] = {}
    for use, directory in _uses(sources, folder):
        first = seen.setdefault(directory, use)
        if first is not use:
            message = f"go.work uses {use.path} twice: line {first.line} names it as well"
            yield _finding("REP402", folder, use, message, "drop one of the lines")
            continue
        if standing(sources, directory) == MISSING:
            continue
        go_mod = sources.go_mod(directory)
        if go_mod is None or go_mod.module is None:
            continue
        other = paths.setdefault(go_mod.module.path, use)
        if other is not use:
            message = f"{use.path} is module {go_mod.module.path}, and so is {other.path}"
            message += f" of line {other.line}"
            hint = "use one of the two, or give one of them another module path"
            yield _finding("REP403", folder, use, message, hint)


def replaced(sources: Sources, folder: str) -> Iterator[Finding]:
    """Modules of the workspace that go.work replaces at every version."""
    go_work = sources.go_work(folder)
    if go_work is None or not go_work.replaces:
        return
    own = {
        one.go_mod.module.path for one in workspace.of(sources, folder).members if one.go_mod.module
    }
    for one in go_work.replaces:
        if not one.version and one.path in own:
            message = f"go.work replaces {one.path}, a module of the workspace, at every version"
            hint = f"go work edit -dropreplace={one.path}"
            yield _finding("REP404", folder, one, message, hint, module=one.path)


def conflicting(sources: Sources, folder: str) -> Iterator[Finding]:
    """Modules of the workspace that replace a required module differently.

    Two that replace the same version by different targets keep go.work from being
    loaded at all; here stands the rest: every version in one, one version in the other.
    """
    if sources.go_work(folder) is None:
        return
    space = workspace.of(sources, folder)
    read = space.whole()
    said = set()
    for name in [*read.local, *read.absent, *read.remote]:
        pair = space.replacements.conflicting(*name)
        if pair is None or pair[1] in said:
            continue
        first, second = pair
        said.add(second)
        message = f"{name[0]} {name[1]} is replaced by {second.text} here, by {first.text} in "
        yield Finding(
            "REP405",
            second.path,
            second.line,
            second.column,
            f"{message}{first.path}:{first.line}",
            hint=f"go work edit -replace={name[0]}=TARGET   (settles it for the workspace)",
            module=name[0],
            version=name[1],
        )


def read(sources: Sources, folder: str) -> Graph:
    """The module graph of the workspace in `folder`."""
    return workspace.of(sources, folder).whole()


def committed(sources: Sources, folder: str) -> Iterator[Finding]:
    """A go.work, where a project wants none."""
    path = join(folder, "go.work")
    if sources.files.kind(path) == "file":
        hint = f"git rm --cached {quoted(path)}"
        yield Finding("REP603", path, 1, 1, "go.work is committed", hint=hint)


def _uses(sources: Sources, folder: str) -> Iterator[tuple[Use, str]]:
    go_work = sources.go_work(folder)
    for use in go_work.uses if go_work is not None else ():
        outside = is_absolute(use.path)
        yield use, "/" + use.path.lstrip("/") if outside else join(folder, use.path)


def _way_out(use: Use, directory: str, disk: Disk | None, changes: Mapping[str, str]) -> str:
    """What to do about a use of a directory without go.mod."""
    path = join(directory, "go.mod")
    if disk is not None and disk.holds(path):
        rule = disk.ignored_by(path)
        if rule:
            return f"git add -f {quoted(path)}   ({rule} ignores it)"
        return f"git add {quoted(path)}   (the file exists but is not staged)"
    drop = f"go work edit -dropuse={quoted(use.path)}"
    return drop + ("   (this commit deletes the module)" if changes.get(path) == "D" else "")


def _finding(
    code: str, folder: str, at: Directive, message: str, hint: str, module: str = ""
) -> Finding:
    path = join(folder, "go.work")
    return Finding(code, path, at.line, at.column, message, hint=hint, module=module)
