"""`go-mod-gate --fix`, and `--exit-zero-on-fix` of everything that mends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hooks import go_mod_format, go_mod_gate, go_sum_sort, go_vendor_modules
from hooks.command.flags import OF_HOOK
from tests.end_to_end.modules import GO_MOD, GO_SUM, VENDORED
from tests.reports import findings
from tests.repository import CHECKOUT, Repository, clean_environment, isolate

UNTIDY_MOD = GO_MOD.replace("\texample", "   example")
UNTIDY_SUM = "".join(reversed(GO_SUM.splitlines(keepends=True)))
TWO_BLOCKS = "module example.com/m\n\ngo 1.22\n\nrequire a.example/b v1.0.0\n\n"
TWO_BLOCKS += "require a.example/c v1.0.0\n\nrequire a.example/d v1.0.0\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path)
    made.commit("sound", VENDORED)
    isolate(monkeypatch)
    monkeypatch.chdir(tmp_path)
    return made


@pytest.mark.parametrize(
    ("table", "status"),
    [
        pytest.param("", 1, id="mended, so it fails"),
        pytest.param("[hooks.go-mod-format]\nignore = 'FMT'", 0, id="a code less"),
        pytest.param("[hooks.go-mod-format]\nexclude = 'go.mod'", 0, id="a file less"),
        pytest.param("[hooks.go-mod-format]\nfold = true", 1, id="with an option of its own"),
        pytest.param("ignore-nothing", 2, id="not TOML"),
    ],
)
def test_the_fixers_are_configured_as_on_their_own(
    repository: Repository, table: str, status: int
) -> None:
    repository.add({"go.mod": UNTIDY_MOD, ".gomod-hooks.toml": table})
    assert go_mod_gate.main(["--fix"]) == status
    mended = (repository.top / "go.mod").read_text() == GO_MOD
    assert mended == (status == 1)


def test_the_options_of_a_fixer_count(repository: Repository) -> None:
    repository.add({"go.mod": TWO_BLOCKS, ".gomod-hooks.toml": "[hooks.go-mod-format]\n"})
    go_mod_gate.main(["--fix", "--select", "FMT"])
    assert (repository.top / "go.mod").read_text() == TWO_BLOCKS
    repository.add({".gomod-hooks.toml": "[hooks.go-mod-format]\nfold = true\n"})
    go_mod_gate.main(["--fix", "--select", "FMT"])
    assert (repository.top / "go.mod").read_text().count("require") == 1


@pytest.mark.parametrize(
    ("table", "status"),
    [("strict = true", 1), ("strict = true\n[hooks.go-mod-format]\nstrict = false", 0)],
)
def test_a_fixer_need_not_be_strict_where_the_others_are(
    repository: Repository, table: str, status: int
) -> None:
    repository.add({"go.mod": UNTIDY_MOD, ".gomod-hooks.toml": table})
    assert go_mod_gate.main(["--select", "FMT"]) == status


def test_unstaged_edits_are_kept(repository: Repository) -> None:
    repository.add({"go.mod": UNTIDY_MOD})
    repository.write({"go.mod": UNTIDY_MOD + "\n// more\n"})
    assert go_mod_gate.main(["--fix"]) == 1
    assert (repository.top / "go.mod").read_text() == GO_MOD + "\n// more\n"
    assert repository.git("show", ":go.mod") == UNTIDY_MOD


def test_a_commit_is_not_written_to(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.commit("untidy", {"go.mod": UNTIDY_MOD})
    assert go_mod_gate.main(["--fix", "--exit-zero-on-fix", "--rev", "HEAD"]) == 1
    assert (repository.top / "go.mod").read_text() == UNTIDY_MOD
    assert "rewritten" not in capfd.readouterr().out


def test_a_file_of_the_change_is_mended_though_it_was_out_of_form_before(
    repository: Repository,
) -> None:
    repository.commit("untidy", {"go.mod": UNTIDY_MOD})
    repository.add({"go.mod": UNTIDY_MOD.replace("go 1.22", "go 1.23")})
    assert go_mod_gate.main(["--fix"]) == 1
    assert (repository.top / "go.mod").read_text() == GO_MOD.replace("go 1.22", "go 1.23")


def test_what_only_a_person_can_mend_is_inherited(repository: Repository) -> None:
    """A malformed line is not this commit's, whether --fix is given or not."""
    repository.commit("malformed", {"go.sum": GO_SUM + "what is this\n"})
    repository.add({"go.mod": GO_MOD + "\n// more\n"})
    assert go_mod_gate.main([]) == 0
    assert go_mod_gate.main(["--fix"]) == 0


def test_all_mends_what_did_not_change(repository: Repository) -> None:
    repository.commit("untidy", {"go.mod": UNTIDY_MOD})
    repository.add({"go.sum": UNTIDY_SUM})
    assert go_mod_gate.main(["--fix"]) == 1
    assert (repository.top / "go.mod").read_text() == UNTIDY_MOD
    assert go_mod_gate.main(["--fix", "--all"]) == 1
    assert (repository.top / "go.mod").read_text() == GO_MOD


@pytest.mark.parametrize(
    "door",
    [go_mod_gate, go_mod_format, go_sum_sort, go_vendor_modules],
    ids=lambda door: door.HOOK.name,
)
def test_exit_zero_on_fix(
    repository: Repository, capfd: pytest.CaptureFixture[str], door: object
) -> None:
    """It passes once, because it mended; not again while the index is as it was."""
    main, hook = door.main, door.HOOK  # type: ignore[attr-defined]
    listing = str(VENDORED["vendor/modules.txt"]).splitlines(keepends=True)
    untidy = {"go.mod": UNTIDY_MOD, "go.sum": UNTIDY_SUM}
    repository.add({**untidy, "vendor/modules.txt": "".join(listing[3:] + listing[:3])})
    options = ["--exit-zero-on-fix", *(["--fix"] if hook.fixers else [])]
    assert main([*options, "--format", "json"]) == 0
    told = findings(capfd.readouterr().out)
    assert told
    assert {one["severity"] for one in told} == {"note"}
    assert main(options) == 1
    assert "git add" in capfd.readouterr().out
    repository.add()
    if door is go_mod_gate:
        assert main(options) == 0
        assert capfd.readouterr().out == ""


def test_what_is_not_mended_is_no_zero(repository: Repository) -> None:
    repository.add({"go.mod": UNTIDY_MOD})
    repository.remove("go.mod")
    assert go_mod_gate.main(["--fix", "--exit-zero-on-fix"]) == 1
    assert go_mod_format.main(["--exit-zero-on-fix", "--check"]) == 1


def test_switches_are_options_of_the_hook() -> None:
    """Those that are understood before the command line is read."""
    for door in (go_mod_gate, go_mod_format, go_sum_sort, go_vendor_modules):
        own = {f"--{flag.name}" for flag in OF_HOOK[door.HOOK.name] if not flag.value}
        assert set(door.HOOK.switches) <= own


@pytest.mark.parametrize("change", [False, True], ids=["idle", "a sound change"])
def test_the_usual_command_line_needs_no_argparse(repository: Repository, change: bool) -> None:
    """What the README configures runs at every commit."""
    if change:
        repository.add({"go.mod": GO_MOD + "\n// more\n"})
    script = "import sys; from hooks.go_mod_gate import main; status = main(['--fix']); "
    script += "sys.exit(status or 'argparse' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=repository.top,
        env=clean_environment() | {"PYTHONPATH": str(CHECKOUT)},
        check=False,
    )
    assert done.returncode == 0
