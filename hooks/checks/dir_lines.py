"""The go and toolchain lines: DIR201, releases too old for them; DIR401, DIR402, DIR403, lines
that are missing or odd.

https://go.dev/ref/mod#go-mod-file-go and https://go.dev/doc/toolchain.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..values import go_version
from ..values import releases as known

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..rules.hint import Hint
    from ..tree.tree import ModFileRef, Tree
    from ..values.releases import Release


def on_go_line(
    at: ModFileRef,
    code: str,
    message: str,
    hints: Sequence[Hint] = (),
    *,
    module: str = "",
    target: str = "",
    wanted: str = "",
    releases: Sequence[Release] = (),
) -> Finding:
    """A finding about the go line; about the file as a whole where there is none."""
    go = at.file.go
    line, column = (go.line, go.column) if go else (1, 1)
    return Finding(
        code,
        at.path,
        line,
        column,
        message,
        hints=hints,
        module=module,
        version=at.go,
        target=target,
        wanted=wanted,
        releases=releases,
    )


def on_toolchain_line(
    at: ModFileRef,
    code: str,
    message: str,
    hints: Sequence[Hint] = (),
    *,
    wanted: str = "",
    releases: Sequence[Release] = (),
) -> Finding:
    """A finding about the toolchain line."""
    toolchain = at.file.toolchain
    assert toolchain is not None
    return Finding(
        code,
        at.path,
        toolchain.line,
        toolchain.column,
        message,
        hints=hints,
        version=toolchain.name,
        wanted=wanted,
        releases=releases,
    )


def releases_too_old(
    tree: Tree, at: ModFileRef, asked: Sequence[Release], *, toolchain: str = "auto"
) -> Iterator[Finding]:
    """Releases that ought to accept the file and are too old for its go or toolchain line.

    A matter for those who say which releases they mean, or that none may switch.
    """
    from ..verdicts import matrix  # on request
    from . import remedies

    cells = matrix.cells(tree, at, asked, toolchain=toolchain)
    old = [cell for cell in cells if cell.state == matrix.TOO_OLD]
    if not old:
        return
    releases = [cell.release for cell in old]
    targets = sorted({cell.switches_to for cell in old} - {""}, key=go_version.order)
    does = f"hand over to Go {targets[-1]}" if targets else "refuse the file"
    line = at.file.toolchain
    oldest = min(releases)
    if at.go and go_version.order(at.go) > go_version.order(oldest.version):
        message = f"go {at.go} is newer than {known.in_words(releases)}, which {does}"
        note = "or leave older releases out of --go"
        hint = remedies.edit(at, f"-go=1.{oldest.minor}", note)
        yield on_go_line(at, "DIR201", message, [hint], releases=releases)
    elif line is not None:
        message = f"toolchain {line.name} is newer than {known.in_words(releases)}, which {does}"
        hint = remedies.edit(at, "-toolchain=none")
        yield on_toolchain_line(at, "DIR201", message, [hint], releases=releases)


def odd_lines(at: ModFileRef) -> Iterator[Finding]:
    """A go.mod without go line, or with a patch release that releases before 1.21 cannot
    read and no later release distinguishes; a toolchain line that asks for less."""
    if not at.file.is_readable or not at.file.syntax.statements:
        return
    from . import remedies

    if at.file.go is None:
        message = "go.mod has no go line: releases take it for go 1.16"
        hint = remedies.edit(at, "-go=1.21", "or what the code needs")
        yield on_go_line(at, "DIR401", message, [hint])
        return
    language = go_version.language(at.go)
    if language and language != at.go and 0 < go_version.minor(at.go) < 21:
        message = f"go {at.go} names a patch release of a Go before 1.21, which cannot read it"
        yield on_go_line(at, "DIR402", message, [remedies.edit(at, f"-go={language}")])
    from ..verdicts import load_module  # under --strict alone

    older = load_module.older_toolchain(at.file)
    if older is not None and not load_module.toolchain_fault(older.name, at.go):
        message = f"toolchain {older.name} is older than go {at.go}: go list -m all refuses it"
        hint = remedies.edit(at, "-toolchain=none")
        yield on_toolchain_line(at, "DIR403", message, [hint], wanted=at.go)
