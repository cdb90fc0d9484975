"""The files of one tree, each read and parsed at most once."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Protocol

    from ..formats.go_sum import GoSum
    from ..formats.mod_file import GoMod, GoWork
    from ..formats.modules_txt import ModulesTxt

    class Files(Protocol):
        """A tree of files, whatever holds it. Paths are "/"-separated, "" is the root."""

        def kind(self, path: str) -> str:
            """ "file", "folder", "link", "submodule", or "" where nothing is."""

        def oid(self, path: str) -> str:
            """What names the content of a file: equal ids, equal content; "" where no file is."""

        def read(self, path: str) -> bytes | None:
            """The content of a file; None where no regular file is."""

        def names(self) -> Iterable[str]:
            """The paths of all files that concern us (not folders)."""

        def below(self, folder: str) -> Iterable[str]:
            """The paths of all files below a folder."""


def join(folder: str, path: str) -> str:
    """`path` seen from `folder`, both "/"-separated, cleaned of "." and ".."

    A path that leaves the tree begins with "../" or is "..".
    """
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            if parts and parts[-1] != "..":
                parts.pop()
            else:
                parts.append("..")
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def parent(path: str) -> str:
    """The folder that holds `path`; "" is the root."""
    return path.rpartition("/")[0]


class Sources:
    """The module files of one tree.

    `folder` is the directory of a module or workspace, "" the root. Every
    reader gives None where no regular file is. Parsed files are shared: treat
    them as read-only. `memo` is for what a verdict derives from the whole tree
    and wants to derive once.
    """

    __slots__ = ("_parsed", "_paths", "_shared", "_workspaces", "files", "memo")

    def __init__(self, files: Files, shared: dict[tuple[str, str], object] | None = None) -> None:
        """`shared` keeps parsed files by content, for trees that have much in common."""
        self.files = files
        self._shared = {} if shared is None else shared
        self.memo: dict[tuple[str, str], object] = {}
        self._parsed: dict[tuple[str, str], object] = {}
        self._paths: dict[str, str] = {}
        self._workspaces: dict[str, str | None] = {}

    def go_mod_path(self, folder: str) -> str:
        """The path of a module's go.mod.

        vendor.mod stands for it where vendor/ lies beside and go.mod does not
        (a convention of some projects that predate modules).
        """
        path = self._paths.get(folder)
        if path is None:
            path = join(folder, "go.mod")
            if not self.files.kind(path):
                other = join(folder, "vendor.mod")
                if self.files.kind(other) == "file" and self.files.kind(join(folder, "vendor")):
                    path = other
            self._paths[folder] = path
        return path

    def go_sum_path(self, folder: str) -> str:
        """The path of a module's go.sum; vendor.sum where vendor.mod stands for go.mod."""
        name = "vendor.sum" if self.go_mod_path(folder).endswith("vendor.mod") else "go.sum"
        return f"{folder}/{name}" if folder else name

    def go_mod(self, folder: str) -> GoMod | None:
        """The go.mod of the module in `folder`."""
        key = ("mod", folder)
        if key not in self._parsed:
            from ..formats import go_mod

            self._parsed[key] = self._read("mod", self.go_mod_path(folder), go_mod.parse)
        return self._parsed[key]  # type: ignore[return-value]

    def go_work(self, folder: str) -> GoWork | None:
        """The go.work in `folder`."""
        key = ("work", folder)
        if key not in self._parsed:
            path = join(folder, "go.work")
            if self.files.oid(path):
                from ..formats import go_work

                self._parsed[key] = self._read("work", path, go_work.parse)
            else:
                self._parsed[key] = None
        return self._parsed[key]  # type: ignore[return-value]

    def go_sum(self, folder: str) -> GoSum | None:
        """The go.sum of the module in `folder`."""
        return self.sums(self.go_sum_path(folder))

    def go_work_sum(self, folder: str) -> GoSum | None:
        """The go.work.sum beside the go.work in `folder`."""
        return self.sums(join(folder, "go.work.sum"))

    def sums(self, path: str) -> GoSum | None:
        """The go.sum or go.work.sum at a path."""
        key = ("sum", path)
        if key not in self._parsed:
            from ..formats import go_sum

            self._parsed[key] = self._read("sum", path, go_sum.parse)
        return self._parsed[key]  # type: ignore[return-value]

    def modules_txt(self, folder: str) -> ModulesTxt | None:
        """The vendor/modules.txt below `folder`."""
        key = ("vendor", folder)
        if key not in self._parsed:
            from ..formats import modules_txt

            path = join(folder, "vendor/modules.txt")
            self._parsed[key] = self._read("vendor", path, modules_txt.parse)
        return self._parsed[key]  # type: ignore[return-value]

    def workspace_of(self, folder: str) -> str | None:
        """The folder of the go.work that the go command uses in `folder`: the nearest
        one in it or above it, whether it lists the module or not; None without one."""
        way = []
        at, found = folder, None
        while at not in self._workspaces:
            way.append(at)
            if self.files.kind(join(at, "go.work")) == "file":
                found = at
                break
            if not at:
                break
            at = parent(at)
        else:
            found = self._workspaces[at]
        self._workspaces.update(dict.fromkeys(way, found))
        return found

    def _read(self, form: str, path: str, parse: Callable[[bytes], object]) -> object:
        """A file, parsed unless one of the same content was; None where no regular file is."""
        content = (form, self.files.oid(path))
        if content[1] and content not in self._shared:
            data = self.files.read(path)
            self._shared[content] = None if data is None else parse(data)
        return self._shared[content] if content[1] else None
