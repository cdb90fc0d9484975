"""What is in a build cache: its entries, and what else lies there."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field

from . import layout
from .folder import Folder
from .layout import ActionEntry, OutputEntry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Progress = Callable[[Iterable[str], int], Iterator[str]]


class NotACacheError(Exception):
    """The folder is not a build cache; the text says why, for people."""


@dataclass(slots=True)
class Contents:
    """Everything below the root of a cache.

    `trimmed` and `tests_expired` are seconds since 1970, None where the go command wrote none.
    `others` are the paths of what is not the go command's, which nothing here touches;
    `other_size` are the bytes of all that is not an entry.
    """

    root: str
    actions: list[ActionEntry] = field(default_factory=list)
    outputs: dict[str, OutputEntry] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    other_size: int = 0
    fuzz_files: int = 0
    fuzz_size: int = 0
    trimmed: float | None = None
    tests_expired: float | None = None

    @property
    def size(self) -> int:
        """The bytes of all that lies below the root."""
        entries = sum(action.size for action in self.actions)
        entries += sum(output.size for output in self.outputs.values())
        return entries + self.fuzz_size + self.other_size

    def naming(self) -> dict[str, list[ActionEntry]]:
        """The action entries by the output that they name."""
        named: dict[str, list[ActionEntry]] = {}
        for action in self.actions:
            if action.output:
                named.setdefault(action.output, []).append(action)
        return named


def read(root: str, progress: Progress = lambda steps, total: iter(steps)) -> Contents:
    """Read a cache, the contents of outputs aside. NotACacheError where the folder does not look
    like one, OSError where it cannot be read. What is deleted meanwhile is not there."""
    contents = Contents(root)
    with Folder(root) as top:
        names = top.names()
        folders = [name for name in names if name in layout.FOLDERS]
        is_marked = layout.README in names or layout.TRIM in names
        if names and not (folders and (is_marked or len(folders) == len(layout.FOLDERS))):
            raise NotACacheError("it does not look like a go build cache")
        for name in progress(folders, len(folders)):
            _read_folder(contents, top, name)
        for name in names:
            if name not in layout.FOLDERS:
                _read_other(contents, top, name)
    return contents


def _read_folder(contents: Contents, top: Folder, name: str) -> None:
    try:
        opened = Folder(name, top)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        contents.others.append(name)
        return
    except OSError:
        if not stat.S_ISLNK(top.facts(name).st_mode):
            raise
        contents.others.append(name)
        return
    with opened as folder:
        for entry in folder.names():
            try:
                _read_entry(contents, folder, name, entry)
            except FileNotFoundError:
                continue  # the go command deletes too


def _read_entry(contents: Contents, folder: Folder, where: str, name: str) -> None:
    facts = folder.facts(name)
    kind = layout.kind_of(where, name)
    is_file = stat.S_ISREG(facts.st_mode)
    if kind == layout.ACTION and is_file:
        data = folder.read(name, layout.ENTRY_SIZE + 1)
        contents.actions.append(layout.read_action(name[:-2], facts.st_mtime_ns, data))
        return
    output = None
    if kind == layout.OUTPUT and is_file:
        output = OutputEntry(name[:-2], facts.st_mtime_ns, facts.st_size)
    elif kind == layout.OUTPUT and stat.S_ISDIR(facts.st_mode):
        output = _folder_output(folder, name, facts)
    if output:
        contents.outputs[output.id] = output
    else:
        contents.others.append(f"{where}/{name}")
        contents.other_size += facts.st_size if is_file else 0


def _folder_output(parent: Folder, name: str, facts: os.stat_result) -> OutputEntry | None:
    """The output that is this folder; None where it holds anything but one program."""
    with Folder(name, parent) as folder:
        programs = folder.names()
        if not programs:
            return OutputEntry(name[:-2], facts.st_mtime_ns, 0, "")
        within = folder.facts(programs[0])
        if len(programs) > 1 or not stat.S_ISREG(within.st_mode):
            return None
        used = max(facts.st_mtime_ns, within.st_mtime_ns)
        return OutputEntry(name[:-2], used, within.st_size, programs[0])


def _read_other(contents: Contents, top: Folder, name: str) -> None:
    try:
        facts = top.facts(name)
    except FileNotFoundError:
        return
    if name == layout.FUZZ and stat.S_ISDIR(facts.st_mode):
        contents.fuzz_files, contents.fuzz_size = _weigh(os.path.join(top.path, name))
        return
    if name not in layout.OWN_FILES or not stat.S_ISREG(facts.st_mode):
        contents.others.append(name)
    contents.other_size += facts.st_size if stat.S_ISREG(facts.st_mode) else 0
    if name == layout.TRIM:
        contents.trimmed = _time(top.read(name, 100), 1)
    elif name == layout.TEST_EXPIRE:
        contents.tests_expired = _time(top.read(name, 100), 1_000_000_000)


def _weigh(folder: str) -> tuple[int, int]:
    """The number of files below a folder, and their bytes; links are not followed."""
    files = size = 0
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                size += os.lstat(os.path.join(path, name)).st_size
            except FileNotFoundError:
                continue
            files += 1
    return files, size


def _time(data: bytes, unit: int) -> float | None:
    text = data.strip()
    return int(text) / unit if text.isdigit() else None
