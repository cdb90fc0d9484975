"""What the work tree tells of a file that the judged tree lacks: it exists but is not staged."""

from __future__ import annotations

from ..rules.hint import quoted, run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..rules.hint import Hint
    from ..tree.files import Worktree


def file_hint(worktree: Worktree | None, path: str) -> Hint | None:
    """How to stage a file that lies on disk; None where none does."""
    if worktree is None or not worktree.is_file(path):
        return None
    return _hint(worktree, path, "the file exists but is not staged", "{} ignores it")


def folder_hint(worktree: Worktree | None, path: str) -> Hint | None:
    """How to stage a folder that lies on disk; None where none does."""
    if worktree is None or not worktree.exists(path):
        return None
    return _hint(
        worktree, path, "it is on disk, but not staged", "it is on disk, but {} ignores it"
    )


def _hint(worktree: Worktree, path: str, unstaged: str, ignored: str) -> Hint:
    rule = worktree.ignored_by(path)
    if rule:
        return run(f"git add -f {quoted(path)}", note=ignored.format(rule))
    return run(f"git add {quoted(path)}", note=unstaged)
