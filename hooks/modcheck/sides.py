"""The two sides of `modcheck diff`: a commit, the index, the work tree, a file or a folder.

Nothing is checked out and nothing is stashed: commits and the index are read
from git's objects, the work tree where it lies.
"""

from __future__ import annotations

import os

from ..checks.scope import is_vendored
from ..command.failure import UsageError
from ..git.listing import index, tree
from ..git.objects import Objects
from ..git.paths import decode
from ..git.place import here
from ..git.process import GitError, output
from ..git.trees import ENDINGS, TreeFiles
from ..verdicts.sources import Sources, join, parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..checks.difference import Pair
    from ..git.place import Place
    from ..verdicts.sources import Files

INDEX, WORKTREE = "INDEX", "WORKTREE"


class Side:
    """One side: what it is called, and its files.

    `lone` is the name of the only file where one was given by itself, `home` the
    folder of the repository that it lies in ("" for the top, and outside of any).
    """

    __slots__ = ("home", "lone", "name", "sources")

    def __init__(self, name: str, files: Files, lone: str = "", home: str = "") -> None:
        self.name = name
        self.sources = Sources(files)
        self.lone = lone
        self.home = home

    def paths(self, *, vendored: bool = True) -> set[str]:
        """The path of every go.mod and go.work, also where only their sums are there."""
        found = set()
        for path in self.sources.files.names():
            folder, _, name = path.rpartition("/")
            if not vendored and is_vendored(folder):
                continue
            if name in ("go.work", "go.work.sum"):
                found.add(join(folder, "go.work"))
            elif name in ("go.mod", "go.sum"):
                found.add(join(folder, "go.mod"))
            elif name == "vendor.mod" and self.sources.go_mod_path(folder) == path:
                found.add(path)
        return found

    def oids(self, path: str) -> tuple[str, str]:
        """What names the content of a go.mod or go.work, and of its sums."""
        return self.sources.files.oid(path), self.sources.files.oid(sums_path(path))

    def pair(self, path: str) -> Pair:
        """A go.mod or go.work, and its sums."""
        folder = parent(path)
        if path.endswith("go.work"):
            return self.sources.go_work(folder), self.sources.go_work_sum(folder)
        if self.sources.go_mod_path(folder) != path:
            return None, None
        return self.sources.go_mod(folder), self.sources.go_sum(folder)


class DiskFiles:
    """Files as they lie on disk below `top`; `paths` are those that count."""

    __slots__ = ("_paths", "_top")

    def __init__(self, top: str, paths: Iterable[str]) -> None:
        self._top = top
        self._paths = list(paths)

    def kind(self, path: str) -> str:
        """ "file", "folder", "link", or "" where nothing is."""
        place = self._place(path)
        if os.path.islink(place):
            return "link"
        return "file" if os.path.isfile(place) else "folder" if os.path.isdir(place) else ""

    def oid(self, path: str) -> str:
        """A name that no object has; "" where no file is."""
        return f"{WORKTREE}:{self._place(path)}" if self.kind(path) == "file" else ""

    def read(self, path: str) -> bytes | None:
        """The content of a file; None where no regular file is."""
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


class GivenFiles:
    """A few files by path, wherever they came from."""

    __slots__ = ("_files",)

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def kind(self, path: str) -> str:
        """ "file", or "" where nothing is."""
        return "file" if path in self._files else ""

    def oid(self, path: str) -> str:
        """A name that no object has; "" where no file is."""
        return f"given:{id(self)}:{path}" if path in self._files else ""

    def read(self, path: str) -> bytes | None:
        """The content of a file."""
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


def side(name: str) -> Side:
    """The side that an argument names; UsageError or GitError where it names none.

    A revision goes before a file of the same name.
    """
    place: Place | None = None
    refusal = ""
    try:
        place = here()
    except GitError as error:
        refusal = str(error)
    if place is not None:
        found = _of_repository(name, place)
        if found is not None:
            return found
    if name not in (INDEX, WORKTREE) and os.path.isfile(name):
        return _lone(name, place)
    if name not in (INDEX, WORKTREE) and os.path.isdir(name):
        return _folder(name)
    if place is None:
        raise GitError(refusal)
    raise UsageError(f"{name}: neither a revision nor a file")


def _of_repository(name: str, place: Place) -> Side | None:
    """A side that git knows; None where it knows none of that name."""
    objects = Objects()
    if name in (INDEX, WORKTREE):
        if not place.top:
            raise GitError(f"a bare repository has no {name}")
        return _worktree(place) if name == WORKTREE else Side(name, TreeFiles(index(), objects))
    oid = objects.resolve(name) or objects.resolve(name, "tree")
    return Side(name, TreeFiles(tree(oid), objects)) if oid else None


def _worktree(place: Place) -> Side:
    """What git tracks, and what it would add, as it lies on disk."""
    known = output(
        "ls-files", "-z", "--full-name", "--cached", "--others", "--exclude-standard", ":/"
    )
    paths = {path for path in known.split(b"\0") if (b"/" + path).endswith(_ENDINGS)}
    return Side(WORKTREE, DiskFiles(place.top, sorted(map(decode, paths))))


_ENDINGS = tuple(b"/" + ending[1:] for ending in ENDINGS)


def _lone(name: str, place: Place | None) -> Side:
    """A file that was named by itself; what it is, its name or else its content says."""
    with open(name, "rb") as file:
        data = file.read()
    base = os.path.basename(name)
    path = "go.mod"
    if base.endswith("go.work"):
        path = "go.work"
    elif base.endswith("go.work.sum"):
        path = "go.work.sum"
    elif base.endswith(".sum") or (not base.endswith(".mod") and b" h1:" in data):
        path = "go.sum"
    return Side(name, GivenFiles({path: data}), path, _home(name, place))


def _home(name: str, place: Place | None) -> str:
    """The folder that a file lies in, seen from the top of the repository."""
    if place is None or not place.top:
        return ""
    top, folder = os.path.realpath(place.top), os.path.realpath(os.path.dirname(name) or ".")
    if os.path.commonpath([top, folder]) != top or top == folder:
        return ""
    return os.path.relpath(folder, top).replace(os.sep, "/")


def _folder(name: str) -> Side:
    """A folder outside of any repository, or one that git does not track: its own files."""
    files = DiskFiles(name, ("go.mod", "go.sum", "go.work", "go.work.sum"))
    if not files.names():
        raise UsageError(f"{name}: no go.mod, go.sum or go.work in this folder")
    return Side(name, files)
