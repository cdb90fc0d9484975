"""What a hint tells to do, done: the finding is gone, and nothing else is wrong."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from hooks.rules.pages import codes, page
from tests.cases import TESTDATA, all_cases
from tests.hint_follower import follow, shown
from tests.module_proxy import ModuleProxy
from tests.repository import CHECKOUT, Repository
from tests.shared import FOLDER

HAS_GO = shutil.which("go") is not None
EXAMPLES = sorted(
    {
        TESTDATA.parent / rule.example
        for code in codes()
        if (rule := page(code)) is not None and not rule.retired
    }
)
OTHERS = [case for case in all_cases() if case not in EXAMPLES and "or: " in shown(case)]


def name(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


@pytest.mark.parametrize("case", [*EXAMPLES, *OTHERS], ids=name)
def test_following_a_hint_helps(
    case: Path,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    pytestconfig: pytest.Config,
) -> None:
    """Each command that a finding of the case prints, in the folder that it names; with --live
    those of the go command too, against a proxy that has what the case names."""
    shared = tmp_path_factory.getbasetemp() / "shared"
    has_go = HAS_GO and bool(pytestconfig.getoption("--live"))
    outcome = follow(case, tmp_path, shared, has_go=has_go)
    assert outcome.faults == []
    if outcome.without_go and not outcome.followed:
        pytest.skip("each command needs the go command: run with --live where it is on PATH")


def example(code: str) -> Path | None:
    """The case that shows a code; None for a retired one, and where the sample shows it."""
    rule = page(code)
    if rule is None or rule.retired or not (TESTDATA.parent / rule.example / "staged").exists():
        return None
    return TESTDATA.parent / rule.example


@pytest.mark.parametrize("code", [code for code in sorted(codes()) if example(code)])
def test_no_finding_is_left_without_advice(code: str) -> None:
    case = example(code)
    assert case is not None
    lines = shown(case).split("\n")
    for number, line in enumerate(lines[:-1]):
        if f": {code} " in line:
            assert lines[number + 1].startswith("    "), line


def gate(repository: Repository, *options: str, **environment: str) -> list[str]:
    """The lines that the gate prints."""
    command = [sys.executable, "-m", "hooks.go_mod_gate", "--strict", *options]
    return repository.run(*command, check=False, **environment).stdout.splitlines()


UNSORTED = "b.example/x v1.0.0 h1:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbA=\n"
UNSORTED += "a.example/x v1.0.0 h1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaA=\n"
FRAMEWORK = {"PRE_COMMIT": "1"}


def configured(hook: str, more: str = "args: []", *, entry: str = "python -Im m") -> str:
    """A configuration of the framework with one hook, that says `more` of it."""
    return f"""\
repos:
  - repo: local
    hooks:
      - id: {hook}
        name: mend
        language: system
        entry: {entry}
        files: go[.]sum$
        {more}
"""


@pytest.mark.parametrize(
    ("config", "environment", "expected"),
    [
        pytest.param("", {}, "modcheck fix go.sum", id="not under the framework"),
        pytest.param("", FRAMEWORK, "uvx gomod-hooks fix go.sum", id="hook not there"),
        pytest.param(
            configured("go-sum-sort"),
            FRAMEWORK,
            "pre-commit run go-sum-sort --files go.sum",
            id="the hook",
        ),
        pytest.param(
            configured("go-mod-gate", "args: [--fix]"),
            FRAMEWORK,
            "pre-commit run go-mod-gate --files go.sum",
            id="a gate that mends",
        ),
        pytest.param(
            configured("go-mod-gate"),
            FRAMEWORK,
            "uvx gomod-hooks fix go.sum",
            id="a gate that does not",
        ),
        pytest.param(
            configured("go-sum-sort", "stages: [pre-push]"),
            FRAMEWORK,
            "pre-commit run go-sum-sort --hook-stage pre-push --files go.sum",
            id="another stage",
        ),
        pytest.param(
            configured("go-sum-sort").replace("      - id", "      # - id"),
            FRAMEWORK,
            "uvx gomod-hooks fix go.sum",
            id="a comment",
        ),
    ],
)
def test_a_hook_is_run_by_who_has_it(
    tmp_path: Path, config: str, environment: dict[str, str], expected: str
) -> None:
    repository = Repository(tmp_path)
    files: dict[str, str | bytes] = {"go.mod": "module example.com/m\n\ngo 1.22\n"}
    repository.add({**files, "go.sum": UNSORTED, ".pre-commit-config.yaml": config})
    lines = gate(repository, **environment)
    assert any(line.strip().startswith(expected + "   (") for line in lines), lines


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({}, "modcheck"), ({"PRE_COMMIT": "1"}, "uvx gomod-hooks")],
    ids=["not under the framework", "under the framework"],
)
def test_who_requires_a_module_is_asked_by_who_can(
    tmp_path: Path, environment: dict[str, str], expected: str
) -> None:
    repository = Repository(tmp_path)
    requires = "require example.com/b v1.0.0 // indirect\n"
    go_mod = f"module example.com/m\n\ngo 1.22\n\n{requires}"
    policy = '[[deny]]\nmodule = "example.com/b"\n'
    repository.add({"a/go.mod": go_mod, ".gomod-hooks.toml": policy})
    lines = gate(repository, **environment)
    assert f"    see what brings it in: {expected} why example.com/b a" in lines
    told = repository.run(sys.executable, "-m", "hooks.modcheck", "why", "example.com/b", "a")
    assert "example.com/b" in told.stdout


def test_the_framework_runs_what_a_hint_names(tmp_path: Path) -> None:
    pytest.importorskip("pre_commit", reason="pip install -e .[dev]")
    repository = Repository(tmp_path / "r")
    entry = f"env PYTHONPATH={CHECKOUT} {sys.executable} -m hooks.go_sum_sort"
    config = configured("go-sum-sort", entry=entry)
    files: dict[str, str | bytes] = {"go.mod": "module example.com/m\n\ngo 1.22\n"}
    repository.commit("base", {**files, ".pre-commit-config.yaml": config})
    repository.add({"go.sum": UNSORTED})
    [line] = [line for line in gate(repository) if "pre-commit run" in line]
    words = line.strip().partition("   (")[0].split()
    home = os.fspath(tmp_path / "home")
    done = repository.run(
        sys.executable, "-m", "pre_commit", *words[1:], check=False, PRE_COMMIT_HOME=home
    )
    assert "files were modified by this hook" in done.stdout
    repository.git("add", "go.sum")
    assert not any("SUM204" in line for line in gate(repository))


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("dependabot[bot]", "@dependabot recreate"),
        ("renovate[bot]", "gomodTidy"),
        ("A Gopher", ""),
    ],
)
def test_a_bot_is_told_to_do_it_again(tmp_path: Path, author: str, expected: str) -> None:
    repository = Repository(tmp_path)
    head = "module example.com/m\n\ngo 1.22\n"
    repository.commit("base", {"go.mod": head})
    repository.add({"go.mod": head + "\nrequire example.net/log v1.4.0\n"})
    repository.git("commit", "--quiet", "-m", "bump", GIT_AUTHOR_NAME=author)
    for options in (["--rev", "HEAD"], ["--all"]):
        advice = [line for line in gate(repository, *options) if "bot made" in line]
        advice += [line for line in gate(repository, *options) if "renovate made" in line]
        assert all(expected in line for line in advice)
        assert bool(advice) == bool(expected)


def test_a_restore_names_the_base(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    good: dict[str, str | bytes] = {"go.mod": "module example.com/m\n\ngo 1.22\n"}
    base = repository.commit("good", good)
    repository.commit("bad", {"go.mod": "<html>\n"})
    [line] = [line for line in gate(repository, "--rev", "HEAD") if "git restore" in line][:1]
    assert line.strip().startswith(f"git restore --source={base[:12]} --staged --worktree go.mod")
    repository.git(*line.strip().partition("   (")[0].split()[1:])
    assert repository.git("diff", "--cached", "--name-only", base) == ""


@pytest.mark.skipif(not HAS_GO, reason="install Go and put it on PATH")
def test_vendor_mod_is_vendored_beside_a_go_mod_of_the_moment(tmp_path: Path) -> None:
    proxy = ModuleProxy(tmp_path / "proxy")
    for version in ("v1.4.0", "v1.5.0"):
        go_mod = b"module example.net/log\n"
        proxy.add("example.net/log", version, go_mod, {"log.go": b"package log\n"})
    repository = Repository(tmp_path / "r")
    head = "module example.com/m\n\ngo 1.22\n\nrequire example.net/log "
    repository.commit(
        "base",
        {
            "vendor.mod": head + "v1.4.0\n",
            "m.go": 'package m\n\nimport _ "example.net/log"\n',
            "vendor/modules.txt": "# example.net/log v1.4.0\n## explicit\nexample.net/log\n",
            "vendor/example.net/log/log.go": "package log\n",
        },
    )
    repository.add({"vendor.mod": head + "v1.5.0\n"})
    lines = gate(repository)
    [command] = {line.strip().partition("   (")[0] for line in lines if "go mod vendor" in line}
    environment: dict[str, Any] = {**proxy.environment}
    environment |= {"GOMODCACHE": os.fspath(tmp_path / "cache")}
    environment |= {"GOFLAGS": "-modcacherw", "GOTOOLCHAIN": "local", "GOENV": "off"}
    repository.run("bash", "-c", command, **environment)
    repository.git("add", "--all")
    assert gate(repository) == []
    assert not (repository.top / "go.mod").exists()


FAULTS = FOLDER / "faults"


@pytest.mark.skipif(not FAULTS.exists(), reason="the reported faults are not beside the checkout")
@pytest.mark.parametrize(
    ("case", "options", "expected"),
    [
        ("F03", ["--go", "1.20-"], "Go 1.20 never switch: no go or toolchain line keeps"),
        ("F06", [], "GOWORK=off go mod vendor   (in a)"),
        ("F08", [], "write v1.0.0 by hand"),
        ("F09", [], "write toolchain go1.24.1, or delete the line"),
        ("F11", [], "go mod edit -replace=example.org/lib=./lib"),
        ("F15", [], "go mod tidy && go mod vendor"),
        ("F16", [], "no go line in go.work counts as go 1.18, which is lower than go 1.21"),
        ("F20", [], "byte-order mark: save it as UTF-8 without one"),
    ],
)
def test_reported_faults(tmp_path: Path, case: str, options: list[str], expected: str) -> None:
    [folder] = FAULTS.glob(f"{case}-*")
    repository = Repository(tmp_path)
    if (folder / "base").exists():
        repository.copy(folder / "base")
        repository.commit("base")
    repository.clear()
    repository.copy(folder / "staged")
    repository.add()
    lines = gate(repository, *options)
    assert any(expected in line for line in lines), lines
