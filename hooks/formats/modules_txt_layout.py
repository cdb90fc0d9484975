"""The layout of vendor/modules.txt: how `go mod vendor` writes what it says.

Modules stand in the order of path and version, packages in that of their
paths, the replacements of what is not vendored at the end, as go.mod has them.
"""

from __future__ import annotations

from ..values import semver
from . import modules_txt
from .modules_txt import Block

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .modules_txt import ModulesTxt

WORKSPACE = "## workspace"


def write(workspace: bool, blocks: Iterable[Block]) -> bytes:
    """The text of a modules.txt with these blocks, in this order."""
    lines = [WORKSPACE] if workspace else []
    for block in blocks:
        lines.append(module_line(block))
        marks = ["explicit"] if block.explicit else []
        if block.go:
            marks.append("go " + block.go)
        if marks:
            lines.append("## " + "; ".join(marks))
        lines += block.packages
    text = "\n".join([*lines, ""])
    return text.encode("utf-8", "surrogateescape")


def module_line(block: Block) -> str:
    """The line that opens a block."""
    words = ["#", block.path, block.version]
    if block.target:
        words += ["=>", block.target, block.target_version]
    return " ".join(word for word in words if word)


def in_order(blocks: Iterable[Block]) -> list[Block]:
    """Modules in the order of path and version."""
    found = sorted(blocks, key=lambda block: block.path)
    if len({block.path for block in found}) < len(found):
        found.sort(key=lambda block: (block.path, semver.key(block.version)))
    return found


def undamaged(tree: ModulesTxt) -> ModulesTxt:
    """What a modules.txt says once marks of other tools are taken off.

    These are byte-order marks, blanks and tabs around a line or after its "#",
    and "//" with what follows it. Comments are left out, which can hide from the
    go command what stands below them, and the workspace mark comes first.
    """
    if not tree.foreign and b"//" not in tree.data and tree.data.isascii():
        return tree
    text = tree.data.decode("utf-8", "surrogateescape").replace("\ufeff", "")
    lines = [line for line in map(_undamaged, text.split("\n")) if line]
    if WORKSPACE in lines:
        lines.remove(WORKSPACE)
        lines.insert(0, WORKSPACE)
    return modules_txt.parse("\n".join(lines).encode("utf-8", "surrogateescape"))


def _undamaged(line: str) -> str:
    line = line.strip()
    if not line.startswith("#"):
        return line.partition(" //")[0].rstrip()
    words = line.lstrip("#").split()
    if "//" in words:
        words = words[: words.index("//")]
    if line.startswith("##"):
        return "## " + " ".join(words)
    return " ".join(["#", *words]) if modules_txt.is_module_line(words) else ""


def is_bare(block: Block) -> bool:
    """Whether a block is a replacement line and nothing else."""
    return bool(block.target) and not block.packages and not block.explicit


def merged(blocks: Sequence[Block]) -> dict[tuple[str, str], Block]:
    """One block for each module and version: packages without duplicates, all marks.

    The target is that of the line below which marks or packages stand, if there is one.
    """
    found: dict[tuple[str, str], Block] = {}
    for block in blocks:
        name = (block.path, block.version)
        known = found.get(name)
        if known is None:
            known = found[name] = Block(*name, "", "", block.line)
        known.explicit = known.explicit or block.explicit
        known.go = block.go or known.go
        if block.target and not (known.target and is_bare(block)):
            known.target, known.target_version = block.target, block.target_version
        known.packages += block.packages
    for block in found.values():
        block.packages = list(dict.fromkeys(block.packages))
    return found
