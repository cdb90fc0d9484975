"""Modules that need no loaded graph to be found sound, and those that do."""

from __future__ import annotations

import pytest

from hooks.values import releases as known
from hooks.verdicts import graph, graph_plain
from tests import memory

HEAD = "module example.com/m\n\ngo 1.22\n"
A = "require example.com/a v1.0.0\n"
HASH = "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
SUM = f"example.com/a v1.0.0/go.mod {HASH}\n"


@pytest.mark.parametrize(
    ("go_mod", "go_sum", "sound"),
    [
        pytest.param(HEAD + A, SUM, True, id="the hash is there"),
        pytest.param(HEAD, "", True, id="nothing required"),
        pytest.param(f"{HEAD}toolchain go1.23.4\n{A}", SUM, True, id="newer toolchain"),
        pytest.param(HEAD + A, "", False, id="no hash"),
        pytest.param(HEAD + A, None, False, id="no go.sum"),
        pytest.param(HEAD + A, SUM.replace("h1:", "h2:"), False, id="hash of another kind"),
        pytest.param(HEAD + A, SUM + "x\n", False, id="a malformed line"),
        pytest.param(
            HEAD + A,
            "example.com/a v1.0.0/go.mod h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=\n",
            False,
            id="hash of an empty go.mod",
        ),
        pytest.param(HEAD + A + A.replace("v1.0", "v1.1"), SUM, False, id="two versions"),
        pytest.param(HEAD + "require example.com/m v1.0.0\n", SUM, False, id="requires itself"),
        pytest.param(HEAD + "require example/a v1.0.0\n", SUM, False, id="cannot be fetched"),
        pytest.param(f"{HEAD}toolchain go1.21.0\n{A}", SUM, False, id="older toolchain"),
        pytest.param(HEAD + A + "bogus\n", SUM, False, id="cannot be read"),
        pytest.param(
            f"{HEAD}{A}replace example.com/a => ./a\n", SUM, False, id="a replaced module"
        ),
        pytest.param(
            f"{HEAD}{A}exclude example.com/a v1.0.0\n", SUM, False, id="an excluded module"
        ),
    ],
)
def test_is_sound(go_mod: str, go_sum: str | None, sound: bool) -> None:
    files = {"go.mod": go_mod.encode()}
    sources = memory.sources(files if go_sum is None else files | {"go.sum": go_sum.encode()})
    releases = known.default_span("1.22")
    assert graph_plain.is_sound(sources, "", releases) is sound
    if sound:
        assert graph.module(sources, "", releases) == []
