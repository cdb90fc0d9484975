from __future__ import annotations

from collections.abc import Iterable

import pytest

from hooks.checks import rep_workspace
from hooks.checks.unstaged import Clues
from hooks.rules.finding import Finding
from hooks.tree.tree import Tree
from hooks.values.releases import default_span
from tests.memory import FullWorktree, memory_tree, workspace_file

A, B = b"module example.com/a\n", b"module example.com/b\n"


def workspace(go_work: str, files: dict[str, bytes], **others: Iterable[str]) -> Tree:
    return memory_tree({"w/go.work": go_work.encode(), **files}, **others)


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
    tree = workspace(
        go_work,
        {"w/a/go.mod": A, "b/go.mod": B},
        links=["w/link"],
        submodules=["w/sub"],
        folders=["w/empty"],
    )
    findings = rep_workspace.missing_uses(tree, workspace_file(tree, "w"))
    places = [(finding.code, finding.line) for finding in findings]
    assert places == [("REP401", line) for line in expected]


@pytest.mark.parametrize(
    ("worktree", "changes", "hint"),
    [
        (FullWorktree(), {}, "git add w/a   (it is on disk, but not staged)"),
        (
            FullWorktree("w/.gitignore:2"),
            {},
            "git add -f w/a   (it is on disk, but w/.gitignore:2 ignores it)",
        ),
        (
            None,
            {"w/a/go.mod": "D"},
            "git restore --staged --worktree w/a/go.mod   (this commit deletes it)\n"
            "or: go work edit -dropuse=./a   (in w)",
        ),
        (None, {}, "go work edit -dropuse=./a   (in w)"),
    ],
)
def test_hints(worktree: FullWorktree | None, changes: dict[str, str], hint: str) -> None:
    tree = workspace("use ./a\n", {})
    (finding,) = rep_workspace.missing_uses(
        tree, workspace_file(tree, "w"), Clues(tree, worktree, changes)
    )
    assert finding.hint == hint


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
    tree = workspace(go_work, files)
    findings = list(rep_workspace.repeated_uses(tree, workspace_file(tree, "w")))
    assert [finding.code for finding in findings] == expected
    assert all(finding.line == 2 for finding in findings)


@pytest.mark.parametrize(
    ("replace", "expected"),
    [
        ("example.com/c => ./c", []),
        ("example.com/a v1.0.0 => ./c", []),
        ("example.com/a => ./c", ["REP404"]),
    ],
)
def test_replaced_members(replace: str, expected: list[str]) -> None:
    tree = workspace(f"use ./a\nreplace {replace}\n", {"w/a/go.mod": A})
    findings = rep_workspace.replaced_members(tree, workspace_file(tree, "w"))
    assert [finding.code for finding in findings] == expected


def test_replacements_that_collide() -> None:
    lib = b"module example.com/lib\n"
    required = b"require example.com/lib v1.0.0\n"
    files = {
        "w/a/go.mod": A + required + b"replace example.com/lib => ../lib\n",
        "w/b/go.mod": B + b"replace example.com/lib v1.0.0 => ../old\n",
        "w/lib/go.mod": lib,
        "w/old/go.mod": lib,
    }

    def conflicts(go_work: str) -> list[Finding]:
        tree = workspace(go_work, files)
        return list(rep_workspace.conflicting_replacements(tree, workspace_file(tree, "w")))

    (finding,) = conflicts("use ./a\nuse ./b\n")
    assert (finding.code, finding.path, finding.line) == ("REP405", "w/b/go.mod", 2)
    assert conflicts("use ./b\nuse ./a\n") == []
    assert conflicts("use ./a\nuse ./b\nreplace example.com/lib => ./lib\n") == []


@pytest.mark.parametrize(
    ("go_work", "modules", "found"),
    [
        pytest.param(
            "go 1.22\n", ["w/a"], ["go work use ./a   (in w; or remove go.work)"], id="no"
        ),
        pytest.param("go 1.22\n", ["a"], [], id="above no module"),
        pytest.param("go 1.22\n", ["w/a/b"], [], id="another go.work is nearer"),
        pytest.param("use ./a\n", ["w/a"], [], id="one is used"),
        pytest.param("use\n", ["w/a"], [], id="a line that cannot be read"),
    ],
)
def test_a_workspace_without_modules(go_work: str, modules: list[str], found: list[str]) -> None:
    tree = workspace(go_work, {"w/a/go.mod": A, "w/a/b/go.work": b"use .\n"})
    at = workspace_file(tree, "w")
    findings = rep_workspace.without_modules(tree, at, modules, default_span("1.22"))
    assert [finding.hint for finding in findings] == found


def test_nothing_to_say_without_go_work() -> None:
    assert memory_tree({}).workspace_file("") is None
