"""The content of a go.mod or go.work, once it is read."""

from __future__ import annotations

from ...values import go_version
from ...values.module_version import ModuleVersion
from ...values.releases import NEWEST
from ..kinds import TOO_LARGE
from ..problem import LOAD, Problem, read_by
from . import syntax
from .directives import Requirement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeVar

    from .directives import (
        Exclusion,
        Go,
        GoDebug,
        Ignore,
        Module,
        Opaque,
        Replacement,
        Retraction,
        Tool,
        Toolchain,
        Use,
    )
    from .syntax import RequireBlock

    T = TypeVar("T")

FIRST_PRUNED = "1.17"  # from this go line on the module graph is pruned
LARGEST = 16 << 20  # bytes of a go.mod that the go command takes; nothing of a larger file is read
WITHOUT_GO_LINE = "1.16"  # the version that the go command assumes without a go line


class ModFile:
    """The content of a go.mod or go.work; lists of directives that such a file cannot have
    stay empty.

    The lists are in file order and have every line that can be read; the others are in
    `problems`, with who reports them. `opaque` are the lines of directives that a newer
    release knows and this package does not. `cut_retracts` are retractions with a word too
    many at the end, which count only in the go.mod of a dependency. `requirements` are the
    module and version of each requirement, without the position, see `requires`.

    `lax_go` is the version of the go line as it is read in the go.mod of a dependency
    ("1.21" of "1.21.x"), "" without one; `has_short_go` is whether there is a go line that
    releases before 1.21 can read.
    """

    __slots__ = (
        "_listed",
        "_made",
        "_requires",
        "cut_retracts",
        "data",
        "excludes",
        "go",
        "godebugs",
        "has_short_go",
        "ignores",
        "lax_go",
        "module",
        "opaque",
        "problems",
        "replaces",
        "requirements",
        "retracts",
        "syntax",
        "toolchain",
        "tools",
        "uses",
    )

    name = ""
    looks_versions_up = True

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.syntax = syntax.parse(data if len(data) <= LARGEST else b"")
        self.problems: list[Problem] = []
        if len(data) > LARGEST:
            message = f"{self.name} file too large (max size is {LARGEST} bytes)"
            self.problems.append(Problem(TOO_LARGE, message, 1, 1))
        self.module: Module | None = None
        self.go: Go | None = None
        self.lax_go = ""
        self.has_short_go = False
        self.toolchain: Toolchain | None = None
        self.godebugs: list[GoDebug] = []
        self.requirements: list[ModuleVersion] = []
        self._listed: list[Requirement | RequireBlock] = []
        self._requires: list[Requirement] | None = None
        self.excludes: list[Exclusion] = []
        self.replaces: list[Replacement] = []
        self.retracts: list[Retraction] = []
        self.cut_retracts: list[Retraction] = []
        self.tools: list[Tool] = []
        self.ignores: list[Ignore] = []
        self.uses: list[Use] = []
        self.opaque: list[Opaque] = []
        self._made: dict[tuple[object, str], Any] = {}

    def once(self, make: Callable[[ModFile, str], T], place: str) -> T:
        """`make(self, place)`, worked out once for each place in which the file lies."""
        key = (make, place)
        if key not in self._made:
            self._made[key] = make(self, place)
        made: T = self._made[key]
        return made

    def __bytes__(self) -> bytes:
        return self.data

    def read_by(self, reader: int) -> Sequence[Problem]:
        """The problems that a reader reports; see `formats.problem` for the readers."""
        return read_by(self.problems, reader)

    @property
    def is_readable(self) -> bool:
        """Whether the newest known release can load the file."""
        return not any(problem.applies_to(NEWEST) for problem in self.read_by(LOAD))

    def go_at_least(self, version: str) -> bool:
        """Whether there is a go line, and it is `version` or newer."""
        return self.go is not None and _order(self.go.version) >= _order(version)

    @property
    def is_pruned(self) -> bool:
        """Whether the module graph is pruned: the go line is 1.17 or newer
        (https://go.dev/ref/mod#graph-pruning)."""
        return self.go_at_least(FIRST_PRUNED)

    def add(self, requirement: Requirement | RequireBlock) -> None:
        """Add a requirement, or a block of them."""
        self._listed.append(requirement)
        if isinstance(requirement, Requirement):
            self.requirements.append(ModuleVersion(requirement.path, requirement.version))
        else:
            self.requirements += [required for required, _, _ in requirement.known]

    @property
    def requires(self) -> list[Requirement]:
        """The requirements with their positions, in file order.

        Built on first use, and kept by the 8 files that built it last: where nothing is
        wrong, `requirements` is enough.
        """
        if self._requires is None:
            self._requires = []
            for part in self._listed:
                self._requires += [part] if isinstance(part, Requirement) else _of_block(part)
            _recent.append(self)
            if len(_recent) > 8:
                _recent.pop(0)._requires = None
        return self._requires


_order = go_version.order

_recent: list[ModFile] = []
"""The files that built their `requires` last."""


def _of_block(block: RequireBlock) -> list[Requirement]:
    return [
        Requirement(module.path, module.version, indirect, line, 2)
        for line, (module, indirect, _) in enumerate(block.known, block.first)
    ]


class GoMod(ModFile):
    """The content of a go.mod, https://go.dev/ref/mod#go-mod-file."""

    __slots__ = ()

    name = "go.mod"


class GoWork(ModFile):
    """The content of a go.work, https://go.dev/ref/mod#go-work-file."""

    __slots__ = ()

    name = "go.work"
    looks_versions_up = False
