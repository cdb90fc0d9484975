"""Mend on disk what a fixing hook found in the index."""

from __future__ import annotations

from ..report.severity import NOTE, ReportedFinding
from ..rules.hint import MEND, quoted, run, say
from . import replace_file
from .replace_file import RefusedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..rules.finding import Finding
    from ..rules.hint import Hint
    from .context import Context
    from .hook import Hook


class Outcome:
    """What became of a file: whether it was rewritten, and what to say of it, None for nothing;
    with `adds` besides what the finding says itself."""

    __slots__ = ("adds", "hint", "is_mended")

    def __init__(self, hint: Hint | None, *, is_mended: bool = False, adds: bool = False) -> None:
        self.hint = hint
        self.is_mended = is_mended
        self.adds = adds

    def hints(self, finding: Finding) -> Sequence[Hint]:
        """What to say under a finding about the file."""
        if self.hint is None:
            return finding.hints
        known = [each for each in finding.hints if each.kind != MEND] if self.adds else []
        return [*known, self.hint]


def repaired(
    fixers: Sequence[tuple[Hook, Context]], context: Context, reported: Sequence[ReportedFinding]
) -> list[ReportedFinding]:
    """Rewrite each file that a finding names which one of `fixers` mends, each of them with the
    run as it sees it; the findings, with what became of the file for a hint.

    The index is judged, the file on disk is rewritten from the file on disk; git
    add is the user's. With --exit-zero-on-fix what was mended is a note, which fails no run.
    """
    if not context.judges_index or context.options.flag("check"):
        return [*reported]
    outcomes: dict[tuple[str, str], Outcome] = {}
    result = []
    for each in reported:
        finding, severity = each.finding, each.severity
        for hook, its_context in fixers:
            if not hook.mends(finding.code) or not its_context.selects(finding):
                continue
            key = (hook.name, finding.path)
            if key not in outcomes:
                outcomes[key] = _repair(hook, its_context, finding.path)
            outcome = outcomes[key]
            finding = finding.with_hints(outcome.hints(finding))
            if outcome.is_mended and context.options.flag("exit-zero-on-fix"):
                severity = NOTE
        result.append(ReportedFinding(finding, severity))
    return result


def _repair(hook: Hook, context: Context, path: str) -> Outcome:
    """Rewrite one file on disk, where that can be done; what became of it."""
    place = context.worktree.path(path)
    disk = replace_file.read(place) if place and _is_ours(context, path) else None
    if disk is None:
        reason = "there is no such file on disk, or a link stands in its way"
        return Outcome(say(f"not rewritten: {reason}"))
    staged = context.tree.files.read(path) or b""
    plain = replace_file.with_plain_line_ends(disk, staged)
    try:
        after = hook.repair(context, path, plain) if hook.repair is not None else None
    except RefusedError as error:
        if error.hint is not None:
            return Outcome(error.hint, adds=True)
        return Outcome(say(f"not rewritten: {error}"))
    if after is None:
        if plain == staged:
            return Outcome(None)
        reason = "the file on disk is not the staged one, and cannot be mended"
        return Outcome(say(f"not rewritten: {reason}"))
    if after == plain:
        return Outcome(run(f"git add {quoted(path)}", note="the file on disk is in form"))
    try:
        others = [] if hook.beside is None else _write_others(context, hook.beside(context, path))
        replace_file.replace(place, disk, after if plain is disk else _with_crlf(after))
    except (RefusedError, OSError) as error:
        refusal = error.strerror if isinstance(error, OSError) else error
        return Outcome(say(f"not rewritten: {refusal}"))
    names = " ".join(map(quoted, (path, *others)))
    it = "they were" if others else "it was"
    done = run(
        f"git add {names}", note=f"{it} rewritten: look at {'them' if others else 'it'} first"
    )
    return Outcome(done, is_mended=True)


def _write_others(context: Context, contents: Mapping[str, bytes]) -> list[str]:
    """Rewrite further files, which have to be on disk as they are staged; their paths."""
    for path, after in contents.items():
        place = context.worktree.path(path)
        disk = replace_file.read(place) if place and _is_ours(context, path) else None
        staged = context.tree.files.read(path)
        plain = None if disk is None else replace_file.with_plain_line_ends(disk, staged or b"")
        if disk is None or plain is None or plain != staged:
            raise RefusedError(f"{path} on disk is not the staged one")
        replace_file.replace(place, disk, after if plain is disk else _with_crlf(after))
    return [*contents]


def _with_crlf(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def _is_ours(context: Context, path: str) -> bool:
    """Whether the file lies in the work tree: no link is on the way to it, and its path is
    one that git would take ("." and ".." and ".git" are none; an index can be forged)."""
    import os

    parts = path.split("/")
    if any(part in ("", ".", "..") or part.lower() == ".git" for part in parts):
        return False
    folders = ["/".join(parts[:depth]) for depth in range(1, len(parts))]
    return not any(os.path.islink(context.worktree.path(folder)) for folder in folders)
