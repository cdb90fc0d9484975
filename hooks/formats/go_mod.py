"""go.mod, https://go.dev/ref/mod#go-mod-file."""

from __future__ import annotations

from hooks.formats import mod_directives, mod_requirements
from hooks.formats.directives import Requirement
from hooks.formats.mod_shared import ModFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hooks.formats.directives import (
        Exclusion,
        Ignore,
        Module,
        Retraction,
        Tool,
    )
    from hooks.formats.mod_requirements import Name
    from hooks.formats.mod_syntax import Requirements


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


def parse(data: bytes) -> GoMod:
    """Read go.mod. Nothing is raised: what is wrong stands in the problems."""
    tree = GoMod(data)
    mod_directives.read(tree)
    return tree
