from __future__ import annotations

import pytest

from hooks.diff import sums
from hooks.formats import go_sum
from hooks.report import sum_table

HEAD = "  Module  Version  Old hash  New hash  Status\n"


@pytest.mark.parametrize(
    ("before", "after", "table"),
    [
        pytest.param("a v1 h1:x\n", "a v1 h1:x\n", "", id="unchanged"),
        pytest.param("a v1 h1:x\nb v1 h1:x\n", "b v1 h1:x\r\n\na v1 h1:x\n", "", id="layout"),
        pytest.param(None, None, "", id="no file"),
        pytest.param(
            None,
            "a v1 h1:x\n",
            "go.sum: 1 added, 0 removed, 0 modified\n"
            + HEAD
            + "  a       v1       -         h1:x      added\n",
            id="a new file",
        ),
        pytest.param(
            "a v1 h1:x\n",
            None,
            "go.sum: 0 added, 1 removed, 0 modified\n"
            + HEAD
            + "  a       v1       h1:x      -         removed\n",
            id="a file that is gone",
        ),
        pytest.param(
            "a v1 h1:x\nb v1.10.0 h1:x\n",
            "a v1 h1:y\nb v1.9.0 h1:z\nb v1.10.0 h1:x\n",
            "go.sum: 1 added, 0 removed, 1 modified\n"
            + HEAD
            + "  a       v1       h1:x      h1:y      modified\n"
            + "  b       v1.9.0   -         h1:z      added\n",
            id="modified and added, in the order of a go.sum",
        ),
    ],
)
def test_table(before: str | None, after: str | None, table: str) -> None:
    sides = [None if text is None else go_sum.parse(text.encode()) for text in (before, after)]
    assert sum_table.table("go.sum", *sides) == table


def test_a_second_hash_is_a_modification() -> None:
    before, after = go_sum.parse(b"a v1 h1:x\n"), go_sum.parse(b"a v1 h1:x\na v1 h1:y\n")
    [change] = sums.changed(before, after)
    assert (change.module, change.version) == ("a", "v1")
    assert (change.old, change.new) == (["h1:x"], ["h1:x", "h1:y"])
    assert sum_table.table("go.sum", before, after) == (
        "go.sum: 0 added, 0 removed, 1 modified\n"
        "  Module  Version  Old hash  New hash   Status\n"
        "  a       v1       h1:x      h1:x h1:y  modified\n"
    )


def test_nothing_unprintable_gets_through() -> None:
    table = sum_table.table(
        "x\x1b/go.sum", None, go_sum.parse(b"a\x1b[31m v1\x07 h1:\xff\xe2\x80\xae\n")
    )
    assert table.isprintable() or set(table) - {"\n"} <= {one for one in table if one.isprintable()}
    assert "a\\x1b[31m" in table
    assert "h1:\\xff\\u202e" in table
