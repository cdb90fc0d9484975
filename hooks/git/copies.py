"""Whether the index has what makes a Go file matter: copies of it in a vendor folder, or a
configuration that asks for imports."""

from __future__ import annotations

from ..tree.paths import CONFIGURATION
from .process import answer


def vendored_replacements_staged() -> bool:
    """Whether a modules.txt of the index lists a replacement: only then can a vendor folder
    hold a copy of a directory of the repository.

    `git grep` is one process; a listing and the content of the files would take two. True
    also where git cannot tell, because an object is missing.
    """
    return _is_staged("=>", (":(top)*modules.txt",))


def imports_or_vendored_replacements_staged() -> bool:
    """The same, or whether the configuration of the index has the word "imports"."""
    return _is_staged("=>", (":(top)*modules.txt",)) or _is_staged(
        "imports", (f":(top){CONFIGURATION}",)
    )


def _is_staged(text: str, pathspecs: tuple[str, ...]) -> bool:
    """Whether a text stands in a file of the index; also where git cannot tell."""
    status, _ = answer(
        "grep", "--cached", "--quiet", "--text", "--fixed-strings", "--threads=1",
        "--no-recurse-submodules", "-e", text, "--", *pathspecs,
    )  # fmt: skip
    return status != 1
