"""A run that finds nothing loads nothing of what tells about findings."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.repository import Repository

HOOKS = (
    *("go_directive", "go_mod_format", "go_mod_gate", "go_mod_tidy", "go_replace_targets"),
    *("go_sum_diff", "go_sum_sort", "go_vendor_modules", "go_vendor_tree", "go_version_drift"),
)
OF_FINDINGS = (
    *("rules.hint", "rules.codes", "checks.remedies", "checks.unstaged"),
    *("checks.on_requirement", "checks.sum_hints", "checks.sum_missing", "command.errors"),
)
PROGRAM = """
import sys
from hooks import {hook}
status = {hook}.main([])
print(status, *sorted(set({names}).intersection(sys.modules)))
"""


def files(version: str) -> dict[str, str | bytes]:
    """A vendored module that requires another one at a version."""
    hashes = f"example.com/b {version} h1:{version[-1] * 43}=\n"
    hashes += f"example.com/b {version}/go.mod h1:{version[-1] * 42}A=\n"
    return {
        "go.mod": f"module example.com/a\n\ngo 1.24\n\nrequire example.com/b {version}\n",
        "go.sum": hashes,
        "a.go": f'package a // {version}\n\nimport _ "example.com/b"\n',
        "vendor/modules.txt": f"# example.com/b {version}\n## explicit; go 1.24\nexample.com/b\n",
        "vendor/example.com/b/b.go": f"package b // {version}\n",
    }


@pytest.mark.parametrize("hook", HOOKS)
def test_a_sound_change_of_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hook: str
) -> None:
    monkeypatch.setenv("GOMODCACHE", str(tmp_path / "none"))
    repository = Repository(tmp_path / "repository")
    repository.add(files("v1.0.0"))
    repository.commit()
    repository.add(files("v1.0.1"))
    names = tuple(f"hooks.{name}" for name in OF_FINDINGS)
    program = PROGRAM.format(hook=hook, names=names)
    assert repository.run(sys.executable, "-c", program).stdout.split() == ["0"]
