"""VEN312: a vendored Go file embeds what is not there.

`go mod vendor` copies what a package embeds (https://pkg.go.dev/embed), so a pattern that no
file matches means that files were lost: the package does not build.
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..tree.paths import parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from .ven_tree import VendorFolder


def findings(vendored: VendorFolder, changes: Mapping[str, str]) -> Iterator[Finding]:
    """Patterns that match nothing, in Go files of listed packages that the change adds or
    modifies, or near which it deletes files."""
    files = vendored.tree.files
    for path in _concerned(vendored, changes):
        data = files.read(path)
        if data is None or b"//go:embed" not in data:
            continue
        from ..formats import go_source  # few files embed anything

        source = go_source.parse(data)
        if not source.counts_for_tidy:
            continue
        folder = parent(path)
        below = [
            file[len(folder) + 1 :] for file in files.below(folder) if files.kind(file) == "file"
        ]
        if any(files.kind(file) != "file" for file in files.below(folder)):
            continue  # what is behind a link or in a submodule cannot be seen
        for embed in go_source.embeds(data, source):
            if not matches(embed.pattern, below):
                message = f"embeds {embed.pattern}, but no staged file matches"
                yield Finding(
                    "VEN312",
                    path,
                    embed.line,
                    1,
                    message,
                    hints=[vendored.revendor],
                    target=embed.pattern,
                )


def _concerned(vendored: VendorFolder, changes: Mapping[str, str]) -> list[str]:
    """The Go files to look at."""
    start = vendored.start
    concerned: dict[str, None] = {}
    emptied: set[str] = set()
    for path, status in changes.items():
        if not path.startswith(start):
            continue
        if status != "D":
            if path[-3:] == ".go" and parent(path)[len(start) :] in vendored.listed:
                concerned[path] = None
            continue
        folder = parent(path)
        while len(folder) > len(start) and folder not in emptied:
            emptied.add(folder)
            folder = parent(folder)
    for package in vendored.listed:
        folder = start + package
        if folder in emptied:
            for path in vendored.tree.files.below(folder):
                if path[-3:] == ".go" and parent(path) == folder:
                    concerned[path] = None
    return sorted(concerned)


def matches(pattern: str, paths: Collection[str]) -> bool:
    """Whether a pattern of a `//go:embed` line matches one of these paths, or a folder with a
    file to embed: without "all:" one on whose way no name begins with "." or "_"."""
    import re

    glob = pattern.removeprefix("all:")
    if glob == ".":
        glob = ""
    try:
        expression = re.compile(_expression(glob), re.DOTALL)
    except re.error:
        return True  # not for us to say
    for path in paths:
        names = path.split("/")
        for count in range(len(names) + 1):
            rest = names[count:]
            if not expression.fullmatch("/".join(names[:count])):
                continue
            if glob != pattern or not any(name[:1] in (".", "_") for name in rest):
                return True
    return False


def _expression(glob: str) -> str:
    """The regular expression of a pattern of Go's path.Match."""
    import re

    parts = []
    at = 0
    while at < len(glob):
        letter = glob[at]
        at += 1
        if letter == "*":
            parts.append("[^/]*")
        elif letter == "?":
            parts.append("[^/]")
        elif letter == "[":
            end = glob.find("]", at)
            inside = glob[at:end] if end > 0 else ""
            if not inside or "\\" in inside or inside == "^":
                raise re.error("not a pattern that is read here")
            negated = inside[:1] == "^"
            chosen = inside[negated:].replace("[", "\\[").replace("^", "\\^")
            parts.append("[^/" + chosen + "]" if negated else "(?!/)[" + chosen + "]")
            at = end + 1
        elif letter == "\\":
            parts.append(re.escape(glob[at : at + 1]))
            at += 1
        else:
            parts.append(re.escape(letter))
    return "".join(parts)
