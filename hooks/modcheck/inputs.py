"""The two inputs of `modcheck diff`: a commit, the index, the work tree, a file or a folder.

Nothing is checked out or stashed: commits and the index are read as git objects,
the work tree is read in place.
"""

from __future__ import annotations

import os
import posixpath

from ..command.errors import UsageError
from ..git.listing import index, tree
from ..git.objects import Objects
from ..git.process import GitError, output
from ..git.repository import current
from ..git.trees import ENDINGS, TreeFiles
from ..tree.files import ReadOneByOne
from ..tree.paths import FILES, decode, join, parent
from ..tree.scope import is_vendored
from ..tree.tree import Tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..diff.rows import Pair
    from ..git.repository import Repository
    from ..tree.files import FileTree

INDEX, WORKTREE = "INDEX", "WORKTREE"


class Input:
    """One input: its name as the user wrote it, and its files.

    If it is a single file, on disk or in a commit, `lone` is the kind of file ("go.mod",
    "go.sum", "go.work" or "go.work.sum") and `home` its folder in the repository ("" for the
    top, or outside of a repository).
    """

    __slots__ = ("home", "lone", "name", "tree")

    def __init__(self, name: str, files: FileTree, lone: str = "", home: str = "") -> None:
        self.name = name
        self.tree = Tree(files)
        self.lone = lone
        self.home = home

    def paths(self, *, vendored: bool = True) -> set[str]:
        """The path of every go.mod and go.work, even if only their sums exist."""
        paths = set()
        for path in self.tree.files.names():
            folder, _, name = path.rpartition("/")
            if not vendored and is_vendored(folder):
                continue
            if name in ("go.work", "go.work.sum"):
                paths.add(join(folder, "go.work"))
            elif name in ("go.mod", "go.sum"):
                paths.add(join(folder, "go.mod"))
            elif name == "vendor.mod" and self.tree.go_mod_path(folder) == path:
                paths.add(path)
        return paths

    def oids(self, path: str) -> tuple[str, str]:
        """The ids of the content of a go.mod or go.work, and of its sums."""
        return self.tree.files.oid(path), self.tree.files.oid(sums_path(path))

    def pair(self, path: str) -> Pair:
        """A go.mod or go.work, and its sums; None for a file that does not exist."""
        folder = parent(path)
        if path.endswith("go.work"):
            return self.tree.go_work(folder), self.tree.go_work_sum(folder)
        if self.tree.go_mod_path(folder) != path:
            return None, None
        return self.tree.go_mod(folder), self.tree.go_sum(folder)


class DiskFiles(ReadOneByOne):
    """The files on disk at `paths` below the folder `top`."""

    __slots__ = ("_paths", "_top")

    def __init__(self, top: str, paths: Iterable[str]) -> None:
        self._top = top
        self._paths = list(paths)

    def kind(self, path: str) -> str:
        """ "file", "folder", "link", or "" where the path does not exist."""
        place = self._place(path)
        if os.path.islink(place):
            return "link"
        return "file" if os.path.isfile(place) else "folder" if os.path.isdir(place) else ""

    def oid(self, path: str) -> str:
        """An id that no git object has; "" where there is no file."""
        return f"{WORKTREE}:{self._place(path)}" if self.kind(path) == "file" else ""

    def read(self, path: str) -> bytes | None:
        """The content of a file; None where there is no regular file."""
        if self.kind(path) != "file":
            return None
        with open(self._place(path), "rb") as file:
            return file.read()

    def names(self) -> list[str]:
        """The paths of the module files."""
        return [path for path in self._paths if self.kind(path) == "file"]

    def below(self, folder: str) -> list[str]:
        """The paths of the module files below a folder."""
        return [path for path in self.names() if path.startswith(folder + "/")]

    def _place(self, path: str) -> str:
        return os.path.join(self._top, *path.split("/"))


class GivenFiles(ReadOneByOne):
    """Files in memory, by path."""

    __slots__ = ("_files",)

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def kind(self, path: str) -> str:
        """ "file", or "" where the path does not exist."""
        return "file" if path in self._files else ""

    def oid(self, path: str) -> str:
        """An id that no git object has; "" where there is no file."""
        return f"given:{id(self)}:{path}" if path in self._files else ""

    def read(self, path: str) -> bytes | None:
        """The content of a file; None where there is no file."""
        return self._files.get(path)

    def names(self) -> Iterable[str]:
        """The paths of the files."""
        return self._files

    def below(self, folder: str) -> Iterable[str]:
        """The paths of the files below a folder."""
        return [path for path in self._files if path.startswith(folder + "/")]


def sums_path(path: str) -> str:
    """The path of the sums beside a go.mod, vendor.mod or go.work."""
    return path + ".sum" if path.endswith("go.work") else path.removesuffix(".mod") + ".sum"


def find(name: str) -> Input:
    """The input that an argument names: a revision rather than a file of the same name.

    Raises UsageError or GitError if there is no such input.
    """
    repository: Repository | None = None
    refusal = ""
    try:
        repository = current()
    except GitError as error:
        refusal = str(error)
    if repository is not None:
        revision = _of_repository(name, repository)
        if revision is not None:
            return revision
    if name not in (INDEX, WORKTREE) and os.path.isfile(name):
        return _lone(name, repository)
    if name not in (INDEX, WORKTREE) and os.path.isdir(name):
        return _folder(name)
    if repository is None:
        raise GitError(refusal)
    raise UsageError(f"{name}: neither a revision nor a file")


def _of_repository(name: str, repository: Repository) -> Input | None:
    """The index, the work tree or a revision; None for any other name."""
    objects = Objects()
    if name in (INDEX, WORKTREE):
        if not repository.top:
            raise GitError(f"a bare repository has no {name}")
        return (
            _worktree(repository) if name == WORKTREE else Input(name, TreeFiles(index(), objects))
        )
    oid = objects.resolve(name) or objects.resolve(name, "tree")
    if oid:
        return Input(name, TreeFiles(tree(oid), objects))
    return _in_revision(name, repository, objects) if ":" in name[:-1] else None


def _in_revision(name: str, repository: Repository, objects: Objects) -> Input | None:
    """A file or folder of a commit or of the index, REV:PATH (gitrevisions(7)); None where there
    is none."""
    if "\n" in name or "\0" in name:
        return None
    [(oid, kind, data)] = list(objects.many([name]))
    if data is None or kind not in ("blob", "tree"):
        return None
    if kind == "tree":
        return Input(name, TreeFiles(tree(oid), objects))
    path = _path_in(name, repository)
    lone = _kind_of(path, data)
    return Input(name, GivenFiles({lone: data}), lone, parent(path))


def _path_in(name: str, repository: Repository) -> str:
    """The path from the top of the repository that REV:PATH names."""
    path = name.partition(":")[2]
    if not name.partition(":")[0] and path[:2] in ("0:", "1:", "2:", "3:"):
        path = path[2:]  # :STAGE:PATH
    if path.startswith(("./", "../")):
        path = join(repository.prefix.rstrip("/"), path)
    return posixpath.normpath(path)


def _worktree(repository: Repository) -> Input:
    """The files that git tracks or would add, read from disk."""
    listed = output(
        "ls-files", "-z", "--full-name", "--cached", "--others", "--exclude-standard", ":/"
    )
    paths = {path for path in listed.split(b"\0") if (b"/" + path).endswith(_ENDINGS)}
    return Input(WORKTREE, DiskFiles(repository.top, sorted(map(decode, paths))))


_ENDINGS = tuple(b"/" + ending[1:] for ending in ENDINGS)


def _lone(name: str, repository: Repository | None) -> Input:
    """A single file; its name, or else its content, tells what kind of file it is."""
    with open(name, "rb") as file:
        data = file.read()
    lone = _kind_of(os.path.basename(name), data)
    return Input(name, GivenFiles({lone: data}), lone, _home(name, repository))


def _kind_of(name: str, data: bytes) -> str:
    """Which kind of file it is: "go.mod", "go.sum", "go.work" or "go.work.sum"."""
    if name.endswith("go.work"):
        return "go.work"
    if name.endswith("go.work.sum"):
        return "go.work.sum"
    if name.endswith(".sum") or (not name.endswith(".mod") and b" h1:" in data):
        return "go.sum"
    return "go.mod"


def _home(name: str, repository: Repository | None) -> str:
    """The folder of a file, as a path from the top of the repository."""
    if repository is None or not repository.top:
        return ""
    top, folder = os.path.realpath(repository.top), os.path.realpath(os.path.dirname(name) or ".")
    if os.path.commonpath([top, folder]) != top or top == folder:
        return ""
    return os.path.relpath(folder, top).replace(os.sep, "/")


def _folder(name: str) -> Input:
    """A folder that is not a revision, read from disk: the files directly in it."""
    files = DiskFiles(name, FILES)
    if not files.names():
        raise UsageError(f"{name}: no go.mod, go.sum or go.work in this folder")
    return Input(name, files)
