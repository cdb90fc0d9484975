"""vendor/modules.txt, https://go.dev/ref/mod#vendoring.

    file    = [ "## workspace" ] { block } .
    block   = "# " module { mark | package } .
    module  = path version [ "=>" target [ version ] ] | path "=>" target [ version ] .
    mark    = "## " word { ";" word } .       "explicit", "go " version
    package = import path .

Each line stands for itself and there is no error in it: a line that is none of
these, a blank one or a comment among them, says nothing. A "# " line of three
or more words that names no module ends the block before it, so that what
follows belongs to no module. A block without version only says that every
version of the path is replaced.
"""

from __future__ import annotations

from ..values import module_path, semver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# The go command's white space; Python's has \x1c to \x1f in addition.
_BLANKS = "\t\v\f\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_BLANKS += "\u2028\u2029\u202f\u205f\u3000"
_TO_SPACE = str.maketrans(dict.fromkeys(_BLANKS, " "))
_SPACES = " " + _BLANKS
_ODD_BYTES = b"\t\v\f\r\x1c\x1d\x1e\x1f"


class Block:
    """A module line and what stands below it, lines counted from 1 (0: no such line).

    `version` "" is a replacement of every version. `target` "" means not
    replaced; `target_version` "" that `target` is a directory. `explicit` is
    the line that says so, `go` the last Go version given, in line `go_line`.
    `package_lines` are the lines of `packages`.
    """

    __slots__ = (
        "explicit",
        "go",
        "go_line",
        "line",
        "package_lines",
        "packages",
        "path",
        "target",
        "target_version",
        "version",
    )

    def __init__(
        self, path: str, version: str, target: str, target_version: str, line: int
    ) -> None:
        self.path = path
        self.version = version
        self.target = target
        self.target_version = target_version
        self.line = line
        self.explicit = 0
        self.go = ""
        self.go_line = 0
        self.packages: list[str] = []
        self.package_lines: list[int] = []

    def copy(self) -> Block:
        """A block of its own that says the same."""
        other = Block(self.path, self.version, self.target, self.target_version, self.line)
        other.explicit, other.go, other.go_line = self.explicit, self.go, self.go_line
        other.packages, other.package_lines = list(self.packages), list(self.package_lines)
        return other

    def __repr__(self) -> str:
        return f"Block({self.path} {self.version}, line {self.line})"


class GoMark:
    """A `go` mark: the module in `block` says that it needs Go `version`."""

    __slots__ = ("block", "line", "version")

    def __init__(self, block: Block, version: str, line: int) -> None:
        self.block = block
        self.version = version
        self.line = line


class ModulesTxt:
    """What a modules.txt says.

    `workspace` tells whether the first line marks it as made by `go work
    vendor`. `blocks` are in file order, several of one module included.
    `go_marks` are all of them, `foreign` the lines that say nothing.
    """

    __slots__ = ("blocks", "data", "foreign", "go_marks", "workspace")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.workspace = False
        self.blocks: list[Block] = []
        self.go_marks: list[GoMark] = []
        self.foreign: list[int] = []

    def __bytes__(self) -> bytes:
        return self.data


def parse(data: bytes) -> ModulesTxt:
    """Read a modules.txt; there is no content that cannot be read."""
    tree = ModulesTxt(data)
    if data:
        odd = not data.isascii() or len(data.translate(None, _ODD_BYTES)) != len(data)
        # what follows the last newline is no line
        text = data.decode("utf-8", "surrogateescape").removesuffix("\n")
        if odd:
            _by_line(tree, text.split("\n"), 1, None, odd=True)
        else:
            _by_section(tree, text.split("\n# "))
    if not module_path.are_plain([package for block in tree.blocks for package in block.packages]):
        _drop_others(tree)
    return tree


def _by_section(tree: ModulesTxt, sections: Sequence[str]) -> None:
    """Read block by block. Each section but the first lacks the "# " at its begin."""
    block: Block | None = None
    number = 1
    for section in sections:
        if number > 1:
            found = _known.get((section, number)) or _ordinary(section, number)
            section = "# " + section
        else:
            found = _ordinary(section[2:], number) if section[:2] == "# " else None
        if found is None:
            if block is not None and block is tree.blocks[-1]:
                block = tree.blocks[-1] = block.copy()  # it may be another file's too
            block = _by_line(tree, section.split("\n"), number, block, odd=False)
        else:
            block = found[0]
            tree.blocks.append(block)
            if found[1]:
                _mark(tree, block, found[1], number + 1)
        number += section.count("\n") + 1


_known: dict[tuple[str, int], tuple[Block, str]] = {}
"""The ordinary blocks met so far, by text and line: two versions of a file share most."""
_MANY = 50_000


def _ordinary(section: str, number: int) -> tuple[Block, str] | None:
    """The block that begins at a line, and its mark, where all is as the go command writes it:
    a module line, a mark or none, packages. None for one that has to be read by line."""
    head, _, rest = section.partition("\n")
    words = head.split(" ")
    if len(words) < 2 or "" in words or "\n\n" in section or section[-1] == "\n":
        return None
    block = _block(["#", *words], number)
    mark = ""
    if rest[:3] == "## ":
        mark, _, rest = rest.partition("\n")
    if block is None or " " in rest or "#" in rest:
        return None
    if rest:
        block.packages = rest.split("\n")
        first = number + (2 if mark else 1)
        block.package_lines = list(range(first, first + len(block.packages)))
    if len(_known) > _MANY:
        _known.clear()
    _known[section, number] = found = block, mark
    return found


def _by_line(
    tree: ModulesTxt, lines: Sequence[str], first: int, block: Block | None, *, odd: bool
) -> Block | None:
    """Read lines one by one, the first below `block`; what the last stands in is returned.

    `odd`: there may be white space other than blanks.
    """
    for number, line in enumerate(lines, first):
        if line[:1] != "#" and block is not None:
            word = line.translate(_TO_SPACE).strip(" ") if odd else line.strip(" ")
            if word and " " not in word:
                block.packages.append(word)
                block.package_lines.append(number)
                continue
        elif line[:3] == "## ":
            _mark(tree, block, line, number)
            continue
        elif line[:2] == "# ":
            words = _words(line.translate(_TO_SPACE) if odd else line)
            if len(words) > 2:
                block = _block(words, number)
                if block is not None:
                    tree.blocks.append(block)
                    continue
        tree.foreign.append(number)
    return block


def _words(text: str) -> list[str]:
    return [word for word in text.split(" ") if word]


def is_module_line(words: Sequence[str]) -> bool:
    """Whether a line of "#" and these words opens a block."""
    return len(words) > 1 and (words[1] == "=>" or semver.is_valid(words[1]))


def _block(words: Sequence[str], number: int) -> Block | None:
    """The block that a module line opens; None where it names no module."""
    path, version = words[1], words[2]
    if version == "=>":
        version, rest = "", words[2:]
    elif semver.is_valid(version):
        rest = words[3:]
    else:
        return None
    target = target_version = ""
    if rest[:1] == ["=>"]:
        if len(rest) == 2:
            target = rest[1]
        elif len(rest) == 3 and semver.is_valid(rest[2]):
            target, target_version = rest[1], rest[2]
    return Block(path, version, target, target_version, number)


def _mark(tree: ModulesTxt, block: Block | None, line: str, number: int) -> None:
    """Read a "## " line."""
    words = _marks.get(line)
    if words is None:
        words = _marks[line] = [entry.strip(_SPACES) for entry in line[3:].split(";")]
    known = False
    for word in words:
        if word == "workspace" and number == 1:
            tree.workspace = known = True
        elif block is None:
            continue
        elif word == "explicit":
            block.explicit = block.explicit or number
            known = True
        elif word.startswith("go "):
            block.go, block.go_line = word[3:], number
            tree.go_marks.append(GoMark(block, word[3:], number))
            known = True
    if not known:
        tree.foreign.append(number)


_marks: dict[str, list[str]] = {}
"""The words of each mark met so far: most modules bear one of a few."""


def _drop_others(tree: ModulesTxt) -> None:
    """Move the package lines that hold no import path to the foreign ones."""
    for place, block in enumerate(tree.blocks):
        pairs = list(zip(block.packages, block.package_lines, strict=True))
        kept = [pair for pair in pairs if not module_path.import_path_fault(pair[0])]
        if len(kept) < len(pairs):
            block = tree.blocks[place] = block.copy()  # it may be another file's too
            lines = {line for _, line in kept}
            tree.foreign += [line for line in block.package_lines if line not in lines]
            block.packages = [package for package, _ in kept]
            block.package_lines = [line for _, line in kept]
    tree.foreign.sort()
