from __future__ import annotations

from collections.abc import Iterable

import pytest

from hooks.checks import workspace
from hooks.verdicts.sources import Sources
from tests.memory import sources

A, B = b"module example.com/a\n", b"module example.com/b\n"


def tree(go_work: str, files: dict[str, bytes], **others: Iterable[str]) -> Sources:
    return sources({"w/go.work": go_work.encode(), **files}, **others)


class Disk:
    def __init__(self, rule: str = "") -> None:
        self.rule = rule

    def holds(self, path: str) -> bool:
        return True

    def ignored_by(self, path: str) -> str:
        return self.rule


@pytest.mark.parametrize(
    ("go_work", "expected"),
    [
        pytest.param("use ./a\nuse ../b\n", [], id="both are there"),
        pytest.param("use ./link/a\n", [], id="behind a link"),
        pytest.param("use ./sub\n", [], id="a submodule"),
        pytest.param("use ./c\n", [1], id="not there"),
        pytest.param("use ./a\nuse ./empty\n", [2], id="no go.mod in it"),
        pytest.param("use ../../x\n", [1], id="outside the repository"),
        pytest.param("use /a\n", [1], id="absolute"),
    ],
)
def test_uses(go_work: str, expected: list[int]) -> None:
    judged = tree(
        go_work,
        {"w/a/go.mod": A, "b/go.mod": B},
        links=["w/link"],
        submodules=["w/sub"],
        folders=["w/empty"],
    )
    found = list(workspace.unstaged(judged, "w"))
    assert [(one.code, one.line) for one in found] == [("REP401", line) for line in expected]


@pytest.mark.parametrize(
    ("disk", "changes", "hint"),
    [
        (Disk(), {}, "git add w/a/go.mod   (the file exists but is not staged)"),
        (Disk("w/.gitignore:2"), {}, "git add -f w/a/go.mod   (w/.gitignore:2 ignores it)"),
        (None, {"w/a/go.mod": "D"}, "go work edit -dropuse=./a   (this commit deletes the module)"),
        (None, {}, "go work edit -dropuse=./a"),
    ],
)
def test_hints(disk: Disk | None, changes: dict[str, str], hint: str) -> None:
    (found,) = workspace.unstaged(tree("use ./a\n", {}), "w", disk, changes)  # type: ignore[arg-type]
    assert found.hint == hint


@pytest.mark.parametrize(
    ("go_work", "files", "expected"),
    [
        pytest.param(
            "use ./a\nuse ./b\n", {"w/a/go.mod": A, "w/b/go.mod": B}, [], id="two modules"
        ),
        pytest.param("use ./a\nuse ./b\n", {"w/a/go.mod": A}, [], id="one is not there"),
        pytest.param("use ./a\nuse a/\n", {"w/a/go.mod": A}, ["REP402"], id="one directory twice"),
        pytest.param(
            "use ./a\nuse ./b\n",
            {"w/a/go.mod": A, "w/b/go.mod": A},
            ["REP403"],
            id="one path twice",
        ),
        pytest.param(
            "use ./a\nuse ./b\n",
            {"w/a/go.mod": b"go 1.21\n", "w/b/go.mod": b"go 1.21\n"},
            [],
            id="modules without a path",
        ),
    ],
)
def test_repetitions(go_work: str, files: dict[str, bytes], expected: list[str]) -> None:
    found = list(workspace.repeated(tree(go_work, files), "w"))
    assert [one.code for one in found] == expected
    assert all(one.line == 2 for one in found)


@pytest.mark.parametrize(
    ("replace", "expected"),
    [
        ("example.com/c => ./c", []),
        ("example.com/a v1.0.0 => ./c", []),
        ("example.com/a => ./c", ["REP404"]),
    ],
)
def test_replaced_members(replace: str, expected: list[str]) -> None:
    judged = tree(f"use ./a\nreplace {replace}\n", {"w/a/go.mod": A})
    assert [one.code for one in workspace.replaced(judged, "w")] == expected


def test_replacements_that_collide() -> None:
    lib = b"module example.com/lib\n"
    required = b"require example.com/lib v1.0.0\n"
    files = {
        "w/a/go.mod": A + required + b"replace example.com/lib => ../lib\n",
        "w/b/go.mod": B + b"replace example.com/lib v1.0.0 => ../old\n",
        "w/lib/go.mod": lib,
        "w/old/go.mod": lib,
    }
    (found,) = workspace.conflicting(tree("use ./a\nuse ./b\n", files), "w")
    assert (found.code, found.path, found.line) == ("REP405", "w/b/go.mod", 2)
    assert list(workspace.conflicting(tree("use ./b\nuse ./a\n", files), "w")) == []
    settled = "use ./a\nuse ./b\nreplace example.com/lib => ./lib\n"
    assert list(workspace.conflicting(tree(settled, files), "w")) == []


def test_a_committed_workspace() -> None:
    assert [one.code for one in workspace.committed(tree("", {}), "w")] == ["REP603"]
    assert list(workspace.committed(tree("", {}), "")) == []


def test_nothing_to_say_without_go_work() -> None:
    judged = sources({})
    for check in (
        workspace.unstaged,
        workspace.repeated,
        workspace.replaced,
        workspace.conflicting,
    ):
        assert list(check(judged, "")) == []
