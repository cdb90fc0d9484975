"""What to say of FILE arguments that name nothing to judge.

They only widen the scope, so that none of them is an error: a framework passes every file
of a change, in several runs, and may judge another tree than the one on disk. A person who
misspelt one is told in one line on standard error.
"""

from __future__ import annotations

import os

from ..git.process import answer
from ..tree.paths import parent
from ..tree.scope import enclosing_modules, owner
from .nearest import meant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .context import Context

MOST_NAMED = 3


def notes(context: Context) -> Iterator[str]:
    """A sentence on the files that are not in the judged tree, one on those that lie in no
    judged module; nothing under a framework, which tells so in its environment."""
    if os.environ.get("PRE_COMMIT"):
        return
    unknown = context.unknown_files
    if unknown:
        where = "in the index" if context.judges_index else "in the judged commit"
        guess = ""
        if len(unknown) == 1:
            guess = meant(unknown[0], context.tree.files.names())
            if context.judges_index and os.path.lexists(unknown[0]):
                guess = ": stage it first"
            elif _names_commits(unknown[0]):
                guess = f": to judge it say --rev {unknown[0]}"
        yield f"not {where}, so ignored: {_listed(unknown)}{guess}"
    judged = {*context.scope.modules, *context.scope.workspaces}
    strangers = [path for path in context.named if _folder(context, path) not in judged]
    if strangers:
        yield f"in no module that is judged, so ignored: {_listed(strangers)}"


def _names_commits(name: str) -> bool:
    """Whether an argument is a revision, or a range of commits."""
    start = name.partition("..")[0]
    if not start or start.startswith("-"):
        return False
    return not answer("rev-parse", "--quiet", "--verify", f"{start}^{{commit}}")[0]


def _folder(context: Context, path: str) -> str:
    """The folder of the module, or workspace, that a path belongs to."""
    folder = owner(path)
    if folder is not None:
        return folder
    return parent(next(iter(enclosing_modules(context.tree, [path])), path))


def _listed(paths: Sequence[str]) -> str:
    more = len(paths) - MOST_NAMED
    return ", ".join(paths[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
