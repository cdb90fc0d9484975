"""vendor/modules.txt, https://go.dev/ref/mod#vendoring.

    file    = [ "## workspace" ] { block } .
    block   = "# " module { mark | package } .
    module  = path version [ "=>" target [ version ] ] | path "=>" target [ version ] .
    mark    = "## " word { ";" word } .       "explicit", "go " version
    package = import path .

There are no syntax errors: the go command ignores every other line, such as a blank
one or a comment. But a "# " line of three or more words that does not name a module
ends the block above it, and the lines that follow belong to no module. A block without
a version only says that every version of the path is replaced.
"""

from __future__ import annotations

from ..values import module_path, semver
from ..values.module_version import ModuleVersion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# White space to the go command; to Python \x1c to \x1f are white space as well
_BLANKS = "\t\v\f\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_BLANKS += "\u2028\u2029\u202f\u205f\u3000"
_TO_SPACE = str.maketrans(dict.fromkeys(_BLANKS, " "))
_SPACES = " " + _BLANKS
_NO_LINES = range(0)
_ODD_BYTES = b"\t\v\f\r\x1c\x1d\x1e\x1f"


class VendoredModule:
    """A block: a module line, and the marks and packages below it.

    `version` is "" for a replacement of every version. `target` is "" where the module is
    not replaced; `target_version` is "" where `target` is a directory. `line` is the line of
    the module, `explicit` that of its mark "explicit", `go_line` that of its last `go` mark
    and `package_lines` those of its `packages`; lines count from 1 (0: no such line).
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
        self.package_lines: list[int] | range = _NO_LINES

    def add_package(self, package: str, line: int) -> None:
        """Add one more package, which stands on this line."""
        if isinstance(self.package_lines, range):
            self.package_lines = list(self.package_lines)
        self.packages.append(package)
        self.package_lines.append(line)

    @property
    def module_version(self) -> ModuleVersion:
        """Path and version of the module."""
        return ModuleVersion(self.path, self.version)

    @property
    def source(self) -> ModuleVersion:
        """Target of the replacement, and its version; ("", "") where there is none."""
        return ModuleVersion(self.target, self.target_version)

    def copy(self) -> VendoredModule:
        """An equal block with lists of its own."""
        block = VendoredModule(self.path, self.version, self.target, self.target_version, self.line)
        block.explicit, block.go, block.go_line = self.explicit, self.go, self.go_line
        block.packages, block.package_lines = list(self.packages), list(self.package_lines)
        return block

    def __repr__(self) -> str:
        return f"VendoredModule({self.path} {self.version}, line {self.line})"


class GoMark:
    """A `go` mark: the go line of `module` is `version`."""

    __slots__ = ("line", "module", "version")

    def __init__(self, module: VendoredModule, version: str, line: int) -> None:
        self.module = module
        self.version = version
        self.line = line


class ModulesTxt:
    """The content of a modules.txt.

    `workspace` is whether the first line says that `go work vendor` wrote it. `modules` are
    all blocks in file order, also if several are of one module, and `go_marks` all `go`
    marks; `foreign` are the numbers of the lines that the go command ignores.
    """

    __slots__ = ("data", "foreign", "go_marks", "modules", "workspace")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.workspace = False
        self.modules: list[VendoredModule] = []
        self.go_marks: list[GoMark] = []
        self.foreign: list[int] = []

    def __bytes__(self) -> bytes:
        return self.data


def parse(data: bytes) -> ModulesTxt:
    """Read a modules.txt. Nothing is raised; see `ModulesTxt.foreign`."""
    tree = ModulesTxt(data)
    if data:
        odd = not data.isascii() or len(data.translate(None, _ODD_BYTES)) != len(data)
        # nothing follows the last newline
        text = data.decode("utf-8", "surrogateescape").removesuffix("\n")
        if odd:
            _by_line(tree, text.split("\n"), 1, None, odd=True)
        else:
            _by_section(tree, text)
    if not all(map(module_path.are_plain, _packages(tree.modules))):
        _drop_invalid_packages(tree)
    return tree


def _sections(text: str) -> Iterator[str]:
    """The text, cut where a block may begin. Each section but the first lacks the "# " at its
    start. They are cut as they are asked for: all at once would take the text's memory again."""
    start = 0
    while (end := text.find("\n# ", start)) >= 0:
        yield text[start:end]
        start = end + 3
    yield text[start:]


def _packages(modules: Iterable[VendoredModule]) -> Iterator[list[str]]:
    """The packages of all blocks, some thousands at a time."""
    some: list[str] = []
    for block in modules:
        some += block.packages
        if len(some) > _MANY:
            yield from (some[at : at + _MANY] for at in range(0, len(some), _MANY))
            some = []
    yield some


def _by_section(tree: ModulesTxt, text: str) -> None:
    """Read block by block."""
    block: VendoredModule | None = None
    number = 1
    for section in _sections(text):
        if number > 1:
            ordinary = _known.get((section, number)) or _ordinary(section, number)
            section = "# " + section
        else:
            ordinary = _ordinary(section[2:], number) if section[:2] == "# " else None
        if ordinary is None:
            if block is not None and block is tree.modules[-1]:
                block = tree.modules[-1] = block.copy()  # other files may share the object
            block = _by_line(tree, section.split("\n"), number, block, odd=False)
        else:
            block, mark = ordinary
            tree.modules.append(block)
            if mark:
                _mark(tree, block, mark, number + 1)
        number += section.count("\n") + 1


_known: dict[tuple[str, int], tuple[VendoredModule, str]] = {}
"""Memo of `_ordinary` by its arguments: two versions of a file share most blocks."""
_MEMO_LIMIT = 50_000
_MANY = 10_000  # what is more than this is not kept twice, nor looked at in one go


def _ordinary(section: str, number: int) -> tuple[VendoredModule, str] | None:
    """The block in a section, and its mark or "", if it is as the go command writes it: a module
    line, at most one mark, packages. None for a section that has to be read line by line.

    `section` lacks the "# " at its start; `number` is the number of its first line.
    """
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
        block.package_lines = range(first, first + len(block.packages))
    ordinary = block, mark
    if len(section) < _MANY:
        if len(_known) > _MEMO_LIMIT:
            _known.clear()
        _known[section, number] = ordinary
    return ordinary


def _by_line(
    tree: ModulesTxt, lines: Sequence[str], first: int, block: VendoredModule | None, *, odd: bool
) -> VendoredModule | None:
    """Read lines one by one; returns the block that the last line is in.

    `first` is the number of the first line, `block` the block that it is in; `odd`: there may
    be white space other than blanks.
    """
    for number, line in enumerate(lines, first):
        if line[:1] != "#" and block is not None:
            word = line.translate(_TO_SPACE).strip(" ") if odd else line.strip(" ")
            if word and " " not in word:
                block.add_package(word, number)
                continue
        elif line[:3] == "## ":
            _mark(tree, block, line, number)
            continue
        elif line[:2] == "# ":
            words = _words(line.translate(_TO_SPACE) if odd else line)
            if len(words) > 2:
                block = _block(words, number)
                if block is not None:
                    tree.modules.append(block)
                    continue
        tree.foreign.append(number)
    return block


def _words(text: str) -> list[str]:
    return [word for word in text.split(" ") if word]


def is_module_line(words: Sequence[str]) -> bool:
    """Whether a line of "#" and these words opens a block."""
    return len(words) > 1 and (words[1] == "=>" or semver.is_valid(words[1]))


def _block(words: Sequence[str], number: int) -> VendoredModule | None:
    """The block that a module line opens; None where the line does not name a module."""
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
    return VendoredModule(path, version, target, target_version, number)


def _mark(tree: ModulesTxt, block: VendoredModule | None, line: str, number: int) -> None:
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
            tree.go_marks.append(GoMark(block, block.go, number))
            known = True
    if not known:
        tree.foreign.append(number)


_marks: dict[str, list[str]] = {}
"""Memo: the words of a mark. Most modules have one of a few."""


def _drop_invalid_packages(tree: ModulesTxt) -> None:
    """Count the package lines that are not import paths among the foreign ones."""
    for place, block in enumerate(tree.modules):
        pairs = list(zip(block.packages, block.package_lines, strict=True))
        valid = [pair for pair in pairs if not module_path.import_path_fault(pair[0])]
        if len(valid) < len(pairs):
            block = tree.modules[place] = block.copy()  # other files may share the object
            lines = {line for _, line in valid}
            tree.foreign += [line for line in block.package_lines if line not in lines]
            block.packages = [package for package, _ in valid]
            block.package_lines = [line for _, line in valid]
    tree.foreign.sort()
