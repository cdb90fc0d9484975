"""The complaints of the graph verdict that say more than their message."""

from __future__ import annotations

from ..formats.problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .replacements import Name, Target


class Unreached(Problem):
    """A replacement whose directory has no go.mod, as soon as its module is required."""

    __slots__ = ("required", "target")

    def __init__(self, name: Name, target: Target) -> None:
        directory = target.text
        message = (
            f"{name[0]}@{name[1]} (replaced by {directory}): reading {directory}/go.mod: "
            "no such file or directory"
        )
        super().__init__("replace-no-gomod", message, target.line, 1, path=target.path)
        self.required = name
        self.target = target


class Missing(Problem):
    """A go.sum line that is needed to read a module's go.mod.

    `sum` is the module and version that the line would begin with, without
    "/go.mod": those of the replacement, where there is one. `via` is the local
    go.mod that requires the module, "" where the main module does.
    """

    __slots__ = ("sum", "via")

    def __init__(self, name: Name, entry: Name, path: str, line: int, via: str) -> None:
        replaced = "" if entry == name else f" (replaced by {entry[0]}@{entry[1]})"
        message = f"{name[0]}@{name[1]}{replaced}: missing go.sum entry for go.mod file"
        super().__init__(
            "gosum-missing", message, line, 1, path=path, module=name[0], version=name[1]
        )
        self.sum = entry
        self.via = via


class Need:
    """One change that go.mod would need.

    `module` is to be listed at `version` instead of `listed` (in `line`); "go" and
    "toolchain" stand for those lines, and a `version` of "" for "not at all".
    `by` is the go.mod that asks for it, in `by_line`; "" where it is go.mod itself.
    """

    __slots__ = ("by", "by_line", "line", "listed", "module", "version")

    def __init__(
        self, module: str, listed: str, line: int, version: str, by: str = "", by_line: int = 0
    ) -> None:
        self.module = module
        self.listed = listed
        self.line = line
        self.version = version
        self.by = by
        self.by_line = by_line

    def __repr__(self) -> str:
        return f"Need({self.module} {self.listed} -> {self.version}, {self.by}:{self.by_line})"


class UpdatesNeeded(Problem):
    """go.mod would have to change; `needs` are the changes that the tree alone tells."""

    __slots__ = ("needs",)

    def __init__(self, path: str, needs: list[Need]) -> None:
        line = needs[0].line if needs else 0
        super().__init__("updates-needed", "updates to go.mod needed", line, 1, path=path)
        self.needs = needs
