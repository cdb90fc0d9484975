"""Which rules of a .gitignore name a go.sum."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from hooks.formats import gitignore

RULES = [
    pytest.param("", "go.sum", -1, id="no rules"),
    pytest.param("go.sum\n", "go.sum", 1, id="the name"),
    pytest.param("# go.sum\n\ngo.sum\n", "a/b/go.sum", 3, id="the name, in any folder"),
    pytest.param("go.sum \r\n", "go.sum", 1, id="blanks and a carriage return at the end"),
    pytest.param("/go.sum\n", "go.sum", 1, id="anchored"),
    pytest.param("/go.sum\n", "a/go.sum", -1, id="anchored elsewhere"),
    pytest.param("a/go.sum\n", "a/go.sum", 1, id="a path is anchored"),
    pytest.param("a/go.sum\n", "b/a/go.sum", -1, id="a path is anchored, and not found below"),
    pytest.param("a/*/go.sum\n", "a/b/go.sum", 1, id="a star"),
    pytest.param("a/*/go.sum\n", "a/b/c/go.sum", -1, id="a star is one folder"),
    pytest.param("**/go.sum\n", "a/b/go.sum", 1, id="two stars first"),
    pytest.param("a/**/go.sum\n", "a/go.sum", 1, id="two stars are no folder"),
    pytest.param("a/**/go.sum\n", "a/b/c/go.sum", 1, id="two stars are several folders"),
    pytest.param("e?/go.sum\n", "ex/go.sum", 1, id="a question mark"),
    pytest.param("\\#a/go.sum\n", "#a/go.sum", 1, id="a backslash"),
    pytest.param("*.sum\n", "a/go.sum", 1, id="every .sum file"),
    pytest.param("*.sum\n!go.sum\n", "a/go.sum", 0, id="a negated rule after it"),
    pytest.param("!go.sum\n*.sum\n", "a/go.sum", 2, id="a negated rule before it"),
    pytest.param("go.sum/\n", "go.sum", -1, id="a folder of that name"),
    pytest.param("*\n", "go.sum", -1, id="everything is no name"),
    pytest.param("a/\n", "a/go.sum", -1, id="a whole folder is no name"),
    pytest.param("go.work.sum\n", "go.sum", -1, id="another name"),
]


@pytest.mark.parametrize(("rules", "path", "line"), RULES)
def test_the_rule_that_decides(rules: str, path: str, line: int) -> None:
    assert gitignore.rule_for_go_sum(rules.encode(), path) == line


@pytest.mark.parametrize(("rules", "path", "line"), RULES)
def test_git_agrees(rules: str, path: str, line: int, tmp_path: Path) -> None:
    """Where a rule decides here, git names the same; where none does, git may have another."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".gitignore").write_bytes(rules.encode())
    command = ["git", "check-ignore", "-v", "--no-index", path]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stdout
    source, number, pattern = (*answer.split(":", 2), "", "", "")[:3]
    if line > 0:
        assert (source, number) == (".gitignore", str(line))
    elif line == 0 or "*\n" != rules != "a/\n":
        assert not answer or pattern.startswith("!")
