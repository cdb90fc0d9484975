"""Mend on disk what a fixing hook found in the index."""

from __future__ import annotations

from ..report.severity import ReportedFinding
from ..rules.hint import quoted, say
from . import replace_file
from .replace_file import RefusedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..rules.hint import Hint
    from .context import Context
    from .hook import Hook


def repaired(
    hook: Hook, context: Context, reported: Sequence[ReportedFinding]
) -> list[ReportedFinding]:
    """Rewrite each file that a finding of the hook's own codes names; the findings, with what
    became of the file for a hint.

    The index is judged, the file on disk is rewritten from the file on disk; git
    add is the user's.
    """
    if not context.judges_index or context.options.flag("check"):
        return [*reported]
    outcomes: dict[str, Hint | None] = {}
    result = []
    for each in reported:
        finding = each.finding
        if finding.code in hook.fixes:
            if finding.path not in outcomes:
                outcomes[finding.path] = _repair(hook, context, finding.path)
            outcome = outcomes[finding.path]
            if outcome is not None:
                finding = finding.with_hints([outcome])
        result.append(ReportedFinding(finding, each.severity))
    return result


def _repair(hook: Hook, context: Context, path: str) -> Hint | None:
    """What became of the file; None where nothing could be done."""
    assert hook.repair is not None
    place = context.worktree.path(path)
    disk = replace_file.read(place) if place and _is_ours(context, path) else None
    if disk is None:
        return say("not rewritten: there is no such file on disk, or a link stands in its way")
    staged = context.tree.files.read(path) or b""
    has_crlf = b"\r\n" in disk and b"\r\n" not in staged
    plain = disk.replace(b"\r\n", b"\n") if has_crlf else disk
    after = hook.repair(context, path, plain)
    if after is None:
        if plain == staged:
            return None
        return say("not rewritten: the file on disk is not the staged one, and cannot be mended")
    if after == plain:
        return say(f"the file on disk is in form: git add {quoted(path)}")
    if has_crlf:
        after = after.replace(b"\n", b"\r\n")
    try:
        replace_file.replace(place, disk, after)
    except (RefusedError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        return say(f"not rewritten: {reason}")
    return say(f"rewritten: look at it, then git add {quoted(path)}")


def _is_ours(context: Context, path: str) -> bool:
    """Whether the file lies in the work tree: no link is on the way to it, and its path is
    one that git would take ("." and ".." and ".git" are none; an index can be forged)."""
    import os

    parts = path.split("/")
    if any(part in ("", ".", "..") or part.lower() == ".git" for part in parts):
        return False
    folders = ["/".join(parts[:depth]) for depth in range(1, len(parts))]
    return not any(os.path.islink(context.worktree.path(folder)) for folder in folders)
