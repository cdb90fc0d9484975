"""The README's recipes for servers and CI, taken literally: a real push, real clones."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.end_to_end.modules import GO_SUM, SOUND, VENDORED, A, B
from tests.repository import CHECKOUT, Repository, clean_environment

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
ALLOWED = f'[[allow]]\ncode = "SUM101"\nhash = "{B}"\nreason = "the tag was moved"\n'
EVIL: dict[str, str | bytes] = {"go.sum": GO_SUM.replace(A, B, 1)}
GOOD: dict[str, str | bytes] = {"go.sum": GO_SUM}
COLOUR = "vendor/example.com/colour/colour.go"
ZEROS = "0" * 40


def yaml_block(start: str) -> str:
    """The one yaml block that begins like this."""
    [found] = [block for block in re.findall(r"```yaml\n(.*?)```", README, re.S) if start in block]
    return str(found)


@pytest.fixture(params=["sha1", "sha256"])
def work(tmp_path: Path, request: pytest.FixtureRequest) -> Repository:
    """A clone whose remote runs the pre-receive hook, a sound module on main."""
    form = f"--object-format={request.param}"
    made = empty(tmp_path, form)
    made.commit("start", dict(SOUND))
    passes(made, "main")
    return made


def empty(tmp_path: Path, form: str = "--object-format=sha1") -> Repository:
    """A clone without a commit, whose empty remote runs the hook."""
    bare = Repository(tmp_path / "remote.git", "--bare", form)
    [script] = re.findall(r"```sh\n(#!/bin/sh\n.*?)```", README, re.S)
    hook = bare.top / "hooks" / "pre-receive"
    hook.write_text(script)
    hook.chmod(0o755)
    made = Repository(tmp_path / "work", form)
    made.git("remote", "add", "origin", str(bare.top))
    tool(tmp_path)
    return made


def tool(folder: Path) -> None:
    """A `modcheck` that runs the checkout, in `folder`/bin."""
    command = folder / "bin" / "modcheck"
    command.parent.mkdir(exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hooks.modcheck "$@"\n')
    command.chmod(0o755)


def on_path(folder: Path) -> dict[str, str]:
    """The environment with that tool on PATH."""
    path = os.fspath(folder / "bin") + os.pathsep + clean_environment()["PATH"]
    return {"PATH": path, "PYTHONPATH": os.fspath(CHECKOUT)}


def push(work: Repository, *refs: str) -> tuple[int, str]:
    command = ("git", "push", "-q", "origin", *refs)
    done = work.run(*command, check=False, **on_path(work.top.parent))
    return done.returncode, done.stderr


def passes(work: Repository, *refs: str) -> None:
    status, said = push(work, *refs)
    others = [line for line in said.splitlines() if "go-mod-gate: note: " not in line]
    assert (status, others) == (0, [])


def refused(work: Repository, *refs: str) -> str:
    """What the hook said."""
    status, said = push(work, *refs)
    assert status == 1, said
    assert "pre-receive hook declined" in said
    return said


def slip_past(work: Repository, *refs: str) -> None:
    """Put something on the server behind the hook's back, as before it was installed."""
    hook = work.top.parent / "remote.git/hooks/pre-receive"
    hook.rename(hook.with_suffix(".off"))
    passes(work, *refs)
    hook.with_suffix(".off").rename(hook)


def test_a_sound_push_passes(work: Repository) -> None:
    work.commit("more", {"README.md": "x\n"})
    work.commit("and more", {"README.md": "y\n"})
    passes(work, "main")


def test_a_rewritten_hash_is_refused(work: Repository) -> None:
    evil = work.commit("rehashed", dict(EVIL))
    work.commit("more", {"README.md": "x\n"})
    said = refused(work, "main")
    assert "go.sum:1:" in said
    assert "SUM101" in said
    assert f"refs/heads/main: commit {evil} is refused" in said


def test_a_bad_commit_with_its_revert_is_refused(work: Repository) -> None:
    work.commit("rehashed", dict(EVIL))
    work.commit("reverted", dict(GOOD))
    assert "SUM101" in refused(work, "main")


@pytest.mark.parametrize("work", ["sha1"], indirect=True)
class TestServer:
    def test_the_first_push_may_have_any_shape(self, work: Repository, tmp_path: Path) -> None:
        made = empty(tmp_path / "other")
        made.commit("start", dict(SOUND))
        made.commit("more", {"README.md": "x\n"})
        made.git("tag", "v1.0.0")
        passes(made, "main", "v1.0.0")

    def test_the_first_push_is_judged_too(self, work: Repository, tmp_path: Path) -> None:
        made = empty(tmp_path / "other")
        made.commit("start", dict(SOUND))
        made.commit("rehashed", dict(EVIL))
        assert "SUM101" in refused(made, "main")

    def test_a_new_branch_is_compared_with_where_it_began(self, work: Repository) -> None:
        work.git("checkout", "-q", "-b", "side")
        work.commit("sound", {"README.md": "x\n"})
        passes(work, "side")
        work.git("checkout", "-q", "-b", "other", "main")
        work.commit("rehashed", dict(EVIL))
        refused(work, "other")

    @pytest.mark.parametrize("kind", ["-f", "-am a tag"])
    def test_tags_are_judged(self, work: Repository, kind: str) -> None:
        work.git("tag", *kind.split(" ", 1), "v1.0.0")
        passes(work, "v1.0.0")
        work.git("checkout", "-q", "--detach")
        work.commit("rehashed", dict(EVIL))
        work.git("tag", *kind.split(" ", 1), "v1.0.1")
        assert "refs/tags/v1.0.1: commit" in refused(work, "v1.0.1")

    def test_a_tag_of_a_file_is_refused(self, work: Repository) -> None:
        work.git("tag", "key", "HEAD:go.mod")
        assert "not a commit" in refused(work, "key")

    def test_a_new_branch_at_a_known_bad_commit_is_refused(self, work: Repository) -> None:
        work.commit("rehashed", dict(EVIL))
        work.git("branch", "release")
        work.commit("reverted", dict(GOOD))
        slip_past(work, "main")
        assert "SUM101" in refused(work, "release")
        passes(work, "main~2:refs/heads/sound")

    def test_a_tag_named_main_confuses_nobody(self, work: Repository) -> None:
        work.git("checkout", "-q", "-b", "side")
        work.commit("allow it", {".gomod-hooks.toml": ALLOWED})
        work.git("tag", "main")
        passes(work, "refs/tags/main")
        work.git("checkout", "-q", "--detach", "refs/heads/main")
        work.commit("rehashed", dict(EVIL))
        assert "SUM101" in refused(work, "HEAD:refs/heads/main")
        assert "SUM101" in refused(work, "HEAD:refs/heads/new")

    def test_the_configuration_is_that_of_the_default_branch(self, work: Repository) -> None:
        """A push cannot excuse itself."""
        work.git("checkout", "-q", "-b", "side")
        work.commit("rehashed", {**EVIL, ".gomod-hooks.toml": ALLOWED})
        refused(work, "side")
        work.git("checkout", "-q", "main")
        work.commit("allow it first", {".gomod-hooks.toml": ALLOWED})
        passes(work, "main")
        passes(work, "side")

    def test_a_configuration_that_is_no_file_is_none(self, work: Repository) -> None:
        (work.top / ".gomod-hooks.toml").symlink_to("go.mod")
        work.commit("link")
        passes(work, "main")
        work.commit("more", {"README.md": "x\n"})
        passes(work, "main")

    def test_a_replaced_object_is_seen_as_it_is(self, work: Repository) -> None:
        good = work.commit("more", {"README.md": "x\n"})
        work.git("reset", "-q", "--hard", "HEAD^")
        evil = work.commit("rehashed", dict(EVIL))
        passes(work, f"{good}:refs/replace/{evil}")
        assert "SUM101" in refused(work, "main")

    def test_a_deleted_branch_is_not_judged(self, work: Repository) -> None:
        work.git("branch", "side")
        passes(work, "side")
        passes(work, ":side")

    def test_a_rewritten_branch_is_compared_with_what_it_was(self, work: Repository) -> None:
        work.git("checkout", "-q", "-b", "side")
        work.commit("sound", {"README.md": "x\n"})
        passes(work, "side")
        work.commit("other words", {"README.md": "y\n"})
        work.git("reset", "-q", "--soft", "main")
        work.commit("sound")
        passes(work, "+side")
        work.commit("rehashed", dict(EVIL))
        work.git("reset", "-q", "--soft", "main")
        work.commit("one")
        assert "SUM101" in refused(work, "+side")

    def test_unrelated_history_is_refused(self, work: Repository) -> None:
        work.git("checkout", "-q", "--orphan", "side")
        work.commit("start anew", dict(EVIL))
        assert "unrelated history" in refused(work, "side")
        assert "unrelated history" in refused(work, "+side:main")

    def test_a_merge_of_honest_branches_passes(self, work: Repository) -> None:
        work.git("checkout", "-q", "-b", "side")
        work.commit("vendored", dict(VENDORED))
        work.git("checkout", "-q", "main")
        work.commit("more", {"README.md": "x\n"})
        passes(work, "main")
        work.git("merge", "-q", "--no-ff", "-m", "merge", "side")
        passes(work, "main")
        work.git("checkout", "-q", "side")
        work.commit("side goes on", {"side.go": "package main\n"})
        work.git("merge", "-q", "-m", "merge back", "main")
        passes(work, "side")

    @pytest.mark.parametrize("restored", [False, True])
    def test_swapped_parents_of_a_merge_excuse_nothing(
        self, work: Repository, restored: bool
    ) -> None:
        work.commit("vendored", dict(VENDORED))
        passes(work, "main")
        work.git("checkout", "-q", "--orphan", "side")
        work.git("rm", "-rqf", "vendor")
        work.commit("without vendor", dict(SOUND))
        options = ("--allow-unrelated-histories", "--no-commit", "-X", "ours")
        work.git("merge", "-q", *options, "main")
        work.commit("merge", {COLOUR: "package colour // PWNED\n"})
        if restored:
            work.commit("restore", {COLOUR: "package colour\n"})
        said = refused(work, "side:main")
        assert "VEN303" in said
        assert "VEN303" in refused(work, "side:new")

    def test_an_unrelated_parent_with_the_bad_hash_excuses_nothing(self, work: Repository) -> None:
        start = work.head()
        work.git("checkout", "-q", "--orphan", "side")
        work.commit("rehashed from the start", dict(EVIL))
        work.git("merge", "-q", "--allow-unrelated-histories", "-X", "ours", start)
        assert work.git("show", "HEAD:go.sum") == EVIL["go.sum"]
        work.commit("restored", dict(GOOD))
        assert "SUM101" in refused(work, "side:main")


def github_job() -> dict[str, Any]:
    workflow = yaml.safe_load(yaml_block("name: gomod"))
    job: dict[str, Any] = workflow["jobs"]["gomod"]
    return job


def with_sarif() -> dict[str, Any]:
    """The GitHub workflow with what the README says about code scanning put in."""
    workflow: dict[str, Any] = yaml.safe_load(yaml_block("name: gomod"))
    job, more = workflow["jobs"]["gomod"], yaml.safe_load(yaml_block("upload-sarif"))
    step = job["steps"][-1]
    assert step["run"].count("--format github") == 1
    step["run"] = step["run"].replace("--format github", "--format sarif").rstrip()
    step["run"] += " > gomod.sarif\n"
    job["permissions"] = more["permissions"]
    job["steps"] += more["steps"]
    return workflow


class Runner:
    """A checkout as actions/checkout makes it, and the environment of an event."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = Repository(folder / "server")
        self.start = self.server.commit("start", dict(SOUND))
        self.script = github_job()["steps"][-1]["run"]
        tool(folder)

    def __call__(self, rev: str, event: str, **values: str) -> tuple[int, str]:
        """Exit status and output of the recipe's script at a commit."""
        clone = self.folder / "clone"
        shutil.rmtree(clone, ignore_errors=True)
        self.server.git("clone", "-q", str(self.server.top), str(clone))
        oid = self.server.git("rev-parse", rev).strip()
        self.server.git("-C", str(clone), "checkout", "-q", "--detach", oid)
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", self.script],
            cwd=clone,
            env=clean_environment()
            | on_path(self.folder)
            | dict.fromkeys(github_job()["steps"][-1]["env"], "")
            | {"EVENT": event, "DEFAULT_BRANCH": "main", "REF": "refs/heads/side"}
            | values,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A server with a sound main, and a side branch that rewrites a hash in its first commit."""
    made = Runner(tmp_path)
    made.server.git("checkout", "-q", "-b", "side")
    made.server.commit("rehashed", dict(EVIL))
    made.server.commit("more", {"README.md": "x\n"})
    made.server.git("branch", "good", "main")
    made.server.git("checkout", "-q", "good")
    made.server.commit("more", {"README.md": "x\n"})
    return made


EVENTS = [
    pytest.param("pull_request", {"BASE_REF": "main", "REF": "refs/pull/1/merge"}, id="pull"),
    pytest.param("push", {"BEFORE": ZEROS}, id="new branch"),
    pytest.param("push", {"BEFORE": "1" * 40}, id="rewritten branch"),
    pytest.param("push", {"BEFORE": "main"}, id="push"),
    pytest.param("push", {"BEFORE": "main", "REF": "refs/heads/main"}, id="push to main"),
    pytest.param("merge_group", {"GROUP_BASE": "main"}, id="merge queue"),
]


@pytest.mark.parametrize(("event", "values"), EVENTS)
def test_github_stops_what_is_bad_and_passes_what_is_good(
    runner: Runner, event: str, values: dict[str, str]
) -> None:
    known = {
        name: runner.start if value == "main" and name != "BASE_REF" else value
        for name, value in values.items()
    }
    assert runner("good", event, **known) == (0, "")
    status, said = runner("side", event, **known)
    assert status == 1
    assert said.startswith("::error file=go.sum,line=1")


def test_github_is_not_confused_by_a_tag(runner: Runner) -> None:
    runner.server.git("tag", "origin/main", "side")
    runner.server.git("tag", "main", "side")
    status, said = runner("side", "pull_request", BASE_REF="main")
    assert (status, "SUM101" in said) == (1, True)


def test_github_fails_without_a_base(runner: Runner) -> None:
    assert runner("good", "pull_request", BASE_REF="gone")[0] != 0
    assert runner("good", "merge_group", GROUP_BASE="1" * 40)[0] != 0
    status, said = runner("good", "push", BEFORE="1" * 40, REF="refs/heads/main")
    assert status == 1
    assert said.startswith("::error::no commit 1111")
    runner.server.git("checkout", "-q", "--orphan", "alone")
    runner.server.commit("start anew", dict(EVIL))
    assert runner("alone", "pull_request", BASE_REF="main")[0] != 0
    assert runner("alone", "push", BEFORE=ZEROS)[0] != 0


def test_github_takes_the_configuration_of_the_default_branch(runner: Runner) -> None:
    runner.server.git("checkout", "-q", "side")
    runner.server.commit("allow it", {".gomod-hooks.toml": ALLOWED})
    assert runner("side", "pull_request", BASE_REF="main")[0] == 1
    assert runner("side", "push", BEFORE=runner.start, REF="refs/heads/main")[0] == 1
    runner.server.git("checkout", "-q", "main")
    runner.server.commit("allow it", {".gomod-hooks.toml": ALLOWED})
    assert runner("side", "pull_request", BASE_REF="main")[0] == 0


def test_github_sees_all_modules_after_a_push_to_the_default_branch(runner: Runner) -> None:
    """What was there before the gate was comes to light."""
    runner.server.git("checkout", "-q", "main")
    old = runner.server.commit("broken", {"lib/go.mod": "module example.com/lib\n\nfoo x\n"})
    runner.server.commit("more", {"README.md": "x\n"})
    assert runner("main", "push", BEFORE=old, REF="refs/heads/main")[0] == 1
    assert runner("main", "push", BEFORE=old, REF="refs/heads/side")[0] == 0


def test_github_with_code_scanning(runner: Runner) -> None:
    runner.script = with_sarif()["jobs"]["gomod"]["steps"][-2]["run"]
    assert runner("side", "pull_request", BASE_REF="main") == (1, "")
    told = (runner.folder / "clone/gomod.sarif").read_text(encoding="utf-8")
    assert '"SUM101"' in told


@pytest.mark.parametrize("default", ["main", "trunk"])
def test_gitlab(runner: Runner, default: str) -> None:
    job = yaml.safe_load(yaml_block("gomod:\n  image"))["gomod"]
    assert job["variables"] == {"GIT_DEPTH": "0"}
    runner.server.git("branch", "trunk", "main")
    runner.server.git("tag", "origin/main", "side")
    runner.script = job["script"][-1]
    target = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_DEFAULT_BRANCH": default}
    assert runner("good", "", **target) == (0, "")
    status, said = runner("side", "", **target)
    assert (status, "SUM101" in said) == (1, True)
    assert runner("main", "", **target) == (0, "")
    runner.server.git("checkout", "-q", default)
    runner.server.commit("allow it", {".gomod-hooks.toml": ALLOWED})
    assert runner("side", "", **target) == (0, "")
    target["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] = "gone"
    assert runner("good", "", **target)[0] != 0


def test_the_jobs_of_the_workflow_for_go_releases(tmp_path: Path) -> None:
    """Its step, run as it stands, gives the test job what that reads."""
    workflow = yaml.safe_load(yaml_block("name: go releases"))
    made = Repository(tmp_path / "work")
    made.commit("start", dict(SOUND))
    tool(tmp_path)
    output = tmp_path / "output"
    script = workflow["jobs"]["matrix"]["steps"][-1]["run"]
    environment = {"GITHUB_OUTPUT": os.fspath(output), **on_path(tmp_path)}
    made.run("bash", "-e", "-c", script, check=True, **environment)
    name, _, value = output.read_text().partition("=")
    assert workflow["jobs"]["matrix"]["outputs"] == {name: "${{ steps.matrix.outputs.jobs }}"}
    jobs = json.loads(value)["include"]
    assert len(jobs) == 2
    read = set(re.findall(r"matrix\.(\w+) }}", json.dumps(workflow["jobs"]["test"])))
    assert read == {"folder", "go"} <= jobs[0].keys()


def linted(tmp_path: Path, *command: str) -> None:
    """Run a linter over the GitHub workflows: no finding."""
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    (folder / "gomod.yml").write_text(yaml_block("name: gomod"), encoding="utf-8")
    (folder / "releases.yml").write_text(yaml_block("name: go releases"), encoding="utf-8")
    sarif = yaml.safe_dump(with_sarif()).replace("\ntrue:", "\non:")
    pins = re.findall(r"uses: (\S+)( # v\S+)", README)  # a pin without its version is a finding
    for name, version in pins:
        sarif = sarif.replace(f"uses: {name}\n", f"uses: {name}{version}\n")
    (folder / "sarif.yml").write_text(sarif, encoding="utf-8")
    files = [os.fspath(path) for path in sorted(folder.iterdir())]
    done = subprocess.run(
        [*command, *files], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing(tmp_path: Path) -> None:
    program = shutil.which("zizmor", path=os.path.dirname(sys.executable)) or shutil.which("zizmor")
    if program is None:
        pytest.skip("zizmor is not installed: pip install -e .[dev]")
    linted(tmp_path, program, "--offline", "--no-config", "--quiet")


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    program = shutil.which("actionlint")
    if program is None:
        pytest.skip("actionlint is not on PATH, and its PyPI package downloads at install")
    linted(tmp_path, program)
