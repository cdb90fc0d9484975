"""The manifest: which paths wake a hook, and which do not."""

from __future__ import annotations

import re
from pathlib import Path

import identify.identify
import pytest
import yaml

MANIFEST = {
    hook["id"]: hook
    for hook in yaml.safe_load(
        (Path(__file__).parent.parent / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    )
}
ON_DELETION = ["go-directive", "go-mod-gate", "go-mod-policy", "go-mod-tidy"]
ON_DELETION += ["go-replace-targets", "go-sum-diff", "go-vendor-modules", "go-vendor-tree"]


@pytest.mark.parametrize("name", MANIFEST)
def test_what_all_hooks_share(name: str) -> None:
    hook = MANIFEST[name]
    assert hook["language"] == "python"
    assert hook["require_serial"] is True
    assert hook["minimum_pre_commit_version"] == "3.2.0"
    everywhere = ["pre-commit", "pre-merge-commit", "pre-push", "manual"]
    assert hook["stages"] == (everywhere[2:] if name == "go-sum-verify" else everywhere)
    assert hook.get("always_run", False) == (name in ON_DELETION)
    assert "pass_filenames" not in hook


@pytest.mark.parametrize(
    ("path", "awake"),
    [
        ("go.mod", {"go-mod-format", "go-version-drift"}),
        ("a b/go.mod", {"go-mod-format", "go-version-drift"}),
        ("go.sum", {"go-sum-sort", "go-sum-verify", "go-version-drift"}),
        ("go.work", {"go-mod-format"}),
        ("go.work.sum", {"go-sum-sort", "go-sum-verify", "go-version-drift"}),
        ("vendor.mod", {"go-mod-format", "go-version-drift"}),
        ("vendor.sum", {"go-sum-sort", "go-sum-verify", "go-version-drift"}),
        ("x/vendor/modules.txt", {"go-version-drift"}),
        ("modules.txt", set()),
        ("go.mod.bak", set()),
        ("xgo.mod", set()),
        ("main.go", set()),
        ("README.md", set()),
    ],
)
def test_what_wakes_the_hooks_that_are_not_always_run(path: str, awake: set[str]) -> None:
    sleeping = [name for name in MANIFEST if name not in ON_DELETION]
    assert {name for name in sleeping if re.search(MANIFEST[name]["files"], path)} == awake


@pytest.mark.parametrize(
    ("name", "tags"),
    [
        ("go.mod", {"go-mod", "text"}),
        ("go.sum", {"go-sum", "text"}),
        ("go.work", set()),
        ("go.work.sum", set()),
        ("vendor.mod", set()),
        ("vendor/modules.txt", {"plain-text", "text"}),
    ],
)
def test_tags_of_identify_do_not_suffice(name: str, tags: set[str]) -> None:
    """go.mod and go.sum have a tag of their own, the others none: hence patterns."""
    found = identify.identify.tags_from_filename(name)
    assert (found & {"go-mod", "go-sum"}) == (tags & {"go-mod", "go-sum"})


def test_the_library_that_verifies_signatures_is_that_of_the_extra() -> None:
    """Frameworks install `.` and these, and do not know extras of what they install."""
    project = (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    [extra] = re.findall(r"^verify = \[(.*)\]$", project, re.M)
    [needed] = MANIFEST["go-sum-verify"]["additional_dependencies"]
    assert f'"{needed}"' in extra.replace(" >=", ">=")
    others = [name for name in MANIFEST if name != "go-sum-verify"]
    assert not any("additional_dependencies" in MANIFEST[name] for name in others)
