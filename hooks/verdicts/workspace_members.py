"""Which modules a go.work uses, and which go.work a module belongs to.

https://go.dev/ref/mod#go-work-file-use
"""

from __future__ import annotations

from .sources import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .sources import Sources


def members(sources: Sources, folder: str) -> list[str]:
    """The folders that the go.work in `folder` uses, each once, those outside the tree left out."""
    work = sources.go_work(folder)
    used = [join(folder, one.path) for one in work.uses if one.path[:1] != "/"] if work else []
    return [one for one in dict.fromkeys(used) if one != ".." and not one.startswith("../")]


def home(sources: Sources, folder: str) -> str | None:
    """The folder of the go.work that is in force for the module in `folder` and uses it;
    None where the module stands alone."""
    at = sources.workspace_of(folder)
    return at if at is not None and folder in members(sources, at) else None
