"""The normal form of vendor/modules.txt: what `go mod vendor` or `go work vendor` would write.

It is derived from the main modules and from modules.txt itself, which alone says
which packages were vendored, from which version and which replacement. Where
those differ from what is required now, only vendoring again can tell the rest:
that is said, and nothing is changed.
"""

from __future__ import annotations

from ..formats import modules_txt, modules_txt_layout
from ..formats.modules_txt import Block
from ..formats.problem import Problem
from ..verdicts.consistency import Comparison
from ..verdicts.vendor_listing import Listing, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ..formats.modules_txt import ModulesTxt
    from ..verdicts.main_modules import MainModules, Replaced

    Name = tuple[str, str]  # a module path and a version, "" for every version


class Style:
    """What the go line asks for.

    `workspace`: the mark of `go work vendor`. `explicit`: requirements are marked
    and unused replacements listed (go 1.14); `go`: the Go version that each module
    needs stands beside it (go 1.17).
    """

    __slots__ = ("explicit", "go", "workspace")

    def __init__(self, workspace: bool, explicit: bool, go: bool) -> None:
        self.workspace = workspace
        self.explicit = explicit
        self.go = go


class NormalForm:
    """The text that modules.txt should have, and what it takes `go mod vendor` to know.

    With any such problem `data` is the text as it is.
    """

    __slots__ = ("data", "problems")

    def __init__(self, data: bytes, problems: list[Problem]) -> None:
        self.data = data
        self.problems = problems


def normal(
    tree: ModulesTxt,
    mains: MainModules,
    style: Style,
    go_line: Callable[[str], str] = lambda directory: "",
) -> NormalForm:
    """The normal form of `tree`; `go_line` tells the go version of a directory that
    replaces a module, as modules.txt names it."""
    read = modules_txt_layout.undamaged(tree)
    form = _Form(read, mains, style, go_line)
    form.derive()
    data = modules_txt_layout.write(style.workspace, [*form.head, *form.tail()])
    if form.problems or data == tree.data:
        return NormalForm(tree.data, form.problems)
    if not _is_sound(tree, read, modules_txt.parse(data), mains):
        text = "cannot be brought into form"
        return NormalForm(tree.data, [Problem("unsound", text)])
    return NormalForm(data, [])


def _is_sound(tree: ModulesTxt, read: ModulesTxt, new: ModulesTxt, mains: MainModules) -> bool:
    """Whether a new text says what the old one says: the same packages, no new complaint."""
    packages = {package for block in new.blocks for package in block.packages}
    if packages != {package for block in read.blocks for package in block.packages}:
        return False
    for by_module in (True, False):
        before = complaints(tree, mains, by_module)
        if not complaints(new, mains, by_module) <= before:
            return False
    return True


def complaints(tree: ModulesTxt, mains: MainModules, by_module: bool) -> set[tuple[str, ...]]:
    """Kind, module and version of all that the go command has against `tree`."""
    problems = Comparison("", Listing(tree), mains, by_module).problems()
    return {(one.kind, one.module, one.version) for one in problems}


class _Form:
    """One derivation. `head` are the modules that are vendored or required, in order."""

    def __init__(
        self, tree: ModulesTxt, mains: MainModules, style: Style, go_line: Callable[[str], str]
    ) -> None:
        self.tree = tree
        self.mains = mains
        self.style = style
        self.go_line = go_line
        self.blocks = modules_txt_layout.merged(tree.blocks)
        if style.explicit:  # older releases leave packages in the order in which they met them
            for block in self.blocks.values():
                block.packages.sort()
        self.required = {one.name: one for one in mains.required}
        self.problems: list[Problem] = []
        self.head: list[Block] = []

    def derive(self) -> None:
        """Bring every block into form, or say why that is not known."""
        self._move_packages()
        for name, required in self.required.items():
            block = self.blocks.get(name)
            if block is None and (self.style.explicit or self._is_elsewhere(name)):
                text = f"{shown(name)} is required, but not vendored at this version"
                self._say("required", name, text, required.path, required.line)
            elif block is not None:
                block.explicit = 1
        for name in list(self.blocks):
            self._mark(name, self.blocks[name])
        found = [one for one in self.blocks.values() if one.version]
        found = [one for one in found if one.packages or one.explicit]
        self.head = modules_txt_layout.in_order(found)
        for block in self.head:
            self._replace(block)
            self._set_go(block)

    def _say(self, kind: str, name: Name, text: str, path: str = "", line: int = 0) -> None:
        problem = Problem(kind, text, line, path=path, module=name[0], version=name[1])
        self.problems.append(problem)

    def _is_elsewhere(self, name: Name) -> bool:
        """Whether packages of this module are vendored from another version."""
        return any(one[0] == name[0] and self.blocks[one].packages for one in self.blocks)

    def _move_packages(self) -> None:
        """Put each package that cannot be its module's where it can be."""
        lost = {}
        for name, block in self.blocks.items():
            for package in block.packages:
                if not name[1] or not _is_below(package, name[0]):
                    lost[package] = block
        if not lost:
            return
        newest = {block.path: block for block in modules_txt_layout.in_order(self.blocks.values())}
        for package, block in lost.items():
            owner = _owner(package, newest)
            if owner is not None and owner is not block and owner.version:
                block.packages.remove(package)
                owner.packages = sorted({*owner.packages, package})

    def _mark(self, name: Name, block: Block) -> None:
        """Explicit is what is required. A module that is neither required nor vendored
        is left out; whether one that is vendored is still needed we cannot know."""
        if name in self.required:
            block.explicit = 1 if self.style.explicit else 0
            return
        if not block.explicit:
            return
        if not self.style.explicit:
            block.explicit = 0
        elif block.packages or any(one[0] == name[0] for one in self.required):
            text = f"{shown(name)} is vendored as explicit, but not required"
            self._say("not-required", name, text)
        else:
            block.explicit = 0

    def tail(self) -> Iterator[Block]:
        """The replacements that no module of the head stands for."""
        if not self.style.explicit:
            return
        head = {(one.path, one.version) for one in self.head}
        for one in self.mains.replaced:
            if self.mains.replacement(one.name) is None:
                continue
            if one.name not in head or self._is_repeated(one.name):
                yield Block(*one.name, *self._target(one), 0)

    def _target(self, one: Replaced) -> Name:
        found = self.mains.replacement(one.name)
        return one.target if found is None else found.target

    def _is_repeated(self, name: Name) -> bool:
        """Up to Go 1.21 a required module without packages is replaced at the end once more."""
        block = self.blocks[name]
        if block.packages:
            return False
        found = [one for one in self.tree.blocks if (one.path, one.version) == name]
        return len(found) > 1 and any(map(modules_txt_layout.is_bare, found))

    def _replace(self, block: Block) -> None:
        """The target of a vendored module is what it was vendored from.

        A replacement of every version stands in two places: if either agrees
        with go.mod, the other follows.
        """
        name = (block.path, block.version)
        used = self.mains.replacement(name)
        wanted = ("", "") if used is None else used.target
        if wanted == (block.target, block.target_version):
            return
        every = self.blocks.get((block.path, ""))
        if every is not None and (every.target, every.target_version) == wanted != ("", ""):
            block.target, block.target_version = wanted
        else:
            text = f"{shown(name)} is vendored from {_from(block)}, not from {_shown(wanted, name)}"
            self._say("replaced", name, text, used.path if used else "", used.line if used else 0)

    def _set_go(self, block: Block) -> None:
        if not self.style.go:
            block.go = ""
        elif not block.go and block.target and not block.target_version:
            block.go = self.go_line(block.target)


def _is_below(package: str, path: str) -> bool:
    return package == path or package.startswith(path + "/")


def _owner(package: str, blocks: Mapping[str, Block]) -> Block | None:
    """The module with the longest path that can hold the package."""
    path = package
    while path:
        if path in blocks:
            return blocks[path]
        path = path.rpartition("/")[0]
    return None


def _from(block: Block) -> str:
    return _shown((block.target, block.target_version), (block.path, block.version))


def _shown(target: Name, name: Name) -> str:
    return shown(target) if target[0] else shown(name)
