"""What each release does with a module or workspace: the cells of `modcheck matrix`."""

from __future__ import annotations

from ..formats.kinds import TOO_NEW
from . import toolchain as toolchains

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..formats.problem import Problem
    from ..tree.tree import ModFileRef, Tree
    from ..values.releases import Release

    Verdict = Callable[[Tree, str, Sequence[Release]], list[Problem]]

ACCEPTS, TOO_OLD, REJECTS = "accepts", "too-old", "rejects"
PARSE, VENDOR, GRAPH = "parse", "vendor", "graph"
QUESTIONS = (PARSE, VENDOR, GRAPH)
AUTO, LOCAL = "auto", "local"


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
    tree: Tree,
    at: ModFileRef,
    releases: Sequence[Release],
    question: str = PARSE,
    *,
    toolchain: str = AUTO,
) -> list[Cell]:
    """One cell for each release, in their order.

    `at` is the go.mod that is asked about, any go.work left aside, or the go.work;
    `question` is one of QUESTIONS, `toolchain` what GOTOOLCHAIN is set to: AUTO or LOCAL.
    """
    request = toolchains.of_file(at.file) if toolchain == AUTO else None
    newer = {each: request.switches_to(each) if request else "" for each in releases}
    staying = [release for release in releases if not newer[release]]
    ask = verdict(question, at.is_workspace)
    problems = ask(tree, at.folder, staying) if staying else []
    row = []
    for release in releases:
        if newer[release]:
            row.append(Cell(release, TOO_OLD, switches_to=newer[release]))
            continue
        name = at.file.name
        reasons = request.problems(release, at.path, name) if request else []
        reasons = reasons or [problem for problem in problems if release in problem.releases]
        row.append(Cell(release, _state(reasons, toolchain), reasons))
    return row


def _state(problems: Sequence[Problem], toolchain: str) -> str:
    if not problems:
        return ACCEPTS
    if toolchain == LOCAL and problems[0].kind in TOO_NEW:
        return TOO_OLD
    return REJECTS


def verdict(question: str, is_workspace: bool) -> Verdict:
    """The function that tells what the releases report; ValueError for an unknown question."""
    if question == PARSE:
        from . import load  # only the questions that are asked

        return load.workspace if is_workspace else load.module
    if question == VENDOR:
        from . import vendor

        return vendor.workspace if is_workspace else vendor.module
    if question == GRAPH:
        from . import graph

        return graph.workspace if is_workspace else graph.module
    raise ValueError(f"{question!r} is none of {', '.join(QUESTIONS)}")
