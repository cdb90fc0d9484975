"""Requirements that a change takes out although they are needed."""

from __future__ import annotations

import pytest

from hooks.checks import mod_behind
from hooks.tree.tree import Tree
from tests.memory import module_file
from tests.modules import go_sum
from tests.verdicts.test_known_modules import MODULES, go_mod, tree_of

ZIP = "x.y/d v1.1.0 h1:OZ1uFUBsAWZy5pLbhVuV0TGH0RgkVoyjVJZFh7ixcSg=\n"
KEPT = ("x.y/b v1.2.0",)
BEFORE = ("x.y/b v1.2.0", "x.y/d v1.1.0")  # x.y/b requires it


def tree(go: str, *required: str, zips: str = ZIP) -> Tree:
    sums = go_sum(MODULES) + zips
    return tree_of(go_mod("m.x/m", go, *required), {"go.sum": sums.encode()})


@pytest.mark.parametrize(
    ("base", "staged", "changes", "found"),
    [
        pytest.param(tree("1.21", *BEFORE), tree("1.21", *KEPT), [], True, id="taken out"),
        pytest.param(tree("1.16", *BEFORE), tree("1.21", *KEPT), [], False, id="go line raised"),
        pytest.param(tree("1.21", *BEFORE), tree("1.16", *KEPT), [], False, id="go line lowered"),
        pytest.param(
            tree("1.21", *BEFORE), tree("1.21", *KEPT, zips=""), [], False, id="its zip too"
        ),
        pytest.param(
            tree("1.21", *BEFORE), tree("1.21", *KEPT), ["a.go"], False, id="with other imports"
        ),
        pytest.param(
            tree("1.21", *BEFORE),
            tree("1.21", *KEPT, "x.y/a v1.0.0"),
            [],
            False,
            id="with other requirements",
        ),
        pytest.param(tree("1.21", *KEPT), tree("1.21", *KEPT), [], False, id="never there"),
    ],
)
def test_dropped_requirements(base: Tree, staged: Tree, changes: list[str], found: bool) -> None:
    told = mod_behind.dropped_requirements(staged, module_file(staged), base, ["go.mod", *changes])
    codes = [(finding.code, finding.line) for finding in told]
    assert codes == ([("MOD403", 5)] if found else [])
