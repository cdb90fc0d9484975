"""Each hook in a real repository, at a real `git commit`."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.conftest import CHECKOUT, Framework, Gated
from tests.end_to_end.modules import GO_MOD, GO_SUM, LOCAL, MODULES_TXT, SOUND, VENDORED, A, B

Make = Callable[..., Gated]
FOUR = ("go-sum-diff", "go-replace-targets", "go-vendor-modules", "go-directive")
TEN = (
    *FOUR,
    "go-mod-policy",
    "go-mod-format",
    "go-sum-sort",
    "go-vendor-tree",
    "go-version-drift",
    "go-mod-gate",
)
REHASHED = GO_SUM.replace(A, B, 1)


def test_a_sound_module_passes_every_hook(gated: Make) -> None:
    shop = gated(*TEN)
    shop.passes(files=VENDORED)
    shop.passes(files={"README.md": "no Go here\n"})


def test_a_repository_without_go_passes(gated: Make) -> None:
    shop = gated(*TEN)
    shop.passes(files={"README.md": "no Go here\n", "vendor/lib.js": "x\n"})
    done = shop.pre_commit("run", "--all-files")
    assert "Failed" not in done.stdout


def test_go_sum_diff(gated: Make) -> None:
    shop = gated("go-sum-diff")
    shop.passes(files=SOUND)
    said = shop.stopped(files={"go.sum": REHASHED})
    assert "go.sum:1:27: SUM101 hash of example.com/colour v0.2.1 changed" in said
    assert "modified" in said


def test_go_replace_targets(gated: Make) -> None:
    shop = gated("go-replace-targets")
    shop.passes(files=LOCAL)
    said = shop.stopped(files={"go.mod": str(LOCAL["go.mod"]).replace("./lib", "./elsewhere")})
    assert "go.mod:7:" in said
    assert " REP201 " in said


def test_go_vendor_modules(gated: Make) -> None:
    shop = gated("go-vendor-modules")
    shop.passes(files=VENDORED)
    said = shop.stopped(files={"go.mod": GO_MOD.replace("v1.4.0", "v1.5.0")})
    assert "go.mod:7:2: VEN101 " in said


def test_go_directive(gated: Make) -> None:
    shop = gated("go-directive")
    shop.passes(files=SOUND)
    said = shop.stopped(files={"go.mod": GO_MOD + "\ntool example.com/money/cmd\n"})
    assert "go.mod:10:" in said
    assert "DIR103" in said


def test_go_mod_policy(gated: Make) -> None:
    shop = gated("go-mod-policy")
    rule = '[[deny]]\nmodule = "example.com/money"\nversions = "<v1.5.0"\nreason = "CVE"\n'
    shop.passes(files={**SOUND, "go.mod": GO_MOD.replace("v1.4.0", "v1.5.0")})
    said = shop.stopped(files={"go.mod": GO_MOD, ".gomod-hooks.toml": rule})
    assert "POL101 example.com/money v1.4.0 is denied (versions <v1.5.0): CVE" in said
    shop.passes(files={"go.mod": GO_MOD.replace("v1.4.0", "v1.5.0"), ".gomod-hooks.toml": rule})


def test_go_mod_policy_at_a_change_of_settings_alone(gated: Make) -> None:
    shop = gated("go-mod-policy", go_mod_policy=["--strict"])
    shop.passes(files=SOUND)
    shop.passes(files={"Makefile": "build:\n\tgo build ./...\n"})
    said = shop.stopped(files={"Makefile": "build:\n\tGOSUMDB=off go build ./...\n"})
    assert "Makefile:2:2: ENV301 GOSUMDB=off" in said


def test_go_mod_format(gated: Make) -> None:
    shop = gated("go-mod-format")
    said = shop.stopped(files={**SOUND, "go.mod": GO_MOD.replace("\texample", "   example")})
    assert "go.mod:6:" in said
    assert (shop.top / "go.mod").read_text() == GO_MOD
    shop.passes(files={})


def test_go_sum_sort(gated: Make) -> None:
    shop = gated("go-sum-sort")
    lines = GO_SUM.splitlines(keepends=True)
    said = shop.stopped(files={**SOUND, "go.sum": "".join(reversed(lines))})
    assert "SUM204" in said
    assert (shop.top / "go.sum").read_text() == GO_SUM
    shop.passes(files={})


def test_go_vendor_tree(gated: Make) -> None:
    shop = gated("go-vendor-tree")
    shop.passes(files=VENDORED)
    path = "vendor/example.com/money/money.go"
    said = shop.stopped(files={path: "package money // by hand\n"})
    assert f"{path}:1:1: VEN303 " in said


def test_go_version_drift(gated: Make) -> None:
    shop = gated("go-version-drift", go_version_drift=["--ratchet"])
    shop.passes(files={**SOUND, "tools/go.mod": GO_MOD.replace("shop", "tools")})
    drifted = GO_MOD.replace("shop", "tools").replace("v1.4.0", "v1.9.0")
    said = shop.stopped(files={"tools/go.mod": drifted})
    assert "go.mod:7:2: DRF201 example.com/money v1.4.0 falls behind" in said


@pytest.mark.parametrize("hook", ["go-directive", "go-mod-gate"])
def test_an_image_with_an_older_go(gated: Make, hook: str) -> None:
    """In a commit of the Dockerfile alone, of which the framework passes no name."""
    shop = gated(hook)
    configured = '[hooks.go-directive]\nmatch-file = "Dockerfile"\n'
    image = "FROM golang:1.24\n"
    shop.passes(files={**SOUND, ".gomod-hooks.toml": configured, "Dockerfile": image})
    said = shop.stopped(files={"Dockerfile": "FROM golang:1.21\n"})
    assert "go.mod:3:1: DIR507 go 1.22 is required here, but Dockerfile:1 names 1.21" in said
    shop.passes(files={"Dockerfile": image + "RUN true\n"})


def test_the_first_configuration_of_the_readme(tmp_path: Path, framework: Framework) -> None:
    """As it stands there, installed from the commit that it pins."""
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    _, _, rest = text.partition("Put this into `.pre-commit-config.yaml`")
    config = rest.partition("```yaml\n")[2].partition("```")[0]
    revision = re.findall(r"^    rev: (\S+)", config, re.M)[0]
    known = ["git", "-C", str(CHECKOUT), "cat-file", "-e", f"{revision}^{{commit}}"]
    if subprocess.run(known, check=False, capture_output=True).returncode:
        pytest.skip(
            "the pinned commit is not here: git fetch --unshallow, or a clone instead of an archive"
        )
    url = "https://github.com/gomod-hooks/gomod-hooks"
    assert url in config
    shop = Gated(tmp_path / "shop", framework)
    shop.commit("configure", {".pre-commit-config.yaml": config.replace(url, str(CHECKOUT))})
    shop.pre_commit("install")
    shop.passes(files=VENDORED)
    said = shop.stopped(files={"go.mod": GO_MOD.replace("\texample", "   example")})
    assert "git add go.mod   (it was rewritten: look at it first)" in said
    assert (shop.top / "go.mod").read_text() == GO_MOD
    assert "SUM101" in shop.stopped(files={"go.sum": REHASHED})


def test_drift_is_told_though_it_passes(gated: Make) -> None:
    shop = gated("go-version-drift")
    other = GO_MOD.replace("shop", "tools").replace("v1.4.0", "v1.9.0")
    assert "DRF101" in shop.passes(files={**SOUND, "tools/go.mod": other})


def test_go_mod_gate(gated: Make) -> None:
    shop = gated("go-mod-gate")
    shop.passes(files=VENDORED)
    said = shop.stopped(files={"go.sum": REHASHED})
    assert "SUM101" in said


@pytest.mark.parametrize(
    ("hook", "files", "gone", "code"),
    [
        pytest.param("go-sum-diff", SOUND, ["go.sum"], "SUM108", id="go.sum"),
        pytest.param("go-vendor-modules", VENDORED, ["vendor/modules.txt"], "VEN108", id="list"),
        pytest.param("go-replace-targets", LOCAL, ["lib"], "REP201", id="replace target"),
        pytest.param("go-replace-targets", LOCAL, ["lib/go.mod"], "REP20", id="its go.mod"),
        pytest.param("go-mod-gate", SOUND, ["go.sum"], "SUM108", id="gate"),
        pytest.param(
            "go-vendor-tree", VENDORED, ["vendor/example.com/colour"], "VEN301", id="package"
        ),
    ],
)
def test_a_commit_that_only_deletes_is_stopped(
    gated: Make, hook: str, files: dict[str, str | bytes], gone: list[str], code: str
) -> None:
    shop = gated(hook)
    shop.passes(files=files)
    shop.remove(*gone)
    assert code in shop.stopped(files={})


def test_deleting_a_module_that_nobody_uses_passes(gated: Make) -> None:
    shop = gated(*FOUR, "go-vendor-tree")
    other = {f"other/{name}": content for name, content in VENDORED.items()}
    shop.passes(files={**SOUND, **other})
    shop.remove("other")
    shop.passes(files={})


def test_deleting_a_whole_vendor_folder_passes(gated: Make) -> None:
    shop = gated(*FOUR, "go-vendor-tree")
    shop.passes(files=VENDORED)
    shop.remove("vendor")
    shop.passes(files={})


def two_branches(shop: Gated, side: dict[str, str | bytes], main: dict[str, str | bytes]) -> None:
    """A side branch and a main branch with these changes, on main."""
    shop.git("checkout", "-q", "-b", "side")
    shop.commit("side", side)
    shop.git("checkout", "-q", "main")
    shop.commit("main", main)


def merge(shop: Gated, name: str = "side") -> str:
    done = shop.run("git", "merge", "--no-edit", name, check=False, **shop.framework.environment)
    return f"{done.returncode} {done.stdout}{done.stderr}"


def test_a_clean_merge_brings_no_new_hash(gated: Make) -> None:
    """A branch re-hashed before: the hash is not new to the merge, one parent has it."""
    shop = gated("go-sum-diff")
    shop.commit("sound", SOUND)
    two_branches(shop, {"go.sum": REHASHED}, {"README.md": "x\n"})
    assert merge(shop).startswith("0 ")


def test_a_clean_merge_that_makes_a_bad_file_is_stopped(gated: Make) -> None:
    """Each side is sound; together one module has two hashes."""
    shop = gated("go-sum-diff")
    start = "".join(f"example.com/a{n} v1.0.0/go.mod {A}\n" for n in range(10))
    end = "".join(f"example.com/z{n} v1.0.0/go.mod {A}\n" for n in range(10))
    shop.commit("sound", {"go.mod": "module example.com/shop\n\ngo 1.22\n", "go.sum": start + end})
    two_branches(
        shop,
        {"go.sum": f"example.com/Q v1.0.0/go.mod {A}\n" + start + end},
        {"go.sum": start + end + f"example.com/Q v1.0.0/go.mod {B}\n"},
    )
    said = merge(shop)
    assert said.startswith("1 ")
    assert "SUM102" in said


def test_a_conflicted_merge_is_judged_against_both_parents(gated: Make) -> None:
    shop = gated("go-sum-diff")
    shop.commit("sound", SOUND)
    line = f"example.com/extra v1.0.0/go.mod {A}\n"
    two_branches(shop, {"go.sum": REHASHED}, {"go.sum": line + GO_SUM})
    assert merge(shop).startswith("1 ")
    forged = GO_SUM.replace(A, "h1:" + "Z" * 43 + "=", 1)
    assert "SUM101" in shop.stopped(files={"go.sum": line + forged})
    shop.passes(files={"go.sum": line + REHASHED})


def test_all_files_in_any_repository(gated: Make) -> None:
    shop = gated(*TEN)
    shop.passes(files=VENDORED)
    done = shop.pre_commit("run", "--all-files", check=False)
    assert done.returncode == 0, done.stdout
    shop.add({"go.sum": REHASHED})
    done = shop.pre_commit("run", "--all-files", check=False)
    assert done.returncode == 1


@pytest.mark.parametrize("program", ["pre_commit", "prek"])
def test_all_files_finds_what_is_committed(gated: Make, program: str) -> None:
    """Nothing is inherited there: it is how CI asks what is wrong with a checkout."""
    shop = gated("go-mod-gate")
    broken = {**SOUND, "go.mod": GO_MOD + "\nreplace example.com/money => ../money\n"}
    shop.commit("past the gate", broken)
    shop.passes(files={"go.mod": str(broken["go.mod"]) + "// a comment\n"})
    command = [sys.executable, "-m", program, "run", "--all-files"]
    done = shop.run(*command, check=False, **shop.framework.prek_environment)
    assert done.returncode == 1, done.stdout + done.stderr
    assert " REP102 " in done.stdout


def test_a_hooks_package_of_the_users_own_is_not_in_the_way(gated: Make) -> None:
    shop = gated("go-sum-diff")
    shop.passes(files={**SOUND, "hooks/__init__.py": "raise SystemExit(7)\n"})
    assert "SUM101" in shop.stopped(files={"go.sum": REHASHED})


def test_modules_txt_is_mended(gated: Make) -> None:
    shop = gated("go-vendor-modules")
    shop.passes(files=VENDORED)
    foreign = MODULES_TXT.replace("## explicit\n", "# example.com/x indirect\n## explicit\n")
    assert "VEN" in shop.stopped(files={"vendor/modules.txt": foreign.replace("\n", "\r\n")})
    assert (shop.top / "vendor/modules.txt").read_text() == MODULES_TXT


def test_a_vendored_file_swallowed_by_an_ignore_rule(gated: Make) -> None:
    shop = gated("go-vendor-tree")
    shop.write({**VENDORED, ".gitignore": "bin/\ncent/\n"})
    shop.git("add", "--all")
    done = shop.attempt("--allow-empty")
    assert done.returncode == 1
    assert "vendor/modules.txt:7:1: VEN301 package example.com/money/cent is listed" in done.stderr
    assert ".gitignore:2" in done.stderr
    shop.passes(files={})


def test_a_stale_copy_of_a_module_in_the_repository(gated: Make) -> None:
    shop = gated("go-vendor-tree")
    shop.passes(
        files={
            **LOCAL,
            "vendor/modules.txt": "# example.com/lib v0.0.0 => ./lib\n## explicit; go 1.22\n"
            "example.com/lib\n# example.com/lib => ./lib\n",
            "vendor/example.com/lib/lib.go": "package lib\n",
        }
    )
    shop.passes(files={"lib/lib.go": "package lib // newer\n"})
    said = shop.stopped(files={"vendor/example.com/lib/lib.go": "package lib // other\n"})
    assert "VEN304" in said
    assert "vendor/example.com/lib/lib.go" in said
    shop.passes(
        files={
            "lib/lib.go": "package lib // newer\n",
            "vendor/example.com/lib/lib.go": "package lib // newer\n",
        }
    )
