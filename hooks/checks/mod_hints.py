"""What to do about a go.mod or go.work that cannot be loaded.

The go command edits only what it can read: where a file, or the line in question, cannot be
parsed, words and the base are all there is.
"""

from __future__ import annotations

import posixpath

from ..formats import kinds
from ..formats.problem import UPDATE_GO_LINE
from ..rules.hint import otherwise, quoted, restore, say
from ..tree.paths import is_absolute, parent, relative
from ..values import go_version, module_path
from ..values import releases as known
from . import remedies

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..formats.modfile.directives import Replacement
    from ..formats.problem import Problem
    from ..rules.hint import Hint
    from ..tree.tree import ModFileRef, Tree

    MakeHints = Callable[[Problem, ModFileRef, Tree], Sequence[Hint]]

FIRST_THAT_SWITCHES = known.first_with("switches")
WHOLE_FILE = "takes back all that the change does to the file"


def hints(
    problem: Problem, code: str, at: ModFileRef, tree: Tree, toolchain: str = "auto"
) -> Sequence[Hint]:
    """What to do about a problem; with `toolchain` "local" no release switches to another."""
    if problem.update == UPDATE_GO_LINE:
        return [remedies.edit(at, f"-go={go_version.without_suffix(problem.word)}")]
    if problem.kind == kinds.TOOLCHAIN_MISSING:
        return _missing_toolchain(problem, at)
    if code == "DIR103":
        return _newer_directive(problem, at, switches=toolchain != "local")
    make = _BY_CODE.get(code)
    return make(problem, at, tree) if make is not None else ()


def _unreadable(problem: Problem, at: ModFileRef, tree: Tree) -> Sequence[Hint]:
    """MOD101: correct the line; a file that is something else altogether comes from the base."""
    if at.file.data.startswith(b"\xef\xbb\xbf"):
        return [say("the file begins with a byte-order mark: save it as UTF-8 without one")]
    back = restore(problem.path, WHOLE_FILE)
    if at.file.data.lstrip()[:1] == b"<":
        words = "this reads like a page of the web, not like a go.mod: fetch the file itself"
        return [back, otherwise(say(words))]
    return [say(_correction(problem)), otherwise(back)]


def _correction(problem: Problem) -> str:
    """What the line would have to be."""
    if problem.kind == kinds.SYNTAX_BLOCK_OPEN:
        return 'close the block with ")" on a line of its own'
    if problem.kind in kinds.UNKNOWN:
        return f'correct or remove line {problem.line}: no release knows "{problem.word}" there'
    if problem.kind == kinds.REPEATED:
        return f"keep one of the lines: remove line {problem.line}"
    return f"correct line {problem.line} as the message says, or remove it"


def _not_loadable(problem: Problem, at: ModFileRef, tree: Tree) -> Sequence[Hint]:
    """MOD201: paths and versions that do not go together."""
    back = otherwise(restore(problem.path, WHOLE_FILE))
    module = at.file.module
    if module is not None and module.line == problem.line:
        path = module.path.strip("/")
        if path != module.path and not module_path.import_path_fault(path):
            flag = f"-module={quoted(path)}"
            return [remedies.edit(at, flag), back]
        return [say("write a path such as example.com/app in the module line"), back]
    if problem.kind == kinds.TOO_LARGE:
        return [say("the go command reads no go.mod of more than 16 MiB: remove lines"), back]
    return [say(f"correct line {problem.line} as the message says, or remove it"), back]


def _missing_toolchain(problem: Problem, at: ModFileRef) -> Sequence[Hint]:
    """A language version, which no release to switch to is called."""
    toolchain = remedies.edit(at, f"-toolchain=go{problem.word}.0")
    if problem.directive != "go":
        return [toolchain]
    return [remedies.edit(at, f"-go={problem.word}.0"), otherwise(toolchain)]


def _go_line(problem: Problem, at: ModFileRef, tree: Tree) -> Sequence[Hint]:
    """DIR101: the go command cannot parse the line, and so cannot edit it."""
    import re

    match = re.match(r"(?:go)?(1\.\d+)", problem.word or problem.version)
    wanted = match.group(1) if match else "1.21"
    words = f"write go {wanted} in line {problem.line} by hand: go mod edit cannot read the file"
    return [say(words), otherwise(restore(at.path, WHOLE_FILE))]


def _toolchain_line(problem: Problem, at: ModFileRef, tree: Tree) -> Sequence[Hint]:
    """DIR102: a name that cannot be read, or a line that only repeats the go line."""
    if problem.kind == kinds.UPDATES_NEEDED:
        return [remedies.edit(at, "-toolchain=none")]
    toolchain = at.file.toolchain
    name = toolchain.name if toolchain is not None else problem.word
    version = name.removeprefix("go").removeprefix("v")
    wanted = f"toolchain go{version}" if go_version.is_valid(version) else "toolchain go1.24.1"
    words = f"write {wanted}, or delete the line, by hand: {at.edit} cannot read the file"
    return [say(words), otherwise(restore(at.path, WHOLE_FILE))]


def _newer_directive(problem: Problem, at: ModFileRef, *, switches: bool) -> Sequence[Hint]:
    """DIR103: keep out releases that do not know a directive, as far as a line can."""
    first = known.DIRECTIVE_SINCE[problem.word]
    never = [release for release in problem.releases if release.minor < FIRST_THAT_SWITCHES]
    with_new = f"with Go 1.{first} or newer"
    found: list[Hint] = []
    if go_version.order(at.go) < go_version.order(f"1.{first}"):
        found = [remedies.edit(at, f"-go=1.{first}", with_new)]
        if switches:
            line = f"-toolchain=go1.{first}.0"
            found.append(otherwise(remedies.edit(at, line, with_new)))
    if never:
        words = f"{known.in_words(never)} never switch: no go or toolchain line keeps them away"
        words += f"; drop the {problem.word} line, or leave them out of --go"
        found = [say(words)]
    return found


def _patch_number(problem: Problem, at: ModFileRef, tree: Tree) -> Sequence[Hint]:
    """DIR104."""
    language = go_version.language(at.go)
    return [remedies.edit(at, f"-go={language}", "releases before 1.21 take no patch number")]


def _setting(problem: Problem, at: ModFileRef, tree: Tree) -> Sequence[Hint]:
    """DIR105."""
    key = problem.word.partition("=")[0]
    words = say("leave out with --go the releases that do not know the setting")
    return [remedies.edit(at, f"-dropgodebug={quoted(key)}"), otherwise(words)]


def _version(problem: Problem, at: ModFileRef, tree: Tree) -> Sequence[Hint]:
    """MOD103: only what is required, or stands for another module, is looked up by tidy."""
    wanted = remedies.canonical(problem.version, problem.module)
    is_short = bool(wanted) and problem.version[:1] == "v"
    looked_up = problem.directive == "require"
    if looked_up and (is_short or not wanted):
        return [remedies.tidy(tree, at.folder, "writes the version that it stands for")]
    if wanted:
        words = f"write {wanted} by hand: the go command looks up no version without v"
        if not looked_up:
            words = f"write {wanted} by hand: no version is looked up here"
        return [say(words)]
    if problem.directive == "replace":
        note = "writes the version that it stands for, where it can be found"
        return [remedies.tidy(tree, at.folder, note)]
    return [say("write a whole version, such as v1.0.0, by hand: none is looked up here")]


def _module_line(problem: Problem, at: ModFileRef, tree: Tree) -> Sequence[Hint]:
    """MOD106."""
    return name_module(tree, at)


def name_module(tree: Tree, at: ModFileRef, *more: str) -> Sequence[Hint]:
    """What gives a go.mod its module line."""
    path = remedies.likely_path(tree, at.folder)
    note = "" if path else "with the path that others import it by"
    flags = " ".join([f"-module={quoted(path or 'MODULE-PATH')}", *more])
    return [restore(at.path, WHOLE_FILE), otherwise(remedies.edit(at, flags, note))]


def _replacements(problem: Problem, at: ModFileRef, tree: Tree) -> Sequence[Hint]:
    """MOD202: in one file the last of -replace wins; between two go.work has the last word."""
    lines = [(problem.other_path or problem.path, problem.other_line), (problem.path, problem.line)]
    is_in_one = problem.other_path in ("", problem.path)
    found: list[Hint] = []
    for path, line in lines:
        holder = at if path == at.path else tree.module_file(parent(path))
        each = _replacement_on(holder, line)
        if holder is None or each is None:
            continue
        if is_in_one:
            flag = remedies.replacement_flag(
                each.path, each.version, each.target, each.target_version
            )
            hint = remedies.edit(holder, flag, f"keeps that of line {line}")
        else:
            target = each.target
            if not each.target_version and not is_absolute(target):
                place = posixpath.normpath(posixpath.join(holder.folder, target))
                target = relative(at.folder, "" if place == "." else place)
            flag = remedies.replacement_flag(each.path, each.version, target, each.target_version)
            hint = remedies.edit(at, flag, f"takes that of {path} for the whole workspace")
        found.append(otherwise(hint) if found else hint)
    return found or [say("keep one of the replacements")]


def _replacement_on(holder: ModFileRef | None, line: int) -> Replacement | None:
    """The replacement that a line of a file declares."""
    every = holder.file.replaces if holder is not None else ()
    return next((each for each in every if each.line == line), None)


def _exclusion(problem: Problem, at: ModFileRef, tree: Tree) -> Sequence[Hint]:
    """MOD203."""
    excluded = quoted(f"{problem.module}@{problem.version}")
    found = [remedies.tidy(tree, at.folder, "requires another version")]
    if problem.module and problem.version:
        drop = remedies.edit_command(at, f"-dropexclude={excluded}")
        found.append(otherwise(remedies.tidy(tree, at.folder, "allows the version", first=drop)))
    return found


_BY_CODE: dict[str, MakeHints] = {
    "DIR101": _go_line,
    "DIR102": _toolchain_line,
    "DIR104": _patch_number,
    "DIR105": _setting,
    "MOD101": _unreadable,
    "MOD103": _version,
    "MOD106": _module_line,
    "MOD201": _not_loadable,
    "MOD202": _replacements,
    "MOD203": _exclusion,
}
