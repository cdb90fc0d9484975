"""What a run asks of a hook, and of the commit that it judges."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Protocol

    from ..git.changes import Changes
    from ..git.repository import Repository
    from ..git.worktree import GitWorktree
    from ..tree.tree import Tree

    class JudgingHook(Protocol):
        """What of a hook a run depends on; see `command.hook.Hook`."""

        name: str
        files: tuple[str, ...]
        fixes: tuple[str, ...]
        reports_notes: bool

    class JudgedCommit(Protocol):
        """The index or a commit, with what it is compared with. It `is_alone` where it is not
        one of a range, nor a base."""

        is_alone: bool
        rev: str
        base: str
        changes: Changes

        @property
        def repository(self) -> Repository: ...
        @property
        def tree(self) -> Tree: ...
        @property
        def bases(self) -> Sequence[Tree]: ...
        @property
        def opposite(self) -> Tree | None: ...
        @property
        def worktree(self) -> GitWorktree: ...
        @property
        def unmerged(self) -> Sequence[str]: ...
        @property
        def walked_past(self) -> Mapping[bytes, tuple[bytes, str]]: ...
