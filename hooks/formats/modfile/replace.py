"""The replace directive, https://go.dev/ref/mod#go-mod-file-replace.

replace = "replace" path [ version ] "=>" ( directory | path version )
"""

from __future__ import annotations

from ...values import module_path
from ...values.releases import first_with
from ..kinds import (
    PATH_INVALID,
    REPLACE_AT,
    REPLACE_DIR_VERSION,
    REPLACE_NEEDS_DIR,
    REPLACE_WINDOWS,
    USAGE,
)
from ..problem import ALL_READERS, DEPENDENCY, EDIT
from . import versions
from .directives import Replacement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .line import DirectiveLine

_USAGE = (
    "usage: replace module/path [v1.2.3] => other/module v1.4 "
    "or replace module/path [v1.2.3] => ../local/directory"
)
_AT, _DOT = first_with("replace-at"), first_with("dot-target")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def is_directory(path: str) -> bool:
    """Whether a target is a directory to releases from 1.22 on, be it in the form of Windows."""
    return path in (".", "..") or is_long_directory(path)


def is_long_directory(path: str) -> bool:
    """Whether a target is a directory to releases before 1.22, which refuse "." and ".."."""
    if path.startswith(("./", "../", "/", ".\\", "..\\", "\\")):
        return True
    return path[1:2] == ":" and path[0] in _LETTERS


def replacement(line: DirectiveLine, words: list[str]) -> Replacement | None:
    """The replacement in a line; None if it cannot be read, which has been reported then."""
    arrow = 1 if len(words) >= 2 and words[1] == "=>" else 2
    if not arrow + 2 <= len(words) <= arrow + 3 or words[arrow] != "=>":
        line.report(USAGE, _USAGE)
        return None
    path = line.string(words, 0, "invalid quoted string: ")
    if path is None:
        return None
    if not module_path.split_major(path)[2]:
        line.report(PATH_INVALID, f"replace {path}: invalid module path", 0)
        return None
    version: str | None = ""
    if arrow == 2:
        version = line.version(words, 1, path)
        if version is None:
            return None
    target = line.string(words, arrow + 1, "invalid quoted string: ")
    if target is None:
        return None
    if len(words) == arrow + 2:
        target_version = "" if _accepts_directory(line, target, arrow + 1) else None
    else:
        target_version = _target_version(line, words, arrow + 2, target)
    if target_version is None:
        return None
    return Replacement(path, version or "", target, target_version, line.line, line.column)


def _accepts_directory(line: DirectiveLine, target: str, index: int) -> bool:
    """Whether any release accepts a target without a version; problems are reported."""
    message = "replacement module without version must be directory path"
    if not is_directory(target):
        long_message = message + " (rooted or starting with . or ..)"
        if "@" in target:
            line.report(REPLACE_NEEDS_DIR, long_message, index, last=_AT - 1, word=target)
            text = "replacement module must match format 'path version', not 'path@version'"
            line.report(REPLACE_AT, text, index, first=_AT, word=target)
        else:
            line.report(REPLACE_NEEDS_DIR, long_message, index, word=target)
        return False
    if not is_long_directory(target):
        long_message = message + " (rooted or starting with ./ or ../)"
        line.report(REPLACE_NEEDS_DIR, long_message, index, last=_DOT - 1, word=target)
    if "\\" in target:
        message = "replacement directory appears to be Windows path (on a non-windows system)"
        line.report(REPLACE_WINDOWS, message, index, word=target)
        return False
    return True


def _target_version(line: DirectiveLine, words: list[str], index: int, target: str) -> str | None:
    """The version of a target, in full; None where no release accepts it. Problems are reported."""
    verb = line.verb
    value = line.string(words, index, f'{verb} {target}: version "{words[index]}" invalid: ')
    if value is None:
        return None
    load_fault = versions.load_fault(verb, target, value)
    form_fault = versions.form_fault(verb, target, value)
    if load_fault is not None:
        line.report_load_fault(target, value, index, load_fault)
    if form_fault is not None:
        readers = EDIT | DEPENDENCY
        line.report(form_fault.kind, form_fault.message, index, readers=readers, word=value)
        return None
    if is_directory(target):
        message = f'replacement module directory path "{target}" cannot have version'
        first = 0 if is_long_directory(target) else _DOT
        readers = ALL_READERS if load_fault is None else EDIT | DEPENDENCY
        line.report(REPLACE_DIR_VERSION, message, index, readers=readers, first=first)
        return None
    return versions.in_full(value)
