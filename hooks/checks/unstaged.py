"""What the work tree and the change tell of a file that the judged tree lacks: it exists but is
not staged, the change deletes it, or it is there in other letters."""

from __future__ import annotations

from ..rules.hint import quoted, restore, run
from ..tree.paths import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


def module_hints(worktree: Worktree | None, folder: str) -> list[Hint]:
    """How to stage a module that lies on disk, its go.mod and all its source; [] without one."""
    path = join(folder, "go.mod")
    if worktree is None or not worktree.is_file(path):
        return []
    whole = folder_hint(worktree, folder) if folder else None
    if whole is None:
        return [hint] if (hint := file_hint(worktree, path)) else []
    rule = worktree.ignored_by(path)
    if not rule or worktree.ignored_by(folder):
        return [whole]
    return [whole, run(f"git add -f {quoted(path)}", note=f"{rule} ignores it")]


def deleted_hints(changes: Mapping[str, str], folder: str, name: str) -> list[Hint]:
    """How to take back a deletion: of all that the change deletes in a folder, if that is more
    than the file called `name`; [] where it does not delete that."""
    path = join(folder, name)
    if changes.get(path) != "D":
        return []
    others = (each for each in changes if each != path and each.startswith(folder + "/"))
    is_more = bool(folder) and any(changes[each] == "D" for each in others)
    return [restore(folder if is_more else path, "this commit deletes it")]


def twin(path: str, paths: Iterable[str]) -> str:
    """The one of `paths` that differs from a path in case, or in how Unicode is composed, alone;
    "" without one. Some file systems take the two for one."""
    import unicodedata  # only where something is missing

    def folded(text: str) -> str:
        return unicodedata.normalize("NFC", text).casefold()

    wanted = folded(path)
    return next((each for each in paths if each != path and folded(each) == wanted), "")


def _hint(worktree: Worktree, path: str, unstaged: str, ignored: str) -> Hint:
    rule = worktree.ignored_by(path)
    if rule:
        return run(f"git add -f {quoted(path)}", note=ignored.format(rule))
    return run(f"git add {quoted(path)}", note=unstaged)
