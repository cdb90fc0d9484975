"""Whether the index has what makes a Go file matter: copies of it in a vendor folder, or a
configuration that asks for imports."""

from __future__ import annotations

from ..tree.paths import CONFIGURATION
from .process import answer

# A replacement, in a modules.txt; the key "imports", in a configuration
REPLACEMENT = "=>"
ASKS_FOR_IMPORTS = """imports["']?[[:space:]]*="""


def vendored_replacements_staged(*, imports: bool = False) -> bool:
    """Whether a modules.txt of the index lists a replacement: only then can a vendor folder
    hold a copy of a directory of the repository. With `imports` also whether the configuration
    there has a key of that name.

    `git grep` is one process; a listing and the content of the files would take two. True
    also where git cannot tell, because an object is missing.
    """
    pattern = f"{REPLACEMENT}|{ASKS_FOR_IMPORTS}" if imports else REPLACEMENT
    status, _ = answer(
        "grep", "--cached", "--quiet", "--text", "--extended-regexp", "--threads=1",
        "--no-recurse-submodules", "-e", pattern, "--", ":(top)*modules.txt",
        *([f":(top){CONFIGURATION}"] if imports else []),
    )  # fmt: skip
    return status != 1
