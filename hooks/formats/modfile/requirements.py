"""Ordinary requirements: in a block, a line each, as the go command writes them.

Most of a go.mod is such lines, and the go.mod files of a repository share most of
them, so each distinct line is read once per process. All other lines are left to
`syntax` and `readers`, which read word by word, and would read these with the same
result.

    line = "\\t" path " " version [ " // indirect" ]
"""

from __future__ import annotations

from ...values.module_version import ModuleVersion
from . import versions, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    # module and version, whether the requirement is indirect, the line itself
    Known = tuple[ModuleVersion, bool, str]

INDIRECT = "// indirect"

_known: dict[str, Known] = {}
"""Memo of `_read`, ordinary lines only."""


def of_lines(texts: Sequence[str]) -> list[Known] | None:
    """The requirement in each line; None where one of the lines is not ordinary."""
    try:
        return list(map(_known.__getitem__, texts))
    except KeyError:
        pass
    for text in texts:
        if text not in _known:
            requirement = _read(text)
            if requirement is None:
                return None
            _known[text] = requirement
    return list(map(_known.__getitem__, texts))


def _read(text: str) -> Known | None:
    path, _, rest = text[1:].partition(" ")
    version, blank, comment = rest.partition(" ")
    if text[:1] != "\t" or not path or not version or (blank and comment != INDIRECT):
        return None
    pair = f"{path} {version}"
    if not words.is_plain(pair) or "'" in pair or "//" in pair:
        return None
    if versions.load_fault("require", path, version) is not None:
        return None
    return ModuleVersion(path, version), bool(blank), text
