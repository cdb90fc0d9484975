"""Patterns of module paths: a path, `path/...` for it and all below it, or one with wildcards.

As in https://pkg.go.dev/cmd/go#hdr-Package_lists_and_patterns "..." stands for any text, and
"/..." at the end also for none. So do the wildcards of [[allow]]: "*" for any text, "?" for one
letter, "[ab]" for one of several.
"""

from __future__ import annotations

_WILDCARDS = "*?["


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern stands for a module path."""
    if pattern == path:
        return True
    start = pattern.removesuffix("/...")
    if not is_exact(start):
        from fnmatch import fnmatchcase  # only where there are wildcards

        wild = start.replace("...", "*")
        return fnmatchcase(path, wild) or (start != pattern and fnmatchcase(path, wild + "/*"))
    return start != pattern and (path == start or path.startswith(start + "/"))


def is_exact(pattern: str) -> bool:
    """Whether a pattern stands for one path alone."""
    return "..." not in pattern and not any(letter in pattern for letter in _WILDCARDS)
