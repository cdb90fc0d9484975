"""Where we are: the repository's git folder, its top, and the current folder in it."""

from __future__ import annotations

import os

from .process import output


class Place:
    """`git_dir` and `top` as paths of the file system ("" for the top of a bare
    repository), `prefix` the current folder inside the tree, "" or ending in "/"."""

    __slots__ = ("git_dir", "prefix", "top")

    def __init__(self, git_dir: str, top: str, prefix: str) -> None:
        self.git_dir = git_dir
        self.top = top
        self.prefix = prefix


def here() -> Place:
    """The place of the current folder; GitError outside a repository.

    A hook runs at the top of the work tree, where looking for .git is enough;
    elsewhere git is asked.
    """
    if "GIT_DIR" not in os.environ and "GIT_WORK_TREE" not in os.environ:
        if os.path.lexists(".git/HEAD"):  # git passes by a folder that only has the name
            return Place(".git", ".", "")
        linked = _linked()
        if linked:
            return Place(linked, ".", "")
    facts = os.fsdecode(output("rev-parse", "--absolute-git-dir", "--is-inside-work-tree"))
    git_dir, _, inside = facts.rstrip("\n").rpartition("\n")
    if inside != "true":
        return Place(git_dir, "", "")
    top = os.fsdecode(output("rev-parse", "--show-toplevel")).rstrip("\n")
    prefix = output("rev-parse", "--show-prefix").rstrip(b"\n")
    return Place(git_dir, top, prefix.decode("utf-8", "surrogateescape"))


def _linked() -> str:
    """The git folder that the .git file of a linked work tree names; "" if there is none."""
    try:
        with open(".git", encoding="utf-8", errors="surrogateescape") as file:
            start, _, path = file.read(4096).partition(": ")
    except OSError:
        return ""
    path = path.rstrip("\n")
    return path if start == "gitdir" and os.path.isdir(path) else ""
