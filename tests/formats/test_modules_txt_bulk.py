"""Blocks of modules.txt read in bulk, beside the same read line by line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.formats import modules_txt
from hooks.formats.modules_txt import ModulesTxt

LINES = [
    "# a.b/c v1.0.0",
    "# a.b/c v1.0.0 => ./c",
    "# a.b/c => d.e/f v1.2.0",
    "# a.b/c  v1.0.0",
    "# a.b/c master",
    "# comment",
    "# ",
    "#",
    "##",
    "## explicit",
    "## explicit; go 1.20",
    "## workspace",
    "## other",
    "##explicit",
    "a.b/c",
    "a.b/c/d",
    " a.b/c/d",
    "a.b/c d",
    "a.b/c#d",
    "a.b//c",
    "con",
    "x+y",
    "é",
    "a\tb",
    "a\r",
    "",
    " ",
]


def outside(tree: ModulesTxt) -> list[object]:
    """All that can be seen of it."""
    modules = [
        [getattr(module, name) for name in type(module).__slots__ if name != "package_lines"]
        + [list(module.package_lines)]
        for module in tree.modules
    ]
    marks = [(mark.module.line, mark.version, mark.line) for mark in tree.go_marks]
    return [modules, marks, tree.foreign, tree.workspace, bytes(tree)]


@given(lines=st.lists(st.sampled_from(LINES), max_size=14), end=st.sampled_from(["", "\n", "\n\n"]))
@settings(derandomize=True, deadline=None, max_examples=2000)
def test_both_say_the_same(lines: list[str], end: str) -> None:
    data = ("\n".join(lines) + end).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(modules_txt, "_ordinary", lambda section, number: None)
        expected = outside(modules_txt.parse(data))
    assert outside(modules_txt.parse(data)) == expected


def test_what_go_mod_vendor_writes_is_read_in_bulk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(modules_txt, "_by_line")
    text = "# a.b/c v1.0.0\n## explicit; go 1.20\na.b/c\na.b/c/d\n"
    text += "# d.e/f v1.0.0\nd.e/f\n# g.h/i v1.0.0\n"
    tree = modules_txt.parse(text.encode())
    assert [module.packages for module in tree.modules] == [["a.b/c", "a.b/c/d"], ["d.e/f"], []]
    assert [list(module.package_lines) for module in tree.modules] == [[3, 4], [6], []]
