"""Completion: the script that bash reads, asked what it completes."""

from __future__ import annotations

import importlib
import shutil
import subprocess
from pathlib import Path

import pytest

from hooks.command.flags import OF_HOOK
from hooks.modcheck.__main__ import COMMANDS, main
from hooks.modcheck.completion import SHELLS, whole
from hooks.values.product import DOCUMENTATION

ASK = """
source "$1"
COMP_WORDS=(modcheck "${@:2}")
COMP_CWORD=$(($# - 1))
$(complete -p modcheck | sed 's/.*-F \\([^ ]*\\).*/\\1/') modcheck "${!#}" "" 2>/dev/null
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def bash(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script for bash."""
    shtab = pytest.importorskip("shtab", reason="shtab is not installed: pip install -e .[dev]")
    if shutil.which("bash") is None:
        pytest.skip("bash is not on PATH")
    script = tmp_path_factory.mktemp("completion") / "modcheck.bash"
    script.write_text(str(shtab.complete(whole(), shell="bash")), encoding="utf-8")
    return script


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["sn"], "snapshot"),
        (["m"], "matrix merge-driver"),
        (["check", "--mod"], "--module-cache"),
        (["check", "--form"], "--format"),
        (["check", "--format", "s"], "sarif"),
        (["rule", "SUM11"], "SUM110 SUM111 SUM112 SUM113"),
        (["completion", "z"], "zsh"),
    ],
    ids=str,
)
def test_what_is_completed(bash: Path, words: list[str], wanted: str) -> None:
    command = ["bash", "--noprofile", "--norc", "-c", ASK, "bash", str(bash), *words]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert " ".join(sorted(done.stdout.split())) == wanted


def test_every_command_is_completed() -> None:
    text = whole().format_help()
    assert [name for name in COMMANDS if f"{name} " not in text.replace(",", " ")] == []


@pytest.mark.parametrize("shell", SHELLS)
def test_the_command_prints_the_script(capfd: pytest.CaptureFixture[str], shell: str) -> None:
    pytest.importorskip("shtab", reason="shtab is not installed: pip install -e .[dev]")
    assert main(["completion", shell]) == 0
    assert "snapshot" in capfd.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["fish"], ["bash", "zsh"]], ids=str)
def test_another_shell_is_refused(capfd: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(["completion", *arguments]) == 2
    assert "modcheck completion: " in capfd.readouterr().err


WITHOUT_PARSER = ("completion", "fix", "merge-driver", "rule")


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in WITHOUT_PARSER])
def test_help_says_what_the_exit_statuses_mean(
    capfd: pytest.CaptureFixture[str], command: str
) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    told = " ".join(capfd.readouterr().out.split())
    assert "Exit status: 0 " in told
    assert told.endswith(DOCUMENTATION)


@pytest.mark.parametrize("door", OF_HOOK)
def test_help_of_a_hook_does_so_too(capfd: pytest.CaptureFixture[str], door: str) -> None:
    with pytest.raises(SystemExit):
        importlib.import_module("hooks." + door.replace("-", "_")).main(["--help"])
    told = " ".join(capfd.readouterr().out.split())
    assert "Exit status: 0 nothing found; 1 findings" in told
    assert told.endswith(DOCUMENTATION)


def test_help_of_modcheck_names_the_documentation(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = capfd.readouterr().out
    assert DOCUMENTATION in told
    assert [name for name in COMMANDS if f"\n  {name} " not in told] == []
