"""Module files that cannot be read as what they are called."""

from __future__ import annotations

from hooks.rules.finding import Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hooks.values.releases import Release
    from hooks.verdicts.sources import Sources

NAMES = ("go.mod", "go.sum", "go.work", "go.work.sum")


def directories(sources: Sources, changed: Iterable[str]) -> Iterator[Finding]:
    """Directories that stand where the go command wants a file; `changed` are paths."""
    seen = set()
    for path in changed:
        if "/go." not in f"/{path}":
            continue
        parts = path.split("/")
        for at, part in enumerate(parts[:-1]):
            place = "/".join(parts[: at + 1])
            if part in NAMES and place not in seen and "vendor" not in parts[:at]:
                seen.add(place)
                if any(sources.files.below(place)):
                    hint = f"git rm -r --cached {place}, or give the directory another name"
                    yield Finding("MOD109", place, 1, 1, f"{part} is a directory", hint=hint)


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
    from hooks.checks import syntax  # only where something is wrong

    for finding in syntax.refused(
        sources, folder, releases, toolchain=toolchain, workspace=workspace
    ):
        if finding.code.startswith("MOD"):
            yield finding
