"""What a project asks of its go and toolchain lines."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from hooks.checks import dir_policy
from hooks.formats.named_version import NamedVersion
from hooks.rules.finding import Finding
from hooks.tree.tree import ModFileRef
from tests.memory import memory_tree, module_file

HEAD = "module example.com/m\n\n"


def go_mod(text: str) -> ModFileRef:
    return module_file(memory_tree({"go.mod": (HEAD + text).encode()}))


def codes_of(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


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
    assert codes_of(dir_policy.out_of_bounds(go_mod(text), minimum, maximum)) == codes


@pytest.mark.parametrize(
    ("go", "codes"),
    [("1.24", []), ("1.24.0", []), ("1.24.3", ["DIR504"]), ("1.24rc1", []), ("1.21.0rc1", [])],
)
def test_patch_releases(go: str, codes: list[str]) -> None:
    assert codes_of(dir_policy.patch_release(go_mod(f"go {go}\n"))) == codes


def test_toolchain_lines() -> None:
    assert codes_of(dir_policy.toolchain_line(go_mod("go 1.24\n"))) == []
    (finding,) = dir_policy.toolchain_line(go_mod("go 1.24\ntoolchain go1.24.1\n"))
    assert (finding.code, finding.line) == ("DIR503", 4)


def test_differing_go_lines() -> None:
    files = {
        "go.mod": b"module m\n\ngo 1.24\n",
        "a/go.mod": b"module a\n\ngo 1.23\n",
        "b/go.mod": b"module b\n\ngo 1.24\n",
        "c/go.mod": b"module c\n",
    }
    tree = memory_tree(files)
    folders = ["", "a", "b", "c"]
    findings = dir_policy.differing_go_lines(tree, folders, folders)
    assert [finding.path for finding in findings] == ["a/go.mod"]
    assert list(dir_policy.differing_go_lines(tree, folders, ["b"])) == []
    assert list(dir_policy.differing_go_lines(tree, ["", "b"], folders)) == []


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
def test_raised_lines(before: str, after: str, messages: list[str]) -> None:
    base = memory_tree({"go.mod": (HEAD + before).encode()})
    tree = memory_tree({"go.mod": (HEAD + after).encode()})
    at = module_file(tree)
    assert [finding.message for finding in dir_policy.raised_lines([base], at)] == messages
    assert list(dir_policy.raised_lines([base, tree], at)) == []
    assert list(dir_policy.raised_lines([], at)) == []


@pytest.mark.parametrize(
    ("text", "named", "is_older"),
    [
        ("go 1.24\n", "1.24.1", False),
        ("go 1.24\n", "1.24", False),
        ("go 1.24.1\n", "1.24", False),
        ("go 1.24.1\n", "1.24.1", False),
        ("go 1.24.2\n", "1.24.1", True),
        ("go 1.25\n", "1.24.1", True),
        ("go 1.25\n", "1.24", True),
        ("go 1.23\n", "1.24.1", False),
        ("go 1.25rc1\n", "1.24.9", True),
        ("go 1.20\n", "1.20", False),
        ("go 1.20\n", "1.2", True),
        ("", "1.24.1", False),
    ],
)
def test_a_version_older_than_the_go_line(text: str, named: str, is_older: bool) -> None:
    tree = memory_tree({"go.mod": (HEAD + text).encode()})
    files = {"Dockerfile": [NamedVersion(named, 3)]}
    findings = list(dir_policy.older_than_go_line(tree, module_file(tree), files))
    assert codes_of(findings) == (["DIR507"] if is_older else [])
    assert not findings or f"Dockerfile:3 names {named}, which is too old" in findings[0].message


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        pytest.param(["1.23.1"], ["1.23.1"], [], id="as it was"),
        pytest.param(["1.22"], ["1.23"], [], id="raised, not enough"),
        pytest.param(["1.22", "1.25"], ["1.23"], [], id="a matrix without its oldest"),
        pytest.param(["1.23.1"], ["1.23"], [], id="the newest patch instead of a named one"),
        pytest.param(["1.25"], ["1.24"], [], id="lowered to what is new enough"),
        pytest.param(["1.25"], ["1.23"], ["1.23"], id="lowered"),
        pytest.param(["1.23"], ["1.22"], ["1.22"], id="lowered further"),
        pytest.param(["1.23"], ["1.23", "1.22"], ["1.22"], id="a job more"),
        pytest.param(["1.24"], ["1.24.1"], ["1.24.1"], id="a patch release that is too old"),
        pytest.param([], ["1.23"], ["1.23"], id="no version before"),
        pytest.param(None, ["1.23"], ["1.23"], id="no file before"),
    ],
)
def test_a_file_that_named_an_older_go_before_is_no_worse(
    before: list[str] | None, now: list[str], told: list[str]
) -> None:
    tree = memory_tree({"go.mod": (HEAD + "go 1.24.2\n").encode()})
    named, old = (
        {} if versions is None else {"ci.yml": [NamedVersion(each, 3) for each in versions]}
        for versions in (now, before)
    )
    found = dir_policy.older_than_go_line(tree, module_file(tree), named, [(tree, old)])
    assert [each.wanted for each in found] == told


@pytest.mark.parametrize(
    ("named", "hint"),
    [
        (
            NamedVersion("1.23", 3),
            "write 1.24 in ci.yml, if dependencies or the code need it",
        ),
        (
            NamedVersion("1.23", 3, is_of_matrix=True),
            "take 1.23 out of the matrix in ci.yml, if dependencies or the code need 1.24",
        ),
        (
            NamedVersion("1.23", 3, has_digest=True),
            "write 1.24 and the digest of its image in ci.yml, if dependencies or the code need it",
        ),
    ],
)
def test_where_the_older_version_stands_decides_what_to_write(
    named: NamedVersion, hint: str
) -> None:
    tree = memory_tree({"go.mod": (HEAD + "go 1.24\n").encode()})
    (finding,) = dir_policy.older_than_go_line(tree, module_file(tree), {"ci.yml": [named]})
    assert [each.text for each in finding.hints] == [hint, "or: go mod edit -go=1.23"]


@pytest.mark.parametrize(
    ("file", "content", "is_older"),
    [
        ("go.mod", HEAD + "go 1.24\n", False),
        ("a/go.mod", "module a\n\ngo 1.23\n", True),
        ("a/go.mod", "module a\n\ngo 1.23\ntoolchain go1.24.1\n", False),
        ("go.work", "go 1.23\n", True),
        (".go-version", "1.23.9\n", True),
        (".go-version", "1.24.9\n", False),
        ("absent", "", False),
    ],
)
def test_a_file_that_names_another_one(file: str, content: str, is_older: bool) -> None:
    files = {"go.mod": (HEAD + "go 1.24\n").encode()}
    if content:
        files[file] = content.encode()
    tree = memory_tree(files)
    named = {"ci.yml": [NamedVersion("", 3, file)]}
    findings = dir_policy.older_than_go_line(tree, module_file(tree), named)
    assert codes_of(findings) == (["DIR507"] if is_older else [])


def test_a_file_of_versions_that_is_not_there() -> None:
    (finding,) = dir_policy.absent_version_file(go_mod("go 1.24\n"), ".go-version")
    assert "there is no .go-version" in finding.message


def test_a_base_without_the_file_says_nothing_of_what_was_raised() -> None:
    assert list(dir_policy.raised_lines([memory_tree({})], go_mod("go 1.24\n"))) == []
