"""Dates and ages of versions; addresses of repositories."""

from __future__ import annotations

import pytest

from hooks.checks import pol_files, pol_versions
from hooks.checks.pol_reach import Judged
from hooks.rules.policy import LISTED, NamedPolicy
from hooks.tree.tree import Tree
from hooks.values.module_version import ModuleVersion
from hooks.verdicts import module_uses
from tests.memory import MemoryFiles, module_file


@pytest.mark.parametrize(
    ("time", "expected"),
    [("20240102030405", False), ("20240103030405", False), ("20240103030406", True)],
)
def test_a_day_is_allowed_for_clocks(time: str, expected: bool) -> None:
    assert pol_versions.is_of_the_future(time, 1704164645) == expected


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("github.com/owner/name", "github.com/owner/name"),
        ("https://github.com/owner/name", "github.com/owner/name"),
        ("https://github.com/owner/name.git", "github.com/owner/name"),
        ("https://user:word@example.com/name", "example.com/name"),
        ("ssh://git@example.com/owner/name.git", "example.com/owner/name"),
        ("git@github.com:owner/name.git", "github.com/owner/name"),
    ],
)
def test_the_path_of_a_repository(address: str, path: str) -> None:
    assert pol_files.repository_path(address) == path


class Newest:
    """A module cache that has one release of each module, with this go.mod."""

    def __init__(self, version: str, go_mod: str) -> None:
        self.newest = version, go_mod.encode()

    def go_mod(self, module: ModuleVersion, digest: str) -> None:
        """Nothing is pinned."""

    def time(self, module: ModuleVersion) -> str:
        """Nothing is known of times."""
        return ""

    def newest_go_mod(self, path: str) -> tuple[str, bytes]:
        """The same for each."""
        return self.newest

    @property
    def lacking(self) -> None:
        """Nobody counts."""


@pytest.mark.parametrize(
    ("newest", "retract", "hint"),
    [
        ("v1.5.0", "v1.2.0", "go get example.com/a@v1.5.0"),
        ("v1.5.0", "[v1.0.0, v1.5.0]", "require a version that is not retracted"),
        ("v1.2.0", "v1.2.0", "require a version that is not retracted"),
    ],
)
def test_a_version_that_is_not_retracted_is_named(newest: str, retract: str, hint: str) -> None:
    data = b"module example.com/app\n\ngo 1.24\n\nrequire example.com/a v1.2.0\n"
    modules = Newest(newest, f"module example.com/a\n\nretract {retract}\n")
    tree = Tree(MemoryFiles({"go.mod": data}), modules=modules)
    judged = Judged(tree, module_file(tree), module_uses.of_module(tree, ""))
    policy = NamedPolicy("retracted", reach=LISTED, line=1)
    (finding,) = pol_versions.retired(policy, judged)
    assert finding.hint == hint
