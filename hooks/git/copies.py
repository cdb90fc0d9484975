"""Vendor folders that hold copies of directories of the same repository."""

from __future__ import annotations

from .process import answer


def vendored_replacements_staged() -> bool:
    """Whether a modules.txt of the index lists a replacement: only then can a vendor folder
    hold a copy of a directory of the repository.

    `git grep` is one process; a listing and the content of the files would take two. True
    also where git cannot tell, because an object is missing.
    """
    status, _ = answer(
        "grep", "--cached", "--quiet", "--text", "--fixed-strings", "--threads=1",
        "--no-recurse-submodules", "-e", "=>", "--", ":(top)*modules.txt",
    )  # fmt: skip
    return status != 1
