"""The go and toolchain lines: are they there, and which releases decline the file?

https://go.dev/ref/mod#go-mod-file-go and https://go.dev/doc/toolchain.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..values import go_version
from ..values import releases as known
from ..verdicts.sources import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..formats.mod_file import ModFile
    from ..values.releases import Release
    from ..verdicts.sources import Sources


class File:
    """A go.mod or go.work: its path, what it says, and the command that edits it."""

    __slots__ = ("edit", "name", "path", "tree")

    def __init__(self, path: str, tree: ModFile, workspace: bool) -> None:
        self.path = path
        self.tree = tree
        self.name = "go.work" if workspace else "go.mod"
        self.edit = "go work edit" if workspace else "go mod edit"

    @property
    def go(self) -> str:
        """The version in the go line, "" without one."""
        return self.tree.go.version if self.tree.go else ""

    def finding(
        self, code: str, message: str, hint: str = "", releases: Sequence[Release] = ()
    ) -> Finding:
        """A finding about the go line; about the file as a whole where there is none."""
        go = self.tree.go
        line, column = (go.line, go.column) if go else (1, 1)
        return Finding(code, self.path, line, column, message, hint=hint, releases=releases)

    def on_toolchain(self, code: str, message: str, hint: str = "") -> Finding:
        """A finding about the toolchain line."""
        line = self.tree.toolchain
        if line is None:
            return self.finding(code, message, hint)
        return Finding(code, self.path, line.line, line.column, message, hint=hint)


def file(sources: Sources, folder: str, *, workspace: bool = False) -> File | None:
    """The go.mod, or the go.work, in a folder; None where there is none."""
    tree = sources.go_work(folder) if workspace else sources.go_mod(folder)
    if tree is None:
        return None
    path = join(folder, "go.work") if workspace else sources.go_mod_path(folder)
    return File(path, tree, workspace)


def too_old(
    sources: Sources,
    folder: str,
    asked: Sequence[Release],
    *,
    toolchain: str = "auto",
    workspace: bool = False,
) -> Iterator[Finding]:
    """Releases that ought to accept the file and are too old for its go or toolchain line.

    A matter for those who say which releases they mean, or that none may switch.
    """
    from ..verdicts import matrix  # on request

    found = file(sources, folder, workspace=workspace)
    if found is None:
        return
    cells = matrix.cells(sources, folder, asked, toolchain=toolchain, workspace=workspace)
    old = [cell for cell in cells if cell.state == matrix.TOO_OLD]
    if not old:
        return
    releases = [cell.release for cell in old]
    targets = sorted({cell.switches_to for cell in old} - {""}, key=go_version.order)
    does = f"give way to Go {targets[-1]}" if targets else "refuse the file"
    line = found.tree.toolchain
    oldest = min(releases)
    if found.go and go_version.order(found.go) > go_version.order(oldest.version):
        message = f"go {found.go} is newer than {known.named(releases)}, which {does}"
        hint = f"{found.edit} -go=1.{oldest.minor}, or leave older releases out of --go"
        yield found.finding("DIR201", message, hint, releases)
    elif line is not None:
        message = f"toolchain {line.name} is newer than {known.named(releases)}, which {does}"
        made = found.on_toolchain("DIR201", message, f"{found.edit} -toolchain=none")
        made.releases = releases
        yield made


def untidy(sources: Sources, folder: str) -> Iterator[Finding]:
    """A go.mod without go line, or with a patch release that releases before 1.21 cannot
    read and none since then tells apart; a toolchain line that asks for less."""
    found = file(sources, folder)
    if found is None or not found.tree.is_readable or not found.tree.syntax.statements:
        return
    if found.tree.go is None:
        message = "go.mod has no go line: releases take it for go 1.16"
        yield found.finding("DIR401", message, "go mod edit -go=1.21, or what the code needs")
        return
    language = go_version.language(found.go)
    if language and language != found.go and 0 < go_version.minor(found.go) < 21:
        message = f"go {found.go} names a patch release of a Go before 1.21, which cannot read it"
        yield found.finding("DIR402", message, f"go mod edit -go={language}")
    from ..verdicts import loading  # under --strict alone

    module = sources.go_mod(folder)
    older = loading.older_toolchain(module) if module is not None else None
    if older is not None and not loading.toolchain_fault(older.name, found.go):
        message = f"toolchain {older.name} is older than go {found.go}: go list -m all refuses it"
        yield found.on_toolchain("DIR403", message, "go mod edit -toolchain=none")
