"""go.mod, https://go.dev/ref/mod#go-mod-file."""

from __future__ import annotations

from hooks.formats import mod_directives
from hooks.formats.mod_shared import ModFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hooks.formats.directives import (
        Exclusion,
        Ignore,
        Module,
        Requirement,
        Retraction,
        Tool,
    )


class GoMod(ModFile):
    """What a go.mod says.

    `cut_retracts` are retractions with a word too many behind them, which only count
    where a release reads the file laxly.
    """

    __slots__ = ("cut_retracts", "excludes", "ignores", "module", "requires", "retracts", "tools")

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.module: Module | None = None
        self.requires: list[Requirement] = []
        self.excludes: list[Exclusion] = []
        self.retracts: list[Retraction] = []
        self.cut_retracts: list[Retraction] = []
        self.tools: list[Tool] = []
        self.ignores: list[Ignore] = []


def parse(data: bytes) -> GoMod:
    """Read go.mod. Nothing is raised: what is wrong stands in the problems."""
    tree = GoMod(data)
    mod_directives.read(tree)
    return tree
