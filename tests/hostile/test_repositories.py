"""Repositories that are damaged, incomplete, or made to mislead."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from hooks.git import process, tree_objects
from tests.end_to_end.modules import GO_MOD, GO_SUM, LOCAL, SOUND, VENDORED, A, B
from tests.hostile.judging import DOORS
from tests.hostile.played import calmly, every_hook, play, refused
from tests.repository import Repository, clean_environment

CHECKOUT = Path(__file__).parent.parent.parent
NOBODY = 65534
REHASHED = GO_SUM.replace(A, B, 1)
UNTIDY = GO_MOD.replace("\texample", "   example")


def object_file(repository: Repository, name: str) -> Path:
    oid = repository.git("rev-parse", name).strip()
    path = repository.top / ".git" / "objects" / oid[:2] / oid[2:]
    path.chmod(0o644)
    return path


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for arguments in ([], ["--all"], ["go.mod"], ["--rev=HEAD"]):
        for door in DOORS:
            assert "not a git repository" in refused(door, *arguments)
    for command in (["check"], ["matrix"], ["diff", "HEAD"], ["check", "--rev=a..b"]):
        assert "not a git repository" in refused("modcheck", *command)


def test_an_empty_folder_called_git_is_no_repository(repository: Repository) -> None:
    """git looks for one further up, and so must we: paths are those of that repository."""
    repository.commit("as it was", {"sub/go.mod": GO_MOD, "go.mod": GO_MOD})
    (repository.top / "sub" / ".git").mkdir()
    os.chdir("sub")
    repository.git("update-index", "--cacheinfo", f"100644,{_blob(repository, UNTIDY)},sub/go.mod")
    played = calmly("go_mod_format", "go.mod")
    assert played.out.startswith("sub/go.mod:6:1: FMT101")
    assert "git add sub/go.mod   (the file on disk is in form)" in played.out


def _blob(repository: Repository, text: str) -> str:
    (repository.top / ".git" / "scratch").write_text(text)
    return repository.git("hash-object", "-w", ".git/scratch").strip()


def test_a_bare_repository_has_no_index(repository: Repository, tmp_path: Path) -> None:
    repository.commit("first", SOUND)
    repository.commit("second", {"go.sum": REHASHED})
    bare = tmp_path / "bare.git"
    repository.git("clone", "--quiet", "--bare", ".", str(bare))
    os.chdir(bare)
    for door in DOORS:
        assert "--rev" in refused(door, "--all")
    assert calmly("go_sum_diff", "--rev=main").status == 1
    assert calmly("modcheck", "check", "--rev=main").status == 1
    assert calmly("modcheck", "check", "--rev=main~1..main").status == 1
    assert refused("modcheck", "diff", "main")
    assert calmly("modcheck", "diff", "main~1", "main", "--exit-code").status == 1


@pytest.mark.parametrize("name", ["HEAD", "HEAD^{tree}", "HEAD:go.mod", ":go.mod", ":go.sum"])
@pytest.mark.parametrize("damage", ["missing", "empty", "truncated", "noise", "folder"])
def test_an_object_that_cannot_be_read(repository: Repository, name: str, damage: str) -> None:
    repository.commit("first", SOUND)
    more = GO_MOD + "\nrequire example.com/other v1.0.0\n"
    _, _, lines = GO_SUM.partition("\n")  # a hash less, so that the go.mod before it matters
    repository.add({"go.mod": more, "go.sum": lines + f"example.com/other v1.0.0/go.mod {A}\n"})
    path = object_file(repository, name)
    data = path.read_bytes()
    path.unlink()
    if damage == "folder":
        path.mkdir()
    elif damage != "missing":
        path.write_bytes({"empty": b"", "truncated": data[: len(data) // 2]}.get(damage, b"x" * 99))
    assert every_hook("--all", "--strict")["go_mod_gate"].status == 2
    for command in ("check --rev=HEAD", "diff HEAD", "matrix", "matrix --rev=HEAD"):
        calmly("modcheck", *command.split())


@pytest.mark.parametrize("cut", [1, 4, 12, 13, 40, 100])
def test_an_index_cut_short(repository: Repository, cut: int) -> None:
    repository.commit("first", SOUND)
    index = repository.top / ".git" / "index"
    index.write_bytes(index.read_bytes()[:cut])
    for door in DOORS:
        assert "index" in refused(door, "--all")
        assert "index" in refused(door)


def test_an_index_of_noise(repository: Repository) -> None:
    repository.commit("first", SOUND)
    index = repository.top / ".git" / "index"
    data = index.read_bytes()
    for at in range(0, len(data), 7):
        index.write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        calmly("go_mod_gate", "--all")


@pytest.mark.parametrize("text", ["", "x", "ref: refs/../../x", "ref: ", "0" * 40, "\0\x1b[2J"])
def test_a_head_that_names_nothing(repository: Repository, text: str) -> None:
    repository.commit("first", SOUND)
    (repository.top / ".git" / "HEAD").write_text(text + "\n")
    every_hook("--all")
    every_hook()


@pytest.mark.parametrize("text", ["", "x\n", "0" * 40 + "\n", "\0\xff\n", "a" * 100_000, "HEAD\n"])
def test_a_merge_head_of_noise(repository: Repository, text: str) -> None:
    repository.commit("first", SOUND)
    repository.add({"go.sum": REHASHED})
    (repository.top / ".git" / "MERGE_HEAD").write_text(text, encoding="latin-1")
    every_hook()


def test_a_submodule_and_links_in_the_place_of_files(repository: Repository) -> None:
    other = Repository(repository.top / "sub")
    other.commit("inside", SOUND)
    repository.write({"real/go.mod": GO_MOD, "real/modules.txt": "# a.b/c v1.0.0\n"})
    for link, target in {
        "go.mod": "real/go.mod",
        "go.sum": "/etc/passwd",
        "go.work": "go.work",
        "vendor": "real",
        "a/go.mod": "../../../../../../etc/passwd",
        "b": "..",
    }.items():
        (repository.top / link).parent.mkdir(exist_ok=True)
        (repository.top / link).symlink_to(target)
    repository.write({"c/go.mod": LOCAL["go.mod"].replace("./lib", "../sub")})  # type: ignore[arg-type]
    repository.write({"d/go.mod": LOCAL["go.mod"].replace("./lib", "../b")})  # type: ignore[arg-type]
    repository.write({"e/go.mod": LOCAL["go.mod"].replace("./lib", "../vendor")})  # type: ignore[arg-type]
    repository.add()
    for played in [*every_hook().values(), *every_hook("--all", "--strict").values()]:
        assert "root:" not in played.out
        assert "REP201" not in played.out
    assert (repository.top / "go.mod").is_symlink()
    for rows in (calmly("modcheck", "matrix"), calmly("modcheck", "diff", "INDEX", "WORKTREE")):
        assert "root:" not in rows.out


def test_folders_in_the_place_of_files(repository: Repository) -> None:
    repository.add(
        {
            **{f"{name}/x": "x\n" for name in ("go.mod", "go.sum", "go.work", "go.work.sum")},
            "vendor/modules.txt/x": "x\n",
        }
    )
    found = every_hook()
    assert "MOD109 go.mod is a directory" in found["go_directive"].out
    repository.git("commit", "--quiet", "--no-verify", "-m", "folders")
    found = every_hook("--all", "--strict")
    assert "MOD109 go.mod is a directory" in found["go_directive"].out


def test_a_folder_in_the_place_of_the_configuration(repository: Repository) -> None:
    repository.add({".gomod-hooks.toml/x": "x\n"})
    for played in every_hook().values():
        assert (played.status, played.out) == (2, "")
    assert {played.status for played in every_hook("--config=none").values()} <= {0, 1}


@pytest.mark.parametrize("content", [b"", b"\0\1\2\xff" * 50, b"\n", b"\xef\xbb\xbf", b"\x1b[2J"])
def test_a_file_that_is_no_text(repository: Repository, content: bytes) -> None:
    names = ("go.mod", "go.sum", "go.work", "go.work.sum", "vendor/modules.txt", "a/go.mod")
    repository.add(dict.fromkeys(names, content))
    statuses = {played.status for played in every_hook("--all").values()}
    assert statuses <= {0, 1}
    repository.add({".gomod-hooks.toml": content})
    every_hook("--all")


@pytest.mark.parametrize("target", ["/etc", "/etc/", "../../etc", "/proc/self", "~/x", "//host/x"])
def test_a_target_anywhere_on_the_disk(repository: Repository, target: str) -> None:
    text = str(LOCAL["go.mod"]).replace("./lib", target)
    repository.add({**LOCAL, "go.mod": text, "go.work": f"go 1.22\n\nuse {target}\n"})
    assert every_hook("--all")["go_mod_gate"].status == 1


def test_replacement_refs_and_grafts_change_nothing(repository: Repository) -> None:
    """A fresh clone has neither."""
    first = repository.commit("first", SOUND)
    second = repository.commit("second", {"go.sum": REHASHED})
    repository.git("replace", f"{first}:go.sum", f"{second}:go.sum")
    assert calmly("go_sum_diff", "--rev=HEAD").status == 1
    grafts = repository.top / ".git" / "info" / "grafts"
    grafts.parent.mkdir(exist_ok=True)
    grafts.write_text(f"{second}\n")
    assert calmly("go_sum_diff", "--rev=HEAD").status == 1
    assert calmly("modcheck", "check", f"--rev={first}..HEAD").status == 1


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "LISTING_LIMIT", 1 << 20)
    monkeypatch.setattr(tree_objects, "TREE_LIMIT", 20_000)


@pytest.mark.usefixtures("small_limits")
def test_a_tree_that_holds_itself_many_times_over(repository: Repository) -> None:
    """Ten folders of the same ten folders, and so on: a few objects, ten thousand million files."""
    first = repository.commit("first", SOUND)
    tree = repository.git("rev-parse", "HEAD^{tree}").strip()
    for _ in range(10):
        lines = "".join(f"040000 tree {tree}\tf{at}\n" for at in range(10))
        done = subprocess.run(["git", "mktree"], input=lines, capture_output=True, text=True)
        tree = done.stdout.strip()
    commit = repository.git("commit-tree", "-p", first, "-m", "bomb", tree).strip()
    assert "files" in refused("modcheck", "check", f"--rev={first}..{commit}")
    assert "MiB" in refused("modcheck", "diff", first, commit)


@pytest.fixture
def fetching(repository: Repository, tmp_path: Path) -> Iterator[Path]:
    """A partial clone, here; whoever makes it fetch leaves a mark at the path."""
    repository.commit("first", VENDORED)
    repository.commit("second", {"go.sum": REHASHED, "vendor/example.com/money/money.go": "x\n"})
    repository.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    source = (repository.top / ".git").as_uri()
    repository.git("clone", "-q", "--no-checkout", "--filter=blob:none", source, str(clone))
    mark = tmp_path / "fetched"
    program = tmp_path / "upload-pack"
    program.write_text(f'#!/bin/sh\n: > "{mark}"\nexec git-upload-pack "$@"\n')
    program.chmod(0o755)
    os.chdir(clone)
    for setting in ("remote.origin.uploadpack", "core.sshCommand", "core.gitProxy"):
        repository.run("git", "-C", str(clone), "config", setting, str(program))
    repository.run("git", "-C", str(clone), "read-tree", "HEAD")
    yield mark
    repository.run("git", "-C", str(clone), "cat-file", "-p", "HEAD:go.sum")
    assert mark.exists(), "the mark would not have told"


def test_a_partial_clone_is_never_made_to_fetch(fetching: Path) -> None:
    every_hook("--all", "--strict")
    every_hook("--rev=HEAD")
    every_hook("--rev=HEAD", "--all")
    every_hook("go.mod")
    for command in (
        ["check", "--rev=HEAD~1..HEAD"],
        ["diff", "HEAD~1", "HEAD"],
        ["diff", "HEAD"],
        ["matrix"],
    ):
        calmly("modcheck", *command)
    assert not fetching.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("locked", [".git", ".git/objects", ".git/index", "."])
def test_no_permission(repository: Repository, locked: str) -> None:
    repository.commit("first", SOUND)
    repository.add({"go.sum": REHASHED})
    _open_to_all(repository.top)
    (repository.top / locked).chmod(0)
    try:
        done = _as_nobody(repository.top, "hooks.go_mod_gate", "--all")
    finally:
        (repository.top / locked).chmod(stat.S_IRWXU)
    assert done.returncode == 2, done
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_repository_of_somebody_else(repository: Repository) -> None:
    """git does not trust it, and says so."""
    repository.commit("first", SOUND)
    _open_to_all(repository.top)
    done = _as_nobody(repository.top, "hooks.go_mod_gate", "--all")
    assert done.returncode == 2, done
    assert "dubious ownership" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_file_that_may_not_be_rewritten(repository: Repository) -> None:
    repository.commit("first", SOUND)
    repository.add({"go.mod": UNTIDY})
    _open_to_all(repository.top)
    done = _as_nobody(repository.top, "hooks.go_mod_format", safe=True)
    assert done.returncode == 1, done
    assert "    not rewritten: Permission denied\n" in done.stdout
    assert (repository.top / "go.mod").read_text() == UNTIDY


def _open_to_all(top: Path) -> None:
    """Everything below may be read by everybody, and so may the way to it."""
    for path in [*top.rglob("*"), top, *list(top.parents)[:-2]]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))


def _as_nobody(
    top: Path, module: str, *arguments: str, safe: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a hook as a user who owns nothing, from a copy of the package that he can read."""
    package = top.parent / "package"
    shutil.copytree(CHECKOUT / "hooks", package / "hooks", ignore=shutil.ignore_patterns("*.pyc"))
    _open_to_all(package)
    environment = clean_environment() | {"PYTHONPATH": str(package), "HOME": "/nonexistent"}
    if safe:
        environment |= {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory",
            "GIT_CONFIG_VALUE_0": "*",
        }
    python = _python_for_all()
    command = [python, "-B", "-m", module, *arguments]
    return subprocess.run(
        command,
        cwd=top,
        env=environment,
        capture_output=True,
        text=True,
        user=NOBODY,
        group=NOBODY,
    )


def _python_for_all() -> str:
    """An interpreter that another user can start."""
    for python in (sys.executable, "/usr/bin/python3"):
        with suppress(PermissionError, FileNotFoundError):
            done = subprocess.run(
                [python, "-c", "import sys; sys.exit(sys.version_info < (3, 10))"],
                user=NOBODY,
                capture_output=True,
            )
            if done.returncode == 0:
                return python
    pytest.skip("install a Python 3.10 or newer where every user may start it, as /usr/bin/python3")


def test_play_itself_sees_a_traceback() -> None:
    """The tests above would notice."""
    from hooks import go_sum_diff

    original = go_sum_diff.HOOK.repository
    try:
        go_sum_diff.HOOK.repository = lambda context: 1 // 0  # type: ignore[assignment, return-value]
        assert not play("go_sum_diff", "--rev=HEAD", "--all").is_calm()
    finally:
        go_sum_diff.HOOK.repository = original
