"""What each release does with a module or workspace: the cells of `modcheck matrix`."""

from __future__ import annotations

from . import switching
from .sources import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..formats.problem import Problem
    from ..values.releases import Release
    from .sources import Sources

    Verdict = Callable[[Sources, str, Sequence[Release]], list[Problem]]

ACCEPTS, TOO_OLD, REJECTS = "accepts", "too-old", "rejects"
KINDS = ("parse", "vendor", "graph")
AUTO, LOCAL = "auto", "local"

_TOO_NEW = frozenset(["gomod-too-new", "gowork-too-new"])


class Cell:
    """What one release does.

    `state` is one of ACCEPTS, TOO_OLD and REJECTS. `switches_to` is the go version
    that a release that is too old hands over to, "" where it only gives up.
    `problems` are the reasons.
    """

    __slots__ = ("problems", "release", "state", "switches_to")

    def __init__(
        self, release: Release, state: str, problems: Sequence[Problem] = (), switches_to: str = ""
    ) -> None:
        self.release = release
        self.state = state
        self.problems = problems
        self.switches_to = switches_to

    def __repr__(self) -> str:
        return f"Cell({self.release}, {self.state}, {list(self.problems)})"


def cells(
    sources: Sources,
    folder: str,
    releases: Sequence[Release],
    kind: str = "parse",
    *,
    toolchain: str = AUTO,
    workspace: bool = False,
) -> list[Cell]:
    """One cell for each release, in their order.

    `kind` is one of KINDS, `toolchain` what GOTOOLCHAIN is set to: AUTO or LOCAL.
    With `workspace` the go.work in `folder` is asked about, without it the go.mod,
    any go.work left aside. None for a folder that holds no such file.
    """
    tree = sources.go_work(folder) if workspace else sources.go_mod(folder)
    if tree is None:
        return []
    wanted = switching.read(tree.data) if toolchain == AUTO else None
    newer = {one: wanted.newer(one) if wanted else "" for one in releases}
    staying = [one for one in releases if not newer[one]]
    problems = verdict(kind, workspace)(sources, folder, staying) if staying else []
    name = "go.work" if workspace else "go.mod"
    path = join(folder, name) if workspace else sources.go_mod_path(folder)
    found = []
    for one in releases:
        if newer[one]:
            found.append(Cell(one, TOO_OLD, switches_to=newer[one]))
            continue
        reasons = wanted.refused(one, name) if wanted else []
        for reason in reasons:
            reason.path, reason.releases = path, [one]
        reasons = reasons or [problem for problem in problems if one in problem.releases]
        found.append(Cell(one, _state(reasons, toolchain), reasons))
    return found


def _state(problems: Sequence[Problem], toolchain: str) -> str:
    if not problems:
        return ACCEPTS
    if toolchain == LOCAL and problems[0].kind in _TOO_NEW:
        return TOO_OLD
    return REJECTS


def verdict(kind: str, workspace: bool) -> Verdict:
    """The function that says what the releases say; ValueError for an unknown kind."""
    if kind == "parse":
        from . import parse  # only the kinds that are asked for

        return parse.workspace if workspace else parse.module
    if kind == "vendor":
        from . import vendor

        return vendor.workspace if workspace else vendor.module
    if kind == "graph":
        from . import graph

        return graph.workspace if workspace else graph.module
    raise ValueError(f"{kind!r} is none of {', '.join(KINDS)}")
