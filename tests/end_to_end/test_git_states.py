"""The states that a repository can be in when a commit is judged."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from hooks.modcheck.__main__ import main as modcheck
from tests.end_to_end.conftest import Framework, Gated
from tests.end_to_end.modules import GO_SUM, HASHES, SOUND, A, B, C, D
from tests.repository import Repository, isolate

Make = Callable[..., Gated]
REHASHED = GO_SUM.replace(A, B, 1)
HOOK = "go-sum-diff"


def rehashed(folder: Path) -> Repository:
    """A repository with two commits, of which the second rewrites a hash."""
    made = Repository(folder)
    made.commit("first", dict(SOUND))
    made.commit("second", {"go.sum": REHASHED})
    return made


def test_first_commit(tmp_path: Path, framework: Framework) -> None:
    shop = Gated(tmp_path / "shop", framework)
    shop.write({".pre-commit-config.yaml": framework.config(HOOK)})
    shop.pre_commit("install")
    shop.stopped(files={**SOUND, "go.sum": ""})
    shop.passes(files=SOUND)


def test_amend(gated: Make) -> None:
    shop = gated(HOOK)
    shop.passes(files=SOUND)
    shop.passes("--amend", files={"README.md": "x\n"})
    assert "SUM101" in shop.stopped("--amend", files={"go.sum": REHASHED})


def test_partial_commit(gated: Make) -> None:
    """`git commit FILE` judges a temporary index, not the one that is staged."""
    shop = gated(HOOK)
    shop.passes(files=SOUND)
    shop.add({"go.sum": REHASHED, "README.md": "x\n"})
    shop.passes("README.md")
    assert "SUM101" in shop.stopped("go.sum")


def test_commit_all(gated: Make) -> None:
    shop = gated(HOOK)
    shop.passes(files=SOUND)
    shop.write({"go.sum": REHASHED})
    assert "SUM101" in shop.stopped("-a")


def test_intent_to_add_is_not_staged(gated: Make) -> None:
    shop = gated(HOOK)
    start = {name: content for name, content in SOUND.items() if name != "go.sum"}
    shop.write({**start, "go.sum": GO_SUM})
    shop.git("add", *start)
    shop.git("add", "--intent-to-add", "go.sum")
    assert "SUM108" in shop.stopped("--allow-empty")


def test_linked_work_tree(gated: Make, tmp_path: Path) -> None:
    shop = gated(HOOK)
    shop.passes(files=SOUND)
    shop.git("worktree", "add", "-q", str(tmp_path / "linked"), "-b", "linked")
    linked = Gated.__new__(Gated)
    linked.top, linked.framework = tmp_path / "linked", shop.framework
    assert "SUM101" in linked.stopped(files={"go.sum": REHASHED})
    linked.passes(files={"go.sum": GO_SUM, "README.md": "x\n"})


def test_sparse_checkout(gated: Make) -> None:
    """A module outside the checkout is judged all the same."""
    shop = gated(HOOK)
    other = {f"other/{name}": content for name, content in SOUND.items()}
    shop.passes(files={**SOUND, **other, "docs/x": "x\n"})
    shop.git("sparse-checkout", "set", "docs")
    assert not (shop.top / "other").exists()
    shop.write({"docs/x": "y\n"})
    shop.passes("-a")
    oid = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"],
        cwd=shop.top,
        input=REHASHED,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    shop.git("update-index", "--cacheinfo", f"100644,{oid},other/go.sum")
    assert "other/go.sum:1:" in shop.stopped("-m", "x")


def test_shallow_clone_between_two_refs(gated: Make, tmp_path: Path) -> None:
    shop = gated(HOOK)
    shop.passes(files=SOUND)
    start = shop.head()
    shop.commit("more", {"README.md": "x\n"})
    shop.commit("rehashed", {"go.sum": REHASHED})
    clone = Gated(tmp_path / "clone", shop.framework)
    clone.git("fetch", "-q", "--depth=1", (shop.top / ".git").as_uri(), start)
    clone.git("fetch", "-q", "--depth=1", (shop.top / ".git").as_uri(), "main")
    clone.git("checkout", "-q", "FETCH_HEAD")
    done = clone.pre_commit("run", "--from-ref", start, "--to-ref", "HEAD", check=False)
    assert done.returncode == 1
    assert "SUM101" in done.stdout


def push(shop: Gated, *arguments: str) -> tuple[int, str]:
    done = shop.run("git", "push", *arguments, check=False, **shop.framework.environment)
    return done.returncode, done.stdout + done.stderr


def remote(shop: Gated, tmp_path: Path) -> Repository:
    """A bare repository that the shop pushes to."""
    bare = Repository(tmp_path / "remote.git", "--bare")
    shop.git("remote", "add", "origin", str(bare.top))
    shop.run("git", "push", "-q", "--no-verify", "origin", "main")
    return bare


def test_push_of_another_branch(gated: Make, tmp_path: Path) -> None:
    """What is pushed is judged, not what is checked out."""
    shop = gated(HOOK)
    shop.passes(files=SOUND)
    remote(shop, tmp_path)
    shop.git("checkout", "-q", "-b", "side")
    shop.commit("rehashed", {"go.sum": REHASHED})
    shop.git("checkout", "-q", "main")
    status, said = push(shop, "origin", "side")
    assert (status, "SUM101" in said) == (1, True)
    shop.git("branch", "-q", "sound", "main")
    shop.commit("more", {"README.md": "x\n"})
    assert push(shop, "origin", "main")[0] == 0


def test_submodule(gated: Make, tmp_path: Path) -> None:
    """A replacement into a submodule cannot be verified here: nothing is said."""
    shop = gated("go-replace-targets")
    other = Repository(tmp_path / "lib")
    other.commit("lib", {"go.mod": "module example.com/lib\n\ngo 1.22\n"})
    shop.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other.top), "lib")
    go_mod = "module example.com/m\n\ngo 1.22\n\nrequire example.com/lib v0.0.0\n"
    shop.passes(files={"go.mod": go_mod + "\nreplace example.com/lib => ./lib\n"})
    assert "REP201" in shop.stopped(
        files={"go.mod": go_mod + "\nreplace example.com/lib => ./elsewhere\n"}
    )


def test_inside_a_submodule(gated: Make, tmp_path: Path) -> None:
    """A submodule's own commits are judged in it."""
    shop = gated(HOOK)
    shop.passes(files=SOUND)
    outer = Repository(tmp_path / "outer")
    outer.commit("start", {"README.md": "x\n"})
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(shop.top), "shop")
    inner = Gated.__new__(Gated)
    inner.top, inner.framework = outer.top / "shop", shop.framework
    inner.pre_commit("install")
    assert "SUM101" in inner.stopped(files={"go.sum": REHASHED})


def test_sha256_repository(tmp_path: Path, framework: Framework) -> None:
    shop = Gated.__new__(Gated)
    Repository.__init__(shop, tmp_path / "shop", "--object-format=sha256")
    shop.framework = framework
    shop.install(HOOK)
    shop.passes(files=SOUND)
    assert "SUM101" in shop.stopped(files={"go.sum": REHASHED})


def test_pre_merge_commit(gated: Make) -> None:
    """A clean merge is judged before it is made."""
    shop = gated("go-replace-targets")
    lib = {"lib/go.mod": "module example.com/lib\n\ngo 1.22\n"}
    go_mod = "module example.com/m\n\ngo 1.22\n"
    shop.passes(files={**lib, "go.mod": go_mod})
    shop.git("checkout", "-q", "-b", "side")
    wants = "\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => ./lib\n"
    shop.passes(files={"go.mod": go_mod + wants})
    shop.git("checkout", "-q", "main")
    shop.remove("lib")
    shop.passes(files={"README.md": "lib is gone\n"})
    done = shop.run("git", "merge", "--no-edit", "side", check=False, **shop.framework.environment)
    assert done.returncode == 1
    assert "REP201" in done.stdout + done.stderr


@pytest.mark.parametrize("what", ["bump and vendor", "bump alone"])
def test_bump_and_vendor_in_two_commits(gated: Make, tmp_path: Path, what: str) -> None:
    """Where both come in one push, the vendor hooks wait for it."""
    from tests.end_to_end.modules import GO_MOD, MODULES_TXT, VENDORED

    shop = Gated(tmp_path / "repository", gated("go-mod-gate").framework)
    config = shop.framework.config(
        "go-mod-gate", "go-vendor-modules", "go-vendor-tree", go_mod_gate=["--ignore", "VEN"]
    )
    for hook in ("go-vendor-modules", "go-vendor-tree"):
        config = config.replace(f"id: {hook}\n", f"id: {hook}\n        stages: [pre-push]\n")
    shop.commit("configure", {".pre-commit-config.yaml": config, **VENDORED})
    shop.pre_commit("install")
    remote(shop, tmp_path)
    sums = GO_SUM.replace("v1.4.0", "v1.5.0").replace(C, HASHES[4]).replace(D, HASHES[5])
    shop.passes(files={"go.mod": GO_MOD.replace("v1.4.0", "v1.5.0"), "go.sum": sums})
    if what == "bump and vendor":
        listed = MODULES_TXT.replace("v1.4.0", "v1.5.0")
        shop.passes(files={"vendor/modules.txt": listed})
        assert push(shop, "origin", "main")[0] == 0
    else:
        status, said = push(shop, "origin", "main")
        assert (status, "VEN101" in said) == (1, True)


@pytest.mark.parametrize("kind", ["blob:none", "tree:0"])
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--rev=HEAD", "--base=HEAD~1"], id="a commit"),
        pytest.param(["--rev=HEAD~1..HEAD"], id="a range"),
        pytest.param(["--rev=HEAD", "--all"], id="all"),
    ],
)
def test_what_a_partial_clone_lacks_is_no_pass(
    kind: str,
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    made = rehashed(tmp_path / "r")
    made.git("config", "uploadpack.allowFilter", "true")
    source = (made.top / ".git").as_uri()
    made.git("clone", "-q", "--no-checkout", f"--filter={kind}", source, str(tmp_path / "clone"))
    isolate(monkeypatch)
    monkeypatch.chdir(tmp_path / "clone")
    assert modcheck(["check", *arguments]) == 2
    assert capfd.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "refs"),
    [
        pytest.param(["--rev=HEAD", "--base="], ("", ""), id="an empty base"),
        pytest.param(["--rev=HEAD", "--base=HEAD"], ("", ""), id="the judged commit itself"),
        pytest.param(["--rev=HEAD", "--base=main"], ("", ""), id="its branch"),
        pytest.param([], ("", "HEAD"), id="no start"),
    ],
)
def test_a_base_that_is_none(
    arguments: list[str],
    refs: tuple[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    made = rehashed(tmp_path / "r")
    isolate(monkeypatch)
    monkeypatch.chdir(made.top)
    if refs[1]:
        monkeypatch.setenv("PRE_COMMIT_FROM_REF", refs[0])
        monkeypatch.setenv("PRE_COMMIT_TO_REF", refs[1])
    assert modcheck(["check", *arguments]) == 2
    assert "is there a merge base? fetch the full history" in capfd.readouterr().err
