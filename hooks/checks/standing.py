"""Module files that cannot be read as what they are called."""

from __future__ import annotations

from ..rules.finding import Finding, quoted
from ..verdicts.sources import join, parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ..values.releases import Release
    from ..verdicts.sources import Sources


def directories(
    sources: Sources, paths: Iterable[str], is_skipped: Callable[[str], bool]
) -> Iterator[Finding]:
    """Directories called go.mod with no module around them; `paths` are those of files.

    The go command passes by a directory of that name, so that within a module it is a
    folder like any other. Where nothing else is a module, none is.
    """
    seen = set()
    for path in paths:
        if "go.mod/" not in path:
            continue
        parts = path.split("/")
        for at in [at for at, part in enumerate(parts[:-1]) if part == "go.mod"]:
            folder = "/".join(parts[:at])
            place = join(folder, "go.mod")
            if place in seen or is_skipped(folder):
                continue
            seen.add(place)
            if any(sources.files.below(place)) and not _is_in_module(sources, folder):
                hint = f"git rm -r --cached {quoted(place)}, or give the directory another name"
                yield Finding("MOD109", place, 1, 1, "go.mod is a directory", hint=hint)


def _is_in_module(sources: Sources, folder: str) -> bool:
    """Whether a go.mod, or a link of this name, lies in a folder or above it."""
    while sources.files.kind(join(folder, "go.mod")) in ("", "folder"):
        if not folder:
            return False
        folder = parent(folder)
    return True


def unreadable(
    sources: Sources,
    folder: str,
    releases: Sequence[Release],
    *,
    toolchain: str = "auto",
    workspace: bool = False,
) -> Iterator[Finding]:
    """What keeps a check from reading the go.mod, or the go.work, that it needs."""
    tree = sources.go_work(folder) if workspace else sources.go_mod(folder)
    if tree is None or not tree.problems:
        return
    from . import syntax  # only where something is wrong

    for finding in syntax.refused(
        sources, folder, releases, toolchain=toolchain, workspace=workspace
    ):
        if finding.code.startswith("MOD"):
            yield finding
