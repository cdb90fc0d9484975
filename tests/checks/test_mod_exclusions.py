"""What a module of a workspace requires and another one excludes."""

from __future__ import annotations

import pytest

from hooks.checks import mod_exclusions
from tests.memory import memory_tree, workspace_file

WORK = "go 1.22\n\nuse (\n\t./a\n\t./b\n)\n"
A = "module x.y/a\n\ngo 1.22\n\nrequire x.y/c v1.4.0\n"
B = "module x.y/b\n\ngo 1.22\n\nexclude x.y/c v1.4.0\n"
D = "module x.y/d\n\ngo 1.22\n\nrequire x.y/c v1.5.0\n"
C = {"c/go.mod": "module x.y/c\n\ngo 1.22\n"}


def messages(files: dict[str, str]) -> list[str]:
    tree = memory_tree({path: text.encode() for path, text in files.items()})
    findings = mod_exclusions.dropped_requirements(tree, workspace_file(tree))
    return [f"{each.path}:{each.line} {each.message.partition(', ')[2]}" for each in findings]


@pytest.mark.parametrize(
    ("a", "b", "others", "expected"),
    [
        pytest.param(
            A, B, {}, ["a/go.mod:5 so that the workspace drops the requirement"], id="dropped"
        ),
        pytest.param(
            A,
            B + "\nrequire x.y/c v1.3.0\n",
            {},
            ["a/go.mod:5 so that the workspace builds with v1.3.0"],
            id="lowered",
        ),
        pytest.param(A, B + "\nrequire x.y/c v1.5.0\n", {}, [], id="raised all the same"),
        pytest.param(
            A,
            B + "\nrequire x.y/c v1.3.0\n",
            {"go.work": WORK + "\nuse ./d\n", "d/go.mod": D},
            [],
            id="lowered and raised",
        ),
        pytest.param(A, B.replace("v1.4.0", "v1.3.0"), {}, [], id="another version"),
        pytest.param(A + "\nexclude x.y/c v1.4.0\n", B, {}, [], id="by itself too: the load tells"),
        pytest.param(A, B, {"go.work": WORK + "\nuse ./c\n", **C}, [], id="a module of its own"),
        pytest.param(A, "module x.y/b\n\ngo 1.22\n", {}, [], id="nobody excludes"),
        pytest.param(
            A.replace("1.22", "1.16") + "\nrequire x.y/d v1.0.0\n", B, {}, [], id="may be raised"
        ),
    ],
)
def test_dropped_requirements(a: str, b: str, others: dict[str, str], expected: list[str]) -> None:
    assert messages({"go.work": WORK, "a/go.mod": a, "b/go.mod": b, **others}) == expected
