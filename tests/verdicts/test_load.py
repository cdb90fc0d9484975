"""What each release reports when it loads a go.mod, or a go.work with its members."""

from __future__ import annotations

import pytest

from hooks.formats.problem import Problem
from hooks.values import releases
from hooks.values.releases import NEWEST, OLDEST
from hooks.verdicts import load
from tests.memory import memory_tree

HEAD = "module example.com/m\n"
ALL = list(releases.known())
NEXT = NEWEST + 1  # the end of ranges that include the newest release


def _by_kind(problems: list[Problem]) -> dict[str, list[int]]:
    """The kinds of problems, and the minor releases that report them."""
    return {problem.kind: [release.minor for release in problem.releases] for problem in problems}


def _module(text: str) -> dict[str, list[int]]:
    """What is reported of a go.mod."""
    return _by_kind(load.module(memory_tree({"go.mod": text.encode()}), "", ALL))


@pytest.mark.parametrize(
    "text",
    [
        "module m\n",
        "module go.mod\n\ngo 1.18\n",
        HEAD + "go 1.18\n",
        HEAD + "require a.b/c v1.0.0\nrequire d.e/f v1.0.0 // indirect\n",
        HEAD + "go 1.17\nrequire a v1.0.0\nrequire a v1.0.0 // indirect\n",
        HEAD + "go 1.17\nrequire example.com/m v1.0.0\n",
        HEAD + "replace a => ./x\nreplace a => ./x\nreplace a v1.0.0 => ./y\n",
        HEAD + "exclude a.b/c v1.0.0\nexclude go v1.0.0\nreplace go => ./x\n",
        HEAD + "require std v1.0.0\n",
    ],
)
def test_what_every_release_loads(text: str) -> None:
    assert _module(text) == {}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("", ["no-module-line"]),
        ("go 1.18\n", ["no-module-line"]),
        ("module ./x\n", ["path-malformed"]),
        ('module ""\n', ["path-malformed"]),
        (HEAD + "replace a => ./x\nreplace a => ./y\n", ["conflicting-replacements"]),
        (HEAD + "require a v1.0.0\nexclude a v1.0.0\n", ["excluded-required", "updates-needed"]),
        (HEAD + "go 1.17\nrequire a v1.0.0\nrequire a v1.1.0\n", ["updates-needed"]),
        (HEAD + "go 1.16\nrequire example.com/m v1.0.0\n", ["updates-needed"]),
        (HEAD + 'require "" v1.0.0\n', ["go-crash"]),
        (
            HEAD + "require a v1.0.0\nrequire a v1.1.0\nrequire b v1.0.0\nexclude b v1.0.0\n",
            ["excluded-required", "updates-needed"],
        ),
        (HEAD + 'require a v1.0.0\nrequire a v1.1.0\nrequire "" v1.0.0\n', ["go-crash"]),
        (
            HEAD + 'require "" v1.0.0\nrequire a v1.0.0\nexclude a v1.0.0\n',
            ["excluded-required", "go-crash"],
        ),
        (HEAD + 'replace "" => ./x\n', ["updates-needed"]),
        ("module ./x\nreplace a => ./x\nreplace a => ./y\n", ["conflicting-replacements"]),
        ("module ./x\nrequire a v1.0.0\nexclude a v1.0.0\n", ["path-malformed"]),
    ],
)
def test_what_no_release_loads(text: str, kinds: list[str]) -> None:
    assert _module(text) == {kind: [release.minor for release in ALL] for kind in kinds}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            HEAD + "go 1.24\n", {"gomod-too-new": range(21, 24)}, id="go line newer than some"
        ),
        pytest.param(
            HEAD + "go 1.24.99\n",
            {"go-version": range(OLDEST, 21), "gomod-too-new": range(21, 25)},
            id="patch release",
        ),
        pytest.param(
            HEAD + "go 1.99\nwibble\n",
            {"unknown-directive": range(OLDEST, 24), "gomod-too-new": range(24, NEXT)},
            id="newer releases blame the go line first",
        ),
        pytest.param(
            HEAD + "go 1.99\nrequire a\n",
            {"usage": range(OLDEST, NEXT)},
            id="but not for all errors",
        ),
        pytest.param(
            HEAD + "go 1.99.x\n",
            {"go-version": range(OLDEST, 24), "gomod-too-new": range(24, NEXT)},
            id="a go line read laxly",
        ),
        pytest.param("module go\n", {"path-invalid": range(26, NEXT)}, id="module go"),
        pytest.param(
            HEAD + "tool ./x\n",
            {"unknown-directive": range(OLDEST, 24), "path-malformed": range(24, NEXT)},
            id="tool path",
        ),
        pytest.param(
            HEAD + "godebug nosuch=1\ntool ./x\n",
            {"unknown-directive": range(OLDEST, 24), "godebug-value": range(24, NEXT)},
            id="settings before tools",
        ),
        pytest.param(
            HEAD + "go 1.21\ntoolchain go1.21\n",
            {"unknown-directive": range(OLDEST, 21), "updates-needed": range(21, NEXT)},
            id="toolchain line that repeats the go line",
        ),
        pytest.param(
            HEAD + "require go v1.0.0\n", {"updates-needed": range(21, NEXT)}, id="go as a module"
        ),
    ],
)
def test_what_some_releases_refuse(text: str, expected: dict[str, range]) -> None:
    assert _module(text) == {kind: list(minors) for kind, minors in expected.items()}


def test_problems_have_their_place() -> None:
    files = {"sub/go.mod": b"module m\n\ngo 1.24\n\nrequire a.b/c master\n"}
    (problem,) = load.module(memory_tree(files), "sub", ALL[-1:])
    assert (problem.path, problem.line, problem.column) == ("sub/go.mod", 5, 15)
    assert (problem.module, problem.version) == ("a.b/c", "master")


def test_where_nothing_is_nothing_is_reported() -> None:
    assert load.module(memory_tree({}), "", ALL) == []
    assert load.workspace(memory_tree({}), "", ALL) == []


def test_vendor_mod_stands_for_go_mod() -> None:
    tree = memory_tree({"vendor.mod": b"modul\n", "vendor/modules.txt": b""})
    assert [problem.path for problem in load.module(tree, "", ALL)] == ["vendor.mod"]


WORK = "go 1.18\nuse ./a\nuse ./b\n"


def _workspace(work: str = WORK, **members: str | None) -> dict[str, list[int]]:
    files = {"go.work": work.encode()}
    for name, default in (("a", "module a\n"), ("b", "module b\n")):
        text = members.get(name, default)
        if text is not None:
            files[f"{name}/go.mod"] = text.encode()
    return _by_kind(load.workspace(memory_tree(files), "", ALL))


@pytest.mark.parametrize(
    ("work", "members"),
    [
        pytest.param(WORK, {}, id="two members"),
        pytest.param("", {}, id="empty"),
        pytest.param("use a\n", {}, id="no dot before the directory"),
        pytest.param(
            "replace x => ./y\nreplace x => ./z\n", {}, id="contradictions where nothing is used"
        ),
        pytest.param(WORK, {"b": "module b\ngo 1.20\n"}, id="member newer, both old"),
        pytest.param(
            WORK, {"b": "module b\nrequire a v1.0.0\nexclude a v1.0.0\n"}, id="exclusions"
        ),
        pytest.param(
            WORK + "replace x => ./z\n",
            {"a": "module a\nreplace x => ./x\n", "b": "module b\nreplace x v1.0.0 => ./y\n"},
            id="replacements settled in go.work",
        ),
        pytest.param(
            WORK,
            {"a": "module a\nreplace x => ../x\n", "b": "module b\nreplace x => ../b/../x\n"},
            id="one directory in two spellings",
        ),
        pytest.param(WORK + "replace b v1.0.0 => ./x\n", {}, id="a member replaced at one version"),
    ],
)
def test_workspaces_that_every_release_loads(work: str, members: dict[str, str]) -> None:
    assert _workspace(work, **members) == {}


@pytest.mark.parametrize(
    ("work", "members", "expected"),
    [
        pytest.param(
            WORK + "require x v1.0.0\n",
            {},
            {"unknown-directive": range(OLDEST, NEXT)},
            id="no go.work",
        ),
        pytest.param("go 1.25\n", {}, {"gowork-too-new": range(21, 25)}, id="newer go line"),
        pytest.param(
            WORK + "use a\n", {}, {"work-duplicate-use": range(OLDEST, NEXT)}, id="directory twice"
        ),
        pytest.param(
            WORK,
            {"b": None},
            {"missing-file": range(OLDEST, 20), "work-cannot-load": range(20, NEXT)},
            id="member missing",
        ),
        pytest.param(
            WORK,
            {"b": "wibble\n"},
            {"unknown-directive": range(OLDEST, NEXT), "work-cannot-load": range(20, NEXT)},
            id="member cannot be read",
        ),
        pytest.param(
            WORK,
            {"b": "go 1.18\n"},
            {"no-module-line": range(OLDEST, 20), "work-cannot-load": range(20, NEXT)},
            id="member without module line",
        ),
        pytest.param(
            WORK, {"b": "module a\n"}, {"work-duplicate-use": range(20, NEXT)}, id="one path twice"
        ),
        pytest.param(
            WORK,
            {"b": "module b\ngo 1.21\n"},
            {"gowork-go-too-old": range(21, NEXT)},
            id="member newer than go.work",
        ),
        pytest.param(
            "use ./b\n",
            {"b": "module b\ngo 1.21\n"},
            {"gowork-go-too-old": range(21, NEXT)},
            id="go.work without go line",
        ),
        pytest.param(
            WORK,
            {"b": "module ./b\n"},
            {"path-malformed": range(OLDEST, NEXT)},
            id="path of a member",
        ),
        pytest.param(
            WORK,
            {"b": "module go\n"},
            {"path-invalid": range(26, NEXT)},
            id="member named like Go",
        ),
        pytest.param(
            WORK,
            {"b": "module b\ntool ./x\n"},
            {
                "unknown-directive": range(OLDEST, 24),
                "work-cannot-load": range(20, 24),
                "path-malformed": range(24, NEXT),
            },
            id="tool of a member",
        ),
        pytest.param(
            WORK + "godebug nosuch=1\n",
            {"b": None},
            {"unknown-directive": range(OLDEST, 23), "godebug-value": range(23, NEXT)},
            id="settings before members",
        ),
        pytest.param(
            WORK,
            {"a": "module a\nreplace x => ./x\n", "b": "module b\nreplace x => ./x\n"},
            {"conflicting-replacements": range(OLDEST, NEXT)},
            id="members replace differently",
        ),
        pytest.param(
            WORK + "replace b => ./x\n",
            {},
            {"work-replaced-module": range(OLDEST, NEXT)},
            id="replaced",
        ),
    ],
)
def test_workspaces_that_releases_refuse(
    work: str, members: dict[str, str | None], expected: dict[str, range]
) -> None:
    assert _workspace(work, **members) == {kind: list(minors) for kind, minors in expected.items()}


def test_of_settings_in_go_work_the_first_wrong_one_is_named() -> None:
    text = "godebug nosuch=1\ngodebug nosuch=2\n"
    both = load.module(memory_tree({"go.mod": (HEAD + text).encode()}), "", ALL[-1:])
    assert [problem.line for problem in both] == [2, 3]
    first = load.workspace(memory_tree({"go.work": text.encode()}), "", ALL[-1:])
    assert [problem.line for problem in first] == [1]


def test_what_lies_behind_a_link_is_not_judged() -> None:
    tree = memory_tree({"go.work": b"use ./a\n"}, links=["a"])
    assert load.workspace(tree, "", ALL) == []
    tree = memory_tree({"go.work": b"use ./a/b\n"}, submodules=["a"])
    assert load.workspace(tree, "", ALL) == []


def test_what_lies_outside_is_missing() -> None:
    for path in ("../x", "/x", "C:/x"):
        tree = memory_tree({"go.work": f"use {path}\n".encode()})
        (problem,) = load.workspace(tree, "", ALL[-1:])
        assert (problem.kind, problem.line) == ("work-cannot-load", 1)


def test_the_newest_version_asked_for_is_named() -> None:
    files = {
        "w/go.work": b"go 1.21\nuse (\n\t./a\n\t./b\n)\n",
        "w/a/go.mod": b"module a\ngo 1.22\n",
        "w/b/go.mod": b"module b\ngo 1.23\n",
    }
    problems = load.workspace(memory_tree(files), "w", ALL[-1:])
    assert [(each.path, each.line, each.module, each.version) for each in problems] == [
        ("w/go.work", 1, "./a", "1.22"),
        ("w/go.work", 1, "./b", "1.23"),
    ]
