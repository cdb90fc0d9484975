"""Whether each output has the content that its name states, and each action entry its output.

The go command compares the size of an output only, so a changed byte stays in every later build.
What it is writing at the moment is looked at again until it stands still.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from . import layout
from .folder import Folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from .contents import Contents
    from .layout import ActionEntry, OutputEntry

    Progress = Callable[[Iterable[OutputEntry], int], Iterator[OutputEntry]]

SETTLE = 1.0  # seconds after which a file that nobody writes looks the same
LOOKS = 10


@dataclass(frozen=True, slots=True)
class Damage:
    """One damaged entry: its path below the root, the reason in words, the bytes it takes, and
    the action entries that lead to it."""

    path: str
    reason: str
    size: int
    actions: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found. `unused` are outputs with wrong content that no action entry
    names, which the go command replaces before it uses them; `missing` are action entries whose
    output is not there, which it takes for none."""

    outputs: int
    damaged: Sequence[Damage]
    unused: Sequence[str]
    missing: Sequence[str]


def verify(contents: Contents, progress: Progress = lambda steps, total: iter(steps)) -> Verified:
    """Verify all entries. OSError where one cannot be read."""
    naming = contents.naming()
    damaged, suspects = [], []
    with Folder(contents.root) as top:
        outputs = sorted(contents.outputs.values(), key=lambda output: output.id)
        for output in progress(outputs, len(outputs)):
            if _fault(top, output, naming.get(output.id, ())):
                suspects.append(output)
        for output, reason in _lasting_faults(top, suspects, naming):
            actions = [action.path for action in naming.get(output.id, ())]
            damaged.append(Damage(output.path, reason, output.size, actions))
        faulty = [action for action in contents.actions if action.fault]
        time.sleep(SETTLE if faulty else 0)
        for action in faulty:
            if fault := _action_fault(top, action):
                damaged.append(Damage(action.path, fault, action.size, [action.path]))
    missing = [
        action.path
        for named, found in naming.items()
        if named not in contents.outputs
        for action in found
    ]
    unused = sorted(damage.path for damage in damaged if not damage.actions)
    told = sorted((each for each in damaged if each.actions), key=lambda each: each.path)
    return Verified(len(outputs), told, unused, sorted(missing))


def _lasting_faults(
    top: Folder, suspects: Sequence[OutputEntry], naming: Mapping[str, Sequence[ActionEntry]]
) -> Iterator[tuple[OutputEntry, str]]:
    """The outputs that still have a fault when nobody writes them any more, each with the fault.
    They are waited for together: a full disk damages many at once."""
    waiting = suspects
    for look in range(LOOKS):
        before = [_state(top, output) for output in waiting]
        time.sleep(SETTLE if waiting else 0)
        moving = []
        for output, state in zip(waiting, before, strict=True):
            fault = _fault(top, output, naming.get(output.id, ()))
            if fault and look + 1 < LOOKS and _state(top, output) != state:
                moving.append(output)
            elif fault:
                yield output, fault
        waiting = moving


def _action_fault(top: Folder, action: ActionEntry) -> str:
    """The fault that an action entry has now."""
    try:
        with Folder(action.id[:2], top) as folder:
            data = folder.read(action.name, layout.ENTRY_SIZE + 1)
    except FileNotFoundError:
        return ""
    return layout.read_action(action.id, action.used, data).fault


def _state(top: Folder, output: OutputEntry) -> object:
    try:
        with Folder(output.id[:2], top) as folder:
            facts = folder.facts(output.name)
            if output.program:
                with Folder(output.name, folder) as inner:
                    facts = inner.facts(output.program)
            return facts.st_size, facts.st_mtime_ns
    except FileNotFoundError:
        return None


def _fault(top: Folder, output: OutputEntry, actions: Sequence[ActionEntry]) -> str:
    """What is wrong with an output; "" for nothing, and where it is gone."""
    import hashlib

    hashed, size = hashlib.sha256(), 0
    try:
        for piece in _pieces(top, output):
            hashed.update(piece)
            size += len(piece)
    except FileNotFoundError:
        return ""
    if output.program == "":
        return "it is a folder without a program"
    sizes = sorted({action.output_size for action in actions} - {size})
    if sizes:
        return f"it has {size} bytes, its action entry says {sizes[0]}"
    if hashed.hexdigest() != output.id:
        return "its content has another hash than its name states"
    return ""


def _pieces(top: Folder, output: OutputEntry) -> Iterator[bytes]:
    with Folder(output.id[:2], top) as folder:
        if output.program is None:
            yield from folder.pieces(output.name)
        elif output.program:
            with Folder(output.name, folder) as inner:
                yield from inner.pieces(output.program)
