"""The go and toolchain lines: what declines, what is below, what a project wants."""

from __future__ import annotations

import pytest

from hooks.checks import directive, directive_below, directive_policy
from hooks.checks.directive import File
from hooks.rules.finding import Finding
from hooks.values import releases
from tests.memory import sources

HEAD = "module example.com/m\n\n"


def _file(text: str) -> File:
    found = directive.file(sources({"go.mod": (HEAD + text).encode()}), "")
    assert found is not None
    return found


def _codes(found: list[Finding]) -> list[str]:
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("text", "asked", "toolchain", "message"),
    [
        ("go 1.24\n", "1.24-", "auto", ""),
        (
            "go 1.24\n",
            "1.21-",
            "auto",
            "go 1.24 is newer than Go 1.21 to 1.23, which give way to Go 1.24.0",
        ),
        (
            "go 1.24\n",
            "1.21-",
            "local",
            "go 1.24 is newer than Go 1.21 to 1.23, which refuse the file",
        ),
        (
            "go 1.21\ntoolchain go1.24.1\n",
            "1.22-",
            "auto",
            "toolchain go1.24.1 is newer than Go 1.22 to 1.23, which give way to Go 1.24.1",
        ),
        ("go 1.21\ntoolchain go1.24.1\n", "1.22-", "local", ""),
        (
            "go 1.21.5\n",
            "1.21.1",
            "auto",
            "go 1.21.5 is newer than Go 1.21.1, which give way to Go 1.21.5",
        ),
    ],
)
def test_releases_that_are_too_old(text: str, asked: str, toolchain: str, message: str) -> None:
    tree = sources({"go.mod": (HEAD + text).encode()})
    found = list(directive.too_old(tree, "", releases.span(asked), toolchain=toolchain))
    assert [one.message for one in found] == ([message] if message else [])
    assert set(_codes(found)) <= {"DIR201"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("go 1.20\n", []),
        ("go 1.21.3\n", []),
        ("go 1.20.3\n", ["DIR402"]),
        ("go 1.23.0\ntoolchain go1.22.9\n", ["DIR403"]),
        ("go 1.23.0\ntoolchain go1.23.0\n", []),  # loading refuses it: DIR102
        ("go 1.23.0\ntoolchain default\n", []),  # as well
        ("go 1.20\ntoolchain go1.18\n", []),  # as well
        ("go 1.23\ntoolchain go1.23.0\n", []),
        ("go 1.23.0\ntoolchain go1.23.1\n", []),
        ("", ["DIR401"]),
        ("wibble\n", []),
    ],
)
def test_untidy_lines(text: str, codes: list[str]) -> None:
    tree = sources({"go.mod": (HEAD + text).encode()})
    assert _codes(list(directive.untidy(tree, ""))) == codes


VENDORED = "# a.b/c v1.0.0\n## explicit; go {}\na.b/c\n"


@pytest.mark.parametrize(
    ("go", "needs", "codes"),
    [
        pytest.param("1.24", "1.24", [], id="equal"),
        pytest.param("1.24", "1.21", [], id="vendored one older"),
        pytest.param("1.22", "1.22.3", [], id="patch of the same release"),
        pytest.param("1.21", "1.24", ["DIR301"], id="vendored one newer"),
        pytest.param("1.20", "1.21", ["DIR302"], id="no release asked is that old"),
        pytest.param("1.13", "1.24", [], id="vendor folder not used"),
        pytest.param("1.21", "x", [], id="no version"),
    ],
)
def test_vendored_modules_ask_for_a_release(go: str, needs: str, codes: list[str]) -> None:
    files = {
        "go.mod": f"{HEAD}go {go}\n\nrequire a.b/c v1.0.0\n".encode(),
        "vendor/modules.txt": VENDORED.format(needs).encode(),
        "vendor/a.b/c/c.go": b"package c\n",
    }
    found = list(directive_below.vendored(sources(files), "", releases.default_span(go)))
    assert [one for one in _codes(found) if one == "DIR301" or go != "1.13"] == codes


@pytest.mark.parametrize(
    ("go", "other", "codes"),
    [
        pytest.param("1.24", "1.24", [], id="equal"),
        pytest.param("1.21", "1.24.0", ["DIR303"], id="directory newer"),
        pytest.param("1.17", "1.20", ["DIR304"], id="both below 1.21"),
        pytest.param("1.24", "1.21", [], id="directory older"),
    ],
)
def test_replaced_directories_ask_for_a_release(go: str, other: str, codes: list[str]) -> None:
    files = {
        "go.mod": f"{HEAD}go {go}\n\nrequire a.b/c v1.0.0\n\nreplace a.b/c => ./c\n".encode(),
        "c/go.mod": f"module a.b/c\n\ngo {other}\n".encode(),
    }
    found = list(directive_below.replaced(sources(files), "", releases.default_span(go)))
    assert _codes(found) == codes


def test_a_replacement_that_nobody_requires_asks_for_nothing() -> None:
    files = {
        "go.mod": f"{HEAD}go 1.17\n\nreplace a.b/c => ./c\n".encode(),
        "c/go.mod": b"module a.b/c\n\ngo 1.20\n",
    }
    assert list(directive_below.replaced(sources(files), "", releases.span("1.21-"))) == []


def test_members_ask_for_a_release() -> None:
    files = {
        "go.work": b"go 1.21\n\nuse (\n\t./a\n\t./b\n)\n",
        "a/go.mod": b"module a\n\ngo 1.22\n",
        "b/go.mod": b"module b\n\ngo 1.24\n",
    }
    (found,) = directive_below.members(sources(files), "", releases.span("1.21-"))
    assert (found.code, found.path, found.line) == ("DIR305", "go.work", 1)
    assert "go 1.24 of ./b/go.mod" in found.message
    assert "1 other module ask" in found.message
    files["go.work"] = files["go.work"].replace(b"go 1.21", b"go 1.24")
    assert list(directive_below.members(sources(files), "", releases.span("1.21-"))) == []
    assert list(directive_below.members(sources({}), "", releases.span("1.21-"))) == []


@pytest.mark.parametrize(
    ("text", "minimum", "maximum", "codes"),
    [
        ("go 1.24\n", "", "", []),
        ("go 1.24\n", "1.24", "1.24", []),
        ("go 1.24.3\n", "1.24", "1.24", []),
        ("go 1.23\n", "1.24", "", ["DIR501"]),
        ("", "1.24", "", ["DIR501"]),
        ("", "", "1.24", []),
        ("go 1.25\n", "", "1.24", ["DIR502"]),
        ("go 1.24.3\n", "", "1.24.2", ["DIR502"]),
        ("go 1.24.3\n", "go1.24.3", "go1.24.3", []),
    ],
)
def test_bounds(text: str, minimum: str, maximum: str, codes: list[str]) -> None:
    assert _codes(list(directive_policy.bounds(_file(text), minimum, maximum))) == codes


@pytest.mark.parametrize(
    ("go", "codes"),
    [("1.24", []), ("1.24.0", []), ("1.24.3", ["DIR504"]), ("1.24rc1", []), ("1.21.0rc1", [])],
)
def test_patch_releases(go: str, codes: list[str]) -> None:
    assert _codes(list(directive_policy.no_patch(_file(f"go {go}\n")))) == codes


def test_toolchain_lines() -> None:
    assert _codes(list(directive_policy.no_toolchain(_file("go 1.24\n")))) == []
    (found,) = directive_policy.no_toolchain(_file("go 1.24\ntoolchain go1.24.1\n"))
    assert (found.code, found.line) == ("DIR503", 4)


def test_equal_go_lines() -> None:
    files = {
        "go.mod": b"module m\n\ngo 1.24\n",
        "a/go.mod": b"module a\n\ngo 1.23\n",
        "b/go.mod": b"module b\n\ngo 1.24\n",
        "c/go.mod": b"module c\n",
    }
    tree = sources(files)
    folders = ["", "a", "b", "c"]
    assert [one.path for one in directive_policy.unequal(tree, folders, folders)] == ["a/go.mod"]
    assert list(directive_policy.unequal(tree, folders, ["b"])) == []
    assert list(directive_policy.unequal(tree, ["", "b"], folders)) == []


@pytest.mark.parametrize(
    ("before", "after", "messages"),
    [
        pytest.param("go 1.23\n", "go 1.23\n", [], id="unchanged"),
        pytest.param("go 1.24\n", "go 1.23\n", [], id="lowered"),
        pytest.param("go 1.23\n", "go 1.24\n", ["go line raised from 1.23 to 1.24"], id="raised"),
        pytest.param("", "go 1.24\n", ["go line raised from no go line to 1.24"], id="added"),
        pytest.param(
            "go 1.23\n",
            "go 1.23\ntoolchain go1.24.1\n",
            ["toolchain line added: go1.24.1"],
            id="toolchain added",
        ),
        pytest.param(
            "go 1.23\ntoolchain go1.24.1\n",
            "go 1.23\ntoolchain go1.24.2\n",
            ["toolchain line changed from go1.24.1 to go1.24.2"],
            id="toolchain changed",
        ),
        pytest.param("go 1.23\ntoolchain go1.24.1\n", "go 1.23\n", [], id="toolchain dropped"),
    ],
)
def test_bumps(before: str, after: str, messages: list[str]) -> None:
    base = sources({"go.mod": (HEAD + before).encode()})
    tree = sources({"go.mod": (HEAD + after).encode()})
    found = list(directive_policy.bumped(tree, [base], ""))
    assert [one.message for one in found] == messages
    assert list(directive_policy.bumped(tree, [base, tree], "")) == []
    assert list(directive_policy.bumped(tree, [], "")) == []


@pytest.mark.parametrize(
    ("text", "managed", "agree"),
    [
        ("go 1.24\n", "1.24.1\n", True),
        ("go 1.24\n", "1.24\n", True),
        ("go 1.24.1\n", "1.24\n", True),
        ("go 1.24.1\n", "go1.24.1\n", True),
        ("go 1.24.2\n", "1.24.1\n", False),
        ("go 1.25\n", "1.24.1\n", False),
        ("go 1.23\n", "1.24.1\n", False),
        ("go 1.23\ntoolchain go1.24.1\n", "1.24.1\n", True),
        ("go 1.24\n", "nodejs 22.1.0\ngolang 1.24.1 # why\n", True),
        ("go 1.24\n", "nodejs 22.1.0\ngolang 1.23.1\n", False),
        ("go 1.24\n", "module x\n\ngo 1.24.0 // c\n", True),
        ("go 1.24\n", '[tools]\ngo = "1.23.2"\n', False),
        ("go 1.24\n", "latest\n", True),
        ("", "1.24.1\n", True),
    ],
)
def test_version_managers(text: str, managed: str, agree: bool) -> None:
    tree = sources({"go.mod": (HEAD + text).encode(), ".go-version": managed.encode()})
    file = directive.file(tree, "")
    assert file is not None
    found = list(directive_policy.unmatched(tree, file, ".go-version"))
    assert _codes(found) == ([] if agree else ["DIR507"])


def test_a_version_manager_without_its_file() -> None:
    file = _file("go 1.24\n")
    (found,) = directive_policy.unmatched(sources({}), file, ".go-version")
    assert "there is no .go-version" in found.message


def test_no_file_no_finding() -> None:
    tree = sources({})
    span = releases.span("1.21-")
    assert directive.file(tree, "") is None
    assert list(directive.too_old(tree, "", span)) == []
    assert list(directive.untidy(tree, "")) == []
    assert list(directive_below.vendored(tree, "", span)) == []
    assert list(directive_below.replaced(tree, "", span)) == []
    assert list(directive_policy.bumped(tree, [tree], "")) == []
