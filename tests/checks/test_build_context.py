"""Which hashes a module is built with."""

from __future__ import annotations

import pytest

from hooks.checks.build_context import BuildContext
from tests.memory import memory_tree

MOD = b"module m\n"
SPACE = {"go.work": b"go 1.22\n\nuse (\n\t./a\n\t./b\n)\n", "a/go.mod": MOD, "b/go.mod": MOD}


@pytest.mark.parametrize(
    ("files", "has_no_sums"),
    [
        pytest.param({"a/go.mod": MOD}, True, id="no go.sum"),
        pytest.param({"a/go.mod": MOD, "a/go.sum": b""}, False, id="an empty one"),
        pytest.param({"a/go.mod": MOD, "b/go.sum": b""}, True, id="that of a stranger"),
        pytest.param(SPACE, True, id="a workspace without any"),
        pytest.param(SPACE | {"b/go.sum": b""}, False, id="that of another member"),
        pytest.param(SPACE | {"go.work.sum": b""}, False, id="that of the workspace"),
    ],
)
def test_whether_there_are_any(files: dict[str, bytes], has_no_sums: bool) -> None:
    assert BuildContext(memory_tree(files), "a").has_no_sums is has_no_sums
