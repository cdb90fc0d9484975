"""go-sum-verify as frameworks install it, with its library, at a real `git push`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.database import Database, made_up_hash
from tests.end_to_end.conftest import Framework, Gated

LOG, YAML = "example.net/log", "example.org/yaml"
GO_MOD = "module example.com/app\n\ngo 1.21\n"


def database() -> Database:
    made = Database().fill(5)
    made.add(LOG)
    made.add(YAML)
    return made.fill(5)


KNOWN = database()


class Pushing:
    """A repository whose pushes go through a framework, and the remote that they go to."""

    def __init__(self, folder: Path, framework: Framework, program: str) -> None:
        self.remote = folder / "remote.git"
        self._program = program
        self.shop = Gated(folder / "repository", framework)
        self.shop.git("init", "--quiet", "--bare", str(self.remote))
        self.shop.git("remote", "add", "origin", str(self.remote))
        config = framework.config("go-sum-verify")
        self.shop.commit("configure", {".pre-commit-config.yaml": config, "go.mod": GO_MOD})
        KNOWN.keep(folder / "modcache", [LOG])

    @property
    def environment(self) -> dict[str, str]:
        """What the go command of this machine is told, and where frameworks keep things."""
        folder = self.remote.parent
        told = {"GOENV": "off", "GOSUMDB": KNOWN.signer.key, "GOPRIVATE": "", "GONOSUMDB": ""}
        told |= {"GOMODCACHE": str(folder / "modcache"), "GOPATH": str(folder / "gopath")}
        return self.shop.framework.prek_environment | told

    def install(self) -> None:
        """Install the git hooks, and the environment of the hook; skip where that cannot be."""
        for command in (["install"], ["install-hooks"]):
            run = [sys.executable, "-m", self._program, *command]
            done = self.shop.run(*run, check=False, **self.environment)
            if done.returncode:
                said = (done.stdout + done.stderr).strip()
                assert "No matching distribution" in said or "cryptography" in said, said
                pytest.skip(f"{self._program} finds no package index to install cryptography from")

    def push(self, go_sum: str) -> tuple[bool, str]:
        """Commit a go.sum and push; whether the remote has it then, and what was said."""
        self.shop.commit("sums", {"go.sum": go_sum})
        done = self.shop.run(
            "git", "push", "--quiet", "origin", "HEAD:main", check=False, **self.environment
        )
        here = self.shop.git("rev-parse", "HEAD")
        there = self.shop.git("ls-remote", str(self.remote), "main").partition("\t")[0]
        assert (done.returncode == 0) == (there == here.strip())
        return done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("program", ["pre_commit", "prek"])
def test_a_forged_line_stops_the_push(tmp_path: Path, framework: Framework, program: str) -> None:
    pushing = Pushing(tmp_path, framework, program)
    pushing.install()
    proved = KNOWN.go_sum(LOG)
    assert pushing.push(proved)[0]
    forged = KNOWN.go_sum(LOG, YAML).replace(made_up_hash(f"{YAML} v1.0.0"), made_up_hash("forged"))
    passed, said = pushing.push(forged)
    assert passed  # this machine never asked about it
    assert "PRF101" not in said
    KNOWN.keep(tmp_path / "modcache", [LOG, YAML])
    passed, said = pushing.push(forged.replace(made_up_hash("forged"), made_up_hash("other")))
    assert not passed
    assert f"go.sum:3:1: PRF101 {YAML} v1.0.0 has {made_up_hash('other')}" in said
    assert pushing.push(KNOWN.go_sum(LOG, YAML))[0]
