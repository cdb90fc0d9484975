"""What `go mod tidy` would change in a go.sum without changing what it means.

SUM202, hashes of versions that are not required; SUM203, lines that stand there twice;
SUM204, another order or form than tidy writes. https://go.dev/ref/mod#go-sum-files
"""

from __future__ import annotations

from ..formats import go_sum, go_sum_layout
from ..rules.finding import Finding
from ..values import go_version
from ..values.module_version import ModuleVersion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..formats.go_sum import GoSum
    from ..tree.tree import Tree

# From this go line on tidy keeps no hashes for the module graph of older releases
TIDY_DROPS_OLD_GRAPH_SINCE = 18


def untidy_lines(path: str, file: GoSum) -> Iterator[Finding]:
    """Lines that stand there twice, and the first thing that is not in canonical form."""
    if go_sum_layout.is_canonical(file) or file.malformed:
        return
    from ..rules.hint import mend

    hint = mend("go-sum-sort", path, "writes the canonical form")
    repeated = _repeated_lines(file)
    if repeated:
        number, first = repeated[0]
        more = f", and {len(repeated) - 1} more such lines" if len(repeated) > 1 else ""
        message = f"the same line as line {first}{more}"
        text = go_sum.text(file.lines[number - 1])
        yield Finding("SUM203", path, number, 1, message, hints=[hint], text=text)
    number, message = _first_fault(file)
    if number:
        yield Finding("SUM204", path, number, 1, message, hints=[hint])


def _repeated_lines(file: GoSum) -> list[tuple[int, int]]:
    """Number of each repeated line, and of the line that it repeats."""
    first: dict[bytes, int] = {}
    repeated = []
    for number, line in enumerate(file.lines, 1):
        words = b" ".join(go_sum.words(line))
        if words and first.setdefault(words, number) != number:
            repeated.append((number, first[words]))
    return repeated


def _first_fault(file: GoSum) -> tuple[int, str]:
    """The first line that is not as tidy writes it, duplicates aside, and why; (0, "") if none."""
    last = len(file.lines)
    for number, line in enumerate(file.lines, 1):
        words = go_sum.words(line)
        if not words and number < last:
            return number, "blank line"
        if line and line != b" ".join(words):
            return number, _spacing(line)
    if file.lines[-1]:
        return last, "no newline at the end of the file"
    lines = list(dict.fromkeys(file.lines[:-1]))
    for line, wanted in zip(lines, go_sum_layout.ordered(lines), strict=True):
        if line != wanted:
            message = f"{_module_version(wanted)} belongs before {_module_version(line)}"
            return file.lines.index(line) + 1, message
    return 0, ""


def _spacing(line: bytes) -> str:
    if line.endswith(b"\r"):
        return "carriage return at the end of the line"
    return "more than one blank between the words, or blanks around them"


def _module_version(line: bytes) -> str:
    return go_sum.text(line).rpartition(" ")[0]


def unrequired_versions(tree: Tree, folder: str) -> Iterator[Finding]:
    """The zip's hash of a module at another version than the one that go.mod requires.

    From go 1.17 on go.mod lists every module that is built, so no other version
    of a listed one can be. In a workspace another member may decide.
    """
    from .build_context import BuildContext  # on request

    file, sums = tree.go_mod(folder), tree.go_sum(folder)
    if file is None or sums is None or file.go is None:
        return
    if tree.nearest_workspace(folder) is not None:
        return
    if go_version.minor(file.go.version) < TIDY_DROPS_OLD_GRAPH_SINCE:
        return
    context = BuildContext(tree, folder)
    versions: dict[str, set[str]] = {}
    for required in file.requirements:
        checksum = context.checksum_of(required)
        for module in (required, checksum or required):
            versions.setdefault(module.path, set()).add(module.version)
    targets = {ModuleVersion(each.target, each.target_version) for each in file.replaces}
    for line in sums.entries():
        wanted = versions.get(line.module)
        if wanted is None or "/" in line.version or line.version in wanted:
            continue
        if ModuleVersion(line.module, line.version) not in targets:
            from . import remedies

            other = max(wanted)
            message = f"hash of {line.module} {line.version}, but go.mod requires {other}"
            yield Finding(
                "SUM202",
                tree.go_sum_path(folder),
                line.line,
                1,
                message,
                hints=[remedies.tidy(tree, folder, "drops it")],
                module=line.module,
                version=line.version,
                wanted=other,
            )
