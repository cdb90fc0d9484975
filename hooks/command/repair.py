"""Mend on disk what a fixing hook found in the index."""

from __future__ import annotations

from ..rules.finding import quoted
from . import rewrite
from .rewrite import RefusedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..report.report import Said
    from .hook import Hook
    from .subject import Subject


def repaired(hook: Hook, subject: Subject, said: Sequence[Said]) -> None:
    """Rewrite each file that a finding of the hook's own codes names, and say so in the hint.

    The index is judged, the file on disk is rewritten from the file on disk; git
    add is the user's.
    """
    if not subject.is_index or subject.options.on("check"):
        return
    done: dict[str, str] = {}
    for one in said:
        finding = one.finding
        if finding.code in hook.fixes:
            if finding.path not in done:
                done[finding.path] = _mended(hook, subject, finding.path)
            finding.hint = done[finding.path] or finding.hint


def _mended(hook: Hook, subject: Subject, path: str) -> str:
    """What became of the file, as a hint; "" where nothing could be done."""
    assert hook.repair is not None
    place = subject.disk.path(path)
    disk = rewrite.read(place) if place and _is_ours(subject, path) else None
    if disk is None:
        return "not rewritten: there is no such file on disk, or a link stands in its way"
    staged = subject.tree.files.read(path) or b""
    crlf = b"\r\n" in disk and b"\r\n" not in staged
    plain = disk.replace(b"\r\n", b"\n") if crlf else disk
    after = hook.repair(subject, path, plain)
    if after is None:
        return (
            ""
            if plain == staged
            else "not rewritten: the file on disk is not the staged one, and cannot be mended"
        )
    if after == plain:
        return f"the file on disk is in form: git add {quoted(path)}"
    if crlf:
        after = after.replace(b"\n", b"\r\n")
    try:
        rewrite.rewrite(place, disk, after)
    except (RefusedError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        return f"not rewritten: {reason}"
    return f"rewritten: look at it, then git add {quoted(path)}"


def _is_ours(subject: Subject, path: str) -> bool:
    """Whether the file lies in the work tree: no link is on the way to it, and its path is
    one that git would take ("." and ".." and ".git" are none; an index can be forged)."""
    import os

    parts = path.split("/")
    if any(part in ("", ".", "..") or part.lower() == ".git" for part in parts):
        return False
    folders = ["/".join(parts[:at]) for at in range(1, len(parts))]
    return not any(os.path.islink(subject.disk.path(folder)) for folder in folders)
