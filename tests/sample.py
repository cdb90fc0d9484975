"""The hooks at work on a sample: one commit that passes, one stopped for each hook.

Makes a Go repository from testdata/sample, copies the tracked files of this
checkout into a throwaway repository, and installs the hooks from there with the
real framework. Everything but the environment of the framework is thrown away.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.environment import CHECKOUT, UnavailableError, python_of

SAMPLE = CHECKOUT / "testdata" / "sample"
IDENTITY = {
    f"GIT_{role}_{key}": value
    for role in ("AUTHOR", "COMMITTER")
    for key, value in (("NAME", "A Gopher"), ("EMAIL", "gopher@example.com"))
}


def main() -> int:
    """0 when every commit went as it should; 2 where the sample cannot be set up."""
    try:
        python = python_of(".venv-sample", "pre-commit")
        tracked = tracked_files()
    except UnavailableError as error:
        print(f"hooks: {error}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="gomod-hooks-") as scratch:
        return Stage(Path(scratch), python).play(tracked)


def names() -> list[str]:
    """The hooks, each with a folder of the mistake that it stops."""
    return sorted(path.name for path in SAMPLE.iterdir() if path.name != "healthy")


def tracked_files() -> list[str]:
    """The files of this checkout that git tracks."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True)
    if listed.returncode:
        raise UnavailableError("this checkout is not a git repository")
    return [name for name in os.fsdecode(listed.stdout).split("\0") if name]


class Stage:
    """The two throwaway repositories and the environment that git runs in."""

    def __init__(self, scratch: Path, python: str) -> None:
        self.python = python
        self.hooks = scratch / "gomod-hooks"
        self.shop = scratch / "shop"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            **IDENTITY,
            "PRE_COMMIT_HOME": str(scratch / "cache"),
            "PRE_COMMIT_COLOR": "never",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }

    def play(self, tracked: list[str]) -> int:
        """Set up, then commit: well, and badly for every hook."""
        revision = self.publish(tracked)
        self.start(revision)
        good = self.commit("healthy", "Start the shop")
        failures = 0 if good == 0 else 1
        for name in names():
            status = self.commit(name, f"A mistake for {name}")
            failures += status != 1
            self.git("reset", "--quiet", "--hard")
            self.git("clean", "--quiet", "-dfx", "-e", ".pre-commit-config.yaml")
        if failures:
            print(f"{failures} commits did not go as they should", file=sys.stderr)
            return 1
        print(f"1 commit passed, {len(names())} commits stopped, one for each hook")
        return 0

    def publish(self, tracked: list[str]) -> str:
        """The tracked files of this checkout as a repository of its own; its revision."""
        for name in tracked:
            source, target = CHECKOUT / name, self.hooks / name
            if source.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
        self.git("init", "--quiet", cwd=self.hooks)
        self.git("add", "--all", "--force", cwd=self.hooks)
        self.git("commit", "--quiet", "-m", "The checkout", cwd=self.hooks)
        return self.git("rev-parse", "HEAD", cwd=self.hooks).stdout.strip()

    def start(self, revision: str) -> None:
        """The sample repository, its hooks configured and installed."""
        self.shop.mkdir()
        self.git("init", "--quiet")
        hooks = "".join(
            f"      - id: {name}\n"
            + ("        args: [--ratchet]\n" if name == "go-version-drift" else "")
            for name in names()
        )
        (self.shop / ".pre-commit-config.yaml").write_text(
            f"repos:\n  - repo: {self.hooks}\n    rev: {revision}\n    hooks:\n{hooks}"
        )
        self.git("add", ".pre-commit-config.yaml")
        install = [self.python, "-m", "pre_commit", "install", "--install-hooks"]
        done = subprocess.run(
            install, cwd=self.shop, env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            print(done.stdout + done.stderr, file=sys.stderr)
            raise SystemExit(2)

    def commit(self, name: str, message: str) -> int:
        """Lay a folder of the sample over the repository and commit it; the exit status."""
        for source in sorted((SAMPLE / name).rglob("*")):
            if source.is_file():
                target = self.shop / source.relative_to(SAMPLE / name)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
        self.git("add", "--all", "--force")
        others = [] if name == "healthy" else [other for other in names() if other != name]
        command = ["git", "commit", "-m", message]
        environment = self.environment | {"SKIP": ",".join(others)}
        done = subprocess.run(
            command, cwd=self.shop, env=environment, capture_output=True, text=True
        )
        print(f'$ git commit -m "{message}"')
        for line in (done.stderr + done.stdout).splitlines():
            summary = line.startswith((" create mode", " delete mode")) or " changed, " in line
            if line and not summary and not line.endswith("Skipped"):
                print(f"  {line}")
        print()
        return done.returncode

    def git(
        self, *arguments: str, cwd: Path | None = None, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run git in the sample repository, or in `cwd`."""
        return subprocess.run(
            ["git", *arguments],
            cwd=cwd or self.shop,
            env=self.environment,
            capture_output=True,
            text=True,
            check=check,
        )


if __name__ == "__main__":
    sys.exit(main())
