"""The picture of a stopped commit shows what the gate says today."""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path

from tests import picture
from tests.repository import Repository
from tests.sample import SAMPLE
from tests.screen import on_terminal


def shown() -> str:
    """The words of the picture, a line for each height."""
    lines: dict[str, str] = {}
    text = picture.PICTURE.read_text(encoding="utf-8")
    for height, piece in re.findall(r'<text [^>]*y="(\d+)"[^>]*>(.*?)</text>', text):
        words = html.unescape(piece).replace(picture.HARD_SPACE, " ")
        lines[height] = lines.get(height, "") + words
    return "\n".join(lines.values())


def test_the_picture_is_that_of_the_gate(tmp_path: Path) -> None:
    """`python3 -m tests.picture` draws it, with the framework around it."""
    repository = Repository(tmp_path / "shop")
    repository.copy(SAMPLE / "healthy")
    repository.commit()
    for name in picture.MISTAKES:
        repository.copy(SAMPLE / name)
    repository.add()
    gate = [sys.executable, "-m", "hooks.go_mod_gate"]
    told, status = on_terminal(gate, repository.top, columns=picture.COLUMNS)
    assert status == 1
    words = picture.ESCAPE.sub("", told)
    pieces = [line[: picture.COLUMNS] for line in words.splitlines() if line]
    assert "\n".join(pieces) in shown()


def test_drawing() -> None:
    drawn = picture.drawn("\x1b[1;31ma < b\x1b[0m c\n" + "x" * (picture.COLUMNS + 2) + "\n")
    assert f'fill="{picture.COLOURS["31"]}" font-weight="bold">a\u00a0&lt;\u00a0b</text>' in drawn
    assert ">xx</text>" in drawn
    assert "\x1b" not in drawn
