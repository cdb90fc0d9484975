"""What to do about a line of go.sum, go.work.sum or vendor.sum that is wrong.

`go mod tidy` adds lines and drops what is not needed; a line that is there it believes, and it
stops at one that it cannot read or that does not fit what it downloads. So the file of the base
comes first, and tidy adds to it what the change needs.
"""

from __future__ import annotations

from ..rules.hint import otherwise, restore, run, say
from ..tree.paths import parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..rules.hint import Hint

BASE_AND_TIDY = "the lines of the base, and what the change adds to them"


def from_base(path: str) -> Hint:
    """What takes the file from the base and adds what is lacking."""
    folder = parent(path)
    name = path.rpartition("/")[2]
    if name == "go.sum":
        return restore(path, BASE_AND_TIDY, folder=folder, then="go mod tidy")
    if name == "vendor.sum":
        tidy = "touch go.mod && go mod tidy -modfile=vendor.mod && rm go.mod"
        return restore(path, BASE_AND_TIDY, folder=folder, then=tidy)
    return restore(path, "a build in the workspace adds what is lacking")


def write_anew(path: str, module: str = "") -> list[Hint]:
    """The same; without a base, the line is removed by hand and written by the go command.
    `module` is one whose hash has to be there, as MODULE@VERSION."""
    name = path.rpartition("/")[2]
    command = f"go mod download {module}" if module and name == "go.work.sum" else "go mod tidy"
    if name == "vendor.sum":
        command = "touch go.mod && go mod tidy -modfile=vendor.mod && rm go.mod"
    by_hand = otherwise(say("remove the line by hand, then:"))
    return [from_base(path), by_hand, run(command, parent(path))]
