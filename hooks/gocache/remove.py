"""Remove entries while builds run, so that the cache is valid at every moment.

Action entries go first: without them nothing leads to their outputs. Then there is a pause, in
which a build that read an entry just before refreshes the time of the output's last use. Then
the outputs go that nobody has used since, and that no new action entry names.
"""

from __future__ import annotations

import stat
import time
from dataclasses import dataclass, field

from . import layout
from .folder import Folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from .contents import Contents
    from .layout import ActionEntry, OutputEntry
    from .plan import Removal

    Entry = TypeVar("Entry", ActionEntry, OutputEntry)

PAUSE = 1.0  # seconds


@dataclass(slots=True)
class Removed:
    """What was removed. `used_since` are the paths of entries that a build used or named after
    they were chosen, and that stayed; `refused` are those that the system did not delete, with
    its reason."""

    actions: list[ActionEntry] = field(default_factory=list)
    outputs: list[OutputEntry] = field(default_factory=list)
    used_since: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def remove(contents: Contents, removal: Removal) -> Removed:
    """Remove these entries of a cache. An entry that the system refuses to delete stays, and is
    told; OSError where a folder cannot be read."""
    removed = Removed()
    with Folder(contents.root) as top:
        for action in _by_folder(removal.actions):
            if _delete(top, action, removed, _delete_file):
                removed.actions.append(action)
        if not removal.outputs:
            return removed
        time.sleep(PAUSE if removed.actions else 0)
        named = _still_named(contents, removed, top)
        for output in _by_folder(removal.outputs):
            if output.id in named:
                removed.used_since.append(output.path)
            elif _delete(top, output, removed, _delete_output):
                removed.outputs.append(output)
    return removed


def _by_folder(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.id)


def _delete(
    top: Folder,
    entry: Entry,
    removed: Removed,
    delete: Callable[[Folder, Entry], bool],
) -> bool:
    """Whether an entry was deleted."""
    try:
        with Folder(entry.id[:2], top) as folder:
            if delete(folder, entry):
                return True
            removed.used_since.append(entry.path)
    except FileNotFoundError:
        pass  # the go command was faster
    except OSError as error:
        removed.refused.append((entry.path, error.strerror or str(error)))
    return False


def _delete_file(folder: Folder, entry: ActionEntry | OutputEntry) -> bool:
    facts = folder.facts(entry.name)
    if facts.st_mtime_ns != entry.used or not stat.S_ISREG(facts.st_mode):
        return False
    folder.unlink(entry.name)
    return True


def _delete_output(folder: Folder, output: OutputEntry) -> bool:
    if output.program is None:
        return _delete_file(folder, output)
    with Folder(output.name, folder) as inner:
        names = inner.names()
        times = [folder.facts(output.name), *map(inner.facts, names)]
        if names != [output.program][: len(output.program)]:
            return False
        if max(facts.st_mtime_ns for facts in times) != output.used:
            return False
        for name in names:
            inner.unlink(name)
    folder.rmdir(output.name)
    return True


def _still_named(contents: Contents, removed: Removed, top: Folder) -> set[str]:
    """The outputs that an action entry names which stayed, or which is new."""
    gone = {action.id for action in removed.actions}
    known = {action.id: action for action in contents.actions if action.id not in gone}
    named = {action.output for action in known.values()}
    for name in layout.FOLDERS:
        try:
            with Folder(name, top) as folder:
                for entry in folder.names():
                    if entry.endswith(layout.ACTION) and entry[:-2] not in known:
                        data = _read(folder, entry)
                        named.add(layout.read_action(entry[:-2], 0, data).output)
        except (FileNotFoundError, NotADirectoryError):
            continue
    return named


def _read(folder: Folder, name: str) -> bytes:
    try:
        return folder.read(name, layout.ENTRY_SIZE + 1)
    except OSError:
        return b""
