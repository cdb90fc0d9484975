"""go-mod-tidy, and the gate with --imports, at real commits."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cases import TESTDATA, laid_out, modcache_of
from tests.end_to_end.conftest import Gated
from tests.repository import Repository

Make = Callable[..., Gated]

GO_MOD = """module example.com/shop

go 1.22

require (
	example.com/colour v0.2.1
	example.com/money v1.4.0
)

require example.com/rare v1.0.0 // indirect
"""
NAMES = ("example.com/colour v0.2.1", "example.com/money v1.4.0", "example.com/rare v1.0.0")
SUMS = "".join(
    f"{name}{end} h1:{letter * 43}=\n"
    for name, letters in zip(NAMES, ("AE", "IM", "QU"), strict=True)
    for end, letter in zip(("", "/go.mod"), letters, strict=True)
)


def source(*imports: str, package: str = "shop") -> str:
    return f"package {package}\n\n" + "".join(f'import _ "{path}"\n' for path in imports)


SHOP: dict[str, str | bytes] = {
    "go.mod": GO_MOD,
    "go.sum": SUMS,
    "shop.go": source("example.com/colour", "fmt"),
    "till/till.go": source("example.com/money/cash", package="till"),
}


def run(repository: Repository, *arguments: str) -> subprocess.CompletedProcess[str]:
    return repository.run(sys.executable, "-m", "hooks.go_mod_tidy", *arguments, check=False)


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "shop")
    repository.commit("base", SHOP)
    return repository


def test_at_a_commit(gated: Make) -> None:
    """Through the framework: only Go files are staged, and no name of one is passed."""
    shop = gated("go-mod-tidy")
    shop.passes(files=SHOP)
    shop.passes(files={"more.go": source("example.com/colour/hue")})
    said = shop.stopped(files={"stock.go": source("os", "example.com/stock")})
    assert "stock.go:4:10: TID101 example.com/stock is imported, but no requirement" in said
    shop.git("rm", "-f", "-q", "stock.go")
    shop.git("rm", "-q", "till/till.go")
    said = shop.stopped()
    assert "go.mod:7:2: TID201 example.com/money is required, but no Go file" in said


def test_in_the_gate(gated: Make) -> None:
    """What breaks a fresh clone fails there; what is untidy does not."""
    shop = gated("go-mod-gate", go_mod_gate=["--imports"])
    shop.passes(files=SHOP)
    shop.passes(files={"till/till.go": "package till\n"})
    said = shop.stopped(files={"stock_test.go": source("example.com/stock")})
    assert "stock_test.go:3:10: TID101 " in said


def test_in_the_gate_by_configuration(gated: Make) -> None:
    shop = gated("go-mod-gate")
    shop.passes(files=SHOP)
    shop.passes(files={"stock.go": source("example.com/stock")})
    shop.passes(files={".gomod-hooks.toml": "imports = true\n"})
    said = shop.stopped(files={"stock.go": source("example.com/stock", "example.com/other")})
    assert "stock.go:4:10: TID101 example.com/other" in said
    assert "example.com/stock" not in said


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param({"a_test.go": source("example.com/rare")}, "TID202", id="only a test"),
        pytest.param({"a.go": source("example.com/money")}, "", id="required already"),
        pytest.param({"README.md": "no Go\n"}, "", id="no Go file"),
        pytest.param({"testdata/a.go": source("example.com/none")}, "", id="testdata"),
        pytest.param({"sub/go.mod": "module example.com/sub\n\ngo 1.22\n"}, "", id="new module"),
        pytest.param(
            {
                "sub/go.mod": "module example.com/sub\n\ngo 1.22\n",
                "sub/sub.go": source("example.com/none"),
            },
            "sub/sub.go:3:10: TID101",
            id="new module that lacks a requirement",
        ),
    ],
)
def test_only_these_are_staged(shop: Repository, files: dict[str, str], said: str) -> None:
    shop.add(dict(files))
    done = run(shop, "--check")
    assert said in done.stdout
    assert bool(done.stdout) == bool(said) == bool(done.returncode)


def test_a_package_is_renamed(shop: Repository) -> None:
    """Its imports move with it; whoever still names it is told, under --strict."""
    shop.commit("use it", {"main/main.go": source("example.com/shop/till", package="main")})
    shop.git("mv", "till", "register")
    assert run(shop).returncode == 0
    done = run(shop, "--strict")
    assert "main/main.go:3:10: TID104 example.com/shop/till is imported" in done.stdout
    shop.add({"main/main.go": source("example.com/shop/register", package="main")})
    assert run(shop, "--strict").stdout == ""


def test_what_is_mended_is_silent_afterwards(shop: Repository) -> None:
    shop.add({"a_test.go": source("example.com/rare")})
    done = run(shop)
    assert done.returncode == 1
    assert "git add go.mod   (it was rewritten: look at it first)" in done.stdout
    assert (shop.top / "go.mod").read_text() == GO_MOD.replace(" // indirect", "")
    shop.git("add", "go.mod")
    assert run(shop).stdout == ""


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("go.mod", GO_MOD + "\n// more\n", id="go.mod"),
        pytest.param("shop.go", "package shop\n", id="a Go file"),
        pytest.param("new.go", "package shop\n", id="one that is not staged"),
    ],
)
def test_nothing_is_mended_where_the_disk_differs(shop: Repository, path: str, text: str) -> None:
    shop.add({"a_test.go": source("example.com/rare")})
    (shop.top / path).write_text(text)
    before = (shop.top / "go.mod").read_text()
    done = run(shop)
    assert f"not rewritten: {path} on disk is not" in done.stdout
    assert (shop.top / "go.mod").read_text() == before


def test_ignored_files_may_import_as_well(shop: Repository) -> None:
    """A generated file that git ignores is on disk: nothing is mended that it may need."""
    shop.commit("ignore", {".gitignore": "*.gen.go\n"})
    (shop.top / "a.gen.go").write_text(source("example.com/money"))
    shop.git("rm", "-q", "till/till.go")
    assert "TID201" in run(shop).stdout
    assert (shop.top / "go.mod").read_text() == GO_MOD


def test_a_bare_repository(shop: Repository, tmp_path: Path) -> None:
    shop.commit("drop", {"till/till.go": "package till\n"})
    shop.commit("stock", {"stock.go": source("example.com/stock")})
    shop.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    bare = Repository.__new__(Repository)
    bare.top = tmp_path / "bare.git"
    assert "TID101" in run(bare, "--rev", "HEAD").stdout
    said = run(bare, "--rev", "HEAD~1").stdout
    assert "TID201 example.com/money" in said
    assert "TID101" not in said


@pytest.mark.parametrize("name", ["a b", "[x]", "ü", "-dash", "a*"])
def test_odd_folders(tmp_path: Path, name: str) -> None:
    repository = Repository(tmp_path / "odd")
    repository.commit("base", {f"{name}/{path}": text for path, text in SHOP.items()})
    repository.add({f"{name}/till/till.go": "package till\n", f"{name}/x/till.go": "package x\n"})
    assert "TID201 example.com/money" in run(repository).stdout
    repository.add({f"{name}/x/till.go": source("example.com/money", package="x")})
    assert run(repository).stdout == ""


def test_a_clone_without_contents_is_no_pass(shop: Repository, tmp_path: Path) -> None:
    """A partial clone is told that it lacks what the verdict needs: it is never made to fetch."""
    shop.git("config", "uploadpack.allowFilter", "true")
    shop.commit("use it twice", {"other.go": source("example.com/money")})
    clone = Repository(tmp_path / "clone")
    source_url = (tmp_path / "shop").as_uri()
    clone.git("fetch", "-q", "--filter=blob:none", source_url, "HEAD", check=False)
    clone.git("config", "remote.origin.url", source_url)
    clone.git("config", "remote.origin.promisor", "true")
    clone.git("config", "remote.origin.partialclonefilter", "blob:none")
    clone.git("update-ref", "HEAD", "FETCH_HEAD")
    clone.git("read-tree", "HEAD")
    clone.git("update-index", "--force-remove", "till/till.go")
    done = run(clone)
    assert done.returncode == 2
    assert done.stdout == ""


def test_a_linked_go_mod_is_left_to_others(shop: Repository) -> None:
    (shop.top / "linked").mkdir()
    (shop.top / "linked" / "go.mod").symlink_to("../go.mod")
    shop.add({"linked/a.go": "package linked\n"})
    assert run(shop, "--all").returncode == 0


@pytest.fixture
def behind(tmp_path: Path) -> Repository:
    """Two modules of one repository of which the first is below what the second was raised to."""
    return laid_out(BEHIND, tmp_path / "behind")


BEHIND = TESTDATA / "go-mod-tidy" / "behind-a-replaced-module-that-was-bumped"
CACHE = f"--module-cache={modcache_of(BEHIND)}"
AFTER = {path: BEHIND / "after" / path for path in ("go.mod", "go.sum")}


def test_raised_as_a_whole_and_silent_afterwards(behind: Repository) -> None:
    before = {path: (behind.top / path).read_bytes() for path in AFTER}
    done = run(behind, CACHE, "--check")
    assert "REP301 example.net/http v1.0.0 is lower than v1.1.0" in done.stdout
    assert {path: (behind.top / path).read_bytes() for path in AFTER} == before
    done = run(behind, CACHE)
    assert done.returncode == 1
    assert "git add go.mod go.sum   (they were rewritten: look at them first)" in done.stdout
    for path, expected in AFTER.items():
        assert (behind.top / path).read_bytes() == expected.read_bytes()
    behind.git("add", *AFTER)
    assert (run(behind, CACHE).stdout, run(behind, CACHE, "--all").stdout) == ("", "")


def test_raised_by_the_gate(behind: Repository) -> None:
    gate = (sys.executable, "-m", "hooks.go_mod_gate", CACHE, "--fix")
    done = behind.run(*gate, check=False)
    assert "they were rewritten" in done.stdout
    assert (behind.top / "go.mod").read_bytes() == AFTER["go.mod"].read_bytes()
    behind.git("add", *AFTER)
    again = behind.run(*gate, "--imports", check=False)
    assert (again.returncode, again.stdout) == (0, "")


def test_nothing_is_raised_where_go_sum_differs_on_disk(behind: Repository) -> None:
    with (behind.top / "go.sum").open("a") as file:
        file.write("example.net/other v1.0.0/go.mod h1:AAAA\n")
    before = (behind.top / "go.mod").read_bytes()
    assert "not rewritten: go.sum on disk is not the staged one" in run(behind, CACHE).stdout
    assert (behind.top / "go.mod").read_bytes() == before


def test_line_ends_are_kept_in_both_files(behind: Repository) -> None:
    behind.git("config", "core.autocrlf", "true")
    for path in AFTER:
        place = behind.top / path
        place.write_bytes(place.read_bytes().replace(b"\n", b"\r\n"))
    assert "they were rewritten" in run(behind, CACHE).stdout
    for path, expected in AFTER.items():
        written = expected.read_bytes().replace(b"\n", b"\r\n")
        assert (behind.top / path).read_bytes() == written


@pytest.mark.parametrize("cache", ["off", "."])
def test_nothing_is_raised_without_the_module_cache(behind: Repository, cache: str) -> None:
    before = (behind.top / "go.mod").read_bytes()
    done = run(behind, "--module-cache", cache)
    assert "go mod tidy   (not rewritten: the go.mod of example.net/http@v1" in done.stdout
    assert (behind.top / "go.mod").read_bytes() == before


def test_strict_twins_are_mended_where_they_are_reported(behind: Repository) -> None:
    """In a workspace a plain build does not read the requirement."""
    behind.add({"go.work": "go 1.22\n\nuse (\n\t.\n\t./lib\n)\n"})
    assert run(behind, CACHE).stdout == ""
    done = run(behind, CACHE, "--all", "--check")
    assert "go.mod:8:2: REP302 example.net/http v1.0.0 is lower than v1.1.0" in done.stdout
    assert "they were rewritten" in run(behind, CACHE, "--strict").stdout


def test_all_modules_in_one_run(tmp_path: Path) -> None:
    """Each of three modules is behind what the one before it will require, and the first replaces
    the last."""
    case = TESTDATA / "go-mod-tidy" / "behind-a-module-that-is-behind"
    cache = f"--module-cache={modcache_of(case)}"
    chain = laid_out(case, tmp_path / "chain")
    stand_in = "v0.0.0-00010101000000-000000000000"
    replaced = "replace (\n\texample.com/a => ../a\n\texample.com/b => ../b\n)\n"
    required = f"\texample.com/b {stand_in}\n\texample.net/log v1.0.0\n"
    with (chain.top / "a/go.mod").open("a") as file:
        file.write("\nreplace example.com/c => ../c\n")
    chain.add(
        {
            "c/go.mod": f"module example.com/c\n\ngo 1.22\n\nrequire (\n{required})\n\n"
            f"require example.com/a {stand_in} // indirect\n\n{replaced}",
            "c/go.sum": (chain.top / "b/go.sum").read_text(),
            "c/c.go": source("example.com/b", "example.net/log", package="c"),
        }
    )
    chain.commit("three modules")
    told = run(chain, cache, "--all", "--check").stdout
    assert [line[:4] for line in told.splitlines() if " is lower than v1.1.0" in line] == [
        "a/go",
        "b/go",
        "c/go",
    ]
    assert chain.git("status", "--short") == ""
    assert run(chain, cache, "--all").returncode == 1
    for name in "abc":
        assert "example.net/log v1.1.0" in (chain.top / name / "go.mod").read_text()
        assert "example.net/log v1.1.0 h1:" in (chain.top / name / "go.sum").read_text()
    chain.git("add", "--all")
    done = run(chain, cache, "--all")
    assert (done.returncode, done.stdout) == (0, "")
