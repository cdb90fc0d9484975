"""The repository that the current folder belongs to."""

from __future__ import annotations

import os

from .process import one_line, output


class Repository:
    """`git_dir` and `top` are paths in the file system (`top` is "" for a bare repository);
    `prefix` is the current folder inside the tree, "" or ending in "/"."""

    __slots__ = ("git_dir", "prefix", "top")

    def __init__(self, git_dir: str, top: str, prefix: str) -> None:
        self.git_dir = git_dir
        self.top = top
        self.prefix = prefix


def current() -> Repository:
    """The repository of the current folder; GitError where it is not in a repository.

    A hook runs at the top of the work tree, where a look at .git is enough; only
    elsewhere a git process is started.
    """
    if "GIT_DIR" not in os.environ and "GIT_WORK_TREE" not in os.environ:
        if os.path.lexists(".git/HEAD"):  # git ignores a .git without HEAD
            return Repository(".git", ".", "")
        linked = _linked()
        if linked:
            return Repository(linked, ".", "")
    facts = one_line("rev-parse", "--absolute-git-dir", "--is-inside-work-tree")
    git_dir, _, inside = facts.rpartition("\n")
    if inside != "true":
        return Repository(git_dir, "", "")
    top = one_line("rev-parse", "--show-toplevel")
    prefix = output("rev-parse", "--show-prefix").rstrip(b"\n")
    return Repository(git_dir, top, prefix.decode("utf-8", "surrogateescape"))


def _linked() -> str:
    """The git folder that the .git file of a linked work tree names; "" without such a file."""
    try:
        with open(".git", encoding="utf-8", errors="surrogateescape") as file:
            start, _, path = file.read(4096).partition(": ")
    except OSError:
        return ""
    path = path.rstrip("\n")
    return path if start == "gitdir" and os.path.isdir(path) else ""
