"""Requirements as the go command writes them: in a block, one a line.

Most of a go.mod is such lines, and the go.mod files of a repository share most of
them, so each distinct line is read once per process. Whatever is out of the
ordinary is left to `mod_syntax` and `mod_directives`, which read it word by word;
of an ordinary line they would say the same.

    line = "\\t" path " " version [ " // indirect" ]
"""

from __future__ import annotations

from . import mod_versions, mod_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Name = tuple[str, str]  # a module path and a version
    Known = tuple[Name, bool, str]  # module and version, whether indirect, the line itself

INDIRECT = "// indirect"

_known: dict[str, Known] = {}
"""What each ordinary line met so far requires."""

_names: dict[Name, Name] = {}


def name(path: str, version: str) -> Name:
    """A module and version. Equal ones are one object: what is the same object is told apart
    from others sooner, and takes its place in memory once."""
    found = (path, version)
    return _names.setdefault(found, found)


def of_lines(texts: Sequence[str]) -> list[Known] | None:
    """What each line requires; None where one of them is out of the ordinary."""
    try:
        return list(map(_known.__getitem__, texts))
    except KeyError:
        pass
    for text in texts:
        if text not in _known:
            found = _read(text)
            if found is None:
                return None
            _known[text] = found
    return list(map(_known.__getitem__, texts))


def _read(text: str) -> Known | None:
    path, _, rest = text[1:].partition(" ")
    version, blank, comment = rest.partition(" ")
    if text[:1] != "\t" or not path or not version or (blank and comment != INDIRECT):
        return None
    words = f"{path} {version}"
    if not mod_words.plain(words) or "'" in words or "//" in words:
        return None
    kind, _ = mod_versions.loaded("require", path, version)
    return None if kind else (name(path, version), bool(blank), text)
