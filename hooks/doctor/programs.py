"""The go commands of this machine, and what each says of its environment.

They are asked with GOTOOLCHAIN=local, so that none of them hands over to another release or
fetches one.
"""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TIMEOUT = 30.0  # seconds
_NAME = "go.exe" if os.name == "nt" else "go"


@dataclass(frozen=True, slots=True)
class GoProgram:
    """A go command at `path`: its `version` as "1.26.8" and the variables that `go env` prints;
    where it does not answer, `fault` says why."""

    path: str
    version: str
    variables: Mapping[str, str]
    fault: str = ""


def on_path(environment: Mapping[str, str]) -> list[str]:
    """The go commands of PATH in its order, each file once."""
    found: dict[str, str] = {}
    for folder in environment.get("PATH", "").split(os.pathsep):
        path = os.path.join(folder, _NAME)
        if folder and os.path.isfile(path) and os.access(path, os.X_OK):
            found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def ask(path: str, folder: str, environment: Mapping[str, str]) -> GoProgram:
    """Ask the go command at `path` for its environment in a folder."""
    told = dict(environment, GOTOOLCHAIN="local")
    try:
        done = subprocess.run(
            [path, "env", "-json"],
            cwd=folder,
            env=told,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
        variables = json.loads(done.stdout) if not done.returncode else None
    except subprocess.TimeoutExpired:
        return GoProgram(path, "", {}, f"it did not answer within {TIMEOUT:.0f} s")
    except OSError as error:
        return GoProgram(path, "", {}, error.strerror or str(error))
    except ValueError:
        return GoProgram(path, "", {}, "what it answers is not JSON")
    if not isinstance(variables, dict):
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return GoProgram(path, "", {}, lines[0] if lines else f"exit status {done.returncode}")
    kept = {str(name): str(value) for name, value in variables.items()}
    version = kept.get("GOVERSION", "").removeprefix("go").partition(" ")[0]
    return GoProgram(path, version.partition("-")[0], kept)


def goroot(path: str, folder: str, environment: Mapping[str, str]) -> str:
    """The GOROOT that a go command has of its own; "" where it does not tell."""
    without = {name: value for name, value in environment.items() if name != "GOROOT"}
    return ask(path, folder, without).variables.get("GOROOT", "")


def release_of(goroot: str) -> str:
    """The version that a GOROOT is, as its file VERSION says; "" where it has none."""
    try:
        with open(os.path.join(goroot, "VERSION"), encoding="utf-8", errors="replace") as file:
            return file.readline().strip().removeprefix("go").partition(" ")[0]
    except OSError:
        return ""


def known(programs: Sequence[GoProgram]) -> GoProgram | None:
    """The go command that runs when people type go: the first of PATH."""
    return programs[0] if programs else None
