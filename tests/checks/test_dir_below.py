"""Go lines below what the module's own parts ask for."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from hooks.checks import dir_below
from hooks.rules.finding import Finding
from hooks.values import releases
from tests.memory import memory_tree, module_file, workspace_file

HEAD = "module example.com/m\n\n"


def codes_of(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


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
    tree = memory_tree(files)
    findings = dir_below.below_vendored(tree, module_file(tree), releases.default_span(go))
    assert [code for code in codes_of(findings) if code == "DIR301" or go != "1.13"] == codes


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
    tree = memory_tree(files)
    findings = dir_below.below_replaced(tree, module_file(tree), releases.default_span(go))
    assert codes_of(findings) == codes


def test_a_replacement_that_nobody_requires_asks_for_nothing() -> None:
    files = {
        "go.mod": f"{HEAD}go 1.17\n\nreplace a.b/c => ./c\n".encode(),
        "c/go.mod": b"module a.b/c\n\ngo 1.20\n",
    }
    tree = memory_tree(files)
    findings = dir_below.below_replaced(tree, module_file(tree), releases.span("1.21-"))
    assert list(findings) == []


def test_members_ask_for_a_release() -> None:
    files = {
        "go.work": b"go 1.21\n\nuse (\n\t./a\n\t./b\n)\n",
        "a/go.mod": b"module a\n\ngo 1.22\n",
        "b/go.mod": b"module b\n\ngo 1.24\n",
    }
    tree = memory_tree(files)
    (finding,) = dir_below.below_members(tree, workspace_file(tree), releases.span("1.21-"))
    assert (finding.code, finding.path, finding.line) == ("DIR305", "go.work", 1)
    assert "go 1.24 of ./b/go.mod" in finding.message
    assert "1 other module ask" in finding.message
    files["go.work"] = files["go.work"].replace(b"go 1.21", b"go 1.24")
    tree = memory_tree(files)
    findings = dir_below.below_members(tree, workspace_file(tree), releases.span("1.21-"))
    assert list(findings) == []
    assert memory_tree({}).workspace_file("") is None
