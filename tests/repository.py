"""A real git repository for a test."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {
    "PYTHONPATH": os.fspath(CHECKOUT),  # the package under test is the checkout's own
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GOMODCACHE": os.devnull,  # what happens to be in this machine's module cache decides nothing
    **{
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (
            ("NAME", "A Gopher"),
            ("EMAIL", "gopher@example.com"),
            ("DATE", "2026-01-02T03:04:05Z"),
        )
    },
}


def clean_environment() -> dict[str, str]:
    """This process's environment without what git or the framework left in it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "GITHEAD_", "PRE_COMMIT", "SKIP"))
    }
    return kept | ENVIRONMENT


def isolate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give this process the clean environment that the repository's git has."""
    wanted = clean_environment()
    for name in list(os.environ):
        if name not in wanted:
            monkeypatch.delenv(name)
    for name, value in wanted.items():
        monkeypatch.setenv(name, value)


def on_a_machine(folder: Path, monkeypatch: pytest.MonkeyPatch, **variables: str) -> Repository:
    """A repository, at whose top this process then stands, on a machine that has nothing of Go but
    what the variables say: the module cache is below `folder`, and empty."""
    isolate(monkeypatch)
    for name in ("GONOPROXY", "GONOSUMDB", "GOPRIVATE", "HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    values = {"GOENV": "off", "GOROOT": "/nowhere", "GOMODCACHE": str(folder / "modcache")}
    values |= {"GOPATH": str(folder / "gopath"), "GOPROXY": "off", "HOME": str(folder)}
    for name, value in (values | variables).items():
        monkeypatch.setenv(name, value)
    made = Repository(folder / "repository")
    monkeypatch.chdir(made.top)
    return made


class Repository:
    """A git repository at `top` with helpers named after git's own commands."""

    def __init__(self, top: Path, *options: str) -> None:
        self.top = top
        top.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", *options)

    def git(self, *arguments: str, check: bool = True, **environment: str) -> str:
        """Standard output of a git command."""
        return self.run("git", *arguments, check=check, **environment).stdout

    def run(
        self, *command: str, check: bool = True, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command at the top."""
        done = subprocess.run(
            command,
            cwd=self.top,
            env=clean_environment() | environment,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
        )
        if check and done.returncode:
            raise AssertionError(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def write(self, files: dict[str, str | bytes]) -> None:
        """Write files, folders made as needed."""
        for name, content in files.items():
            path = self.top / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def remove(self, *names: str) -> None:
        """Remove files or folders from disk."""
        for name in names:
            path = self.top / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()

    def add(self, files: dict[str, str | bytes] | None = None) -> None:
        """Write files and stage everything that differs, ignored files too."""
        self.write(files or {})
        self.git("add", "--all", "--force")

    def commit(self, message: str = "a commit", files: dict[str, str | bytes] | None = None) -> str:
        """Stage everything and commit without hooks; the commit's id."""
        self.add(files)
        options = ("--quiet", "--no-verify", "--allow-empty", "-m", message)
        self.git("-c", "maintenance.auto=false", "commit", *options)
        return self.head()

    def head(self) -> str:
        """The id of HEAD."""
        return self.git("rev-parse", "HEAD").strip()

    def copy(self, folder: Path) -> None:
        """Lay the contents of a folder over the work tree (contents only, links as links)."""
        for source in sorted(folder.rglob("*")):
            target = self.top / source.relative_to(folder)
            if source.is_symlink():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.symlink_to(os.readlink(source))
            elif source.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read_bytes())

    def clear(self) -> None:
        """Empty the work tree."""
        for path in self.top.iterdir():
            if path.name != ".git":
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()
