"""Vendor folders that keep copies of what lies elsewhere."""

from __future__ import annotations

from .process import answer


def are_staged() -> bool:
    """Whether a modules.txt of the index names a replacement. Without one, no vendor folder
    holds a copy of a directory of the repository.

    One process answers, where a listing and the files in it would take two. If it
    cannot (an object is missing), there may be one.
    """
    status, _ = answer(
        "grep", "--cached", "--quiet", "--text", "--fixed-strings", "--threads=1",
        "--no-recurse-submodules", "-e", "=>", "--", ":(top)*modules.txt",
    )  # fmt: skip
    return status != 1
