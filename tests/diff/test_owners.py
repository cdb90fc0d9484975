"""A module of somebody whom nothing came from before is marked."""

from __future__ import annotations

import pytest

from hooks.diff import owners, rows
from hooks.formats import go_mod, go_sum

HASH = "h1:a"


def marked(before: str, after: str, *, sums: str = "") -> list[str]:
    """The modules of marked rows, from one go.mod to another."""
    old = {"go.mod": (go_mod.parse(before.encode()), go_sum.parse(sums.encode()))}
    new = {"go.mod": (go_mod.parse(after.encode()), go_sum.parse(sums.encode()))}
    found = list(rows.compare(old, new))
    owners.mark_new(found, old.values())
    return [row.module for row in found if row.is_new_owner]


def mod(*lines: str) -> str:
    return "module github.com/we/m\n\n" + "".join(f"{line}\n" for line in lines)


OURS = mod("require github.com/known/a v1.0.0")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(OURS, mod("require github.com/known/a v1.1.0"), [], id="upgraded"),
        pytest.param(OURS, OURS + "require github.com/known/b v1.0.0\n", [], id="known"),
        pytest.param(OURS, OURS + "require github.com/we/b v1.0.0\n", [], id="our own"),
        pytest.param(
            OURS, OURS + "require github.com/new/b v1.0.0\n", ["github.com/new/b"], id="new"
        ),
        pytest.param(
            OURS,
            mod("require github.com/other/a v1.0.0"),
            ["github.com/other/a"],
            id="the same name from somebody else",
        ),
        pytest.param(
            OURS,
            OURS + "replace github.com/known/a => github.com/evil/a v1.0.0\n",
            ["github.com/known/a"],
            id="a fork",
        ),
        pytest.param(OURS, OURS + "replace github.com/known/a => ../a\n", [], id="a directory"),
        pytest.param("", OURS, [], id="there was nothing to know"),
        pytest.param(
            mod("require golang.org/x/text v1.0.0"),
            mod("require (\n\tgolang.org/x/text v1.0.0\n\tgolang.org/x/net v1.0.0\n)"),
            [],
            id="a host of its own",
        ),
    ],
)
def test_requirements_and_replacements(before: str, after: str, expected: list[str]) -> None:
    assert marked(before, after) == expected


def test_who_is_in_go_sum_is_known() -> None:
    after = OURS + "require github.com/deep/b v1.0.0\n"
    assert marked(OURS, after, sums=f"github.com/deep/x v1.0.0/go.mod {HASH}\n") == []
