"""The attributes that a .gitattributes file gives to a path, as git sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from hooks.checks import env_attributes
from hooks.git.commit import judged
from tests.repository import Repository, isolate

PATHS = ("go.mod", "go.sum", "lib/go.mod", "lib/sub/go.sum", "vendor/a.b/c/d.go", "a b/go.mod")
FILES = [
    pytest.param({".gitattributes": "* filter=x\n"}, id="everything"),
    pytest.param({".gitattributes": "go.sum filter=x\n"}, id="a name"),
    pytest.param({".gitattributes": "/go.sum filter=x\n"}, id="a name at the top"),
    pytest.param({".gitattributes": "lib/** filter=x\nlib/sub/* -filter\n"}, id="taken back"),
    pytest.param({".gitattributes": "*.sum filter=x\n*.sum !filter\n"}, id="unspecified again"),
    pytest.param({".gitattributes": "go.sum filter\n"}, id="set without a value"),
    pytest.param({".gitattributes": "go.mod working-tree-encoding=UTF-16LE\n"}, id="an encoding"),
    pytest.param({".gitattributes": "[attr]odd filter=x\ngo.* odd\n"}, id="a macro"),
    pytest.param({".gitattributes": "go.* filter=x\ngo.sum binary -filter\n"}, id="binary"),
    pytest.param({".gitattributes": '"a b/go.mod" filter=x\n'}, id="quoted"),
    pytest.param(
        {".gitattributes": "# go.mod filter=x\n!go.mod filter=x\nlib/ filter=x\n"}, id="no"
    ),
    pytest.param({".gitattributes": "**/sub/* filter=x\n"}, id="any depth"),
    pytest.param({".gitattributes": "go.s?m filter=x\ng[o].mod filter=y\n"}, id="wildcards"),
    pytest.param(
        {".gitattributes": "* filter=x\n", "lib/.gitattributes": "go.mod -filter\n"}, id="nearer"
    ),
    pytest.param({"vendor/a.b/c/.gitattributes": "*.go filter=x\n"}, id="a vendored file's own"),
]


@pytest.mark.parametrize("files", FILES)
def test_git_agrees(files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(tmp_path)
    repository.write(dict.fromkeys(PATHS, "x\n"))
    repository.write(dict(files))
    repository.git("add", "--all")
    isolate(monkeypatch)
    monkeypatch.chdir(tmp_path)
    commit = judged()
    ours = {
        path: {finding.text for finding in env_attributes.findings(commit.tree, [path])}
        for path in PATHS
    }
    commit.objects.close()
    assert ours == {path: told_by_git(repository, path) for path in PATHS}


def told_by_git(repository: Repository, path: str) -> set[str]:
    """What `git check-attr` says of the attributes that change a file."""
    command = ("check-attr", "--cached", "-z", *env_attributes.CHANGING, "--", path)
    words = repository.git(*command).split("\0")
    told = zip(words[1::3], words[2::3], strict=False)
    states = ("unspecified", "unset", "set")
    return {f"{name}={value}" for name, value in told if value not in states}
