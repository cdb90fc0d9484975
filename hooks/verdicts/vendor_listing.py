"""vendor/modules.txt as the go command arranges it before it compares."""

from __future__ import annotations

from ..values import semver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..formats.modules_txt import Block, ModulesTxt

    Name = tuple[str, str]  # a module path and a version, "" for every version


class Vendored:
    """What is said of one module and version, all its blocks together.

    `line` is its first line, `explicit` the line of the mark, `replaced` the
    line that names `target` (0: none); of several replacements the last counts.
    """

    __slots__ = ("explicit", "line", "replaced", "target")

    def __init__(self, line: int) -> None:
        self.line = line
        self.explicit = 0
        self.replaced = 0
        self.target: Name = ("", "")


class Listing:
    """The modules of a modules.txt.

    `names` maps path and version to what is said of them. `built` are the
    modules that packages are taken from: of one path, each whose version is
    above those listed before it. `newest` is the last of them, by path.
    """

    __slots__ = ("built", "names", "newest")

    def __init__(self, tree: ModulesTxt | None) -> None:
        self.names: dict[Name, Vendored] = {}
        self.built: list[Name] = []
        self.newest: dict[str, str] = {}
        for block in tree.blocks if tree else ():
            self._add(block)

    def _add(self, block: Block) -> None:
        name = (block.path, block.version)
        known = self.names.get(name)
        if known is None:
            known = self.names[name] = Vendored(block.line)
        known.explicit = known.explicit or block.explicit
        if block.target:
            known.replaced = block.line
            known.target = (block.target, block.target_version)
        if block.packages:
            newest = self.newest.get(block.path)
            if newest is None or semver.compare(newest, block.version) < 0:
                self.newest[block.path] = block.version
                self.built.append(name)

    def line(self, name: Name) -> int:
        """The line of this module, or of another version of it; 0 without one."""
        known = self.names.get(name)
        if known is None:
            known = next((self.names[one] for one in self.names if one[0] == name[0]), None)
        return known.line if known else 0


def shown(name: Name) -> str:
    """A module and its version in one word."""
    return f"{name[0]}@{name[1]}" if name[1] else name[0]
