"""The go and toolchain lines: releases that are too old for them, lines that are odd."""

from __future__ import annotations

import pytest

from hooks.checks import dir_lines
from hooks.values import releases
from tests.memory import memory_tree, module_file

HEAD = "module example.com/m\n\n"


@pytest.mark.parametrize(
    ("text", "asked", "toolchain", "message"),
    [
        ("go 1.24\n", "1.24-", "auto", ""),
        (
            "go 1.24\n",
            "1.21-",
            "auto",
            "go 1.24 is newer than Go 1.21 to 1.23, which hand over to Go 1.24.0",
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
            "toolchain go1.24.1 is newer than Go 1.22 to 1.23, which hand over to Go 1.24.1",
        ),
        ("go 1.21\ntoolchain go1.24.1\n", "1.22-", "local", ""),
        (
            "go 1.21.5\n",
            "1.21.1",
            "auto",
            "go 1.21.5 is newer than Go 1.21.1, which hand over to Go 1.21.5",
        ),
    ],
)
def test_releases_that_are_too_old(text: str, asked: str, toolchain: str, message: str) -> None:
    tree = memory_tree({"go.mod": (HEAD + text).encode()})
    asked_releases = releases.span(asked)
    findings = list(
        dir_lines.releases_too_old(tree, module_file(tree), asked_releases, toolchain=toolchain)
    )
    assert [finding.message for finding in findings] == ([message] if message else [])
    assert {finding.code for finding in findings} <= {"DIR201"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("go 1.20\n", []),
        ("go 1.21.3\n", []),
        ("go 1.20.3\n", ["DIR402"]),
        ("go 2.0.1\n", []),  # loading refuses it: DIR101
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
def test_odd_lines(text: str, codes: list[str]) -> None:
    at = module_file(memory_tree({"go.mod": (HEAD + text).encode()}))
    assert [finding.code for finding in dir_lines.odd_lines(at)] == codes


def test_no_file_no_finding() -> None:
    tree = memory_tree({})
    assert tree.module_file("") is None
    assert tree.workspace_file("") is None
