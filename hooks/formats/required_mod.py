"""The go.mod of a required module: what of it counts in the module graph.

That is its module, go and require lines (https://go.dev/ref/mod#go-mod-file). There may be
thousands of such files, nearly all in the form that the go command writes; they are read here,
and any other file as a whole by `go_mod`, with the same result.
"""

from __future__ import annotations

from ..values import go_version
from ..values.releases import first_with
from . import go_mod
from .modfile import requirements, words
from .problem import DEPENDENCY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..values.module_version import ModuleVersion
    from .modfile.file import GoMod
    from .problem import Problem

_LONG = first_with("long-go-line")


class RequiredMod:
    """What counts: the path that it declares, "" for none, its requirements in file order, the
    version of its go line ("" without one) and where that stands; `problems` are what a command
    that loads it as a dependency's reports."""

    __slots__ = ("declared", "go", "go_line", "problems", "requirements")

    def __init__(
        self,
        declared: str,
        requirements: Sequence[ModuleVersion],
        go: str,
        go_line: int,
        problems: Sequence[Problem] = (),
    ) -> None:
        self.declared = declared
        self.requirements = requirements
        self.go = go
        self.go_line = go_line
        self.problems = [*problems]


def of_file(file: GoMod) -> RequiredMod:
    """What counts of a go.mod that was read as a whole."""
    declared = file.module.path if file.module else ""
    line = file.go.line if file.go else 0
    return RequiredMod(declared, file.requirements, file.lax_go, line, file.read_by(DEPENDENCY))


def parse(data: bytes) -> RequiredMod:
    """Read a go.mod. Nothing is raised; see `RequiredMod.problems`."""
    return _ordinary(data) or of_file(go_mod.parse(data))


def _ordinary(data: bytes) -> RequiredMod | None:
    """Read a file of ordinary lines; None for any other."""
    if not data.isascii():
        return None
    texts = data.decode().split("\n")
    declared = go = ""
    go_line = at = 0
    required: list[ModuleVersion] = []
    while at < len(texts):
        text = texts[at]
        at += 1
        if not text or text[:2] == "//":
            continue
        verb, _, rest = text.partition(" ")
        if verb == "require":
            end = _end_of_block(texts, at) if rest == "(" else at
            known = requirements.of_lines(texts[at:end] if rest == "(" else ["\t" + rest])
            if end < 0 or not known:
                return None
            required += [module for module, _, _ in known]
            at = end + (rest == "(")
        elif verb == "module" and not declared and _is_one_word(rest):
            declared = rest
        elif verb == "go" and not go and go_version.is_go_line(rest, _LONG):
            go, go_line = rest, at
        elif verb != "toolchain" or not go_version.is_toolchain(rest):
            return None
    return RequiredMod(declared, required, go, go_line)


def _end_of_block(texts: Sequence[str], start: int) -> int:
    """The index of the line that closes a block; -1 without one."""
    try:
        return texts.index(")", start)
    except ValueError:
        return -1


def _is_one_word(text: str) -> bool:
    odd = " " in text or "'" in text or "//" in text
    return bool(text) and not odd and words.is_plain(text)
