"""Directories where a go.mod is wanted."""

from __future__ import annotations

import pytest

from hooks.checks import mod_files
from hooks.tree.scope import Places
from tests.memory import memory_tree

MOD = b"module example.com/m\n\ngo 1.22\n"


@pytest.mark.parametrize(
    ("files", "places"),
    [
        pytest.param({"go.mod": MOD, "docs/go.mod/index.html": b""}, [], id="within a module"),
        pytest.param({"testdata/go.mod/x": b""}, [], id="a fixture"),
        pytest.param({"a/.cache/go.mod/x": b""}, [], id="a hidden folder"),
        pytest.param({"a/go.mod": MOD, "a/vendor/b/go.mod/x": b""}, [], id="vendored"),
        pytest.param({"docs/go.sum/x": b"", "docs/go.work/x": b""}, [], id="go passes it by"),
        pytest.param({"a/ago.mod/x": b""}, [], id="another name"),
        pytest.param({"go.mod/x": b"", "go.mod/y/z": b""}, ["go.mod"], id="at the top"),
        pytest.param({"a/go.mod": MOD, "b/go.mod/x": b""}, ["b/go.mod"], id="beside a module"),
    ],
)
def test_directories(files: dict[str, bytes], places: list[str]) -> None:
    tree = memory_tree(files)
    findings = mod_files.directories(tree, files, Places(tree).is_skipped)
    assert [finding.path for finding in findings] == places


def test_a_link_to_a_go_mod_is_not_followed() -> None:
    tree = memory_tree({"a/go.mod/x": b""}, links=["go.mod"])
    assert list(mod_files.directories(tree, ["a/go.mod/x"], Places(tree).is_skipped)) == []
