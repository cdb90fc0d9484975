"""VEN312: a vendored Go file embeds what is not there.

`go mod vendor` copies what a package embeds (https://pkg.go.dev/embed), so a pattern that no
file matches means that files were lost: the package does not build.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..tree.paths import parent
from .ven_edits import by_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..rules.hint import Hint
    from ..tree.files import Worktree, WorktreeFolders
    from ..tree.tree import Tree
    from .ven_tree import VendorFolder

# What is compared in one vendor folder, paths with patterns; beyond, nothing is known
MANY_COMPARISONS = 2_000_000


def findings(
    vendored: VendorFolder,
    changes: Mapping[str, str],
    worktree: WorktreeFolders | None = None,
) -> Iterator[Finding]:
    """Patterns that match nothing, in Go files of listed packages that the change adds or
    modifies, or near which it deletes files. `worktree` only helps with the hint."""
    folders: dict[str, Embeddable | None] = {}
    unknown: dict[str, Sequence[str]] = {}  # files on disk that git does not know, by folder
    left = MANY_COMPARISONS
    for path, data in vendored.tree.files.contents(_concerned(vendored, changes)):
        if b"//go:embed" not in data:
            continue
        from ..formats import go_source  # few files embed anything

        source = go_source.parse(data)
        if not source.counts_for_tidy:
            continue
        embeds = go_source.embeds(data, source)
        folder = parent(path)
        if embeds and folder not in folders:
            folders[folder] = embeddable(vendored.tree, folder)
        for embed in embeds:
            at_hand = folders[folder]
            left -= 0 if at_hand is None else len(at_hand)
            if at_hand is not None and left > 0 and not at_hand.has(embed.pattern):
                if folder not in unknown:
                    unknown[folder] = worktree.unstaged_below(folder) if worktree else ()
                message = f"embeds {embed.pattern}, but no staged file matches"
                yield Finding(
                    "VEN312",
                    path,
                    embed.line,
                    1,
                    message,
                    hints=[*_staging(folder, embed.pattern, unknown[folder], worktree)]
                    or _hints(vendored, folder, embed.pattern, changes),
                    target=embed.pattern,
                )


def _staging(
    folder: str, pattern: str, on_disk: Sequence[str], worktree: Worktree | None
) -> Iterator[Hint]:
    """Files that lie on disk are staged: `go mod vendor` wrote them."""
    start = folder + "/"
    for path in on_disk:
        if path.startswith(start) and Embeddable(iter([path[len(start) :]])).has(pattern):
            from . import unstaged

            hint = unstaged.file_hint(worktree, path)
            if hint is not None:
                yield hint


def _hints(
    vendored: VendorFolder, folder: str, pattern: str, changes: Mapping[str, str]
) -> list[Hint]:
    """Files that the change deletes come back; else the folder is made anew."""
    from ..rules.hint import otherwise, restore

    found = []
    for path, status in changes.items():
        is_below = status == "D" and path.startswith(folder + "/")
        if is_below and Embeddable(iter([path[len(folder) + 1 :]])).has(pattern):
            found.append(restore(path, "the change deletes it"))
    return [*found, otherwise(vendored.revendor)] if found else [vendored.revendor]


def _concerned(vendored: VendorFolder, changes: Mapping[str, str]) -> list[str]:
    """The Go files to look at: of modules that say no go line, or one that knows embedding."""
    start = vendored.start
    changed: dict[str, None] = {}
    emptied: set[str] = set()
    for path, status in changes.items():
        if not path.startswith(start):
            continue
        if path[-3:] == ".go":
            if status != "D":
                changed[path] = None
            continue
        folder = parent(path) if status == "D" else ""
        while len(folder) > len(start) and folder not in emptied:
            emptied.add(folder)
            folder = parent(folder)
    if not changed and not emptied:
        return []
    packages = _embedding(vendored, {*map(parent, changed), *emptied})
    concerned = {path for path in changed if parent(path) in packages}
    emptied &= packages
    names = by_folder(vendored.tree, start) if emptied else {}
    for folder in emptied:
        for name in names.get(folder[len(start) :], ()):
            if name[-3:] == ".go":
                concerned.add(f"{folder}/{name}")
    return sorted(path for path in concerned if not path.endswith("_test.go"))


def _embedding(vendored: VendorFolder, folders: Iterable[str]) -> set[str]:
    """Those of the folders that are listed packages and may embed files: from go 1.16 on."""
    from ..values import go_version

    start = vendored.start
    asked = {folder[len(start) :] for folder in folders}
    embedding: set[str] = set()
    for module in vendored.listing.modules:
        packages = asked.intersection(module.packages)
        if packages and (not module.go or go_version.compare(module.go, "1.16") >= 0):
            embedding.update(start + package for package in packages)
    return embedding


class Embeddable:
    """What a package may embed, by its path in the package's folder: files, and folders that
    have a file to embed; `hidden` are folders with none but files on whose way a name begins
    with "." or "_", which only "all:" takes."""

    __slots__ = ("_hidden", "_known", "_seen")

    def __init__(self, paths: Iterator[str]) -> None:
        self._seen: set[str] = set()
        self._hidden: set[str] = set()
        self._known: dict[str, bool] = {}
        for path in paths:
            self._seen.add(path)
            folders = self._seen
            while path:
                path, _, name = path.rpartition("/")
                if name[:1] in (".", "_"):
                    folders = self._hidden
                if path in folders:
                    break
                folders.add(path)

    def __len__(self) -> int:
        return len(self._seen) + len(self._hidden)

    def has(self, pattern: str) -> bool:
        """Whether a pattern of a `//go:embed` line matches something."""
        if pattern not in self._known:
            self._known[pattern] = self._has(pattern)
        return self._known[pattern]

    def _has(self, pattern: str) -> bool:
        glob = pattern.removeprefix("all:")
        paths = (self._seen,) if glob == pattern else (self._seen, self._hidden)
        if glob == ".":
            glob = ""
        if not any(letter in glob for letter in "*?[\\"):
            return any(glob in each for each in paths)
        from ..values.glob import compiled  # few patterns have wildcards

        slashes, expression = glob.count("/"), compiled(glob)
        if expression is None or not all(compiled(name) for name in glob.split("/") if name):
            return True  # not for us to say
        return any(
            path.count("/") == slashes and expression.fullmatch(path)
            for each in paths
            for path in each
        )


def embeddable(tree: Tree, folder: str) -> Embeddable | None:
    """What the package in a folder may embed; None where a link or submodule hides some of it."""
    paths = list(tree.files.below(folder))
    if any(tree.files.kind(path) != "file" for path in paths):
        return None
    return Embeddable(path[len(folder) + 1 :] for path in paths)
