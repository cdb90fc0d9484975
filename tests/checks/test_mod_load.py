"""What keeps the go command from loading go.mod and go.work, as findings."""

from __future__ import annotations

import pytest

from hooks.checks import mod_load
from hooks.rules.finding import Finding
from hooks.values import releases
from tests.memory import memory_tree, module_file, workspace_file

HEAD = "module example.com/m\n\n"


def findings_of(text: str, asked: str = "", toolchain: str = "auto") -> list[Finding]:
    tree = memory_tree({"go.mod": text.encode()})
    at = module_file(tree)
    span = releases.span(asked) if asked else releases.default_span(at.file.lax_go)
    refused = mod_load.refused(tree, at, span, toolchain=toolchain)
    return [*refused, *mod_load.repeated(tree, at)]


def codes_of(text: str, asked: str = "", toolchain: str = "auto") -> list[str]:
    return [finding.code for finding in findings_of(text, asked, toolchain)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("module m\n", id="no go line"),
        pytest.param(HEAD + "go 1.24\n\ntool a.b/c\n", id="tool as new as the go line"),
        pytest.param(
            HEAD + "go 1.21\n\ntoolchain go1.24.1\n\ntool a.b/c\n", id="tool and toolchain"
        ),
        pytest.param(HEAD + "go 1.21.0\n", id="patch number, releases from 1.21 on"),
        pytest.param(HEAD + "go 1.99\n\nnewer x\n", id="newer than all we know"),
        pytest.param(HEAD + "// <<<<<<< HEAD\n", id="marker in a comment"),
    ],
)
def test_silence(text: str) -> None:
    assert findings_of(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("", ["MOD107"], id="empty"),
        pytest.param("// only a comment\n", ["MOD107"], id="comment alone"),
        pytest.param("go 1.24\n", ["MOD106"], id="no module line"),
        pytest.param("PK\0\1", ["MOD108"], id="binary"),
        pytest.param(HEAD + "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n", ["MOD102"], id="conflict"),
        pytest.param(HEAD + "wibble\nrequire a\n", ["MOD101", "MOD101"], id="two errors"),
        pytest.param(HEAD + "require a.b/c master\n", ["MOD103"], id="branch"),
        pytest.param(HEAD + "require a.b/c v1\n", ["MOD103"], id="short version"),
        pytest.param(HEAD + "require a.b/c v2.0.0\n", ["MOD201"], id="major version"),
        pytest.param(HEAD + "replace a => ./x\nreplace a => ./y\n", ["MOD202"], id="two targets"),
        pytest.param(
            HEAD + "require a v1.0.0\nexclude a v1.0.0\n", ["MOD203"], id="excluded and required"
        ),
        pytest.param(HEAD + "require a v1.0.0\nrequire a v1.1.0\n", ["MOD104"], id="two versions"),
        pytest.param(
            HEAD + "go 1.16\nrequire a v1.1.0\nrequire a v1.0.0\n", ["MOD104"], id="below go 1.17"
        ),
        pytest.param(
            HEAD + "require a v1.0.0\nrequire a v1.0.0 // indirect\n", ["MOD105"], id="said twice"
        ),
        pytest.param(HEAD + "require go v1.0.0\n", ["MOD201"], id="go as a module"),
        pytest.param(HEAD + "go 1.21.x\n", ["DIR101"], id="go line"),
        pytest.param(HEAD + "go 2.0\n", ["DIR101"], id="go line that no release can have"),
        pytest.param(HEAD + "go 1.21\ntoolchain go1.21\n", ["DIR102"], id="toolchain repeats"),
        pytest.param(HEAD + "toolchain go1.21.x\n", ["DIR102"], id="toolchain names no release"),
        pytest.param(HEAD + "toolchain 1.21.0\n", ["DIR102"], id="toolchain without go"),
        pytest.param(HEAD + "go 1.21\ntool a\ntool b\n", ["DIR103"], id="newer directive, once"),
        pytest.param(HEAD + "go 1.21\nignore (\n\t./a\n)\n", ["DIR103"], id="newer block"),
        pytest.param(HEAD + "go 1.23\ngodebug nosuch=1\n", ["DIR105"], id="unknown setting"),
        pytest.param(HEAD + "go 1.99\nrequire a\n", ["MOD101"], id="broken whatever the release"),
    ],
)
def test_codes(text: str, codes: list[str]) -> None:
    assert codes_of(text) == codes


def test_releases_are_named_where_only_some_mind() -> None:
    (finding,) = findings_of(HEAD + "go 1.21\n\ntool a.b/c\n")
    assert (finding.line, finding.column) == (5, 1)
    assert finding.message.endswith("(Go 1.21 to 1.23)")
    assert [release.minor for release in finding.releases] == [21, 22, 23]
    assert "go mod edit -go=1.24" in finding.hint
    assert "toolchain=go1.24.0" in finding.hint


@pytest.mark.parametrize(
    ("line", "wanted"), [("go 1.23.x", "1.23"), ("go go1.22.3", "1.22"), ("go x", "1.21")]
)
def test_a_go_line_that_cannot_be_read_is_written_by_hand(line: str, wanted: str) -> None:
    (finding,) = findings_of(f"{HEAD}{line}\n")
    assert finding.hint.startswith(f"write go {wanted} in line 3 by hand")


def test_older_releases_only_when_asked() -> None:
    text = HEAD + "go 1.21.0\n"
    assert codes_of(text, "1.20-") == ["DIR104"]
    assert codes_of(HEAD + "go 1.20\n\ntoolchain go1.21.0\n", "1.20") == ["DIR103"]


def test_a_toolchain_line_helps_nobody_who_may_not_switch() -> None:
    text = HEAD + "go 1.21\n\ntoolchain go1.24.1\n\ntool a.b/c\n"
    assert codes_of(text, toolchain="local") == ["DIR103"]


def test_a_branch_is_named_with_its_module() -> None:
    (finding,) = findings_of(HEAD + "require a.b/c feature/x\n")
    assert finding.message.startswith('"feature/x" is not a version of a.b/c')
    assert (finding.module, finding.version) == ("a.b/c", "feature/x")
    assert (finding.line, finding.column) == (3, 15)


def test_many_errors_are_summed_up() -> None:
    findings = findings_of(HEAD + "wibble\n" * 100)
    assert len(findings) == mod_load.MOST_UNREAD_LINES
    assert findings[-1].message.endswith("and so on in 92 more places")


def test_a_setting_that_releases_refuse_in_different_words_is_one_finding() -> None:
    (finding,) = findings_of(HEAD + "go 1.23\n\ngodebug x509sha1=1\n")
    assert finding.message.endswith(f"(Go 1.24 to 1.{releases.NEWEST})")


def refused_workspace(files: dict[str, bytes], asked: str = "1.24-") -> list[Finding]:
    tree = memory_tree(files)
    return list(mod_load.refused(tree, workspace_file(tree), releases.span(asked)))


def test_a_directory_that_is_not_there_hides_no_fault_of_go_work() -> None:
    """It is a finding of another check."""
    (finding,) = refused_workspace({"go.work": b"use ./gone\n\ngo 1.21.0\n"}, asked="1.20-")
    assert (finding.code, finding.path, finding.line) == ("DIR104", "go.work", 3)


def test_workspaces() -> None:
    files = {
        "go.work": b"go 1.24\n\nuse (\n\t./a\n\t./b\n\t./gone\n)\n",
        "a/go.mod": b"module a\n\nreplace x => ./x\n",
        "b/go.mod": b"module b\n\nwibble\n",
    }
    assert refused_workspace(files) == []
    files["b/go.mod"] = b"module b\n\nreplace x => ./x\n"
    files["go.work"] = b"go 1.24\n\nuse (\n\t./a\n\t./b\n)\n"
    (finding,) = refused_workspace(files)
    assert (finding.code, finding.path, finding.line) == ("MOD202", "b/go.mod", 3)
    assert "a/go.mod:3" in finding.message
    assert [hint.command for hint in finding.hints] == [
        "go work edit -replace=x=./a/x",
        "go work edit -replace=x=./b/x",
    ]
    files["go.work"] = b"go 1.24\n\nrequire x v1.0.0\n"
    (finding,) = refused_workspace(files)
    assert (finding.code, finding.path, finding.line) == ("MOD101", "go.work", 3)


@pytest.mark.parametrize(
    ("replaced", "commands"),
    [
        pytest.param(
            ("x v1.0.0 => ../x", "x v1.0.0 => ../y"),
            ["go work edit -replace=x@v1.0.0=./x", "go work edit -replace=x@v1.0.0=./y"],
            id="one version",
        ),
        pytest.param(
            ("x => /x", "x => .."),
            ["go work edit -replace=x=/x", "go work edit -replace=x=."],
            id="an absolute path, and the folder of go.work",
        ),
        pytest.param(
            ("x => ../../x", "x => f.k/x v1.0.0"),
            ["go work edit -replace=x=../x", "go work edit -replace=x=f.k/x@v1.0.0"],
            id="above go.work, and a module",
        ),
    ],
)
def test_go_work_decides_between_two_members(
    replaced: tuple[str, str], commands: list[str]
) -> None:
    files = {"go.work": b"go 1.24\n\nuse ./a\nuse ./b\n"}
    for name, line in zip("ab", replaced, strict=True):
        files[f"{name}/go.mod"] = f"module {name}\n\nreplace {line}\n".encode()
    (finding,) = refused_workspace(files)
    assert (finding.code, finding.path) == ("MOD202", "b/go.mod")
    assert [(hint.command, hint.folder) for hint in finding.hints] == [(c, "") for c in commands]


def test_no_file_no_finding() -> None:
    assert memory_tree({}).module_file("") is None
