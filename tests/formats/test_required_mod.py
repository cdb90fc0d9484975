"""The short way of reading a go.mod beside the long one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hooks.formats import go_mod, required_mod
from hooks.formats.required_mod import RequiredMod
from tests import inputs, shared

ORDINARY = b"""\
// Deprecated: of no use.
module example.com/m

go 1.21

toolchain go1.22.1

require example.com/a v1.0.0 // indirect

require (
	example.com/b v1.1.0
	example.com/c/v2 v2.0.0-20200101000000-abcdefabcdef // indirect
)
"""


def told(read: RequiredMod) -> list[str]:
    return [repr(getattr(read, name)) for name in RequiredMod.__slots__]


def differ(data: bytes) -> bool:
    return told(required_mod.parse(data)) != told(required_mod.of_file(go_mod.parse(data)))


def test_an_ordinary_file_is_read_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(go_mod, "parse")
    read = required_mod.parse(ORDINARY)
    assert (read.declared, read.go, read.go_line) == ("example.com/m", "1.21", 4)
    assert [str(module) for module in read.requirements] == [
        "example.com/a@v1.0.0",
        "example.com/b@v1.1.0",
        "example.com/c/v2@v2.0.0-20200101000000-abcdefabcdef",
    ]


LINES = [
    "module example.com/m",
    "module 'example.com/m'",
    "module example.com/m // x",
    "module (",
    "go 1.21",
    "go 1.21.x",
    "go  1.21",
    "go 1.21 // x",
    "go 1.99",
    "toolchain go1.22.1",
    "toolchain x",
    "go go1.22.1",
    "require example.com/a v1.0.0",
    "require example.com/a v1.0.0 // indirect",
    "require example.com/a  v1.0.0",
    "require example.com/a latest",
    "require (",
    "require(",
    "require ()",
    "\texample.com/b v1.1.0",
    "\texample.com/b v1.1.0 // indirect; x",
    "\texample.com/b/v2 v1.1.0",
    ")",
    ") // x",
    "exclude example.com/a v1.0.0",
    "replace example.com/a => ../a",
    "// comment",
    "/* comment */",
    "wibble x",
    "",
    "\r",
    "\xa0",
]


@given(st.lists(st.sampled_from(LINES), max_size=12), st.booleans())
def test_both_ways_read_the_same(lines: list[str], is_ended: bool) -> None:
    assert not differ(("\n".join(lines) + "\n" * is_ended).encode())


@given(inputs.go_mods())
def test_both_ways_read_any_file_the_same(data: bytes) -> None:
    assert not differ(data)


def test_both_ways_read_real_files_the_same() -> None:
    texts = {text for case in shared.graph_cases() for text in case.go_mods.values()}
    assert [text for text in texts if differ(text)] == []
