"""`modcheck merge-driver BASE OURS THEIRS`: merge two go.sum files for git.

"Defining a custom merge driver" in https://git-scm.com/docs/gitattributes: git passes
three files (%O %A %B) and reads the result from the second. Exit status 1 means that
there is a conflict.
"""

from __future__ import annotations

import sys

from ..command.output import print_error, version, write_out
from ..formats import go_sum, go_sum_layout
from ..report.escaped import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..formats.go_sum_layout import HashConflict

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
    """Write the merged go.sum to the second file. The exit status: 0; 1 if hashes disagree;
    2 for wrong arguments.

    The first file, the common ancestor, is not needed: see `go_sum_layout.merge`. %P is the
    name of the file in messages.
    """
    if "--help" in arguments or "-h" in arguments:
        return write_out(USAGE)
    if "--version" in arguments:
        return write_out(version())
    if len(arguments) not in (3, 4):
        return print_error("modcheck merge-driver", "wants three files: %O %A %B")
    _, ours, theirs = arguments[:3]
    merged = go_sum_layout.merge(go_sum.parse(_read(ours)), go_sum.parse(_read(theirs)))
    with open(ours, "wb") as file:
        file.write(merged.data)
    name = arguments[3] if len(arguments) == 4 else "go.sum"
    for conflict in merged.disagreements:
        sys.stderr.write(f"{escaped(name)}: {escaped(_described(conflict))}\n")
    return 1 if merged.disagreements else 0


def _described(conflict: HashConflict) -> str:
    if not conflict.module:
        return "a line that is not a checksum is on one side only"
    return f"ours and theirs have different hashes for {conflict.module} {conflict.version}"


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
