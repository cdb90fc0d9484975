"""Whether the index has what makes other files matter than those of modules: copies in a vendor
folder, or a configuration that asks for them."""

from __future__ import annotations

from ..tree.paths import CONFIGURATION
from .process import answer

# A replacement, in a modules.txt
REPLACEMENT = "=>"
# Keys of the configuration: for imports of Go files, and for files that name a version of Go
IMPORTS, VERSIONS = "imports", "match-file"


def staged(*keys: str, copies: bool = True) -> bool:
    """Whether the configuration in the index has one of these keys; with `copies` also whether a
    modules.txt there lists a replacement: only then can a vendor folder hold a copy of a directory
    of the repository.

    `git grep` is one process; a listing and the content of the files would take two. True
    also where git cannot tell, because an object is missing.
    """
    patterns = [f"""{key}["']?[[:space:]]*=""" for key in keys]
    paths = [f":(top){CONFIGURATION}"] if keys else []
    if copies:
        patterns.append(REPLACEMENT)
        paths.append(":(top)*modules.txt")
    status, _ = answer(
        "grep", "--cached", "--quiet", "--text", "--extended-regexp", "--threads=1",
        "--no-recurse-submodules", "-e", "|".join(patterns), "--", *paths,
    )  # fmt: skip
    return status != 1
