"""Repositories that many Go projects require modules of, to tell what only looks like one.

They stand in `known_repositories.txt` beside this module: those that at least three of some fifty
well-known public projects required in 2026, each as the shortest path of a module in it. A host
without owners stands there once. `python3 -m tests.known_repositories` writes the file.
"""

from __future__ import annotations

import os

from .look_alike import RepositoryName

FILE = os.path.join(os.path.dirname(__file__), "known_repositories.txt")
_repositories: dict[tuple[str, str], str] = {}
_owners: set[str] = set()


def repositories() -> dict[tuple[str, str], str]:
    """Owner and name of each, with the path of a module. Read once, where it is asked for."""
    if not _repositories:
        with open(FILE, encoding="utf-8") as file:
            for path in file.read().split():
                _repositories[RepositoryName(path).key] = path
    return _repositories


def owners() -> set[str]:
    """Their owners."""
    if not _owners:
        _owners.update(owner for owner, _ in repositories())
    return _owners
