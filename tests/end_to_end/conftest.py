"""The real framework, with the hooks installed from this checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.repository import Repository, clean_environment

CHECKOUT = Path(__file__).parent.parent.parent
STAGES = "default_install_hook_types: [pre-commit, pre-merge-commit, pre-push]\n"


class Framework:
    """pre-commit with a cache of its own, and a repository that holds the hooks."""

    def __init__(self, folder: Path) -> None:
        self.cache = folder / "cache"
        self.source = Repository(folder / "gomod-hooks")
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=CHECKOUT,
            capture_output=True,
            check=True,
        )
        for name in filter(None, os.fsdecode(listed.stdout).split("\0")):
            if name.startswith(("hooks/", ".pre-commit-hooks", "pyproject", "README", "LICENSE")):
                target = self.source.top / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(CHECKOUT / name, target)
        self.revision = self.source.commit("the checkout")

    @property
    def environment(self) -> dict[str, str]:
        return {"PRE_COMMIT_HOME": str(self.cache), "PRE_COMMIT_COLOR": "never"}

    @property
    def prek_environment(self) -> dict[str, str]:
        """The same for prek, whose installer trusts the certificates of the system, as pip does."""
        trusts = {"UV_SYSTEM_CERTS": "true", "UV_NATIVE_TLS": "true"}
        return self.environment | trusts | {"PREK_HOME": str(self.cache / "prek")}

    def config(self, *hooks: str, **arguments: list[str]) -> str:
        """A configuration with these hooks; arguments by id with underscores."""
        lines = [f"  - repo: {self.source.top}\n    rev: {self.revision}\n    hooks:\n"]
        for hook in hooks:
            lines.append(f"      - id: {hook}\n")
            given = arguments.get(hook.replace("-", "_"))
            if given:
                lines.append(f"        args: {given}\n")
        return STAGES + "repos:\n" + "".join(lines)


class Gated(Repository):
    """A repository whose commits go through the framework."""

    def __init__(self, top: Path, framework: Framework) -> None:
        super().__init__(top)
        self.framework = framework

    def install(self, *hooks: str, **arguments: list[str]) -> None:
        """Configure these hooks and install the framework's git hooks."""
        self.commit(
            "configure", {".pre-commit-config.yaml": self.framework.config(*hooks, **arguments)}
        )
        self.pre_commit("install")

    def pre_commit(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run the framework by hand."""
        command = [sys.executable, "-m", "pre_commit", *arguments]
        return self.run(*command, check=check, **self.framework.environment)

    def attempt(
        self, *arguments: str, files: dict[str, str | bytes] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Stage everything and commit through the hooks; what became of it."""
        if files is not None or not arguments:
            self.add(files)
        command = ["git", "commit", "-m", "an attempt", *arguments]
        return self.run(*command, check=False, **self.framework.environment)

    def passes(self, *arguments: str, files: dict[str, str | bytes] | None = None) -> str:
        """A commit that goes through; what the hooks said."""
        before = self.git("rev-parse", "--verify", "--quiet", "HEAD", check=False)
        done = self.attempt(*arguments, files=files)
        assert done.returncode == 0, done.stdout + done.stderr
        assert self.git("rev-parse", "HEAD") != before
        return done.stderr

    def stopped(self, *arguments: str, files: dict[str, str | bytes] | None = None) -> str:
        """A commit that is stopped, HEAD where it was; what the hooks said."""
        before = self.git("rev-parse", "--verify", "--quiet", "HEAD", check=False)
        done = self.attempt(*arguments, files=files)
        assert done.returncode == 1, done.stdout + done.stderr
        assert self.git("rev-parse", "--verify", "--quiet", "HEAD", check=False) == before
        return done.stdout + done.stderr


@pytest.fixture(scope="session")
def framework(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    """The framework; its environments are built once a session."""
    return Framework(tmp_path_factory.mktemp("framework"))


@pytest.fixture
def gated(tmp_path: Path, framework: Framework) -> Callable[..., Gated]:
    """Make a repository with these hooks installed."""

    def make(*hooks: str, **arguments: list[str]) -> Gated:
        repository = Gated(tmp_path / "repository", framework)
        repository.install(*hooks, **arguments)
        return repository

    return make


__all__ = ["Framework", "Gated", "clean_environment"]
