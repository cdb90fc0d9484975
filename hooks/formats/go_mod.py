"""go.mod, https://go.dev/ref/mod#go-mod-file."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hooks.formats.directives import (
        Exclusion,
        Go,
        GoDebug,
        Ignore,
        Module,
        Replacement,
        Requirement,
        Retraction,
        Tool,
        Toolchain,
    )
    from hooks.formats.problem import Problem


class GoMod:
    """What a go.mod says.

    Lists are in file order and hold every line that can be read, the bad ones
    left out; `problems` holds what the go command says against the file, in file
    order, each with the releases (`since`, `until`) that say it.
    """

    __slots__ = (
        "data",
        "excludes",
        "go",
        "godebugs",
        "ignores",
        "module",
        "problems",
        "replaces",
        "requires",
        "retracts",
        "toolchain",
        "tools",
    )

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.module: Module | None = None
        self.go: Go | None = None
        self.toolchain: Toolchain | None = None
        self.godebugs: list[GoDebug] = []
        self.requires: list[Requirement] = []
        self.excludes: list[Exclusion] = []
        self.replaces: list[Replacement] = []
        self.retracts: list[Retraction] = []
        self.tools: list[Tool] = []
        self.ignores: list[Ignore] = []
        self.problems: list[Problem] = []

    def __bytes__(self) -> bytes:
        return self.data
