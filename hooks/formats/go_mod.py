"""go.mod, https://go.dev/ref/mod#go-mod-file."""

from __future__ import annotations

from . import mod_directives
from .mod_file import GoMod


def parse(data: bytes) -> GoMod:
    """Read go.mod. Nothing is raised: what is wrong stands in the problems."""
    tree = GoMod(data)
    mod_directives.read(tree)
    return tree
