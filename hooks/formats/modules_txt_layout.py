"""The layout in which `go mod vendor` writes vendor/modules.txt.

Modules are sorted by path and version, packages by path; the replacements of
modules that are not vendored come last, in the order of go.mod.
https://go.dev/ref/mod#vendoring
"""

from __future__ import annotations

from ..values import semver
from . import modules_txt
from .modules_txt import VendoredModule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..values.module_version import ModuleVersion
    from .modules_txt import ModulesTxt

WORKSPACE = "## workspace"


def write(workspace: bool, blocks: Iterable[VendoredModule]) -> bytes:
    """The text of a modules.txt with the blocks in the order given."""
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


def module_line(block: VendoredModule) -> str:
    """The line that opens a block."""
    words = ["#", block.path, block.version]
    if block.target:
        words += ["=>", block.target, block.target_version]
    return " ".join(word for word in words if word)


def in_order(blocks: Iterable[VendoredModule]) -> list[VendoredModule]:
    """The blocks sorted by path and version."""
    modules = sorted(blocks, key=lambda block: block.path)
    if len({block.path for block in modules}) < len(modules):
        modules.sort(key=lambda block: (block.path, semver.key(block.version)))
    return modules


def undamaged(tree: ModulesTxt) -> ModulesTxt:
    """A modules.txt with the usual damage by other tools undone.

    That is byte-order marks, blanks and tabs around a line or after its "#", and "//" with
    what follows it. Comments are dropped too, because one can hide the lines below it from
    the go command, and the workspace mark is moved to the first line.
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


def is_bare(block: VendoredModule) -> bool:
    """Whether a block is a replacement line and nothing else."""
    return bool(block.target) and not block.packages and not block.explicit


def merged(blocks: Sequence[VendoredModule]) -> dict[ModuleVersion, VendoredModule]:
    """One block for each module and version, with all marks, and each package once.

    The target is that of a block with marks or packages, if one of them has a target.
    """
    modules: dict[ModuleVersion, VendoredModule] = {}
    for block in blocks:
        name = block.module_version
        module = modules.get(name)
        if module is None:
            module = modules[name] = VendoredModule(block.path, block.version, "", "", block.line)
        module.explicit = module.explicit or block.explicit
        module.go = block.go or module.go
        if block.target and not (module.target and is_bare(block)):
            module.target, module.target_version = block.target, block.target_version
        module.packages += block.packages
    for module in modules.values():
        module.packages = list(dict.fromkeys(module.packages))
    return modules
