"""What a main module has to do with other modules."""

from __future__ import annotations

import pytest

from hooks.verdicts import module_uses
from tests.verdicts.test_known_modules import LOW, go_mod, tree_of

OLD = go_mod("m.x/m", "1.21", "x.y/old v1.0.0")


@pytest.mark.parametrize(
    ("main", "path", "requirers"),
    [
        pytest.param(LOW, "x.y/b", ["x.y/a@v1.0.0"], id="the main module is not told"),
        pytest.param(LOW, "x.y/d", [], id="nor a version that is not selected"),
        pytest.param(LOW, "x.y/none", [], id="a module that is not there"),
        pytest.param(OLD, "x.y/b", ["x.y/c@v1.0.0"], id="a module further off"),
        pytest.param(
            OLD + b"replace x.y/c => x.y/a v1.0.0\n", "x.y/b", ["x.y/c@v1.0.0"], id="a fork"
        ),
        pytest.param(OLD + b"replace x.y/c => ./c\n", "x.y/b", [], id="a directory"),
    ],
)
def test_who_requires_a_module(main: bytes, path: str, requirers: list[str]) -> None:
    tree = tree_of(main, {"c/go.mod": go_mod("x.y/c", "1.21", "x.y/b v1.2.0")})
    assert module_uses.of_module(tree, "").requirers(path) == requirers
