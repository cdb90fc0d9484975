"""What each release says when it loads a go.mod, or a go.work with its members."""

from __future__ import annotations

import pytest

from hooks.values import releases
from hooks.values.releases import Release
from hooks.verdicts import parse
from tests.memory import sources

HEAD = "module example.com/m\n"
ALL = list(releases.known())


def _minors(some: list[Release]) -> list[int]:
    return [one.minor for one in some]


def _module(text: str) -> dict[str, list[int]]:
    """The kinds of what is said of a go.mod, and the minor releases that say it."""
    found = parse.module(sources({"go.mod": text.encode()}), "", ALL)
    return {one.kind: _minors(list(one.releases)) for one in found}


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
    assert _module(text) == dict.fromkeys(kinds, _minors(ALL))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            HEAD + "go 1.24\n", {"gomod-too-new": range(21, 24)}, id="go line newer than some"
        ),
        pytest.param(
            HEAD + "go 1.24.99\n",
            {"go-version": range(18, 21), "gomod-too-new": range(21, 25)},
            id="patch release",
        ),
        pytest.param(
            HEAD + "go 1.99\nwibble\n",
            {"unknown-directive": range(18, 24), "gomod-too-new": range(24, 28)},
            id="newer releases blame the go line first",
        ),
        pytest.param(
            HEAD + "go 1.99\nrequire a\n", {"usage": range(18, 28)}, id="but not for all errors"
        ),
        pytest.param(
            HEAD + "go 1.99.x\n",
            {"go-version": range(18, 24), "gomod-too-new": range(24, 28)},
            id="a go line read laxly",
        ),
        pytest.param("module go\n", {"path-invalid": range(26, 28)}, id="module go"),
        pytest.param(
            HEAD + "tool ./x\n",
            {"unknown-directive": range(18, 24), "path-malformed": range(24, 28)},
            id="tool path",
        ),
        pytest.param(
            HEAD + "godebug nosuch=1\ntool ./x\n",
            {"unknown-directive": range(18, 24), "godebug-value": range(24, 28)},
            id="settings before tools",
        ),
        pytest.param(
            HEAD + "go 1.21\ntoolchain go1.21\n",
            {"unknown-directive": range(18, 21), "updates-needed": range(21, 28)},
            id="toolchain line that repeats the go line",
        ),
        pytest.param(
            HEAD + "require go v1.0.0\n", {"updates-needed": range(21, 28)}, id="go as a module"
        ),
    ],
)
def test_what_some_releases_refuse(text: str, said: dict[str, range]) -> None:
    assert _module(text) == {kind: list(minors) for kind, minors in said.items()}


def test_problems_have_their_place() -> None:
    files = {"sub/go.mod": b"module m\n\ngo 1.24\n\nrequire a.b/c master\n"}
    found = parse.module(sources(files), "sub", [Release(27, 4)])
    assert [(one.path, one.line, one.column) for one in found] == [("sub/go.mod", 5, 15)]
    assert [(one.module, one.version) for one in found] == [("a.b/c", "master")]


def test_where_nothing_is_nothing_is_said() -> None:
    assert parse.module(sources({}), "", ALL) == []
    assert parse.workspace(sources({}), "", ALL) == []


def test_vendor_mod_stands_for_go_mod() -> None:
    tree = sources({"vendor.mod": b"modul\n", "vendor/modules.txt": b""})
    assert [one.path for one in parse.module(tree, "", ALL)] == ["vendor.mod"]


WORK = "go 1.18\nuse ./a\nuse ./b\n"


def _workspace(work: str = WORK, **members: str | None) -> dict[str, list[int]]:
    files = {"go.work": work.encode()}
    for name, default in (("a", "module a\n"), ("b", "module b\n")):
        text = members.get(name, default)
        if text is not None:
            files[f"{name}/go.mod"] = text.encode()
    found = parse.workspace(sources(files), "", ALL)
    return {one.kind: _minors(list(one.releases)) for one in found}


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
    ("work", "members", "said"),
    [
        pytest.param(
            WORK + "require x v1.0.0\n", {}, {"unknown-directive": range(18, 28)}, id="no go.work"
        ),
        pytest.param("go 1.25\n", {}, {"gowork-too-new": range(21, 25)}, id="newer go line"),
        pytest.param(
            WORK + "use a\n", {}, {"work-duplicate-use": range(18, 28)}, id="directory twice"
        ),
        pytest.param(
            WORK,
            {"b": None},
            {"missing-file": range(18, 20), "work-cannot-load": range(20, 28)},
            id="member missing",
        ),
        pytest.param(
            WORK,
            {"b": "wibble\n"},
            {"unknown-directive": range(18, 28), "work-cannot-load": range(20, 28)},
            id="member cannot be read",
        ),
        pytest.param(
            WORK,
            {"b": "go 1.18\n"},
            {"no-module-line": range(18, 20), "work-cannot-load": range(20, 28)},
            id="member without module line",
        ),
        pytest.param(
            WORK, {"b": "module a\n"}, {"work-duplicate-use": range(20, 28)}, id="one path twice"
        ),
        pytest.param(
            WORK,
            {"b": "module b\ngo 1.21\n"},
            {"gowork-go-too-old": range(21, 28)},
            id="member newer than go.work",
        ),
        pytest.param(
            "use ./b\n",
            {"b": "module b\ngo 1.21\n"},
            {"gowork-go-too-old": range(21, 28)},
            id="go.work without go line",
        ),
        pytest.param(
            WORK,
            {"b": "module ./b\n"},
            {"path-malformed": range(18, 28)},
            id="path of a member",
        ),
        pytest.param(
            WORK,
            {"b": "module go\n"},
            {"path-invalid": range(26, 28)},
            id="member named like Go",
        ),
        pytest.param(
            WORK,
            {"b": "module b\ntool ./x\n"},
            {
                "unknown-directive": range(18, 24),
                "work-cannot-load": range(20, 24),
                "path-malformed": range(24, 28),
            },
            id="tool of a member",
        ),
        pytest.param(
            WORK + "godebug nosuch=1\n",
            {"b": None},
            {"unknown-directive": range(18, 23), "godebug-value": range(23, 28)},
            id="settings before members",
        ),
        pytest.param(
            WORK,
            {"a": "module a\nreplace x => ./x\n", "b": "module b\nreplace x => ./x\n"},
            {"conflicting-replacements": range(18, 28)},
            id="members replace differently",
        ),
        pytest.param(
            WORK + "replace b => ./x\n", {}, {"work-replaced-module": range(18, 28)}, id="replaced"
        ),
    ],
)
def test_workspaces_that_releases_refuse(
    work: str, members: dict[str, str | None], said: dict[str, range]
) -> None:
    assert _workspace(work, **members) == {kind: list(minors) for kind, minors in said.items()}


def test_of_settings_in_go_work_the_first_wrong_one_is_named() -> None:
    text = "godebug nosuch=1\ngodebug nosuch=2\n"
    both = parse.module(sources({"go.mod": (HEAD + text).encode()}), "", ALL[-1:])
    assert [one.line for one in both] == [2, 3]
    first = parse.workspace(sources({"go.work": text.encode()}), "", ALL[-1:])
    assert [one.line for one in first] == [1]


def test_what_lies_behind_a_link_is_not_judged() -> None:
    tree = sources({"go.work": b"use ./a\n"}, links=["a"])
    assert parse.workspace(tree, "", ALL) == []
    tree = sources({"go.work": b"use ./a/b\n"}, submodules=["a"])
    assert parse.workspace(tree, "", ALL) == []


def test_what_lies_outside_is_missing() -> None:
    for path in ("../x", "/x", "C:/x"):
        tree = sources({"go.work": f"use {path}\n".encode()})
        found = parse.workspace(tree, "", [Release(27, 4)])
        assert [(one.kind, one.line) for one in found] == [("work-cannot-load", 1)]


def test_the_newest_version_asked_for_is_named() -> None:
    files = {
        "w/go.work": b"go 1.21\nuse (\n\t./a\n\t./b\n)\n",
        "w/a/go.mod": b"module a\ngo 1.22\n",
        "w/b/go.mod": b"module b\ngo 1.23\n",
    }
    found = parse.workspace(sources(files), "w", [Release(27, 4)])
    assert [(one.path, one.line, one.module, one.version) for one in found] == [
        ("w/go.work", 1, "./a", "1.22"),
        ("w/go.work", 1, "./b", "1.23"),
    ]
