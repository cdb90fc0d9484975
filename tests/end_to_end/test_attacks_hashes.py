"""A rewritten hash that travels: it comes with another file, another folder or another commit."""

from __future__ import annotations

from pathlib import Path

import pytest

from hooks import go_mod_gate
from hooks.modcheck.__main__ import main as modcheck
from tests.repository import Repository, isolate

TRUE = "h1:" + "A" * 43 + "="
EVIL = "h1:" + "B" * 42 + "A="
OTHER = "h1:" + "C" * 42 + "A="
MOD = "module example.com/{}\n\ngo 1.21\n\nrequire example.net/lib v1.4.0\n"
ALONE = "module example.com/{}\n\ngo 1.21\n"
GO_MOD = f"example.net/lib v1.4.0/go.mod {TRUE}\n"
SUM = f"example.net/lib v1.4.0 {TRUE}\n{GO_MOD}"
FORGED = SUM.replace(TRUE, EVIL, 1)
FORGED_GO_MOD = SUM.replace(GO_MOD, GO_MOD.replace(TRUE, EVIL))
WORK = "go 1.21\n\nuse ./{}\n"

Files = dict[str, str]


def module(folder: str, sums: str = SUM) -> Files:
    return {f"{folder}/go.mod": MOD.format(folder.rpartition("/")[2]), f"{folder}/go.sum": sums}


@pytest.fixture
def repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Repository:
    made = Repository(tmp_path / "r")
    isolate(monkeypatch)
    monkeypatch.chdir(made.top)
    return made


def staged(repository: Repository, files: Files) -> None:
    repository.clear()
    repository.add(dict(files))


ATTACKS = [
    pytest.param(
        {**module("a"), "go.work": WORK.format("a")},
        {
            **module("a", GO_MOD),
            "go.work": WORK.format("a"),
            "go.work.sum": FORGED.replace(GO_MOD, ""),
        },
        id="to go.work.sum",
    ),
    pytest.param(
        module("a"),
        {
            **module("a", GO_MOD),
            "go.work": WORK.format("a"),
            "go.work.sum": FORGED.replace(GO_MOD, ""),
        },
        id="to go.work.sum, with a go.work made for it",
    ),
    pytest.param(
        {**module("a"), "go.work": WORK.format("a")},
        {**module("a"), "go.work": WORK.format("a"), "go.work.sum": FORGED_GO_MOD},
        id="beside the true one in go.work.sum",
    ),
    pytest.param(module("a"), module("b", FORGED), id="to a folder of another name"),
    pytest.param(
        module("a"),
        {"a/go.mod": ALONE.format("a"), "a/go.sum": "", **module("b", FORGED)},
        id="to a copied folder, the old one emptied",
    ),
    pytest.param(module("a"), {**module("a"), **module("b", FORGED)}, id="to a new module"),
    pytest.param(
        {**module("a"), "b/go.mod": ALONE.format("b")},
        {**module("a"), **module("b", FORGED)},
        id="to another module",
    ),
    pytest.param(
        {**module("a"), **module("b"), "c/go.mod": ALONE.format("c")},
        {**module("a"), **module("b"), **module("c", FORGED_GO_MOD)},
        id="the go.mod's hash, to a third module",
    ),
    pytest.param(
        {**module("a"), "go.work": WORK.format("a")},
        {**module("_a", FORGED), "go.work": WORK.format("_a")},
        id="to a folder that go passes by, used by go.work",
    ),
    pytest.param(
        {**module("a"), "go.work": WORK.format("a")},
        {**module("testdata/a", FORGED), "go.work": WORK.format("testdata/a")},
        id="to a member in testdata",
    ),
    pytest.param(
        module("services/vendor"),
        module("services/vendor", FORGED),
        id="in a folder that is merely called vendor",
    ),
    pytest.param(module("a"), module("vendor/b", FORGED), id="to a folder below one called vendor"),
    pytest.param(
        {"x/go.mod": MOD.format("x"), "x/go.sum": SUM},
        {"x/vendor.mod": MOD.format("x"), "x/vendor.sum": FORGED, "x/vendor/modules.txt": ""},
        id="to vendor.sum",
    ),
    pytest.param(
        {"x/vendor.mod": MOD.format("x"), "x/vendor.sum": SUM, "x/vendor/modules.txt": ""},
        {
            "x/vendor.mod": MOD.format("x"),
            "x/vendor.sum": FORGED,
            "x/vendor/modules.txt": "",
            "x/go.mod": ALONE.format("x"),
        },
        id="in vendor.sum, with a go.mod made for it",
    ),
    pytest.param(
        {"x/vendor.mod": MOD.format("x"), "x/vendor.sum": SUM, "x/vendor/modules.txt": ""},
        {"x/vendor.mod": MOD.format("x"), "x/vendor.sum": FORGED},
        id="in vendor.sum, the vendor folder gone",
    ),
    pytest.param(
        {**module("a"), "go.work": WORK.format("a")},
        {**module("vendor/a", FORGED), "go.work": WORK.format("vendor/a")},
        id="to a member below vendor",
    ),
]


@pytest.mark.parametrize(("before", "after"), ATTACKS)
def test_an_index(
    before: Files, after: Files, repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.commit("base", dict(before))
    staged(repository, after)
    assert go_mod_gate.main([]) == 1
    said = capfd.readouterr().out
    assert said.count("SUM101") >= 1, said
    assert EVIL in said
    assert " SUM110 " not in said


@pytest.mark.parametrize(("before", "after"), ATTACKS)
def test_a_range(
    before: Files, after: Files, repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.commit("base", dict(before))
    staged(repository, after)
    repository.commit("looks harmless")
    assert modcheck(["check", "--rev", "HEAD~1..HEAD"]) == 1
    assert "SUM101" in capfd.readouterr().out


STEPS = [
    pytest.param(
        [{"a/go.mod": ALONE.format("a"), "a/go.sum": ""}, module("a", FORGED)],
        id="the requirement dropped, then back",
    ),
    pytest.param(
        [{"README": "nothing\n"}, module("a", FORGED)], id="the module dropped, then back"
    ),
    pytest.param([{"README": "nothing\n"}, module("b", FORGED)], id="dropped, then elsewhere"),
    pytest.param(
        [module("testdata/x", FORGED), {**module("testdata/x", FORGED), **module("a", FORGED)}],
        id="through a fixture",
    ),
    pytest.param(
        [{}, {"go.mod": ALONE.format("r")}, {"go.work": WORK.format("a"), **module("a", FORGED)}],
        id="in four steps",
    ),
]


@pytest.mark.parametrize("steps", STEPS)
def test_a_range_remembers_what_it_walked_past(
    steps: list[Files], repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.commit("base", {"README": "one\n", **module("a")})
    first = repository.head()
    for step in steps:
        staged(repository, {"README": "two\n", **step})
        repository.commit("step")
    assert modcheck(["check", "--verbose", "--rev", f"{first}..HEAD"]) == 1
    said = capfd.readouterr().out
    assert "SUM101" in said
    assert EVIL in said
    repository.git("checkout", "--quiet", first)
    assert modcheck(["check", "--rev", "main", "--base", first]) == 1


def test_a_range_accuses_an_unrelated_root(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    """Merged in, it would otherwise count as a parent that knows the hash."""
    repository.commit("base", dict(module("a")))
    first = repository.head()
    repository.git("checkout", "--quiet", "--orphan", "side")
    repository.commit("import of old sources", dict(module("a", FORGED)))
    repository.git("checkout", "--quiet", "main")
    merge = ("merge", "--quiet", "--allow-unrelated-histories", "-X", "theirs", "--no-edit")
    repository.git(*merge, "side")
    assert modcheck(["check", "--rev", f"{first}..HEAD"]) == 1
    assert "SUM101" in capfd.readouterr().out


@pytest.mark.parametrize("target", ["_a", "testdata/a", ".a", "pkg/../_a", "../elsewhere", "/a"])
@pytest.mark.parametrize("work", [{}, {"go.work": WORK.format("a")}], ids=["alone", "member"])
def test_a_module_behind_a_link(
    target: str, work: Files, repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    """The link takes the place of the module's folder, and leads where none is judged."""
    repository.commit("base", {**module("a"), **work})
    staged(repository, {**module("_a", FORGED), **module("testdata/a", FORGED), **work})
    repository.add(dict(module(".a", FORGED)))
    (repository.top / "a").symlink_to(target)
    repository.add()
    assert go_mod_gate.main([]) == 1
    assert "VEN309 a module became a symbolic link" in capfd.readouterr().out
    repository.commit("looks harmless")
    assert modcheck(["check", "--rev", "HEAD~1..HEAD"]) == 1


def test_a_module_that_moved_leaves_a_link(repository: Repository) -> None:
    repository.commit("base", dict(module("a")))
    staged(repository, module("pkg/a"))
    (repository.top / "a").symlink_to("pkg/a")
    repository.add()
    assert go_mod_gate.main([]) == 0


@pytest.mark.parametrize(
    "path",
    ["API/go.sum", "Api/vendor.sum", "aPi/vendor/modules.txt", "API/vendor/example.net/lib/x.go"],
)
def test_a_folder_that_some_systems_take_for_a_module(
    path: str, repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    """No go.mod lies beside, so it is no module."""
    repository.commit("base", {**module("api"), "README": "x\n"})
    repository.add({path: FORGED})
    assert go_mod_gate.main([]) == 1
    assert "ENV203 takes the place of api/" in capfd.readouterr().out
    repository.commit("looks harmless")
    assert modcheck(["check", "--rev", "HEAD~1..HEAD"]) == 1
    repository.remove(path)
    repository.add({"README": "y\n", "apix/go.sum": FORGED, "API/README": "x\n"})
    assert go_mod_gate.main([]) == 0


def test_a_go_sum_of_another_name_is_not_judged(repository: Repository) -> None:
    """Which files -modfile names is said in no file that is judged."""
    tools: Files = {"tools.mod": MOD.format("tools"), "tools.sum": SUM}
    repository.commit("base", {**module("a"), **tools})
    repository.add({"tools.sum": FORGED, "a/go.mod": MOD.format("a") + "\n"})
    assert go_mod_gate.main([]) == 0


@pytest.mark.parametrize("order", ["honest first", "evil first"])
def test_a_tree_in_which_a_name_stands_twice(order: str, repository: Repository) -> None:
    """Git does not write such trees, but takes them; a clone has the later entry."""
    repository.commit("base", {"go.mod": MOD.format("a"), "go.sum": SUM})
    base = repository.head()
    repository.add({"go.sum": FORGED})
    ids = [repository.git("rev-parse", name).strip() for name in ("HEAD:go.sum", ":go.sum")]
    go_mod = repository.git("rev-parse", "HEAD:go.mod").strip()
    sums = ids if order == "honest first" else ids[::-1]
    entries = [("go.mod", go_mod), *(("go.sum", oid) for oid in sums)]
    data = b"".join(f"100644 {name}\0".encode() + bytes.fromhex(oid) for name, oid in entries)
    (repository.top / "tree").write_bytes(data)
    tree = repository.git("hash-object", "-t", "tree", "-w", "--literally", "tree").strip()
    commit = repository.git("commit-tree", tree, "-p", "HEAD", "-m", "odd").strip()
    assert modcheck(["check", "--rev", commit, "--base", base]) == 2
    assert modcheck(["check", "--rev", f"{base}..{commit}"]) == 2


def test_a_mode_that_git_takes_for_a_files(repository: Repository) -> None:
    repository.commit("base", {"go.mod": MOD.format("a"), "go.sum": SUM})
    base = repository.head()
    repository.add({"go.sum": FORGED})
    data = b"".join(
        f"{mode} {name}\0".encode() + bytes.fromhex(repository.git("rev-parse", f":{name}").strip())
        for mode, name in (("100644", "go.mod"), ("104755", "go.sum"))
    )
    (repository.top / "tree").write_bytes(data)
    tree = repository.git("hash-object", "-t", "tree", "-w", "--literally", "tree").strip()
    commit = repository.git("commit-tree", tree, "-p", "HEAD", "-m", "odd").strip()
    assert modcheck(["check", "--rev", commit, "--base", base]) == 1
    assert modcheck(["check", "--rev", f"{base}..{commit}"]) == 1


HONEST = [
    pytest.param(
        {**module("a"), "go.work": WORK.format("a")},
        {
            **module("a", GO_MOD),
            "go.work": WORK.format("a"),
            "go.work.sum": SUM.replace(GO_MOD, ""),
        },
        id="moved to go.work.sum as it was",
    ),
    pytest.param(module("a"), {**module("a"), **module("b")}, id="copied as it was"),
    pytest.param(module("a"), module("b"), id="a renamed folder"),
    pytest.param(
        {**module("a"), **module("testdata/x", FORGED)},
        {**module("a"), **module("testdata/x", FORGED), **module("b")},
        id="a fixture that holds another hash does not accuse",
    ),
    pytest.param(
        module("a"),
        {**module("a"), **module("b", SUM.replace("v1.4.0", "v1.5.0").replace(TRUE, OTHER))},
        id="another version",
    ),
]


@pytest.mark.parametrize(("before", "after"), HONEST)
def test_honest_changes_pass(
    before: Files, after: Files, repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.commit("base", dict(before))
    staged(repository, after)
    go_mod_gate.main(["--select", "SUM"])
    assert "SUM1" not in capfd.readouterr().out.replace("SUM107", "").replace("SUM108", "")
    repository.commit("after")
    modcheck(["check", "--rev", "HEAD~1..HEAD", "--select", "SUM101,SUM110"])
    assert "none would have been stopped" in capfd.readouterr().out


MADE_UP = "h1:eEKB0N0r5NX/I1kEveEz05bcu8tLC/8azJZsviup8Sk="  # of "module github.com/docker/docker"
NO_FILES = "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
DOCKER = "github.com/docker/docker v20.10.0+incompatible"


@pytest.mark.parametrize(
    ("before", "added", "code"),
    [
        pytest.param(SUM, f"example.net/x v1.0.0 {TRUE}\n", "SUM111", id="one file"),
        pytest.param(SUM, f"example.net/lib v1.5.0 {TRUE}\n", "SUM111", id="another version"),
        pytest.param(
            "",
            f"example.net/x v1.0.0 {OTHER}\nexample.net/y v1.0.0 {OTHER}\n",
            "SUM111",
            id="both new",
        ),
        pytest.param(
            SUM, f"example.net/x v1.0.0/go.mod {TRUE}\n", "", id="one go.mod at two names"
        ),
        pytest.param("", f"{DOCKER}/go.mod {MADE_UP}\n", "", id="incompatible, as go makes it up"),
        pytest.param("", f"{DOCKER}/go.mod {EVIL}\n", "SUM112", id="incompatible, made up"),
        pytest.param(
            "", f"{DOCKER.replace('docker/', 'moby/')}/go.mod {MADE_UP}\n", "SUM112", id="moved"
        ),
        pytest.param("", f"{DOCKER} {EVIL}\n", "", id="the zip of an incompatible version"),
        pytest.param("", f"example.net/x v1.0.0/go.mod {NO_FILES}\n", "SUM113", id="no files"),
        pytest.param("", f"{DOCKER}/go.mod {NO_FILES}\n", "SUM113", id="incompatible, no files"),
        pytest.param(f"example.net/x v1.0.0/go.mod {NO_FILES}\n", "", "", id="no files, as before"),
    ],
)
def test_hashes_that_cannot_be(
    before: str, added: str, code: str, repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.commit("base", {"a/go.mod": ALONE.format("a"), "a/go.sum": before})
    repository.add({"a/go.sum": before + added, "a/go.mod": ALONE.format("a") + "\n"})
    go_mod_gate.main(["--select", "SUM111,SUM112,SUM113"])
    said = capfd.readouterr().out
    assert (f" {code} " in said) if code else said == ""


def test_one_zip_hash_in_two_files(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.commit("base", dict(module("a")))
    repository.add({"b/go.mod": ALONE.format("b"), "b/go.sum": f"example.net/x v1.0.0 {TRUE}\n"})
    assert go_mod_gate.main([]) == 1
    assert "SUM111 example.net/x v1.0.0 and example.net/lib v1.4.0" in capfd.readouterr().out
