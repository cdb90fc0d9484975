"""What is asked before a command is recommended."""

from __future__ import annotations

import pytest

from hooks.checks import remedies
from tests.memory import memory_tree

HASH = "h1:OZ1uFUBsAWZy5pLbhVuV0TGH0RgkVoyjVJZFh7ixcSg="
GO_MOD_SUM, ZIP_SUM = f"a.b/c v1.0.0/go.mod {HASH}\n", f"a.b/c v1.0.0 {HASH}\n"
DIRECT, INDIRECT = "require a.b/c v1.0.0\n", "require a.b/c v1.0.0 // indirect\n"
LISTED, FILED = "# a.b/c v1.0.0\n## explicit\n", "# a.b/c v1.0.0\n## explicit\na.b/c\n"


@pytest.mark.parametrize(
    ("requires", "sums", "listing", "expected"),
    [
        pytest.param("", "", "", True, id="nothing is required"),
        pytest.param(DIRECT, GO_MOD_SUM + ZIP_SUM, "", True, id="both hashes"),
        pytest.param(DIRECT, GO_MOD_SUM, "", False, id="that of its zip is not there"),
        pytest.param(DIRECT, ZIP_SUM, "", False, id="that of its go.mod is not there"),
        pytest.param(INDIRECT, GO_MOD_SUM, "", True, id="perhaps nothing of it is built"),
        pytest.param(INDIRECT, GO_MOD_SUM, LISTED, True, id="nothing of it is vendored"),
        pytest.param(INDIRECT, GO_MOD_SUM, FILED, False, id="a package of it is"),
        pytest.param(DIRECT + "replace a.b/c => ./c\n", "", "", True, id="a directory"),
        pytest.param(
            DIRECT + "replace a.b/c => f.k/c v1.0.0\n", GO_MOD_SUM + ZIP_SUM, "", False, id="a fork"
        ),
    ],
)
def test_whether_vendoring_finds_its_hashes(
    requires: str, sums: str, listing: str, expected: bool
) -> None:
    files = {"go.mod": f"module m\n\ngo 1.22\n\n{requires}", "go.sum": sums}
    if listing:
        files["vendor/modules.txt"] = listing
    tree = memory_tree({path: text.encode() for path, text in files.items()})
    assert remedies.has_all_hashes(tree, "") is expected
