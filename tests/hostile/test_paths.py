"""Names of files and folders that somebody chose with care."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.end_to_end.modules import GO_MOD, GO_SUM, VENDORED, A, B
from tests.hostile.played import calmly, every_hook, refused
from tests.reports import findings
from tests.repository import Repository

UNTIDY = GO_MOD.replace("\texample", "   example")
REHASHED = GO_SUM.replace(A, B, 1)
DOTTED = "--include-fixtures"  # folders led by a dot too
FOLDERS = [
    pytest.param("a b", id="blank"),
    pytest.param("a\nb", id="newline"),
    pytest.param("a\tb", id="tab"),
    pytest.param('a"b', id="quote"),
    pytest.param("a'b", id="single quote"),
    pytest.param("a\\b", id="backslash"),
    pytest.param("-x", id="leading dash"),
    pytest.param("--rev=HEAD", id="an option"),
    pytest.param("--output=x", id="an option of git"),
    pytest.param("--", id="two dashes"),
    pytest.param(":(top)", id="pathspec magic"),
    pytest.param(":!a", id="excluding pathspec"),
    pytest.param("*", id="star"),
    pytest.param("[a]", id="brackets"),
    pytest.param("...", id="dots"),
    pytest.param("..a", id="almost the folder above"),
    pytest.param("~", id="home"),
    pytest.param("$(touch x)", id="command"),
    pytest.param("%s%n", id="format"),
    pytest.param("a\x1b[31mb", id="escape sequence"),
    pytest.param("a\u202eb", id="right to left"),
    pytest.param("\u0430", id="look-alike"),
    pytest.param("\udcff\udcfe", id="no UTF-8"),
    pytest.param("a" * 200, id="long"),
    pytest.param("HEAD", id="a revision"),
    pytest.param("a:b", id="colon"),
    pytest.param("a => b", id="arrow"),
    pytest.param("# a", id="hash"),
]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_module_in_an_odd_folder(repository: Repository, folder: str) -> None:
    sound = {f"{folder}/{path}": data for path, data in VENDORED.items()}
    repository.commit("sound", sound)
    every = every_hook("--all", DOTTED)
    assert {door for door, played in every.items() if played.status} == set()
    repository.add({f"{folder}/go.sum": REHASHED})
    for arguments in (["--all"], [f"{folder}/go.sum"], ["--format=json"], ["--format=github"]):
        assert calmly("go_sum_diff", *arguments, DOTTED).status == 1, arguments
    [finding] = findings(calmly("go_sum_diff", "--format=json", DOTTED).out)
    assert finding["code"] == "SUM101"
    assert finding["path"] == f"{folder}/go.sum".encode("utf-8", "surrogateescape").decode(
        "utf-8", "replace"
    )


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_odd_folder_as_a_file_argument(repository: Repository, folder: str) -> None:
    repository.commit("as it was", {f"{folder}/go.mod": UNTIDY, "go.mod": GO_MOD})
    assert calmly("go_mod_format").status == 0
    assert calmly("go_mod_format", f"{folder}/go.mod", DOTTED).status == 1
    assert (repository.top / folder / "go.mod").read_text() == GO_MOD
    named = (DOTTED, "--", f"{folder}/go.mod")
    assert calmly("modcheck", "check", "--strict", *named).status == 1


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_odd_folder_as_a_replacement(repository: Repository, folder: str) -> None:
    quoted = json.dumps(f"./{folder}") if "\udcff" not in folder else '"./\\xff\\xfe"'
    text = "module example.com/m\n\ngo 1.22\n\nrequire example.com/x v1.0.0\n\n"
    repository.add({"go.mod": text + f"replace example.com/x => {quoted}\n", "x.go": "package x\n"})
    played = calmly("go_replace_targets")
    assert (played.status, "REP" in played.out or "MOD" in played.out) == (1, True), played
    every_hook("--strict", "--all")


def test_a_name_that_git_would_never_take(repository: Repository, tmp_path: Path) -> None:
    """An index that was made by hand: a fixer follows no path out of the repository."""
    outside = tmp_path / "go.mod"
    outside.write_text(UNTIDY)
    inside = repository.top / ".git" / "go.mod"
    inside.write_text(UNTIDY)
    repository.add({"aa/go.mod": UNTIDY, "bbbb/go.mod": UNTIDY})
    index = repository.top / ".git" / "index"
    data = index.read_bytes().replace(b"aa/go.mod", b"../go.mod").replace(b"bbbb/", b".git/")
    index.write_bytes(_sealed(data))
    names = subprocess.run(["git", "ls-files"], capture_output=True, text=True).stdout.split()
    assert names == ["../go.mod", ".git/go.mod"]
    for arguments in ([], ["--all"], ["--all", "--include-fixtures"], ["../go.mod"]):
        every_hook(*arguments)
    assert outside.read_text() == inside.read_text() == UNTIDY


def _sealed(data: bytes) -> bytes:
    import hashlib

    return data[:-20] + hashlib.sha1(data[:-20]).digest()


TREES = [
    pytest.param(["../go.mod"], id="the folder above"),
    pytest.param([".git/go.mod"], id="git's own folder"),
    pytest.param(["/etc/go.mod"], id="an absolute path"),
    pytest.param(["a//go.mod"], id="an empty name"),
    pytest.param(["b/go.mod", "a/go.mod"], id="not in order"),
    pytest.param(["go.mod", "go.mod"], id="a name twice"),
]


@pytest.mark.parametrize("names", TREES)
def test_a_tree_that_git_would_never_make(repository: Repository, names: list[str]) -> None:
    repository.write({"x": GO_MOD.replace("1.22", "1.999"), ".gitignore": "x\n"})
    blob = bytes.fromhex(repository.git("hash-object", "-w", "x").strip())
    entries = b"".join(b"100644 " + os.fsencode(name) + b"\0" + blob for name in names)
    raw = repository.top / ".git" / "raw"
    raw.write_bytes(entries)
    command = ("hash-object", "-t", "tree", "-w", "--literally", str(raw))
    tree = repository.git(*command).strip()
    commit = repository.git("commit-tree", "-m", "odd", tree).strip()
    every_hook("--rev", commit, "--all")
    root = repository.commit("root", {"README": "x\n"})
    joined = repository.git("commit-tree", "-p", root, "-m", "odd", tree).strip()
    calmly("modcheck", "check", "--rev", f"{root}..{joined}")
    calmly("modcheck", "diff", root, joined)
    calmly("modcheck", "matrix", "--rev", joined)


def test_a_tree_out_of_order_is_judged_whole(repository: Repository) -> None:
    """Who pushes such a tree does not slip a file past the gate."""
    bad = GO_MOD + "\nreplace example.com/money => /home/me/money\n"
    repository.write({"bad": bad, "other": "x\n"})
    blobs = [repository.git("hash-object", "-w", name).strip() for name in ("bad", "other")]
    names = [("z", 1), ("go.mod", 0), ("b", 1), ("a", 1)]
    entries = b"".join(
        b"100644 " + name.encode() + b"\0" + bytes.fromhex(blobs[at]) for name, at in names
    )
    (repository.top / "raw").write_bytes(entries)
    tree = repository.git("hash-object", "-t", "tree", "-w", "--literally", "raw").strip()
    commit = repository.git("commit-tree", "-m", "odd", tree).strip()
    played = calmly("go_replace_targets", "--rev", commit)
    assert (played.status, "REP101" in played.out) == (1, True), played


@pytest.mark.parametrize("depth", [900, 3000])
def test_folders_nested_deeply(repository: Repository, depth: int) -> None:
    folder = "/".join(["d"] * depth)
    listed = f"# example.com/money v1.4.0\n## explicit\n{folder}/none\n{folder}\n"
    stream = (
        "blob\nmark :1\ndata 0\n\n"
        f"commit refs/heads/main\ncommitter A <a@b.c> 0 +0000\ndata 0\nM 644 :1 README\n\n"
        f"commit refs/heads/main\ncommitter A <a@b.c> 0 +0000\ndata 0\n"
        f"M 644 inline go.mod\ndata {len(GO_MOD)}\n{GO_MOD}\n"
        f"M 644 inline {folder}/go.mod\ndata {len(GO_MOD)}\n{GO_MOD}\n"
        f"M 644 :1 {folder}/x.go\n"
        f"M 644 :1 other/{folder}/x.go\n"
        f"M 644 :1 vendor/{folder}/x.go\n"
        f"M 644 inline vendor/modules.txt\ndata {len(listed)}\n{listed}\n\n"
    )
    done = subprocess.run(["git", "fast-import", "--quiet"], input=stream, text=True)
    assert done.returncode == 0
    repository.git("read-tree", "main")
    every_hook("--all")
    every_hook("--rev", "main")
    every_hook()
    calmly("modcheck", "check", "--rev", "main~1..main")
    calmly("modcheck", "diff", "main~1", "main")
    calmly("modcheck", "matrix")


@pytest.mark.parametrize(
    "revision",
    ["-x", "--output=x", "--help", "--", "-", ":", ":/", "HEAD:", "HEAD^{blob}", "@{u}", "a\n", ""],
)
def test_a_revision_is_no_option(repository: Repository, revision: str) -> None:
    repository.commit("first", {"go.mod": GO_MOD})
    if revision:
        refused("go_sum_diff", f"--rev={revision}")
        refused("go_sum_diff", f"--base={revision}")
        refused("modcheck", "check", f"--rev={revision}..HEAD")
    if revision != "--":  # which stands for itself wherever it stands
        refused("modcheck", "diff", "--", revision, "HEAD")
        refused("modcheck", "diff", "--", "HEAD", revision)
    assert sorted(os.listdir()) == [".git", "go.mod"]


def test_the_words_of_the_command_line_are_never_printed_raw(repository: Repository) -> None:
    repository.add({"go.mod": GO_MOD})
    odd = "\x1b[31m\u202e\n\udcff" * 200
    for arguments in (
        [f"--rev={odd}"],
        [f"--{odd}"],
        [f"--format={odd}"],
        [f"--go={odd}"],
        [f"--exclude=({odd}"],
        [f"--config={odd}"],
        [f"--config=HEAD:{odd}"],
    ):
        refused("go_sum_diff", *arguments)
        refused("modcheck", "check", *arguments)
    refused("modcheck", "diff", odd)
    refused("modcheck", "matrix", odd)
    refused("modcheck", "rule", odd)
    refused("modcheck", "merge-driver", odd, odd, odd)
    refused("modcheck", odd)
