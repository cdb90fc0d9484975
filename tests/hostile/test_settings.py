"""git's settings and environment: no program that they name is run, no verdict turned."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.end_to_end.modules import GO_SUM, SOUND, VENDORED, A, B
from tests.hostile.played import calmly, every_hook
from tests.repository import Repository

REHASHED = GO_SUM.replace(A, B, 1)
PROGRAMS = [
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "core.sshCommand",
    "core.gitProxy",
    "core.askPass",
    "core.alternateRefsCommand",
    "pager.diff-index",
    "pager.ls-files",
    "diff.external",
    "diff.odd.textconv",
    "diff.odd.command",
    "filter.odd.smudge",
    "filter.odd.clean",
    "filter.odd.process",
    "merge.odd.driver",
    "credential.helper",
    "gpg.program",
    "uploadpack.packObjectsHook",
    "sequence.editor",
    "trace2.eventTarget",
]
VARIABLES = ["GIT_EXTERNAL_DIFF", "GIT_PAGER", "PAGER", "GIT_EDITOR", "EDITOR", "GIT_ASKPASS"]
VARIABLES += ["GIT_SSH_COMMAND", "GIT_SSH", "GIT_PROXY_COMMAND", "SSH_ASKPASS"]


@pytest.fixture
def program(repository: Repository, tmp_path: Path) -> Path:
    """A program that leaves a mark when it is run."""
    found = tmp_path / "program"
    found.write_text(f'#!/bin/sh\necho "$0 $*" >> "{tmp_path}/ran"\ncat\n')
    found.chmod(0o755)
    repository.commit("sound", VENDORED)
    return found


def judged(program: Path) -> None:
    """Everything runs and finds what there is to find; the program does not run."""
    assert calmly("go_sum_diff").status == 1
    every_hook("--all", "--strict")
    every_hook("--rev=HEAD")
    for command in (
        ["check"],
        ["check", "--rev=HEAD"],
        ["diff", "HEAD"],
        ["diff", "HEAD", "WORKTREE"],
        ["matrix"],
    ):
        calmly("modcheck", *command)
    ran = program.parent / "ran"
    assert not ran.exists(), ran.read_text()


def test_programs_that_git_would_run(repository: Repository, program: Path) -> None:
    for setting in PROGRAMS:
        repository.git("config", setting, str(program))
    repository.write({".gitattributes": "* diff=odd filter=odd merge=odd\n"})
    repository.git("add", ".gitattributes", check=False)
    repository.git("-c", "filter.odd.process=", "-c", "filter.odd.clean=", "add", ".gitattributes")
    (program.parent / "ran").unlink(missing_ok=True)
    blob = _blob(repository, REHASHED)
    repository.git("update-index", "--cacheinfo", f"100644,{blob},go.sum")
    (program.parent / "ran").unlink(missing_ok=True)
    judged(program)


def _blob(repository: Repository, text: str) -> str:
    place = repository.top / ".git" / "scratch"
    place.write_text(text)
    return repository.git("hash-object", "-w", "--no-filters", str(place)).strip()


def test_programs_in_the_environment(
    repository: Repository, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.add({"go.sum": REHASHED})
    for name in VARIABLES:
        monkeypatch.setenv(name, str(program))
    judged(program)


def test_hooks_of_git_are_not_run(repository: Repository, program: Path) -> None:
    repository.add({"go.sum": REHASHED})
    folder = program.parent / "hooks"
    folder.mkdir()
    for name in ("post-index-change", "pre-commit", "fsmonitor-watchman", "query-watchman"):
        (folder / name).symlink_to(program)
    repository.git("config", "core.hooksPath", str(folder))
    (program.parent / "ran").unlink(missing_ok=True)
    for path in repository.top.iterdir():
        if path.is_file():
            os.utime(path, (1, 1))  # the index would be refreshed
    judged(program)


def test_aliases_do_not_stand_for_commands(repository: Repository, program: Path) -> None:
    repository.add({"go.sum": REHASHED})
    for name in ("cat-file", "ls-files", "ls-tree", "diff-index", "diff-tree", "rev-parse"):
        repository.git("config", f"alias.{name}", f"!{program}")
    judged(program)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("GIT_TRACE", value) for value in ("1", "2", "true", "3", "9", "/dev/full", "/no/x")],
        *[(f"GIT_TRACE_{what}", "1") for what in ("SETUP", "PERFORMANCE", "PACK_ACCESS")],
        *[("GIT_TRACE2", "1"), ("GIT_TRACE2_EVENT", "2"), ("GIT_TRACE2_PERF", "1")],
        *[(f"GIT_{what}_PATHSPECS", "1") for what in ("LITERAL", "GLOB", "NOGLOB", "ICASE")],
        ("GIT_CONFIG_PARAMETERS", "'color.ui=always' 'core.quotePath=true'"),
        *[("GIT_DIFF_OPTS", "-u0"), ("GIT_PREFIX", "../../"), ("GIT_NAMESPACE", "x")],
        *[("GIT_ATTR_SOURCE", "nothing"), ("GIT_NOTES_REF", "x"), ("GIT_ADVICE", "0")],
        *[("GIT_FLUSH", "0"), ("GIT_PAGER_IN_USE", "1"), ("GIT_SHALLOW_FILE", "/dev/null")],
        *[("LANGUAGE", "de"), ("LC_ALL", "tr_TR.UTF-8"), ("PYTHONIOENCODING", "ascii")],
        *[("COLUMNS", "-1"), ("TERM", "\x1b"), ("HOME", "/nonexistent")],
    ],
)
def test_variables_that_turn_git_around(
    repository: Repository, program: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    repository.add({"go.sum": REHASHED})
    monkeypatch.setenv(name, value)
    played = calmly("go_sum_diff")
    assert (played.status, "go.sum:1:27: SUM101" in played.out, played.err) == (1, True, "")
    assert calmly("go_mod_gate", "--all").status == 1
    assert calmly("modcheck", "diff", "HEAD", "--exit-code").status == 1


@pytest.mark.parametrize(
    "setting",
    [
        *("color.ui=always", "color.diff=always", "core.quotePath=true", "core.quotePath=false"),
        *("diff.renames=copies", "diff.noprefix=true", "diff.relative=true", "diff.orderFile=/x"),
        *("diff.ignoreSubmodules=all", "diff.submodule=log", "diff.algorithm=patience"),
        *("core.ignoreCase=true", "core.precomposeUnicode=true", "core.fileMode=false"),
        *("core.autocrlf=true", "core.symlinks=false", "core.trustctime=false"),
        *("core.untrackedCache=true", "index.version=4", "index.sparse=true"),
        *("feature.manyFiles=true", "core.preloadIndex=false", "index.threads=1"),
        *("core.splitIndex=true", "core.abbrev=4", "log.showSignature=true"),
        *("core.commitGraph=false", "core.multiPackIndex=false", "core.bigFileThreshold=1"),
        *("submodule.recurse=true", "core.attributesFile=/x", "core.excludesFile=/dev/zero/x"),
    ],
)
def test_settings_that_turn_git_around(repository: Repository, setting: str) -> None:
    repository.commit("sound", SOUND)
    repository.git("config", *setting.split("=", 1))
    repository.add({"go.sum": REHASHED})
    played = calmly("go_sum_diff")
    assert (played.status, "go.sum:1:27: SUM101" in played.out, played.err) == (1, True, "")
    assert calmly("modcheck", "diff", "HEAD", "--exit-code").status == 1


@pytest.mark.parametrize("setting", ["core.bare=maybe", "index.version=x", "core.abbrev=999999"])
def test_settings_that_git_refuses_are_one_line(repository: Repository, setting: str) -> None:
    repository.commit("sound", SOUND)
    name, value = setting.split("=")
    config = repository.top / ".git" / "config"
    section, key = name.split(".")
    config.write_text(config.read_text() + f"[{section}]\n\t{key} = {value}\n")
    every_hook()
    every_hook("--all")


def test_a_work_tree_elsewhere(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GIT_DIR and GIT_WORK_TREE, as git gives them to its hooks."""
    repository.commit("sound", SOUND)
    repository.add({"go.sum": REHASHED})
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(repository.top, elsewhere, ignore=shutil.ignore_patterns(".git"))
    monkeypatch.setenv("GIT_DIR", str(repository.top / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(elsewhere))
    monkeypatch.chdir(elsewhere)
    assert calmly("go_sum_diff").status == 1
    assert calmly("modcheck", "diff", "HEAD", "WORKTREE", "--exit-code").status == 1
    (elsewhere / "sub").mkdir()
    monkeypatch.chdir(elsewhere / "sub")
    assert calmly("go_sum_diff").status == 1
