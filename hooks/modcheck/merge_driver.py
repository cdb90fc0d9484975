"""`modcheck merge-driver BASE OURS THEIRS`: merge two go.sum files for git.

"Defining a custom merge driver" in git's manual of attributes: git names three
files (%O %A %B), takes the result from the second, and takes exit status 1 for
a conflict.
"""

from __future__ import annotations

import sys

from ..command.output import complain, put
from ..formats import go_sum, go_sum_layout
from ..report.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..formats.go_sum_layout import Disagreement

USAGE = """\
usage: modcheck merge-driver %O %A %B [%P]

Set it up once in each clone:
  git config merge.go-sum.name "union of go.sum entries"
  git config merge.go-sum.driver "modcheck merge-driver %O %A %B %P"
and once in the repository, in .gitattributes:
  go.sum      merge=go-sum
  go.work.sum merge=go-sum
"""


def merge_driver(arguments: Sequence[str]) -> int:
    """Write the merge to the second file; 0: done, 1: a hash disagrees, 2: usage.

    The first file, what both sides had in common, is not needed: see
    `go_sum_layout.merge`. %P only names the file in what is said.
    """
    if "--help" in arguments or "-h" in arguments:
        return put(USAGE)
    if len(arguments) not in (3, 4):
        return complain("modcheck merge-driver", "wants three files: %O %A %B")
    _, ours, theirs = arguments[:3]
    merged = go_sum_layout.merge(go_sum.parse(_read(ours)), go_sum.parse(_read(theirs)))
    with open(ours, "wb") as file:
        file.write(merged.data)
    name = arguments[3] if len(arguments) == 4 else "go.sum"
    for one in merged.disagreements:
        sys.stderr.write(f"{visible(name)}: {visible(_described(one))}\n")
    return 1 if merged.disagreements else 0


def _described(one: Disagreement) -> str:
    if not one.module:
        return "a line that is no entry stands on one side only"
    return f"ours and theirs have different hashes for {one.module} {one.version}"


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
