"""Settings of the go command in files that are no settings of its own: what they give a variable.

In a go.env or .envrc, a Makefile, a Dockerfile, a workflow or a .gitlab-ci.yml, wherever a line has
the variable with "=", ":=", "?=" or ":" and a value, or as `ENV NAME value`, or `go env -w`
(https://pkg.go.dev/cmd/go#hdr-Environment_variables). What a shell would make of a value is not
known: one with a "$" is passed over, and so is a comment.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("GOFLAGS", "GOINSECURE", "GONOSUMDB", "GOPRIVATE", "GOSUMDB")
LARGEST = 1 << 20  # bytes of a file that is read
_WHOLE = ("go.env", ".envrc", "makefile", "gnumakefile", ".gitlab-ci.yml")
_STARTS = ("dockerfile", "containerfile")
_ENDS = (".dockerfile", ".mk")


class GoSetting:
    """A variable and what a line gives it, with where the variable stands (from 1)."""

    __slots__ = ("column", "line", "name", "value")

    def __init__(self, name: str, value: str, line: int, column: int) -> None:
        self.name = name
        self.value = value
        self.line = line
        self.column = column


def is_read(path: str) -> bool:
    """Whether such settings may stand in a file, by its name."""
    name = path.rpartition("/")[2].lower()
    if name.endswith((".yml", ".yaml")) and (".github/" in path or name.startswith("action.")):
        return True
    return name in _WHOLE or name.startswith(_STARTS) or name.endswith(_ENDS)


def settings(data: bytes) -> list[GoSetting]:
    """The variables that a file gives a value, in file order."""
    if len(data) > LARGEST or not any(name.encode() in data for name in NAMES):
        return []
    return list(_settings(data.decode("utf-8", "replace")))


def _settings(text: str) -> Iterator[GoSetting]:
    import re  # only where a variable is named

    names = "|".join(NAMES)
    assigned = re.compile(
        rf"(?<![\w$.{{-])(?P<name>{names})(?P<sign>\s*[?:+]?=\s*|\s*:\s+|\s+)"
        r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<plain>[^\s;&|)'\"#]+))"
    )
    for number, line in enumerate(text.split("\n"), start=1):
        if line.lstrip().startswith(("#", "//")):
            continue
        for match in assigned.finditer(line):
            before = line[: match.start()].split()
            if not match["sign"].strip() and before[-1:] not in (["ENV"], ["env"]):
                continue  # a word in a sentence
            value = next(
                part
                for part in (match["double"], match["single"], match["plain"])
                if part is not None
            )
            if "$" not in value:
                yield GoSetting(match["name"], value.strip(), number, match.start() + 1)
