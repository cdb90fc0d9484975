"""What every reader owes to any bytes; each function raises where one does not give it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import SupportsBytes

from hooks.command import config
from hooks.command.errors import UsageError
from hooks.formats import (
    conflict_markers,
    go_mod,
    go_settings,
    go_sum,
    go_sum_layout,
    go_version_files,
    go_work,
    modules_txt,
    modules_txt_layout,
)
from hooks.formats.modfile import layout
from tests.hostile.texts import CONFIG

Reader = Callable[[bytes], SupportsBytes]
READERS: dict[str, Reader] = {
    "go.mod": go_mod.parse,
    "go.work": go_work.parse,
    "go.sum": go_sum.parse,
    "go.work.sum": go_sum.parse,
    "vendor/modules.txt": modules_txt.parse,
}


def comes_back(name: str, text: bytes) -> None:
    """No byte is lost."""
    assert bytes(READERS[name](text)) == text


def keeps_its_layout(name: str, text: bytes, *, fold: bool) -> None:
    """The layout of a go.mod or go.work is its own layout, or there is none."""
    parse = go_mod.parse if name == "go.mod" else go_work.parse
    try:
        once = layout.canonical(parse(text), fold=fold)
    except ValueError:
        return
    assert layout.canonical(parse(once), fold=fold) == once


def is_settled(text: bytes) -> None:
    """A go.sum is settled for good, or left alone."""
    once = go_sum_layout.repaired(text)
    if once is not None:
        assert go_sum_layout.repaired(once) in (once, None)  # None: a line to be seen to
        assert not conflict_markers.lines(once)


def is_undamaged(text: bytes) -> None:
    """From a modules.txt all marks of other tools are taken off at once."""
    once = modules_txt_layout.undamaged(modules_txt.parse(text))
    assert modules_txt_layout.undamaged(once).data == once.data


def is_configuration_or_refused(text: bytes) -> None:
    """A configuration is read, or refused in one line."""
    with suppress(UsageError):
        config.parse(text, CONFIG)


def names_versions(name: str, text: bytes) -> None:
    """A file that names versions of Go, or sets variables of the go command, is read."""
    assert all(each.line >= 0 for each in go_version_files.versions(name, text))
    lines = text.count(b"\n") + 1
    assert all(1 <= each.line <= lines for each in go_settings.settings(text))
