"""What keeps the go command from loading a go.mod or go.work at all."""

from __future__ import annotations

from ..formats import conflict
from ..formats.mod_syntax import Comments
from ..formats.problem import Problem
from ..rules.finding import Finding, quoted
from ..values import releases as known
from ..verdicts import matrix, parse
from ..verdicts.loading import conflicts
from ..verdicts.sources import join, parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..formats.mod_file import GoMod, ModFile
    from ..values.releases import Release
    from ..verdicts.sources import Sources

MOST = 8  # findings about lines that cannot be read, in one file


def refused(
    sources: Sources,
    folder: str,
    releases: Sequence[Release],
    *,
    toolchain: str = "auto",
    workspace: bool = False,
) -> Iterator[Finding]:
    """What those of `releases` that stay with the file say against it.

    With `toolchain` "auto" a release that gives way to a newer one says nothing; where
    all do, the newest release known is asked what is wrong whatever the release.
    """
    tree = sources.go_work(folder) if workspace else sources.go_mod(folder)
    if tree is None:
        return
    path = join(folder, "go.work") if workspace else sources.go_mod_path(folder)
    unreadable = _unreadable(path, tree)
    if unreadable is not None:
        yield unreadable
        return
    cells = matrix.cells(sources, folder, releases, toolchain=toolchain, workspace=workspace)
    staying = [cell for cell in cells if cell.state != matrix.TOO_OLD]
    problems = _merged([problem for cell in staying for problem in cell.problems])
    if not staying:
        problems = _whatever_the_release(sources, folder, workspace)
    asked = [cell.release for cell in staying]
    own = [one for one in problems if one.path == path or _is_between(sources, one)]
    yield from _findings(tree, own, asked)


def _is_between(sources: Sources, problem: Problem) -> bool:
    """Whether a complaint about a member of a workspace is none about that file alone."""
    if problem.kind != "conflicting-replacements":
        return False
    member = sources.go_mod(parent(problem.path))
    return member is not None and not conflicts(member)


def _merged(problems: Sequence[Problem]) -> list[Problem]:
    """Each problem once, in the order of its line; of a setting that releases refuse in
    different words the newest's."""
    once: dict[tuple[str, str, int, str], Problem] = {}
    for one in problems:
        text = "" if one.kind == "godebug-value" else one.message
        key = (one.kind, one.path, one.line, text)
        if key in once and one is not once[key]:
            releases = dict.fromkeys([*once[key].releases, *one.releases])
            one = Problem(
                one.kind, one.message, one.line, one.column, path=one.path, releases=[*releases]
            )
        once[key] = one
    return sorted(once.values(), key=lambda one: one.line)


def _whatever_the_release(sources: Sources, folder: str, workspace: bool) -> list[Problem]:
    """What the newest release known says of a file for a newer one: only what no release
    can understand."""
    from . import refusals  # no other file gets so far

    newest = [known.newest(known.ROWS[-1].minor)]
    ask = parse.workspace if workspace else parse.module
    kinds = refusals.NEWER | {"unknown-directive", "unknown-block", "godebug-value"}
    return [one for one in ask(sources, folder, newest) if one.kind not in kinds]


def _unreadable(path: str, tree: ModFile) -> Finding | None:
    """The one thing to say about a file that is none: left in conflict, binary, or empty."""
    markers = conflict.lines(tree.data)
    if markers:
        text = tree.syntax.text.split("\n")[markers[0] - 1].rstrip("\r")
        hint = f"settle the conflict, then go mod tidy and git add {quoted(path)}"
        return Finding("MOD102", path, markers[0], 1, f'conflict marker "{text}"', hint=hint)
    if b"\0" in tree.data:
        line = tree.data.count(b"\n", 0, tree.data.index(b"\0")) + 1
        hint = f"git restore --staged {quoted(path)}, or write the file anew"
        return Finding("MOD108", path, line, 1, "this is no text but binary data", hint=hint)
    says_nothing = all(isinstance(one, Comments) for one in tree.syntax.statements)
    if says_nothing and not tree.problems and path.endswith(".mod"):
        hint = "go mod init MODULE-PATH   (unless it only keeps ./... out of this folder)"
        return Finding("MOD107", path, 1, 1, "go.mod is empty: it names no module", hint=hint)
    return None


def _findings(
    tree: ModFile, problems: Sequence[Problem], asked: Sequence[Release]
) -> Iterator[Finding]:
    """One finding for each problem, but one alone for what is said again and again."""
    if not problems:
        return
    from . import refusals  # only when something is wrong

    said: dict[tuple[str, str], int] = {}
    unread = [one for one in problems if refusals.code(one, tree) == "MOD101"]
    last = unread[MOST - 1] if len(unread) > MOST else None
    too_many = set(map(id, unread[MOST:]))
    for problem in problems:
        code = refusals.code(problem, tree)
        if not code:
            continue
        name = (code, refusals.word(problem) if code in refusals.ONCE_A_WORD else str(problem.line))
        said[name] = said.get(name, 0) + 1
        if said[name] > 1 or id(problem) in too_many:
            continue
        message = refusals.message(problem, code)
        some = [one for one in problem.releases if one in asked]
        if some and len(some) < len(asked):
            message += f" ({known.named(some)})"
        if problem is last:
            message += f", and so on in {len(unread) - MOST} more places"
        yield Finding(
            code,
            problem.path,
            max(problem.line, 1),
            max(problem.column, 1),
            message,
            hint=refusals.hint(problem, code, problem.path),
            module=problem.module,
            version=problem.version,
            releases=problem.releases,
        )


def repeated(path: str, tree: GoMod) -> Iterator[Finding]:
    """Requirements of one module on more than one line: at different versions (the go
    command refuses), or at the same (it does not mind)."""
    if len({path for path, _ in tree.names}) == len(tree.names) or conflict.lines(tree.data):
        return
    first: dict[str, tuple[str, int]] = {}
    for one in tree.requires:
        version, line = first.setdefault(one.path, (one.version, one.line))
        if line == one.line:
            continue
        same = version == one.version
        message = f"{one.path} is required at {one.version} here and on line {line}"
        if not same:
            message = f"{one.path} is required at {one.version} here, at {version} on line {line}"
        yield Finding(
            "MOD105" if same else "MOD104",
            path,
            one.line,
            one.column,
            message,
            hint="go mod tidy   (keeps one of them)",
            module=one.path,
            version=one.version,
        )
