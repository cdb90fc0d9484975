"""The trees of a commit, read object by object."""

from __future__ import annotations

import pytest

from hooks.git.history import Trees
from hooks.git.objects import Objects
from hooks.git.process import GitError

TREE, BLOB = "11" * 20, "22" * 20
ENTRY = b"100644 go.mod\0" + bytes.fromhex(BLOB)


class OneTree(Objects):
    """A repository that holds one tree object."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, oid: str) -> bytes | None:
        return self._data if oid == TREE else None


def test_a_tree_object() -> None:
    folder = b"40000 vendor\0" + bytes.fromhex(TREE)
    assert Trees(OneTree(ENTRY + folder)).tree(TREE) == {
        "go.mod": ("100644", BLOB),
        "vendor": ("040000", TREE),
    }


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(ENTRY[:-1], id="an id that is cut off"),
        pytest.param(ENTRY + ENTRY[:-1], id="an id that is cut off further on"),
        pytest.param(b"0" + ENTRY, id="a mode of seven digits"),
        pytest.param(ENTRY[6:], id="no mode"),
        pytest.param(b"100644go.mod\0" + b"\x22" * 20, id="nothing between mode and name"),
        pytest.param(b"100644 go.mod" + b"\x22" * 20, id="no end of the name"),
    ],
)
def test_a_damaged_tree_object(data: bytes) -> None:
    with pytest.raises(GitError, match="damaged"):
        Trees(OneTree(data)).tree(TREE)
