"""What git tells of a commit beside its module files. Hints need it, verdicts never do, but for
the policies that ask when a commit was made."""

from __future__ import annotations

from .process import answer


def content(rev: str, path: str) -> bytes | None:
    """A file of a commit, or of the index ("" for `rev`); None where there is none."""
    status, data = answer("cat-file", "blob", f"{rev}:{path}")
    return None if status else data


def authors(rev: str) -> str:
    """Names and addresses of the author and the committer of a commit; "" where git does not
    know it."""
    status, text = answer("log", "-1", "--format=%an %ae %cn %ce", rev, "--")
    return "" if status else text.decode("utf-8", "replace")


def committed(rev: str) -> int:
    """When a commit was made, in seconds since 1970; 0 where git does not know it."""
    status, text = answer("log", "-1", "--format=%ct", rev, "--")
    return int(text) if not status and text.strip().isdigit() else 0
