"""What a go.mod and a go.work say, once they are read."""

from __future__ import annotations

from ..values.releases import ROWS
from . import mod_requirements, mod_syntax
from .directives import Requirement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .directives import (
        Exclusion,
        Go,
        GoDebug,
        Ignore,
        Module,
        Replacement,
        Retraction,
        Tool,
        Toolchain,
        Use,
    )
    from .mod_requirements import Name
    from .mod_syntax import Requirements
    from .problem import Problem


class ModFile:
    """What go.mod and go.work have in common.

    Lists are in file order and hold every line that can be read, the bad ones
    left out. Problems are in file order, each with the releases (`since`,
    `until`) that say it: `problems` when the file is loaded, `edit_problems` when
    `go mod edit` or `go work edit` reads it, `lax_problems` when it is loaded as
    the go.mod of a replacement or another dependency; `lasting_problems` are those
    of `problems` that stay when what a newer release may understand is left out.
    `lax_go` is the go line's version as a dependency's is read ("1.21" of
    "1.21.x"), "" without one; `has_short_go` tells whether there is a go line that
    releases before 1.21 can read.
    """

    __slots__ = (
        "data",
        "edit_problems",
        "go",
        "godebugs",
        "has_short_go",
        "lasting_problems",
        "lax_go",
        "lax_problems",
        "problems",
        "replaces",
        "syntax",
        "toolchain",
    )

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.syntax = mod_syntax.parse(data)
        self.go: Go | None = None
        self.toolchain: Toolchain | None = None
        self.godebugs: list[GoDebug] = []
        self.replaces: list[Replacement] = []
        self.problems: list[Problem] = []
        self.edit_problems: list[Problem] = []
        self.lax_problems: list[Problem] = []
        self.lasting_problems: list[Problem] = []
        self.lax_go = ""
        self.has_short_go = False

    def __bytes__(self) -> bytes:
        return self.data

    @property
    def is_readable(self) -> bool:
        """Whether the newest release known can read the file."""
        newest = ROWS[-1].minor
        return not any(one.since <= newest <= one.until for one in self.problems)


class GoMod(ModFile):
    """What a go.mod says.

    `cut_retracts` are retractions with a word too many behind them, which only count
    where a release reads the file laxly. `names` are module and version of each
    requirement, in file order.
    """

    __slots__ = (
        "_listed",
        "_requires",
        "cut_retracts",
        "excludes",
        "ignores",
        "module",
        "names",
        "retracts",
        "tools",
    )

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.module: Module | None = None
        self.names: list[Name] = []
        self._listed: list[Requirement | Requirements] = []
        self._requires: list[Requirement] | None = None
        self.excludes: list[Exclusion] = []
        self.retracts: list[Retraction] = []
        self.cut_retracts: list[Retraction] = []
        self.tools: list[Tool] = []
        self.ignores: list[Ignore] = []

    def add(self, found: Requirement | Requirements) -> None:
        """Take up a requirement, or a block of them."""
        self._listed.append(found)
        if isinstance(found, Requirement):
            self.names.append(mod_requirements.name(found.path, found.version))
        else:
            self.names += [name for name, _, _ in found.known]

    @property
    def requires(self) -> list[Requirement]:
        """The requirements, in file order: made when asked for, and let go when others are.

        Most modules are sound, and then their names tell it.
        """
        if self._requires is None:
            self._requires = []
            for one in self._listed:
                self._requires += [one] if isinstance(one, Requirement) else _made(one)
            _awake.append(self)
            if len(_awake) > 8:
                _awake.pop(0)._requires = None
        return self._requires


_awake: list[GoMod] = []
"""The files whose requirements were made last."""


def _made(block: Requirements) -> list[Requirement]:
    return [
        Requirement(path, version, indirect, line, 2)
        for line, ((path, version), indirect, _) in enumerate(block.known, block.first)
    ]


class GoWork(ModFile):
    """What a go.work says."""

    __slots__ = ("uses",)

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.uses: list[Use] = []
