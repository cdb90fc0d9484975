"""The replace directive, https://go.dev/ref/mod#go-mod-file-replace.

replace = "replace" path [ version ] "=>" ( directory | path version )
"""

from __future__ import annotations

from ..values import module_path
from ..values.releases import since
from . import mod_versions
from .directives import Replacement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .mod_places import Place

_USAGE = (
    "usage: replace module/path [v1.2.3] => other/module v1.4 "
    "or replace module/path [v1.2.3] => ../local/directory"
)
_AT, _DOT = since("replace-at"), since("dot-target")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def is_directory(path: str) -> bool:
    """Whether a target is a directory, in the form of any system (from 1.22 on)."""
    return path in (".", "..") or is_long_directory(path)


def is_long_directory(path: str) -> bool:
    """Whether a target is a directory to the releases before 1.22: "." and ".." are none."""
    if path.startswith(("./", "../", "/", ".\\", "..\\", "\\")):
        return True
    return path[1:2] == ":" and path[0] in _LETTERS


def replacement(place: Place, words: list[str]) -> Replacement | None:
    """The replacement of one line; None, with the complaint made, where it cannot be read."""
    arrow = 1 if len(words) >= 2 and words[1] == "=>" else 2
    if not arrow + 2 <= len(words) <= arrow + 3 or words[arrow] != "=>":
        place.say("usage", _USAGE, -1)
        return None
    path = place.string(words, 0, "invalid quoted string: ")
    if path is None:
        return None
    if not module_path.split_major(path)[2]:
        place.say("path-invalid", f"replace {path}: invalid module path", 0)
        return None
    version: str | None = ""
    if arrow == 2:
        version = place.version(words, 1, path)
        if version is None:
            return None
    target = place.string(words, arrow + 1, "invalid quoted string: ")
    if target is None:
        return None
    if len(words) == arrow + 2:
        found: str | None = "" if _directory(place, target, arrow + 1) else None
    else:
        found = _target_version(place, words, arrow + 2, target)
    if found is None:
        return None
    return Replacement(path, version or "", target, found, place.line, place.column)


def _directory(place: Place, target: str, index: int) -> bool:
    """Whether some release takes a target without version."""
    if not is_directory(target):
        message = "replacement module without version must be directory path"
        message += " (rooted or starting with . or ..)"
        if "@" in target:
            place.say("replace-needs-dir", message, index, until=_AT - 1)
            text = "replacement module must match format 'path version', not 'path@version'"
            place.say("replace-at", text, index, since=_AT)
        else:
            place.say("replace-needs-dir", message, index)
        return False
    if not is_long_directory(target):
        message = "replacement module without version must be directory path"
        place.say(
            "replace-needs-dir", message + " (rooted or starting with ./ or ../)", index, until=21
        )
    if "\\" in target:
        message = "replacement directory appears to be Windows path (on a non-windows system)"
        place.say("replace-windows", message, index)
        return False
    return True


def _target_version(place: Place, words: list[str], index: int, target: str) -> str | None:
    """The version of a target; None where no release takes it as it is."""
    verb = place.verb
    value = place.string(words, index, f'{verb} {target}: version "{words[index]}" invalid: ')
    if value is None:
        return None
    loaded = mod_versions.loaded(verb, target, value)
    edited = mod_versions.edited(verb, target, value)
    if loaded[0]:
        place.load_fault(target, value, index, loaded)
    if edited[0]:
        place.say(*edited, index, load=False)
        return None
    if is_directory(target):
        message = f'replacement module directory path "{target}" cannot have version'
        first = 0 if is_long_directory(target) else _DOT
        place.say("replace-dir-version", message, index, since=first, load=not loaded[0])
        return None
    return mod_versions.written(value)
