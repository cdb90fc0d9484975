"""What the work tree and the change tell of a file that the judged tree lacks: it exists but is
not staged, the change deletes it, or it is there in other letters."""

from __future__ import annotations

from ..rules.hint import quoted, restore, run
from ..tree.paths import join, parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ..rules.hint import Hint
    from ..tree.files import Worktree
    from ..tree.tree import Tree


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


class Deletions:
    """What a change deletes, given as path to git's letter; indexed once, at the first question."""

    __slots__ = ("_changes", "_paths", "_sources")

    def __init__(self, changes: Mapping[str, str]) -> None:
        self._changes = changes
        self._paths: list[str] | None = None
        self._sources: set[str] | None = None

    def hints(self, folder: str, name: str) -> list[Hint]:
        """How to take back a deletion: of all that the change deletes in a folder, if that is
        more than the file called `name`; [] where it does not delete that."""
        path = join(folder, name)
        if self._changes.get(path) != "D":
            return []
        is_more = bool(folder) and len(self._below(folder)) > 1
        return [restore(folder if is_more else path, "this commit deletes it")]

    def has_source(self, folder: str) -> bool:
        """Whether a Go file of a folder, not of one below, is among them."""
        if self._sources is None:
            self._sources = {parent(each) for each in self._sorted() if each.endswith(".go")}
        return folder in self._sources

    def _below(self, folder: str) -> list[str]:
        """Up to two of the deleted files below a folder."""
        from bisect import bisect_left  # only where something is missing

        paths, start = self._sorted(), folder + "/"
        at = bisect_left(paths, start)
        return [each for each in paths[at : at + 2] if each.startswith(start)]

    def _sorted(self) -> list[str]:
        if self._paths is None:
            self._paths = sorted(path for path, letter in self._changes.items() if letter == "D")
        return self._paths


class Twins:
    """Names that some file systems take for one: they differ in case, or in how Unicode is
    composed, alone. Indexed once, at the first question."""

    __slots__ = ("_by_folded", "_paths")

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = paths
        self._by_folded: dict[str, list[str]] | None = None

    def of(self, path: str) -> str:
        """The first of the names that is a twin of a path; "" without one."""
        if self._by_folded is None:
            self._by_folded = {}
            for each in self._paths:
                self._by_folded.setdefault(folded(each), []).append(each)
        alike = self._by_folded.get(folded(path), ())
        return next((each for each in alike if each != path), "")


class Clues:
    """What is known of a module that the judged tree lacks: the work tree, what the change
    deletes, and the other modules, by their folders."""

    __slots__ = ("_by_module", "_modules", "_tree", "deletions", "twins", "worktree")

    def __init__(
        self,
        tree: Tree,
        worktree: Worktree | None = None,
        changes: Mapping[str, str] | None = None,
        modules: Collection[str] = (),
    ) -> None:
        self.worktree = worktree
        self.deletions = Deletions(changes or {})
        self.twins = Twins(modules)
        self._tree = tree
        self._modules = modules
        self._by_module: dict[str, str] | None = None

    def folder_of(self, module: str) -> str | None:
        """The first folder whose go.mod declares a module path; None without one."""
        if self._by_module is None:
            self._by_module = {}
            for folder in self._modules:
                file = self._tree.go_mod(folder)
                if file is not None and file.module is not None:
                    self._by_module.setdefault(file.module.path, folder)
        return self._by_module.get(module)


def folded(path: str) -> str:
    """A path as a file system compares it that ignores case."""
    if path.isascii():
        return path.lower()
    import unicodedata  # few paths are of other letters

    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _hint(worktree: Worktree, path: str, unstaged: str, ignored: str) -> Hint:
    rule = worktree.ignored_by(path)
    if rule:
        return run(f"git add -f {quoted(path)}", note=ignored.format(rule))
    return run(f"git add {quoted(path)}", note=unstaged)
